"""Texts laid end to end as arrays say of each number what the texts say one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manystudies.findings.laid_out import EDGE, count_of, laid_out, last_of, next_of, ranges
from manystudies.findings.linear import Chain, merged, scores
from manystudies.findings.number_values import AGAIN, AS_SIZED, LARGEST, SIZED, SUM, SUM_BEHIND, TWICE, shown_by_values, sizes_of
from manystudies.findings.numbers import cut_for_numbers

PLACES = st.lists(st.integers(0, 40), unique=True).map(sorted)
QUESTIONS = st.lists(st.integers(0, 40), min_size=1, max_size=9)


@given(PLACES, QUESTIONS)
def test_places_are_found_from_others(places, questions):
    some, at = np.array(places, dtype=np.int64), np.array(questions)
    for one, behind, before in zip(questions, next_of(some, at), last_of(some, at), strict=True):
        assert behind == min([each for each in places if each >= one], default=behind)
        assert before == max([each for each in places if each <= one], default=before)
        assert behind >= one >= before
    assert count_of(some, at, at + 5).tolist() == [sum(one <= each < one + 5 for each in places) for one in questions]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), min_size=1, max_size=6))
def test_ranges_stand_one_behind_the_other(pairs):
    begins, counts = map(np.array, zip(*pairs, strict=True))
    assert ranges(begins, begins + counts).tolist() == [place for begin, count in pairs for place in range(begin, begin + count)]


def test_tokens_sentences_and_numbers_keep_their_texts():
    texts = [cut_for_numbers(text) for text in ("Iron was given to 12 women. Of these, 5% felt ill.", "No number.", "Two of 9 men left.")]
    told = laid_out(texts)
    for text, tokens in enumerate(texts):
        assert told.ids[told.starts[text] : told.stops[text]].tolist() == tokens.ids
        assert not told.ids[told.stops[text] : told.stops[text] + EDGE].any()
        assert (told.text_of[told.starts[text] : told.stops[text]] == text).all()
    numbers = [(text, each) for text, tokens in enumerate(texts) for each in tokens.candidates]
    assert told.text.tolist() == [text for text, _ in numbers]
    assert told.value.tolist() == [each.value for _, each in numbers]
    assert told.place.tolist() == [texts[text].sentence[each.first] for text, each in numbers]
    assert (told.first - told.starts[told.text]).tolist() == [each.first for _, each in numbers]
    assert all(begin <= first <= last < end for begin, first, last, end in zip(told.begin, told.first, told.last, told.end, strict=True))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zinc (n = 30) and placebo (n = 20) for 50 women.", [SIZED, SIZED, SUM | LARGEST]),
        ("Zinc (n = 30) helped 30 women.", [SIZED | TWICE | LARGEST, AS_SIZED | TWICE | AGAIN | LARGEST]),
        ("We saw 9 women, 4 with pain and 5 without, that is 44%.", [SUM_BEHIND | LARGEST, 0, 0, 0]),
    ],
)
def test_a_value_shows_how_it_meets_the_others_of_its_text(text, shown):
    alone = laid_out([cut_for_numbers(text)])
    assert shown_by_values(alone).tolist() == shown
    among = laid_out([cut_for_numbers(each) for each in ("We saw 50 men, 30 old.", text, "Pain fell by 9.")])
    assert shown_by_values(among)[among.text == 1].tolist() == shown


def test_fractions_are_sized_apart_from_whole_numbers():
    sizes = sizes_of(np.array([0, 1, 2, 100, 101, 10_000, 1e17, 0.5, 1.5, 50.5, 100.5])).tolist()
    assert sizes == [0, 1, 2, 6, 7, 10, 10, 11, 12, 13, 14]


def test_a_merged_chain_weighs_a_feature_alone_and_behind_its_prefix():
    weights = np.array([[1], [10], [100], [0]], dtype=np.float32)
    model = Chain(("one",), {"big": 0, "title big": 1, "title old": 2}, weights, 1.0, np.zeros((1, 1, 1)), np.zeros(1), {})
    features = [["big"], ["old"], ["big", "old", "new"], []]
    spelt = [[*each, *[f"title {name}" for name in each]] for each in features]
    assert scores(merged(model, "title "), features).tolist() == scores(model, spelt).tolist() == [[11], [100], [111], [0]]
