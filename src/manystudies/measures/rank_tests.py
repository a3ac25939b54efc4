"""The smallest p-value a rank test can give for so many people, whatever the data."""

from math import comb, sqrt
from typing import Literal

from manystudies.measures.box import Box, p_box
from manystudies.measures.identity import Identity, Outcome
from manystudies.measures.normal import p_of_z
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.significance import printed_p
from manystudies.measures.wording import shown_p

_NAME = "smallest p of a rank test"
_MANY = 60
"""With more people than this, every printed p-value is possible."""
RankTest = Literal["rank-sum", "signed-rank"]


def smallest_p(test: RankTest, people: tuple[int, ...]) -> float:
    """The smallest two-tailed p-value of any data: exact, and by the normal approximation with as many ties as can be.

    Signed-rank (n): 2 / 2ⁿ, or z = √n; rank-sum (n₁, n₂): 2 / C(n₁ + n₂, n₁), or z = √(n₁ + n₂ − 1).

    Source: Wilcoxon (1945), https://doi.org/10.2307/3001968; Lehmann (1975), Nonparametrics
    """
    if test == "signed-rank":
        return min(2.0 ** (1 - people[0]), p_of_z(sqrt(people[0])))
    return min(2 / comb(people[0] + people[1], people[0]), p_of_z(sqrt(people[0] + people[1] - 1)))


def check_rank_test(p: Printed, test: RankTest, people: tuple[int, ...], comparator: Comparator = "=") -> Outcome:
    """Whether so few people can give the printed p-value by a rank test at all.

    >>> check_rank_test(Printed.read(".002"), "signed-rank", (12,)).verdict
    'consistent'
    >>> check_rank_test(Printed.read(".001"), "signed-rank", (5,), "<").verdict
    'inconsistent'
    """
    if len(people) != (1 if test == "signed-rank" else 2) or min(people, default=0) < 1:
        return Outcome("cannot_tell", needs="the number of people of each group", identity=_NAME)
    least = 0.0 if sum(people) > _MANY else smallest_p(test, people)
    possible = p_box(p, comparator).meets(Box(least, 1.0))
    words = " and ".join(str(size) for size in people)
    detail = f"A {test} test of {words} people gives p = {shown_p(least)} at the least; printed is {printed_p(p, comparator)}."
    return Outcome("consistent" if possible else "inconsistent", f"at least {shown_p(least)}", least, 1.0, detail, identity=_NAME)


RANK_TEST = Identity(
    _NAME, "conventional", "2 / 2ⁿ; 2 / C(n₁ + n₂, n₁)", "Wilcoxon (1945), https://doi.org/10.2307/3001968", ("p", "test", "people"),
    check_rank_test,
)  # fmt: skip
