"""The report as JSON, SARIF, Markdown, text and a page list."""

import json
import re
from dataclasses import dataclass
from io import StringIO

import pytest

from manystudies.answers import Report
from manystudies.checks import CODES
from manystudies.pages import (
    check_json,
    check_sarif,
    check_text,
    forest_svg,
    index_html,
    join_check_json,
    join_sarif,
    report_html,
    report_json,
    report_markdown,
    summary_lines,
)  # fmt: skip
from manystudies.review import check_pages, page_of_bytes


def test_the_json_of_a_report_has_the_parts_that_were_promised(rich_report):
    whole = json.loads(report_json(rich_report))
    assert list(whole) == ["documents", "studies", "references", "findings", "claims", "problems", "recomputed", "answer"]
    assert (
        whole["documents"][0] | {"doc": "willow.md", "path": "content/willow.md", "sha256": rich_report.pages[0].document.identity}
        == whole["documents"][0]
    )
    study = whole["studies"][0]
    assert list(study)[:10] == ["title", "year", "journal", "doi", "pmid", "design", "n", "doc", "start", "end"]
    assert (study["year"], study["doi"], study["n"], study["pmid"]) == (2018, "10.1000/tea.2018.4", 201, None)


def test_every_number_in_the_json_is_the_text_at_its_offsets(rich_report):
    text = rich_report.pages[0].document.text
    seen = 0

    def walk(value):
        nonlocal seen
        if isinstance(value, dict):
            if {"text", "value", "start", "end"} <= set(value):
                assert text[value["start"] : value["end"]] == value["text"]
                seen += 1
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(json.loads(report_json(rich_report)))
    assert seen > 80


def test_a_checked_problem_carries_its_place_and_its_words(rich_report):
    whole = json.loads(check_json(rich_report))
    promised = [
        "doc",
        "path",
        "start",
        "end",
        "quote",
        "code",
        "verdict",
        "severity",
        "message",
        "recomputed",
        "consistent_range",
        "suggestion",
    ]
    for problem in whole["problems"] + whole["recomputed"]:
        assert set(promised) <= set(problem)
        assert rich_report.pages[0].document.text[problem["start"] : problem["end"]] == problem["quote"]
    assert len(whole["problems"]) == len(rich_report.problems)


def test_checks_of_several_pages_join_and_an_unreadable_one_is_named(rich_report):
    part = check_json(rich_report)
    whole = json.loads(
        "".join(join_check_json([("a.md", part, ""), ("b.md", "", "b.md: needed text, found a picture."), ("c.md", part, "")], StringIO))
    )
    assert len(whole["problems"]) == 2 * len(rich_report.problems)
    assert whole["unreadable"] == [{"path": "b.md", "message": "b.md: needed text, found a picture."}]


def test_joined_checks_are_printed_as_if_they_were_one(rich_report):
    nothing = Report((), (), (), (), (), (), rich_report.answer)
    for reports in ((rich_report, rich_report), (nothing, rich_report, nothing), (nothing,), ()):
        parts = [(str(number), check_json(report), "") for number, report in enumerate(reports)]
        whole = {name: [each for _, text, _ in parts for each in json.loads(text)[name]] for name in ("problems", "recomputed")}
        plain = json.dumps(whole | {"unreadable": []}, ensure_ascii=False, indent=1) + "\n"
        assert "".join(join_check_json(parts, StringIO)) == plain


def test_sarif_says_what_fails_and_where(rich_report):
    log = json.loads(check_sarif(rich_report, "1.2.3"))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert [rule["id"] for rule in rules] == sorted({problem.code for problem in rich_report.problems})
    text = rich_report.pages[0].document.text
    lines = text.split("\n")
    for result, problem in zip(run["results"], rich_report.problems, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == problem.code
        assert (result["kind"] == "fail") == problem.flagged
        assert (result["level"] == "none") == (not problem.flagged)
        region = result["locations"][0]["physicalLocation"]["region"]
        quote = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert quote == region["snippet"]["text"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(quote.split("\n")[0])
        assert lines[region["endLine"] - 1][: region["endColumn"] - 1].endswith(quote.split("\n")[-1])
        assert re.fullmatch(r"[0-9a-f]{32}", result["partialFingerprints"]["manystudies/1"])
    assert {rule["shortDescription"]["text"] for rule in rules} <= {code.name for code in CODES.values()}


def test_logs_join_into_one_run_with_each_rule_once(rich_report):
    log = json.loads("".join(join_sarif([check_sarif(rich_report), check_sarif(rich_report)], StringIO)))
    run = log["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    last = run["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert last["index"] == 1
    assert run["artifacts"][1]["location"]["uri"] == last["uri"]


def test_a_joined_log_is_printed_as_if_it_were_one(rich_report):
    nothing = Report((), (), (), (), (), (), rich_report.answer)
    for reports in ((rich_report,), (nothing, rich_report, rich_report), (nothing,), ()):
        text = "".join(join_sarif([check_sarif(report, "1.2.3") for report in reports], StringIO))
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
        assert (
            reports != (rich_report,)
            or json.loads(text)["runs"][0]["results"] == json.loads(check_sarif(rich_report))["runs"][0]["results"]
        )


def test_the_text_of_a_check_names_file_line_and_column(rich_report):
    text = check_text(rich_report)
    assert text.startswith("content/willow.md:11:161: high MS301 ratio and its interval (impossible as printed)\n")
    assert text.count("\ncontent/willow.md:") == 6
    assert text.endswith("7 problems · 3 recompute · 1 cannot tell · 1 not checked · 1 worth knowing\n")


def test_the_summary_has_one_line_for_each_part(rich_report):
    assert [label for label, _ in summary_lines(rich_report)] == ["read", "studies", "numbers", "claims", "to mend", "answer"]


def test_the_evidence_box_lets_no_markup_through(rich_report):
    box = report_markdown(rich_report)
    assert "Risk ratio 0.49 (0.33 to 0.73)" in box
    assert "⊕⊕⊕◯ moderate (provisional)" in box
    assert not re.search(r"[<{\[`]", box)


@pytest.mark.parametrize("shape", [check_json, check_sarif, check_text, report_html, report_json, report_markdown, summary_lines])
def test_the_same_report_gives_the_same_bytes(rich_report, shape):
    assert shape(rich_report) == shape(rich_report)


@pytest.mark.parametrize("shape", [check_json, check_sarif, check_text, report_html, report_json, report_markdown, summary_lines])
def test_an_empty_report_is_told_honestly(rich_report, shape):
    nothing = Report((), (), (), (), (), (), type(rich_report.answer)("", (), ()))
    assert shape(nothing)


@dataclass(frozen=True)
class Row:
    path: str
    title: str = ""
    trouble: str = ""
    high: int = 0
    medium: int = 0
    low: int = 0
    info: int = 0
    recomputed: int = 0
    studies: int = 0
    worst: str = ""


def test_the_page_list_shows_an_unreadable_page_in_one_line_and_escapes_everything():
    page = index_html(
        iter([Row("a.md", "<b>A</b>", high=2, worst="MS322 <u>"), Row("b.md", trouble="b.md: needed text & found a picture.")])
    )
    assert "&lt;b&gt;A&lt;/b&gt;" in page
    assert "needed text &amp; found a picture." in page
    assert "&lt;u&gt;" in page
    assert "<u>" not in page


def test_a_forest_plot_stands_alone_as_svg(rich_report):
    svg = forest_svg(rich_report, rich_report.answer.rows[0])
    assert svg.startswith("<svg")
    assert svg.count('class="mark square"') == 13
    assert "Hartung–Knapp" in svg
    assert forest_svg(rich_report, rich_report.answer.rows[2]) == ""


def test_what_is_set_aside_with_a_reason_is_suppressed_in_sarif():
    text = "# Zinc\n\nZinc cures gout. <!-- manystudies: ignore MS407 because the board decided so -->\n"
    report = check_pages((page_of_bytes("p.md", text.encode()),))
    results = json.loads(check_sarif(report))["runs"][0]["results"]
    assert [each["suppressions"] for each in results if "suppressions" in each] == [
        [{"kind": "inSource", "justification": "the board decided so"}]
    ]
