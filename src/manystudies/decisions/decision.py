"""A decision: who, when, what, about which thing, and why; once made it is only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args

from manystudies.certainty import Domain, steps_allowed
from manystudies.errors import DecisionError

What = Literal["accept", "add", "edit", "ignore", "judge", "number", "opinion", "reconcile", "remove", "sign off", "undo"]
TargetKind = Literal["claim", "decision", "finding", "page", "problem", "revision", "row", "study"]
DOMAINS: tuple[Domain, ...] = get_args(Domain)
"""The domains of GRADE on which a row may be judged; a study is judged on its risk of bias, as a whole or by the tool's own domains."""
_KINDS: tuple[TargetKind, ...] = get_args(TargetKind)
RISK_OF_BIAS = "risk of bias"
_FITS: Mapping[What, tuple[TargetKind, ...]] = {
    "accept": ("claim", "finding", "problem"),
    "add": ("study",),
    "edit": ("problem",),
    "ignore": ("claim", "finding", "problem"),
    "judge": ("finding", "study"),
    "number": ("finding",),
    "opinion": ("row", "study"),
    "reconcile": ("claim", "finding", "problem", "row", "study"),
    "remove": ("finding",),
    "sign off": ("page", "revision"),
    "undo": ("decision",),
}
_NEEDS_WHY = frozenset({"ignore", "opinion"})
_LONGEST = 10_000


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What a decision is about: its kind, and a key that reading the same bytes again gives again."""

    kind: TargetKind
    key: str

    def __post_init__(self) -> None:
        if self.kind not in _KINDS or not self.key:
            raise DecisionError(f"A decision needs something it is about; found {self.kind}:{self.key}.")

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def read(cls, text: str) -> "Target":
        """The target that `str` wrote.

        >>> Target.read("problem:3fa:MS301:10-20").key
        '3fa:MS301:10-20'

        Raises:
            DecisionError: it is none.
        """
        kind, _, key = text.partition(":")
        for known in _KINDS:
            if kind == known:
                return cls(known, key)
        raise DecisionError(f"A decision needs something it is about; found {text[:60]!r}.")


@dataclass(frozen=True, slots=True)
class Value:
    """What is decided, beyond yes and no.

    `field` is the part of a finding or study, the domain of an opinion, or the aspect reconciled; `words` the wording
    or what is judged; `start` and `end` the words selected, in the text as given; `step` how far an opinion moves the
    level, with the `studies` looked at and the `tool` used; `choice` what a reconciliation settles on. A finding that is added has a `kind`, its numbers by field and its
    words by field. `origin` is the decision on earlier bytes that this one was carried from, `document` the page a finding
    is added on where its study stands on several.
    """

    field: str = ""
    words: str = ""
    start: int = 0
    end: int = 0
    step: int = 0
    tool: str = ""
    studies: tuple[str, ...] = ()
    choice: What | Literal[""] = ""
    kind: str = ""
    numbers: tuple[tuple[str, int, int], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    origin: int = 0
    document: str = ""

    def plain(self) -> dict[str, object]:
        """What differs from nothing, as it is written to JSON."""
        return {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name) not in {"", 0, ()}}

    @classmethod
    def read(cls, plain: Mapping[str, object]) -> "Value":
        """The value that `plain` wrote, or the fields of a form.

        Raises:
            DecisionError: a field is unknown or of another kind.
        """
        unknown = sorted(set(plain) - {each.name for each in fields(cls)})
        if unknown:
            raise DecisionError(f"A decision needs known fields; found {', '.join(unknown)}.")
        choice = _text(plain, "choice")
        known: What | Literal[""] = ""
        for what in get_args(What):
            if choice == what:
                known = what
        if choice and not known:
            raise DecisionError(f"A reconciliation needs a choice that is known; found {choice[:40]!r}.")
        return cls(
            field=_text(plain, "field"),
            words=_text(plain, "words"),
            start=_whole(plain.get("start", 0)),
            end=_whole(plain.get("end", 0)),
            step=_whole(plain.get("step", 0)),
            tool=_text(plain, "tool"),
            studies=tuple(map(str, _list(plain, "studies"))),
            choice=known,
            kind=_text(plain, "kind"),
            numbers=tuple((str(name), _whole(start), _whole(end)) for name, start, end in _rows(plain.get("numbers", ()), 3)),
            names=tuple((str(name), str(words)) for name, words in _rows(plain.get("names", ()), 2)),
            origin=_whole(plain.get("origin", 0)),
            document=_text(plain, "document"),
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log. `number` is its place there; `document` and `words` the bytes and the words it was made on."""

    number: int
    made_at: str
    who: str
    what: What
    target: Target
    value: Value = Value()
    why: str = ""
    document: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        if not self.who.strip() or len(self.who) > 200:  # noqa: PLR2004 - a name, not a page
            raise DecisionError("A decision needs the name of the person who makes it.")
        if self.what not in _FITS or self.target.kind not in _FITS[self.what]:
            raise DecisionError(f"{self.what!r} cannot be decided about a {self.target.kind}.")
        if self.what in _NEEDS_WHY and not self.why.strip():
            raise DecisionError(f"{self.what.capitalize()} needs a reason.")
        if max(len(self.why), len(self.value.words)) > _LONGEST:
            raise DecisionError(f"A decision needs words of at most {_LONGEST:,} letters.")
        part = self.value if self.what != "reconcile" else replace(self.value, field=self.part)
        _check_value(self.choice or self.what, self.target.kind, part)
        if self.what == "reconcile" and self.value.choice in {"", "reconcile", "sign off", "undo"}:
            raise DecisionError("A reconciliation needs the choice both agree on.")

    @property
    def choice(self) -> What | Literal[""]:
        """What it comes to: itself, or what a reconciliation settles on."""
        return self.value.choice if self.what == "reconcile" else self.what

    @property
    def part(self) -> str:
        """The part of a finding or study, or the domain, that it is about; a reconciliation names it behind its kind."""
        field = self.value.field
        if self.what == "reconcile" and self.value.choice in {"judge", "number", "opinion", "remove"}:
            return field.partition(" ")[2]
        return field


def _check_value(what: What, kind: TargetKind, value: Value) -> None:
    """Refuse a value that says too little for its kind of decision."""
    match what:
        case "edit" if not value.words.strip():
            raise DecisionError("An edit needs the new words.")
        case "number" if not value.field or not 0 <= value.start < value.end:
            raise DecisionError("A number needs the part of the finding it is, and the words selected.")
        case "remove" if not value.field:
            raise DecisionError("Removing a number needs the part of the finding it is.")
        case "judge" if not value.field or not value.words.strip():
            raise DecisionError("A judgement needs what is judged and how.")
        case "add" if not value.kind or not value.numbers:
            raise DecisionError("A finding that is added needs its kind and at least one number.")
        case "opinion":
            _check_opinion(kind, value)
        case _:
            pass


def _check_opinion(kind: TargetKind, value: Value) -> None:
    name = RISK_OF_BIAS if kind == "study" and value.field.startswith(RISK_OF_BIAS) else value.field
    domain = next((each for each in DOMAINS if each == name and (kind == "row" or each == RISK_OF_BIAS)), None)
    if domain is None:
        raise DecisionError(f"An opinion needs a domain that a {kind} is judged on; found {value.field[:40]!r}.")
    if value.step not in steps_allowed(domain):
        allowed = ", ".join(map(str, steps_allowed(domain)))
        raise DecisionError(f"{value.field}: an opinion moves the level by one of {allowed}; found {value.step}.")
    if domain == "starting point" and value.step and value.tool != "ROBINS-I":
        raise DecisionError("Observational evidence starts high only where it was assessed with ROBINS-I.")


def _list(plain: Mapping[str, object], name: str) -> list[object]:
    found = plain.get(name, ())
    return list(found) if isinstance(found, list | tuple) else [found]


def _text(plain: Mapping[str, object], name: str) -> str:
    found = plain.get(name, "")
    if not isinstance(found, str):
        raise DecisionError(f"{name} needs words; found {found!r}.")
    return found


def _whole(found: object) -> int:
    if isinstance(found, bool) or not isinstance(found, int | str):
        raise DecisionError(f"A decision needs whole numbers; found {found!r}.")
    try:
        return int(found)
    except ValueError as error:
        raise DecisionError(f"A decision needs whole numbers; found {str(found)[:40]!r}.") from error


def _rows(found: object, width: int) -> list[Sequence[object]]:
    rows = found if isinstance(found, list | tuple) else None
    if rows is None or not all(isinstance(row, list | tuple) and len(row) == width for row in rows):
        raise DecisionError(f"A decision needs rows of {width}; found {str(found)[:40]!r}.")
    return list(rows)
