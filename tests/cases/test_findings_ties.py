"""Which group a result is tied to by the words around it."""

import pytest

from manystudies.findings.arm_names import names_at
from manystudies.findings.arm_ties import naming_words, ties
from manystudies.findings.arm_units import Unit
from manystudies.findings.numbers import cut_for_numbers

SCORES = {"zinc": 2.5, "placebo": -2.5}
NAMED = "Children were randomly assigned to zinc or placebo. "


def told(text: str, results: int) -> str:
    """The signs of the last `results` numbers of a text."""
    tokens = cut_for_numbers(NAMED + text)
    numbers = tokens.candidates[-results:]
    units = [Unit((index,), each.first, each.last, "percent", "percent") for index, each in enumerate(numbers)]
    names = names_at(tokens)
    return "".join(tie.sign for tie in ties(tokens, names, units, SCORES, naming_words(tokens, names, units)))


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Fever occurred in 12% with zinc and in 30% with placebo.", "+-"),
        ("Fever occurred in 30% of children on placebo versus 12% of those on zinc.", "-+"),
        ("In the placebo group 30% had fever, and in the zinc group 12% did.", "-+"),
        ("Fever was rarer in the zinc group (12%) than in the placebo group (30%).", "+-"),
        ("Fever occurred in 12% and 30% in the zinc and placebo groups, respectively.", "+-"),
        ("In the placebo and zinc groups, fever occurred in 30% and 12%, respectively.", "-+"),
        ("With zinc, fever was seen in 12%, cough in 9% and rash in 2%.", "+++"),
        ("Fever was rarer with zinc (12% vs 30%).", "+-"),
        ("Fever was more common in the placebo group (30% vs 12%), as was cough (20% vs 9%).", "-+-+"),
    ],
)
def test_a_result_is_tied_to_the_group_its_sentence_gives_it_to(text: str, signs: str) -> None:
    assert told(text, len(signs)) == signs


def test_a_name_that_is_not_known_is_the_other_of_the_one_that_is() -> None:
    tokens = cut_for_numbers("We compared zinc with copper. Fever occurred in 12% with zinc and in 30% with copper.")
    units = [Unit((index,), each.first, each.last, "percent", "percent") for index, each in enumerate(tokens.candidates)]
    names = names_at(tokens)
    first, second = ties(tokens, names, units, {"zinc": 2.5}, naming_words(tokens, names, units))
    assert first.score > 0 > second.score


def test_letters_go_on_naming_arms() -> None:
    tokens = cut_for_numbers("Rates were 56 and 71% in arms A and B, respectively.")
    units = [Unit((index,), each.first, each.last, "percent", "percent") for index, each in enumerate(tokens.candidates)]
    names = names_at(tokens)
    found = ties(tokens, names, units, {"arm:a": 1.5, "arm:b": -1.5}, naming_words(tokens, names, units))
    assert [tie.sign for tie in found] == ["+", "-"]
