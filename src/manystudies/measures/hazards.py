"""How precise a hazard ratio is, from how many events it rests on: an estimator."""

from math import sqrt

from manystudies.measures.identity import Filled, Identity
from manystudies.measures.printed import Printed

_NAME = "hazard ratio and events"


def fill_log_standard_error_from_events(events: Printed, share: float = 0.5) -> Filled | None:
    """The standard error of a log hazard ratio from all events of both groups: 1 / √(D q (1 − q)).

    D are the events, q the share of people in the first group. None without events or with an empty group.

    When not to believe it: long follow-up with many events changes the share at risk; a strong effect makes it too small.

    >>> round(fill_log_standard_error_from_events(Printed.read("100")).value, 3)
    0.2

    Source: Parmar, Torri & Stewart (1998), https://doi.org/10.1002/(SICI)1097-0258(19981230)17:24<2815::AID-SIM110>3.0.CO;2-8;
    Tierney et al. (2007), https://doi.org/10.1186/1745-6215-8-16
    """
    if events.value <= 0 or not 0 < share < 1:
        return None
    value = 1 / sqrt(float(events) * share * (1 - share))
    assumption = f"a share of {share:g} in the first group and hazards that stay in proportion"
    return Filled("standard error of the log ratio", value, _NAME, (events.text,), assumption=assumption)


HAZARD_EVENTS = Identity(
    _NAME, "estimator", "se(ln HR) = 1 / √(D q (1 − q))", "Tierney et al. (2007), https://doi.org/10.1186/1745-6215-8-16", ("events", "share"),
    fills=(fill_log_standard_error_from_events,),
)  # fmt: skip
