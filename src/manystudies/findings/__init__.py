"""Sentences and tables enter; typed `Finding`s leave, every number with its span."""

from manystudies.findings.directions import DirectionRow, QuestionRow, read_directions
from manystudies.findings.effects import effects_of, finding_key, numbers_of
from manystudies.findings.finding import (
    Arm,
    ArmResult,
    ArmRole,
    BeforeAfter,
    Context,
    Counts,
    Criterion,
    Difference,
    Finding,
    Interval,
    PValue,
    Ratio,
    Share,
    Summary,
    Test,
    TwoArms,
)
from manystudies.findings.number import Comparator, Number, number_at, worded_number_at
from manystudies.findings.numbers import NumberArm, NumberKind, NumberRow, read_numbers
from manystudies.findings.read import find_findings
from manystudies.findings.rows import EstimateRow, SentenceRow, read_estimates, read_sentences

__all__ = [
    "Arm",
    "ArmResult",
    "ArmRole",
    "BeforeAfter",
    "Comparator",
    "Context",
    "Counts",
    "Criterion",
    "Difference",
    "DirectionRow",
    "EstimateRow",
    "Finding",
    "Interval",
    "Number",
    "NumberArm",
    "NumberKind",
    "NumberRow",
    "PValue",
    "QuestionRow",
    "Ratio",
    "SentenceRow",
    "Share",
    "Summary",
    "Test",
    "TwoArms",
    "effects_of",
    "find_findings",
    "finding_key",
    "number_at",
    "numbers_of",
    "read_directions",
    "read_estimates",
    "read_numbers",
    "read_sentences",
    "worded_number_at",
]
