"""What holds for studies and identifiers of any text."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manystudies.documents import read_abstract, read_document
from manystudies.studies import StudyPlaces, find_identifiers, find_studies, identifier_of_address, identifiers_in, read_design, study_of
from manystudies.studies.doi import tidy_doi

DOIS = st.from_regex(r"10\.\d{4,5}/[a-z0-9.()_-]{1,20}[a-z0-9]", fullmatch=True)
PIECES = st.sampled_from(
    [
        "## ", "**", "\n\n", "\n", "* ", "Zinc for colds in nurses: a randomised trial", "J Ex Med. 2019 Mar;12(3):45-52.", "Doe J, Roe R, Poe E.", "METHODS: ", "RESULTS: ",
        "120 adults were randomly assigned to zinc. ", "P < 0.001", "doi:10.9999/abc.12", "PMID: 123456", "[1](https://pubmed.ncbi.nlm.nih.gov/123/)", "See also", "References", "1. Doe J (2012) Zinc and sleep. Sleep 13:32-40",
        "| Trial | Year |", "| --- | --- |", "| Doe | 1999 |", "\N{EN DASH}", " - RCT Nov 2018", "Zinc helps colds. ", "doi:10.1155/2011",
    ]
)  # fmt: skip


@given(st.text(alphabet="10./%2fFaAbB-\N{EN DASH}\N{SOFT HYPHEN}() ", max_size=30))
def test_tidying_a_doi_twice_changes_nothing(printed):
    assert tidy_doi(tidy_doi(printed)) == tidy_doi(printed)


@given(DOIS, st.sampled_from(["doi:{}", "https://doi.org/{}", "({})", "{}.", "doi {}", "https://ex.org/doi/full/{}?x=1"]))
def test_reading_the_value_of_an_identifier_again_gives_the_same_value(doi, frame):
    for found in identifiers_in(frame.format(doi)):
        again = identifiers_in(found.value)
        assert not again or again[0].value == found.value


@given(st.text(alphabet="10./doiDOI:PMID NCTPMC2011abc-()[]%<>", max_size=80))
def test_identifiers_do_not_overlap_and_lie_in_the_text(text):
    found = identifiers_in(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    identifier_of_address(text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_value_of_a_study_is_the_words_at_its_span(text):
    document = read_document(text.encode())
    studies = find_studies([document])
    keys = [study.key for study in studies]
    assert len(keys) == len(set(keys))
    for study in studies:
        assert (study.design == "unknown") == (study.design_words is None)
        for worded in (study.title, study.journal, study.year):
            if worded is not None:
                assert " ".join(document.words(worded.span).split()) == worded.value
        if study.people is not None and document.words(study.people.span).replace(",", "").isdigit():
            assert document.words(study.people.span).replace(",", "") == study.people.value
        for span in (study.place, *study.places, *(each.span for each in study.identifiers)):
            assert document.quote(span)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join), st.integers(0, 400))
def test_a_place_belongs_to_at_most_one_of_the_studies_found(text, offset):
    document = read_document(text.encode())
    studies = find_studies([document])
    found = study_of(document, min(offset, max(0, len(document.view.text) - 1)), studies)
    assert found is None or found in studies
    places = StudyPlaces(document, studies)
    assert all(places.at(at) == study_of(document, at, studies) for at in range(0, len(document.view.text), 7))


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_same_page_gives_the_same_studies_every_time_and_twice_the_page_no_more(text):
    document = read_document(text.encode())
    once = find_studies([document])
    assert find_studies([document]) == once
    assert [study.key for study in find_studies([document, document])] == [study.key for study in once]


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_design_is_read_from_any_text_without_trouble(title, body):
    found = read_design(title, body)
    assert found is None or found.start < found.end


@pytest.mark.parametrize(
    "text",
    [
        "10.1234/" * 60_000,
        "(" * 500_000,
        "doi:" * 100_000,
        "1 (2) [3] " * 50_000,
        "A B, " * 100_000,
        "prospective " * 40_000,
        "a hundred and " * 40_000,
        "## a\n\n" * 20_000,
    ],
    ids=["dois", "brackets", "prefixes", "digits", "names", "cues", "numbers", "headings"],
)
def test_time_grows_with_the_length_of_hostile_text_alone(text):
    document = read_abstract(text)
    start = time.process_time()
    find_identifiers(document)
    find_studies([document])
    assert time.process_time() - start < 10
