"""What trials of combinations can tell: the verdict first, then numbers, and no number where there is none."""

import pickle
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.errors import PoolingError
from manystudies.measures import Effect
from manystudies.pooling import Components, Contrast, Network, NotPooled, judge_combinations, pool_components, pool_network


def contrast(study: str, first: str, second: str, estimate: float, variance: float = 0.05) -> Contrast:
    return Contrast(study, first, second, Effect("MD", estimate, variance, f"{study} {first} {second}"))


def components(*contrasts: Contrast) -> Components:
    found = pool_components(contrasts, inactive="placebo")
    assert isinstance(found, Components)
    return found


def four_arms(study: str, means: dict[str, float], variance: float = 0.02) -> list[Contrast]:
    names = list(means)
    return [
        contrast(study, first, second, means[first] - means[second], 2 * variance)
        for index, first in enumerate(names)
        for second in names[index + 1 :]
    ]


def test_components_given_only_together_are_named_and_have_no_number() -> None:
    found = components(contrast("one", "iron + vitamin C", "placebo", -1.0), contrast("two", "exercise", "placebo", -0.5))
    assert found.identification.tangled == (("iron", "vitamin C"),)
    assert found.identification.separable == ("exercise",)
    assert found.effect(("iron",)) is None
    assert found.effect(("vitamin C",)) is None
    together = found.effect(("iron", "vitamin C"))
    assert together is not None
    assert together.estimate == pytest.approx(-1.0)
    assert "iron and vitamin C cannot be told apart" in found.summary()
    assert found.rows()[1]["estimate"] is None


def test_islands_that_share_a_component_are_connected_by_it() -> None:
    found = components(contrast("one", "iron", "placebo", -1.0), contrast("two", "iron + exercise", "exercise", -1.2))
    assert len(found.identification.parts) == 2
    assert not found.identification.connected
    iron = found.effect(("iron",))
    assert iron is not None
    assert iron.estimate == pytest.approx(-1.1)
    assert found.identification.separable == ("iron",)
    assert found.effect(("exercise",)) is None


def test_effects_that_do_not_add_up_are_found_by_the_test_and_within_a_factorial_trial() -> None:
    trial = four_arms("factorial", {"placebo": 0.0, "iron": -1.0, "exercise": -1.0, "iron + exercise": 0.0}, 0.005)
    found = components(*trial, contrast("two", "iron", "placebo", -1.0))
    assert found.identification.testable == 1
    _, df, p = found.q_difference
    assert df == 1
    assert p is not None
    assert p < 0.001
    assert found.interactions[0].estimate == pytest.approx(2.0)
    assert found.interactions[0].standard_error == pytest.approx((4 * 0.005) ** 0.5)
    assert "contradicted" in found.warnings[0]


def test_a_combination_is_not_called_better_on_one_trial_nor_on_an_assumption() -> None:
    trials = [contrast("one", "iron", "placebo", -1.0, 0.01), contrast("two", "exercise", "placebo", -0.8, 0.01)]
    model = components(*trials)
    (asked,) = judge_combinations(model, small_is_good=True, asked=[("iron", "exercise")])
    assert asked.best_single == "iron"
    assert asked.basis == "additivity assumed"
    assert not asked.better
    assert "nothing tests whether effects add up" in asked.sentence
    head_to_head = [*trials, contrast("three", "exercise + iron", "iron", -0.9, 0.01)]
    network = pool_network(head_to_head)
    assert isinstance(network, Network)
    (tried,) = judge_combinations(components(*head_to_head), network, small_is_good=True)
    assert tried.basis == "one trial"
    assert not tried.better
    assert "one trial is not enough" in tried.sentence
    more = [*head_to_head, contrast("four", "exercise + iron", "iron", -0.8, 0.01)]
    network = pool_network(more)
    assert isinstance(network, Network)
    (shown,) = judge_combinations(components(*more), network, small_is_good=True)
    assert shown.better
    assert "was better than iron alone" in shown.sentence


def test_a_combination_whose_parts_were_never_tried_alone_is_not_judged() -> None:
    model = components(contrast("one", "a + b", "placebo", -1.0), contrast("two", "a + b", "placebo", -1.0))
    (found,) = judge_combinations(model, small_is_good=True)
    assert found.effect is None
    assert "cannot be told" in found.sentence


def test_a_model_pickles_and_compares_and_refuses_unknown_names() -> None:
    found = components(contrast("one", "iron", "placebo", -1.0), contrast("two", "iron + exercise", "iron", -0.2))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert "doi:10.1002/bimj.201800167" in found.methods()
    with pytest.raises(PoolingError, match="magnesium"):
        found.effect(("magnesium",))


def test_two_names_for_one_combination_are_refused() -> None:
    found = pool_components([contrast("one", "a + b", "b + a", 0.1)])
    assert isinstance(found, NotPooled)
    assert "same components" in found.reason


@given(
    st.lists(st.tuples(st.sampled_from([("a", "b"), ("b", "c"), ("a", "c")]), st.floats(-2, 2), st.floats(0.02, 1)), min_size=3, max_size=8)
)
@settings(deadline=None, max_examples=40)
def test_one_component_each_is_the_network(rows: list[tuple[tuple[str, str], float, float]]) -> None:
    fixed = [contrast("x", "a", "b", 0.3), contrast("y", "b", "c", -0.2)]
    contrasts = fixed + [contrast(str(index), *pair, estimate, variance) for index, (pair, estimate, variance) in enumerate(rows)]
    network, model = pool_network(contrasts), pool_components(contrasts)
    assert isinstance(network, Network)
    assert isinstance(model, Components)
    for first, second in (("a", "b"), ("b", "c"), ("a", "c")):
        mine, theirs = model.effect((first,), (second,)), network.effect(first, second)
        assert mine is not None
        assert isclose(mine.estimate, theirs.estimate, rel_tol=1e-6, abs_tol=1e-8)
        assert isclose(mine.standard_error, theirs.standard_error, rel_tol=1e-6)
    assert isclose(model.tau2, network.tau2, rel_tol=1e-6, abs_tol=1e-9)
