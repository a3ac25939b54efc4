"""Sentences and tables enter; typed `Finding`s leave, every number with its span."""

from manystudies.findings.directions import DirectionRow, QuestionRow, read_directions
from manystudies.findings.doses import DoseRow, read_doses
from manystudies.findings.effects import effects_of, finding_key, numbers_of
from manystudies.findings.finding import (
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
from manystudies.findings.glance import met_in
from manystudies.findings.mean_pairs import MeanPair, mean_pairs
from manystudies.findings.number import Comparator, Number, number_at, worded_number_at
from manystudies.findings.numbers import NumberArm, NumberKind, NumberRow, cut_for_numbers, numbers_in, read_numbers
from manystudies.findings.numerals import comparator_of, worded_value
from manystudies.findings.read import find_findings
from manystudies.findings.rows import EstimateRow, SentenceRow, read_estimates, read_sentences, read_sentences_of
from manystudies.findings.tokens import Tokens
from manystudies.findings.told_roles import told_role

__all__ = [
    "Arm",
    "ArmResult",
    "ArmRole",
    "BeforeAfter",
    "CentreKind",
    "Comparator",
    "Context",
    "Counts",
    "Criterion",
    "Difference",
    "DifferenceMeasure",
    "DirectionRow",
    "DoseRow",
    "EstimateRow",
    "Finding",
    "Interval",
    "MeanPair",
    "Number",
    "NumberArm",
    "NumberKind",
    "NumberRow",
    "OneArm",
    "PValue",
    "QuestionRow",
    "RangeKind",
    "Ratio",
    "RatioMeasure",
    "SentenceRow",
    "Share",
    "SpreadKind",
    "Summary",
    "Test",
    "Tokens",
    "TwoArms",
    "comparator_of",
    "cut_for_numbers",
    "effects_of",
    "find_findings",
    "finding_key",
    "mean_pairs",
    "met_in",
    "number_at",
    "numbers_in",
    "numbers_of",
    "read_directions",
    "read_doses",
    "read_estimates",
    "read_numbers",
    "read_sentences",
    "read_sentences_of",
    "told_role",
    "worded_number_at",
    "worded_value",
]
