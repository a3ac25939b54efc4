"""Which words of an abstract name its treated group and which its control group, as scores above and below nought."""

import re

from manystudies.findings.tokens import Candidate, Tokens

STRONG = frozenset(
    {"placebo", "placebos", "control", "controls", "sham", "usual", "waitlist", "wait-list", "observation", "untreated", "pbo"}
)
"""Words that name a control group wherever they stand."""
_WEAK = STRONG | frozenset(
    [
        "standard",
        "conventional",
        "waiting",
        "alone",
        "comparison",
        "comparator",
        "attention",
        "no",
        "routine",
        "saline",
        "vehicle",
        "traditional",
        "without",
        "uc",
        "reference",
        "unexposed",
        "nothing",
        "only",
    ]
)
_TREATED = ("intervention", "experimental")
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "with",
        "and",
        "or",
        "to",
        "for",
        "by",
        "at",
        "from",
        "as",
        "is",
        "was",
        "were",
        "be",
        "been",
        "are",
        "that",
        "this",
        "these",
        "those",
        "than",
        "who",
        "which",
        "had",
        "has",
        "have",
        "not",
        "both",
        "all",
        "each",
        "either",
        "their",
        "its",
        "it",
        "we",
        "our",
        "patients",
        "patient",
        "women",
        "group",
        "groups",
        "arm",
        "arms",
        "received",
        "receive",
        "receiving",
        "therapy",
        "trial",
        "study",
        "randomized",
        "randomised",
        "randomly",
        "assigned",
        "allocated",
        "phase",
        "iii",
        "ii",
        "versus",
        "vs",
        "mg",
        "day",
        "days",
        "daily",
        "week",
        "weeks",
        "months",
        "years",
        "after",
        "during",
        "plus",
        "followed",
        "between",
        "into",
        "among",
        "per",
        "dose",
        "n",
        "mean",
        "median",
        "significantly",
        "significant",
        "respectively",
        "subjects",
        "participants",
        "survivors",
        "survival",
        "rate",
        "higher",
        "lower",
        "more",
        "less",
        "increased",
        "decreased",
        "reported",
        "showed",
        "observed",
        "found",
        "first",
        "second",
        "two",
        "three",
        "other",
        "baseline",
        "year",
        "month",
        "including",
        "overall",
        "total",
        "number",
        "percent",
        "risk",
        "events",
        "cases",
        "compared",
        "comparison",
    ]
)
_LETTER = re.compile(r"[a-e]|[1-5]|i{1,3}|iv")
_GROUP_WORDS = frozenset({"group", "groups", "arm", "arms", "cohort", "regimen"})
_VERSUS = frozenset({"versus", "vs", "v", "against"})
_ASSIGNING = ("randomi", "assign", "allocat")
_LEADS = frozenset({"to", "receive", "received", "receiving", "between", "into", "either", "of", "comparing", "with"})
_TITLE, _REACH, _NEAR, _MOST = 60, 50, 45, 2.5
_SURE = 1.5


def names_at(tokens: Tokens) -> list[str | None]:
    """The telling word at each token: itself, "arm:b" for the b of "arm B", or None."""
    words = tokens.words
    found: list[str | None] = [word if word[0].isalpha() and len(word) > 1 and word not in _STOP else None for word in words]
    for place in range(len(words) - 1):
        if words[place] in _GROUP_WORDS and _LETTER.fullmatch(words[place + 1]):
            found[place + 1] = f"arm:{words[place + 1]}"
    return found


def arm_scores(tokens: Tokens, names: list[str | None], sizes: list[Candidate]) -> dict[str, float]:
    """A score for every word that names a group: above nought for treated groups, below for control groups.

    `sizes` are the numbers read as sizes of groups; the words beside them, the title ("A versus B") and the sentence that
    tells the assignment ("randomised to A or B") give the names. Where nothing tells, the group named first is the treated one.
    """
    scored: dict[str, float] = {}
    _from_title(tokens, names, scored)
    _from_assignment(tokens, names, scored)
    _from_sizes(tokens, names, sizes, scored)
    for word, score in scored.items():
        scored[word] = max(-_MOST, min(_MOST, score))
    scored.update(dict.fromkeys(STRONG, -_MOST))
    scored.update(dict.fromkeys(_TREATED, _MOST))
    return scored


def _oppose(scored: dict[str, float], left: list[str | None], right: list[str | None], weight: float) -> None:
    """Raise the words on the left and lower those on the right, or the other way where control words stand on the left."""
    first, second = {word for word in left if word}, {word for word in right if word}
    if first & STRONG or (first & _WEAK and not second & _WEAK):
        first, second = second, first
    for word in sorted(first - second):
        scored[word] = scored.get(word, 0.0) + weight
    for word in sorted(second - first):
        scored[word] = scored.get(word, 0.0) - weight


def _from_title(tokens: Tokens, names: list[str | None], scored: dict[str, float]) -> None:
    words = tokens.words
    end = next((place for place, word in enumerate(words[:_TITLE]) if word == "." and place > len("abc")), min(len(words), _TITLE))
    for place in range(end):
        compared = words[place] == "compared" and words[place + 1 : place + 2] in (["with"], ["to"])
        if words[place] in _VERSUS or compared or words[place] == "or":
            _oppose(scored, names[max(0, place - 5) : place], names[place + 1 : min(end, place + 7)], 0.4 if words[place] == "or" else 0.7)


def _from_assignment(tokens: Tokens, names: list[str | None], scored: dict[str, float]) -> None:
    words, told = tokens.words, 0
    for place, word in enumerate(words):
        if told >= 5 or not (word.startswith(_ASSIGNING) or word in {"compared", "comparing", "receive", "received"}):  # noqa: PLR2004 - five tell enough
            continue
        limit = min(len(words), place + _REACH)
        begin = next((at for at in range(place, limit) if words[at] in _LEADS or words[at] == "."), limit)
        if begin >= limit or words[begin] == ".":
            continue
        middle = _first(words, begin + 1, limit, frozenset({"or", *_VERSUS})) or _first(words, begin + 1, limit, frozenset({"and", "with"}))
        if middle is None:
            continue
        told += 1
        end = next((at for at in range(middle + 1, min(len(words), middle + 10)) if words[at] in {".", ";"}), min(len(words), middle + 10))
        _oppose(scored, names[max(begin + 1, middle - 8) : middle], names[middle + 1 : end], 1.0)


def _first(words: list[str], begin: int, limit: int, wanted: frozenset[str]) -> int | None:
    for place in range(begin, limit):
        if words[place] in wanted:
            return place
        if words[place] == ".":
            return None
    return None


_BEFORE_STOP = frozenset({"or", "and", "to", ".", ";", "versus", "vs", "either", "received", ")", ","})
_AFTER_STOP = frozenset({".", ";", ")", ","})


def _beside(tokens: Tokens, names: list[str | None], size: Candidate) -> set[str]:
    """The words that name the group a size belongs to: in front of "(n = 28)", else behind the number."""
    words = tokens.words
    if size.first > 1 and words[size.first - 1] == "=" and words[size.first - 2] == "n":
        place = size.first - 3
        if place >= 0 and words[place] in "([,;:":
            place -= 1
        kept: list[str | None] = []
        while place >= 0 and len(kept) < 8 and words[place] not in _BEFORE_STOP and not words[place][0].isdigit():  # noqa: PLR2004 - a name is short
            kept.append(names[place])
            place -= 1
        return {name for name in kept if name}
    place, kept = size.last + 1, []
    while place < len(words) and len(kept) < 12 and words[place] not in _AFTER_STOP and not words[place][0].isdigit():  # noqa: PLR2004 - a clause is longer
        kept.append(names[place])
        place += 1
    return {name for name in kept if name}


def _from_sizes(tokens: Tokens, names: list[str | None], sizes: list[Candidate], scored: dict[str, float]) -> None:
    runs: list[list[Candidate]] = []
    for size in sizes:
        if runs and size.first - runs[-1][-1].first < _NEAR:
            runs[-1].append(size)
        else:
            runs.append([size])
    for run in runs:
        if len(run) < 2:  # noqa: PLR2004 - one group is compared with none
            continue
        told = [_beside(tokens, names, size) for size in run]
        control = [bool(each & STRONG) for each in told]
        if not any(control):
            control = [bool(each & _WEAK) for each in told]
        if all(control) or not any(control):
            sums = [sum(scored.get(word, 0.0) for word in each) for each in told]
            last = sums.index(min(sums)) if max(sums) - min(sums) > _SURE else len(told) - 1
            control = [place == last for place in range(len(told))]
        for each, lower in zip(told, control, strict=True):
            others = {word for other, theirs in zip(told, control, strict=True) if theirs != lower for word in other}
            for word in sorted(each - others):
                scored[word] = scored.get(word, 0.0) + (-1.3 if lower else 1.3)
