"""Which studies a place in the text points at: by link, by a number of the list of references, by author and year."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from manystudies.documents import Block, Document
from manystudies.studies import Study, read_design

_LONGEST = 1500
_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,12})\]")
_NAMED = re.compile(r"\b([A-Z][\w'’-]{1,40})(?: et al\.?| (?:&|and) [A-Z][\w'’-]{1,40})?,? \(?((?:19|20)\d\d)[a-z]?\b")
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"\[\]]{2,120}")
_PMID = re.compile(r"pmid:?\s?(\d{4,9})")
_BRACKETED = re.compile(r"\(([A-Z][\w'’-]{1,40})(?: et al\.?| (?:&|and) [A-Z][\w'’-]{1,40})?,? ((?:19|20)\d\d)[a-z]?[,;)]")
_OPENING = re.compile(r"In (?:a|an|another|one) [^.,;:()]{0,90}\b(?:analysis|cohort|review|series|study|survey|trial)\b")
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
_MARK_REACH = 12
"""How far behind the last sentence of a block (a full stop, a space) its citation marks may stand."""
_MOST = 40


@dataclass(frozen=True, slots=True)
class Citing:
    """The places of one page that point at known studies, in order, each with the studies."""

    places: tuple[int, ...]
    studies: tuple[tuple[Study, ...], ...]

    def cited(self, block: Block, start: int, end: int) -> tuple[Study, ...]:
        """The studies whose marks stand in a sentence or, behind the last sentence of its block, at the block's end."""
        last = end + _MARK_REACH >= block.end
        found: dict[str, Study] = {}
        at = bisect_left(self.places, start)
        while at < len(self.places) and (self.places[at] < end or (last and self.places[at] <= block.end)):
            found.update((study.key, study) for study in self.studies[at])
            at += 1
        return tuple(found.values())


def names_another(sentence: str, studies: Sequence[Study]) -> bool:
    """Whether a sentence names a study itself, by identifier, as (Doe 2010) or by another design, that is none of these.

    >>> names_another("In a cohort (doi:10.1093/sleep/zsy001) legs were restless.", ())
    True
    """
    low = sentence.lower()
    known = {each.value.lower() for study in studies for each in study.identifiers}
    printed = [match[0].rstrip(".,;)") for match in _DOI.finditer(low)] if "10." in low else []
    printed += [match[1] for match in _PMID.finditer(low)] if "pmid" in low else []
    if printed and known.isdisjoint(printed):
        return True
    for match in _BRACKETED.finditer(sentence):
        if match[1][:3].lower() in _MONTHS or any(not study.surname or study.year is None for study in studies):
            continue
        if all((study.surname.casefold(), study.year.value[:4]) != (match[1].casefold(), match[2]) for study in studies if study.year):
            return True
    opening = _OPENING.match(sentence)
    own = read_design("", opening[0]) if opening else None
    return own is not None and all(study.design not in {own.design, "unknown"} for study in studies)


def citing_of(document: Document, studies: Sequence[Study]) -> Citing:
    """Every place of a page that points at a study: a link or mark with its address, "[3]" into the list, "Doe 2010"."""
    found = sorted([*_by_mark(document, studies), *_by_number(document, studies), *_by_name(document, studies)], key=lambda pair: pair[0])
    return Citing(tuple(place for place, _ in found), tuple(named for _, named in found))


def _by_mark(document: Document, studies: Sequence[Study]) -> Iterator[tuple[int, tuple[Study, ...]]]:
    for mark in document.citations:
        place = document.span(mark.start, mark.end) if mark.start < mark.end else None
        url = mark.url.lower()
        named = tuple(
            study
            for study in studies
            if any(each.state != "truncated" and each.value.lower() in url for each in study.identifiers)
            or (place is not None and any(each.meets(place) for each in (study.place, *study.places) if each.end - each.start < _LONGEST))
        )
        if named:
            yield mark.start, named


def _by_number(document: Document, studies: Sequence[Study]) -> Iterator[tuple[int, tuple[Study, ...]]]:
    """Numbers in square brackets, where the page has one list of references."""
    entries = {reference.number: reference for reference in document.references if reference.listing == 0}
    if not entries or any(reference.listing for reference in document.references):
        return
    by_number: dict[int, tuple[Study, ...]] = {}
    for number, entry in entries.items():
        here = document.span(entry.start, entry.end)
        by_number[number] = tuple(
            study for study in studies if any(each.meets(here) for each in (study.place, *study.places) if each.end - each.start < _LONGEST)
        )
    for block in _spoken(document):
        for match in _NUMBERS.finditer(document.view.text, block.start, block.end):
            named = {study.key: study for number in _counted(match[1]) for study in by_number.get(number, ())}
            if named:
                yield match.start(), tuple(named.values())


def _counted(text: str) -> Iterator[int]:
    """The numbers of a mark: "2, 4-6" are 2, 4, 5 and 6."""
    for part in re.split(r"[,;]", text):
        ends = [int(each) for each in re.findall(r"\d+", part)]
        yield from range(ends[0], min(ends[-1], ends[0] + _MOST) + 1)


def _by_name(document: Document, studies: Sequence[Study]) -> Iterator[tuple[int, tuple[Study, ...]]]:
    """An author with a year, where exactly one study of the page has both."""
    known: dict[tuple[str, str], list[Study]] = {}
    for study in studies:
        if study.surname and study.year is not None and any(each.document == document.identity for each in (study.place, *study.places)):
            known.setdefault((study.surname.casefold(), study.year.value[:4]), []).append(study)
    if not known:
        return
    text = document.view.text
    years = [match.start() for match in re.finditer("|".join(sorted({re.escape(year) for _, year in known})), text)]
    for block in _spoken(document):
        place = bisect_left(years, block.start)
        if place == len(years) or years[place] >= block.end:
            continue
        for match in _NAMED.finditer(text, block.start, block.end):
            named = known.get((match[1].casefold(), match[2]), [])
            if len(named) == 1 and not _is_itself(document, named[0], match.start()):
                yield match.start(), (named[0],)


def _is_itself(document: Document, study: Study, place: int) -> bool:
    """Whether the name stands in the study's own line of authors."""
    return study.authors is not None and study.authors.span.meets(document.span(place, place + 1))


def _spoken(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.role in {"body", "chatbot"} and block.kind not in {"code", "image", "rule"})
