"""Groups of people: their names, their roles and sizes, and which group a few words speak of."""

import re
from dataclasses import dataclass
from functools import lru_cache

from manystudies.findings.finding import ArmRole
from manystudies.findings.numerals import Numeral
from manystudies.findings.people import People
from manystudies.making import quick

_CONTROL = re.compile(
    r"(?i)\b(?:controls?|placebos?|sham|usual\scare|standard\s(?:care|treatment|therapy|of\scare)|no[\s-](?:treatment|intervention)|untreated|not\svaccinated|unvaccinated|wait(?:ing)?[\s-]?list|comparators?|comparison|vehicle|"
    r"saline|conventional|dummy|healthy|non-?treated|unsupplemented|without)\b"
)
_CASES = re.compile(r"(?i)\bcases\b|\bpatients\b(?=\swith\b)")
_TREATED = re.compile(
    r"(?i)\b(?:intervention|treat(?:ed|ment)|active|experimental|study\sgroup|vaccin|supplement|receiv|given|test\sgroup|therapy|drug)"
)
_WORD = re.compile(r"[a-z0-9][a-z0-9-]*|\N{GREEK SMALL LETTER BETA}|\N{GREATER-THAN OR EQUAL TO}|<")
_SHARED = 0.5
"""The share of a name's telling words that must be found in a group's name."""
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "arm",
        "arms",
        "at",
        "by",
        "each",
        "for",
        "from",
        "given",
        "group",
        "groups",
        "had",
        "in",
        "into",
        "of",
        "on",
        "or",
        "patient",
        "patients",
        "people",
        "person",
        "persons",
        "received",
        "receiving",
        "subject",
        "subjects",
        "participant",
        "participants",
        "individual",
        "individuals",
        "taking",
        "the",
        "their",
        "them",
        "these",
        "those",
        "to",
        "took",
        "treated",
        "two",
        "was",
        "were",
        "who",
        "with",
        "adults",
        "children",
        "women",
        "men",
        "comprised",
        "consisted",
        "assigned",
        "allocated",
        "both",
        "all",
        "total",
        "number",
        "mg",
        "day",
        "daily",
        "per",
    ]
)


@quick
@dataclass(frozen=True, slots=True)
class Group:
    """A group of people that a report names, with its size where it is told."""

    name: str
    role: ArmRole
    size: Numeral | None
    words: frozenset[str]


@lru_cache(maxsize=128)
def _is_control(name: str) -> bool:
    return _CONTROL.search(name) is not None


def role_of(name: str, *, case_control: bool = False) -> ArmRole:
    """The role that a group's words give it; `case_control` says that the report compares cases with controls."""
    if _is_control(name):
        return "control"
    if case_control and _CASES.search(name):
        return "cases"
    return "intervention" if _TREATED.search(name) else "unknown"


def words_of(name: str) -> frozenset[str]:
    """The telling words of a group's name, in lower case."""
    return frozenset(word for word in _WORD.findall(name.lower()) if word not in _STOP and not word.isdigit())


def groups_of(mentions: list[People], *, case_control: bool = False) -> list[Group]:
    """The named groups among numbers of people, the first mention of each name."""
    groups: list[Group] = []
    known: set[frozenset[str]] = set()
    for mention in mentions:
        if mention.form in {"of", "share"}:
            continue
        words = words_of(mention.name)
        if not (words or _is_control(mention.name)):
            continue
        if words in known:
            continue
        known.add(words)
        groups.append(Group(mention.name, role_of(mention.name, case_control=case_control), mention.numeral, words))
    return groups


def group_for(name: str, groups: tuple[Group, ...]) -> Group | None:
    """The one group that a few words speak of: it holds the largest share of their telling words, and no other as large a one."""
    words = words_of(name)
    if not words:
        return None
    scored = sorted(
        (
            (len(words & group.words) / len(words), len(words & group.words) / len(words | group.words), -index)
            for index, group in enumerate(groups)
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < _SHARED:
        return None
    if len(scored) > 1 and scored[1][:2] == scored[0][:2]:
        return None
    return groups[-scored[0][2]]


def other_group(group: Group, groups: tuple[Group, ...]) -> Group | None:
    """The other one of exactly two groups with a size."""
    sized = [each for each in groups if each.size is not None]
    return next((each for each in sized if each is not group), None) if len(sized) == 2 and group in sized else None  # noqa: PLR2004
