"""Every result of pooling tells itself: in words, in rows, as a methods paragraph, in a notebook; and it pickles and compares."""

import pickle

import numpy as np
import pytest

from manystudies.measures import Effect
from manystudies.pooling import (
    Components,
    Contrast,
    Network,
    contributions,
    cumulative,
    influence,
    judge_combinations,
    leave_one_out,
    meta_regression,
    pool,
    pool_components,
    pool_dependent,
    pool_events,
    pool_network,
    pool_rows,
    pool_subgroups,
    rank_treatments,
    selection_model,
    small_study_effects,
    split_by_design,
    split_network,
    trim_and_fill,
)

EFFECTS = [
    Effect(
        "OR",
        -0.5 + 0.11 * (number % 5) + 0.02 * number,
        0.03 + 0.01 * (number % 7),
        f"k{number}",
        f"Study {number} <i>",
        people=100,
        group="ab"[number % 2],
        counts=(10 + number, 100, 14 + number % 3, 90),
        study=f"s{number}",
    )
    for number in range(14)
]
DEPENDENT = [
    Effect(each.measure, each.estimate, each.variance, each.key, each.label, study=f"s{number // 2}") for number, each in enumerate(EFFECTS)
]
Y, V = np.array([each.estimate for each in EFFECTS]), np.array([each.variance for each in EFFECTS])


def contrasts():
    arms = {"placebo": 0.0, "a": -0.3, "b": -0.2, "a + b": -0.6}
    pairs = [("a", "placebo"), ("b", "placebo"), ("a + b", "placebo"), ("a", "b"), ("a + b", "a"), ("a", "placebo")]
    return [
        Contrast(f"T{n}", one, two, Effect("OR", arms[one] - arms[two] + 0.05 * (n % 3), 0.04, f"t{n}", f"T{n}", study=f"T{n}"))
        for n, (one, two) in enumerate(pairs)
    ]


def network():
    made = pool_network(contrasts())
    assert isinstance(made, Network)
    return made


def components():
    made = pool_components(contrasts(), inactive="placebo")
    assert isinstance(made, Components)
    return made


RESULTS = {
    "pooled": lambda: pool(EFFECTS),
    "common": lambda: pool(EFFECTS, model="common"),
    "tables": lambda: pool(EFFECTS, method="MH"),
    "not pooled": lambda: pool(EFFECTS[:1]),
    "events": lambda: pool_events(EFFECTS),
    "rows": lambda: pool_rows(np.stack((Y[:3], Y[3:6])), np.stack((V[:3], V[3:6]))),
    "subgroups": lambda: pool_subgroups(EFFECTS),
    "regression": lambda: meta_regression(EFFECTS, {"dose": [float(number) for number in range(14)]}),
    "multilevel": lambda: pool_dependent(DEPENDENT),
    "left out": lambda: leave_one_out(EFFECTS),
    "cumulative": lambda: cumulative(EFFECTS),
    "influence": lambda: influence(EFFECTS),
    "selection": lambda: selection_model(EFFECTS, steps=(0.5,), alternative="less"),
    "small studies": lambda: small_study_effects(EFFECTS),
    "trim and fill": lambda: trim_and_fill(Y, V),
    "network": network,
    "islands": lambda: pool_network([*contrasts(), Contrast("X", "c", "d", Effect("OR", 0.1, 0.1, "x", study="X"))]),
    "contributions": lambda: contributions(network()),
    "designs": lambda: split_by_design(network()),
    "splits": lambda: split_network(network()),
    "ranking": lambda: rank_treatments(network(), small_is_good=True),
    "components": components,
    "combination": lambda: judge_combinations(components(), network(), small_is_good=True)[0],
}
UNREFERENCED = {"not pooled", "islands"}


@pytest.mark.parametrize("kind", list(RESULTS))
def test_a_result_tells_itself(kind):
    result = RESULTS[kind]()
    assert result.summary().strip()
    rows = result.rows()
    assert rows
    assert all(isinstance(cell, float | int | str | None) for row in rows for cell in row.values())
    methods = result.methods()
    assert methods.strip()
    if kind not in UNREFERENCED:
        assert "manystudies " in methods
        assert "numpy " in methods
        assert "[1] " in methods
        assert "doi:" in methods
    html = result._repr_html_()
    assert html.startswith("<")
    assert "<i>" not in html


@pytest.mark.parametrize("kind", list(RESULTS))
def test_a_result_pickles_and_compares(kind):
    result = RESULTS[kind]()
    again = pickle.loads(pickle.dumps(result))  # noqa: S301 - made a line before
    assert again == result == RESULTS[kind]()
    assert result != RESULTS["pooled" if kind != "pooled" else "common"]()


def test_influence_names_who_lies_far_and_is_a_sequence():
    far = Effect("OR", 2.5, 0.04, "far", "Far away", study="far")
    found = influence([*EFFECTS, far])
    assert found.outlying == ("Far away",)
    assert len(found) == 15
    assert found[14].name == "Far away"
    assert "Far away pulls the pooled estimate most" in found.summary()
    assert influence(EFFECTS).outlying == ()
