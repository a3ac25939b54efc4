"""Classes of statements written for this test, by the shipped model."""

import pytest

from manystudies.claims import sentence_strength, strength_of_statement
from manystudies.claims.statement import load_model
from manystudies.claims.statement_features import SLOTS, features_of


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("none", "Further studies are needed."),
        ("none", "Trial registration: NCT00000000."),
        ("correlational", "Coffee drinking was associated with a lower risk of gout."),
        ("correlational", "Women with migraine were more likely to have low magnesium levels."),
        ("conditional_causal", "Zinc supplementation may reduce the duration of colds."),
        ("conditional_causal", "Regular exercise could help prevent depression in older adults."),
        ("direct_causal", "Zinc supplementation reduces the duration of colds."),
        ("direct_causal", "Treatment with melatonin improved sleep quality in shift workers."),
    ],
)
def test_a_plain_statement_gets_its_class(label, sentence):
    assert strength_of_statement(sentence) == label


def test_every_sentence_of_a_text_is_classed_with_its_place():
    text = "Coffee was associated with less gout. Further studies are needed."
    found = sentence_strength(text)
    assert [text[each["start"] : each["end"]] for each in found] == ["Coffee was associated with less gout.", "Further studies are needed."]
    assert [each["label"] for each in found] == ["correlational", "none"]


@pytest.mark.parametrize("text", ["", " ", "?", "\x00", "7" * 5000, "(" * 5000, "ß" * 3000])
def test_odd_texts_are_classed_without_complaint(text):
    assert strength_of_statement(text) in {"none", "correlational", "conditional_causal", "direct_causal"}


def test_features_are_hashed_and_hold_no_words():
    features = features_of("Zinc may help.")
    assert all(0 <= slot < SLOTS for slot in features.words | features.letters)
    assert load_model().weights.shape == (SLOTS, 4)
