"""Many texts are read together as they are one by one, and numbers by the same best path."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.findings import read_numbers
from manystudies.findings.linear import Chain, best_path, sparse_paths
from manystudies.findings.paths import best_paths
from manystudies.review import read_row, read_rows

WORDS = st.sampled_from(
    [
        *(
            "We randomly assigned 120 women to zinc (n = 60) or placebo (n = 60). ",
            "Relief came to 12 of 58 (21%) versus 9 of 57 (16%; p = 0.4).",
        ),
        *(
            "mean ",
            "± ",
            "-3.5 ",
            "median ",
            "twenty-one ",
            "two hundred and ",
            "% ",
            "(",
            ") ",
            "[",
            "group ",
            "vs ",
            "1,234 ",
            "0.05 ",
            ". ",
            "n = ",
        ),
    ]
)
SAID = st.sampled_from(["METHODS: ", "may improve ", "\n", "Is it safe? ", "We found that iron was associated with less pain. "])
TEXTS = st.lists(WORDS, max_size=30).map("".join)


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, max_size=6))
def test_texts_read_together_are_read_as_alone(texts):
    rows = [{"id": place, "text": text} for place, text in enumerate(texts)]
    parts = ("numbers", "estimates")
    assert read_rows(rows, parts) == [read_row(row, parts) for row in rows]
    assert [row["numbers"] for row in read_rows(rows, parts)] == [read_numbers(text) for text in texts]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(WORDS | SAID, max_size=30).map("".join), max_size=6))
def test_sentences_read_together_are_read_as_alone(texts):
    rows = [{"id": place, "text": text} for place, text in enumerate(texts)]
    parts = ("estimates", "sentences", "sentence_strength")
    assert read_rows(rows, parts) == [read_row(row, parts) for row in rows]


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_the_paths_through_unsure_places_are_the_best_paths(seed, lengths):
    dice = np.random.default_rng(seed)
    labels, total = 4, sum(lengths)
    moves = dice.normal(size=(1, labels, labels)).astype(np.float32)
    model = Chain(tuple("abcd"), {}, np.zeros((0, labels), np.float32), 1.0, moves, dice.normal(size=labels).astype(np.float32), {})
    scored = dice.normal(scale=2, size=(total, labels)).astype(np.float32)
    scored[:, 0] += 2
    starts = np.cumsum([0, *lengths[:-1]]).tolist()
    whole = [
        label
        for start, length in zip(starts, lengths, strict=True)
        for label in best_path(model, scored[start : start + length], [0] * length)
    ]
    assert sparse_paths(model, scored, starts) == whole


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_the_paths_of_several_sequences_are_those_of_each_alone(seed, lengths):
    dice = np.random.default_rng(seed)
    labels, total = 4, sum(lengths)
    moves = dice.normal(size=(3, labels, labels)).astype(np.float32)
    model = Chain(tuple("abcd"), {}, np.zeros((0, labels), np.float32), 1.0, moves, dice.normal(size=labels).astype(np.float32), {})
    scored, steps = dice.normal(scale=2, size=(total, labels)).astype(np.float32), dice.integers(0, 3, size=total).tolist()
    starts = np.cumsum([0, *lengths[:-1]]).tolist()
    each = [
        best_path(model, scored[start : start + length], steps[start : start + length])
        for start, length in zip(starts, lengths, strict=True)
    ]
    assert best_paths(model, scored, lengths, steps) == [label for path in each for label in path]


def test_a_minus_in_front_of_a_number_belongs_to_it_and_a_dash_between_two_does_not():
    rows = read_numbers("Bone density changed by -3.6% in the zinc group and -0.7% in the placebo group (P = .04).")
    assert [(row["start"], row["value"]) for row in rows] == [(24, -3.6), (52, -0.7)]
    assert all(
        row["value"] > 0 for row in read_numbers("Pain fell in 5-10% of the zinc group (n = 20) and 30% of the placebo group (n = 22).")
    )
