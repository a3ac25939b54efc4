"""A finding field by field: its numbers and its words by name, the empty ones too, and the finding made again from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

from manystudies.errors import DecisionError, FindingError
from manystudies.findings import (
    Arm,
    ArmResult,
    ArmRole,
    BeforeAfter,
    CentreKind,
    Context,
    Counts,
    Criterion,
    Difference,
    DifferenceMeasure,
    Finding,
    Interval,
    Number,
    OneArm,
    PValue,
    RangeKind,
    Ratio,
    RatioMeasure,
    Share,
    SpreadKind,
    Summary,
    Test,
    TwoArms,
)

Numbers = Mapping[str, Number]
Words = Mapping[str, str]

_ESTIMATE = (("estimate", "estimate"), ("interval.low", "interval from"), ("interval.high", "interval to"), ("p", "p"))
_SUMMARY = (("centre", "mean or median"), ("spread", "SD or SE"), ("low", "from"), ("high", "to"))
_ARM = (("people", "people"), ("events", "events"), ("percent", "percent"), *_SUMMARY)
_CONTEXT_WORDS = ("outcome", "time", "subject", "group", "study")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": get_args(ArmRole),
    "kind": get_args(CentreKind),
    "spread_kind": get_args(SpreadKind),
    "range_kind": get_args(RangeKind),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a finding that a number stands or could stand in."""

    field: str
    label: str
    number: Number | None


def cells_of(finding: Finding) -> tuple[Cell, ...]:
    """Every place for a number that a finding of this kind has, the empty ones too."""
    held = numbers_by_field(finding)
    return tuple(Cell(name, label, held.get(name)) for name, label in _places(finding))


def choices_of(finding: Finding) -> Mapping[str, tuple[str, ...]]:
    """The words of a finding that a person may judge, each with the words it may be; empty where any words do."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(_CONTEXT_WORDS, ())
    match finding:
        case Ratio():
            found["measure"] = get_args(RatioMeasure)
        case Difference():
            found.update({"measure": get_args(DifferenceMeasure), "unit": ()})
        case TwoArms():
            for side in ("first", "second"):
                found.update({f"{side}.arm": (), **{f"{side}.{name}": words for name, words in _CHOICES.items()}})
        case BeforeAfter():
            found.update({"arm": (), "role": _CHOICES["role"]})
            for part in ("before", "after", "change"):
                found.update({f"{part}.{name}": _CHOICES[name] for name in ("kind", "spread_kind", "range_kind")})
        case Share():
            found.update({"arm": (), "role": _CHOICES["role"]})
        case OneArm():
            found.update({"arm": (), "role": _CHOICES["role"]})
            found.update({f"summary.{name}": _CHOICES[name] for name in ("kind", "spread_kind", "range_kind")})
        case Counts() | Criterion() | Test():
            pass
    return found


def numbers_by_field(finding: Finding) -> dict[str, Number]:
    """The numbers a finding has, by field."""
    found: dict[str, Number | None] = {}
    match finding:
        case Ratio() | Difference():
            found = {"estimate": finding.estimate}
            if finding.interval is not None:
                found.update({"interval.low": finding.interval.low, "interval.high": finding.interval.high})
            found["p"] = _p(finding.p)
        case TwoArms():
            found = {**_of_arm("first", finding.first), **_of_arm("second", finding.second), "p": _p(finding.p)}
        case BeforeAfter():
            found = {"people": finding.arm.people}
            for part, summary in (("before", finding.before), ("after", finding.after), ("change", finding.change)):
                found.update(_of_summary(part, summary))
            found["p"] = _p(finding.p)
        case Share():
            found = {"people": finding.arm.people, "events": finding.events, "total": finding.total, "percent": finding.percent}
            found["p"] = _p(finding.p)
        case OneArm():
            found = {"people": finding.arm.people, **_of_summary("summary", finding.summary)}
        case Counts():
            found = {f"parts.{index}": part for index, part in enumerate(finding.parts)}
            found["whole"] = finding.whole
        case Test():
            found = {"value": finding.value, **{f"degrees.{index}": each for index, each in enumerate(finding.degrees)}, "p": _p(finding.p)}
        case Criterion():
            found = {"limit": finding.limit}
    return {name: number for name, number in found.items() if number is not None}


def words_by_field(finding: Finding) -> dict[str, str]:
    """The words of a finding that a person may judge, as they stand."""
    context = finding.context
    found = {name: str(getattr(context, name)) for name in _CONTEXT_WORDS}
    match finding:
        case Ratio():
            found["measure"] = finding.measure
        case Difference():
            found.update({"measure": finding.measure, "unit": finding.unit})
        case TwoArms():
            for side, result in (("first", finding.first), ("second", finding.second)):
                found.update({f"{side}.arm": result.arm.name, f"{side}.role": result.arm.role, **_kinds(f"{side}.", result.summary)})
        case BeforeAfter():
            found.update({"arm": finding.arm.name, "role": finding.arm.role})
            for part, summary in (("before", finding.before), ("after", finding.after), ("change", finding.change)):
                found.update(_kinds(f"{part}.", summary))
        case Share():
            found.update({"arm": finding.arm.name, "role": finding.arm.role})
        case OneArm():
            found.update({"arm": finding.arm.name, "role": finding.arm.role, **_kinds("summary.", finding.summary)})
        case Counts() | Criterion() | Test():
            pass
    return found


def rebuilt(finding: Finding, numbers: Numbers, words: Words) -> Finding:
    """A finding of the same kind with these numbers and words in place of its own.

    Raises:
        DecisionError: a word is none that this field knows.
        FindingError: what is left is no finding of this kind.
    """
    _check_words(finding, words)
    held = finding.context
    context = replace(
        held,
        outcome=words.get("outcome", held.outcome),
        time=words.get("time", held.time),
        subject=words.get("subject", held.subject),
        group=words.get("group", held.group),
        study=words.get("study", held.study),
    )
    match finding:
        case Ratio():
            measure = next((each for each in get_args(RatioMeasure) if each == words.get("measure")), finding.measure)
            return Ratio(
                context, measure, _needed(numbers, "estimate"), _interval(finding, numbers), _p_of(finding, numbers), finding.adjusted
            )
        case Difference():
            name = next((each for each in get_args(DifferenceMeasure) if each == words.get("measure")), finding.measure)
            unit = words.get("unit", finding.unit)
            estimate, interval, p = _needed(numbers, "estimate"), _interval(finding, numbers), _p_of(finding, numbers)
            return Difference(context, name, estimate, interval, p, finding.adjusted, unit)
        case TwoArms():
            first, second = _arm_result("first", finding.first, numbers, words), _arm_result("second", finding.second, numbers, words)
            return TwoArms(context, first, second, _p_of(finding, numbers))
        case BeforeAfter():
            before, after = _summary("before", finding.before, numbers, words), _summary("after", finding.after, numbers, words)
            if before is None or after is None:
                raise FindingError("A finding before and after needs a mean or median at both times.")
            change = _summary("change", finding.change, numbers, words)
            return BeforeAfter(context, _arm("", finding.arm, numbers, words), before, after, change, _p_of(finding, numbers))
        case Share():
            arm = _arm("", finding.arm, numbers, words)
            shares = (numbers.get("events"), numbers.get("total"), numbers.get("percent"))
            return Share(context, arm, *shares, _p_of(finding, numbers), finding.bound)
        case OneArm():
            summary = _summary("summary", finding.summary, numbers, words)
            if summary is None:
                raise FindingError("A finding of one group needs its mean or median.")
            return OneArm(context, _arm("", finding.arm, numbers, words), summary)
        case Counts():
            parts = tuple(number for name, number in numbers.items() if name.startswith("parts."))
            return Counts(context, parts, _needed(numbers, "whole"), finding.relation)
        case Test():
            degrees = tuple(number for name, number in numbers.items() if name.startswith("degrees."))
            return Test(context, finding.statistic, _needed(numbers, "value"), degrees, _p_of(finding, numbers), finding.degrees_doubtful)
        case Criterion():
            return replace(finding, context=context, limit=_needed(numbers, "limit"))


def new_finding(kind: str, context: Context, numbers: Numbers, words: Words) -> Finding:
    """A finding a person adds, from its kind, its numbers and its words by field.

    Raises:
        DecisionError: the kind is none a person can add, or a word is unknown.
        FindingError: the numbers do not make one.
    """
    unknown = Arm("", "unknown")
    blank = next(iter(numbers.values()), None)
    if blank is None:
        raise FindingError("A finding needs a number; found none.")
    empty: Finding
    match kind:
        case "Ratio":
            empty = Ratio(context, "ratio", blank)
        case "Difference":
            empty = Difference(context, "diff", blank)
        case "TwoArms":
            intervention, control = ArmResult(Arm("", "intervention"), blank), ArmResult(Arm("", "control"), blank)
            empty = TwoArms(context, intervention, control)
        case "BeforeAfter":
            empty = BeforeAfter(context, unknown, Summary(blank, "mean"), Summary(blank, "mean"))
        case "Share":
            empty = Share(context, unknown, blank, blank, None)
        case _:
            raise DecisionError(f"A person can add a Ratio, Difference, TwoArms, BeforeAfter or Share; found {kind[:40]!r}.")
    known = {name for name, _ in _places(empty)}
    strange = sorted(set(numbers) - known)
    if strange:
        raise DecisionError(f"A {kind} has no {', '.join(strange)}; it has {', '.join(sorted(known))}.")
    return rebuilt(empty, numbers, words)


def _places(finding: Finding) -> tuple[tuple[str, str], ...]:
    match finding:
        case Ratio() | Difference():
            return _ESTIMATE
        case TwoArms():
            sides = (("first", finding.first.arm.name), ("second", finding.second.arm.name))
            found = [(f"{side}.{name}", f"{arm or side}: {label}") for side, arm in sides for name, label in _ARM]
            return (*found, ("p", "p"))
        case BeforeAfter():
            parts = [(f"{part}.{name}", f"{part}: {label}") for part in ("before", "after", "change") for name, label in _SUMMARY]
            return (("people", "people"), *parts, ("p", "p"))
        case Share():
            return ("people", "people"), ("events", "events"), ("total", "of"), ("percent", "percent"), ("p", "p")
        case OneArm():
            return (("people", "people"), *((f"summary.{name}", label) for name, label in _SUMMARY))
        case Counts():
            return (*((f"parts.{index}", f"part {index + 1}") for index in range(len(finding.parts))), ("whole", "whole"))
        case Test():
            degrees = max(1, len(finding.degrees))
            return ("value", finding.statistic), *((f"degrees.{index}", "degrees of freedom") for index in range(degrees)), ("p", "p")
        case Criterion():
            return (("limit", "limit"),)


def _check_words(finding: Finding, words: Words) -> None:
    known = choices_of(finding)
    for name, chosen in words.items():
        if name not in known:
            raise DecisionError(f"This finding has no {name!r} to judge; it has {', '.join(known)}.")
        if known[name] and chosen not in known[name]:
            raise DecisionError(f"{name} needs one of {', '.join(known[name])}; found {chosen[:40]!r}.")


def _p(p: PValue | None) -> Number | None:
    return None if p is None else p.number


def _of_arm(side: str, result: ArmResult) -> dict[str, Number | None]:
    found: dict[str, Number | None] = {
        f"{side}.people": result.arm.people,
        f"{side}.events": result.events,
        f"{side}.percent": result.percent,
    }
    return {**found, **_of_summary(side, result.summary)}


def _of_summary(part: str, summary: Summary | None) -> dict[str, Number | None]:
    if summary is None:
        return {}
    return {f"{part}.centre": summary.centre, f"{part}.spread": summary.spread, f"{part}.low": summary.low, f"{part}.high": summary.high}


def _kinds(start: str, summary: Summary | None) -> dict[str, str]:
    if summary is None:
        return {}
    return {f"{start}kind": summary.kind, f"{start}spread_kind": summary.spread_kind, f"{start}range_kind": summary.range_kind}


def _needed(numbers: Numbers, name: str) -> Number:
    if name not in numbers:
        raise FindingError(f"This finding needs its {name}; found none.")
    return numbers[name]


def _interval(finding: Ratio | Difference, numbers: Numbers) -> Interval | None:
    low, high, held = numbers.get("interval.low"), numbers.get("interval.high"), finding.interval
    if low is None or high is None:
        return None
    return Interval(low, high) if held is None else Interval(low, high, held.level, held.level_printed)


def _p_of(finding: Ratio | Difference | TwoArms | BeforeAfter | Share | Test, numbers: Numbers) -> PValue | None:
    number = numbers.get("p")
    return None if number is None else PValue(number, finding.p.tails if finding.p is not None else 2)


def _arm(start: str, arm: Arm, numbers: Numbers, words: Words) -> Arm:
    role = next((each for each in get_args(ArmRole) if each == words.get(f"{start}role")), arm.role)
    return Arm(words.get(f"{start}arm", arm.name), role, numbers.get(f"{start}people"))


def _arm_result(side: str, held: ArmResult, numbers: Numbers, words: Words) -> ArmResult:
    arm = _arm(f"{side}.", held.arm, numbers, words)
    summary = _summary(side, held.summary, numbers, words)
    return ArmResult(arm, numbers.get(f"{side}.events"), summary, numbers.get(f"{side}.percent"))


def _summary(part: str, held: Summary | None, numbers: Numbers, words: Words) -> Summary | None:
    centre = numbers.get(f"{part}.centre")
    if centre is None:
        return None
    spread, low, high = (numbers.get(f"{part}.{name}") for name in ("spread", "low", "high"))
    kind = next((each for each in get_args(CentreKind) if each == words.get(f"{part}.kind")), held.kind if held else "mean")
    spread_kind = next(
        (each for each in get_args(SpreadKind) if each == words.get(f"{part}.spread_kind")), held.spread_kind if held else "unlabelled"
    )
    range_kind = next(
        (each for each in get_args(RangeKind) if each == words.get(f"{part}.range_kind")), held.range_kind if held else "unlabelled"
    )
    return Summary(centre, kind, spread, spread_kind, low, high, range_kind, held.unit if held else "")
