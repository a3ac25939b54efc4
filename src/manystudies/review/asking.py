"""A question asked: the pages it is put to, and the answer with what a reader must know of where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from manystudies.answers import Answer, Person, Report, read_fact, understand, unheard_words
from manystudies.errors import InputError
from manystudies.library import Library
from manystudies.review.choosing import pages_for
from manystudies.review.flow import check_pages, page_of_bytes, read_page, review, topic_pages
from manystudies.terms import concept, load_terms


@dataclass(frozen=True, slots=True)
class Asked:
    """The report whose answer is asked for, and the lines that say which pages it rests on and what it leaves open."""

    report: Report
    told: tuple[str, ...]


def ask(
    question: str, files: Sequence[str] = (), library: Library | None = None, population: str = "", facts: Sequence[tuple[str, str]] = ()
) -> Asked:
    """Answer a question from files, else from a library, else from the bundled topics.

    Args:
        question: words in any order; "iron rls" is one.
        files: pages to answer from.
        library: used where no file is given.
        population: a name of the people the answer is for, such as "dialysis".
        facts: measured values of the people the answer is for, each an analyte and its value: ("ferritin", "40").

    Raises:
        InputError: there is no question, a file cannot be read, or the population or a value is no known one.
    """
    if not question.strip():
        raise InputError("The question needs words; found none.")
    person = Person(tuple(read_fact(*fact) for fact in facts), _people(population) if population else "")
    if population:
        question = f"{question.strip()} (in {_people(population)})"
    told: list[str] = []
    if files:
        pages = tuple(read_page(path) for path in files)
    elif library is not None:
        chosen, choice = pages_for(question, library)
        pages = tuple(page_of_bytes(path, library.content(identity)) for identity, path in chosen.items())
        told = list(choice)
    else:
        pages = topic_pages()
        told = [
            f"From the topics that come with manystudies ({', '.join(page.name for page in pages)}); name files or --library for others."
        ]
    asked = understand(question)
    unheard = unheard_words(question, [page.document for page in pages])
    named = " and ".join(f"“{word}”" for word in unheard)
    if unheard and asked.is_open:
        told.append(f"No answer: no page here speaks of {named}, and the question names no treatment, condition or measure that is known.")
        return Asked(replace(check_pages(pages), answer=Answer(question, (), ())), tuple(told))
    if unheard:
        told.append(f"No page here speaks of {named}; the answer is to the rest of the question.")
    elif asked.is_open:
        told.append("The question names no treatment, condition or measure, so the answer is all that the pages show.")
    return Asked(review(pages, question, person=person), tuple(told))


def _people(population: str) -> str:
    named = concept(population)
    found = (named.name,) if named is not None and named.kind == "population" else understand(population).populations
    if not found:
        known = ", ".join(each.name for each in load_terms().concepts if each.kind == "population")
        raise InputError(f"--population {population}: needs people known by name ({known}); found none.")
    return found[0]
