"""Pooled results, findings and problems enter; a `Certainty` leaves, each reason pointing at evidence."""

from manystudies.certainty.body import Body, Footing, Thresholds, points, usual_thresholds
from manystudies.certainty.certainty import Certainty, Domain, Level, Reason
from manystudies.certainty.judge import judge
from manystudies.certainty.opinion import Opinion, body_name, opinions_about, overruled, steps_allowed

__all__ = [
    "Body",
    "Certainty",
    "Domain",
    "Footing",
    "Level",
    "Opinion",
    "Reason",
    "Thresholds",
    "body_name",
    "judge",
    "opinions_about",
    "overruled",
    "points",
    "steps_allowed",
    "usual_thresholds",
]
