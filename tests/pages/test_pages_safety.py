"""Nothing that stands on a page may act in the report: no script, no request, no markup, whatever it is called."""

import json
import re
from dataclasses import replace

import pytest

from manystudies.answers import Answer, OutcomeRow, Page, Report, Sentence, Support
from manystudies.certainty import Certainty, Reason
from manystudies.checks import Problem
from manystudies.documents import read_document
from manystudies.measures import Effect
from manystudies.pages import check_json, check_sarif, forest_svg, index_html, report_html, report_json, report_markdown
from manystudies.pooling import NotPooled
from manystudies.studies import Study, Worded

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}{% raw %}</style></svg><!--"
PAGE = f"""---
title: {json.dumps(EVIL)}
---

# {EVIL}

[a](javascript:alert(3)) [b](JaVaScRiPt:alert(4)) [c](data:text/html,<script>alert(5)</script>) [d](vbscript:x)
[e](https://example.org/"onmouseover="alert(6)) [f](//example.org/x) [g](https://example.org/?a=1&b="2")

<a href="javascript:alert(7)">seven</a> <iframe src="https://example.org"></iframe> <svg onload=alert(8)><script>alert(9)</script></svg>

| {EVIL} | 5 |
| --- | --- |
| 1 | {EVIL} |

`{EVIL}` 3.5 people.
"""
PAGES = {"page.md": PAGE, "page.html": f"<!doctype html><html><body>{PAGE}</body></html>", "page.txt": "Words first.\n\n" + PAGE}


@pytest.fixture(scope="module", params=["page.md", "page.html", "page.txt"])
def evil(request) -> Report:
    """A report in which every name, message and label is an attack."""
    document = read_document(PAGES[request.param].encode())
    end = len(document.text)
    start = document.text.index("3.5")
    span = replace(document.span(0, 1), start=start, end=start + 3)
    whole = replace(span, start=0, end=end)
    study = Study(EVIL, "cohort", whole, "abstract", Worded(EVIL, whole), Worded(EVIL, span), Worded(EVIL, span), Worded(EVIL, span), span)
    problems = (
        Problem("MS407", "unsupported", "high", EVIL, (whole, span), EVIL, EVIL, EVIL),
        Problem("MS201", "consistent", "info", EVIL, (span,), EVIL, EVIL, EVIL),
    )
    sentence = Sentence("effect", EVIL + " 3.5", (Support("3.5", (span,)),))
    effects = (Effect("RR", 0.5, 0.1, EVIL, EVIL, (EVIL,), 9, EVIL), Effect("RR", 0.2, 0.1, EVIL, EVIL, (EVIL,), 9, "b", (1, 2, 3, 4)))
    certainty = Certainty("low", provisional=True, reasons=(Reason("imprecision", -1, EVIL, (span,)),))
    row = OutcomeRow(EVIL, EVIL, EVIL, (EVIL,), 9, NotPooled(EVIL, effects), certainty, (), sentence)
    page = Page(f"{EVIL}{request.param}", f"dir/{EVIL}{request.param}", document)
    return Report((page,), (study,), (), (), problems[:1], problems[1:], Answer(EVIL, (sentence,), (row,)))


def tags(markup: str) -> list[str]:
    """The tags of a page outside its style sheet, as a browser would meet them."""
    return re.findall(r"<[^>]*>", re.sub(r"<style>.*?</style>", "", markup, flags=re.DOTALL))


def test_no_script_handler_or_foreign_address_reaches_the_report(evil):
    page = report_html(evil)
    assert page.count("</style>") == 1
    for tag in tags(page):
        name = re.match(r"</?([a-z0-9]*)", tag)[1]
        assert name not in {"script", "img", "iframe", "object", "embed", "form", "base", "audio", "video", "foreignobject"}, tag
        bare = re.sub(r'"[^"]*"', '""', tag)
        assert not re.search(r"\son\w+\s*=", bare), tag
        assert not re.search(r"\s(?:src|srcset|action|poster|xlink:href)\s*=", bare), tag
        for href in re.findall(r'\shref=("[^"]*"|[^\s>"]*)', tag):
            assert href.strip('"').startswith(("#", "https://", "http://", "data:,")), tag
    assert "javascript:" not in "".join(re.findall(r'href="[^"]*"', page)).lower()


def test_links_to_sources_open_without_handing_over_the_report(evil):
    foreign = [tag for tag in tags(report_html(evil)) if "href=" in tag and "http" in tag]
    assert all('rel="noopener"' in tag for tag in foreign)


def test_the_plot_escapes_its_labels(evil):
    for narrow in (False, True):
        plot = forest_svg(evil, evil.answer.rows[0], narrow=narrow)
        assert plot.count("<svg") == plot.count("</svg>") == 1
        assert "<script" not in plot
        assert "<img" not in plot


def test_the_plot_is_well_formed_xml(evil, rich_report):
    from xml.etree import ElementTree as ET

    for report in (evil, rich_report):
        for narrow in (False, True):
            assert ET.fromstring(forest_svg(report, report.answer.rows[0], narrow=narrow)).tag.endswith("svg")  # noqa: S314 - our own plot


def test_the_evidence_box_carries_no_markup_and_no_shortcode(evil):
    assert not re.search(r"[<{\[]", report_markdown(evil))


def test_machine_shapes_stay_whole_whatever_the_names_hold(evil):
    assert json.loads(report_json(evil))["documents"][0]["doc"] == evil.pages[0].name
    assert json.loads(check_json(evil))["problems"][0]["message"] == EVIL
    uri = json.loads(check_sarif(evil))["runs"][0]["artifacts"][0]["location"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)


def test_a_report_forbids_every_request_by_its_own_policy(evil):
    assert "default-src 'none'" in report_html(evil)
    assert "default-src 'none'" in index_html([])


def test_the_report_of_a_very_long_page_stays_small_and_says_what_it_leaves_out():
    document = read_document(("Tea is tea. " * 40 + "\n\n").encode() * 2000)
    report = Report((Page("long.txt", "long.txt", document),), (), (), (), (), (), Answer("", (), ()))
    page = report_html(report)
    assert len(page) < 60_000
    assert "characters that nothing here points at are left out" in page
