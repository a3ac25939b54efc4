"""What holds now, from the log alone: undo of everything, and a second reviewer who is blind until both have decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from manystudies.decisions.decision import Decision, Target
from manystudies.errors import DecisionError

Question = tuple[Target, str]
"""What is decided: about what, and which aspect of it."""


@dataclass(frozen=True, slots=True)
class State:
    """The answer that holds for every question answered, and what was signed or added.

    `answers` holds one decision a question; `additions` every finding added; `signatures` who signed off what.
    """

    answers: Mapping[Question, Decision]
    additions: tuple[Decision, ...] = ()
    signatures: tuple[Decision, ...] = ()

    def about(self, target: Target) -> tuple[tuple[str, Decision], ...]:
        """Aspects of one thing with the decision that holds, in the order they were made."""
        found = [(aspect, each) for (about, aspect), each in self.answers.items() if about == target]
        return tuple(sorted(found, key=lambda pair: pair[1].number))

    def answer(self, target: Target, aspect: str) -> Decision | None:
        """The decision that holds on one question, or None."""
        return self.answers.get((target, aspect))


NOTHING = State(MappingProxyType({}))
"""Where nobody has decided anything."""


def aspect_of(decision: Decision) -> str:
    """Which question about its target a decision answers; later answers to the same one take its place.

    >>> from manystudies.decisions.decision import Target, Value
    >>> aspect_of(Decision(1, "", "Ada", "number", Target("finding", "f"), Value(field="estimate", start=1, end=2)))
    'number estimate'
    """
    if decision.what == "reconcile":
        return decision.value.field
    match decision.what:
        case "number" | "remove":
            return f"number {decision.value.field}"
        case "judge":
            return f"judge {decision.value.field}"
        case "opinion":
            return f"opinion {decision.value.field}"
        case "add":
            return "add " + " ".join(f"{name}@{start}-{end}" for name, start, end in decision.value.numbers)
        case "sign off":
            return f"sign off {decision.who}"
        case _:
            return "use" if decision.target.kind == "finding" else "verdict"


def answer_of(decision: Decision) -> str:
    """What a decision says, as one word or a few: what two reviewers agree or disagree on."""
    value = decision.value
    match decision.choice:
        case "number":
            return f"{value.start}-{value.end}"
        case "edit" | "judge":
            return f"{decision.choice} {' '.join(value.words.split())}"
        case "opinion":
            return str(value.step)
        case _:
            return decision.choice


def live(log: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that were not undone, without the undoings; undoing an undo brings back what it undid.

    An undo counts only for the person who made what it undoes.
    """
    log = tuple(log)
    by_number = {str(each.number): each for each in log}
    gone: set[str] = set()
    for each in reversed(log):
        undone = by_number.get(each.target.key) if each.what == "undo" else None
        if undone is not None and str(each.number) not in gone and undone.who == each.who and undone.number < each.number:
            gone.add(each.target.key)
    return tuple(each for each in log if each.what != "undo" and str(each.number) not in gone)


def undoable(log: Sequence[Decision], who: str, number: int) -> Decision:
    """The decision a person may undo.

    Raises:
        DecisionError: there is none of that number, or it is another person's.
    """
    found = next((each for each in log if each.number == number), None)
    if found is None:
        raise DecisionError(f"Undo needs a decision that was made; found none with number {number}.")
    if found.who != who:
        raise DecisionError(f"Undo needs a decision of one's own; number {number} was made by somebody else.")
    return found


def last_of(log: Sequence[Decision], who: str) -> Decision | None:
    """The last decision of a person that still holds: what the key for undo takes back."""
    return next((each for each in reversed(live(log)) if each.who == who), None)


def seen_by(log: Iterable[Decision], who: str) -> tuple[Decision, ...]:
    """The part of the log that a reviewer may see: the own decisions, and those of others on questions answered oneself.

    Sign-offs are public. What one may not see can change nothing that is shown (invariant 13).
    """
    log = tuple(log)
    own = {question_of(each) for each in live(log) if each.who == who}
    by_number = {str(each.number): each for each in log}

    def shown(each: Decision) -> bool:
        if each.what == "undo":
            undone = by_number.get(each.target.key)
            return undone is not None and undone.number < each.number and shown(undone)
        return each.who == who or each.what == "sign off" or question_of(each) in own

    return tuple(each for each in log if shown(each))


def question_of(decision: Decision) -> Question:
    """What a decision answers."""
    return decision.target, aspect_of(decision)


def state_of(log: Iterable[Decision]) -> State:
    """What holds where each person's latest word counts for all."""
    found: dict[Question, Decision] = {}
    additions: dict[Question, Decision] = {}
    signed: dict[Question, Decision] = {}
    for each in live(log):
        held = signed if each.what == "sign off" else additions if each.choice == "add" else found
        held[question_of(each)] = each
    return State(MappingProxyType(found), tuple(additions.values()), tuple(signed.values()))


def answers_by(log: Iterable[Decision]) -> Mapping[Question, Mapping[str, Decision]]:
    """Each person's latest answer to every question, reconciliations left out."""
    found: dict[Question, dict[str, Decision]] = {}
    for each in live(log):
        if each.what not in {"reconcile", "sign off"}:
            held = found.setdefault(question_of(each), {})
            held.pop(each.who, None)
            held[each.who] = each
    return found


def shared_state(log: Iterable[Decision]) -> State:
    """What two reviewers share: answers on which at least two agree and nobody differs, and what they reconciled."""
    log = tuple(log)
    settled: dict[Question, Decision] = {}
    by_question = answers_by(log)
    for question, answers in by_question.items():
        if len(answers) > 1 and len({answer_of(each) for each in answers.values()}) == 1:
            settled[question] = max(answers.values(), key=lambda each: each.number)
    for each in live(log):
        if each.what == "reconcile" and len(by_question.get(question_of(each), ())) > 1:
            latest = max(answer.number for answer in by_question[question_of(each)].values())
            # An answer given after a reconciliation opens the question again.
            if each.number > latest:
                settled[question_of(each)] = each
    return _parted(settled, log)


def state_for(log: Iterable[Decision], who: str) -> State:
    """What one of two reviewers sees: the shared answers, and the own ones where nothing is shared yet."""
    visible = seen_by(log, who)
    shared = shared_state(visible)
    found = {question: answers[who] for question, answers in answers_by(visible).items() if who in answers}
    found.update({question_of(each): each for each in (*shared.answers.values(), *shared.additions)})
    return _parted(found, visible)


def _parted(answers: Mapping[Question, Decision], log: Iterable[Decision]) -> State:
    signed = {question_of(each): each for each in live(log) if each.what == "sign off"}
    ordered = dict(sorted(answers.items(), key=lambda pair: pair[1].number))
    return State(
        MappingProxyType({question: each for question, each in ordered.items() if each.choice != "add"}),
        tuple(each for each in ordered.values() if each.choice == "add"),
        tuple(signed.values()),
    )
