"""From findings to effects: what one result estimates, on the scale on which it may be pooled."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass

from manystudies.documents import Span
from manystudies.errors import EffectError
from manystudies.findings.arm_effects import effects_of_counts, effects_of_summaries
from manystudies.findings.finding import Difference, Finding, Ratio, TwoArms
from manystudies.findings.number import Number
from manystudies.measures import (
    Effect,
    effect_from_difference_interval,
    effect_from_difference_p,
    effect_from_ratio_interval,
    effect_from_ratio_p,
)


def effects_of(findings: Iterable[Finding]) -> tuple[Effect, ...]:
    """The controlled effects that findings give, in their order.

    Counts of two arms give an odds ratio, a risk ratio and a risk difference (cases against controls an odds ratio
    only); means and SDs a mean difference and a standardised one; a printed ratio or difference its own measure, with
    the standard error filled in from its interval or its exact p-value. All effects of one finding carry its key, so
    that one of them may be chosen. One group before and after, a share, a test and a limit are no controlled effect.

    Do not believe an effect from a p-value as much as one from an interval: p is rounded more coarsely.
    """
    found: list[Effect] = []
    for finding in findings:
        if isinstance(finding, TwoArms):
            found += _two_arms(finding)
        elif isinstance(finding, Ratio):
            found += _ratio(finding)
        elif isinstance(finding, Difference):
            found += _difference(finding)
    return _once(found)


def _once(effects: list[Effect]) -> tuple[Effect, ...]:
    """The effects without those whose four counts were told before, as in a table and again in a sentence."""
    told: set[tuple[str, tuple[int, int, int, int]]] = set()
    kept = []
    for effect in effects:
        if effect.counts is not None:
            if (effect.measure, effect.counts) in told:
                continue
            told.add((effect.measure, effect.counts))
        kept.append(effect)
    return tuple(kept)


def numbers_of(finding: Finding) -> tuple[Number, ...]:
    """Every number of a finding, in the order of its fields."""
    return tuple(_numbers(finding))


def _numbers(value: object) -> Iterable[Number]:
    if isinstance(value, Number):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _numbers(each)
    elif is_dataclass(value) and not isinstance(value, (type, Span)):
        for each in fields(value):
            yield from _numbers(getattr(value, each.name))


def finding_key(finding: Finding) -> str:
    """A key that tells a finding from every other: its kind and the place of its numbers.

    >>> from manystudies.documents import read_abstract
    >>> from manystudies.findings import find_findings
    >>> finding_key(find_findings(read_abstract("OR 1.5 (95% CI 1.1 to 2.0)."))[0]).split(":")[1:]
    ['ratio', '3-25']
    """
    own = numbers_of(finding)
    inside = [number.span for number in own if finding.context.sentence.covers(number.span)] or [number.span for number in own]
    return f"{inside[0].document[:16]}:{type(finding).__name__.lower()}:{min(span.start for span in inside)}-{max(span.end for span in inside)}"


def _label(finding: Finding) -> str:
    return finding.context.subject if isinstance(finding, TwoArms) and finding.context.group else finding.context.study


def _ratio(finding: Ratio) -> list[Effect]:
    measure, key, label, group = finding.measure, finding_key(finding), _label(finding), finding.context.group
    if measure == "ratio":
        return []
    interval, p = finding.interval, finding.p
    try:
        if interval is not None:
            low, high = interval.low.printed, interval.high.printed
            return [
                effect_from_ratio_interval(
                    measure, finding.estimate.printed, low, high, key, level=interval.level, label=label, group=group
                )
            ]
        if p is not None and p.comparator == "=" and p.tails == 2:  # noqa: PLR2004
            return [effect_from_ratio_p(measure, finding.estimate.printed, p.number.printed, key, label=label, group=group)]
    except EffectError:
        # Bounds out of order or a ratio of nought: nothing that may be pooled. The checks say what is wrong with it.
        return []
    return []


def _difference(finding: Difference) -> list[Effect]:
    key, label, group = finding_key(finding), _label(finding), finding.context.group
    match finding.measure:
        case "MD" | "RD" | "SMD" as measure:
            pass
        case "diff":
            measure = "MD"
        case _:
            return []
    interval, p = finding.interval, finding.p
    try:
        if interval is not None:
            low, high = interval.low.printed, interval.high.printed
            effect = effect_from_difference_interval(
                measure, finding.estimate.printed, low, high, key, level=interval.level, label=label, group=group
            )
        elif p is not None and p.comparator == "=" and p.tails == 2:  # noqa: PLR2004
            effect = effect_from_difference_p(measure, finding.estimate.printed, p.number.printed, key, label=label, group=group)
        else:
            return []
    except EffectError:
        return []
    return [_as_share(effect) if measure == "RD" and finding.unit == "%" else effect]


def _as_share(effect: Effect) -> Effect:
    """A risk difference printed in percent points, as a difference of shares."""
    return Effect(
        effect.measure, effect.estimate / 100, effect.variance / 10_000, effect.key, effect.label, (*effect.derivation, "percent points as shares"),
        group=effect.group,
    )  # fmt: skip


def _two_arms(finding: TwoArms) -> list[Effect]:
    first, second = finding.first, finding.second
    if first.arm.role == "control" and second.arm.role != "control":
        first, second = second, first
    key, label, group = finding_key(finding), _label(finding), finding.context.group
    if first.summary is not None and second.summary is not None:
        return effects_of_summaries(first, second, finding.p, (key, label, group))
    return effects_of_counts(first, second, (key, label, group))
