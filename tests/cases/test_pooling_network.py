"""What a network says of itself, and what it declines."""

import pickle

from manystudies.measures import Effect
from manystudies.pooling import Contrast, Islands, Network, NotPooled, pool_network, rank_treatments, split_by_design, split_network


def contrast(study: str, first: str, second: str, estimate: float, variance: float = 0.1) -> Contrast:
    return Contrast(study, first, second, Effect("MD", estimate, variance, f"{study} {first} {second}"))


LOOP = [
    contrast("one", "iron", "placebo", -1.0),
    contrast("two", "iron", "placebo", -1.4),
    contrast("three", "exercise", "placebo", -0.5),
    contrast("four", "exercise", "iron", 0.6),
]


def test_a_network_tells_itself_pickles_and_compares() -> None:
    network = pool_network(LOOP)
    assert isinstance(network, Network)
    assert pickle.loads(pickle.dumps(network)) == network  # noqa: S301
    assert "iron against exercise" in network.summary()
    assert "doi:10.1002/jrsm.1058" in network.methods()
    assert [len(row) for row in network.league()] == [3, 3, 3]
    assert len(network.rows()) == 3
    assert "<table>" in network._repr_html_()


def test_two_islands_are_explained_and_each_is_pooled() -> None:
    found = pool_network([*LOOP, contrast("five", "massage", "rest", -0.2), contrast("six", "massage", "rest", -0.4)])
    assert isinstance(found, Islands)
    assert found.parts == (("exercise", "iron", "placebo"), ("massage", "rest"))
    assert all(isinstance(each, Network) for each in found.networks)
    assert "massage, rest" in found.reason
    assert "would connect them" in found.summary()


def test_a_trial_of_three_arms_needs_all_its_comparisons() -> None:
    found = pool_network([*LOOP, contrast("five", "a", "placebo", 0.1), contrast("five", "iron", "placebo", 0.1)])
    assert isinstance(found, NotPooled)
    assert "not every comparison" in found.reason


def test_a_comparison_given_twice_by_one_trial_is_refused() -> None:
    found = pool_network([*LOOP, contrast("one", "placebo", "iron", 1.0)])
    assert isinstance(found, NotPooled)
    assert "twice" in found.reason


def test_comparisons_of_one_trial_that_contradict_each_other_are_refused() -> None:
    three = [contrast("five", "a", "b", 1.0), contrast("five", "b", "c", 1.0), contrast("five", "a", "c", 1.0)]
    found = pool_network([*LOOP, *three])
    assert isinstance(found, NotPooled)
    assert "contradict" in found.reason


def test_standard_errors_that_cannot_belong_together_are_refused() -> None:
    three = [contrast("five", "a", "b", 1.0, 0.1), contrast("five", "b", "c", 1.0, 0.1), contrast("five", "a", "c", 2.0, 5.0)]
    found = pool_network([*LOOP, *three])
    assert isinstance(found, NotPooled)
    assert "cannot belong together" in found.reason


def test_loops_that_disagree_are_warned_of_and_found() -> None:
    network = pool_network(
        [contrast("one", "a", "b", 2.0, 0.01), contrast("two", "b", "c", 2.0, 0.01), contrast("three", "a", "c", -2.0, 0.01)],
        model="common",
    )
    assert isinstance(network, Network)
    assert "disagree" in network.warnings[0]
    assert len(split_network(network).disagreeing) == 3
    designs = split_by_design(network)
    assert designs.between.df == 1
    assert designs.total.q > 100


def test_a_treatment_tried_once_is_never_surely_the_best() -> None:
    network = pool_network([*LOOP, contrast("five", "miracle", "placebo", -9.0, 0.01)])
    assert isinstance(network, Network)
    ranking = rank_treatments(network, small_is_good=True)
    assert ranking.ranks[0].treatment == "miracle"
    assert ranking.best is None
    assert "no treatment is surely the best" in ranking.summary()
