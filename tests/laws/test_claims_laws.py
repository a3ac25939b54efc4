"""Laws of claims: whatever the text, spans hold what they say, and the quick look never hides a phrase."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.claims import find_claims, sentence_ranges, wording_of
from manystudies.claims.phrases import read_phrasebook, words_of
from manystudies.documents import read_abstract, read_document

WORDS = st.sampled_from(
    ["Zinc", "iron", "helps", "isn’t", "doesn't", "not", "may", "cures", "risk", "of", "RLS", "proven", "to", "is", "crucial", "in", "managing", "5X", "more likely", "?", ".", "!", "\n\n", "(", ")", "[3]", "–", "β-carotene", "no", "significant", "difference", "after", "from 3 to 2", "anti-inflammatory", "effects", "in patients with", "gout"]
)  # fmt: skip
TEXTS = (st.lists(WORDS | st.text(max_size=6), max_size=30).map(" ".join)) | st.text(max_size=300)
LADDER = read_phrasebook("ladder.tsv")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_claim_stands_where_its_span_says(text):
    document = read_abstract(text)
    for claim in find_claims((document,), ()):
        assert document.words(claim.span) == claim.text
        assert claim.strength_words is None or claim.span.covers(claim.strength_words)
        assert all(claim.span.meets(hedge) for hedge in claim.hedges)
        assert 1 <= claim.strength <= 5


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_quick_look_never_hides_a_phrase(text):
    if any(True for _ in LADDER.matches(words_of(text))):
        assert LADDER.may_match(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_come_in_order_and_lose_no_word(text):
    ranges = list(sentence_ranges(text))
    assert all(start < end for start, end in ranges)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    assert "".join("".join(text[start:end].split()) for start, end in ranges) == "".join(text.split())


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_wording_is_the_same_every_time(text):
    assert wording_of(text) == wording_of(text)


def test_hostile_texts_are_read_in_linear_time():
    for text in ("not " * 50_000, "may help " * 30_000, "(" * 200_000, "5x " * 60_000, "plays a " * 40_000):
        wording_of(text[:1500])
        list(sentence_ranges(text))
        find_claims((read_document(text.encode()),), ())
