"""A question about one comparison, and which words of a sentence speak of its outcome and of its two arms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Part = Literal["", "both", "comparator", "intervention", "outcome"]
_WORD = re.compile(r"[a-z\u03b1-\u03c9][a-z0-9\u03b1-\u03c9]*")
_TERM = re.compile(r"[a-z0-9\u03b1-\u03c9]+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"(?<![a-z0-9.])[0-9]+(?:\.[0-9]+)?")
_STOP_WORDS = """
the a an of in on with and or to for by at from as is was were be been are that this these those than who which had has have not no both all each either
their its it we our after before during per between among into using used use measured level levels group groups patients patient treatment subjects mean
score scores rate rates total number change changes time day days week weeks month months year years mg ml kg nbsp amp lt gt
"""
_STOP = frozenset(_STOP_WORDS.split())
_BARE = frozenset(["the", "a", "of", "and", "or", "to", "in", "with", "for", "by"])
_ENDINGS = (
    "ations", "ation", "ingly", "ings", "ments", "ment", "ions", "ion", "ies", "ing", "ness", "ity", "als", "al", "ed", "es", "s", "ic", "ive", "ly", "e", "y",
)  # fmt: skip
_SHORTEST, _ADDED = 3, 4
_CONTROLS = frozenset({"placebo", "control", "controls", "sham", "usual", "standard", "conventional"})
_TREATED = frozenset({"intervention", "experimental", "treated"})
_TREATED_GROUP = frozenset({"treatment", "study", "case", "test", "active"})
_WITHOUT = frozenset({"no", "non", "without", "not"})
_GROUPS = frozenset({"group", "groups", "arm", "arms", "cohort", "cohorts", "protocol"})
_GROUP = re.compile(
    r"\b(?:group|arm|protocol|cohort)s?[\s-]([a-z0-9+&]{1,4})\b(?!\s[a-z]{3,}ed\b)|(?<![a-z0-9-])([a-z0-9+&]{1,4})[\s-](?:group|arm)\b|^\s?([a-z])\s?[=:]"
)
_NEGATED = re.compile(r"\b(?:without|no|not|non)[\s-]((?:[a-z]+[\s-]?){1,3})")
_CONTROL_STEMS = frozenset({"control", "placebo", "sham"})


@dataclass(frozen=True, slots=True)
class Names:
    """What a document calls things by: `short` an abbreviation's long form as stems, `labels` the stems told of a group's label."""

    short: dict[str, frozenset[str]] = field(default_factory=dict)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Does the outcome go up or down with the intervention against the comparator? The words are stems.

    `covers` tells of a stem which stems of the outcome it stands for, `labels` of a group's label which arm it names, `times` are the
    numbers in the outcome, `doses` those in the intervention alone, and `negated` stems name the comparator behind "no" or "without" and
    the intervention elsewhere.
    """

    outcome: frozenset[str]
    intervention: frozenset[str]
    comparator: frozenset[str]
    both: frozenset[str]
    outcome_words: str
    comparator_words: str
    intervention_words: str
    covers: dict[str, frozenset[str]]
    labels: dict[str, Part]
    times: frozenset[str]
    doses: frozenset[str]
    negated: frozenset[str]


_KNOWN = Names(
    {
        short: frozenset(long.split())
        for short, long in {
            "qol": "qual lif", "hrqol": "qual lif", "bmi": "bod mas index", "sbp": "systol blood pressur", "dbp": "diastol blood pressur", "bp": "blood pressur",
            "crp": "rea protein", "aes": "advers event", "ae": "advers event", "saes": "advers event", "os": "overall surviv", "pfs": "progression fre surviv",
            "iop": "intraocular pressur", "icu": "intens car unit", "los": "length stay", "ponv": "nausea vomit", "rbc": "red blood cell", "wbc": "white blood cell",
        }.items()
    }
)  # fmt: skip
"""Abbreviations that abstracts use without saying what they stand for."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its usual endings.

    >>> stem("reduction"), stem("reduced")
    ('reduc', 'reduc')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("ct") else word


def question_of(intervention: str, comparator: str, outcome: str, names: Names | None = None) -> Question:
    """The question that three phrases ask of a document with `names`."""
    names = _KNOWN if names is None else Names(_KNOWN.short | names.short, names.labels)
    treated_words, compared_words, outcome_words = intervention.lower(), comparator.lower(), outcome.lower()
    treated, compared = _expanded(treated_words, names), _expanded(compared_words, names)
    asked = _expanded(outcome_words, names) or all_stems(outcome_words)
    only_treated, only_compared = treated - compared, compared - treated
    if not only_treated or not only_compared:
        one, two = all_stems(treated_words), all_stems(compared_words)
        only_treated, only_compared = only_treated or one - two - _BARE, only_compared or two - one - _BARE
    only_treated, only_compared = only_treated - asked or only_treated, only_compared - asked or only_compared
    covers = {each: frozenset({each}) for each in sorted(asked)}
    aliases: dict[str, Part] = {}
    for name, long in names.short.items():
        met = long & asked
        if met and (len(met) == len(long) if names.short.get(name) is _KNOWN.short.get(name) else 2 * len(met) >= len(long)):
            covers[stem(name)] = covers.get(stem(name), frozenset()) | met
        elif long & _CONTROL_STEMS and not long & treated:
            aliases[stem(name)] = "comparator"
        else:
            one_met, two_met = long & only_treated, long & only_compared
            if one_met and not two_met and 2 * len(long & treated) >= len(long):
                aliases[stem(name)] = "intervention"
            elif two_met and not one_met and 2 * len(long & compared) >= len(long):
                aliases[stem(name)] = "comparator"
    negated = frozenset(stem(word) for match in _NEGATED.finditer(compared_words) for word in match[1].split() if word not in _STOP)
    named_treated = frozenset(name for name, part in aliases.items() if part == "intervention" and name not in only_compared)
    named_compared = frozenset(name for name, part in aliases.items() if part == "comparator" and name not in only_treated)
    return Question(
        asked, only_treated | named_treated, only_compared | named_compared, treated & compared, outcome_words, compared_words, treated_words,
        covers, _labels(names, (treated_words, compared_words), (only_treated, only_compared)), frozenset(_NUMBER.findall(outcome_words)),
        frozenset(_NUMBER.findall(treated_words)) - frozenset(_NUMBER.findall(compared_words)), negated,
    )  # fmt: skip


def _labels(names: Names, phrases: tuple[str, str], arms: tuple[frozenset[str], frozenset[str]]) -> dict[str, Part]:
    """Which arm each label of a group names: as the question says, else as the words told of it do."""
    found: dict[str, Part] = {}
    sides: tuple[Part, Part] = ("intervention", "comparator")
    for phrase, part in zip(phrases, sides, strict=True):
        for match in _GROUP.finditer(phrase):
            label = match[1] or match[2] or match[3]
            if label in names.labels or len(label) == 1:
                found.setdefault(label, part)
    for label, words in names.labels.items():
        if label in found:
            continue
        told = [sum(word in arm for word in words) / max(len(arm), 1) for arm in arms]
        if told[0] != told[1]:
            found[label] = "intervention" if told[0] > told[1] else "comparator"
    missing = [label for label in names.labels if label not in found]
    given = set(found.values())
    if len(missing) == 1 and len(names.labels) == 2 and len(given) == 1:  # noqa: PLR2004 - of two groups the other one
        found[missing[0]] = "comparator" if "intervention" in given else "intervention"
    return found


def stems_of(phrase: str) -> frozenset[str]:
    """The stems of a phrase's words that mean something by themselves."""
    return frozenset(stem(word) for word in _WORD.findall(phrase.lower()) if word not in _STOP)


def _expanded(phrase: str, names: Names) -> frozenset[str]:
    """The stems of a phrase, abbreviations of the document replaced by their long forms."""
    found: set[str] = set()
    for word in _WORD.findall(phrase):
        if word in _STOP:
            continue
        long = names.short.get(word)
        if long:
            found |= long
        else:
            found.add(stem(word))
    return frozenset(found)


def all_stems(phrase: str) -> frozenset[str]:
    """The stems of all words and numbers of a phrase."""
    return frozenset(stem(word) for word in _TERM.findall(phrase))


def parts_of(question: Question, words: Sequence[str], stems: Sequence[str]) -> list[Part]:
    """What each word of a sentence speaks of."""
    parts: list[Part] = []
    named = 0
    for place, word in enumerate(words):
        if word in _GROUPS:
            named = 4
            parts.append("")
            continue
        part: Part = ""
        if (
            question.labels
            and word in question.labels
            and stems[place] not in question.comparator
            and stems[place] not in question.intervention
            and (named or (place + 1 < len(words) and words[place + 1] in _GROUPS))
        ):
            part = question.labels[word]
        parts.append(
            part
            or _part_of(question, word, stems[place], words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else "")
        )
        named = max(0, named - 1) if part or word in {"and", "or", "vs", "versus", "to", "compared", "than", "with", ","} else 0
    if question.both and not (question.intervention and question.comparator):
        _name_the_bare(question, parts)
    return parts


def _name_the_bare(question: Question, parts: list[Part]) -> None:
    """Where one arm is the other with something added, what both have in common, named by itself, is the arm without it."""
    bare: Part = "comparator" if question.intervention else "intervention"
    other: Part = "intervention" if question.intervention else "comparator"
    added = [place for place, part in enumerate(parts) if part == other]
    for place, part in enumerate(parts):
        if part == "both" and not any(abs(place - each) <= _ADDED for each in added):
            parts[place] = bare


def _part_of(question: Question, word: str, stemmed: str, before: str, behind: str) -> Part:
    if word in _CONTROLS:
        # A control group is named by many words; it is the comparator unless the intervention is called so.
        if word in question.intervention_words and word not in question.comparator_words:
            return "intervention"
        return "comparator"
    if (word in _TREATED or (word in _TREATED_GROUP and behind in _GROUPS)) and word not in question.comparator_words:
        return "intervention"
    if stemmed in question.negated:
        return "comparator" if before in _WITHOUT else "outcome" if stemmed in question.covers else "intervention"
    if stemmed in question.intervention:
        return "intervention"
    if stemmed in question.comparator:
        return "comparator"
    if stemmed in question.both:
        return "both"
    return "outcome" if stemmed in question.covers else ""
