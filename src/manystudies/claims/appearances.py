"""Words that look like a claim of an effect and claim less: names of people, set phrases, advice, aims, asides, quotation marks."""

import re

from manystudies.claims.phrases import Match, Word

_PARTICIPLES = frozenset({"decreased", "impaired", "improved", "increased", "lowered", "raised", "reduced", "treated"})
_DESCRIBED = frozenset({"of", "or", "their", "with"})
_OPENERS = frozenset({"", "and", "in", "of", "or", "the", "their", "with"})
_HEADS = frozenset({"function", "intake", "level", "levels", "production"})
_PEOPLE = frozenset(
    [
        "adults",
        "animals",
        "arm",
        "babies",
        "boys",
        "cases",
        "children",
        "controls",
        "girls",
        "group",
        "groups",
        "individuals",
        "infants",
        "men",
        "mice",
        "mothers",
        "newborns",
        "participants",
        "patients",
        "people",
        "persons",
        "rats",
        "subjects",
        "those",
        "veterans",
        "volunteers",
        "women",
    ]
)
_HEADS = _HEADS | _PEOPLE
_MEASURED_OF_BODIES = _HEADS | {
    "absorption", "activity", "availability", "concentration", "concentrations", "density", "exposure", "expression", "mass", "risk", "status", "supply", "synthesis", "use",
}  # fmt: skip
_STANDS = frozenset(
    ["appear", "appears", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "lead", "leads", "may", "might", "seem", "seems", "was", "were"]
)  # fmt: skip
"""Behind a name these begin what is said of it: "reduced zinc levels were"."""
_NAME_REACH = 5
_DEATHS = frozenset({"death", "deaths", "die", "died", "dying", "mortality"})
_RAISED = frozenset(
    {"awareness", "concern", "concerns", "doubt", "doubts", "hope", "hopes", "question", "questions", "suspicion", "suspicions"}
)
"""What is raised or caused in those who read: no change of anybody's health."""
_LOOKED_AT = frozenset(
    {"assessed", "considered", "evaluated", "examined", "explored", "investigated", "proposed", "studied", "suspected", "tested"}
)
_NOT_SAID = frozenset({"guarantee", "imply", "mean", "prove"})
"""Behind "does not" these leave open what follows."""
_BEING = frozenset({"are", "be", "been", "being", "currently", "had", "have", "never", "not", "previously", "was", "were", "who"})
_UNKNOWN = frozenset({"undetermined", "understood", "unclear", "unknown"})
_ADVICE = frozenset({"avoid", "consult", "discuss", "monitor", "note", "remember", "seek", "speak", "strike", "talk", "understand"})
_REMOVED = frozenset(
    {"all", "any", "bias", "concern", "concerns", "confounding", "doubt", "doubts", "need", "possibility", "requirement", "the"}
)
_THOUGHTS = _REMOVED - {"all", "any", "the"}
_GIVEN = frozenset(
    ["allocated", "assigned", "asked", "given", "prescribed", "randomised", "randomized", "received", "supplemented", "told", "treated"]
)
_GIVEN_REACH = 8
_WHETHER_REACH = 14
_IF_REACH = 5
_DOING = frozenset(
    {
        "assess",
        "build",
        "create",
        "define",
        "describe",
        "determine",
        "develop",
        "educate",
        "ensure",
        "explain",
        "guide",
        "identify",
        "inform",
        "launch",
        "raise",
        "understand",
        "write",
    }
)
"""What somebody helps to do without helping anybody's health."""
_NO_CURE = frozenset({"a", "definitive", "effective", "known", "no", "possible", "potential"})
"""“There is no known cure” and "a possible cure" claim no cure."""
_MEASURED = (
    "indicat",
    "marker",
    "predict",
    "proxy",
    "assess",
    "check",
    "choos",
    "determin",
    "estimat",
    "find",
    "get",
    "know",
    "learn",
    "measur",
    "monitor",
    "tell",
    "test",
)
"""The best way of measuring is no treatment."""
_OPEN_THAT = frozenset({"clear", "unclear", "known", "unknown", "certain", "uncertain", "proven"})
_SUPPOSED = frozenset({"assume", "assuming", "imagine", "suppose", "supposing"})
_AIM = re.compile(
    r"\b(?:aim(?:s|ed|ing)?|in order|hope[sd]?|intend(?:s|ed)?|plan(?:s|ned)?|designed|committed|try(?:ing)?|tri(?:ed|es)|actions?|efforts?|measures|ability|attempts?)\b[^.;,]{0,30}\bto\s+$",
    re.IGNORECASE,
)
"""What is meant or tried to be reached is not said to be reached."""
_WANTED = re.compile(
    r"\b(?:data|evidence|investigations?|research|studies|study|trials?|work)\b[^.;]{0,30}?\b(?:is|are) (?:\w+ ){0,2}?(?:needed|necessary|required|warranted)\b",
    re.IGNORECASE,
)
"""What further studies shall find out is not known."""
_PAPER = re.compile(r"[:–—]\s[^:]{0,120}\b(?:trial|study|protocol|review|meta-?analysis|analysis)\b", re.IGNORECASE)
"""Behind a colon, what kind of paper this is: then the heading is the title of one."""
_QUOTED = re.compile(r"""["'“”‘’«»]$""")


def claims_nothing(match: Match, words: tuple[Word, ...], text: str) -> bool:
    """Whether words that look like an effect are a name, a set phrase or advice.

    "treated patients" and "patients treated with" say who was studied, "essential to seek" gives advice, "eliminates the
    need" removes a thought, and a word alone in quotation marks is somebody else's.
    """
    first, last = words[match.first], words[match.last - 1]
    behind = words[match.last].text if match.last < len(words) else ""
    before = words[match.first - 1].text if match.first else ""
    if behind in _ADVICE and last.text == "to":
        return True
    if _is_open(match, words, text) or _is_wanted(first.start, text):
        return True
    if first.text == "treated":
        return _tells_who(match, words) or (match.last - match.first == 1 and before in _OPENERS and behind in _HEADS)
    if last.text in {"cause", "causes"} and ({word.text for word in words[match.last :]} & _UNKNOWN or _names_a_kind(match, words)):
        return True
    if (last.text == "to" and first.text == "due" and before in _DEATHS) or behind in _RAISED:
        return True
    if last.text in {"best", "way"} and any(word.text.startswith(_MEASURED) for word in words[match.last : match.last + 3]):
        return True
    if first.text.startswith("cur") and before in _NO_CURE:
        return True
    if match.last - match.first != 1:
        return False
    if first.text in _NOT_SAID and before in {"cannot", "n't", "not"}:
        return True
    if first.start and text[first.start - 1] in "-–" and text[: first.start - 1].rstrip() == text[: first.start - 1]:
        return True
    if _QUOTED.search(text[: first.start]) and _QUOTED.match(text[last.end : last.end + 1]):
        return True
    if first.text.startswith("eliminat"):
        return behind in _THOUGHTS or (behind in _REMOVED and match.last + 1 < len(words) and words[match.last + 1].text in _THOUGHTS)
    if first.text in _PARTICIPLES and before in _OPENERS and _begins_a_name(match, words):
        return True
    if first.text in _PARTICIPLES:
        # "low calcium or raised phosphatase", "with impaired growth": the word only describes.
        return (before in _OPENERS and behind in _HEADS) or (before in _DESCRIBED and behind not in {"", "by", "the", "their", "a", "an"})
    if first.text in {"help", "helps", "helped", "helping"}:
        further = words[match.last + 1].text if match.last + 1 < len(words) else ""
        return behind in {"individuals", "you", "us"} | _DOING or (behind == "to" and further in _DOING)
    return first.text == "effective" and before in {"cost", "most"}


def _is_wanted(start: int, text: str) -> bool:
    """Whether a phrase stands behind the studies that are still needed."""
    if not any(word in text for word in ("necessary", "needed", "required", "warranted")):
        return False
    wanted = _WANTED.search(text)
    return wanted is not None and wanted.start() < start


def _names_a_kind(match: Match, words: tuple[Word, ...]) -> bool:
    """Whether "cause" only names a kind of death, or what was looked at: "causes of death", "studied as a cause of"."""
    behind = [word.text for word in words[match.last : match.last + 2]]
    before = {word.text for word in words[max(0, match.first - _GIVEN_REACH) : match.first]}
    return (behind[:1] == ["of"] and bool(_DEATHS & set(behind))) or ("as" in before and bool(before & _LOOKED_AT))


def _begins_a_name(match: Match, words: tuple[Word, ...]) -> bool:
    """Whether a participle belongs to the name of something measured, of which something is said behind: "reduced zinc levels were"."""
    for at in range(match.last, min(match.last + _NAME_REACH, len(words) - 1)):
        if words[at].text in _MEASURED_OF_BODIES:
            return words[at + 1].text in _STANDS
    return False


def _is_open(match: Match, words: tuple[Word, ...], text: str) -> bool:
    """Whether a phrase stands behind "whether", right behind an "if" or right before an "only if": what it says is asked or assumed, not claimed."""
    end = words[match.first].start
    if any(
        words[at].text == "only" and words[at + 1].text == "if" for at in range(match.last, min(match.last + _IF_REACH, len(words) - 1))
    ):
        return True
    if words[0].text in _SUPPOSED or (
        match.first and words[match.first - 1].text == "to" and _AIM.search(text[: words[match.first].start])
    ):
        return True
    for at in range(match.first - 1, max(-1, match.first - _WHETHER_REACH - 1), -1):
        word = words[at].text
        if (word == "that" and at and _leaves_open(words, at - 1)) or (
            word in _NOT_SAID and at and words[at - 1].text in {"cannot", "n't", "not"}
        ):
            return True
        if word == "whether" or (word == "if" and match.first - at <= _IF_REACH):
            return not any(mark in text[words[at].end : end] for mark in ",;:")
    return False


def _leaves_open(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word before "that" says that nobody knows: "not clear that", "unknown that"."""
    word = words[at].text
    return word in _OPEN_THAT and (word.startswith("un") or (at > 0 and words[at - 1].text in {"n't", "not"}))


def _tells_who(match: Match, words: tuple[Word, ...]) -> bool:
    """Whether "treated with" says which people these are: "patients treated with", "those who were treated by"."""
    at = match.first - 1
    while at >= 0 and words[at].text in _BEING:
        at -= 1
    return at >= 0 and words[at].text in _PEOPLE and (words[match.last - 1].text != "by" or at < match.first - 1)


def is_aim(match: Match, words: tuple[Word, ...], text: str) -> bool:
    """Whether a verb says what something was given for: "were given zinc to prevent", or "zinc to prevent …: a trial" as a title."""
    if not match.first or words[match.first - 1].text != "to":
        return False
    if _GIVEN & {word.text for word in words[max(0, match.first - _GIVEN_REACH) : match.first]}:
        return True
    return _PAPER.search(text, words[match.last - 1].end) is not None


def is_aside(match: Match, text: str, words: tuple[Word, ...]) -> bool:
    """Whether a phrase stands in round brackets within its sentence."""
    start, end = words[match.first].start, words[match.last - 1].end
    opened = text.rfind("(", 0, start)
    return opened > text.rfind(")", 0, start) and text.find(")", end) >= 0 and bool(text[:opened].strip())
