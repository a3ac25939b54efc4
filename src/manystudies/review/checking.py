"""Checking pages: some files as one report, or every page of a folder on its own, on all cores and in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Literal

from manystudies import __version__
from manystudies.answers import Report
from manystudies.checks import SEVERITIES, Problem, Severity
from manystudies.errors import ManystudiesError
from manystudies.pages import check_json, check_sarif, check_text
from manystudies.review.baseline import fingerprint
from manystudies.review.files import read_bytes, told
from manystudies.review.flow import check_pages, page_of_bytes
from manystudies.review.notices import read_notices
from manystudies.review.workers import cores, in_order

Shape = Literal["json", "sarif", "text"]
_BATCH = 25


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking gave: the text in the shape asked for, the fingerprints of what is flagged, and the worst severity.

    `trouble` is the one line that says why a page could not be read; then there is no text.
    """

    path: str
    text: str = ""
    fingerprints: tuple[str, ...] = ()
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    trouble: str = ""

    def reaches(self, level: Severity) -> bool:
        """Whether anything flagged is at or above a severity; a page that cannot be read counts as medium."""
        upto = SEVERITIES.index(level) + 1
        return any(self.counts[:upto]) or (bool(self.trouble) and upto > SEVERITIES.index("medium"))


def check_together(paths: Iterable[str], shape: Shape, known: frozenset[str] = frozenset(), notices: str = "") -> Checked:
    """Check files as one report, so that they may contradict each other. `notices` is the path of a list of retracted papers.

    Raises:
        InputError: one of them cannot be read.
    """
    paths = tuple(paths)
    pages = tuple(page_of_bytes(path, read_bytes(path)) for path in paths)
    return _checked(" ".join(paths), check_pages(pages, read_notices(notices) if notices else None), shape, known)


def check_each(
    paths: Iterable[str], shape: Shape, known: frozenset[str] = frozenset(), workers: int | None = None, notices: str = ""
) -> Iterator[Checked]:
    """Check every page on its own; the results come in the order of the paths, and no page stops the others."""
    each = iter(paths)
    batches = iter(lambda: list(islice(each, _BATCH)), [])
    for checked in in_order(partial(_check_batch, shape=shape, known=known, notices=notices), batches, workers or cores()):
        yield from checked


def _check_batch(paths: list[str], shape: Shape, known: frozenset[str], notices: str) -> list[Checked]:
    return [_check_one(path, shape, known, notices) for path in paths]


def _check_one(path: str, shape: Shape, known: frozenset[str], notices: str) -> Checked:
    try:
        report = check_pages((page_of_bytes(path, read_bytes(path)),), read_notices(notices) if notices else None)
        return _checked(path, report, shape, known)
    except (ManystudiesError, RecursionError) as error:
        return Checked(told(path), trouble=str(error) or type(error).__name__)


def _checked(path: str, report: Report, shape: Shape, known: frozenset[str]) -> Checked:
    marks = {problem: _mark(problem, report) for problem in report.problems if problem.flagged}
    kept = tuple(problem for problem in report.problems if marks.get(problem) not in known)
    report = replace(report, problems=kept)
    shown = {"json": check_json, "sarif": _sarif, "text": check_text}[shape](report)
    flagged = [problem for problem in kept if problem.flagged]
    high, medium, low, info = (sum(problem.severity == severity for problem in flagged) for severity in SEVERITIES)
    return Checked(path, shown, tuple(marks[problem] for problem in flagged), (high, medium, low, info))


def _sarif(report: Report) -> str:
    return check_sarif(report, __version__)


def _mark(problem: Problem, report: Report) -> str:
    page = report.page_of(problem.spans[0].document)
    return fingerprint(page.name, problem.code, page.document.quote(problem.spans[0]))
