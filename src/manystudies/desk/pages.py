"""The page list, one page with what was decided about it, and the page given back with the wordings decided on."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from manystudies.checks import Problem
from manystudies.decisions import Decision, problem_targets
from manystudies.desk.opened import Desk
from manystudies.desk.reading import decided_of
from manystudies.desk.views import LibraryView, PageView, Saved
from manystudies.documents import clipped
from manystudies.errors import InputError
from manystudies.library import Order
from manystudies.review import RULES, check_pages, fixed, page_of_bytes, read_bytes, record_of, write_bytes


def library_view(desk: Desk, who: str, *, order: Order = "worst", offset: int = 0, limit: int = 100) -> LibraryView:
    """A stretch of the page list."""
    with desk.library() as library:
        total, troubled = library.page_counts()
        return LibraryView(library.page_list(order, max(0, offset), max(0, min(limit, 1000))), total, troubled)


def page_view(desk: Desk, who: str, identity: str) -> PageView:
    """One page as people left it, with the target of each problem and what holds.

    Raises:
        InputError: the library lists no such page.
    """
    made, state = decided_of(desk, who, identity)
    report = made.report
    hidden = desk.ledger().hidden(identity[:16], who) if desk.two_reviewers else frozenset()
    path = report.pages[0].path
    return PageView(path, report, problem_targets(report.problems), state, hidden, Path(path).is_file(), len(made.applied.targets))


def save_page(desk: Desk, who: str, identity: str, *, at: str, write: bool) -> Saved:
    """The page with the wordings that were accepted or edited; no byte outside them changes.

    With `write` the file is written whole or not at all, read again, and every decision whose words are still there
    goes along. A file that changed since it was read is left alone.

    Raises:
        InputError: the bytes cannot be written back, or the file is gone or another one by now.
        LibraryError: nothing may be written.
    """
    # Of two reviewers only what both decided, or settled, is written.
    view = page_view(desk, "" if desk.two_reviewers else who, identity)
    wanted = [
        changed
        for problem, target in zip(view.report.problems, view.targets, strict=True)
        if (changed := _worded(problem, view.state.answer(target, "verdict"))) is not None
    ]
    page = view.report.pages[0]
    fix = fixed(page, wanted)
    held_back = tuple(f"“{clipped(each.words, 80)}”: {each.obstacle or 'it has letters the file cannot hold'}" for each in fix.held_back)
    if not write or not fix.offered:
        return Saved(page.path, fix.data, len(fix.offered), held_back, identity)
    desk.writable()
    if sha256(read_bytes(page.path)).hexdigest() != identity:
        raise InputError(f"{page.path}: needs the file as it was read; found that it changed since. Import it again, then save.")
    write_bytes(Path(page.path), fix.data)
    new = page_of_bytes(page.path, fix.data)
    with desk.library() as library:
        library.add((record_of(new, check_pages((new,))),), RULES)
    desk.ledger()
    return Saved(page.path, fix.data, len(fix.offered), held_back, new.document.identity)


def _worded(problem: Problem, held: Decision | None) -> Problem | None:
    """The problem with the wording decided on, None where there is none."""
    if held is None:
        return None
    words = held.value.words if held.choice == "edit" else problem.replacement if held.choice == "accept" else ""
    return replace(problem, replacement=words) if words else None
