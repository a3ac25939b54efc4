"""A claim's own sentence with its verb made as weak as one trial or a review carries: "improves" becomes "may improve"."""

from manystudies.claims.claim import Strength
from manystudies.claims.phrases import Word, words_of
from manystudies.claims.strength import wording_of

_BASES = (
    "aggravate", "alleviate", "block", "boost", "cause", "combat", "damage", "decrease", "diminish", "ease", "enhance", "exacerbate",
    "fight", "harm", "heal", "help", "impair", "improve", "increase", "induce", "lower", "prevent", "protect", "raise", "reduce",
    "relieve", "restore", "reverse", "shorten", "slow", "soothe", "stop", "strengthen", "suppress", "treat", "trigger", "worsen",
)  # fmt: skip
_DOUBLED = {"stop": "stopp"}
_PASSIVE = frozenset({"by", "with", "using"})
_CERTAIN = frozenset({"can", "could", "does", "do", "did", "will", "would"})
_NOT_FINITE = frozenset(
    {
        "a",
        "an",
        "and",
        "be",
        "been",
        "being",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "may",
        "might",
        "must",
        "n't",
        "not",
        "of",
        "or",
        "should",
        "the",
        "to",
        "with",
    }
)
_BEING = frozenset({"are", "been", "is", "was", "were"})
_LONGEST = 160


def softened(text: str, strongest: Strength) -> str:
    """The sentence with "may" before its verb, or nothing where that is not simply done or would still say more than `strongest`.

    >>> softened("Zinc shortens colds and improves sleep", 3)
    'Zinc shortens colds and may improve sleep'
    >>> softened("Colds treated by zinc", 3)
    'Colds may be treated by zinc'
    """
    wording = wording_of(text)
    if wording.words is None or wording.negated is not None or len(text) > _LONGEST:
        return ""
    words = words_of(text)
    at = next((index for index, word in enumerate(words) if word.start == wording.words[0]), None)
    if at is None:
        return ""
    said = _softer(text, words, at)
    return said if said and wording_of(said).strength <= strongest else ""


def _softer(text: str, words: tuple[Word, ...], at: int) -> str:
    verb = words[at]
    before = words[at - 1].text if at else ""
    behind = words[at + 1].text if at + 1 < len(words) else ""
    base = _base(verb.text)
    if not base or not at:
        return ""
    start = verb.start
    if verb.text.endswith("ed") and behind in _PASSIVE:
        if before in _BEING:
            start = words[at - 1].start
        elif before in _NOT_FINITE:
            return ""
        return f"{text[:start].rstrip()} may be {text[verb.start :]}"
    if before in _CERTAIN and verb.text == base:
        return f"{text[: words[at - 1].start].rstrip()} may {base}{text[verb.end :]}"
    if before.endswith("ly") and at > 1:
        # "greatly reduced" is softer without its adverb.
        start, before = words[at - 1].start, words[at - 2].text
    finite = before not in _NOT_FINITE | _BEING or (before in {"and", "or"} and verb.text.endswith("s"))
    if not finite or behind in _PASSIVE or not behind:
        return ""
    return f"{text[:start].rstrip()} may {base}{text[verb.end :]}"


def _base(form: str) -> str:
    """The base of a finite form: "improves" and "improved" come from "improve"."""
    for base in _BASES:
        stem = base.removesuffix("e")
        if form in {base, f"{base}s", f"{stem}ed", f"{_DOUBLED.get(base, stem)}ed", f"{base}es"}:
            return base
    return ""
