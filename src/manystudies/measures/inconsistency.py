"""What a printed meta-analysis says of its own heterogeneity: I² and Q."""

from math import inf

from manystudies.measures.agreement import agree_nearly
from manystudies.measures.box import Box, box_of
from manystudies.measures.identity import Filled, Identity, Outcome
from manystudies.measures.printed import Printed
from manystudies.measures.wording import shown

_NAME = "I² and Q"
_HIGGINS = "Higgins & Thompson (2002), https://doi.org/10.1002/sim.1186"


def _i_squared(q: float, degrees: float) -> float:
    return max(0.0, (q - degrees) / q) * 100 if q > 0 else 0.0


def check_i_squared(i_squared: Printed, q: Printed, degrees: Printed) -> Outcome:
    """Whether a printed I² (percent) follows from Q: I² = 100 · max(0, (Q − df) / Q).

    Where it does not, the verdict is `cannot_tell`: since 2025 Cochrane's software computes I² from τ² instead, which
    need not agree.

    >>> check_i_squared(Printed.read("92"), Printed.read("152.2"), Printed.read("12")).verdict
    'consistent'
    """
    box = box_of(q)
    if box.high <= 0 or degrees.value < 1:
        return Outcome("cannot_tell", needs="Q above 0 and at least one degree of freedom", identity=_NAME)
    freedom = float(degrees)
    possible = Box(_i_squared(max(box.low, 0.0), freedom), _i_squared(box.high, freedom))
    value = _i_squared(float(q), freedom)
    agreement = agree_nearly(i_squared, value, possible)
    recomputed = shown(value, i_squared.decimals + 1)
    detail = f"Q = {q.text} with {degrees.text} degrees of freedom gives I² = {recomputed} %; printed is {i_squared.text} %."
    if agreement.right:
        return Outcome(agreement.verdict, recomputed, possible.low, possible.high, detail, agreement.assumption, identity=_NAME)
    needs = "an I² computed from τ², which need not agree with Q"
    return Outcome("cannot_tell", recomputed, possible.low, possible.high, detail, needs=needs, identity=_NAME)


def fill_q(i_squared: Printed, studies: int) -> Filled | None:
    """Q from I² and the number of studies: Q = df / (1 − I²); None for I² of 0 or 100 %, from which it does not follow."""
    box = box_of(i_squared)
    if studies < 2 or not 0 < i_squared.value < 100:  # noqa: PLR2004
        return None
    low, high = ((studies - 1) / (1 - end / 100) if end < 100 else inf for end in (max(box.low, 0.0), box.high))  # noqa: PLR2004
    value = (studies - 1) / (1 - float(i_squared) / 100)
    return Filled("Q", value, _NAME, (i_squared.text, str(studies)), low, high if high < inf else None, "I² from Q")


I_SQUARED = Identity(
    _NAME, "conventional", "I² = 100 · max(0, (Q − df) / Q)", _HIGGINS, ("i_squared", "q", "degrees"), check_i_squared, (fill_q,),
)  # fmt: skip
