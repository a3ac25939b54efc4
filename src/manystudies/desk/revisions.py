"""Two versions of a page side by side, and who signed which pair off."""

from dataclasses import replace

from manystudies.checks import compare_pages, compare_revisions
from manystudies.decisions import Decision, State, Target, revision_target
from manystudies.desk.opened import Desk
from manystudies.desk.reading import report_of
from manystudies.desk.views import RevisionsView


def revisions_view(desk: Desk, who: str, identity: str, other: str = "") -> RevisionsView:
    """The versions inside one page, or this page beside an earlier one (`other`); signatures are public.

    Raises:
        InputError: the library lists no such page.
    """
    report = report_of(desk, identity)
    page = report.pages[0]
    state = desk.ledger().state(("revision",), desk.viewer(who))
    if other:
        old = report_of(desk, other).pages[0]
        compared = replace(compare_pages(old.document, page.document, report.problems), old=old.path, new=page.path)
        target = revision_target(other, identity)
        return RevisionsView(page.path, (old, page), (compared,), (target,), (_signed(state, target),))
    found = compare_revisions(page.document, report.problems)
    targets = tuple(revision_target(f"{identity}@{number}", f"{identity}@{number + 1}") for number in range(len(found)))
    return RevisionsView(page.path, (page,), found, targets, tuple(_signed(state, each) for each in targets))


def _signed(state: State, target: Target) -> tuple[Decision, ...]:
    return tuple(each for each in state.signatures if each.target == target)
