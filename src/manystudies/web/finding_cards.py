"""A finding as a card: its numbers by arm or time, each with the place of its words, what they come to, and what was decided."""

from dataclasses import dataclass

from manystudies.decisions import Arith, Decision, arithmetic, cells_of, choices_of, words_by_field
from manystudies.desk import FindingItem
from manystudies.documents import Span
from manystudies.findings import BeforeAfter, Finding, OneArm, Share, TwoArms

_KINDS = {
    "BeforeAfter": "one group, before and after", "Counts": "counts that add up", "Criterion": "a limit", "Difference": "a difference",
    "OneArm": "one group", "Ratio": "a ratio", "Share": "events among people", "Test": "a test", "TwoArms": "two groups",
}  # fmt: skip
_NAMED = {"arm": "group", "first.arm": "first group", "second.arm": "second group"}
_ASKED = ("outcome", "time", "measure", "unit", "arm", "first.arm", "second.arm", "role", "first.role", "second.role")
"""The words of a finding that are offered to be judged, in this order."""


@dataclass(frozen=True, slots=True)
class CellItem:
    """A place for a number: what stands there, and the id of its words in the source."""

    field: str
    label: str
    text: str
    at: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class CellGroup:
    """The numbers of one arm or one time under its name, which is empty where the finding has but one."""

    name: str
    cells: tuple[CellItem, ...]


@dataclass(frozen=True, slots=True)
class WordItem:
    """Words of a finding that may be judged; `choices` are the only ones it may be, if any."""

    field: str
    label: str
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding as the screen sets it; `spare` are the places that no number fills."""

    anchor: str
    target: str
    name: str
    kind: str
    sentence: str
    groups: tuple[CellGroup, ...]
    spare: tuple[CellGroup, ...]
    words: tuple[WordItem, ...]
    sums: tuple[Arith, ...]
    pooled: str
    decision: Decision | None
    hidden: bool


def card_of(item: FindingItem) -> FindingCard:
    """The card of one finding."""
    finding = item.finding
    cells = [
        CellItem(
            cell.field,
            cell.label,
            cell.number.printed.text if cell.number else "",
            anchor_of(cell.number.span) if cell.number else "",
            cell.field in item.corrected,
        )
        for cell in cells_of(finding)
    ]
    words, choices = words_by_field(finding), choices_of(finding)
    return FindingCard(
        "f" + "-".join(str(item.target).split(":")[2:]),
        str(item.target),
        _name(finding),
        _KINDS[type(finding).__name__],
        anchor_of(finding.context.sentence),
        _grouped([cell for cell in cells if cell.text or cell.corrected]),
        _grouped([cell for cell in cells if not cell.text and not cell.corrected]),
        tuple(WordItem(name, _label(name), words.get(name, ""), choices[name]) for name in _ASKED if name in choices),
        arithmetic(finding, {cell.field: cell.text for cell in cells if cell.text}),
        item.pooled,
        item.decision,
        item.hidden,
    )


def anchor_of(span: Span) -> str:
    """The id of the words at a span in the source of a screen."""
    return f"s1-{span.start}-{span.end}"


def _grouped(cells: list[CellItem]) -> tuple[CellGroup, ...]:
    """Cells that share the name before their colon, in the order in which the names come."""
    found: dict[str, list[CellItem]] = {}
    for cell in cells:
        name, mark, label = cell.label.partition(": ")
        own = CellItem(cell.field, label, cell.text, cell.at, cell.corrected) if mark else cell
        found.setdefault(name if mark else "", []).append(own)
    return tuple(CellGroup(name, tuple(held)) for name, held in found.items())


def _label(field: str) -> str:
    return _NAMED.get(field, field.replace(".", " "))


def _name(finding: Finding) -> str:
    context = finding.context
    words = [context.outcome or context.subject or "Result"]
    if isinstance(finding, TwoArms):
        words.append(" against ".join(each.arm.name for each in (finding.first, finding.second) if each.arm.name))
    elif isinstance(finding, BeforeAfter | OneArm | Share) and finding.arm.name:
        words.append(finding.arm.name)
    return ", ".join(each for each in (*words, context.time[:1].lower() + context.time[1:]) if each)


NEW_KINDS: tuple[tuple[str, str], ...] = (
    ("TwoArms", "two groups compared"),
    ("Ratio", "a ratio with its interval"),
    ("Difference", "a difference with its interval"),
    ("BeforeAfter", "one group before and after"),
    ("Share", "events among people"),
)
"""The kinds of findings that a person can add, and what they are called."""
_ESTIMATE = (("estimate", "estimate"), ("interval.low", "interval from"), ("interval.high", "interval to"), ("p", "p"))
_SUMMARY = (("centre", "mean"), ("spread", "SD"))
_ARM = (("people", "people"), ("events", "events"), *_SUMMARY)
Groups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def new_groups(kind: str) -> Groups:
    """The cells of a finding that is to be added, by arm or time: field and label; empty for a kind that cannot be added."""
    match kind:
        case "Ratio" | "Difference":
            return (("", _ESTIMATE),)
        case "TwoArms":
            return (_named("first group", "first", _ARM), _named("second group", "second", _ARM), ("", (("p", "p"),)))
        case "BeforeAfter":
            return (
                ("", (("people", "people"),)),
                _named("before", "before", _SUMMARY),
                _named("after", "after", _SUMMARY),
                ("", (("p", "p"),)),
            )
        case "Share":
            return (("", (("events", "events"), ("total", "of"), ("percent", "percent"))),)
        case _:
            return ()


def _named(name: str, part: str, cells: tuple[tuple[str, str], ...]) -> tuple[str, tuple[tuple[str, str], ...]]:
    return name, tuple((f"{part}.{field}", label) for field, label in cells)
