"""Values of people whom the report itself let in, or treated, by a limit: those on the wrong side of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import stretch
from manystudies.checks.problem import Problem
from manystudies.checks.trust import before
from manystudies.findings import ArmResult, BeforeAfter, Criterion, Finding, Number, Summary, TwoArms
from manystudies.measures import VITAMIN_D, Printed, check_limit, fill_converted

_VITAMIN_D = re.compile(r"\b25[ -]?\(?OH\)?|25-hydroxy|vitamin D|calcidiol|cholecalciferol|\bD3\b", re.IGNORECASE)
_NANOMOLAR, _NANOGRAM = re.compile(r"nmol\s?/?\s?l", re.IGNORECASE), re.compile(r"ng(?:\s?/?\s?ml)?$", re.IGNORECASE)
_AIMED = re.compile(
    r"\b(?:target\w*|aim\w*|goals?|to (?:achieve|reach|attain|maintain)|titrat\w*|able to|proportion|percentage|who (?:achieved|reached))\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:changes?|decreases?|differences?|gains?|increases?|reductions?|rises?)\b|\bfrom baseline\b", re.IGNORECASE)
"""How much something rose from baseline is no value at baseline."""
_ENDS = {
    "quartiles": ("the lower quartile", "the upper quartile"),
    "range": ("the lowest value", "the highest value"),
    "unlabelled": ("the lower end of what is printed beside the middle", "the upper end of what is printed beside the middle"),
}
_WORD = re.compile(r"[^\W_]+(?:\(OH\)D)?")
_LITTLE = frozenset({"a", "after", "an", "and", "at", "baseline", "before", "concentration", "concentrations", "deficiency", "deficient", "level", "levels", "mean", "median", "of", "patient", "patients",
                     "post", "pre", "pretreatment", "posttreatment", "serum", "the", "value", "values", "was", "were", "with"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Value:
    """One printed value of the people a limit speaks of: what it is, and the summary it belongs to."""

    number: Number
    what: str
    summary: Summary
    outcome: str


def limit_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every limit of a study against the values before (eligibility) and after (target)."""
    for findings in evidence.findings_of.values():
        criteria = [finding for finding in findings if isinstance(finding, Criterion) and _binds(evidence, finding)]
        if not criteria:
            continue
        told: set[tuple[int, str]] = set()
        for criterion in criteria:
            found = [problem for value in _values(findings, criterion) if (problem := _judge(criterion, value)) is not None]
            for problem in sorted(found, key=lambda each: not each.flagged):
                place = (problem.spans[0].start, criterion.kind)
                if place not in told:
                    told.add(place)
                    yield problem


def _binds(evidence: Evidence, criterion: Criterion) -> bool:
    """Whether people had to be on that side: a goal that was aimed at may be missed without any contradiction."""
    return criterion.kind == "eligibility" or not _AIMED.search(before(evidence, criterion.limit, 90))


def _values(findings: tuple[Finding, ...], criterion: Criterion) -> Iterator[_Value]:
    """Means and medians must lie on the right side; so must the ends of a range, but no end of a confidence interval."""
    for finding in findings:
        summaries: tuple[Summary, ...] = ()
        if isinstance(finding, BeforeAfter):
            summaries = (finding.before,) if criterion.kind == "eligibility" else (finding.after,)
        elif isinstance(finding, TwoArms) and criterion.kind == "eligibility" and _at_start(finding):
            summaries = tuple(each for each in (_summary(finding.first), _summary(finding.second)) if each is not None)
        for summary in summaries:
            if summary.kind == "change":
                continue
            yield _Value(summary.centre, f"the {summary.kind}", summary, finding.context.outcome)
            if summary.range_kind != "interval":
                ends = _ENDS[summary.range_kind]
                yield from (
                    _Value(end, what, summary, finding.context.outcome)
                    for end, what in zip((summary.low, summary.high), ends, strict=True)
                    if end is not None
                )


def _summary(result: ArmResult) -> Summary | None:
    return result.summary


def _at_start(finding: TwoArms) -> bool:
    told = finding.context.time + finding.context.outcome
    return "baseline" in told.lower() and _CHANGED.search(told) is None


def _judge(criterion: Criterion, value: _Value) -> Problem | None:
    printed = _in_unit_of(criterion, value)
    if printed is None:
        return None
    number, converted = printed
    outcome = check_limit(number, criterion.side, criterion.limit.printed)
    place = stretch(value.summary.centre, value.summary.low, value.summary.high)
    side = f"{criterion.side} {criterion.limit.printed.text}{' ' + criterion.unit if criterion.unit else ''}"
    shown = f"{value.number.printed.text}{f' ({converted})' if converted else ''}"
    if outcome.right:
        return _agrees(criterion, value, side, shown) if value.number is value.summary.centre else None
    people = "People were let in with a value" if criterion.kind == "eligibility" else "People were to reach a value"
    return Problem(
        "MS212",
        "inconsistent",
        "high",
        f"{people} {side}, and {value.what} of them is {shown}: the report breaks its own criterion, which is possible in fact but not as told.",
        (place, criterion.limit.span),
        recomputed=shown,
        consistent_range=side,
        suggestion="Say who was let in or treated outside the limit, and why.",
        study=criterion.context.study,
    )


def _agrees(criterion: Criterion, value: _Value, side: str, shown: str) -> Problem:
    return Problem(
        "MS212",
        "consistent",
        "info",
        f"{value.what.capitalize()} of {shown} keeps the report's own limit of {side}.",
        (stretch(value.summary.centre, value.summary.low, value.summary.high), criterion.limit.span),
        consistent_range=side,
        study=criterion.context.study,
    )


def _in_unit_of(criterion: Criterion, value: _Value) -> tuple[Printed, str] | None:
    """The value in the criterion's unit, with the words of a conversion, or None where the two speak of different things."""
    mine, limit = (value.summary.unit or value.number.unit).lower(), (criterion.unit or criterion.limit.unit).lower()
    vitamin_d = (
        _VITAMIN_D.search(criterion.quantity or value.outcome) is not None
        and _VITAMIN_D.search(value.outcome or criterion.quantity) is not None
    )
    if _words(criterion.quantity) and _words(value.outcome) and not vitamin_d and not _words(criterion.quantity) & _words(value.outcome):
        return None
    if mine == limit or (mine and limit and mine.replace(" ", "") == limit.replace(" ", "")):
        return (value.number.printed, "") if mine or _words(criterion.quantity) & _words(value.outcome) else None
    if not vitamin_d:
        return None
    if _NANOMOLAR.search(mine) and _NANOGRAM.search(limit):
        decimals = max(value.number.printed.decimals - 1, 1)
        number = Printed.of(float(value.number) / VITAMIN_D.usual, decimals)
        return number, f"{number.text} {_unit_shown(criterion)}"
    if _NANOGRAM.search(mine) and _NANOMOLAR.search(limit):
        number = Printed.of(fill_converted(value.number.printed, VITAMIN_D).value, max(value.number.printed.decimals - 1, 0))
        return number, f"{number.text} {_unit_shown(criterion)}"
    return None


def _unit_shown(criterion: Criterion) -> str:
    unit = criterion.unit or criterion.limit.unit
    return "ng/mL" if unit.lower() == "ng" else unit


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - _LITTLE
