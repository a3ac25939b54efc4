"""How strongly a sentence claims something, by its explicit words."""

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from manystudies.claims.appearances import claims_nothing, is_aim, is_aside
from manystudies.claims.claim import ClaimKind, Direction, Strength
from manystudies.claims.phrases import Match, Phrasebook, Word, plain_words, read_phrasebook, words_of

_TIMES = re.compile(r"\d(?<!\w\d)\d*(?:\.\d+)?\s?(?:[x×]|-?\s?fold\b|\btimes\b)", re.IGNORECASE)
_ASKS = frozenset(
    {
        "are",
        "can",
        "could",
        "did",
        "do",
        "does",
        "has",
        "have",
        "how",
        "is",
        "should",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "would",
    }
)
_OPENING = 3
"""Among how many first words a question has its question word: "But what if …?"."""
_ASSOCIATED, _MAY_HELP, _HELPS = 2, 3, 4
_MODAL_REACH = 8
"""How many words in front of a phrase a "may" still softens it, when no verb of its own stands between: "may disrupt normal processes, leading to"."""
_VERBS = frozenset({"are", "has", "have", "is", "was", "were"})
_SOFT_REACH = 20
_BACKWARD_REACH = 4
_TURNS = frozenset({"although", "but", "however", "yet"})
_HAPPENINGS = frozenset(
    {
        "decrease",
        "decreased",
        "decreases",
        "decreasing",
        "improve",
        "improved",
        "improves",
        "increase",
        "increased",
        "increases",
        "increasing",
        "reduced",
        "worsen",
        "worsened",
        "worsening",
        "worsens",
    }
)
_BEHIND_A_HAPPENING = frozenset(
    {
        "",
        "after",
        "among",
        "and",
        "at",
        "but",
        "by",
        "during",
        "dramatically",
        "if",
        "from",
        "in",
        "on",
        "over",
        "sharply",
        "significantly",
        "slightly",
        "when",
        "within",
    }
)
_AMOUNTS = frozenset({"cent", "fold", "half", "one", "per", "percent", "third", "times", "twice", "two", "x"})
_GOES_ALONG = frozenset({"decrease", "decreases", "increase", "increases"})
_SUPPLIED = frozenset(
    {
        "diet",
        "dose",
        "doses",
        "drug",
        "drugs",
        "iu",
        "pill",
        "pills",
        "supplement",
        "supplementation",
        "supplements",
        "therapy",
        "treatment",
    }
)
_DOER_REACH = 8
_DEFINITION = re.compile(
    r"\b(?:is|are|can be) (?:an?|the) (?:[\w-]+,? ){0,4}(?:condition|disease|disorder|illness|syndrome) (?:that|which|characteri[sz]ed|marked|defined|in which)\b",
    re.IGNORECASE,
)
_COMPARED_WITH = frozenset(
    {"control", "exercise", "intervention", "medication", "placebo", "supplement", "supplementation", "supplements", "therapy", "treatment"}
)
"""Behind "no" these say what something was compared with: "or no intervention in preventing falls"."""
_NOT_SIGNIFICANT = re.compile(
    r"[^.;]{0,120}?\b(?:(?:was|were|is|are|but) not|did not reach)\s(?:\w+ly\s)?significan(?:t|ce)\b", re.IGNORECASE
)
"""Behind a verb: what was seen could be chance, so the sentence tells of no effect shown."""
_OBSERVED = frozenset(
    {"significant", "significantly", "statistically", "shown", "show", "evidence", "demonstrated", "found", "find", "detected"}
)
"""Words that make "no effect" a report of what was observed instead of a claim that there is none."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of one sentence claim.

    `words` is the range of the phrase that carries the strength, `swapped` whether the thing acted on stands
    before it, `hedges` the ranges of what softens it, `negated` the range that turns it into no effect, and
    `question` whether it only asks.
    """

    strength: Strength
    kind: ClaimKind
    direction: Direction
    words: tuple[int, int] | None = None
    swapped: bool = False
    hedges: tuple[tuple[int, int], ...] = ()
    negated: tuple[int, int] | None = None
    question: bool = False
    times: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Books:
    ladder: Phrasebook
    hedges: Phrasebook
    negations: Phrasebook


@cache
def _books() -> _Books:
    return _Books(read_phrasebook("ladder.tsv"), read_phrasebook("hedges.tsv"), read_phrasebook("negations.tsv"))


def wording_of(text: str) -> Wording:
    """The strength, kind, direction and hedges of one sentence or heading, by its explicit words.

    The strongest phrase of the ladder counts. A hedge lowers "helps" and "proven" to "may help"; a question mark is a
    hedge. A negation before the phrase makes it a claim of no effect, whose strength is what is denied; where only a
    significant or shown effect is denied it is one step lower.

    >>> wording_of("Magnesium may relieve cramps.").strength
    3
    >>> wording_of("Vitamin D did not improve sleep.").kind
    'null'

    When not to believe it: irony, and claims carried by grammar alone ("Iron: goodbye, restless legs").
    """
    books = _books()
    question = text.rstrip().endswith("?")
    times = _TIMES.search(text)
    if times is None and not books.ladder.may_match(text):
        return Wording(0, "association", "unclear", question=question)
    plain = plain_words(text) if times is None else None
    if plain is not None and not books.ladder.stands_in(plain):
        return Wording(0, "association", "unclear", question=question and any(word in _ASKS for word in plain[:_OPENING]))
    words = words_of(text)
    asks = question and any(word.text in _ASKS for word in words[:_OPENING])
    found = [match for match in books.ladder.matches(words) if not claims_nothing(match, words, text)]
    if not found and times is None:
        return Wording(0, "association", "unclear", question=asks)
    found = _without_circumstances([match for match in found if not is_aside(match, text, words)] or found, words)
    hedges = tuple(books.hedges.matches(words))
    negations = tuple(books.negations.matches(words))
    best: tuple[int, int, Match, Match | None] | None = None
    for match in found:
        negation = _negation_of(match, negations, words)
        denied = _denied(int(match.columns[0]), negation, match, words)
        reached = {hedge.columns[0] for hedge in hedges if _reaches(hedge, match, words)}
        strength = _lowered(denied, reached, question=question)
        if strength > _MAY_HELP and is_aim(match, words, text):
            strength = _MAY_HELP
        if best is None or (strength, match.last - match.first) > best[:2]:
            best = (strength, match.last - match.first, match, negation)
    if best is None:
        place = times.span() if times else None
        return Wording(2, "association", "unclear", place, hedges=_ranges(hedges, words), question=asks, times=place)
    strength, _, match, negation = best
    _, kind, direction, order = match.columns
    if kind == "effect" and negation is None and _NOT_SIGNIFICANT.match(text, words[match.last - 1].end):
        kind, direction, strength = "null", "null", min(strength, _MAY_HELP)
    if kind == "null":
        negation = negation or match
    elif strength >= _HELPS and _is_definition(text, words[match.first].start):
        strength, kind = 1, "mechanism"
    elif strength > _ASSOCIATED and negation is None and _has_no_object(match, words):
        strength, kind = _ASSOCIATED, "trend"
    return Wording(
        cast("Strength", strength),
        "null" if negation else cast("ClaimKind", kind),
        "null" if negation else cast("Direction", direction),
        (words[match.first].start, words[match.last - 1].end),
        order == "swap",
        _ranges(hedges, words),
        (words[negation.first].start, words[negation.last - 1].end) if negation else None,
        asks,
        times.span() if times else None,
    )


def _is_definition(text: str, start: int) -> bool:
    """Whether the phrase belongs to a sentence that says what a condition is: "is a disorder that disturbs sleep"."""
    return _DEFINITION.search(text, 0, start) is not None


def _has_no_object(match: Match, words: tuple[Word, ...]) -> bool:
    """Whether a verb tells only what happened: "their headaches improved", "the score decreased in both groups"."""
    if not match.first or words[match.first].text not in _HAPPENINGS:
        return False
    if match.last - match.first != 1:
        # "reduced by half" says how much, "reduced by zinc" what did it.
        return words[match.last - 1].text == "by" and match.last < len(words) and _is_amount(words[match.last].text)
    if words[match.first].text == "reduced" and "by" in {word.text for word in words[match.last : match.last + _DOER_REACH]}:
        return False
    at = next((at for at in range(match.last, len(words)) if not _is_amount(words[at].text)), len(words))
    behind = words[at].text if at < len(words) else ""
    if behind == "with" and words[match.first].text in _GOES_ALONG:
        return not _SUPPLIED & {word.text for word in words[at : at + _DOER_REACH]}
    return behind in _BEHIND_A_HAPPENING


def _is_amount(word: str) -> bool:
    return word in _AMOUNTS or word.rstrip("x").isdecimal()


def _without_circumstances(found: list[Match], words: tuple[Word, ...]) -> list[Match]:
    """The phrases of the main clause, where there are any.

    "dropped … after levels were raised" keeps the first, "by reducing inflammation it might help" the last.
    """
    main = [
        match
        for match in found
        if not _after(found[0], match, words) and not (match.first and words[match.first - 1].text in {"by", "through"})
    ]
    return main or found


def _after(first: Match, match: Match, words: tuple[Word, ...]) -> bool:
    return any(word.text in {"after", "once", "when", "while"} for word in words[first.first : match.first])


def _negation_of(match: Match, negations: tuple[Match, ...], words: tuple[Word, ...]) -> Match | None:
    """The negation whose reach covers the phrase, if any; "not only" and "with or without" are none."""
    for negation in negations:
        if negation.last < len(words) and words[negation.last].text in {"only", "or"}:
            continue
        if (
            negation.last < len(words)
            and negation.first
            and words[negation.first].text == "no"
            and words[negation.last].text in _COMPARED_WITH
        ):
            continue
        if negation.first > 1 and words[negation.first - 1].text == "or" and words[negation.first - 2].text == "with":
            continue
        reach = negation.last + int(negation.columns[0])
        if negation.first <= match.first < reach and not any(word.text in _TURNS for word in words[negation.last : match.first]):
            return negation
        if match.first <= negation.first < match.last:
            return negation
    return None


def _denied(strength: int, negation: Match | None, match: Match, words: tuple[Word, ...]) -> int:
    """How strong a claim of no effect is: one step lower where it only reports what was not shown."""
    if negation is None or match.columns[1] == "null":
        return strength
    near = {word.text for word in words[max(0, negation.first - 2) : match.last + 2]}
    strength = min(strength, _HELPS)
    return strength - 1 if near & _OBSERVED and strength > _ASSOCIATED else strength


def _lowered(strength: int, reached: set[str], *, question: bool) -> int:
    """The strength after the hedges that reach the phrase."""
    if strength <= _MAY_HELP:
        return strength
    if question or reached & {"modal", "doubt"}:
        return _MAY_HELP
    return strength - 1 if "soft" in reached else strength


def _reaches(hedge: Match, match: Match, words: tuple[Word, ...]) -> bool:
    """Whether a hedge softens a phrase: near in front of it without another verb between, or close behind it."""
    weight = hedge.columns[0]
    if weight == "doubt" or hedge.first == match.first or 0 <= hedge.first - match.last < _BACKWARD_REACH:
        return True
    between = words[hedge.last : match.first]
    if weight == "soft":
        return 0 < len(between) < _SOFT_REACH or hedge.last == match.first
    return hedge.last <= match.first and len(between) < _MODAL_REACH and not any(word.text in _VERBS for word in between)


def _ranges(matches: tuple[Match, ...], words: tuple[Word, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((words[match.first].start, words[match.last - 1].end) for match in matches)
