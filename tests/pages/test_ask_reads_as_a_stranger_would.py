"""Answers as a stranger reads them: the first line answers, nothing silly, nothing about what was not asked."""

import pytest

from manystudies.answers import Report, understand
from manystudies.pages import answer_text
from manystudies.review import ask


def sentences(question: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in ask(question).report.answer.sentences]


def rows(question: str) -> list[tuple[str, str]]:
    report: Report = ask(question).report
    return [(row.intervention, row.outcome) for row in report.answer.rows]


@pytest.mark.parametrize(
    "question",
    [
        "should I stop taking pramipexole",
        "how much iron should I take",
        "can I take 50000 IU vitamin D daily",
        "what dose of magnesium for rls",
    ],
)
def test_a_question_for_a_doctor_is_answered_with_that_first(question: str) -> None:
    kind, text = sentences(question)[0]
    assert kind == "advice"
    assert "is a question for a doctor" in text
    assert not any("“stop”" in line or "“daily”" in line for line in ask(question).told)


@pytest.mark.parametrize("question", ["is iron safe", "side effects of ropinirole", "who should not take iron", "dangers of vitamin D"])
def test_a_question_about_harm_is_not_answered_with_benefit(question: str) -> None:
    assert rows(question) == []
    assert sentences(question)[0] == (
        "not tested",
        "These pages hold no result of a study about harm, and that is no sign that there is none.",
    )


def test_another_kind_of_the_same_shelf_is_not_what_was_asked_about() -> None:
    assert {name for name, _ in rows("does pramipexole help restless legs")} == {"oral iron", "pramipexole"}
    assert {name for name, _ in rows("ropinirole for restless legs")} == {"ropinirole"}
    assert {name for name, _ in rows("iron for restless legs")} == {"intravenous iron", "oral iron"}


def test_a_lack_beside_a_condition_is_what_may_act_on_it() -> None:
    assert understand("vitamin D deficiency and restless legs").interventions == ("vitamin D",)
    assert understand("vitamin D deficiency").conditions == ("vitamin D deficiency",)
    assert {name for name, _ in rows("vitamin D deficiency and restless legs")} <= {"vitamin D", "vitamin D deficiency"}


def test_a_question_about_people_only_shows_them_or_says_that_nobody_studied_them() -> None:
    assert rows("what about pregnancy") == []
    assert sentences("what about pregnancy")[0][1] == "No study here says that it was done in people like those you ask about."
    assert rows("what about dialysis")
    kind, text = sentences("iron in pregnancy")[0]
    assert kind == "people"
    assert text.endswith("what is said here is of other people.")


def test_what_is_named_without_a_result_has_none_whatever_was_asked() -> None:
    told = " ".join(text for _, text in sentences("ferritin"))
    assert "without a result of any study: vitamin K." in told
    assert "only for other outcomes than those you ask about: " in told


def test_a_pair_asked_about_is_answered_first() -> None:
    assert sentences("iron and vitamin c together")[0][1] == "No trial here is known to have combined intravenous iron and vitamin C."


def test_one_treatment_asked_about_is_not_followed_by_combinations_nobody_asked_for() -> None:
    assert not any(kind == "together" for kind, _ in sentences("does magnesium help"))


def test_a_change_is_told_with_the_verb_of_the_page() -> None:
    assert any("IRLS fell by 6.67 with magnesium" in text for _, text in sentences("does magnesium help"))


@pytest.mark.parametrize("question", ["hilft Eisen bei unruhigen Beinen", "asdf qwer zxcv"])
def test_another_language_is_told_which_one_is_read(question: str) -> None:
    asked = ask(question)
    assert "Questions are read in English." in asked.told
    assert "Nothing on these pages answers the question." in answer_text(asked.report, asked.told)


QUESTIONS = [
    "iron rls", "does magnesium help", "what about pregnancy", "is vitamin d better than iron", "rls dialysis vitamin c", "vitamin K restless legs",
    "does turmeric help arthritis", "what is the best treatment for restless legs", "is bcg effective against tuberculosis", "why", "legs",
    "ropinirole vs gabapentin enacarbil", "oral iron or intravenous iron", "can restless legs be cured", "magnesium oil", "restless legs children",
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_sentence_is_said_twice_or_withheld(question: str) -> None:
    told = [text for _, text in sentences(question)]
    assert len(told) == len(set(told))
    assert not any("withheld" in text for text in told)
    assert not any("  " in text or " ." in text or ",," in text for text in told)
