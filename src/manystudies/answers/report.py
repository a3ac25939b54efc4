"""Everything that was read, checked and answered, in one noun: what every screen, command and export is a view of."""

from dataclasses import dataclass, field

from manystudies.answers.answer import Answer
from manystudies.checks import Problem
from manystudies.claims import Claim
from manystudies.documents import Document
from manystudies.findings import Finding
from manystudies.studies import Study


@dataclass(frozen=True, slots=True)
class Page:
    """One document under the name its user knows it by: `name` is the file's name, `path` as given, `data` the bytes."""

    name: str
    path: str
    document: Document
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """The pages and all that follows from them. Spans name documents by identity; find one with `page_of`.

    `problems` holds what a person should look at or know, worst first; `recomputed` what is right.
    """

    pages: tuple[Page, ...]
    studies: tuple[Study, ...]
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    recomputed: tuple[Problem, ...]
    answer: Answer

    def page_of(self, identity: str) -> Page:
        """The page whose document has this identity.

        Raises:
            KeyError: no page of the report has it.
        """
        for page in self.pages:
            if page.document.identity == identity:
                return page
        raise KeyError(identity)
