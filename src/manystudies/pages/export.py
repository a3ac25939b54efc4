"""The report as JSON: everything that was read, checked and answered, each part with its place."""

from dataclasses import fields, is_dataclass
from fractions import Fraction
from json import dumps
from math import isfinite
from typing import TypeAlias

from manystudies.answers import OutcomeRow, Page, Report
from manystudies.checks import Problem
from manystudies.documents import Span
from manystudies.findings import Finding, Number
from manystudies.pages.places import Places
from manystudies.studies import Study, Worded

Json: TypeAlias = "bool | float | int | str | list[Json] | dict[str, Json] | None"


def report_json(report: Report) -> str:
    """The whole report as one JSON object. `doc` is a file's name, offsets count characters of the text as given.

    A study that only a reference list names stands under `references`: the page says nothing of it.
    """
    places = Places.of(report)
    whole: Json = {
        "documents": [_document(page) for page in report.pages],
        "studies": [_study(study, places) for study in report.studies if study.mention != "listed"],
        "references": [_study(study, places) for study in report.studies if study.mention == "listed"],
        "findings": [_finding(finding, places) for finding in report.findings],
        "claims": [_placed(claim.span, places) | _plain_fields(claim, places) for claim in report.claims],
        "problems": [problem_json(problem, places) for problem in report.problems],
        "recomputed": [problem_json(problem, places) for problem in report.recomputed],
        "answer": _plain(report.answer, places),
    }
    return dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def check_json(report: Report) -> str:
    """What the checks say, as one JSON object: `problems`, and `recomputed` for what is right."""
    places = Places.of(report)
    whole: Json = {
        "problems": [problem_json(problem, places) for problem in report.problems],
        "recomputed": [problem_json(problem, places) for problem in report.recomputed],
    }
    return dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def problem_json(problem: Problem, places: Places) -> dict[str, Json]:
    """One problem with its place; `held_against` are the places it was compared with."""
    place = places.place(problem.spans[0])
    return {
        "doc": place.name,
        "path": place.path,
        "start": place.start,
        "end": place.end,
        "line": place.line,
        "column": place.column,
        "quote": place.quote,
        "code": problem.code,
        "verdict": problem.verdict,
        "severity": problem.severity,
        "message": problem.message,
        "recomputed": problem.recomputed,
        "consistent_range": problem.consistent_range,
        "suggestion": problem.suggestion,
        "study": problem.study,
        "replacement": problem.replacement,
        "ignored": problem.ignored,
        "held_against": [_placed(span, places) for span in problem.spans[1:]],
    }


def _document(page: Page) -> dict[str, Json]:
    document = page.document
    front = document.front
    return {
        "doc": page.name,
        "path": page.path,
        "sha256": document.identity,
        "kind": document.kind,
        "encoding": document.encoding,
        "characters": len(document.text),
        "title": front.title,
        "date": front.date,
        "tags": list(front.tags),
        "categories": list(front.categories),
        "sections": len(document.sections),
        "revisions": max(1, len(document.revisions)),
        "repairs": [
            {"start": each.span.start, "end": each.span.end, "before": each.before, "after": each.after, "codec": each.codec}
            for each in document.repairs
        ],
        "notes": [{"kind": note.kind, "message": note.message} for note in document.notes],
    }


def _study(study: Study, places: Places) -> dict[str, Json]:
    place = places.place(study.place)
    return {
        "title": study.title.value if study.title else None,
        "year": _whole(study.year),
        "journal": study.journal.value if study.journal else None,
        "doi": study.identifier("doi"),
        "pmid": study.identifier("pmid"),
        "design": study.design,
        "n": _whole(study.people),
        "doc": place.name,
        "start": place.start,
        "end": place.end,
        "pmcid": study.identifier("pmcid"),
        "key": study.key,
        "name": study.name,
        "authors": study.authors.value if study.authors else None,
        "mention": study.mention,
        "population": study.population.value if study.population else None,
        "design_words": None if study.design_words is None else _placed(study.design_words, places),
        "identifiers": [
            {"kind": each.kind, "value": each.value, "state": each.state, **_placed(each.span, places)} for each in study.identifiers
        ],
        "also": [_placed(span, places) for span in study.places],
    }


def _finding(finding: Finding, places: Places) -> dict[str, Json]:
    context = finding.context
    return {
        "kind": type(finding).__name__,
        "study": context.study,
        "outcome": context.outcome,
        "time": context.time,
        "subject": context.subject,
        "role": context.role,
        **_placed(context.sentence, places),
        "values": {key: value for key, value in _plain_fields(finding, places).items() if key != "context"},
    }


def _placed(span: Span, places: Places) -> dict[str, Json]:
    return {"doc": places.page(span).name, "start": span.start, "end": span.end}


def _whole(worded: Worded | None) -> int | str | None:
    if worded is None:
        return None
    digits = worded.value.replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else worded.value  # noqa: PLR2004 - a double counts so far


def _plain(value: object, places: Places) -> Json:
    """Any noun of the report in plain JSON; a number keeps its text and its place."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, Span):
        return _placed(value, places)
    if isinstance(value, Number):
        said: dict[str, Json] = {"text": value.printed.text, "value": float(value), **_placed(value.span, places)}
        return said | {"comparator": value.comparator, "unit": value.unit, "in_words": value.in_words}
    if isinstance(value, tuple):
        return [_plain(each, places) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _plain_fields(value, places)
    raise TypeError(f"A report holds plain values and its own nouns; found {type(value).__name__}.")


def _plain_fields(value: object, places: Places) -> dict[str, Json]:
    assert is_dataclass(value)  # noqa: S101 - only nouns come here; mypy learns it from this line
    return {field.name: _plain(getattr(value, field.name), places) for field in fields(value)}


def row_json(row: OutcomeRow, places: Places) -> dict[str, Json]:
    """One row of the summary of findings with all that it rests on."""
    return _plain_fields(row, places)
