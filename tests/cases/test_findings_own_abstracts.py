"""Abstract-like texts of invented studies, each with what it reports: estimates, shares, tests, changes; none of it is wrong."""

import json
from pathlib import Path

import pytest

from manystudies.checks import check_numbers
from manystudies.documents import Document, read_abstract, read_document
from manystudies.findings import BeforeAfter, Difference, Number, Ratio, Share, find_findings, read_doses, read_estimates
from manystudies.findings import Test as Statistic

TEXTS = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "own_abstracts.jsonl").read_text(encoding="utf-8").splitlines() if line
]
PARTS = ("estimates", "shares", "tests", "changes")
KNOWN: dict[tuple[str, str], str] = {}
"""What is known not to be read yet, and why."""
KINDS = {
    "MD": "difference",
    "RD": "difference",
    "SMD": "difference",
    "coef": "difference",
    "diff": "difference",
    "mean": "level",
    "percent": "level",
    "rate": "level",
}
"""Differences and levels are told apart from each other and from ratios; "*" in the data leaves the measure open."""


def document_of(row: dict) -> Document:
    return read_document(row["text"].encode()) if row.get("page") else read_abstract(row["text"])


def value(number: Number | None) -> float | None:
    return None if number is None else float(number)


def estimates_of(row: dict) -> list[list]:
    if not row.get("page"):
        found = read_estimates(row["text"])
        return [[each[name] for name in ("measure", "estimate", "low", "high", "level", "p_op", "p")] for each in found]
    return [
        [
            each.measure,
            value(each.estimate),
            *((value(each.interval.low), value(each.interval.high), each.interval.level) if each.interval else (None, None, None)),
            *((each.p.comparator, value(each.p.number)) if each.p else (None, None)),
        ]
        for each in find_findings(document_of(row))
        if isinstance(each, Difference | Ratio)
    ]


def read(row: dict, part: str) -> list[list]:
    if part == "estimates":
        return [[KINDS.get(each[0], each[0]), *each[1:]] for each in estimates_of(row)]
    found = find_findings(document_of(row))
    if part == "shares":
        shares = [each for each in found if isinstance(each, Share)]
        return [[value(each.events), value(each.total) if each.bound == "beside" else None, value(each.percent)] for each in shares]
    if part == "tests":
        tests = [each for each in found if isinstance(each, Statistic)]
        return [
            [
                each.statistic,
                [] if each.degrees_doubtful else [value(degrees) for degrees in each.degrees],
                value(each.value),
                each.p.comparator if each.p else None,
                value(each.p.number) if each.p else None,
            ]
            for each in tests
        ]
    return [
        [
            value(each.before.centre),
            value(each.before.spread),
            value(each.after.centre),
            value(each.after.spread),
            each.p.comparator if each.p else None,
            value(each.p.number) if each.p else None,
        ]
        for each in found
        if isinstance(each, BeforeAfter)
    ]


def missing_and_extra(row: dict, part: str) -> tuple[list, list]:
    """What the text says and was not read, and what was read and it does not say."""
    left, missing = read(row, part), []
    for said in row.get(part, []):
        wanted = [KINDS.get(said[0], said[0]), *said[1:]] if part == "estimates" else said
        hit = next((each for each in left if each == wanted or (part == "estimates" and wanted[0] == "*" and each[1:] == wanted[1:])), None)
        if hit is None:
            missing.append(said)
        else:
            left.remove(hit)
    return missing, left


def cases() -> list:
    return [
        pytest.param(
            row, part, id=f"{row['id']}-{part}",
            marks=[pytest.mark.xfail(reason=KNOWN[row["id"], part], strict=True)] if (row["id"], part) in KNOWN else [],
        )
        for row in TEXTS
        for part in PARTS
    ]  # fmt: skip


@pytest.mark.parametrize(("row", "part"), cases())
def test_a_text_is_read_as_it_says(row: dict, part: str) -> None:
    assert missing_and_extra(row, part) == ([], [])


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["id"])
def test_nothing_is_flagged_in_a_text_whose_numbers_are_right(row: dict) -> None:
    document = document_of(row)
    assert [problem.message for problem in check_numbers(document, find_findings(document)) if problem.flagged] == []


def test_the_texts_are_many_and_their_names_unique() -> None:
    assert len(TEXTS) >= 150
    assert len({row["id"] for row in TEXTS}) == len(TEXTS)


@pytest.mark.parametrize("row", [row for row in TEXTS if "doses" in row], ids=lambda row: row["id"])
def test_the_doses_of_a_text_are_read_with_their_units(row: dict) -> None:
    assert {(each["value"], each["unit"]) for each in read_doses(row["text"])} == {(value, unit) for value, unit in row["doses"]}
