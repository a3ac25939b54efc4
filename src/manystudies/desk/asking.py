"""A question put to a library as people left it: with their numbers, what they set aside, and their opinions on certainty."""

from collections.abc import Sequence

from manystudies.answers import Person, Report
from manystudies.desk.opened import Desk
from manystudies.desk.reading import decided, without_ignored
from manystudies.desk.topics import opinions_in
from manystudies.review import Asked, Good, PooledPages, answered, ask, pool_library


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


def pool_held(desk: Desk, outcome: str = "", *, measure: str = "", components: bool = False, good: Good | None = None) -> PooledPages:
    """What the pages of a library pool, with everybody's latest decisions; `review.pool_library` says more.

    Raises:
        InputError: the library holds no page, or too many to pool without an outcome.
        LibraryError: the file is no library.
    """
    with desk.library() as library:
        return pool_library(
            library,
            outcome,
            measure=measure,
            components=components,
            good=good,
            answering=lambda report: _as_left(desk, report, None, Person()),
        )


def _as_left(desk: Desk, report: Report, question: str | None, person: Person) -> Report:
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
