"""Two versions of a page, sentence by sentence: as text, as JSON, and as a page made for sign-off."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import dumps

from markupsafe import Markup

from manystudies.answers import Page
from manystudies.checks import ChangeKind, Comparison, SentenceChange
from manystudies.claims import wording_of
from manystudies.documents import Span
from manystudies.pages.export import Json
from manystudies.pages.places import Places
from manystudies.pages.rendering import render
from manystudies.pages.words import counted

KIND_WORDS: Mapping[ChangeKind, str] = {
    "strengthened": "claims more than before",
    "meaning lost": "no longer says which way the quantity is wrong",
    "numbers": "prints other numbers",
    "weakened": "claims less than before",
    "neutral": "worded differently, as strong as before",
    "added": "new sentence",
    "cut": "sentence cut",
}
"""What happened to a sentence, what a reviewer should see first in front."""

_COUNTED: Mapping[ChangeKind, str] = {
    "strengthened": "strengthened", "meaning lost": "lost their meaning", "numbers": "with other numbers", "weakened": "weakened",
    "neutral": "neutral", "added": "added", "cut": "cut",
}  # fmt: skip
_MARK = Markup("{}<mark>{}</mark>{}")


def compared_text(pages: Sequence[Page], comparisons: Sequence[Comparison]) -> str:
    """Each changed sentence with its place, what happened to it, and both wordings; then what still has no source."""
    places = Places.of_pages(pages)
    lines: list[str] = []
    for each in comparisons:
        lines += [f"{each.old} → {each.new}", _counts(each), ""]
        for change in each.changes:
            lines += [f"{_at(change.new or change.old, places)}: {KIND_WORDS[change.kind]}{_numbers(change)}"]
            lines += [f"  - {_line(change.old_text)}"] if change.old is not None else []
            lines += [f"  + {_line(change.new_text)}"] if change.new is not None else []
            lines += ["    still without a source"] if change.unsourced else []
        if each.unsourced:
            lines += ["", f"Still without a source in {each.new}:"]
            lines += [f"  {_at(span, places)}: {places.words(span)}" for span in each.unsourced]
    return "\n".join(lines) + "\n"


def compared_json(pages: Sequence[Page], comparisons: Sequence[Comparison]) -> str:
    """The comparisons as one JSON object; offsets count characters of the text as given."""
    places = Places.of_pages(pages)
    whole: Json = {"comparisons": [_comparison(each, places) for each in comparisons]}
    return dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One changed sentence as a page shows it; a strength is that of its words on the ladder, −1 where the sentence is not there."""

    number: int
    kind: str
    told: str
    numbers: str
    old: Markup
    new: Markup
    old_at: str
    new_at: str
    unsourced: bool
    old_strength: int = -1
    new_strength: int = -1


def compared_html(pages: Sequence[Page], comparisons: Sequence[Comparison]) -> str:
    """The comparisons as one self-contained HTML file for sign-off: old and new side by side, and room for a name, a date and a decision."""
    places = Places.of_pages(pages)
    shown = [
        {
            "old": each.old,
            "new": each.new,
            "counts": _counts(each),
            "rows": [_row(number, change, places) for number, change in enumerate(each.changes, 1)],
            "unsourced": [(_named(span, places), places.words(span)) for span in each.unsourced],
        }
        for each in comparisons
    ]
    return render("compared.html.jinja", {"comparisons": shown})


def compared_rows(pages: Sequence[Page], comparison: Comparison) -> tuple[ComparedRow, ...]:
    """The changed sentences of a comparison in the order of the page."""
    places = Places.of_pages(pages)
    return tuple(_row(number, change, places) for number, change in enumerate(comparison.changes, 1))


def compared_counts(comparison: Comparison) -> str:
    """What happened to how many sentences, on one line."""
    return _counts(comparison)


def _row(number: int, change: SentenceChange, places: Places) -> ComparedRow:
    return ComparedRow(
        number,
        change.kind.replace(" ", "-"),
        KIND_WORDS[change.kind],
        _numbers(change).removeprefix(" (").removesuffix(")"),
        _marked(change.old_text, change.old_words),
        _marked(change.new_text, change.new_words),
        _named(change.old, places) if change.old is not None else "",
        _named(change.new, places) if change.new is not None else "",
        change.unsourced,
        wording_of(change.old_text).strength if change.old is not None else -1,
        wording_of(change.new_text).strength if change.new is not None else -1,
    )


def _marked(text: str, words: tuple[int, int]) -> Markup:
    start, end = words
    return _MARK.format(text[:start], text[start:end], text[end:]) if start < end else Markup("{}").format(text)


def _comparison(each: Comparison, places: Places) -> dict[str, Json]:
    kinds = Counter(change.kind for change in each.changes)
    return {
        "old": each.old,
        "new": each.new,
        "same": each.same,
        "counts": {kind: kinds[kind] for kind in KIND_WORDS},
        "changes": [_change(change, places) for change in each.changes],
        "unsourced": [_placed(span, places) for span in each.unsourced],
    }


def _change(change: SentenceChange, places: Places) -> dict[str, Json]:
    return {
        "kind": change.kind,
        "old": None if change.old is None else _placed(change.old, places) | {"text": change.old_text, "words": list(change.old_words)},
        "new": None if change.new is None else _placed(change.new, places) | {"text": change.new_text, "words": list(change.new_words)},
        "numbers_gone": list(change.numbers_gone),
        "numbers_come": list(change.numbers_come),
        "unsourced": change.unsourced,
    }


def _placed(span: Span, places: Places) -> dict[str, Json]:
    place = places.place(span)
    return {"path": place.path, "line": place.line, "start": place.start, "end": place.end}


def _counts(each: Comparison) -> str:
    kinds = Counter(change.kind for change in each.changes)
    told = [f"{counted(each.same, 'sentence')} the same", f"{len(each.reworded)} reworded"]
    told += [f"{kinds[kind]} {words}" for kind, words in _COUNTED.items() if kinds[kind]]
    return " · ".join([*told, f"{counted(len(each.unsourced), 'claim')} still without a source"])


def _numbers(change: SentenceChange) -> str:
    if change.old is None or change.new is None or not (change.numbers_gone or change.numbers_come):
        return ""
    return f" ({', '.join(change.numbers_gone) or 'none'} → {', '.join(change.numbers_come) or 'none'})"


def _at(span: Span | None, places: Places) -> str:
    assert span is not None  # noqa: S101 - a change has at least one side; mypy learns it from this line
    place = places.place(span)
    return f"{place.path}:{place.line}"


def _named(span: Span, places: Places) -> str:
    """The file's name alone: whoever signs has no use for the folder it lies in."""
    place = places.place(span)
    return f"{place.name}:{place.line}"


def _line(text: str) -> str:
    return " ".join(text.split())
