"""The way evidence flows, as functions: bytes to documents, studies, findings, claims, problems and the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files

from manystudies.answers import NOBODY, Answer, Page, Person, Report, answer, held_against_certainty
from manystudies.certainty import Opinion
from manystudies.checks import SEVERITIES, NoticeKind, Problem, check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.errors import InputError
from manystudies.findings import find_findings
from manystudies.review.files import read_bytes
from manystudies.studies import find_studies

TOPICS = ("restless-legs.md", "bcg-tuberculosis.md")
"""The pages that come with manystudies, written for it."""


def read_page(path: str) -> Page:
    """Read one file as a page.

    Raises:
        InputError: it cannot be read, or is no text.
    """
    return page_of_bytes(path, read_bytes(path))


def page_of_bytes(path: str, data: bytes) -> Page:
    """A page from bytes already at hand; errors name `path`.

    Raises:
        InputError: the bytes are no text.
    """
    try:
        document = read_document(data)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    return Page(path.replace("\\", "/").rsplit("/", 1)[-1], path, document, data)


def topic_pages() -> tuple[Page, ...]:
    """The bundled topics as pages."""
    folder = files("manystudies") / "topics"
    return tuple(page_of_bytes(name, (folder / name).read_bytes()) for name in TOPICS)


RIGHT = frozenset({"by_rounding", "consistent"})
"""Verdicts that say what is right."""


def check_pages(pages: Iterable[Page], notices: Mapping[str, NoticeKind] | None = None) -> Report:
    """Everything up to the checks, with an empty answer: nothing is pooled.

    The same page given twice counts once. `notices` says which papers were retracted, corrected or put in doubt.
    """
    pages = _once(pages)
    documents = tuple(page.document for page in pages)
    studies = find_studies(documents)
    findings = tuple(finding for document in documents for finding in find_findings(document, studies))
    claims = find_claims(documents, studies)
    verdicts = check(documents, studies, findings, claims, notices)
    return Report(
        pages=pages,
        studies=studies,
        findings=findings,
        claims=claims,
        problems=tuple(sorted((each for each in verdicts if each.verdict not in RIGHT), key=worst_first)),
        recomputed=tuple(each for each in verdicts if each.verdict in RIGHT),
        answer=Answer("", (), ()),
    )


def review(
    pages: Iterable[Page],
    question: str | None = None,
    opinions: Sequence[Opinion] = (),
    person: Person = NOBODY,
    notices: Mapping[str, NoticeKind] | None = None,
) -> Report:
    """Everything that follows from pages: the one function every command and screen starts from.

    The result depends on the bytes, the names and their order, and the opinions, and on nothing else. `opinions` are signed
    judgements of certainty, each about the `body` of a row of the answer; `person` chooses the evidence from people like that.
    """
    return answered(check_pages(pages, notices), question, opinions, person)


def answered(report: Report, question: str | None = None, opinions: Sequence[Opinion] = (), person: Person = NOBODY) -> Report:
    """A checked report with the answer to a question; as `review`, where the pages are read already."""
    documents = tuple(page.document for page in report.pages)
    verdicts = report.problems + report.recomputed
    found = answer(question, documents, report.studies, report.findings, report.claims, verdicts, opinions, person)
    problems = held_against_certainty(report.claims, found.rows, report.studies, documents, report.problems)
    return replace(report, answer=found, problems=tuple(sorted(problems, key=worst_first)))


def _once(pages: Iterable[Page]) -> tuple[Page, ...]:
    held: dict[str, Page] = {}
    for page in pages:
        held.setdefault(page.document.identity, page)
    return tuple(held.values())


def worst_first(problem: Problem) -> tuple[bool, int]:
    """A sort key: flagged before told, then by severity."""
    return not problem.flagged, SEVERITIES.index(problem.severity)
