"""Odds ratios of one study that point in opposite directions: one for deficiency, one for each unit of the level."""

import re
from collections.abc import Iterator
from itertools import permutations

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import stretch
from manystudies.checks.problem import Problem
from manystudies.documents import Span
from manystudies.findings import Ratio

_TWO = 2
_MOST_IN_SENTENCE = 8
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:\b(?:that|showed|found|revealed|both|for|between)\s+|^|[;:,]\s+)(?P<first>(?:(?!\b(?:and|that)\b)[^.;:,(]){3,60}) and (?P<second>[^.;:,]{3,60}?)\s+"
    r"(?:(?:to be|were|was|are|is|both|each|had been)\b[^.;(]{0,80}?)?(?:associat\w*|link\w*|relat\w*|correlat\w*|predict\w*|risk factors?|higher|increas\w*)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^.*\b(?:showed|shows|that|found|revealed|both|for|between)\s+", re.IGNORECASE)
_DEFICIENT = re.compile(r"\b(?:\w*deficien\w*|\w*insufficien\w*|low|lower|lack|depletion|hypovitaminosis)\b|[<≤]", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:levels?|concentrations?|per (?:unit|\d+)|each (?:unit|\d+)|increase)\b", re.IGNORECASE)
_FALLING = re.compile(r"\b(?:decreas\w+|decrement|lower|reduction|drop|fall|less|deficien\w*|low)\b", re.IGNORECASE)
_SAME = (
    re.compile(r"\b25[ -]?\(?OH\)?|25-hydroxy|vitamin D\b|calcidiol", re.IGNORECASE),
    re.compile(r"\bferritin|iron\b", re.IGNORECASE),
    re.compile(r"\bh(?:a)?emoglobin|an(?:a)?emia\b", re.IGNORECASE),
    re.compile(r"\bfolate|folic acid\b", re.IGNORECASE),
    re.compile(r"\bB[ -]?12|cobalamin\b", re.IGNORECASE),
)
_NUTRIENT = re.compile(
    r"\b(?:vitamin [a-k]\d{0,2}|zinc|magnesium|calcium|selenium|iodine|potassium|sodium|copper|omega-3|albumin|testosterone|cortisol)\b",
    re.IGNORECASE,
)


def direction_problems(evidence: Evidence) -> Iterator[Problem]:
    """Pairs of ratios in one sentence: deficiency and level of the same substance."""
    together: dict[Span, list[Ratio]] = {}
    for finding in evidence.findings:
        if isinstance(finding, Ratio):
            together.setdefault(finding.context.sentence, []).append(finding)
    for sentence in together.values():
        if not 1 < len(sentence) <= _MOST_IN_SENTENCE:
            continue
        ratios = [(finding, subject) for finding in sentence if (subject := _subject(evidence, finding, sentence))]
        for (deficiency, one_subject), (level, other_subject) in permutations(ratios, 2):
            if deficiency.measure != level.measure or not _are_opposites(one_subject, other_subject):
                continue
            if deficiency.context.outcome != level.context.outcome or not (_is_clear(deficiency) and _is_clear(level)):
                continue
            one, other = deficiency.estimate.value - 1, level.estimate.value - 1
            if one * other > 0:
                yield _problem(deficiency, one_subject, level, other_subject)


def _subject(evidence: Evidence, finding: Ratio, together: list[Ratio]) -> str:
    """What a ratio is of: by its place in "A and B were associated (…, …, respectively)", else what the finding says."""
    words = evidence.near(finding.context.sentence, finding.estimate.span)
    if len(together) != _TWO or not _RESPECTIVELY.search(words):
        return finding.context.subject
    listed = _LISTED.search(words)
    if listed is None:
        return finding.context.subject
    return _LEAD.sub("", listed["first"]) if finding is together[0] else listed["second"]


def _are_opposites(deficiency: str, level: str) -> bool:
    if not _DEFICIENT.search(deficiency) or not _LEVEL.search(level) or _FALLING.search(level):
        return False
    if any(same.search(deficiency) and same.search(level) for same in _SAME):
        return True
    named = {match[0].lower() for match in _NUTRIENT.finditer(deficiency)}
    return bool(named & {match[0].lower() for match in _NUTRIENT.finditer(level)})


def _is_clear(ratio: Ratio) -> bool:
    """Whether the ratio differs from 1 by its own p-value or interval."""
    if ratio.interval is not None:
        return not ratio.interval.low.value <= 1 <= ratio.interval.high.value
    return ratio.p is not None and ratio.p.comparator in {"=", "<", "<="} and float(ratio.p.number) < 0.05  # noqa: PLR2004  # the usual threshold


def _problem(deficiency: Ratio, deficient: str, level: Ratio, leveled: str) -> Problem:
    shown, other = level.estimate.printed.text, deficiency.estimate.printed.text
    inverse = f"{1 / float(level.estimate):.{level.estimate.printed.decimals}f}"
    side = "more" if level.estimate.value > 1 else "less"
    return Problem(
        "MS502",
        "inconsistent",
        "medium",
        f"An odds ratio of {shown} per unit of “{leveled}” says the higher, the {side}; {other} for “{deficient}” says the opposite. "
        f"They agree only if the first is per unit lower (then {inverse} per unit higher).",
        (stretch(level.estimate, level.p.number if level.p else None), stretch(deficiency.estimate)),
        recomputed=inverse,
        consistent_range="below 1" if level.estimate.value > 1 else "above 1",
        suggestion="Look in the paper for the unit and the direction of the coding.",
        study=level.context.study,
    )
