"""Decisions taken along when a page gets new bytes, whoever read them: the app, or the command line while it was closed."""

from manystudies.decisions import Decision, carried
from manystudies.desk.ledger import Ledger
from manystudies.library import Library
from manystudies.review import page_of_bytes


def carry(ledger: Ledger, library: Library, path: str, before: str, after: str) -> tuple[Decision, ...]:
    """Make again, about a page's new bytes, every decision whose words still stand in them; returns those made.

    What was carried before is left out, so that doing it again after a kill finishes it.
    """
    part = ledger.part(before[:16])
    if not part:
        return ()
    known = frozenset(each.value.origin for each in ledger.part(after[:16]))
    old, new = (page_of_bytes(path, library.content(identity)).document for identity in (before, after))
    return tuple(library.decide(each) for each in carried(part, old, new, known))


def catch_up(ledger: Ledger, library: Library) -> None:
    """Carry what was decided on earlier bytes of every listed page to the bytes that stand there now."""
    decided = frozenset(ledger.names())
    for path, before, after in library.earlier_documents():
        if before[:16] in decided:
            ledger.extend(carry(ledger, library, path, before, after))
