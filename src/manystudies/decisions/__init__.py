"""A log of decisions and what was read enter; what holds now, who agrees, and what was read as people left it leave."""

from manystudies.decisions.agreement import Disagreement, Kappa, agreements, cohen_kappa, disagreements, independent_answers
from manystudies.decisions.applied import Applied, apply
from manystudies.decisions.arithmetic import Arith, arithmetic
from manystudies.decisions.carried import carried
from manystudies.decisions.decision import DOMAINS, RISK_OF_BIAS, Decision, Target, TargetKind, Value, What
from manystudies.decisions.fields import Cell, cells_of, choices_of, new_finding, numbers_by_field, rebuilt, words_by_field
from manystudies.decisions.keys import claim_target, finding_target, problem_targets, revision_target
from manystudies.decisions.selection import selected_number
from manystudies.decisions.since import Seen, Since, since
from manystudies.decisions.state import (
    NOTHING,
    Question,
    State,
    answer_of,
    answers_by,
    aspect_of,
    last_of,
    live,
    question_of,
    seen_by,
    shared_state,
    state_for,
    state_of,
    undoable,
)

__all__ = [
    "DOMAINS",
    "NOTHING",
    "RISK_OF_BIAS",
    "Applied",
    "Arith",
    "Cell",
    "Decision",
    "Disagreement",
    "Kappa",
    "Question",
    "Seen",
    "Since",
    "State",
    "Target",
    "TargetKind",
    "Value",
    "What",
    "agreements",
    "answer_of",
    "answers_by",
    "apply",
    "arithmetic",
    "aspect_of",
    "carried",
    "cells_of",
    "choices_of",
    "claim_target",
    "cohen_kappa",
    "disagreements",
    "finding_target",
    "independent_answers",
    "last_of",
    "live",
    "new_finding",
    "numbers_by_field",
    "problem_targets",
    "question_of",
    "rebuilt",
    "revision_target",
    "seen_by",
    "selected_number",
    "shared_state",
    "since",
    "state_for",
    "state_of",
    "undoable",
    "words_by_field",
]
