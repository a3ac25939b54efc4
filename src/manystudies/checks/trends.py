"""Words that make a result that did not reach its threshold sound like one, and trends over time without a number."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence, small_letters
from manystudies.checks.problem import Problem
from manystudies.claims import sentence_ranges
from manystudies.documents import Document

_TREND = re.compile(
    r"\b(?:trend(?:s|ed|ing)?\b(?! analys| test| p\b|-test|s? (?:over|in) (?:time|the years))|tend(?:ed|ency)\b|marginal(?:ly)? significan|borderline significan"
    r"|(?:almost|nearly|close to|approach(?:ed|ing)|bordering on|just short of|(?:just )?fail(?:ed|ing) to reach|narrowly missed)\s+(?:statistical(?:ly)?\s+)?significan)",
    re.IGNORECASE,
)
_TREND_TEST = re.compile(
    r"\bp(?:[ -]values?)?[ -]?(?:for|\()?[ -]?(?:linear )?trend|p[- _]?trend|test(?:s|ed)? for (?:a |linear )?trend|trend test|linear trend|dose[- ]response trend|secular trend",
    re.IGNORECASE,
)
_P = re.compile(r"\bp\s?(?:-?\s?values?)?\s?(?P<sign>[=>≥:]|of|was)\s?(?P<value>[01]?[.·]\d{1,6})", re.IGNORECASE)
_ALPHA = 0.05
_RISING = re.compile(
    r"\b(?:prevalence|incidence|number of (?:cases|patients|people)|rates?)\b[^.;]{0,80}?\b(?:is|are|keeps?|has been|have been)\s+(?:rapidly |steadily |constantly |quickly )?"
    r"(?:increasing|rising|growing|exploding|soaring|climbing|skyrocketing)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")


_PROVES = re.compile(
    r"\b(?:demonstrat(?:e|es|ed|ing)|prov(?:e|es|ed|en|ing)|confirm(?:s|ed|ing)?|establish(?:es|ed)?)\b[^.;]{0,30}?\b(?:possible|potential|may|might|could|suggest\w*)\b",
    re.IGNORECASE,
)


_OUTLINES = (
    (
        _TREND,
        ("trend", "tended", "tendency", "significan"),
        ("trend", "tended", "tendency", "marginal", "border", "almost", "nearly", "close to", "approach", "short of", "to reach", "missed"),
    ),
    (
        _RISING,
        ("prevalence", "incidence", "number of", "rate"),
        ("increasing", "rising", "growing", "exploding", "soaring", "climbing", "skyr"),
    ),
    (_PROVES, ("demonstrat", "prov", "confirm", "establish"), ("possible", "potential", "may", "might", "could", "suggest")),
)
"""Of each pattern what stands in every place it finds: something of the first cues, something of the second. Plain words are found much faster."""


def trend_problems(evidence: Evidence) -> Iterator[Problem]:
    """Sentences of trend beside p ≥ .05, and sentences that say a disease is on the rise without a number or a source."""
    for document in evidence.documents:
        text = document.view.text
        folded = small_letters(text)
        # Case may change the length of a text; then the places of cues tell nothing, and every block is searched.
        places = len(folded) == len(text)
        outlines = [(each, _said(folded, first), _said(folded, second)) for each, first, second in _OUTLINES]
        outlines = [each for each in outlines if each[1] and each[2]]
        for block in document.blocks if outlines else ():
            if block.role not in {"body", "chatbot"} or block.kind in {"code", "image", "rule"}:
                continue
            words = folded[block.start : block.end] if places else folded
            if not any(
                _said(words, first) and _said(words, second) and each.search(text, block.start, block.end)
                for each, first, second in outlines
            ):
                continue
            for start, end in sentence_ranges(text, block.start, block.end):
                yield from _not_significant(document, start, end)
                yield from _rising(document, start, end)
                yield from _proof_and_doubt(document, start, end)


def _said(text: str, cues: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([cue for cue in cues if cue in text])


def _not_significant(document: Document, start: int, end: int) -> Iterator[Problem]:
    text = document.view.text
    sentence = text[start:end]
    if not _TREND.search(sentence) or _TREND_TEST.search(sentence):
        return
    values = [match for match in _P.finditer(sentence) if float("0" + match["value"].replace("·", ".").lstrip("0")) >= _ALPHA]
    if not values:
        return
    shown = " and ".join(match[0] for match in values)
    yield Problem(
        "MS409",
        "stronger_than_study",
        "medium",
        f"Words of trend stand beside {shown}: not below .05, so chance remains a good explanation.",
        (document.span(start, end),),
        suggestion="Say that no difference was shown, and give the estimate with its interval.",
    )


def _proof_and_doubt(document: Document, start: int, end: int) -> Iterator[Problem]:
    found = _PROVES.search(document.view.text, start, end)
    if found is not None:
        yield Problem(
            "MS415",
            "info",
            "low",
            f"“{found[0]}” says proof and doubt of the same thing; the weaker word is what can be relied on.",
            (document.span(found.start(), found.end()),),
            suggestion="Use the weaker word alone.",
        )


def _rising(document: Document, start: int, end: int) -> Iterator[Problem]:
    found = _RISING.search(document.view.text, start, end)
    if found is None or _NUMBER.search(document.view.text, start, end):
        return
    if any(start <= mark.start <= end for mark in document.citations) or any(start <= link.start < end for link in document.links):
        return
    yield Problem(
        "MS416",
        "unsupported",
        "medium",
        "It says that a disease is on the rise, without a number, a period or a source.",
        (document.span(found.start(), found.end()),),
        suggestion="Give the two rates, their years and where they were counted.",
    )
