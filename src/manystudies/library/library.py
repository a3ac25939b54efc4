"""The one SQLite file: pages, what was read from them, a full-text search and append-only decisions."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from zlib import compress, decompress

from manystudies.errors import LibraryError
from manystudies.library.schema import migrate


@dataclass(frozen=True, slots=True)
class PageRow:
    """One line of the page list: counts of flagged problems by severity, or the trouble that kept it from being read."""

    path: str
    name: str
    identity: str | None
    trouble: str = ""
    high: int = 0
    medium: int = 0
    low: int = 0
    info: int = 0
    recomputed: int = 0
    studies: int = 0
    worst: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One page ready to be kept. Every tuple holds plain rows: the library knows no grammar.

    `studies`: key, title, year, doi, pmid, design, data. `records`: kind, number, start, end, code, data.
    `tags`: source (`tag`, `category`, `proposed`) and value. `data` is JSON.
    """

    row: PageRow
    content: bytes
    kind: str
    body: str
    studies: tuple[tuple[str, str | None, str | None, str | None, str | None, str, str], ...] = ()
    records: tuple[tuple[str, int, int, int, str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A page that holds the words searched for, with the words around them (marked by ‹ and ›)."""

    path: str
    title: str
    excerpt: str


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
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(f"{path}: needs a library file that can be written; found: {error}.") from error
        try:
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
                "INSERT INTO page (path, name, identity, rules, trouble) VALUES (?, ?, NULL, ?, ?) "
                "ON CONFLICT (path) DO UPDATE SET identity = NULL, rules = excluded.rules, trouble = excluded.trouble, "
                "high = 0, medium = 0, low = 0, info = 0, recomputed = 0, studies = 0, worst = ''",
                (path, name, rules, trouble),
            )

    def known(self, path: str, rules: str) -> str | None:
        """The identity of the bytes last read at `path` with these rules, or None."""
        row = self._connection.execute("SELECT identity FROM page WHERE path = ? AND rules = ?", (path, rules)).fetchone()
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

    def pages(self) -> Iterator[PageRow]:
        """The page list, worst first; pages that could not be read lead it."""
        for row in self._connection.execute(
            "SELECT path, name, page.identity, trouble, high, medium, low, info, recomputed, studies, worst, coalesce(title, '') "
            "FROM page LEFT JOIN document ON document.identity = page.identity "
            "ORDER BY trouble = '', high DESC, medium DESC, low DESC, path"
        ):
            yield PageRow(*row)

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
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not quoted:
            return ()
        rows = self._connection.execute(
            "SELECT page.path, search.title, snippet(search, 2, '‹', '›', '…', 24) FROM search "
            "JOIN page ON page.identity = search.identity WHERE search MATCH ? ORDER BY rank, page.path LIMIT ?",
            (quoted, limit),
        )
        return tuple(SearchHit(*row) for row in rows)

    def tagged(self, value: str) -> tuple[tuple[str, str], ...]:
        """Paths of the pages that carry a tag or category, each with where it comes from."""
        rows = self._connection.execute(
            "SELECT page.path, tag.source FROM tag JOIN page ON page.identity = tag.identity "
            "WHERE tag.value = ? COLLATE NOCASE ORDER BY page.path, tag.source",
            (value,),
        )
        return tuple((str(path), str(source)) for path, source in rows)

    def decide(self, who: str, what: str, about: str, why: str, made_at: str) -> int:
        """Append a decision and return its number. Decisions are never changed or removed."""
        with self._transaction():
            cursor = self._connection.execute(
                "INSERT INTO decision (made_at, who, what, about, why) VALUES (?, ?, ?, ?, ?)", (made_at, who, what, about, why)
            )
            return int(cursor.lastrowid or 0)

    def _add(self, record: PageRecord, rules: str) -> None:
        row, execute = record.row, self._connection.execute
        before = execute("SELECT identity, rules FROM page WHERE path = ?", (row.path,)).fetchone()
        if before == (row.identity, rules):
            return
        held = execute("SELECT 1 FROM document WHERE identity = ?", (row.identity,)).fetchone()
        if held:
            execute("DELETE FROM study WHERE identity = ?", (row.identity,))
            execute("DELETE FROM record WHERE identity = ?", (row.identity,))
            execute("DELETE FROM tag WHERE identity = ?", (row.identity,))
            execute("UPDATE document SET kind = ?, title = ? WHERE identity = ?", (record.kind, row.title, row.identity))
        else:
            execute("INSERT INTO document VALUES (?, ?, ?, ?)", (row.identity, compress(record.content, 1), record.kind, row.title))
            tags = " ".join(value for _, value in record.tags)
            execute("INSERT INTO search (title, tags, body, identity) VALUES (?, ?, ?, ?)", (row.title, tags, record.body, row.identity))
        many = self._connection.executemany
        many("INSERT OR IGNORE INTO study VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ((row.identity, *study) for study in record.studies))
        many(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((row.identity, kind, number, start, end, code, data) for kind, number, start, end, code, data in record.records),
        )
        many("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", ((row.identity, source, value) for source, value in record.tags))
        execute(
            "INSERT OR REPLACE INTO page (path, name, identity, rules, trouble, high, medium, low, info, recomputed, studies, worst) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(row.path, row.name, row.identity, rules, row.trouble, row.high, row.medium, row.low, row.info),
                *(row.recomputed, row.studies, row.worst),
            ),
        )

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
