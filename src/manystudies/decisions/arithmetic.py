"""What the register of identities says of a finding's numbers while somebody types them: what agrees, what cannot, what follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from manystudies.errors import ManystudiesError
from manystudies.findings import (
    BeforeAfter,
    Comparator,
    Counts,
    Difference,
    Finding,
    Ratio,
    Share,
    Test,
    TwoArms,
    comparator_of,
    worded_value,
)
from manystudies.measures import (
    Filled,
    MeanOf,
    Outcome,
    Printed,
    TwoByTwo,
    check_before_after,
    check_change,
    check_difference_interval,
    check_difference_p,
    check_means_p,
    check_parts,
    check_ratio_interval,
    check_ratio_p,
    check_share,
    check_statistic,
    check_table_p,
    fill_change,
    fill_log_standard_error,
    fill_log_standard_error_from_p,
    fill_means_difference,
    fill_p,
    fill_p_of_difference,
    fill_p_of_ratio,
    fill_percent,
    fill_standard_error,
    fill_standard_error_from_p,
    fill_table_estimate,
    fill_table_p,
    fill_whole,
    shown,
    shown_p,
)

Kind = Literal["right", "rounding", "told", "wrong"]
_MARKS: Mapping[Kind, str] = {"right": "✓", "rounding": "≈", "told": "·", "wrong": "✗"}
_SIGNS = "<>=≤≥~≈≅⩽⩾"


@dataclass(frozen=True, slots=True)
class Arith:
    """One line: whether the numbers agree (`right`, `rounding`), cannot (`wrong`), or what follows from them (`told`)."""

    kind: Kind
    mark: str
    text: str


def arithmetic(finding: Finding, values: Mapping[str, str]) -> tuple[Arith, ...]:
    """What follows from the numbers of a finding as they stand in a form now, by field; what is no number yet is left out.

    Nothing is decided by it: the same identities check the page once the numbers are chosen from its words.
    """
    typed = _Typed({name: number for name, text in values.items() if (number := _printed(text)) is not None})
    try:
        return tuple(_lines(finding, typed))
    except (ManystudiesError, ArithmeticError):
        # Half-typed numbers need not make sense together yet.
        return ()


@dataclass(frozen=True, slots=True)
class _Typed:
    """The numbers typed so far, by field."""

    numbers: Mapping[str, tuple[Printed, Comparator]]

    def __getitem__(self, name: str) -> Printed | None:
        held = self.numbers.get(name)
        return None if held is None else held[0]

    def sign(self, name: str) -> Comparator:
        held = self.numbers.get(name)
        return "=" if held is None else held[1]

    def whole(self, name: str) -> int | None:
        held = self[name]
        return None if held is None else held.whole


def _printed(text: str) -> tuple[Printed, Comparator] | None:
    words = text.strip().rstrip("%").strip()
    value = worded_value(words) if words.isascii() and not any(letter.isdigit() for letter in words) and words else None
    if value is not None:
        return Printed(words, Fraction(value), 0), "="
    sign = ""
    while words and words[0] in _SIGNS:
        sign, words = sign + words[0], words[1:]
    try:
        return Printed.read(words.strip()), comparator_of(sign)
    except ManystudiesError:
        return None


def _lines(finding: Finding, typed: _Typed) -> Iterator[Arith]:
    match finding:
        case Ratio() | Difference():
            yield from _estimate(finding, typed)
        case BeforeAfter():
            yield from _before_after(finding, typed)
        case TwoArms():
            yield from _two_arms(finding, typed)
        case Share():
            yield from _share(typed, "")
        case Counts():
            parts = [number for name in sorted(typed.numbers) if name.startswith("parts.") and (number := typed[name]) is not None]
            whole = typed["whole"]
            if len(parts) > 1:
                if whole is not None:
                    yield _said(check_parts(whole, parts, finding.relation), "whole")
                else:
                    yield from _follows(fill_whole(parts, finding.relation))
        case Test():
            value, p = typed["value"], typed["p"]
            degrees = tuple(number for name in sorted(typed.numbers) if name.startswith("degrees.") and (number := typed[name]) is not None)
            if value is not None and p is not None:
                yield _said(check_statistic(finding.statistic, value, degrees, p, comparator=typed.sign("p")), "p")
            elif value is not None:
                yield from _follows(fill_p(finding.statistic, value, degrees))
        case _:
            return


def _estimate(finding: Ratio | Difference, typed: _Typed) -> Iterator[Arith]:
    estimate, low, high, p = (typed[name] for name in ("estimate", "interval.low", "interval.high", "p"))
    level = finding.interval.level if finding.interval is not None else 95.0
    ratio = isinstance(finding, Ratio)
    tails = finding.p.tails if finding.p is not None else 2
    if low is not None and high is not None:
        if low.value > high.value:
            yield Arith("wrong", _MARKS["wrong"], f"The interval runs backward: {low.text} to {high.text}.")
            return
        if estimate is not None:
            yield _said((check_ratio_interval if ratio else check_difference_interval)(estimate, low, high, level), "estimate")
            if p is not None:
                check_p = check_ratio_p if ratio else check_difference_p
                yield _said(check_p(estimate, low, high, p, comparator=typed.sign("p"), level=level, tails=tails), "p")
            else:
                yield from _follows((fill_p_of_ratio if ratio else fill_p_of_difference)(estimate, low, high, level))
        yield from _follows((fill_log_standard_error if ratio else fill_standard_error)(low, high, level))
    elif estimate is not None and p is not None and typed.sign("p") == "=":
        yield from _follows((fill_log_standard_error_from_p if ratio else fill_standard_error_from_p)(estimate, p, tails))


def _before_after(finding: BeforeAfter, typed: _Typed) -> Iterator[Arith]:
    before, after, change, p = (typed[name] for name in ("before.centre", "after.centre", "change.centre", "p"))
    means = "median" not in {finding.before.kind, finding.after.kind}
    if before is not None and after is not None and means:
        made = fill_change(before, after)
        words = f"change {shown(abs(made.value), max(before.decimals, after.decimals))}{' down' if made.value < 0 else ''}"
        first = Arith("right", _MARKS["right"], words) if change is None else _said(check_change(before, after, change), "change")
        sds, people = (typed["before.spread"], typed["after.spread"]), typed.whole("people")
        errors = "se" in {finding.before.spread_kind, finding.after.spread_kind}
        if sds[0] is not None and sds[1] is not None and people is not None and p is not None and not errors:
            tails = finding.p.tails if finding.p is not None else 2
            said = _said(check_before_after((before, sds[0]), (after, sds[1]), people, p, typed.sign("p"), tails=tails), "p")
            if said.kind == first.kind == "right":
                yield Arith(first.kind, first.mark, f"{first.text} · {said.text.removeprefix('p · ')}")
            else:
                yield from (first, said)
        else:
            yield first
    yield Arith("told", _MARKS["told"], "No control group: what would have happened anyway is unknown, so this is not pooled.")


def _two_arms(finding: TwoArms, typed: _Typed) -> Iterator[Arith]:
    for side in ("first", "second"):
        yield from _share(typed, f"{side}.")
    counts = [typed.whole(f"{side}.{name}") for side in ("first", "second") for name in ("events", "people")]
    p, sign = typed["p"], typed.sign("p")
    if all(count is not None for count in counts):
        one, of_one, two, of_two = (count or 0 for count in counts)
        table = TwoByTwo(one, of_one, two, of_two)
        yield from _follows(fill_table_estimate(table, "OR" if finding.first.arm.role == "cases" else "RR"))
        if p is not None:
            yield _said(check_table_p(p, table, sign), "p")
        else:
            yield from _follows(fill_table_p(table))
    means = [typed["first.centre"], typed["second.centre"]]
    if means[0] is None or means[1] is None:
        return
    yield from _follows(fill_means_difference(means[0], means[1]))
    groups = []
    for side, mean, result in (("first", means[0], finding.first), ("second", means[1], finding.second)):
        sd, people = typed[f"{side}.spread"], typed.whole(f"{side}.people")
        if sd is not None and people is not None and people > 1 and (result.summary is None or result.summary.spread_kind != "se"):
            groups.append(MeanOf(mean, sd, people))
    if len(groups) == 2 and p is not None:  # noqa: PLR2004 - two groups
        yield _said(check_means_p(groups[0], groups[1], p, sign), "p")


def _share(typed: _Typed, side: str) -> Iterator[Arith]:
    events, percent = typed[f"{side}events"], typed[f"{side}percent"]
    total = typed[f"{side}people"] if side else typed["total"]
    if percent is not None and (events is not None or total is not None):
        yield _said(check_share(percent, events, total), "percent" if events is not None else "events that fit:")
    elif events is not None and total is not None:
        if events.value > total.value:
            yield Arith("wrong", _MARKS["wrong"], f"{events.text} of {total.text}: more events than people.")
        else:
            yield from _follows(fill_percent(events, total))


def _said(outcome: Outcome, name: str) -> Arith:
    """A verdict as one line: the value the others give, and what it needs."""
    kind: Kind = "told"
    match outcome.verdict:
        case "consistent":
            kind = "right"
        case "by_rounding":
            kind = "rounding"
        case "inconsistent":
            kind = "wrong"
        case _:
            kind = "told"
    needs = f"needs {outcome.needs.replace(' of at least ', ' ≥ ').replace(' of at most ', ' ≤ ')}" if outcome.needs else ""
    if kind == "wrong":
        return Arith(kind, _MARKS[kind], " ".join(part for part in (outcome.detail, f"It {needs}." if needs else "") if part))
    told = f"{name} {outcome.recomputed}" if outcome.recomputed and not needs else name
    words = " · ".join(part for part in (told, needs, outcome.assumption if kind == "rounding" else "") if part)
    return Arith(kind, _MARKS[kind], words)


def _follows(filled: Filled | None) -> Iterator[Arith]:
    if filled is not None:
        digits = shown_p(filled.value) if filled.quantity.startswith("p") else f"{filled.value:.3g}"
        yield Arith("told", _MARKS["told"], f"{filled.quantity} {digits}{f' ({filled.assumption})' if filled.assumption else ''}")
