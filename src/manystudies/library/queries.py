"""What screens ask of the library: a stretch of the page list, one page, counts, and hits while somebody types."""

import re
import sqlite3
from dataclasses import dataclass
from typing import Literal

Order = Literal["path", "worst"]

_PAGE = (
    "SELECT path, name, identity, trouble, high, medium, low, info, recomputed, studies, worst, coalesce(title, '') "
    "FROM page LEFT JOIN document ON document.number = page.document"
)
_ORDERS: dict[Order, str] = {"worst": "trouble = '', high DESC, medium DESC, low DESC, path", "path": "path"}
_MOST_RANKED = 200
"""Pages that are ranked against each other while somebody types; a word on more pages than that tells little."""
_QUOTED = 8
"""Hits that are shown with the words around them: making those takes longer than finding the page."""
_BEGUN = re.compile(r"\w{3}$")
"""Letters or digits from which a word may be only begun: fewer begin too many words to look them all up at each key."""


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that holds the words searched for, by the identity of its document; ‹ and › mark them in the excerpt."""

    path: str
    identity: str
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class StudyHit:
    """A study whose title, DOI or PMID holds the words, with the document it stands in."""

    key: str
    title: str
    year: str
    design: str
    identity: str


def page_rows(connection: sqlite3.Connection, order: Order, offset: int, limit: int) -> list[tuple[str | int | None, ...]]:
    """The rows of a stretch of the page list."""
    return connection.execute(f"{_PAGE} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?", (limit, offset)).fetchall()


def page_row(connection: sqlite3.Connection, path: str) -> tuple[str | int | None, ...] | None:
    """The row of one path, or None."""
    found: tuple[str | int | None, ...] | None = connection.execute(f"{_PAGE} WHERE path = ?", (path,)).fetchone()
    return found


def finding_count(connection: sqlite3.Connection, identity: str) -> int:
    """How many findings stand on a document."""
    row = connection.execute(
        "SELECT count(*) FROM record JOIN document ON document.number = record.document WHERE identity = ? AND record.kind = 'finding'",
        (identity,),
    ).fetchone()
    return int(row[0])


def page_of_document(connection: sqlite3.Connection, identity: str) -> tuple[str, str] | None:
    """The path and name under which a document is listed, the first where it has several; None where it is not."""
    found = connection.execute(
        "SELECT path, name FROM page JOIN document ON document.number = page.document WHERE identity = ? ORDER BY path LIMIT 1", (identity,)
    ).fetchone()
    return None if found is None else (str(found[0]), str(found[1]))


def document_like(connection: sqlite3.Connection, start: str) -> str | None:
    """The identity that begins so, or None."""
    found = connection.execute(
        "SELECT identity FROM document WHERE identity >= ? AND identity < ? ORDER BY identity LIMIT 1", (start, start + "g")
    ).fetchone()
    return None if found is None else str(found[0])


def documents_of_study(connection: sqlite3.Connection, key: str) -> tuple[str, ...]:
    """The identities of the documents that tell of a study, those still listed first."""
    rows = connection.execute(
        "SELECT DISTINCT identity, page.path IS NULL AS gone FROM study JOIN document ON document.number = study.document "
        "LEFT JOIN page ON page.document = document.number WHERE study.key = ? ORDER BY gone, identity",
        (key,),
    )
    return tuple(str(row[0]) for row in rows)


def earlier_documents(connection: sqlite3.Connection) -> tuple[tuple[str, str, str], ...]:
    """Path, identity and present identity of every document that stood at a listed path before."""
    rows = connection.execute(
        "SELECT page.path, old.identity, new.identity FROM lineage JOIN page ON page.path = lineage.path AND page.document <> lineage.document "
        "JOIN document AS old ON old.number = lineage.document JOIN document AS new ON new.number = page.document ORDER BY 1, lineage.document"
    )
    return tuple((str(path), str(old), str(new)) for path, old, new in rows)


def page_counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many pages the list has, and how many of them could not be read."""
    total, troubled = connection.execute("SELECT count(*), coalesce(sum(trouble <> ''), 0) FROM page").fetchone()
    return int(total), int(troubled)


def finding_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many findings stand on each document that is listed, in the order of the paths; those with none are left out."""
    rows = connection.execute(
        "SELECT identity, found.many FROM (SELECT document, count(*) AS many FROM record WHERE kind = 'finding' GROUP BY document) AS found "
        "JOIN page ON page.document = found.document JOIN document ON document.number = found.document ORDER BY page.path"
    )
    return {str(identity): int(many) for identity, many in rows}


def hits_while_typing(connection: sqlite3.Connection, words: str, limit: int) -> tuple[PageHit, ...]:
    """Pages that hold every word, the last one perhaps only begun; those with the words in their title first.

    Best match first where few pages match; a word on very many pages tells little, and ranking them would take seconds.
    """
    plain = words.replace("\0", " ").split()
    if not plain:
        return ()
    terms = ['"' + word.replace('"', '""') + '"' for word in plain]
    query = " ".join(terms) + ("*" if _BEGUN.search(plain[-1]) else "")
    rowids: dict[int, None] = {}
    many = connection.execute("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (query, _MOST_RANKED)).fetchall()
    if len(many) < _MOST_RANKED:
        ranked = connection.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank, rowid LIMIT ?", (query, limit))
        rowids.update((row[0], None) for row in ranked)
    else:
        titled = connection.execute("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (f"title : ({query})", limit))
        rowids.update((row[0], None) for row in titled)
        rowids.update((row[0], None) for row in many[:limit])
    found: list[PageHit] = []
    for rowid in list(rowids)[:limit]:
        quoted = "snippet(search, 2, '‹', '›', '…', 16)" if len(found) < _QUOTED else "''"
        row = connection.execute(
            f"SELECT page.path, document.identity, document.title, {quoted} FROM search "  # noqa: S608 - constants
            "JOIN page ON page.document = search.rowid JOIN document ON document.number = search.rowid "
            "WHERE search MATCH ? AND search.rowid = ? ORDER BY page.path LIMIT 1",
            (query, rowid),
        ).fetchone()
        if row is not None:
            found.append(PageHit(*row))
    return tuple(found)


def studies_while_typing(connection: sqlite3.Connection, words: str, limit: int) -> tuple[StudyHit, ...]:
    """Studies whose title holds every word, or whose DOI or PMID begins so."""
    terms = words.split()
    if not terms:
        return ()
    like = [f"%{_escaped(term)}%" for term in terms]
    clause = " AND ".join(["study.title LIKE ? ESCAPE '!'"] * len(like))
    rows = connection.execute(
        f"SELECT key, coalesce(study.title, ''), coalesce(year, ''), design, identity FROM study "  # noqa: S608 - only marks are put in
        f"JOIN document ON document.number = study.document WHERE ({clause}) OR doi LIKE ? ESCAPE '!' OR pmid LIKE ? ESCAPE '!' LIMIT ?",
        (*like, f"{_escaped(words)}%", f"{_escaped(words)}%", limit),
    )
    return tuple(StudyHit(*row) for row in rows)


def _escaped(term: str) -> str:
    return term.replace("!", "!!").replace("%", "!%").replace("_", "!_")
