"""What changed between two wordings, and which sentences belong together."""

from dataclasses import replace

import pytest

from manystudies.checks import check
from manystudies.checks.wording_change import change_of
from manystudies.documents import Block, Revision, read_abstract

WORDINGS = [
    ("Zinc helps with colds.", "Zinc may help with colds.", "weakened"),
    ("Zinc cures colds.", "Zinc relieves colds.", "weakened"),
    ("Low zinc causes colds in winter.", "Low zinc is associated with colds in winter.", "weakened"),
    ("Zinc is crucial for a short cold.", "Zinc is involved in a short cold.", "weakened"),
    ("Zinc could relieve the cough.", "Zinc relieves the cough.", "strengthened"),
    ("Zinc is linked to fewer colds.", "Zinc prevents colds.", "strengthened"),
    ("Colds hinder work in winter.", "Colds affect work in winter.", "neutral"),
    ("Here is what readers asked.", "Here is what people asked.", "neutral"),
    ("Poor soil leads to zinc deficiency.", "Poor soil leads to zinc levels.", "meaning lost"),
    ("Many factors contribute to iron loss in runners.", "Many factors contribute to iron status in runners.", "meaning lost"),
    ("Zinc deficiency is common in winter.", "Zinc levels are common in winter.", "weakened"),
    ("Colds lasted 7 days.", "Colds lasted 5 days.", "numbers"),
]


@pytest.mark.parametrize(("old", "new", "direction"), WORDINGS)
def test_a_change_of_wording_has_the_direction_a_reader_would_give_it(old, new, direction):
    assert change_of(old, new).direction == direction


def test_the_words_that_differ_are_the_range_of_a_change():
    old, new = "Zinc helps with colds.", "Zinc may help with colds."
    change = change_of(old, new)
    assert old[slice(*change.old)] == "helps"
    assert new[slice(*change.new)] == "may help"


def _two_versions(old: str, new: str):
    text = f"{old}\n{new}"
    middle = len(old) + 1
    document = read_abstract(text)
    return replace(
        document,
        blocks=(Block("paragraph", "body", 0, len(old)), Block("paragraph", "body", middle, len(text))),
        revisions=(Revision(0, 0, middle), Revision(1, middle, len(text))),
    )


def test_each_changed_sentence_is_shown_in_both_versions_and_equal_ones_are_not():
    document = _two_versions(
        "Zinc is a mineral. Zinc helps with colds in adults. Oysters hold much zinc.",
        "Zinc is a mineral. Zinc may help with colds in adults. Oysters hold much zinc.",
    )
    problems = check((document,), (), (), ())
    assert [problem.code for problem in problems] == ["MS010", "MS511"]
    assert [document.quote(span) for span in problems[1].spans] == ["helps", "may help"]
    assert "2 sentences are the same, 1 changed" in problems[0].message


def test_a_sentence_that_was_cut_is_not_paired_with_a_stranger():
    document = _two_versions(
        "Zinc is a mineral. Zinc helps with colds in adults. Oysters hold much zinc.",
        "Zinc is a mineral. Every spring our readers send us letters. Oysters hold much zinc.",
    )
    assert [problem.code for problem in check((document,), (), (), ())] == ["MS010"]


def test_a_page_with_one_version_has_no_changes():
    assert check((read_abstract("Zinc is a mineral."),), (), (), ()) == ()
