"""Pooled results, findings and problems enter; a `Certainty` leaves, each reason pointing at evidence."""

from manystudies.certainty.bias import BiasQuestion, BiasSign, BiasTool, bias_questions, speaks_of_dose, speaks_to_bias, tool_for, unspoken
from manystudies.certainty.body import Body, Footing, Thresholds, points, usual_thresholds
from manystudies.certainty.certainty import Certainty, Domain, Level, Reason
from manystudies.certainty.distance import Distance, DistanceKind
from manystudies.certainty.judge import judge
from manystudies.certainty.opinion import Opinion, body_name, opinions_about, overruled, steps_allowed

__all__ = [
    "BiasQuestion",
    "BiasSign",
    "BiasTool",
    "Body",
    "Certainty",
    "Distance",
    "DistanceKind",
    "Domain",
    "Footing",
    "Level",
    "Opinion",
    "Reason",
    "Thresholds",
    "bias_questions",
    "body_name",
    "judge",
    "opinions_about",
    "overruled",
    "points",
    "speaks_of_dose",
    "speaks_to_bias",
    "steps_allowed",
    "tool_for",
    "unspoken",
    "usual_thresholds",
]
