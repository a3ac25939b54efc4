"""The one SQLite file: pages, what was read from them, a full-text search and append-only decisions."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from zlib import decompress

from manystudies.errors import LibraryError
from manystudies.library.log import (
    insert_decision,
    insert_look,
    read_decisions,
    read_look,
    read_setting,
)
from manystudies.library.queries import (
    Order,
    PageHit,
    StudyHit,
    document_like,
    documents_of_study,
    earlier_documents,
    finding_count,
    finding_counts,
    hits_while_typing,
    page_counts,
    page_of_document,
    page_row,
    page_rows,
    studies_while_typing,
)
from manystudies.library.rows import PageRecord, PageRow, SearchHit
from manystudies.library.schema import migrate

if TYPE_CHECKING:
    # The pure rooms behind it load numpy, which a search never needs.
    from manystudies.decisions import Decision, Seen


class Library:
    """The only object that holds a connection. Use it as a context manager.

    Everything written through it is in the file when the call returns; a kill at any moment leaves whole pages
    only. Several processes may write at once: each waits up to ten seconds for the others.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the library at `path`.

        Raises:
            LibraryError: the folder is missing, the file cannot be written, or it is no library.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # A server hands a library from thread to thread, never to two at once.
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(f"{path}: needs a library file that can be written; found: {error}.") from error
        try:
            self._connection.execute("PRAGMA page_size = 8192")  # heard by a new file only
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            # A folder writes hundreds of megabytes: a larger cache and log spare most of the copying between them.
            self._connection.execute("PRAGMA cache_size = -65536")
            self._connection.execute("PRAGMA wal_autocheckpoint = 10000")
            self._connection.execute("PRAGMA foreign_keys = ON")
            migrate(self._connection, str(path))
        except LibraryError:
            self.close()
            raise
        except sqlite3.Error as error:
            self.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise LibraryError(f"{path}: needs a library made by manystudies; found a file of another kind.") from error
            raise LibraryError(f"{path}: needs a library file that can be written; found: {error}.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Fold the log into the file and close it."""
        self._connection.close()

    def add(self, records: Iterable[PageRecord], rules: str) -> None:
        """Keep pages, all or none of them. Adding the same bytes again under the same path and rules changes nothing.

        Args:
            records: pages with all that was read from them.
            rules: the version of the rules they were read with.

        Raises:
            LibraryError: the file cannot be written (a full disk, a lock held too long).
        """
        with self._transaction():
            for record in records:
                self._add(record, rules)

    def add_trouble(self, path: str, name: str, trouble: str, rules: str) -> None:
        """Note that a page could not be read, in the words shown to its user."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO page (path, name, document, rules, trouble) VALUES (?, ?, NULL, ?, ?) "
                "ON CONFLICT (path) DO UPDATE SET document = NULL, rules = excluded.rules, trouble = excluded.trouble, "
                "high = 0, medium = 0, low = 0, info = 0, recomputed = 0, studies = 0, worst = ''",
                (path, name, rules, trouble),
            )

    def known(self, path: str, rules: str) -> str | None:
        """The identity of the bytes last read at `path` with these rules, or None."""
        row = self._connection.execute(
            "SELECT identity FROM page JOIN document ON document.number = page.document WHERE path = ? AND rules = ?", (path, rules)
        ).fetchone()
        return None if row is None else row[0]

    def content(self, identity: str) -> bytes:
        """The bytes of a document as they were given.

        Raises:
            LibraryError: the library does not hold it.
        """
        row = self._connection.execute("SELECT content FROM document WHERE identity = ?", (identity,)).fetchone()
        if row is None:
            raise LibraryError(f"{self.path}: needs a document it holds; found {identity[:12]}.")
        return decompress(row[0])

    def reading(self, identity: str) -> bytes:
        """The JSON of all that was read from a document: `studies`, `claims`, `findings`, `problems` and `recomputed`.

        Raises:
            LibraryError: the library does not hold the document, or holds it unread.
        """
        row = self._connection.execute("SELECT reading FROM document WHERE identity = ?", (identity,)).fetchone()
        if row is None or not row[0]:
            raise LibraryError(f"{self.path}: needs a document it has read; found {identity[:12]}.")
        return decompress(row[0])

    def pages(self) -> Iterator[PageRow]:
        """The page list, worst first; pages that could not be read lead it."""
        for row in self._connection.execute(
            "SELECT path, name, identity, trouble, high, medium, low, info, recomputed, studies, worst, coalesce(title, '') "
            "FROM page LEFT JOIN document ON document.number = page.document "
            "ORDER BY trouble = '', high DESC, medium DESC, low DESC, path"
        ):
            yield PageRow(*row)

    def page_list(self, order: Order, offset: int, limit: int) -> tuple[PageRow, ...]:
        """A stretch of the page list."""
        return tuple(PageRow(*row) for row in page_rows(self._connection, order, offset, limit))  # type: ignore[arg-type] # as stored

    def page_counts(self) -> tuple[int, int]:
        """How many pages the list has, and how many of them could not be read."""
        return page_counts(self._connection)

    def page_of(self, identity: str) -> tuple[str, str] | None:
        """The path and name under which a document is listed, or None."""
        return page_of_document(self._connection, identity)

    def identity_of(self, path: str) -> str | None:
        """The identity of the document listed at a path, or None."""
        found = self._connection.execute("SELECT identity FROM page JOIN document ON number = document WHERE path = ?", (path,)).fetchone()
        return None if found is None else str(found[0])

    def page_at(self, path: str) -> PageRow | None:
        """The line of the page list for a path, or None."""
        found = page_row(self._connection, path)
        return None if found is None else PageRow(*found)  # type: ignore[arg-type] # as stored

    def trouble_of(self, path: str) -> str:
        """Why the page at a path could not be read; empty where it could."""
        row = self.page_at(path)
        return "" if row is None else row.trouble

    def finding_count(self, identity: str) -> int:
        """How many findings stand on a document."""
        return finding_count(self._connection, identity)

    def identity_like(self, start: str) -> str | None:
        """The identity of the document whose identity begins so, or None."""
        return document_like(self._connection, start)

    def documents_of(self, study: str) -> tuple[str, ...]:
        """The identities of the documents that tell of a study, by its key."""
        return documents_of_study(self._connection, study)

    def finding_counts(self) -> dict[str, int]:
        """How many findings stand on each listed document, in the order of the paths."""
        return finding_counts(self._connection)

    def hits(self, words: str, limit: int = 20) -> tuple[tuple[PageHit, ...], tuple[StudyHit, ...]]:
        """Pages and studies that hold the words, the last of them perhaps only begun; any text is safe to search for."""
        return hits_while_typing(self._connection, words, limit), studies_while_typing(self._connection, words, limit)

    def forget_pages(self, root: str, kept: Iterable[str]) -> int:
        """Drop from the page list the pages below `root` that are gone; documents and decisions stay. Returns how many."""
        with self._transaction():
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS kept (path TEXT PRIMARY KEY)")
            self._connection.execute("DELETE FROM kept")
            self._connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((path,) for path in kept))
            prefix = root.rstrip("/") + "/"
            cursor = self._connection.execute(
                "DELETE FROM page WHERE substr(path, 1, ?) = ? AND path NOT IN (SELECT path FROM kept)", (len(prefix), prefix)
            )
            return cursor.rowcount

    def search(self, words: str, limit: int = 20) -> tuple[SearchHit, ...]:
        """Pages that hold all the words, best first; any text is safe to search for."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())
        if not quoted:
            return ()
        rows = self._connection.execute(
            "SELECT page.path, search.title, snippet(search, 2, '‹', '›', '…', 24) FROM search "
            "JOIN page ON page.document = search.rowid WHERE search MATCH ? ORDER BY rank, page.path LIMIT ?",
            (quoted, limit),
        )
        return tuple(SearchHit(*row) for row in rows)

    def naming(self, groups: Sequence[Sequence[str]], limit: int) -> tuple[tuple[tuple[str, str, int], ...], int]:
        """Pages that name at least one of the names of every group, best first, and how many there are.

        Each page is its path, the identity of its document and how many of its studies have titles that name something of every
        group: pages with most of those lead. Without groups those with most randomised trials do, and these are counted.
        """
        told = " AND ".join("(" + " OR ".join('"' + name.replace('"', '""') + '"' for name in names) + ")" for names in groups if names)
        if not told:
            rows = self._connection.execute(
                "SELECT page.path, document.identity, coalesce(held.trials, 0) FROM page JOIN document ON document.number = page.document LEFT JOIN "
                "(SELECT document, sum(design LIKE '%randomised%') AS trials, count(*) AS studies FROM study GROUP BY document) AS held "
                "ON held.document = page.document ORDER BY held.trials DESC, held.studies DESC, page.path LIMIT ?",
                (limit,),
            )
            total = self._connection.execute("SELECT count(*) FROM page WHERE document IS NOT NULL").fetchone()
        else:
            # Only question marks go into the text of the query; the names go beside it.
            titled = " AND ".join("(" + " OR ".join(["title LIKE ?"] * len(names)) + ")" for names in groups if names)
            rows = self._connection.execute(
                "SELECT page.path, document.identity, coalesce(held.titles, 0) FROM search JOIN page ON page.document = search.rowid "  # noqa: S608
                "JOIN document ON document.number = page.document LEFT JOIN "
                f"(SELECT document, count(*) AS titles FROM study WHERE {titled} GROUP BY document) AS held "
                "ON held.document = page.document WHERE search MATCH ? ORDER BY held.titles DESC, rank, page.path LIMIT ?",
                (*(f"%{name}%" for names in groups for name in names), told, limit),
            )
            total = self._connection.execute(
                "SELECT count(*) FROM search JOIN page ON page.document = search.rowid WHERE search MATCH ?", (told,)
            ).fetchone()
        return tuple((str(path), str(identity), int(count)) for path, identity, count in rows), int(total[0])

    def tagged(self, value: str) -> tuple[tuple[str, str], ...]:
        """Paths of the pages that carry a tag or category, each with where it comes from."""
        rows = self._connection.execute(
            "SELECT page.path, tag.source FROM tag JOIN page ON page.document = tag.document "
            "WHERE tag.value = ? COLLATE NOCASE ORDER BY page.path, tag.source",
            (value,),
        )
        return tuple((str(path), str(source)) for path, source in rows)

    def decide(self, decision: "Decision", after: int = 0, allowed: "Callable[[tuple[Decision, ...]], None] | None" = None) -> "Decision":
        """Append a decision and return it with its number; it is on the disk when the call returns, whatever happens then.

        Args:
            decision: what was decided; its own number does not count.
            after: the last decision the caller knows.
            allowed: told every later one before anything is written, and raises where the decision may then not be made.

        Raises:
            LibraryError: the file cannot be written.
        """
        # Other writing may be lost by a power cut and done again; a person's work may not.
        self._connection.execute("PRAGMA synchronous = FULL")
        try:
            with self._transaction():
                if allowed is not None:
                    allowed(read_decisions(self._connection, after))
                return replace(decision, number=insert_decision(self._connection, decision))
        finally:
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def decisions(self, after: int = 0) -> "tuple[Decision, ...]":
        """The decisions with numbers above `after`, in the order they were made."""
        return read_decisions(self._connection, after)

    def look(self, who: str, topic: str, seen: "Seen", made_at: str) -> None:
        """Note what a reviewer was shown of a topic."""
        with self._transaction():
            insert_look(self._connection, who, topic, seen, made_at)

    def last_look(self, who: str, topic: str) -> "Seen | None":
        """What a reviewer last saw of a topic, or None."""
        return read_look(self._connection, who, topic)

    def earlier_documents(self) -> tuple[tuple[str, str, str], ...]:
        """Each document that stood at a listed path before the one that stands there now: path, its identity, the identity now."""
        return earlier_documents(self._connection)

    def setting(self, name: str) -> str:
        """A setting of the library, "page changes" among them (how often its page list changed); empty where never set."""
        return read_setting(self._connection, name)

    def settle(self, name: str, value: str) -> None:
        """Set a setting."""
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def _add(self, record: PageRecord, rules: str) -> None:
        row, execute, many = record.row, self._connection.execute, self._connection.executemany
        if self.known(row.path, rules) == row.identity:
            return
        number = self._document(record)
        many("INSERT OR IGNORE INTO study VALUES (?, ?, ?, ?, ?, ?, ?)", [(number, *study) for study in record.studies])
        many("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", [(number, *each) for each in record.records])
        many("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", [(number, *tag) for tag in record.tags])
        execute(
            "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(row.path, row.name, number, rules, row.trouble, row.high, row.medium, row.low, row.info),
                *(row.recomputed, row.studies, row.worst),
            ),
        )

    def _document(self, record: PageRecord) -> int:
        """The number of a page's document, made new or emptied of what was read from it before."""
        row, execute = record.row, self._connection.execute
        held = execute("SELECT number FROM document WHERE identity = ?", (row.identity,)).fetchone()
        number: int
        if held:
            number = held[0]
            for table in ("study", "record", "tag"):
                execute(f"DELETE FROM {table} WHERE document = ?", (number,))  # noqa: S608 - names from the line above
            execute("DELETE FROM search WHERE rowid = ?", (number,))
            execute(
                "UPDATE document SET kind = ?, title = ?, reading = ? WHERE number = ?", (record.kind, row.title, record.reading, number)
            )
        else:
            made = execute(
                "INSERT INTO document (identity, kind, title, content, reading) VALUES (?, ?, ?, ?, ?)",
                (row.identity, record.kind, row.title, record.content, record.reading),
            )
            number = made.lastrowid or 0
        tags = " ".join(value for _, value in record.tags)
        execute("INSERT INTO search (rowid, title, tags, body) VALUES (?, ?, ?, ?)", (number, row.title, tags, record.body))
        return number

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise LibraryError(f"{self.path}: needs to be written; found: {error}.") from error
