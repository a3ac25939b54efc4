"""Documents, studies, findings and claims enter; `Problem`s with permanent codes leave."""

from manystudies.checks.check import check, check_numbers, problems_in
from manystudies.checks.codes import CODES, Code
from manystudies.checks.comparison import ChangeKind, Comparison, SentenceChange, compare_pages, compare_revisions
from manystudies.checks.notices import NoticeKind
from manystudies.checks.problem import FLAGGED, SEVERITIES, Problem, ProblemVerdict, Severity
from manystudies.checks.replacement import Replacement, replacements

__all__ = [
    "CODES",
    "FLAGGED",
    "SEVERITIES",
    "ChangeKind",
    "Code",
    "Comparison",
    "NoticeKind",
    "Problem",
    "ProblemVerdict",
    "Replacement",
    "SentenceChange",
    "Severity",
    "check",
    "check_numbers",
    "compare_pages",
    "compare_revisions",
    "problems_in",
    "replacements",
]
