"""Names for what evidence is about: the concept the words stand for, and where on the page they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from manystudies.answers.scales import prints_scale
from manystudies.documents import Document, Span
from manystudies.findings import Context
from manystudies.studies import Study
from manystudies.terms import Concept, ConceptKind, TermMatch, concept, find_terms

_CONTROL = re.compile(
    r"\b(?:placebo|sham|saline|usual care|standard care|no treatment|no intervention|no supplement(?:ation)?|not (?:vaccinated|treated|supplemented)|unvaccinated|untreated|waiting list|dummy|control group"
    r"|control diet|controls?|cases)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d+ ?(?:of|out of|/) ?(?:the )?\d+|\d ?%|\d percent|^\W*\d[\d.,]*\W*$|\bn ?= ?\d")
"""Words that count people, such as "30 of 60 patients (45%)": they name no outcome."""
_CONTROL_GIVEN = re.compile(
    r"\b(?:placebo|sham|saline|usual care|standard care|no treatment|no intervention|no supplement(?:ation)?|waiting list|dummy)\b",
    re.IGNORECASE,
)
"""What a sentence, as against the name of an arm, may say people were given instead."""
_OF_AN_EXPOSURE = re.compile(
    r"\b(?:levels?|deficien(?:cy|t)|insufficien(?:cy|t)|status|concentrations?|low|high|serum|plasma|blood|intake|use)\b|[<>\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}].*",
    re.IGNORECASE,
)
_OF_A_LEVEL = re.compile(
    r"\b(?:deficien|exposed|highest|levels?|lowest|quartile|quintile|status|supplement|tertile|third|quarter|fifth)", re.IGNORECASE
)
"""A subject that says how much of something, and leaves to the title of what."""
_GROUP = re.compile(
    r"^(?:of|in|with|for|to|from|by|at|on|the|a|an|all|both|each|those|these|who|were|had|and|or)\b|\b(?:people|patients?|participants|subjects|individuals|group|groups|women|men|children|adults|others)\b",
    re.IGNORECASE,
)
"""What names people and not what they were given."""
_JOINED_STRICTLY = re.compile(r"\+|\bplus\b|\bcombin|\btogether with\b", re.IGNORECASE)
_JOINED = re.compile(r"\+|&|\b(?:and|plus|with)\b|\bcombin", re.IGNORECASE)
_APART = re.compile(r"\b(?:or|versus|vs|than|compared|against|between|rather|instead)\b", re.IGNORECASE)
_JOINT = 60
IS_BOTH = re.compile(r"(?:the )?(?:both|combin(?:ation|ed))\b", re.IGNORECASE)
"""Words of an arm that mean the treatments of the other arms together."""
_LISTED = re.compile(r"\brespectively\b|\brandom(?:ly|i[sz]ed)\b", re.IGNORECASE)
_AND_MORE = re.compile(
    r"\s?(?:\+|&|,? and|plus|with|combined with|together with)\s[A-Za-z][\w-]*(?:\s(?:[A-Z]\d{0,2}|[a-z]{3,}))??(?=\s(?:and|by|than|versus|vs|compared|was|were|did|had|group|groups|arm)\b|[.,;)]|\s\()"
)
_MORE_AND = re.compile(
    r"(?:\b(?:with|to|of|on|by|given|received|took)\s)(?P<name>[A-Za-z][\w-]*(?:\s[A-Za-z0-9][\w-]*)?)\s?(?:\+|&|and|plus)\s$"
)
_UNFINISHED = frozenset({"completely", "fewer", "less", "more", "most", "much", "significantly", "very"})
_NEXT_WORD = re.compile(r"\s[a-z]+\b")
_COMPARATORS = "comparators"
_WORDS_LIMIT = 6
_SHORT = 3
_CACHE = 4096


@dataclass(frozen=True, slots=True)
class Named:
    """A name and its place. `root` is the broadest concept it is a kind of; `concept` None where the words stand for themselves.

    `parts` are the names and roots of what a combination is made of.
    """

    name: str
    root: str
    span: Span
    concept: Concept | None = None
    parts: tuple[str, ...] = ()

    @property
    def important(self) -> float | None:
        """The smallest difference that matters, in its unit."""
        return self.concept.important if self.concept is not None else None

    @property
    def unit(self) -> str:
        """The unit of a scale."""
        return self.concept.unit if self.concept is not None else ""


@lru_cache(maxsize=_CACHE)
def terms_of(text: str) -> tuple[TermMatch, ...]:
    """The concepts that a text names; remembered, as the same sentences are asked about many times."""
    return find_terms(text)


def root_of(found: Concept) -> str:
    """The name of the broadest concept it is a kind of."""
    seen = {found.name}
    while found.broader and (broader := concept(found.broader)) is not None and broader.name not in seen:
        found = broader
        seen.add(found.name)
    return found.name


def named_at(document: Document, span: Span, kinds: Sequence[ConceptKind]) -> tuple[Named, ...]:
    """What the words at a span name, each concept once, comparators left out."""
    start, end = document.view.view_start(span.start), document.view.view_end(span.end)
    text = document.view.text[start:end]
    found: dict[str, Named] = {}
    head = 0
    for match in terms_of(text):
        if match.end - match.start > _SHORT:
            head = match.start
        if match.kind in kinds and match.concept.group != _COMPARATORS and match.concept.name not in found:
            # The "E" of "vitamins C and E" is a name only together with what stands before it.
            first = match.start if match.end - match.start > _SHORT else head
            span = document.span(start + first, start + match.end)
            found[match.concept.name] = Named(match.concept.name, root_of(match.concept), span, match.concept)
    return tuple(found.values())


def named_in(document: Document, sentence: Span, study: Study | None, kinds: Sequence[ConceptKind], words: str = "") -> list[Named]:
    """What `words` name (where they stand in the sentence or its study), else the sentence, else the study's title, else its text.

    Where an arm's words name no known concept they stand for themselves.
    """
    if words:
        place = place_of(document, sentence, words, study)
        if place is not None:
            found = list(named_at(document, place, kinds))
            if found:
                return found
            if kinds == ("intervention",) and _is_a_treatment(words):
                return [Named(words, words, place)]
    spans = [sentence]
    if study is not None and study.place.document == document.identity:
        spans += [study.title.span] if study.title is not None else []
        spans.append(study.place)
    for span in spans:
        found = list(named_at(document, span, kinds))
        if found:
            return found
    return []


def combined_in(document: Document, sentence: Span, study: Study | None, words: str, *, strict: bool = False) -> Named | None:
    """The combination that the words of an arm name: "vitamin C plus vitamin E"; None where they name one thing, or one or the other.

    With `strict` an "and" does not join, as in the two arms of "between iron and placebo".
    """
    place = place_of(document, sentence, words, study) if words else None
    found = () if place is None else named_at(document, place, ("intervention",))
    roots = dict.fromkeys(name.root for name in found)
    if place is None or len(roots) < 2:  # noqa: PLR2004 - a combination has two parts
        return None
    joint = _JOINED_STRICTLY if strict else _JOINED
    for one, other in pairwise(found):
        # The "E" of "vitamins C and E" has the words before it in its span.
        between = document.text[one.span.end : other.span.start if other.span.start >= one.span.end else other.span.end]
        if (len(between) > _JOINT and not joint.search(between[:_JOINT])) or not joint.search(between) or _APART.search(between):
            return None
    names = tuple(dict.fromkeys(name.name for name in found))
    return Named(" plus ".join(names), " + ".join(sorted(roots)), place, parts=tuple(dict.fromkeys((*names, *roots))))


def both_of(document: Document, study: Study | None) -> Named | None:
    """The combination that "both" means: the two treatments that the study's title, or else its text, names; None where there are others."""
    if study is None or study.place.document != document.identity:
        return None
    spans = (*((study.title.span,) if study.title is not None and study.title.span.document == document.identity else ()), study.place)
    for span in spans:
        found = named_at(document, span, ("intervention",))
        roots = dict.fromkeys(name.root for name in found)
        if len(found) == len(roots) == 2:  # noqa: PLR2004 - both are two
            names = tuple(name.name for name in found)
            return Named(" plus ".join(names), " + ".join(sorted(roots)), span, parts=tuple(dict.fromkeys((*names, *roots))))
    return None


def whole_arm(document: Document, sentence: Span, words: str, near: Span) -> str:
    """The words of an arm with what it was given together with: "vitamins C and E" where only "vitamins C" was taken for the arm.

    Looked for where the words stand nearest to the arm's own number. What has a number of its own, or is one of several arms of a
    list with "respectively", is another arm.
    """
    view = document.view
    start, end = view.view_start(sentence.start), view.view_end(sentence.end)
    if not words or _LISTED.search(view.text, start, end):
        return words
    number = view.view_start(near.start)
    places = [match.start() for match in re.finditer(re.escape(words), view.text[start:end])]
    if not places:
        return words
    at = min((start + place for place in places), key=lambda place: abs(place - number))
    first, last = at, at + len(words)
    behind = _AND_MORE.match(view.text, last, end)
    if behind is not None and _names_more(view.text[first : behind.end()], words):
        last = behind.end()
    before = _MORE_AND.search(view.text[start:first])
    if before is not None and _names_more(view.text[start + before.start("name") : last], words):
        first = start + before.start("name")
    return view.text[first:last]


def _names_more(longer: str, words: str) -> bool:
    """Whether the longer words name an intervention that the words do not."""
    roots = [{root_of(match.concept) for match in terms_of(each) if match.kind == "intervention"} for each in (longer, words)]
    return bool(roots[1]) and roots[0] > roots[1] and _APART.search(longer) is None and _CONTROL.search(longer) is None


def _is_a_treatment(words: str) -> bool:
    """Whether unknown words may name what an arm was given: a few, no preposition first, no group of people."""
    return len(words.split()) <= _WORDS_LIMIT and words[:1].isalpha() and _CONTROL.search(words) is None and _GROUP.search(words) is None


def narrowed(name: Named, document: Document, study: Study | None) -> Named:
    """The narrower concept that the study's title or text names, where it names one: "iron" in a trial of iron sucrose."""
    if study is None or study.place.document != document.identity or name.concept is None:
        return name
    for span in (*((study.title.span,) if study.title is not None else ()), study.place):
        narrower = [
            each
            for each in named_at(document, span, (name.concept.kind,))
            if each.concept is not None and each.concept.broader == name.name
        ]
        if narrower:
            return narrower[0] if len(narrower) == 1 else name
    return name


def outcome_in(document: Document, context: Context, study: Study | None) -> Named | None:
    """The outcome a finding speaks of: a scale or measurement its words name, a condition, or the words themselves."""
    if context.outcome and _COUNTED.search(context.outcome) is None:
        place = place_of(document, context.sentence, context.outcome, study)
        if place is not None:
            found = (
                named_at(document, place, ("outcome", "analyte"))
                or _scale_around(document, context.sentence, place)
                or named_at(document, place, ("condition",))
            )
            if found:
                return as_printed(found[0], document, context.sentence, study)
            if len(context.outcome.split()) <= _WORDS_LIMIT and not named_at(document, place, ("intervention", "population")):
                return _worded(document, context, place)
        return None
    found = named_at(document, context.sentence, ("outcome",))
    if not found and study is not None and study.place.document == document.identity:
        scales = named_at(document, study.place, ("outcome",))
        found = scales if len(scales) == 1 else ()
    return as_printed(found[0], document, context.sentence, study) if found else None


def as_printed(name: Named, document: Document, sentence: Span, study: Study | None) -> Named:
    """The broader name where the report prints another scale than the one known: "pain" of a VAS from 0 to 10."""
    broader = concept(name.concept.broader) if name.concept is not None and name.concept.broader else None
    if name.concept is None or broader is None or name.concept.high is None:
        return name
    place = study.place if study is not None and study.place.document == document.identity else sentence
    if prints_scale(document.words(place), name.concept):
        return name
    return Named(broader.name, root_of(broader), name.span, broader)


def _scale_around(document: Document, sentence: Span, place: Span) -> tuple[Named, ...]:
    """The scale that the sentence names where a finding has only its first word: "RLS" of "RLS scores"."""
    return tuple(each for each in named_at(document, sentence, ("outcome",)) if each.span.meets(place))


def exposure_in(document: Document, context: Context, study: Study | None, outcome: Named) -> Named | None:
    """What an observational estimate is about: what its own words name, else its sentence, else its study's title.

    A level, a deficiency and a supplement of one substance share their root, so that estimates of one study meet. A title is
    asked only where the estimate's own words name no other thing: "working as a teacher" is not what the title is about.
    """
    places = [place_of(document, context.sentence, context.subject, study) if context.subject else None, context.sentence]
    told_by_title = not context.subject or _OF_A_LEVEL.search(context.subject) is not None
    if told_by_title and study is not None and study.title is not None and study.title.span.document == document.identity:
        places.append(study.title.span)
    for place in places:
        if place is None:
            continue
        found = [each for each in named_at(document, place, ("condition", "analyte", "intervention")) if each.name != outcome.name]
        if found:
            return with_substance(min(found, key=lambda each: each.concept is None or each.concept.kind == "intervention"), document)
    return None


def with_substance(name: Named, document: Document) -> Named:
    """The name with the substance it is a level or lack of as its root."""
    substance = _substance(name, document)
    return replace(name, root=root_of(substance)) if substance is not None else name


def names_substance(name: Named, document: Document) -> bool:
    """Whether it names a substance, its level or its lack."""
    return _substance(name, document) is not None


def _substance(name: Named, document: Document) -> Concept | None:
    words = _OF_AN_EXPOSURE.sub(" ", document.words(name.span))
    return next((match.concept for match in terms_of(words) if match.kind == "intervention"), None)


def _worded(document: Document, context: Context, place: Span) -> Named:
    """Words that stand for themselves; where they break off ("much or very much"), the next word belongs to them."""
    view = document.view
    end = view.view_end(place.end)
    if context.outcome.split()[-1].lower() in _UNFINISHED:
        more = _NEXT_WORD.match(view.text, end, view.view_end(context.sentence.end))
        end = more.end() if more is not None else end
    place = document.span(view.view_start(place.start), end)
    words = " ".join(view.text[view.view_start(place.start) : end].split())
    return Named(words, words, place)


def control_in(document: Document, span: Span, words: str) -> Named | None:
    """The comparator: what `words` say where they name a control, else the first control that the words at `span` name."""
    if words:
        match = _CONTROL.search(words)
        place = place_of(document, span, words, None) if match else None
        return (
            Named(words, "control" if match is None else _control_root(match[0]), place)
            if place is not None and match is not None
            else None
        )
    start, end = document.view.view_start(span.start), document.view.view_end(span.end)
    match = _CONTROL_GIVEN.search(document.view.text, start, end)
    return Named(match[0].lower(), _control_root(match[0]), document.span(*match.span())) if match is not None else None


def _control_root(words: str) -> str:
    """Placebo, sham and saline are one comparator; doing nothing is another."""
    return "placebo" if words.casefold() in {"placebo", "sham", "saline", "dummy"} else "no treatment"


def place_of(document: Document, sentence: Span, words: str, study: Study | None) -> Span | None:
    """Where words stand: in the sentence, else in front of it on the page (a table's head), else in the study's text."""
    view = document.view
    start, end = view.view_start(sentence.start), view.view_end(sentence.end)
    places = [view.text.find(words, start, end), view.text.rfind(words, max(0, start - 20_000), start)]
    if study is not None and study.place.document == document.identity:
        places.append(view.text.find(words, view.view_start(study.place.start), view.view_end(study.place.end)))
    at = next((place for place in places if place >= 0), -1)
    if at < 0:
        at = view.text.lower().find(words.lower(), start, end)
    return document.span(at, at + len(words)) if at >= 0 and words else None
