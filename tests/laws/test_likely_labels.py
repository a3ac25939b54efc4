"""The labels that are likelier at each place of a chain of two labels."""

from itertools import product
from math import exp

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from manystudies.findings.linear import Chain, likely_labels

WEIGHT = some.floats(-3, 3, allow_nan=False, width=32)


@settings(max_examples=60, deadline=None)
@given(some.data(), some.integers(1, 6))
def test_the_labels_are_those_that_summing_over_all_paths_gives(data: some.DataObject, length: int) -> None:
    scored = np.array(data.draw(some.lists(some.tuples(WEIGHT, WEIGHT), min_size=length, max_size=length)), dtype=np.float32)
    moves = np.array(data.draw(some.lists(WEIGHT, min_size=8, max_size=8)), dtype=np.float32).reshape(2, 2, 2)
    start = np.array(data.draw(some.tuples(WEIGHT, WEIGHT)), dtype=np.float32)
    steps = data.draw(some.lists(some.integers(0, 1), min_size=length, max_size=length))
    same = data.draw(some.lists(WEIGHT, min_size=length, max_size=length))
    model = Chain(("a", "b"), {}, np.zeros((0, 2), dtype=np.float32), 1.0, moves, start, {})
    odds = np.zeros((length, 2))
    for path in product((0, 1), repeat=length):
        total = float(start[path[0]]) + sum(float(scored[place, label]) for place, label in enumerate(path))
        for place in range(1, length):
            total += float(moves[steps[place], path[place], path[place - 1]]) + (same[place] if path[place] == path[place - 1] else 0.0)
        for place, label in enumerate(path):
            odds[place, label] += exp(total)
    found = likely_labels(model, scored, steps, same)
    for place, label in enumerate(found):
        assert odds[place, label] >= odds[place, 1 - label] * (1 - 1e-4)


def test_weights_that_make_all_but_certain_do_not_overflow() -> None:
    model = Chain(
        ("a", "b"), {}, np.zeros((0, 2), dtype=np.float32), 1.0, np.zeros((1, 2, 2), dtype=np.float32), np.zeros(2, dtype=np.float32), {}
    )
    scored = np.array([[900.0, 0.0]] * 50, dtype=np.float32)
    assert likely_labels(model, scored, [0] * 50, [900.0] * 50) == [0] * 50
