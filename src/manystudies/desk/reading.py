"""A page as it was read, and as people left it: checked again with the numbers and words that hold."""

from dataclasses import replace

from manystudies.answers import Answer, Report
from manystudies.checks import check
from manystudies.decisions import State, apply, problem_targets
from manystudies.desk.ledger import numbers_of
from manystudies.desk.opened import Desk
from manystudies.desk.views import Decided
from manystudies.errors import InputError
from manystudies.review import RIGHT, RULES, check_pages, kept_reading, page_of_bytes, worst_first

_OF_FINDINGS = frozenset({"add", "judge", "number", "remove"})


def report_of(desk: Desk, identity: str) -> Report:
    """One page as it was read, before any decision; the same object as long as it is kept.

    Raises:
        InputError: the library lists no such page.
    """

    def make() -> Report:
        with desk.library() as library:
            listed = library.page_of(identity)
            if listed is None:
                raise InputError(f"{identity[:12]}: needs a page of the library; found none. It may have been read anew since.")
            data = library.content(identity)
            kept = library.reading(identity) if library.known(listed[0], RULES) == identity else b""
        page = replace(page_of_bytes(listed[0], data), name=listed[1])
        if not kept:
            return check_pages((page,))
        held = kept_reading(kept, identity)
        return Report((page,), held.studies, held.findings, held.claims, held.problems, held.recomputed, Answer("", (), ()))

    return desk.reports.of(identity, make)


def state_of_page(desk: Desk, who: str, report: Report) -> State:
    """What holds about a report's pages and studies, as one reviewer sees it."""
    ledger = desk.ledger()
    parts = [page.document.identity[:16] for page in report.pages]
    known = frozenset(ledger.names())
    parts += [name for study in report.studies if (name := f"study:{study.key}") in known]
    return ledger.state(parts, desk.viewer(who))


def decided_of(desk: Desk, who: str, identity: str) -> tuple[Decided, State]:
    """One page as people left it, and what holds about it; the same objects as long as nothing changes."""
    report = report_of(desk, identity)
    state = state_of_page(desk, who, report)
    return desk.decided.of((identity, numbers_of(state)), lambda: decided(report, state)), state


def decided(report: Report, state: State) -> Decided:
    """Carry out what holds: findings and studies as people left them, and the checks again where those changed."""
    documents = tuple(page.document for page in report.pages)
    applied = apply(documents, report.studies, report.findings, state)
    touched = any(each.choice in _OF_FINDINGS for each in (*state.answers.values(), *state.additions))
    if not touched and not applied.aside:
        return Decided(report, applied)
    if not touched:
        return Decided(replace(report, findings=applied.findings), applied)
    verdicts = check(documents, applied.studies, applied.findings, report.claims)
    changed = replace(
        report,
        studies=applied.studies,
        findings=applied.findings,
        problems=tuple(sorted((each for each in verdicts if each.verdict not in RIGHT), key=worst_first)),
        recomputed=tuple(each for each in verdicts if each.verdict in RIGHT),
    )
    return Decided(changed, applied)


def without_ignored(report: Report, state: State) -> Report:
    """The report with every problem that a person set aside turned into a note with its reason: listed, and not counted."""
    problems = []
    for problem, target in zip(report.problems, problem_targets(report.problems), strict=True):
        held = state.answer(target, "verdict")
        if held is None or held.choice != "ignore" or not problem.flagged:
            problems.append(problem)
            continue
        message = f"Set aside by {held.who}, because {held.why.rstrip('.')}. {problem.message}"
        problems.append(replace(problem, verdict="info", severity="info", message=message, ignored=held.why, replacement=""))
    return replace(report, problems=tuple(sorted(problems, key=worst_first))) if problems != list(report.problems) else report
