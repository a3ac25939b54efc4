"""Since a person last looked: what is new, what changed, and what is now contradicted."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """What a topic showed at one moment: each row's name and its result by key, and each contradiction's words by key."""

    rows: Mapping[str, tuple[str, str]]
    contradictions: Mapping[str, str]

    def plain(self) -> dict[str, object]:
        """As it is written to JSON."""
        return {"rows": {key: list(row) for key, row in self.rows.items()}, "contradictions": dict(self.contradictions)}

    @classmethod
    def read(cls, plain: object) -> "Seen":
        """What `plain` wrote; anything else shows nothing."""
        held = plain if isinstance(plain, dict) else {}
        rows, words = held.get("rows"), held.get("contradictions")
        found = {
            str(key): (str(row[0]), str(row[1]))
            for key, row in (rows.items() if isinstance(rows, dict) else ())
            if isinstance(row, list | tuple) and len(row) == 2  # noqa: PLR2004 - a name and a result
        }
        return cls(found, {str(key): str(told) for key, told in (words.items() if isinstance(words, dict) else ())})


@dataclass(frozen=True, slots=True)
class Since:
    """What differs from the last look. `changed` holds name, what it showed, what it shows; `first` tells that there was no look yet."""

    first: bool
    new: tuple[str, ...] = ()
    changed: tuple[tuple[str, str, str], ...] = ()
    gone: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.new or self.changed or self.gone or self.contradicted)


def since(last: Seen | None, now: Seen) -> Since:
    """What is new, changed, gone and newly contradicted; all of it empty at the first look.

    >>> before = Seen({"a": ("iron", "1.2")}, {})
    >>> since(before, Seen({"a": ("iron", "0.9"), "b": ("zinc", "2.0")}, {})).changed
    (('iron', '1.2', '0.9'),)
    """
    if last is None:
        return Since(first=True)
    return Since(
        first=False,
        new=tuple(name for key, (name, _) in now.rows.items() if key not in last.rows),
        changed=tuple(
            (name, last.rows[key][1], shown) for key, (name, shown) in now.rows.items() if key in last.rows and last.rows[key][1] != shown
        ),
        gone=tuple(name for key, (name, _) in last.rows.items() if key not in now.rows),
        contradicted=tuple(told for key, told in now.contradictions.items() if key not in last.contradictions),
    )
