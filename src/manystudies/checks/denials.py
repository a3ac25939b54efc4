"""Where a study's own words deny what a claim says of it."""

import re
from collections.abc import Iterable

from manystudies.claims import Claim
from manystudies.terms import find_terms

_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset([
    "also", "being", "between", "better", "both", "changed", "compared", "difference", "differ", "during", "effect", "effects", "from", "group", "groups", "have",
    "help", "helps", "improve", "improved", "improves", "into", "less", "level", "levels", "more", "most", "other", "patients", "people", "placebo", "score", "scores",
    "significant", "significantly", "study", "than", "that", "their", "them", "these", "this", "those", "treatment", "trial", "were", "when", "which", "with",
    "without", "would",
])  # fmt: skip
_BEFORE_RESULTS = re.compile(
    r"\W*(?:aims?|background|context|design|introduction|methods?|materials|objectives?|participants|patients|purpose|setting)\b\W",
    re.IGNORECASE,
)
_BUT_ELSEWHERE = re.compile(
    r"\b(?:but|while|whereas|although|however)\b[^.;]{0,40}\b(?:significant|positive|beneficial|improv\w+|increas\w+|decreas\w+|reduc\w+|lower|higher)\b",
    re.IGNORECASE,
)
"""A sentence that denies one thing and shows another does not deny the whole."""
_WHOSE = re.compile(
    r"\b(?:in|of|among|for) (?:[\w-]+ ){0,3}?(?:adolescents|adults|children|elderly|individuals|infants|men|obese|patients|people|seniors|subjects|women)\b",
    re.IGNORECASE,
)
"""Who was studied is shared by every sentence of a study and tells nothing of what was changed."""
_STEM = 5
_HELPS = 3


def denial_of(claim: Claim, own: Iterable[Claim]) -> Claim | None:
    """The sentence of a study that denies what a claim says of the same thing, unless another sentence of it says the same as the claim.

    `own` are the claims in the study's voice. Words count by their first letters; what acts is not compared, because a
    whole study is about it.
    """
    target = _WHOSE.sub("", claim.object or claim.text)
    about, named = _stems(target), _affected(target)
    denied: Claim | None = None
    for each in own:
        told = _WHOSE.sub("", each.text)
        if _BEFORE_RESULTS.match(each.text) or not (about & _stems(told) or named & _affected(told)):
            continue
        if each.kind == "null":
            if _BUT_ELSEWHERE.search(each.text):
                continue
            denied = denied or each
        elif each.kind in {"cause", "comparison", "effect"} and each.strength >= _HELPS and each.direction != "worse":
            return None
    return denied


def _affected(text: str) -> frozenset[str]:
    return frozenset(match.concept.name for match in find_terms(text) if match.kind in {"condition", "outcome"})


def _stems(text: str) -> frozenset[str]:
    """The content words of a text by their first letters, without the names of what is given and to whom."""
    plain = text.lower()
    for match in reversed(find_terms(text)):
        if match.kind != "outcome":
            plain = plain[: match.start] + " " + plain[match.end :]
    return frozenset(word[:_STEM] for word in _WORD.findall(plain) if word not in _COMMON)
