"""Pooled results, findings and problems enter; a `Certainty` leaves, each reason pointing at evidence."""

from manystudies.certainty.body import Body, Footing, Opinion, Thresholds, points, usual_thresholds
from manystudies.certainty.certainty import Certainty, Domain, Level, Reason
from manystudies.certainty.judge import judge

__all__ = ["Body", "Certainty", "Domain", "Footing", "Level", "Opinion", "Reason", "Thresholds", "judge", "points", "usual_thresholds"]
