"""Decisions taken along when a page gets new bytes."""

from manystudies.decisions import carried
from manystudies.desk.opened import Desk
from manystudies.library import Library
from manystudies.review import page_of_bytes


def carry(desk: Desk, library: Library, path: str, before: str, after: str) -> int:
    """Make again, about a page's new bytes, every decision whose words still stand in them; returns how many.

    What was carried before is left out, so that doing it again after a kill finishes it.
    """
    ledger = desk.ledger()
    part = ledger.part(before[:16])
    if not part:
        return 0
    known = frozenset(each.value.origin for each in ledger.part(after[:16]))
    old, new = (page_of_bytes(path, library.content(identity)).document for identity in (before, after))
    made = carried(part, old, new, known)
    for each in made:
        library.decide(each)
    return len(made)
