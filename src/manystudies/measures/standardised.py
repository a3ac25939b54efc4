"""A printed standardised mean difference held against two groups' means and SDs, and against a t value."""

from math import inf, pi, sqrt

from manystudies.measures.agreement import agree_nearly
from manystudies.measures.box import Box, box_of
from manystudies.measures.estimates import hedges_factor
from manystudies.measures.groups import MeanOf
from manystudies.measures.identity import Filled, Identity, Outcome
from manystudies.measures.printed import Printed
from manystudies.measures.wording import shown

_NAME = "standardised mean difference"
_ODDS = "standardised mean difference and odds ratio"
_BORENSTEIN = "Borenstein (2009), Handbook of Research Synthesis, chapter 12"


def _denominators(first: MeanOf, second: MeanOf, sds: tuple[float, float]) -> dict[str, float]:
    """What the difference is divided by, by name of the measure."""
    one, two = sds
    degrees = first.people + second.people - 2
    pooled = sqrt(((first.people - 1) * one * one + (second.people - 1) * two * two) / degrees)
    return {
        "Cohen's d": pooled,
        "Hedges' g": pooled / hedges_factor(degrees),
        "d by the mean variance": sqrt((one * one + two * two) / 2),
        "Glass's Δ by the second SD": two,
        "Glass's Δ by the first SD": one,
    }


def check_standardised(printed: Printed, first: MeanOf, second: MeanOf) -> Outcome:
    """Whether a printed standardised difference is that of two groups, by any of its definitions, in either direction.

    d = (m₁ − m₂)/s with s pooled (Cohen, Hedges), the mean variance, or one group's SD (Glass).

    When not to believe an `inconsistent`: it may be of changes, adjusted, or from a t value of another design.
    """
    if min(first.people, second.people) < 2 or min(first.sd.value, second.sd.value) <= 0:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="two people a group and SDs above 0", identity=_NAME)
    size = Printed(printed.text, abs(printed.value), printed.decimals)
    difference = abs(float(first.mean.value - second.mean.value))
    differences = Box(
        float(first.mean.bounds[0] - second.mean.bounds[1]), float(first.mean.bounds[1] - second.mean.bounds[0])
    ).size  # fmt: skip
    boxes = box_of(first.sd), box_of(second.sd)
    least, most = (
        _denominators(first, second, (max(boxes[0].low, 0.0), max(boxes[1].low, 0.0))),
        _denominators(first, second, (boxes[0].high, boxes[1].high)),
    )
    found: list[tuple[str, float, Box]] = []
    for name, denominator in _denominators(first, second, (float(first.sd), float(second.sd))).items():
        possible = Box(differences.low / most[name], differences.high / least[name] if least[name] > 0 else inf)
        found.append((name, difference / denominator, possible))
    for wanted in ("consistent", "by_rounding"):
        for name, value, possible in found:
            agreement = agree_nearly(size, value, possible)
            if agreement.verdict == wanted:
                recomputed = shown(value, printed.decimals + 1)
                detail = f"{_worded(first)} and {_worded(second)} give {recomputed} ({name}); printed is {printed.text}."
                return Outcome(agreement.verdict, recomputed, possible.low, possible.high, detail, name, identity=_NAME)
    name, value, possible = found[0]
    recomputed = shown(value, printed.decimals + 1)
    detail = f"{_worded(first)} and {_worded(second)} give {recomputed} ({name}); printed is {printed.text}."
    low, high = min(each.low for _, _, each in found), max(each.high for _, _, each in found)
    return Outcome("inconsistent", recomputed, low, high, detail, identity=_NAME)


def _worded(group: MeanOf) -> str:
    return f"{group.mean.text} ± {group.sd.text} ({group.people})"


def fill_standardised_of_t(t: Printed, first_people: int, second_people: int) -> Filled | None:
    """Hedges' g from the t value of two independent groups: g = J t √(1/n₁ + 1/n₂); None with too few people."""
    degrees = first_people + second_people - 2
    if min(first_people, second_people) < 1 or degrees < 2:  # noqa: PLR2004
        return None
    factor = hedges_factor(degrees) * sqrt(1 / first_people + 1 / second_people)
    box = box_of(t)
    texts = (t.text, str(first_people), str(second_people))
    return Filled(
        "standardised mean difference", float(t) * factor, _NAME, texts, box.low * factor, box.high * factor, "independent groups"
    )


def fill_log_odds_ratio(standardised: Printed) -> Filled:
    """The log odds ratio of a standardised difference: ln OR = d π/√3, assuming a logistic outcome.

    Source: Chinn (2000), https://doi.org/10.1002/1097-0258(20001130)19:22<3127::AID-SIM784>3.0.CO;2-M
    """
    box, factor = box_of(standardised), pi / sqrt(3)
    value = float(standardised) * factor
    return Filled("log odds ratio", value, _ODDS, (standardised.text,), box.low * factor, box.high * factor, "a logistic outcome")


STANDARDISED = Identity(
    _NAME, "conventional", "d = (m₁ − m₂)/s; g = J d; d = t √(1/n₁ + 1/n₂)", _BORENSTEIN, ("printed", "first", "second"), check_standardised,
    (fill_standardised_of_t,),
)  # fmt: skip
STANDARDISED_ODDS = Identity(
    _ODDS, "estimator", "ln OR = d π/√3", "Chinn (2000); Cochrane Handbook, section 10.6", ("standardised",), fills=(fill_log_odds_ratio,),
)  # fmt: skip
