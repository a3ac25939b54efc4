"""A question asked: the pages it is put to, and the answer with what a reader must know of where it comes from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from manystudies.answers import Answer, Page, Person, Report, read_fact, understand, unheard_words
from manystudies.errors import InputError, LibraryError
from manystudies.library import Library
from manystudies.review.choosing import best_pages
from manystudies.review.flow import answered, check_pages, page_of_bytes, read_page, topic_pages, worst_first
from manystudies.review.kept_reading import Reading, kept_reading
from manystudies.review.wording import corrected, held_here
from manystudies.terms import concept, load_terms

Answering: TypeAlias = Callable[[Report, str, Person], Report]
"""From what was read, the question and the people it is about to the report with its answer."""

_MOST_WORDS = 5
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """The report whose answer is asked for, and the lines that say which pages it rests on and what it leaves open."""

    report: Report
    told: tuple[str, ...]


def ask(  # noqa: PLR0917 - what is asked, of what, for whom
    question: str,
    files: Sequence[str] = (),
    library: Library | None = None,
    population: str = "",
    facts: Sequence[tuple[str, str]] = (),
    answering: Answering | None = None,
) -> Asked:
    """Answer a question from files, else from a library, else from the bundled topics.

    Args:
        question: words in any order; "iron rls" is one. A misspelt name is read as the name it comes close to, and told.
        files: pages to answer from.
        library: used where no file is given; what it has read is not read again.
        population: a name of the people the answer is for, such as "dialysis".
        facts: measured values of the people the answer is for, each an analyte and its value: ("ferritin", "40").
        answering: makes a report with its answer of one without, where people have corrected what was read; `answered` by default.

    Raises:
        InputError: there is no question, a file cannot be read, or the population or a value is no known one.
    """
    if not question.strip():
        raise InputError("The question needs words; found none.")
    person = Person(tuple(read_fact(*fact) for fact in facts), _people(population) if population else "")
    told: list[str] = []
    readings: Mapping[str, Reading] = {}
    read, changes = corrected(question)
    if person.population:
        read = f"{read.strip()} (in {person.population})"
    if files:
        pages = tuple(read_page(path) for path in files)
    elif library is not None:
        pages, readings, told = _from_library(read, library)
    else:
        pages = topic_pages()
        told = [
            f"From the topics that come with manystudies ({', '.join(page.name for page in pages)}); name files or --library for others."
        ]
    told += changes
    asked = understand(read)
    unheard = unheard_words(read, [page.document for page in pages])
    named = _named(unheard)
    report = report_of(pages, readings)
    if unheard and asked.is_open and not asked.populations:
        told.append(f"No answer: no page here speaks of {named}, and the question names no treatment, condition or measure that is known.")
        told.append("Questions are read in English.")
        told += held_here(report)
        return Asked(replace(report, answer=Answer(question, (), ())), tuple(told))
    if unheard:
        told.append(f"No page here speaks of {named}; the answer is to the rest of the question.")
    elif asked.is_open and not asked.populations:
        told.append("The question names no treatment, condition or measure, so the answer is all that the pages show.")
    report = answering(report, read, person) if answering is not None else answered(report, read, (), person)
    if not report.answer.rows and (asked.populations or not asked.is_open):
        told += held_here(report)
    return Asked(report, tuple(told))


def _named(words: Sequence[str]) -> str:
    shown = [f"“{word if len(word) <= _LONGEST_WORD else word[:_LONGEST_WORD] + '…'}”" for word in words[:_MOST_WORDS]]
    more = [f"{len(words) - _MOST_WORDS} more words"] if len(words) > _MOST_WORDS else []
    return " and ".join([*([", ".join([*shown, *more][:-1])] if len(shown) + len(more) > 1 else []), [*shown, *more][-1]]) if shown else ""


def _people(population: str) -> str:
    named = concept(population)
    found = (named.name,) if named is not None and named.kind == "population" else understand(population).populations
    if not found:
        known = ", ".join(each.name for each in load_terms().concepts if each.kind == "population")
        raise InputError(f"--population {population}: needs people known by name ({known}); found none.")
    return found[0]


def _from_library(question: str, library: Library) -> tuple[tuple[Page, ...], Mapping[str, Reading], list[str]]:
    """The pages of a library that a question is put to, and what was read of them; what was not kept so is read again."""
    chosen, told = best_pages(question, library)
    pages = tuple(page_of_bytes(path, library.content(identity)) for path, identity in chosen)
    return pages, kept_readings(pages, library), [told]


def kept_readings(pages: Sequence[Page], library: Library) -> Mapping[str, Reading]:
    """What a library keeps of these pages as it was read, by identity; nothing of those it keeps in another way."""
    readings = {}
    for page in pages:
        try:
            readings[page.document.identity] = kept_reading(library.reading(page.document.identity), page.document.identity)
        except LibraryError:
            continue
    return readings


def report_of(pages: Sequence[Page], readings: Mapping[str, Reading]) -> Report:
    """All that was read from the pages, without an answer: as it was kept, and read again where it was not."""
    fresh = [page for page in pages if page.document.identity not in readings]
    new = check_pages(fresh)
    held = [readings[page.document.identity] for page in pages if page.document.identity in readings]
    if not held:
        return new
    return replace(
        new,
        pages=tuple({page.document.identity: page for page in pages}.values()),
        studies=tuple(
            {study.key: study for study in reversed((*(study for each in held for study in each.studies), *new.studies))}.values()
        )[::-1],
        findings=(*(finding for each in held for finding in each.findings), *new.findings),
        claims=(*(claim for each in held for claim in each.claims), *new.claims),
        problems=tuple(sorted((*(problem for each in held for problem in each.problems), *new.problems), key=worst_first)),
        recomputed=(*(problem for each in held for problem in each.recomputed), *new.recomputed),
    )
