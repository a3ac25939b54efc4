"""Classes of statements written for this test, by the shipped model."""

import numpy as np
import pytest

from manystudies.claims import sentence_strength, strength_of_statement
from manystudies.claims.statement_features import SLOTS, chunks, cue_slots, letter_slots, run_slots
from manystudies.claims.statement_model import load_model, scores
from manystudies.claims.statement_words import no_words, read_words


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
    model = load_model()
    read = read_words(model.words, ["Zinc may help."])
    slots = [*(slot for _, _, each in run_slots(model.words, read) for slot in each.tolist()), *letter_slots("zinc")]
    slots += cue_slots(model.words, read)[1].tolist()
    assert all(-1 <= slot < SLOTS for slot in slots)
    assert model.table.shape == (SLOTS + 1, 5)


def test_a_slot_that_is_none_adds_nothing():
    assert not load_model().table[-1].any()


def test_sentences_read_together_are_classed_as_when_read_alone():
    sentences = ["Zinc may help.", "", "Coffee was associated with gout.", "?", "We aimed to test it.", "\x00 \x01", "Sleep improved mood"]
    model = load_model()
    together = scores(model, sentences).tolist()
    assert together == [scores(model, [sentence])[0].tolist() for sentence in sentences]


def test_a_long_text_is_read_in_parts_and_none_of_it_is_lost():
    sentences = ["Zinc may help."] * 3000 + ["x" * 100_000, "Zinc helps."]
    assert [each for part in chunks(sentences) for each in part] == sentences
    text = " ".join(sentences[:3000])
    assert {each["label"] for each in sentence_strength(text)} == {"conditional_causal"}


def test_words_are_forgotten_before_there_are_too_many():
    letters = "bcdfghjklmnpqrtvwxz"
    odd = [f"{one}{two}{three}{four}o" for one in letters for two in letters for three in letters for four in letters]
    words = no_words(lambda _: np.zeros(1, np.float32), 1, lambda _: (0, 0), 2)
    for start in range(0, 36_000, 600):
        read_words(words, [" ".join(odd[start : start + 600])])
    assert len(words.rows) <= len(words.stem)
    assert read_words(words, ["odd words"]).row.tolist()[0] == 0
