"""The log of decisions, the looks of each reviewer and the settings, as functions over one connection."""

import json
import sqlite3
from typing import TYPE_CHECKING

from manystudies.errors import DecisionError, LibraryError

if TYPE_CHECKING:
    from manystudies.decisions import Decision, Seen

_COLUMNS = "number, made_at, who, what, about, value, why, document, words"


def insert_decision(connection: sqlite3.Connection, decision: "Decision") -> int:
    """Append a decision inside a transaction; returns its number."""
    value = json.dumps(decision.value.plain(), ensure_ascii=False)
    texts = (decision.made_at, decision.who, decision.what, str(decision.target), decision.why, value, decision.document, decision.words)
    # Half a letter, as a damaged page may hold, is no text that can be stored.
    cursor = connection.execute(
        "INSERT INTO decision (made_at, who, what, about, why, value, document, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        tuple(text.encode("utf-8", "replace").decode("utf-8") for text in texts),
    )
    return int(cursor.lastrowid or 0)


def read_decisions(connection: sqlite3.Connection, after: int) -> "tuple[Decision, ...]":
    """The decisions with numbers above `after`, in the order they were made.

    Raises:
        LibraryError: a line of the log cannot be understood.
    """
    rows = connection.execute(f"SELECT {_COLUMNS} FROM decision WHERE number > ? ORDER BY number", (after,))  # noqa: S608 - a constant
    return tuple(_decision(row) for row in rows)


def _decision(row: tuple[int, str, str, str, str, str, str, str, str]) -> "Decision":
    from manystudies.decisions import Decision, Target, Value

    number, made_at, who, what, about, value, why, document, words = row
    try:
        # The noun refuses any other word for what was decided.
        read = Value() if value == "{}" else Value.read(json.loads(value))
        return Decision(number, made_at, who, what, Target.read(about), read, why, document, words)  # type: ignore[arg-type]
    except (DecisionError, ValueError) as error:
        raise LibraryError(f"Decision {number} of the library needs a newer manystudies or a whole file; found: {error}") from error


def insert_look(connection: sqlite3.Connection, who: str, topic: str, seen: "Seen", made_at: str) -> None:
    """Note what a reviewer was shown of a topic."""
    told = json.dumps(seen.plain(), ensure_ascii=False)
    connection.execute("INSERT INTO look (made_at, who, topic, seen) VALUES (?, ?, ?, ?)", (made_at, who, topic, told))


def read_look(connection: sqlite3.Connection, who: str, topic: str) -> "Seen | None":
    """What a reviewer last saw of a topic, or None."""
    from manystudies.decisions import Seen

    row = connection.execute("SELECT seen FROM look WHERE who = ? AND topic = ? ORDER BY number DESC LIMIT 1", (who, topic)).fetchone()
    return None if row is None else Seen.read(json.loads(row[0]))


def read_setting(connection: sqlite3.Connection, name: str) -> str:
    """A setting of the library; empty where it was never set."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])
