"""Pooled results, findings and problems enter; a `Certainty` leaves, each reason pointing at evidence."""

from manystudies.certainty.certainty import Certainty, Domain, Level, Reason

__all__ = ["Certainty", "Domain", "Level", "Reason"]
