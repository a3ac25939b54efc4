"""Values that cannot lie where they are printed: a correlation above 1, an area above 1, a p-value above 1."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence, small_letters
from manystudies.checks.judged import judged
from manystudies.checks.problem import Problem
from manystudies.documents import Block, Document
from manystudies.errors import NumberError
from manystudies.findings import met_in
from manystudies.measures import Printed, check_on_scale

_VALUE = r"(?P<value>[-\u2212\u2013]?\s?[1-9]\d{0,2}[.\u00b7]\d{1,5})(?!\d|[.\u00b7]\d|\s?%)(?!\s?[x\u00d7*]\s?10|\s?[eE][-\u2212]?\d)"
"""Only numbers of 1 and more can lie outside; smaller ones are not looked at."""
_CORRELATION = re.compile(
    rf"(?:\bcorrelation (?:coefficients?|of)[^.;:,()]{{0,30}}?(?:=|of|was|were)\s?|\b(?:r|rho|rg|r_s|rs)\s?=\s?|\u03c1\s?=\s?){_VALUE}"
)
_AREA = re.compile(
    rf"\b(?:AUC|AUROC|area under the (?:ROC |receiver[- ]operating[- ]characteristic )?curve(?:\s?\(AUC\))?)\s?(?:=|of|was|:)?\s?{_VALUE}",
    re.IGNORECASE,
)
_P = re.compile(rf"(?<![A-Za-z0-9])[pP](?:[- ]?values?)?\s?[=<>]\s?{_VALUE}")
_CORRELATED = re.compile(r"\bcorrelat\w*|\bpearson|\bspearman|[pP]\s?[<=>]", re.IGNORECASE)
_TIMED = re.compile(r"AUC\s?(?:0|\(0|last|inf|tau|\u221e)|pharmacokinetic|\bng|\bmg|\u00b7h", re.IGNORECASE)
"""An area under a concentration curve has no upper limit."""
_KINDS = ((_CORRELATION, -1, "A correlation"), (_AREA, 0, "An area under the curve"), (_P, 0, "A p-value"))
_AROUND = 80
_ROC = re.compile(r"AUROC|ROC|receiver|discriminat|predict|diagnos|sensitivity|c-statistic", re.IGNORECASE)


# Each of the above begins at its words, or a little before a sign that a number of 1 and more stands behind.
_SIGNED = tuple(re.compile(rf"{sign}(?=\s?[-\u2212\u2013]?\s?[1-9]\d{{0,2}}[.\u00b7]\d)") for sign in "=<>")
_BEFORE_SIGN = {_CORRELATION: "rg\u03c1", _AREA: "", _P: "pP"}
_LETTERS = frozenset({"p", "pvalue", "pvalues", "r", "rg", "rho", "rs"})
_NAMED = frozenset({"area", "auc", "auroc", "correlation"})
_WORDS = {_CORRELATION: ("correlation c", "correlation o"), _AREA: ("auc", "auroc", "area under the "), _P: ()}
_REACH = 12
"""No name in front of a sign is longer."""


def range_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every correlation, area under the ROC curve and p-value that is outside its range."""
    for document in evidence.documents:
        text = document.view.text
        signs = _signs(text)
        named = bool(met_in(text, _NAMED))
        kinds = [(kind, leads) for kind in _KINDS if (leads := _leads(text, signs, kind[0], named=named))] if signs or named else []
        if not kinds:
            continue
        for block in document.blocks:
            if block.role in {"body", "chatbot"} and block.kind not in {"code", "image", "rule"}:
                yield from _block(document, block, kinds)


def _signs(text: str) -> list[int]:
    """The signs of a text that a number of 1 and more stands behind, where a letter that such a sign tells of stands alone."""
    if not met_in(text, _LETTERS) and "\u03c1" not in text:
        return []
    return [match.start() for pattern in _SIGNED for match in pattern.finditer(text)]


def _leads(text: str, signs: list[int], pattern: re.Pattern[str], *, named: bool) -> list[int]:
    """Where a pattern can begin, in a text that names what has a range (`named`) or does not."""
    letters, leads = _BEFORE_SIGN[pattern], set[int]()
    if named:
        small = small_letters(text)
        leads = {place for words in _WORDS[pattern] if words in small for place in _places(small, words)}
    if letters:
        leads.update([place for sign in signs for place in range(max(0, sign - _REACH), sign) if text[place] in letters])
    return sorted(leads)


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _matches(pattern: re.Pattern[str], text: str, block: Block, leads: list[int]) -> Iterator[re.Match[str]]:
    behind = block.start
    for lead in leads[bisect_left(leads, block.start) : bisect_left(leads, block.end)]:
        if lead >= behind and (match := pattern.match(text, lead, block.end)):
            behind = match.end()
            yield match


def _block(document: Document, block: Block, kinds: list[tuple[tuple[re.Pattern[str], int, str], list[int]]]) -> Iterator[Problem]:
    text = document.view.text
    for (pattern, lowest, name), leads in kinds:
        for match in _matches(pattern, text, block, leads):
            around = text[max(block.start, match.start() - _AROUND) : min(block.end, match.end() + _AROUND)]
            if (pattern is _CORRELATION and not _CORRELATED.search(around)) or (
                pattern is _AREA and (_TIMED.search(around) or not _ROC.search(around))
            ):
                continue
            try:
                outcome = check_on_scale(Printed.read(match["value"].replace(" ", "")), lowest, 1)
            except NumberError:
                continue
            if outcome.verdict == "inconsistent":
                problem = judged("MS311", outcome, (document.span(match.start("value"), match.end("value")),), severity="medium")
                yield Problem(
                    problem.code, problem.verdict, problem.severity, f"{name} lies between {lowest} and 1; printed is {match['value']}.", problem.spans,
                    consistent_range=f"{lowest} to 1", suggestion=problem.suggestion,
                )  # fmt: skip
