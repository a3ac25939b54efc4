"""What a forest plot shows: its studies with their arms, its subgroups and its total, before anything is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from manystudies.answers import OutcomeRow
from manystudies.findings import ArmResult, Difference, Finding, Number, Ratio, TwoArms
from manystudies.measures import LOG_MEASURES, Effect, Measure
from manystudies.pages.figures import interval_shown, p_shown, shown
from manystudies.pages.pieces import Piece, Printed, fixed
from manystudies.pages.words import counted
from manystudies.pooling import NotPooled, Pooled, Subgroups, pool_subgroups
from manystudies.studies import Study

MEASURE_NAMES: Mapping[Measure, str] = {
    "OR": "Odds ratio", "RR": "Risk ratio", "HR": "Hazard ratio", "IRR": "Rate ratio", "PETO": "Peto odds ratio", "RD": "Risk difference (percentage points)",
    "MD": "Mean difference", "SMD": "Standardised mean difference", "SMDH": "Standardised mean difference", "ROM": "Ratio of means", "MC": "Mean change",
    "SMCC": "Standardised mean change", "SMCR": "Standardised mean change", "ROMC": "Ratio of means, after to before", "MN": "Mean", "COR": "Correlation",
    "ZCOR": "Correlation (Fisher's z)", "PR": "Percent", "IRD": "Rate difference", "VR": "Ratio of SDs", "CVR": "Ratio of coefficients of variation",
}  # fmt: skip
"""What a measure is called on an axis."""
TWO_SIDED_95 = NormalDist().inv_cdf(0.975)
_MOST_GROUPS = 8


@dataclass(frozen=True, slots=True)
class ForestStudy:
    """One line of the plot: who, what each arm showed, how heavily it weighs, and the estimate with its 95% interval."""

    anchor: str
    label: tuple[Piece, ...]
    name: str
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]
    effect: Effect
    weight: float | None
    low: float
    high: float
    estimate: tuple[Piece, ...]
    study: Study | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Total:
    """One diamond: a pooled estimate with one of its intervals, labelled by how the interval was made."""

    label: str
    estimate: float
    low: float
    high: float
    words: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ForestGroup:
    """A subgroup (its name is empty where there are none) with its studies and, where pooled, its own total."""

    name: str
    studies: tuple[ForestStudy, ...]
    total: Total | None = None


@dataclass(frozen=True, slots=True)
class Forest:
    """A whole plot. `anchor` is the id of the list of numbers that went in; `notes` are lines under the plot."""

    anchor: str
    measure: Measure
    title: str
    first_name: str
    second_name: str
    groups: tuple[ForestGroup, ...]
    totals: tuple[Total, ...]
    prediction: Total | None
    notes: tuple[tuple[Piece, ...], ...]

    @property
    def studies(self) -> tuple[ForestStudy, ...]:
        """Every study, in the order drawn."""
        return tuple(study for group in self.groups for study in group.studies)

    @property
    def log_scale(self) -> bool:
        """Whether the axis is logarithmic."""
        return self.measure in LOG_MEASURES

    @property
    def arms(self) -> bool:
        """Whether any study shows its arms."""
        return any(study.first or study.second for study in self.studies)

    @property
    def arm_words(self) -> str:
        """What the columns of the arms hold."""
        events = [
            study for study in self.studies if study.effect.counts or (isinstance(study.finding, TwoArms) and study.finding.first.events)
        ]
        return "events/people" if events else "mean (SD) / n"

    @property
    def weighed(self) -> bool:
        """Whether the studies have weights."""
        return any(study.weight is not None for study in self.studies)


def forest_of(row: OutcomeRow, anchor: str, printed: Printed, studies: Mapping[str, Study]) -> Forest | None:
    """The forest plot of one row of the answer, or None where it has no effect to draw.

    `anchor` names the list of numbers that went in; `studies` are by key. An effect is tied to the finding that
    its key names.
    """
    result = row.result
    if not result.effects:
        return None
    measures = {effect.measure for effect in result.effects}
    if len(measures) > 1:
        return None
    weights = result.weights if isinstance(result, Pooled) else (None,) * len(result.effects)
    findings = _findings_of(row, printed)
    lines = [
        _study(effect, weight, finding, anchor=f"{anchor}-{number}", printed=printed, studies=studies)
        for number, (effect, weight, finding) in enumerate(zip(result.effects, weights, findings, strict=True), 1)
    ]
    title = f"{row.intervention or 'Exposed'} against {row.comparator or 'comparison'}: {row.outcome}"
    return _forest(result, lines, f"{anchor}-in", title, (row.intervention or "Exposed", row.comparator or "Comparison"))


def forest_of_effects(
    result: Pooled | NotPooled, anchor: str, title: str, names: tuple[str, str], arms: Mapping[str, tuple[str, str]]
) -> Forest | None:
    """The forest plot of effects that come from no page, or None where there is none to draw.

    `names` are what is compared, `arms` what each arm showed as words, by the key of the effect.
    """
    if not result.effects or len({effect.measure for effect in result.effects}) > 1:
        return None
    weights = result.weights if isinstance(result, Pooled) else (None,) * len(result.effects)
    lines = []
    for number, (effect, weight) in enumerate(zip(result.effects, weights, strict=True), 1):
        source = f"{anchor}-{number}"
        low, high = interval_of(effect)
        words = f"{shown(effect.estimate, effect.measure)} [{interval_shown(low, high, effect.measure)}]"
        first, second = ((Piece(arm, source=source),) if arm else () for arm in arms.get(effect.key) or _counted(effect))
        name = effect.label or effect.key
        lines.append(
            ForestStudy(
                source,
                (Piece(name, source=source),),
                name,
                first,
                second,
                effect,
                weight,
                low,
                high,
                (Piece(words, source=source),),
                None,
                None,
            )
        )
    return _forest(result, lines, f"{anchor}-in", title, names)


def _counted(effect: Effect) -> tuple[str, str]:
    """What each arm showed, from the counts behind the effect; empty where there are none."""
    if effect.counts is None:
        return "", ""
    events, people, other, others = effect.counts
    return f"{events:,}/{people:,}", f"{other:,}/{others:,}"


def interval_of(effect: Effect) -> tuple[float, float]:
    """The 95% interval of one study's effect on the analysis scale."""
    reach = TWO_SIDED_95 * sqrt(effect.variance)
    return effect.estimate - reach, effect.estimate + reach


def _forest(result: Pooled | NotPooled, lines: list[ForestStudy], listed: str, title: str, compared: tuple[str, str]) -> Forest:
    names = list(dict.fromkeys(effect.group for effect in result.effects))
    parted = 1 < len(names) <= _MOST_GROUPS
    subgroups = _subgroups(result) if parted and isinstance(result, Pooled) else None
    totals = {group.name: group.result for group in subgroups.groups} if subgroups else {}
    groups = tuple(
        ForestGroup(
            name or "not stated" if parted else "",
            tuple(line for line in lines if not parted or line.effect.group == name),
            _subtotal(totals.get(name), listed),
        )
        for name in (names if parted else names[:1])
    )
    measure = result.effects[0].measure
    return Forest(
        listed, measure, title, *compared, groups, _totals(result, listed), _prediction(result, listed), _notes(result, subgroups, listed)
    )


def _subgroups(result: Pooled) -> Subgroups | None:
    """The subgroups pooled in the way all studies were, or None where that cannot be done."""
    found = pool_subgroups(result.effects, model=result.model, method=result.method, test=result.interval.test, level=result.interval.level)
    return None if isinstance(found, NotPooled) else found


def _findings_of(row: OutcomeRow, printed: Printed) -> tuple[Finding | None, ...]:
    return tuple(printed.finding(effect.key) for effect in row.result.effects)


def _study(
    effect: Effect, weight: float | None, finding: Finding | None, *, anchor: str, printed: Printed, studies: Mapping[str, Study]
) -> ForestStudy:
    study = studies.get(finding.context.study if finding else "")
    own = effect.label and effect.label not in studies and not (study and effect.label == study.name)
    name = effect.label if own else name_of(study) if study else effect.label or effect.key
    parts = [part.span for part in (study.year, study.authors, study.title) if part] if study else []
    label = printed.linked(name, (*((finding.context.sentence,) if finding else ()), *parts), anchor)
    low, high = interval_of(effect)
    first, second = _arms(effect, finding, anchor)
    words = f"{shown(effect.estimate, effect.measure)} [{interval_shown(low, high, effect.measure)}]"
    estimate = printed.linked(words, [number.span for number in _printed_estimate(finding)], anchor)
    return ForestStudy(anchor, label, name, first, second, effect, weight, low, high, estimate, study, finding)


def _printed_estimate(finding: Finding | None) -> list[Number]:
    if not isinstance(finding, Ratio | Difference):
        return []
    return [finding.estimate, *((finding.interval.low, finding.interval.high) if finding.interval else ())]


def name_of(study: Study) -> str:
    """What a study is called in a plot: first author and year, else its title with its year."""
    if study.authors or study.title is None:
        return study.name
    title = " ".join(study.title.value.split())
    return f"{title} {study.year.value}" if study.year and study.year.value not in title else title


def piece_of(number: Number) -> Piece:
    """A printed number as a piece; one printed in words is shown in digits and opens its words."""
    text = f"{number.value}" if number.in_words else number.printed.text
    return Piece(text.replace("-", "\N{MINUS SIGN}"), number.span)


def _arms(effect: Effect, finding: Finding | None, anchor: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    if isinstance(finding, TwoArms):
        first, second = arms_of(finding)
        if first and second:
            return first, second
    if effect.counts is not None:
        one, many, other, others = (Piece(f"{count:,}", source=anchor) for count in effect.counts)
        return (one, Piece("/"), many), (other, Piece("/"), others)
    return (), ()


def _oriented(finding: TwoArms) -> tuple[ArmResult, ArmResult]:
    """Both arms, the control last, as effects are oriented."""
    swapped = finding.first.arm.role == "control" and finding.second.arm.role != "control"
    return (finding.second, finding.first) if swapped else (finding.first, finding.second)


def arms_of(finding: TwoArms) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What each arm showed, the control last."""
    first, second = _oriented(finding)
    return _arm(first), _arm(second)


def _arm(result: ArmResult) -> tuple[Piece, ...]:
    people = (piece_of(result.arm.people),) if result.arm.people else ()
    if result.events is not None:
        return (piece_of(result.events), *((Piece("/"), *people) if people else ()))
    if result.summary is not None:
        summary = result.summary
        spread: tuple[Piece, ...] = (Piece(" ("), piece_of(summary.spread), Piece(")")) if summary.spread else ()
        return (piece_of(summary.centre), *spread, *((Piece(" / "), *people) if people else ()))
    percent = (piece_of(result.percent), Piece("%")) if result.percent else ()
    return (*percent, *((Piece(" of "), *people) if people else ()))


def _total(label: str, pooled: Pooled, anchor: str, *, plain: bool) -> Total:
    interval = pooled.plain if plain else pooled.interval
    words = f"{shown(pooled.estimate, pooled.measure)} [{interval_shown(interval.low, interval.high, pooled.measure)}]"
    return Total(label, pooled.estimate, interval.low, interval.high, (Piece(words, source=anchor),))


def _subtotal(pooled: Pooled | NotPooled | None, anchor: str) -> Total | None:
    """A subgroup's diamond: of two studies with its plain interval, since Hartung and Knapp's is useless there."""
    if not isinstance(pooled, Pooled):
        return None
    plain = len(pooled.effects) <= 2 and pooled.interval.test != "normal"  # noqa: PLR2004 - one degree of freedom
    return _total("Subgroup, plain" if plain else "Subgroup", pooled, anchor, plain=plain)


def _totals(result: Pooled | NotPooled, anchor: str) -> tuple[Total, ...]:
    if not isinstance(result, Pooled):
        return ()
    plain = _total("Total, plain", result, anchor, plain=True)
    if result.interval.test == "normal":
        return (plain,)
    return (_total("Total, Hartung–Knapp", result, anchor, plain=False), plain)


def _prediction(result: Pooled | NotPooled, anchor: str) -> Total | None:
    if not isinstance(result, Pooled) or result.prediction is None:
        return None
    low, high = result.prediction
    words = (Piece(f"[{interval_shown(low, high, result.measure)}]", source=anchor),)
    return Total("A new study (prediction)", result.estimate, low, high, words)


def _notes(result: Pooled | NotPooled, subgroups: Subgroups | None, anchor: str) -> tuple[tuple[Piece, ...], ...]:
    if not isinstance(result, Pooled):
        return ()
    tau = f"τ² {result.tau2:.3f}, " if result.model == "random" else ""
    freedom = len(result.effects) - 1
    spread = f"{tau}I² {100 * result.i2:.0f}%, Q {result.q:.2f} on {counted(freedom, 'degree')} of freedom, {p_shown(result.q_p)}"
    test = p_shown(result.p)
    between: tuple[tuple[Piece, ...], ...] = ()
    if subgroups and subgroups.p is not None:
        told = f"Q {subgroups.q_between:.2f} on {counted(subgroups.df, 'degree')} of freedom, {p_shown(subgroups.p)}"
        between = ((Piece("How far the subgroups differ: "), Piece(told, source=anchor)),)
    model = "random effects" if result.model == "random" else "common effect"
    return (
        (Piece("How far the studies differ: "), Piece(spread, source=anchor)),
        *between,
        (Piece("Test for an effect: "), Piece(test, source=anchor), Piece(f" · {model}, {result.method}")),
        (fixed("Intervals are 95% intervals; a square's area is its study's weight."),),
    )
