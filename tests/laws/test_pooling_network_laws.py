"""Laws of networks: names and order mean nothing, two treatments are a plain pooling."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.measures import Effect
from manystudies.pooling import (
    Contrast,
    Network,
    Pooled,
    contributions,
    pool,
    pool_network,
    rank_treatments,
    split_by_design,
    split_network,
)

NAMES = ("a", "b", "c", "d")


@st.composite
def networks(draw: st.DrawFn) -> list[Contrast]:
    """Trials that connect four treatments, some of three arms, with effects and variances that belong together."""
    designs = [
        ("a", "b"),
        ("b", "c"),
        ("c", "d"),
        *draw(st.lists(st.sampled_from([("a", "b"), ("a", "c"), ("a", "b", "c"), ("b", "c", "d")]), max_size=5)),
    ]
    contrasts = []
    for index, design in enumerate(designs):
        means = {name: draw(st.floats(-2, 2)) for name in design}
        variances = {name: draw(st.floats(0.02, 1)) for name in design}
        for i, first in enumerate(design):
            for second in design[i + 1 :]:
                effect = Effect("MD", means[first] - means[second], variances[first] + variances[second], f"{index} {first}{second}")
                contrasts.append(Contrast(f"trial {index}", first, second, effect))
    return contrasts


def network(contrasts: list[Contrast], method: str = "REML") -> Network:
    found = pool_network(contrasts, method=method)  # type: ignore[arg-type]
    assert isinstance(found, Network)
    return found


def close(first: float, second: float) -> bool:
    return isclose(first, second, rel_tol=1e-6, abs_tol=1e-7)


@given(networks(), st.permutations(NAMES), st.sampled_from(["DL", "REML"]), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_names_and_order_change_nothing(contrasts: list[Contrast], names: list[str], method: str, chance: object) -> None:
    new = dict(zip(NAMES, names, strict=True))
    other = [Contrast(each.study, new[each.first], new[each.second], each.effect) for each in contrasts]
    chance.shuffle(other)  # type: ignore[attr-defined]
    first, second = network(contrasts, method), network(other, method)
    assert close(first.tau2, second.tau2)
    assert close(first.q, second.q)
    assert close(first.q_between, second.q_between)
    for one in NAMES:
        for two in NAMES:
            mine, theirs = first.effect(one, two), second.effect(new[one], new[two])
            assert close(mine.estimate, theirs.estimate)
            assert close(mine.standard_error, theirs.standard_error)


@given(networks())
@settings(deadline=None, max_examples=20)
def test_contributions_of_a_walk_do_not_depend_on_names_and_add_up_to_one(contrasts: list[Contrast]) -> None:
    new = dict(zip(NAMES, reversed(NAMES), strict=True))
    first = contributions(network(contrasts))
    second = contributions(network([Contrast(each.study, new[each.first], new[each.second], each.effect) for each in contrasts]))
    for pair, row in zip(first.estimates, first.shares, strict=True):
        assert isclose(sum(row), 1.0, rel_tol=1e-9)
        theirs = {frozenset(key): value for key, value in second.of(new[pair[0]], new[pair[1]]).items()}
        for column, share in zip(first.columns, row, strict=True):
            assert isclose(share, theirs[frozenset((new[column[0]], new[column[1]]))], rel_tol=1e-6, abs_tol=1e-9)


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 2)), min_size=2, max_size=8), st.sampled_from(["DL", "REML"]))
@settings(deadline=None, max_examples=40)
def test_a_network_of_two_treatments_is_a_plain_pooling(rows: list[tuple[float, float]], method: str) -> None:
    effects = [Effect("MD", y, v, str(index)) for index, (y, v) in enumerate(rows)]
    plain = pool(effects, method=method, test="normal")  # type: ignore[arg-type]
    assert isinstance(plain, Pooled)
    found = network([Contrast(effect.key, "x", "y", effect) for effect in effects], method)
    each = found.effect("x", "y")
    assert close(found.tau2, plain.tau2)
    assert close(each.estimate, plain.estimate)
    assert close(each.standard_error, plain.standard_error)
    assert close(found.q, plain.q)


@given(networks())
@settings(deadline=None, max_examples=20)
def test_direct_and_indirect_evidence_together_give_the_network_estimate(contrasts: list[Contrast]) -> None:
    for each in split_network(network(contrasts)).comparisons:
        if each.direct is None or each.indirect is None:
            continue
        one, two = each.direct.standard_error**-2, each.indirect.standard_error**-2
        assert isclose(
            (one * each.direct.estimate + two * each.indirect.estimate) / (one + two), each.network.estimate, rel_tol=1e-6, abs_tol=1e-6
        )


@given(networks())
@settings(deadline=None, max_examples=10)
def test_mean_ranks_and_p_scores_tell_the_same(contrasts: list[Contrast]) -> None:
    ranking = rank_treatments(network(contrasts), small_is_good=True)
    for rank in ranking.ranks:
        assert isclose(sum(rank.chances), 1.0)
        assert abs((4 - rank.mean_rank) / 3 - rank.p_score) < 0.01
    assert isclose(float(np.mean([rank.p_score for rank in ranking.ranks])), 0.5, abs_tol=1e-9)


def loop(*trials: tuple[str, str, float, float]) -> list[Contrast]:
    return [
        Contrast(f"S{number}", first, second, Effect("MD", estimate, variance, f"S{number}", study=f"S{number}"))
        for number, (first, second, estimate, variance) in enumerate(trials)
    ]


def test_a_closed_loop_disagrees_by_what_is_left_when_going_round_it() -> None:
    # Two trials of one pair differ within their design; around the loop only their mean counts.
    trials = [("a", "b", 0.9, 0.2), ("a", "b", 0.1, 0.3), ("b", "c", 0.7, 0.15), ("a", "c", 0.2, 0.25)]
    whole = pool_network(loop(*trials), model="common")
    assert isinstance(whole, Network)
    within = (0.9 - 0.1) ** 2 / (0.2 + 0.3)
    mean, variance = (0.9 / 0.2 + 0.1 / 0.3) / (1 / 0.2 + 1 / 0.3), 1 / (1 / 0.2 + 1 / 0.3)
    between = (mean + 0.7 - 0.2) ** 2 / (variance + 0.15 + 0.25)
    assert (whole.q_within, whole.q_within_df) == (pytest.approx(within), 1)
    assert (whole.q_between, whole.q_between_df) == (pytest.approx(between), 1)
    assert whole.q == pytest.approx(within + between)


def test_a_design_set_free_leaves_the_disagreement_of_the_other_loop() -> None:
    trials = [("a", "b", 0.9, 0.2), ("b", "c", 0.7, 0.15), ("a", "c", 0.2, 0.25), ("b", "d", -0.4, 0.1), ("a", "d", 0.6, 0.3)]
    detached = dict(split_by_design(network(loop(*trials))).detached)
    first = (0.9 + 0.7 - 0.2) ** 2 / (0.2 + 0.15 + 0.25)
    second = (0.9 - 0.4 - 0.6) ** 2 / (0.2 + 0.1 + 0.3)
    outer = (0.7 - 0.2 - (-0.4 - 0.6)) ** 2 / (0.15 + 0.25 + 0.1 + 0.3)
    found = {design: each.q for design, each in detached.items()}
    assert [found["b", "c"], found["a", "c"]] == pytest.approx([second, second])
    assert [found["b", "d"], found["a", "d"]] == pytest.approx([first, first])
    assert found["a", "b"] == pytest.approx(outer)
    assert {each.df for each in detached.values()} == {1}
