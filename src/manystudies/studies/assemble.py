"""From the places a segment shows to a `Study`: every value with its words, the design by the rules of precedence."""

import re

from manystudies.documents import Document, Span
from manystudies.studies.design import DesignWords, read_design
from manystudies.studies.ground import Ground
from manystudies.studies.people import population_words, total_people
from manystudies.studies.segment import Segment
from manystudies.studies.study import Design, Identifier, IdentifierKind, Study, Worded

_NEWS = re.compile(
    r"\b(?:news|reuters|sciencedaily|science daily|healthday|eurekalert|medscape|mdedge|healthline|webmd|bbc|cnn|npr|daily mail|guardian|new york times|telegraph|nutraingredients|forbes|time magazine|mercola)\b",
    re.IGNORECASE,
)
_REPORTS: tuple[IdentifierKind, ...] = ("doi", "pmid", "pmcid", "arxiv")
_REGISTRATIONS: tuple[IdentifierKind, ...] = ("nct", "isrctn", "registration")  # one trial may have several reports
_VOLUME = re.compile(r"\d\s?(?:\([\w -]{1,12}\))?\s?:\s?e?\d")
_CITATION = 60
_UNSAFE = re.compile(r"[^\w]+")


def study_of_segment(ground: Ground, segment: Segment, sections: tuple[int, ...]) -> Study:
    """The study a segment shows."""
    document = ground.document
    title, body = segment.title, segment.body
    heading = None if segment.title_is_heading else segment.heading
    found = read_design(ground.words(title), ground.words(body), ground.words(heading))
    design, words = _placed(document, found, {"title": title, "body": body, "heading": heading})
    if design in ("observational", "unknown") and segment.journal and _is_news(ground, segment.journal):
        design, words = "news", document.span(*segment.journal)
    people = total_people(ground.words(body)) if body else None
    who = population_words(ground.words(title)) if title else None
    base = title
    if who is None and body:
        who, base = population_words(ground.words(body), qualified=True), body
    return Study(
        key=study_key(segment.identifiers, ground.words(title), ground.words(segment.heading) or document.identity[:12]),
        design=design,
        place=document.span(segment.start, segment.end),
        mention="abstract" if segment.abstract else "heading only",
        title=worded(document, title),
        authors=Worded(segment.authors[2], document.span(*segment.authors[:2])) if segment.authors else None,
        journal=worded(document, segment.journal),
        year=worded(document, segment.year),
        design_words=words,
        identifiers=segment.identifiers,
        people=Worded(str(people[0]), document.span(body[0] + people[1], body[0] + people[2])) if people and body else None,
        population=worded(document, (base[0] + who[0], base[0] + who[1])) if who and base else None,
        sections=tuple((document.identity, index) for index in sections),
    )


def _is_news(ground: Ground, journal: tuple[int, int]) -> bool:
    """Whether what is printed where a journal stands is a newspaper: one with volume and pages behind it is a journal, whatever its name."""
    behind = ground.document.view.text[journal[1] : journal[1] + _CITATION]
    return _NEWS.search(ground.words(journal)) is not None and _VOLUME.search(behind) is None


def study_key(identifiers: tuple[Identifier, ...], title: str, otherwise: str) -> str:
    """A key that stays the same from run to run: an identifier of a report where there is a whole one, else the title, a registration or what stands above."""
    by_kind = {each.kind: each.key for each in reversed(identifiers) if each.state != "truncated"}
    own = next((by_kind[kind] for kind in _REPORTS if kind in by_kind), "")
    registered = next((by_kind[kind] for kind in _REGISTRATIONS if kind in by_kind), "")
    return own or ("title:" + folded(title)[:80] if title else registered or "place:" + folded(otherwise)[:80])


def folded(words: str) -> str:
    """Words in lower case with single hyphens between them: the form in which titles are compared."""
    return _UNSAFE.sub("-", words.lower()).strip("-")


def worded(document: Document, place: tuple[int, int] | None) -> Worded | None:
    """The words at a place of the reading view, with their span; line breaks become spaces."""
    if place is None or place[1] <= place[0]:
        return None
    return Worded(" ".join(document.view.text[slice(*place)].split()), document.span(*place))


def _placed(document: Document, found: DesignWords | None, zones: dict[str, tuple[int, int] | None]) -> tuple[Design, Span | None]:
    zone = zones[found.zone] if found else None
    if found is None or zone is None:
        return "unknown", None
    return found.design, document.span(zone[0] + found.start, zone[0] + found.end)
