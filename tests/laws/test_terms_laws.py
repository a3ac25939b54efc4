"""What holds for any text and any unit."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from manystudies.terms import find_terms, tidy_unit
from manystudies.terms.spelling import WORD, plain, runs_of

WORDS = st.sampled_from(
    ["vitamin", "D", "C", "and", "restless", "legs", "RLS", "iron", "(", ")", "25", "OH", "-", ".", "\n\n", "ﬁ", "İ", "'s ", "B₁₂", "IRLS"]
)


@given(st.lists(WORDS | st.text(max_size=6), max_size=40).map(" ".join))
def test_matches_are_in_order_do_not_overlap_and_are_not_empty(text):
    matches = find_terms(text)
    assert all(match.start < match.end for match in matches)
    assert all(one.end <= two.start for one, two in pairwise(matches))
    assert not matches or matches[-1].end <= len(text)


@given(st.text(max_size=60) | st.text(alphabet="aZ9é²½_-±· \n", max_size=40))
def test_the_runs_of_a_text_are_those_that_a_search_finds(text):
    assert runs_of(text) == WORD.findall(text)


@given(st.lists(WORDS | st.sampled_from(["a", "A1", "1", "in", "vitro", "vain", "D2"]), max_size=30).map(" ".join))
def test_a_name_begins_where_a_word_does(text):
    starts = {match.start() for match in WORD.finditer(plain(text))}
    assert all(match.start in starts for match in find_terms(text))


@given(st.text(alphabet="ngmulkICVdLµμ/ per·.", max_size=14))
def test_a_tidy_unit_stays_as_it_is(printed):
    assert tidy_unit(tidy_unit(printed)) == tidy_unit(printed)


def test_time_grows_with_the_length_alone():
    start = time.process_time()
    find_terms("vitamin (25 " * 100_000)
    assert time.process_time() - start < 5
