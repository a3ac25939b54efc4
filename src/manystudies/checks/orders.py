"""Medians and means that lie outside the quartiles or the range printed with them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged
from manystudies.checks.problem import Problem
from manystudies.documents import Block, Document
from manystudies.errors import NumberError
from manystudies.findings import met_in
from manystudies.measures import Printed, check_order

_NUMBER = r"\d{1,6}(?:[.\u00b7]\d{1,4})?"
_UNIT = r"[A-Za-z%\u03bc\u00b5][A-Za-z0-9/%\u00b2]{0,10}"
_TOLD = re.compile(
    rf"\b(?P<word>medians?|means?|average)\b[^.;()\[\]\d]{{0,60}}?(?<![\d.,\u00b7-])(?P<centre>{_NUMBER})\s?(?P<unit>{_UNIT})?\s?[\[(]\s?"
    rf"(?P<kind>IQR|inter-?quartile ranges?|range|quartiles|min-max)[\s:,=]{{1,3}}(?P<low>{_NUMBER})\s?(?P<low_unit>{_UNIT})?\s?(?:[-\u2013\u2212]|to)\s?"
    rf"(?P<high>{_NUMBER})(?!\d|[.,]\d)\s?(?P<high_unit>{_UNIT})?",
    re.IGNORECASE,
)


_MIDDLES = frozenset({"average", "mean", "means", "median", "medians"})
_RANGES = frozenset({"interquartile", "iqr", "max", "quartile", "quartiles", "range", "ranges"})


def order_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every median with its quartiles or range, and every mean with its range."""
    for document in evidence.documents:
        text = document.view.text
        if not (met_in(text, _MIDDLES) and met_in(text, _RANGES)):
            continue
        if "range" not in text and "IQR" not in text and "quartile" not in text:
            continue
        for block in document.blocks:
            if block.role in {"body", "chatbot"} and block.kind not in {"code", "image", "rule"}:
                yield from _block(document, block)


def _block(document: Document, block: Block) -> Iterator[Problem]:
    for match in _TOLD.finditer(document.view.text, block.start, block.end):
        quartiles = "q" in match["kind"].lower()
        if (quartiles and not match["word"].lower().startswith("median")) or not _one_unit(match):
            continue
        try:
            low, centre, high = (Printed.read(match[name]) for name in ("low", "centre", "high"))
        except NumberError:
            continue
        if low.value > high.value:
            low, high = high, low
        outcome = check_order((low, centre, high))
        if not outcome.right:
            outcome = replace(
                outcome, detail=f"The {match['word'].lower()} of {centre.text} lies outside its own {low.text} to {high.text}."
            )
        problem = judged("MS214", outcome, (document.span(match.start("centre"), match.end("high")),), severity="medium")
        yield replace(problem, consistent_range=f"{low.text} to {high.text}")


def _one_unit(match: re.Match[str]) -> bool:
    """Whether all units printed are one: "14 months (range 1-5 years)" is not."""
    named = (match[name].lower().rstrip("s") for name in ("unit", "low_unit", "high_unit") if match[name])
    return len({unit for unit in named if unit != "to"}) <= 1
