"""Means, spreads and ranges on scales whose limits are known, and on grids where the scores are whole numbers."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.checks.trust import may_be_cut
from manystudies.findings import Arm, ArmResult, BeforeAfter, Context, Number, Summary, TwoArms
from manystudies.measures import Outcome, check_grim, check_grimmer, check_on_scale, check_sd_on_scale
from manystudies.terms import Concept, find_terms

_WHOLE = frozenset({
    "BDI", "CES-D", "DLQI", "EPDS", "ESS", "GAD-7", "GDS", "HADS", "HAM-A", "HAM-D", "IPSS", "IRLS", "ISI", "MADRS", "MMSE", "MoCA", "NIHSS", "PANSS", "PHQ-9",
    "PSQI", "Roland-Morris Disability Questionnaire", "SPPB", "modified Rankin Scale", "perceived stress",
})  # fmt: skip
"""Instruments whose total is a sum of whole item scores, so that every person has a whole number (their published scoring rules)."""
_VAGUE = frozenset({"fatigue", "numeric rating scale", "pain on a visual analogue scale", "quality of life", "symptom severity"})
"""Names that stand for several scales with different limits."""
_MODELLED = re.compile(
    r"\b(?:adjusted|least[- ]squares?|LS mean|estimated|marginal|model\w*|imputed|predicted|weighted|geometric|normali[sz]ed|standardi[sz]ed|T[- ]scores?)\b",
    re.IGNORECASE,
)
_SD = re.compile(r"\bSDs?\b|standard deviation", re.IGNORECASE)
_MISSING = 0.85
"""Up to so small a share of the people may have data; a mean that fits some such number is not called impossible."""
_LEAST = 4


def scale_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every summary of an outcome whose scale is known."""
    for finding in evidence.findings:
        if isinstance(finding, BeforeAfter):
            pairs: tuple[tuple[Summary | None, Arm], ...] = ((finding.before, finding.arm), (finding.after, finding.arm))
        elif isinstance(finding, TwoArms):
            pairs = (_of(finding.first), _of(finding.second))
        else:
            continue
        scale = _scale(finding.context)
        if scale is None:
            continue
        for summary, arm in pairs:
            if summary is not None and summary.kind != "change" and not may_be_cut(evidence, summary.centre, summary.spread):
                yield from _limits(finding.context, summary, arm, scale)
                yield from _grid(evidence, finding.context, summary, arm, scale)


def _of(result: ArmResult) -> tuple[Summary | None, Arm]:
    return result.summary, result.arm


def _scale(context: Context) -> Concept | None:
    """The one instrument with limits that the outcome names."""
    named = {match.concept.name: match.concept for match in find_terms(context.outcome) if match.concept.kind == "outcome"}
    limited = [concept for concept in named.values() if concept.low is not None and concept.high is not None and concept.name not in _VAGUE]
    return limited[0] if len(limited) == 1 else None


def _limits(context: Context, summary: Summary, arm: Arm, scale: Concept) -> Iterator[Problem]:
    """Mean, median and the ends of a range lie on the scale; an SD is no larger than the scale and the mean allow."""
    if scale.low is None or scale.high is None or summary.unit == "%" or summary.centre.unit == "%":
        return
    for number in (summary.centre, summary.low, summary.high):
        if number is None or (number is not summary.centre and summary.range_kind == "interval"):
            continue
        outcome = check_on_scale(number.printed, scale.low, scale.high)
        if outcome.verdict == "inconsistent":
            yield judged("MS210", outcome, (number.span,), study=context.study, severity="medium")
    if summary.kind == "mean" and summary.spread is not None and summary.spread_kind != "se":
        people = arm.people.printed.whole if arm.people else None
        outcome = check_sd_on_scale(summary.centre.printed, summary.spread.printed, people, int(scale.low), int(scale.high))
        if outcome.verdict == "inconsistent":
            yield judged("MS210", outcome, (stretch(summary.centre, summary.spread),), study=context.study, severity="medium")


def _grid(evidence: Evidence, context: Context, summary: Summary, arm: Arm, scale: Concept) -> Iterator[Problem]:
    """GRIM and GRIMMER where every score is a whole number and the number of people is printed."""
    people = arm.people.printed.whole if arm.people else None
    if scale.name not in _WHOLE or summary.kind != "mean" or people is None or people < _LEAST or summary.centre.printed.decimals == 0:
        return
    accuse = not _MODELLED.search(evidence.near(context.sentence, summary.centre.span))
    mean = summary.centre.printed
    outcome = check_grim(mean, people)
    fewer = _some_fit(summary.centre, people) if outcome.verdict == "inconsistent" else False
    doubt = "It would fit if some people had no data." if fewer else "The mean may come from a model."
    spans = (summary.centre.span, *((arm.people.span,) if arm.people else ()))
    yield judged("MS207", outcome, spans, study=context.study, severity="medium", accuse=accuse and not fewer, doubt=doubt)
    if outcome.right and summary.spread is not None and summary.spread_kind != "se":
        spread = check_grimmer(mean, summary.spread.printed, people)
        is_sd = summary.spread_kind == "sd" or _SD.search(evidence.near(context.sentence, summary.centre.span)) is not None
        places = (stretch(summary.centre, summary.spread), *spans[1:])
        yield judged(
            "MS208",
            spread,
            places,
            study=context.study,
            severity="low",
            accuse=accuse and is_sd and not _spread_fits(summary, people),
            doubt="Some people may have no data, or the spread is no SD.",
        )


def _some_fit(mean: Number, people: int) -> bool:
    return any(check_grim(mean.printed, fewer).right for fewer in range(max(int(_MISSING * people), 1), people))


def _spread_fits(summary: Summary, people: int) -> bool:
    if summary.spread is None:
        return True
    found: list[Outcome] = [
        check_grimmer(summary.centre.printed, summary.spread.printed, fewer) for fewer in range(max(int(_MISSING * people), 2), people)
    ]
    return any(outcome.right for outcome in found)
