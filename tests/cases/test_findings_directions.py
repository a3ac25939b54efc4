"""Directions of effects told in the ways abstracts tell them: by abbreviations, group letters, lists, reversed comparisons."""

import time

import pytest

from manystudies.findings import QuestionRow, read_directions
from manystudies.findings.direction_estimates import leaning_of
from manystudies.findings.direction_names import names_of
from manystudies.findings.direction_reading import read_direction
from manystudies.findings.direction_sentence import told_of
from manystudies.findings.questions import question_of, stem

INTRODUCTION = "We randomised 90 women with cramps to magnesium (group A) or placebo (group B) for 8 weeks. "


def direction(sentence: str, outcome: str, intervention: str = "magnesium", comparator: str = "placebo", before: str = INTRODUCTION) -> str:
    asked = QuestionRow(id="1", intervention=intervention, comparator=comparator, outcome=outcome)
    return read_directions(before + sentence, [asked])[0]["label"]


@pytest.mark.parametrize(
    ("sentence", "outcome", "label"),
    [
        ("Sleep latency was significantly shorter in group A than in group B (p = 0.01).", "sleep latency", "decreased"),
        ("Serum ferritin was significantly higher in group B than in group A (p = 0.01).", "serum ferritin", "decreased"),
        ("Grip strength was significantly lower with placebo than with magnesium (p = 0.003).", "grip strength", "increased"),
        ("Compared with the placebo group, magnesium significantly reduced the number of cramps (p < 0.001).", "number of cramps", "decreased"),
        ("The number of cramps did not differ between the groups (p = 0.43).", "number of cramps", "no difference"),
        ("Calf pain was significantly lower with magnesium (p = 0.02), but grip strength did not differ (p = 0.4).", "grip strength", "no difference"),
        ("Calf pain was significantly lower with magnesium (p = 0.02), but grip strength did not differ (p = 0.4).", "calf pain", "decreased"),
        ("Walking speed was significantly higher with magnesium at 4 weeks (p = 0.01) but not at 8 weeks (p = 0.3).", "walking speed at 8 weeks", "no difference"),
        ("Significantly greater reductions in anxiety were seen with magnesium than with placebo (p = 0.01).", "anxiety", "decreased"),
        ("There were no significant differences in adverse events between magnesium and placebo.", "adverse events", "no difference"),
    ],
)  # fmt: skip
def test_a_direction_is_told_of_the_outcome_asked(sentence: str, outcome: str, label: str) -> None:
    assert direction(sentence, outcome) == label


def test_an_abbreviation_stands_for_its_long_form() -> None:
    before = "We measured the total sleep time (TST) of 60 adults who took extended release melatonin (ERM) or placebo. "
    told = "TST was significantly longer with ERM than with placebo (p = 0.02)."
    assert direction(told, "total sleep time", "extended release melatonin", before=before) == "increased"
    assert names_of(before).short["tst"] == frozenset({"sleep"})


def test_a_letter_names_the_group_that_its_definition_describes() -> None:
    question = question_of("magnesium", "placebo", "calf pain", names_of(INTRODUCTION))
    assert question.labels == {"a": "intervention", "b": "comparator"}


def test_what_is_left_out_names_the_comparator() -> None:
    question = question_of("surgery with a drain", "surgery without a drain", "range of motion")
    reading = read_direction(told_of("range of motion was greater in the group without a drain"), question)
    assert (reading.side, reading.direction) == ("comparator", "decreased")


def test_less_of_a_rise_is_a_fall() -> None:
    question = question_of("magnesium", "placebo", "potassium")
    assert read_direction(told_of("magnesium led to smaller increases in potassium than placebo"), question).direction == "decreased"
    assert read_direction(told_of("magnesium led to a greater increase in potassium than placebo"), question).direction == "increased"


def test_words_of_one_kind_have_one_stem() -> None:
    assert stem("reductions") == stem("reduced") == stem("reduces")


def test_a_text_without_words_is_read() -> None:
    asked = QuestionRow(id="1", intervention="", comparator="", outcome="")
    assert len(read_directions("... (1). ;;", [asked])) <= 1
    assert read_directions("", [asked]) == []


def test_what_a_clause_takes_back_is_denied() -> None:
    question = question_of("magnesium", "placebo", "calf pain")
    taken = read_direction(
        told_of("calf pain was lower with magnesium than with placebo, but this difference was not significant."), question
    )
    assert (taken.direction, taken.denied) == ("decreased", True)
    assert not read_direction(told_of("calf pain was lower with magnesium than with placebo, but sleep was not."), question).denied


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("fewer women had cramps (odds ratio 0.61, 95% ci 0.40 to 0.92)", ("ratio", "below", False)),
        ("cramps were as frequent (rr = 1.10; 95% ci: 0.84-1.43)", ("ratio", "above", True)),
        ("the mean difference was -2.4 (95% ci -3.9 to -0.8)", ("difference", "below", False)),
        ("cramps were rarer (p = 0.02)", ("", "", None)),
    ],
)
def test_an_interval_tells_whether_it_holds_no_effect(sentence: str, told: tuple[str, str, bool | None]) -> None:
    assert leaning_of(sentence, 0, len(sentence)) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("calf pain fell to 12.4% (6/51) in the placebo group and 3.4% (2/87) in the magnesium group.", "decreased"),
        ("calf pain was 4 in the magnesium group and 2 in the placebo group.", "increased"),
        ("magnesium and placebo: calf pain 3.1 vs 4.2.", "decreased"),
    ],
)
def test_the_larger_number_is_that_of_its_arm(sentence: str, told: str) -> None:
    question = question_of("magnesium", "placebo", "calf pain")
    assert read_direction(told_of(sentence), question).by_numbers == told


def test_what_two_arms_have_in_common_is_by_itself_the_arm_without_more() -> None:
    question = question_of("exercise plus magnesium", "exercise", "calf pain")
    reading = read_direction(told_of("compared to exercise, calf pain was lower in the magnesium group."), question)
    assert (reading.side, reading.direction) == ("intervention", "decreased")


def test_what_is_superior_to_an_arm_is_of_the_other_one() -> None:
    question = question_of("magnesium", "placebo", "sleep quality")
    assert read_direction(told_of("sleep quality with placebo was superior to that with magnesium."), question).direction == "decreased"


def test_an_effect_only_in_the_treated_is_not_denied() -> None:
    question = question_of("magnesium", "control", "grip strength")
    reading = read_direction(told_of("grip strength increased with magnesium (p = 0.01) but not in controls."), question)
    assert (reading.direction, reading.only_not) == ("increased", False)


@pytest.mark.parametrize(
    "text", ["pain, " * 40_000, "1(2)3[4] " * 25_000, "pain higher lower zinc 3 4 vs 5 " * 8_000, "group A (zinc) " * 15_000]
)
def test_a_text_that_is_one_endless_sentence_is_read_in_time(text: str) -> None:
    asked = QuestionRow(id="1", intervention="zinc", comparator="placebo", outcome="pain score")
    started = time.process_time()
    read_directions(text, [asked])
    assert time.process_time() - started < 10
