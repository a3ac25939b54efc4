"""A person decides: checked against what the page shows, then on the disk before the screen is told."""

from collections.abc import Callable
from dataclasses import replace

from manystudies.decisions import (
    Decision,
    Target,
    Value,
    What,
    answers_by,
    choices_of,
    last_of,
    new_finding,
    numbers_by_field,
    problem_targets,
    question_of,
    seen_by,
    selected_number,
    undoable,
)
from manystudies.desk.ledger import part_of
from manystudies.desk.opened import Desk
from manystudies.desk.reading import decided_of
from manystudies.documents import Document
from manystudies.errors import DecisionError, InputError, LibraryError
from manystudies.findings import Context

NO_VALUE = Value()
_SHORT = 16
_MOST = 2_000


def decide(desk: Desk, who: str, what: What, target: Target, *, at: str, value: Value = NO_VALUE, why: str = "") -> Decision:
    """Keep a decision; it survives whatever happens after this returns.

    Raises:
        DecisionError: it says too little, does not fit what it is about, or may not be made (yet).
        LibraryError: nothing may be written.
    """
    desk.writable()
    if max(len(target.key), len(value.numbers), len(value.names), len(value.studies), len(value.field)) > _MOST:
        raise DecisionError("A decision needs a shorter target and value than this.")
    if what == "opinion" and target.kind == "row" and not value.studies:
        value = replace(value, studies=_studies_of(desk, who, target.key))
    made = Decision(0, at, who.strip(), what, target, value, why.strip())
    document, words = _held_against(desk, made)
    made = Decision(0, at, who.strip(), what, target, value, why.strip(), document, words)
    ledger = desk.ledger()
    before = ledger.part(part_of(target)) if what == "reconcile" else ()
    allowed: Callable[[tuple[Decision, ...]], None] | None = None
    if what == "reconcile":

        def allowed(later: tuple[Decision, ...]) -> None:
            """A reconciliation needs two people who both answered."""
            if len(answers_by((*before, *later)).get(question_of(made), ())) < 2:  # noqa: PLR2004
                raise DecisionError("A reconciliation needs two people who have both decided; found fewer.")

    with desk.library() as library:
        kept = library.decide(made, ledger.last, allowed)
    desk.ledger()
    return kept


def undo(desk: Desk, who: str, number: int, *, at: str) -> Decision:
    """Take back a decision of one's own; undoing an undo brings it back.

    Raises:
        DecisionError: there is none of that number, it is another person's, or it was undone already.
    """
    desk.writable()
    who = who.strip()
    ledger = desk.ledger()
    log = ledger.log
    undone = undoable(log, who, number)
    made = Decision(0, at, who, "undo", Target("decision", str(undone.number)))

    def allowed(later: tuple[Decision, ...]) -> None:
        """Two windows that undo the same at once undo it once."""
        whole = (*log, *later)
        gone = {each.target.key for each in whole if each.what == "undo" and each.who == who and not _undone(each, whole)}
        if str(number) in gone:
            raise DecisionError(f"Decision {number} was undone already.")

    with desk.library() as library:
        kept = library.decide(made, ledger.last, allowed)
    desk.ledger()
    return kept


def last_undoable(desk: Desk, who: str) -> Decision | None:
    """The last decision of a person that still holds, or None."""
    return last_of(desk.ledger().log, who)


def log(desk: Desk, who: str, *, after: int = 0, limit: int = 200) -> tuple[Decision, ...]:
    """The latest decisions a person may see, in the order they were made."""
    whole = desk.ledger().log
    seen = seen_by(whole, who) if desk.two_reviewers else whole
    return tuple(each for each in seen if each.number > after)[-limit:]


def _studies_of(desk: Desk, who: str, body: str) -> tuple[str, ...]:
    """The studies a row holds as it is shown now: an opinion on it lapses once it holds others."""
    rows = [row for topic in desk.all_shown(desk.viewer(who)) for row in topic.report.answer.rows if row.body.casefold() == body.casefold()]
    return max((row.studies for row in rows), key=len, default=())


def numbered(desk: Desk, who: str, number: int) -> Decision | None:
    """The decision of that number, where there is one that a person may see."""
    ledger = desk.ledger()
    found = ledger.numbered(number)
    if found is None or not desk.two_reviewers or found.who == who:
        return found
    return next((each for each in seen_by(ledger.log, who) if each.number == number), None)


def _undone(decision: Decision, log: tuple[Decision, ...]) -> bool:
    number = str(decision.number)
    return any(
        each.what == "undo" and each.target.key == number and each.who == decision.who and not _undone(each, log)
        for each in log
        if each.number > decision.number
    )


def _held_against(desk: Desk, made: Decision) -> tuple[str, str]:
    """The document a decision is about and the words it was made on, once it fits them.

    Raises:
        DecisionError: it does not.
    """
    kind = made.target.kind
    if kind in {"decision", "revision", "row"}:
        return "", ""
    with desk.library() as library:
        if kind == "study":
            found = library.documents_of(made.target.key)
            identity = (
                next((each for each in found if each.startswith(made.value.document)), "")
                if made.choice == "add"
                else next(iter(found), "")
            )
        else:
            identity = library.identity_like(made.target.key[:_SHORT]) or ""
    if not identity:
        raise DecisionError(f"The library holds no {kind} {made.target.key[:60]!r} to decide about.")
    if kind == "page":
        return identity, ""
    try:
        read, _ = decided_of(desk, made.who, identity)
    except (InputError, LibraryError) as error:
        raise DecisionError(str(error)) from error
    document = read.report.pages[0].document
    if kind == "problem":
        places = dict(zip(problem_targets(read.report.problems), read.report.problems, strict=True))
        problem = places.get(made.target)
        if problem is None:
            raise DecisionError("This problem is no longer found on the page; reload it.")
        return identity, document.quote(problem.spans[0])[:500]
    if kind == "finding":
        return identity, _words_of_finding(made, document, desk, identity)
    if kind == "study" and made.choice == "add":
        numbers = {name: selected_number(document, start, end) for name, start, end in made.value.numbers}
        sentence = next(iter(numbers.values())).span
        new_finding(made.value.kind, Context(sentence), numbers, dict(made.value.names))
        return identity, ", ".join(f"{name} {number.printed.text}" for name, number in numbers.items())
    if made.value.start < made.value.end <= len(document.text):
        return identity, document.text[made.value.start : made.value.end][:500]
    return identity, ""


def _words_of_finding(made: Decision, document: Document, desk: Desk, identity: str) -> str:
    read, _ = decided_of(desk, made.who, identity)
    findings = dict(zip(read.applied.targets, read.applied.findings, strict=True))
    findings.update({each.target: finding for finding, each in read.applied.aside})
    finding = findings.get(made.target)
    if finding is None:
        raise DecisionError("This finding is no longer on the page; reload it.")
    match made.choice:
        case "number":
            number = selected_number(document, made.value.start, made.value.end)
            return document.quote(number.span)
        case "remove":
            held = numbers_by_field(finding).get(made.part)
            return document.quote(held.span) if held is not None else ""
        case "judge":
            choices = choices_of(finding)
            if made.part not in choices:
                raise DecisionError(f"This finding has no {made.part!r} to judge; it has {', '.join(choices)}.")
            if choices[made.part] and made.value.words not in choices[made.part]:
                raise DecisionError(f"{made.part} needs one of {', '.join(choices[made.part])}; found {made.value.words[:40]!r}.")
        case _:
            pass
    return document.quote(finding.context.sentence)[:500]
