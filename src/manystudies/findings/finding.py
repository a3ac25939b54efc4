"""What a report says with numbers: a typed union, every number with its span."""

from dataclasses import dataclass
from typing import Literal

from manystudies.documents import Span
from manystudies.errors import FindingError
from manystudies.findings.number import Comparator, Number
from manystudies.making import quick

ArmRole = Literal["all", "cases", "control", "exposed", "intervention", "unexposed", "unknown"]
CentreKind = Literal["change", "mean", "median"]
SpreadKind = Literal["sd", "se", "unlabelled"]
RangeKind = Literal["interval", "quartiles", "range", "unlabelled"]
RatioMeasure = Literal["HR", "IRR", "OR", "RR", "ratio"]
DifferenceMeasure = Literal["MD", "RD", "SMD", "coef", "diff", "mean", "percent", "rate"]
Statistic = Literal["F", "Q", "chi2", "r", "t", "z"]
CriterionKind = Literal["eligibility", "target"]


@quick
@dataclass(frozen=True, slots=True)
class Context:
    """Where a finding stands: its sentence, and what the words around bind it to.

    `outcome`, `time`, `subject` are words as printed ("IRLSS", "at 2 months", "vitamin D level < 50 nmol/L"),
    empty where the text binds none; `role` is the role of the sentence; `study` the key of its study; `group` a
    subgroup label that a table gives the row, such as an allocation method.
    """

    sentence: Span
    outcome: str = ""
    time: str = ""
    subject: str = ""
    role: Literal["", "BACKGROUND", "CONCLUSIONS", "METHODS", "OBJECTIVE", "RESULTS"] = ""
    study: str = ""
    group: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval; `level` is in percent and 95 where none is printed (`level_printed` None)."""

    low: Number
    high: Number
    level: float = 95.0
    level_printed: Number | None = None


@quick
@dataclass(frozen=True, slots=True)
class PValue:
    """A printed p-value; its comparator is the number's own. `tails` is 1 only where the text says one-tailed or one-sided."""

    number: Number
    tails: Literal[1, 2] = 2

    @property
    def comparator(self) -> Comparator:
        """How the printed value bounds the true one."""
        return self.number.comparator


@quick
@dataclass(frozen=True, slots=True)
class Arm:
    """A group of people: its words, its role, and how many they are."""

    name: str
    role: ArmRole
    people: Number | None = None


@quick
@dataclass(frozen=True, slots=True)
class Summary:
    """One group's centre and spread at one time: mean ± SD, median (range) and the like."""

    centre: Number
    kind: CentreKind
    spread: Number | None = None
    spread_kind: SpreadKind = "unlabelled"
    low: Number | None = None
    high: Number | None = None
    range_kind: RangeKind = "unlabelled"
    unit: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two groups with its interval and p-value: OR 4.24 (95% CI 2.3–7.9), P < .001."""

    context: Context
    measure: RatioMeasure
    estimate: Number
    interval: Interval | None = None
    p: PValue | None = None
    adjusted: bool | None = None


@quick
@dataclass(frozen=True, slots=True)
class Difference:
    """A difference, or another estimate on a plain scale, with its interval and p-value."""

    context: Context
    measure: DifferenceMeasure
    estimate: Number
    interval: Interval | None = None
    p: PValue | None = None
    adjusted: bool | None = None
    unit: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Share:
    """Events among people in one group: 59 of 78 (75.6 %). At least two of the three numbers are there.

    `bound` says how the total is known: printed beside the events, or bound from the size of the arm named.
    """

    context: Context
    arm: Arm
    events: Number | None
    total: Number | None
    percent: Number | None
    p: PValue | None = None
    bound: Literal["beside", "from arm"] = "beside"

    def __post_init__(self) -> None:
        if sum(part is not None for part in (self.events, self.total, self.percent)) < 2:  # noqa: PLR2004
            raise FindingError("A share needs two of events, total and percent; found fewer.")


@quick
@dataclass(frozen=True, slots=True)
class Counts:
    """A whole and its parts: 201 people, 78 with and 123 without; as a difference, parts[0] − parts[1] … = whole."""

    context: Context
    parts: tuple[Number, ...]
    whole: Number
    relation: Literal["difference", "sum"] = "sum"

    def __post_init__(self) -> None:
        if len(self.parts) < 2:  # noqa: PLR2004
            raise FindingError(f"Counts need at least two parts; found {len(self.parts)}.")


@quick
@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One group before and after: 24.9 ± 5.1 to 21.1 ± 2.9, p < .001. It has no control group and is never pooled with one."""

    context: Context
    arm: Arm
    before: Summary
    after: Summary
    change: Summary | None = None
    p: PValue | None = None


@quick
@dataclass(frozen=True, slots=True)
class ArmResult:
    """One arm's result: events among people, or a summary."""

    arm: Arm
    events: Number | None = None
    summary: Summary | None = None
    percent: Number | None = None

    def __post_init__(self) -> None:
        if self.events is None and self.summary is None and self.percent is None:
            raise FindingError(f"{self.arm.name or 'An arm'}: a result needs events, a percent or a summary; found none.")


@quick
@dataclass(frozen=True, slots=True)
class TwoArms:
    """Two groups compared on one outcome, with what the report says of the difference."""

    context: Context
    first: ArmResult
    second: ArmResult
    p: PValue | None = None


@quick
@quick
@dataclass(frozen=True, slots=True)
class OneArm:
    """One group's mean or median with its spread or range: mean (SD) age 54.2 (8.1) years. It compares nothing and is never pooled."""

    context: Context
    arm: Arm
    summary: Summary


@dataclass(frozen=True, slots=True)
class Test:
    """A test statistic with its degrees of freedom and p-value: χ²(2) = 12.87, P < 0.001.

    `degrees` may hold a printed "2" that is only the square of χ²: `degrees_doubtful` says so.
    """

    context: Context
    statistic: Statistic
    value: Number
    degrees: tuple[Number, ...] = ()
    p: PValue | None = None
    degrees_doubtful: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Criterion:
    """A limit the report sets itself: people were eligible, or treated until, a value lies on one side of it."""

    context: Context
    kind: CriterionKind
    quantity: str
    limit: Number
    side: Comparator
    unit: str = ""


Finding = BeforeAfter | Counts | Criterion | Difference | OneArm | Ratio | Share | Test | TwoArms
