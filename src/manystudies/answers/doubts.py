"""Numbers that cannot be right as printed: where they stand, and why nothing is pooled from them until a person has decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from manystudies.answers.compose import Carried
from manystudies.checks import Problem, Severity
from manystudies.documents import Span
from manystudies.findings import Difference, Finding, Ratio, numbers_of

_WHY: Mapping[str, str] = MappingProxyType(
    {
        "MS201": "its percent does not fit its count",
        "MS202": "its groups do not add up",
        "MS203": "its ratio does not follow from its own counts",
        "MS204": "its p-value does not fit its counts",
        "MS205": "its interval does not fit its counts",
        "MS207": "its mean cannot come from whole numbers",
        "MS208": "its spread cannot come from whole numbers",
        "MS210": "a value lies outside its scale",
        "MS211": "one value is told in two units that do not agree",
        "MS213": "its spread does not fit its share",
        "MS214": "a value lies outside its own range",
        "MS301": "its estimate does not fit its interval",
        "MS302": "its interval and its p-value do not fit each other",
        "MS304": "its estimate does not fit its interval",
        "MS305": "its interval and its p-value do not fit each other",
        "MS306": "its test and its p-value do not fit each other",
        "MS308": "its means and its p-value do not fit each other",
        "MS309": "its change and its p-value do not fit each other",
        "MS313": "its change does not fit its means",
        "MS314": "its difference does not fit its means",
        "MS315": "its interval does not fit its means",
        "MS316": "its spread is likely to be a standard error",
    }
)
"""By code, what is wrong with the numbers of an effect. Other codes speak of words, of notation, or of limits that a report set itself."""
OUTSIDE = "its estimate lies outside its own interval"
RULE = "Numbers that cannot be right as printed are not pooled, unless a person who has looked says so and signs."
_GRAVE: frozenset[Severity] = frozenset({"high", "medium"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Numbers at a place that cannot be right as printed, why in plain words, and the key of their study where one is known."""

    place: Span
    why: str
    study: str = ""


def doubted(problems: Iterable[Problem]) -> tuple[Doubt, ...]:
    """What the checks call impossible. A problem that its author or a signed decision has set aside is none any more."""
    return tuple(
        Doubt(problem.spans[0], _WHY[problem.code], problem.study)
        for problem in problems
        if problem.verdict == "inconsistent" and problem.severity in _GRAVE and problem.code in _WHY
    )


def why_not_sound(finding: Finding, doubts: Sequence[Doubt]) -> str:
    """Why no effect may be computed from a finding; empty where nothing speaks against it."""
    numbers = numbers_of(finding)
    for doubt in doubts:
        if any(doubt.place.meets(number.span) for number in numbers):
            return doubt.why
    if isinstance(finding, (Difference, Ratio)) and finding.interval is not None:
        ends = [each.printed.bounds for each in (finding.interval.low, finding.interval.high)]
        low, high = finding.estimate.printed.bounds
        if high < min(end[0] for end in ends) or low > max(end[1] for end in ends):
            return OUTSIDE
    return ""


def doubt_figures() -> Mapping[str, str]:
    """Every reason of a doubt by its name, for the audit."""
    return {f"doubt: {why}": why for why in (*_WHY.values(), OUTSIDE, RULE)}


def why_doubted(finding: Finding, problems: Iterable[Problem]) -> str:
    """Why no effect may be computed from a finding, in view of these problems; empty where nothing speaks against it."""
    return why_not_sound(finding, doubted(problems))


def reason(why: str) -> Carried:
    """A reason as a part of a sentence."""
    return Carried(why, computed=f"doubt: {why}")
