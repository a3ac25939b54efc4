"""Laws of the log: the state is a function of it, every undo can be undone, and what is hidden changes nothing shown."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from manystudies.decisions import (
    Decision,
    State,
    Target,
    Value,
    agreements,
    answer_of,
    answers_by,
    cohen_kappa,
    disagreements,
    last_of,
    live,
    question_of,
    seen_by,
    shared_state,
    state_for,
    state_of,
)
from manystudies.desk.ledger import Ledger

PEOPLE = ("Ada", "Bob", "Cy")
TARGETS = (Target("problem", "p"), Target("problem", "q"), Target("finding", "f"), Target("row", "r"))


@st.composite
def decisions(draw: st.DrawFn, number: int) -> Decision:
    who = draw(st.sampled_from(PEOPLE))
    if number > 1 and draw(st.integers(0, 3)) == 0:
        return Decision(number, "", who, "undo", Target("decision", str(draw(st.integers(1, number)))))
    target = draw(st.sampled_from(TARGETS))
    match target.kind:
        case "row":
            value = Value(field=draw(st.sampled_from(["risk of bias", "indirectness"])), step=draw(st.integers(-2, 0)))
            return Decision(number, "", who, "opinion", target, value, "because")
        case "finding" if draw(st.booleans()):
            start = draw(st.integers(0, 2))
            return Decision(number, "", who, "number", target, Value(field="estimate", start=start, end=start + 2))
        case _:
            return Decision(number, "", who, draw(st.sampled_from(["accept", "ignore"])), target, Value(), "because")


@st.composite
def logs(draw: st.DrawFn) -> list[Decision]:
    held: list[Decision] = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        each = draw(decisions(number))
        # Now and then two people who both answered settle it.
        question = next((key for key, answers in answers_by(held).items() if len(answers) > 1), None)
        if question is not None and draw(st.booleans()):
            answer = next(iter(answers_by(held)[question].values()))
            value = replace(answer.value, field=question[1], choice=answer.what)
            each = Decision(each.number, "", each.who, "reconcile", question[0], value, "talked")
        held.append(each)
    return held


def told(state: State) -> list[tuple[object, ...]]:
    """A state without the numbers of its decisions, which count what a reviewer may not see."""
    return sorted((str(question), each.who, answer_of(each), each.why) for question, each in state.answers.items())


@given(logs())
def test_what_holds_depends_on_the_log_alone_and_each_question_has_one_answer(log: list[Decision]) -> None:
    assert state_of(log) == state_of(tuple(log))
    assert all(question_of(each) == question for question, each in state_of(log).answers.items())
    assert set(state_of(log).answers.values()) <= set(live(log))


@given(logs(), st.sampled_from(PEOPLE))
def test_undoing_the_last_decision_brings_back_what_held_and_undoing_that_brings_it_again(log: list[Decision], who: str) -> None:
    last = last_of(log, who)
    if last is None:
        return
    number = len(log) + 1
    undone = [*log, Decision(number, "", who, "undo", Target("decision", str(last.number)))]
    assert live(undone) == tuple(each for each in live(log) if each != last)
    redone = [*undone, Decision(number + 1, "", who, "undo", Target("decision", str(number)))]
    assert live(redone) == live(log)
    assert state_of(redone) == state_of(log)


@given(logs())
def test_nobody_undoes_what_another_decided(log: list[Decision]) -> None:
    number = len(log) + 1
    for each in live(log):
        for who in PEOPLE:
            if who != each.who:
                assert each in live([*log, Decision(number, "", who, "undo", Target("decision", str(each.number)))])


@given(logs(), st.sampled_from(PEOPLE), st.data())
def test_what_others_decide_on_questions_one_has_not_answered_changes_nothing_one_sees(
    log: list[Decision], who: str, data: st.DataObject
) -> None:
    own = {question_of(each) for each in live(log) if each.who == who}
    number = len(log) + 1
    other = data.draw(decisions(number).filter(lambda each: each.who != who and each.what != "undo" and question_of(each) not in own))
    assert seen_by([*log, other], who) == seen_by(log, who)
    assert told(state_for([*log, other], who)) == told(state_for(log, who))


@given(logs(), st.sampled_from(PEOPLE))
def test_every_decision_of_another_that_one_sees_answers_a_question_one_has_answered(log: list[Decision], who: str) -> None:
    own = {question_of(each) for each in live(log) if each.who == who}
    for each in seen_by(log, who):
        assert each.who == who or each.what == "undo" or question_of(each) in own


@given(logs())
def test_what_two_share_was_answered_by_two_and_disputed_by_none(log: list[Decision]) -> None:
    answers = answers_by(log)
    for question, each in shared_state(log).answers.items():
        assert len(answers[question]) > 1
        if each.what != "reconcile":
            assert {answer_of(one) for one in answers[question].values()} == {answer_of(each)}


@given(logs())
def test_agreement_counts_only_answers_given_before_the_other_could_be_seen(log: list[Decision]) -> None:
    before = agreements(log)
    number = len(log) + 1
    for (target, _), pair in [(each.question, each.answers) for each in disagreements(log)][:3]:
        first = pair[0]
        changed = [*log, replace(pair[1], number=number, who=first.who)]
        assert agreements(changed) == before, target


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40))
def test_kappa_lies_in_its_interval_and_does_not_care_who_is_first(pairs: list[tuple[str, str]]) -> None:
    found, turned = cohen_kappa(pairs), cohen_kappa([(two, one) for one, two in pairs])
    assert (found.kappa is None) == (turned.kappa is None)
    if found.kappa is None or found.low is None or found.high is None or turned.kappa is None:
        return
    assert abs(found.kappa - turned.kappa) < 1e-12
    assert -1 <= found.low <= found.kappa + 1e-12
    assert found.kappa - 1e-12 <= found.high <= 1
    assert (found.kappa > 1 - 1e-12) == (found.agreed == found.count)


@given(logs(), st.sampled_from(PEOPLE), st.integers(0, 14))
def test_the_parts_of_a_log_hold_what_the_log_holds_however_it_was_read(log: list[Decision], who: str, cut: int) -> None:
    ledger = Ledger()
    ledger.extend(log[:cut])
    ledger.state(ledger.names(), who)
    ledger.extend(log[max(0, cut - 2) :])
    for viewer, whole in ((None, state_of(log)), (who, state_for(log, who)), ("", shared_state(log))):
        assert dict(ledger.state(ledger.names(), viewer).answers) == dict(whole.answers)
