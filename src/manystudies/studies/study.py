"""One investigation, as far as the page shows it."""

import re
from dataclasses import dataclass
from typing import Literal

from manystudies.documents import Span
from manystudies.errors import FindingError
from manystudies.making import quick

Design = Literal[
    "animal", "before-after", "case-control", "case report", "case series", "cohort", "cross-sectional", "ecological", "genetic",
    "guideline", "laboratory", "mendelian randomisation", "meta-analysis", "network meta-analysis", "news", "non-randomised trial",
    "observational", "quasi-randomised", "randomised trial", "review", "systematic review", "unknown",
]  # fmt: skip
IdentifierKind = Literal["arxiv", "doi", "isrctn", "nct", "pmcid", "pmid", "registration"]
IdentifierState = Literal["as printed", "tidied", "truncated"]

_MORE_AUTHORS = re.compile(r",|;| and | et al| & ")
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}|Dr\.?|Prof\.?|Jr\.?|PhD|MD")
Mention = Literal["abstract", "cited", "heading only", "listed", "table row"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A DOI, PMID, PMC or registration number: the tidy `value` and where and how it was printed.

    `registration` is a register other than ClinicalTrials.gov and ISRCTN (IRCT, ACTRN, PROSPERO …). A `truncated` one is reported and never used to tell studies apart or to guess the whole.
    """

    kind: IdentifierKind
    value: str
    state: IdentifierState
    span: Span

    @property
    def key(self) -> str:
        """What tells it from others: letters' case does not count, nor does the version of a preprint."""
        value = self.value.lower()
        return f"{self.kind}:{value.split('v')[0] if self.kind == 'arxiv' else value}"


@quick
@dataclass(frozen=True, slots=True)
class Worded:
    """A value read from words, with the words."""

    value: str
    span: Span


@quick
@dataclass(frozen=True, slots=True)
class Study:
    """One investigation: what the pages show of it, each part with its words.

    `key` is stable (made from an identifier or the title); `place` covers the text that speaks of it (a
    section, a row of a table, a reference-list entry, a cited link) and `places` every other one met; `mention` tells how the
    page shows it. `design_words` is the span of the words that say the design, None only when it is unknown.
    `people` is the total the page gives; `sections` holds (document identity, section index).
    """

    key: str
    design: Design
    place: Span
    mention: Mention
    title: Worded | None = None
    authors: Worded | None = None
    journal: Worded | None = None
    year: Worded | None = None
    design_words: Span | None = None
    identifiers: tuple[Identifier, ...] = ()
    people: Worded | None = None
    population: Worded | None = None
    places: tuple[Span, ...] = ()
    sections: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.key:
            raise FindingError("A study needs a key; found an empty one.")
        if (self.design == "unknown") != (self.design_words is None):
            raise FindingError(f"{self.key}: a known design needs its words, an unknown one has none; found {self.design}.")

    def identifier(self, kind: IdentifierKind) -> str | None:
        """The first whole identifier of `kind`, or None."""
        return next((each.value for each in self.identifiers if each.kind == kind and each.state != "truncated"), None)

    @property
    def surname(self) -> str:
        """The first author's surname as printed: "Doe" of "Doe J1, Roe R" and of "Jane Q. Doe, Rick Roe"; empty where none is shown."""
        if self.authors is None:
            return ""
        first = _MORE_AUTHORS.split(self.authors.value, maxsplit=1)[0].strip(" .*")
        words = [word for word in first.split() if word.strip(".") and not _INITIALS.fullmatch(word)]
        return words[-1].rstrip(".,") if words else first

    @property
    def name(self) -> str:
        """A short name for a plot: first author and year where shown, else the start of the title, an identifier or the key."""
        if self.surname:
            return f"{self.surname} {self.year.value}" if self.year else self.surname
        if self.title:
            return self.title.value[:40]
        whole = next((each for each in self.identifiers if each.state != "truncated"), None)
        return f"{whole.kind.upper()} {whole.value}" if whole and whole.kind in ("doi", "pmid") else whole.value if whole else self.key
