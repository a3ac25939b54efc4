"""What a statement looks like to the trained model: hashed words, letters and cues of one sentence.

Everything is hashed into a fixed number of slots, so that the shipped weights hold no words of the texts they were trained on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import combinations
from zlib import crc32

SLOTS = 1 << 18
_MASK = SLOTS - 1
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ESCAPES = re.compile(r"\\+(?:xa0|u20[0-9a-f]{2})")
"""Spaces that some exports of abstracts leave as their escape sequences."""
_TOKEN = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*|[?%<>=:;,.()\"]")
_SUFFIX = re.compile(r"(?:ing|ed|es|s|ly|ments?|ions?)$")
_STEM_FROM = 5
_WORD_GRAMS, _LETTER_GRAMS = 3, (3, 4, 5)
_REMEMBERED = 1 << 15
_RELATIONS = frozenset({"assoc", "benefit", "cause", "comp", "eff", "risk"})
_ACTING = _RELATIONS | {"can", "modal", "neg", "none", "soft"}
_CLAUSE_KINDS = _ACTING - {"neg"}
_FRAME = ("modal", "can", "soft", "assoc", "risk", "comp", "cause", "benefit", "eff")
_NEAR, _FAR, _PARTNERS = 3, 8, 4
_MODALS = frozenset(["may", "might", "could", "can", "would", "should", "will", "must", "cannot"])
_BEING = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_POINTING = frozenset(["the", "a", "an", "this", "these", "those", "that", "its", "their", "our", "his", "her"])
_PREPOSITIONS = frozenset(
    ["in", "of", "for", "on", "with", "by", "from", "at", "to", "among", "after", "between", "during", "without", "through"]
)
_DENYING = frozenset({"n't", "neither", "no", "nor", "not", "without"})
_PAST = frozenset({"cut", "drove", "found", "led", "made", "shown"})
_CLAUSES = re.compile(r"\b(?:but|however|although|while|whereas|because|therefore|thus|and)\b|[;,]")
_MOST_CLAUSES = 4
_LONG, _SHORT = 60, 8
_ENDS = re.compile(r"[.!?][\"”’)]*\s*$")
_PATTERNS = {
    "purpose": r"(?:in order to|aim(?:ed|s|ing)? (?:to|at)|strateg\w+ (?:to|for)|intervention\w* (?:to|that|for)|needed to|necessary to|required to|need to|efforts? to"
    r"|program\w* to|approach\w* to|policies to|should be|target\w* (?:to|for))",
    "future": r"(?:further|future|more|additional|larger|longer|prospective) (?:\w+ ){0,3}(?:stud\w+|research|trial\w*|investigation\w*|work|evidence)",
    "whether": r"\bwhether\b|\bif\b",
    "evidence": r"(?:no|little|insufficient|limited|some|strong|evidence) (?:\w+ ){0,2}evidence",
    "assess": r"(?:we|study|trial|paper|review|article) (?:\w+ ){0,2}(?:aim|investigat|examin|assess|evaluat|explor|compar|describ|review|present|report|propos|develop)\w*",
    "says": r"\b(?:said|says|explains|explained|added|adds|notes|noted)\b",
    "associated with": r"(?:associat|correlat|link|relat)\w+ (?:\w+ )?(?:with|to)",
    "than": r"\b(?:higher|lower|greater|more|less|fewer|better|worse|larger|smaller|longer|shorter)\b(?:\W+\w+){0,8}\W+than\b",
    "more likely": r"(?:more|less|times as|twice as|equally) likely|likelier",
    "more common": r"\b(?:more|less|most) (?:common|frequent|prevalent|often)",
    "share": r"prevalence|incidence|proportion|percent|frequency|rate of",
    "risk of": r"risk factors? (?:for|of)|at (?:\w+ )?(?:higher|increased|greater|lower|reduced|high) risk|(?:increased|higher|greater|lower|reduced|elevated|decreased) risk",
    "predictor": r"predict\w+|prognostic|marker",
    "effect of": r"(?:effects?|impact|influence) (?:of|on)",
    "role": r"(?:play|has|have) (?:an? |the )?(?:\w+ ){0,3}role",
    "passive": r"(?:is|are|was|were|been|be) (?:\w+ly )?(?:caused|induced|reduced|increased|improved|decreased|affected|influenced|mediated|prevented|enhanced|inhibited|attenuated)",
    "suggest that": r"(?:suggest|indicat|show|demonstrat|reveal|confirm|support|find|conclude|found)\w* that",
    "compared": r"compared (?:with|to)|versus|\bvs\b|comparable|non ?inferior|similar to|as effective as",
    "safe": r"(?:safe|effective|feasible|well ?tolerated|useful|reliable|accurate)(?: and \w+)? (?:\w+ )?(?:method|option|treatment|procedure|alternative|tool|technique|therapy|approach|for|in|as|to)",
    "after": r"\b(?:after|following|when treated|with treatment|in response to)\b",
    "change": r"(?:increas|decreas|declin|rose|fell|drop|improv|chang)\w* (?:from|by|over|during|in|with)",
    "unclear": r"unclear|unknown|not known|controvers|inconclusive|remains? to be|uncertain|poorly understood",
    "definition": r"\bis (?:an?|the) (?:\w+ ){0,3}(?:disease|disorder|condition|problem|cause|form|type)",
    "can": r"\bcan (?:\w+ )?(?:be )?(?:help|reduc|improv|prevent|lead|caus|increas|lower|protect|affect|result|us|contribut)",
    "associated with more": r"associated with (?:an? )?(?:increas|decreas|reduc|improv|high|low|great)",
    "more risk": r"(?:increased|decreased|reduced|higher|lower|greater|elevated) (?:risk|odds|likelihood|incidence|prevalence|mortality|rate)",
    "changes risk": r"(?:increas|decreas|reduc|lower|rais|cut)(?:e|es|ed|ing|s)? (?:the |their |your |a )?(?:\w+ ){0,2}(?:risk|odds|likelihood|incidence|mortality|rate)",
    "may be associated": r"(?:may|might|could) (?:\w+ ){0,2}(?:be )?(?:associated|linked|related|predict|correlat)",
    "may help": r"(?:may|might|could) (?:\w+ ){0,2}(?:help|reduc|increas|improv|prevent|protect|lead|cause|contribut|affect|play|be (?:effective|beneficial|a ))",
    "appears to help": r"appears? to (?:\w+ ){0,2}(?:help|reduc|increas|improv|prevent|protect|lead|cause|contribut|affect|play|be (?:effective|beneficial|safe))",
}


_WORD_BLOCK = crc32(b"a")


@dataclass(frozen=True, slots=True)
class Features:
    """The slots of a sentence by block; words and letters count once, cues with a value."""

    words: frozenset[int]
    letters: frozenset[int]
    cues: tuple[tuple[int, float], ...]


def features_of(sentence: str) -> Features:
    """The features of one sentence."""
    plain = _DIGITS.sub("0", _ESCAPES.sub(" ", sentence.lower().replace("’", "'")))
    tokens = _TOKEN.findall(plain)
    stems = ["<s>", *(_stem(token) for token in tokens), "</s>"]
    letters = frozenset().union(*map(_letter_slots, set(plain.split())))
    return Features(
        _word_slots(stems), letters, tuple((_slot("c", name), value) for name, value in sorted(_cues(sentence, tokens).items()))
    )


def _word_slots(stems: list[str]) -> frozenset[int]:
    """The slots of runs of words: a checksum goes on from that of the run one word shorter."""
    first = [stem.encode("utf-8", "surrogatepass") for stem in stems]
    further = [b" " + stem for stem in first]
    found = []
    for at, stem in enumerate(first):
        run = crc32(stem, _WORD_BLOCK)
        found.append(run & _MASK)
        for following in further[at + 1 : at + _WORD_GRAMS]:
            run = crc32(following, run)
            found.append(run & _MASK)
    return frozenset(found)


def _slot(block: str, name: str) -> int:
    return crc32((block + name).encode("utf-8", "surrogatepass")) & _MASK


def _stem(word: str) -> str:
    return _SUFFIX.sub("", word) if len(word) > _STEM_FROM else word


@lru_cache(maxsize=_REMEMBERED)
def _letter_slots(word: str) -> tuple[int, ...]:
    """The slots of a word's runs of letters, its edges marked by spaces; remembered, as words come again."""
    edged = f" {word} "
    if len(edged) <= _LETTER_GRAMS[0]:
        return (_slot("b", edged),)
    return tuple(_slot("b", edged[at : at + size]) for size in _LETTER_GRAMS for at in range(len(edged) - size + 1))


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    text = resources.files(__package__ or "manystudies.claims").joinpath("statement_cues.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, words = line.split("\t")
            for word in words.split():
                found[word] = (*found.get(word, ()), kind)
    return found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS.items())


def _cues(sentence: str, tokens: list[str]) -> dict[str, float]:
    kinds = _kinds()
    met = [(at, kind, token) for at, token in enumerate(tokens) for kind in kinds.get(token, ())]
    found = {f"has {kind}": 1.0 for _, kind, _ in met}
    found.update(_pairs([(at, kind) for at, kind, _ in met if kind in _ACTING]))
    relations = [(kind, token) for _, kind, token in met if kind in _RELATIONS]
    if relations:
        found[f"first {relations[0][0]}"] = found[f"first word {relations[0][1]}"] = found[f"last {relations[-1][0]}"] = 1.0
    else:
        found["no relation"] = 1.0
    if not {kind for _, kind, _ in met} & {"benefit", "cause", "eff"}:
        found["no cause"] = 1.0
    for at, kind, token in met:
        if kind in _RELATIONS:
            found.update(dict.fromkeys(_verb(tokens, at, kind, token, kinds), 1.0))
    found.update(_shape(sentence, tokens))
    folded = " ".join(tokens)
    found.update({f"pattern {name}": 1.0 for name, pattern in _patterns() if pattern.search(folded)})
    for number, clause in enumerate(_CLAUSES.split(folded)[:_MOST_CLAUSES]):
        present = {kind for word in clause.split() for kind in kinds.get(word, ())} & _CLAUSE_KINDS
        found[f"clause {number} {' '.join(sorted(present))}"] = 1.0
    return found


def _pairs(acting: list[tuple[int, str]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for first in range(len(acting)):
        for second in range(first + 1, min(first + 1 + _PARTNERS, len(acting))):
            apart = acting[second][0] - acting[first][0]
            for reach in (_NEAR, _FAR):
                if 0 < apart <= reach:
                    found[f"pair {acting[first][1]} {acting[second][1]} {reach}"] = 1.0
    present = sorted({kind for _, kind in acting})
    found.update({f"both {one} {other}": 1.0 for one, other in combinations(present, 2)})
    found["frame " + "".join("x" if kind in present else "-" for kind in _FRAME)] = 1.0
    return found


def _verb(tokens: list[str], at: int, kind: str, token: str, kinds: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """How a word of relation stands: its ending, and the kinds of word in front of it and behind it."""
    before = at - 1
    while before >= 0 and _class(tokens[before], kinds) == "adverb":
        before -= 1
    previous = tokens[before] if before >= 0 else ""
    earlier = tokens[before - 1] if before >= 1 else ""
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    start = f"{kind} {_ending(token)} {_class(previous, kinds)}"
    yield f"verb {start}"
    yield f"verb {start} {_class(earlier, kinds)}"
    yield f"verb {start} then {_class(following, kinds)}"
    if previous == "to" and earlier:
        yield f"to {kind} {_stem(earlier)}"
    if following:
        yield f"then {kind} {_stem(following)}"
    if previous:
        yield f"behind {_stem(previous)} {kind}"
    yield f"quarter {kind} {min(3, 4 * at // max(1, len(tokens)))}"


def _class(word: str, kinds: dict[str, tuple[str, ...]]) -> str:
    for name, words in (("modal", _MODALS), ("be", _BEING), ("pointing", _POINTING), ("denying", _DENYING)):
        if word in words and word != "that":
            return name
    if word in {"", "to", "that"}:
        return word or "edge"
    if word in {"and", "or", ","}:
        return "and"
    if word in _PREPOSITIONS:
        return word
    if word in {"had", "has", "have"}:
        return "have"
    if len(word) > 3 and word.endswith("ly"):  # noqa: PLR2004 - "ly" itself is no ending
        return "adverb"
    return kinds[word][0] if word in kinds else "other"


def _ending(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    if word.endswith("ed") or word in _PAST:
        return "ed"
    if word.endswith("s"):
        return "s"
    if word.endswith(("ion", "ment", "ness")):
        return "noun"
    return "adjective" if word.endswith(("ive", "al")) else "bare"


def _shape(sentence: str, tokens: list[str]) -> dict[str, float]:
    words = sentence.split()
    found = {
        "length": min(len(tokens), _LONG) / _LONG,
        "capitals": sum(word[0].isupper() for word in words) / max(1, len(words)),
        "short": float(len(tokens) < _SHORT),
        "no end": float(_ENDS.search(sentence) is None),
        "question": float("?" in sentence),
        "quote": float('"' in sentence or "“" in sentence),
        "number": float(any(character.isdigit() for character in sentence)),
        "colon": float(":" in sentence),
        f"start {tokens[0] if tokens else ''}": 1.0,
    }
    if len(tokens) > 1:
        found[f"start {tokens[0]} {tokens[1]}"] = 1.0
    return {name: value for name, value in found.items() if value}
