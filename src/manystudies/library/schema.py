"""The tables of the library file, as numbered migrations that are only ever added to.

`PRAGMA user_version` holds the number of the last migration carried out. Each runs in one transaction, so
a kill in the middle leaves the file at the version before it.
"""

import sqlite3

from manystudies.errors import LibraryError

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE document (
        identity TEXT PRIMARY KEY CHECK (length(identity) = 64),
        content BLOB NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE page (
        path TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        identity TEXT REFERENCES document (identity),
        rules TEXT NOT NULL,
        trouble TEXT NOT NULL DEFAULT '',
        high INTEGER NOT NULL DEFAULT 0,
        medium INTEGER NOT NULL DEFAULT 0,
        low INTEGER NOT NULL DEFAULT 0,
        info INTEGER NOT NULL DEFAULT 0,
        recomputed INTEGER NOT NULL DEFAULT 0,
        studies INTEGER NOT NULL DEFAULT 0,
        worst TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX page_worst_first ON page (high DESC, medium DESC, low DESC, path);
    CREATE TABLE study (
        identity TEXT NOT NULL REFERENCES document (identity),
        key TEXT NOT NULL,
        title TEXT, year TEXT, doi TEXT, pmid TEXT,
        design TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (identity, key)
    ) WITHOUT ROWID;
    CREATE INDEX study_key ON study (key);
    CREATE TABLE record (
        identity TEXT NOT NULL REFERENCES document (identity),
        kind TEXT NOT NULL CHECK (kind IN ('claim', 'finding', 'problem', 'recomputed')),
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        code TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (identity, kind, number)
    ) WITHOUT ROWID;
    CREATE TABLE tag (
        identity TEXT NOT NULL REFERENCES document (identity),
        source TEXT NOT NULL CHECK (source IN ('category', 'proposed', 'tag')),
        value TEXT NOT NULL,
        PRIMARY KEY (value, source, identity)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE search USING fts5 (title, tags, body, identity UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');
    CREATE TABLE decision (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        about TEXT NOT NULL,
        why TEXT NOT NULL
    );
    CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
        BEGIN SELECT RAISE (ABORT, 'decisions are append-only'); END;
    CREATE TRIGGER decision_is_not_rewritten BEFORE UPDATE ON decision
        BEGIN SELECT RAISE (ABORT, 'decisions are append-only'); END;
    """,
    # What was read from a page is kept packed beside it, and rows name their document by number: a page takes a third of
    # the room. Readings are made anew (pages without rules are read again); documents and decisions stay as they are.
    """
    CREATE TABLE document_numbered (
        number INTEGER PRIMARY KEY,
        identity TEXT NOT NULL UNIQUE CHECK (length(identity) = 64),
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        content BLOB NOT NULL,
        reading BLOB NOT NULL
    );
    INSERT INTO document_numbered (identity, kind, title, content, reading) SELECT identity, kind, title, content, x'' FROM document;
    UPDATE page SET rules = '';
    DROP TABLE study;
    DROP TABLE record;
    DROP TABLE tag;
    DROP TABLE search;
    CREATE TABLE page_numbered (
        path TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        document INTEGER REFERENCES document_numbered (number),
        rules TEXT NOT NULL,
        trouble TEXT NOT NULL DEFAULT '',
        high INTEGER NOT NULL DEFAULT 0,
        medium INTEGER NOT NULL DEFAULT 0,
        low INTEGER NOT NULL DEFAULT 0,
        info INTEGER NOT NULL DEFAULT 0,
        recomputed INTEGER NOT NULL DEFAULT 0,
        studies INTEGER NOT NULL DEFAULT 0,
        worst TEXT NOT NULL DEFAULT ''
    ) WITHOUT ROWID;
    INSERT INTO page_numbered SELECT path, name, document_numbered.number, rules, trouble, high, medium, low, info, recomputed, studies, worst
        FROM page LEFT JOIN document_numbered ON document_numbered.identity = page.identity;
    DROP TABLE page;
    DROP TABLE document;
    ALTER TABLE document_numbered RENAME TO document;
    ALTER TABLE page_numbered RENAME TO page;
    CREATE INDEX page_document ON page (document);
    CREATE TABLE study (
        document INTEGER NOT NULL REFERENCES document (number),
        key TEXT NOT NULL,
        title TEXT, year TEXT, doi TEXT, pmid TEXT,
        design TEXT NOT NULL,
        PRIMARY KEY (document, key)
    ) WITHOUT ROWID;
    CREATE INDEX study_key ON study (key);
    CREATE TABLE record (
        document INTEGER NOT NULL REFERENCES document (number),
        kind TEXT NOT NULL CHECK (kind IN ('claim', 'finding', 'problem', 'recomputed')),
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (document, kind, number)
    ) WITHOUT ROWID;
    CREATE TABLE tag (
        document INTEGER NOT NULL REFERENCES document (number),
        source TEXT NOT NULL CHECK (source IN ('category', 'proposed', 'tag')),
        value TEXT NOT NULL,
        PRIMARY KEY (document, source, value)
    ) WITHOUT ROWID;
    CREATE INDEX tag_value ON tag (value COLLATE NOCASE);
    CREATE VIRTUAL TABLE search USING fts5 (title, tags, body, tokenize = 'unicode61 remove_diacritics 2');
    """,
    """
    ALTER TABLE decision ADD COLUMN value TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE decision ADD COLUMN document TEXT NOT NULL DEFAULT '';
    ALTER TABLE decision ADD COLUMN words TEXT NOT NULL DEFAULT '';
    CREATE TRIGGER decision_keeps_its_number BEFORE INSERT ON decision
        WHEN EXISTS (SELECT 1 FROM decision WHERE number = NEW.number)
        BEGIN SELECT RAISE (ABORT, 'decisions are append-only'); END;
    CREATE TABLE look (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        who TEXT NOT NULL,
        topic TEXT NOT NULL,
        seen TEXT NOT NULL
    );
    CREATE INDEX look_last ON look (who, topic, number);
    CREATE TABLE topic (
        question TEXT NOT NULL,
        viewer TEXT NOT NULL,
        stamp TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (question, viewer)
    ) WITHOUT ROWID;
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    INSERT INTO setting VALUES ('page changes', '0');
    CREATE TRIGGER page_added AFTER INSERT ON page
        BEGIN UPDATE setting SET value = value + 1 WHERE name = 'page changes'; END;
    CREATE TRIGGER page_changed AFTER UPDATE OF document ON page WHEN OLD.document IS NOT NEW.document
        BEGIN UPDATE setting SET value = value + 1 WHERE name = 'page changes'; END;
    CREATE TRIGGER page_dropped AFTER DELETE ON page
        BEGIN UPDATE setting SET value = value + 1 WHERE name = 'page changes'; END;
    """,
    # Which documents ever stood at a path, so that decisions on earlier bytes are found again; answers are kept in memory.
    """
    DROP TABLE topic;
    CREATE TABLE lineage (
        path TEXT NOT NULL,
        document INTEGER NOT NULL REFERENCES document (number),
        PRIMARY KEY (path, document)
    ) WITHOUT ROWID;
    INSERT INTO lineage SELECT path, document FROM page WHERE document IS NOT NULL;
    CREATE TRIGGER page_descends AFTER INSERT ON page WHEN NEW.document IS NOT NULL
        BEGIN INSERT OR IGNORE INTO lineage VALUES (NEW.path, NEW.document); END;
    """,
)


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring a library file to the newest version; several processes may try at once.

    Raises:
        LibraryError: the file was written by a newer manystudies.
    """
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise LibraryError(f"{name}: needs a library of version {len(MIGRATIONS)} or older; found {version}, made by a newer manystudies.")
    while version < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = _version(connection)
            if version < len(MIGRATIONS):
                for statement in _statements(MIGRATIONS[version]):
                    connection.execute(statement)
                version += 1
                connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection) -> int:
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0])


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would commit before it starts."""
    statements: list[str] = []
    held = ""
    for line in script.splitlines():
        held += line + "\n"
        if sqlite3.complete_statement(held):
            statements.append(held.strip())
            held = ""
    return statements
