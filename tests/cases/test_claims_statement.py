"""Classes of statements written for this test, by the shipped model."""

import numpy as np
import pytest

from manystudies.claims import sentence_strength, strength_of_statement
from manystudies.claims.statement_features import SLOTS, chunks, cue_slots, letter_slots, run_slots
from manystudies.claims.statement_model import load_model, scores
from manystudies.claims.statement_net import Nets, net_scores
from manystudies.claims.statement_words import chosen_of, no_words, read_words


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
    words = no_words(lambda new, _: [(0, 0)] * len(new), 1, 2)
    for start in range(0, 36_000, 600):
        read_words(words, [" ".join(odd[start : start + 600])])
    assert len(words.rows) <= len(words.stem)
    assert read_words(words, ["odd words"]).row.tolist()[0] == 0


def test_nets_give_what_plain_loops_give():
    chance = np.random.default_rng(1)
    filters, count, classes = 2, 3, 4
    nets = Nets(
        chance.normal(size=(5, 4 * filters * count)),
        chance.normal(size=(2, filters * count)),
        chance.normal(size=(count, 4 * filters, classes)),
        chance.normal(size=(count, classes)),
    )
    words = no_words(lambda new, _: [(0, 0)] * len(new), 1, 2)
    read = read_words(words, ["zinc may help", "sleep", "it is so"])
    inputs = chance.normal(size=(len(read.row), 5)) * (read.row > 1)[:, None]
    found = net_scores(nets, inputs @ nets.seen, read)
    expected = []
    for first, length in zip(read.first.tolist(), (3, 1, 3), strict=True):
        logs = []
        for net in range(count):
            columns = [slice(part * filters * count + net * filters, part * filters * count + (net + 1) * filters) for part in range(4)]
            own = slice(net * filters, (net + 1) * filters)
            places = range(first + 1, first + 1 + length)
            one = [np.maximum(inputs[at] @ nets.seen[:, columns[0]] + nets.bias[0, own], 0) for at in places]
            three = [
                np.maximum(sum(inputs[at + part - 2] @ nets.seen[:, columns[part]] for part in (1, 2, 3)) + nets.bias[1, own], 0)
                for at in places
            ]
            pooled = [np.max(one, axis=0), np.mean(one, axis=0), np.max(three, axis=0), np.mean(three, axis=0)]
            told = np.concatenate(pooled) @ nets.out[net] + nets.out_bias[net]
            logs.append(told - np.log(np.exp(told).sum()))
        expected.append(np.mean(logs, axis=0))
    assert found == pytest.approx(np.array(expected))


def test_only_the_chosen_sentences_are_kept():
    words = no_words(lambda new, _: [(0, 0)] * len(new), 1, 2)
    read = read_words(words, ["zinc may help", "", "sleep helps"])
    kept, alone = chosen_of(read, np.array([False, True, True])), read_words(words, ["", "sleep helps"])
    assert [each.tolist() for each in (kept.row, kept.sentence, kept.first)] == [
        each.tolist() for each in (alone.row, alone.sentence, alone.first)
    ]
