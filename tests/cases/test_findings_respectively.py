"""Lists with "respectively": two results in one breath, two groups in another."""

import pytest

from manystudies.documents import read_abstract
from manystudies.findings import TwoArms, find_findings

ASSIGNED = "Adults were randomised to iron (n = 40) or placebo (n = 38). "
LISTED = [
    ("Response occurred in 60% and 35% in the iron and placebo groups, respectively.", (60, 35), None),
    ("Response rates with iron and placebo were 60% and 35%, respectively (p = 0.03).", (60, 35), 0.03),
    ("Nausea was seen in 24 (60%) and 13 (34.2%) patients in the iron and placebo arms, respectively.", (60, 34.2), None),
]
NO_GROUPS = [
    "Scores for pain and stiffness were 3.1 ± 1.0 and 2.2 ± 1.0, respectively.",
    "The score at baseline and week 12 was 24.1 ± 5.0 and 12.2 ± 4.0, respectively.",
    "Rates were 60%, 50% and 35% at three, six and nine months, respectively.",
]


def two_arms(text):
    return [each for each in find_findings(read_abstract(ASSIGNED + text)) if isinstance(each, TwoArms)]


@pytest.mark.parametrize(("text", "percents", "p"), LISTED)
def test_a_list_gives_each_group_its_own_result(text, percents, p):
    [found] = two_arms(text)
    assert (found.first.arm.name.split()[0], found.second.arm.name.split()[0]) == ("iron", "placebo")
    assert (float(found.first.percent), float(found.second.percent)) == percents
    assert (float(found.first.arm.people), float(found.second.arm.people)) == (40, 38)
    assert (found.p and float(found.p.number)) == p


def test_means_of_a_list_keep_their_spread_and_group():
    [found] = two_arms("The mean score was 12.1 ± 3.2 and 15.0 ± 3.5 in the iron and placebo group, respectively (p = 0.01).")
    assert [float(each.summary.centre) for each in (found.first, found.second)] == [12.1, 15.0]
    assert found.context.outcome == "score"


@pytest.mark.parametrize("text", NO_GROUPS)
def test_a_list_of_outcomes_or_times_compares_no_groups(text):
    assert two_arms(text) == []
