"""Decisions taken along when a page gets new bytes, whoever read them: the app, or the command line while it was closed."""

from manystudies.decisions import Decision, carried
from manystudies.desk.ledger import Ledger
from manystudies.library import Library
from manystudies.review import page_of_bytes


def carry(ledger: Ledger, library: Library, path: str, before: str, after: str) -> tuple[Decision, ...]:
    """Every decision on a page's earlier bytes whose words still stand in the new ones, as it is to be made again.

    What was carried before is left out, so that doing it again after a kill finishes it.
    """
    part = ledger.part(before[:16])
    if not part:
        return ()
    known = frozenset(each.value.origin for each in ledger.part(after[:16]))
    old, new = (page_of_bytes(path, library.content(identity)).document for identity in (before, after))
    return carried(part, old, new, known)


def catch_up(ledger: Ledger, library: Library, *, keep: bool) -> None:
    """Carry what was decided on earlier bytes of every listed page to the bytes that stand there now.

    Without `keep` nothing is written: it holds for as long as this ledger is in use.
    """
    decided = frozenset(ledger.names())
    for path, before, after in library.earlier_documents():
        if before[:16] in decided:
            made = carry(ledger, library, path, before, after)
            if keep:
                ledger.extend([library.decide(each) for each in made])
            else:
                ledger.lay_over(made)
