"""Odds ratios told as “N times more likely”."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.margins import rebuilt_tables
from manystudies.checks.problem import Problem, Severity
from manystudies.claims import Claim
from manystudies.documents import Span
from manystudies.findings import Ratio
from manystudies.measures import BASELINES, Printed, risk_ratio_at
from manystudies.studies import Design, Study

_TIMES = re.compile(
    r"(?P<times>\d{1,3}(?:\.\d{1,2})?)\s?(?:[x×]|-?\s?fold|times)\s+(?:as|more|higher|greater|increased?|less|lower|the)\s*(?:likely|likelihood|risk|chance|probability|odds|prone)?"
    r"|(?P<word>twice|double[sd]?|triple[sd]?|quadruple[sd]?)\s+(?:as likely|the (?:risk|chance|likelihood))",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<times>\d{1,3}(?:\.\d{1,2})?)\s?(?:[x×](?![\w.])|-?\s?fold\b|times\b)(?P<word>)", re.IGNORECASE)
"""Behind a first “3 times more likely”, a bare “8X” says the same of something else."""
_FOLD = re.compile(r"\b(\d{1,3}(?:\.\d{1,2})?)[ -]?fold\b([^.;]{0,40})", re.IGNORECASE)
_RISK = re.compile(r"\b(?:chance|likel\w+|odds|risk)\b", re.IGNORECASE)
_WORDS = {
    "twice": 2.0,
    "double": 2.0,
    "doubles": 2.0,
    "doubled": 2.0,
    "triple": 3.0,
    "triples": 3.0,
    "tripled": 3.0,
    "quadruple": 4.0,
    "quadruples": 4.0,
    "quadrupled": 4.0,
}
_ODDS = re.compile(r"\bodds\b", re.IGNORECASE)
_LITTLE, _MUCH = 1.1, 1.25
"""By how many times an odds ratio has to be the risk ratio at a baseline of 10 % before it misleads, and before it is an error to tell it as one."""
_FROM_CASES: frozenset[Design] = frozenset({"case-control"})


def odds_problems(evidence: Evidence) -> Iterator[Problem]:
    """Claims of “times more likely” whose study reports an odds ratio of that size and no risk ratio."""
    for claim in evidence.claims:
        if claim.voice == "study" or _ODDS.search(claim.text):
            continue
        first = _TIMES.search(claim.text)
        if first is None:
            continue
        for match in (first, *_BARE.finditer(claim.text, first.end())):
            told_of = evidence.studies_at(claim.rests_on)
            for study in () if any(_is_a_fold(evidence, each, _value(match)) for each in told_of) else told_of:
                odds = _odds_told(evidence, study, _value(match))
                if odds is not None:
                    yield _problem(evidence, claim, study, match, odds)
                    break


def _odds_told(evidence: Evidence, study: Study, times: float) -> Ratio | None:
    """The study's odds ratio of about that size, unless it reports a risk, rate or hazard ratio of that size as well."""
    ratios = [finding for finding in evidence.findings_of.get(study.key, ()) if isinstance(finding, Ratio)]
    near = [ratio for ratio in ratios if _is_told(times, ratio.estimate.printed)]
    if any(ratio.measure != "OR" for ratio in near):
        return None
    return min(near, key=lambda ratio: _apart(times, float(ratio.estimate.printed)), default=None)


def _is_a_fold(evidence: Evidence, study: Study, times: float) -> bool:
    """Whether the study itself prints so many-fold of a level or a mean: then that is what is told."""
    for fold in _FOLD.finditer(evidence.words(study.place)):
        if float(fold[1]) == times and not _ODDS.search(fold[0]) and not _RISK.search(fold[2]):
            return True
    return False


def _apart(times: float, value: float) -> float:
    """How far a told ratio is from a printed one, read in either direction."""
    return min(abs(each - times) for each in (value, 1 / value))


def _value(match: re.Match[str]) -> float:
    return _WORDS[match["word"].lower()] if match["word"] else float(match["times"])


def _is_told(times: float, printed: Printed) -> bool:
    """Whether a heading that says `times` may mean this ratio: rounded, cut off, or the other way round."""
    value = float(printed)
    if value <= 0:
        return False
    return any(0 <= each - times < 1 or abs(each - times) <= 0.5 for each in (value, 1 / value))  # noqa: PLR2004  # half a unit is rounding to whole times


def _problem(evidence: Evidence, claim: Claim, study: Study, match: re.Match[str], odds: Ratio) -> Problem:
    words, shown = match[0].strip(), odds.estimate.printed.text
    rebuilt = [(table, spans) for ratio, table, spans in rebuilt_tables(evidence, evidence.findings_of.get(study.key, ())) if ratio is odds]
    document = evidence.document_of[claim.span.document]
    start = document.view.view_start(claim.span.start)
    # The title in the front matter is no part of the reading view: it is pointed at as a whole.
    here = () if claim.is_title else (document.span(start + match.start(), start + match.start() + len(words)),)
    spans: tuple[Span, ...] = (*here, *evidence.places(claim), odds.estimate.span)
    value = float(odds.estimate.printed)
    turned = ""
    if value < 1 < _value(match):
        value = 1 / value
        turned = f" ({value:.2f} the other way round)"
    table = rebuilt[0][0] if rebuilt and study.design not in _FROM_CASES else None
    if table is not None and table.risk_ratio is not None:
        severity = _severity(value, table.risk_ratio)
        recomputed = f"{table.risk_ratio:.1f}"
        said = f"the only table that fits, {table}, has a risk ratio of {recomputed}"
        spans = (*spans, *rebuilt[0][1][1:])
    else:
        ratios = [risk_ratio_at(value, baseline) for baseline in BASELINES]
        severity = _severity(value, ratios[len(ratios) // 2])
        recomputed = " / ".join(f"{ratio:.2f}" for ratio in ratios)
        assumed = " / ".join(f"{100 * baseline:.0f}" for baseline in BASELINES)
        about = "approximately " if odds.adjusted else ""
        said = f"if {assumed} % of the others have the condition (an assumption), it is a risk ratio of {about}{recomputed}"
    return Problem(
        "MS402",
        "stronger_than_study",
        severity,
        f"“{words}” is a risk ratio; the study reports an odds ratio of {shown}{turned}, which is further from 1: {said}.",
        spans,
        recomputed=recomputed,
        consistent_range=f"odds ratio {shown}",
        suggestion=f"Write “odds ratio {shown}” instead of “{words}”.",
        study=study.key,
    )


def _severity(odds: float, risk: float) -> Severity:
    """By how far the odds ratio lies beyond the risk ratio: where the two are nearly the same, little harm is done."""
    further = max(odds / risk, risk / odds)
    return "high" if further >= _MUCH else "medium" if further >= _LITTLE else "low"
