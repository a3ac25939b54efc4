"""A question put to a library as people left it: with their numbers, what they set aside, and their opinions on certainty."""

from collections.abc import Sequence

from manystudies.answers import Person, Report
from manystudies.desk.opened import Desk
from manystudies.desk.reading import decided, without_ignored
from manystudies.desk.topics import opinions_in
from manystudies.review import Asked, answered, ask


def ask_library(desk: Desk, question: str, *, population: str = "", facts: Sequence[tuple[str, str]] = ()) -> Asked:
    """Answer a question from a library, with everybody's latest decisions; `review.ask` says what may be asked.

    Raises:
        InputError: there is no question, or the population or a value is no known one.
        LibraryError: the file is no library.
    """

    def answering(report: Report, read: str, person: Person) -> Report:
        return _as_left(desk, report, read, person)

    with desk.library() as library:
        return ask(question, library=library, population=population, facts=facts, answering=answering)


def _as_left(desk: Desk, report: Report, question: str, person: Person) -> Report:
    ledger = desk.ledger()
    pages = {page.document.identity[:16] for page in report.pages}
    state = ledger.state(
        [name for name in ledger.names() if name in pages or name == "row" or name.startswith("study:")], "" if desk.two_reviewers else None
    )
    if not state.answers and not state.additions:
        return answered(report, question, (), person)
    left = without_ignored(decided(report, state).report, state)
    found = answered(left, question, (), person)
    opinions = opinions_in(state, found)
    return answered(left, question, opinions, person) if opinions else found
