"""What the checks look at: everything that was read, with quick ways from one part to another."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from manystudies.checks.sentences import sentence_pairs
from manystudies.claims import Claim
from manystudies.documents import Block, Document, Section, Span
from manystudies.findings import Finding
from manystudies.making import quick
from manystudies.studies import Study

_REACH = 800
"""Longer than any sentence of an abstract; it keeps the time linear in texts without full stops."""


@quick
@dataclass(frozen=True, slots=True)
class Evidence:
    """Documents, studies, findings and claims, each as given, and maps between them.

    `findings_of` groups the findings by the study they belong to, or, where the page names none, by the
    section they stand in. Groups keep the order of the page. `repeats` holds, for a claim that stands in
    the same words in a later revision of the same page, its later places; those claims are not in `claims`.
    `reworded` leads from a claim in a later revision to the place of the same sentence in an earlier one. `claims_of` holds, by
    the key of a study, what it says itself.
    """

    documents: tuple[Document, ...]
    studies: tuple[Study, ...]
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]
    document_of: Mapping[str, Document]
    study_of: Mapping[str, Study]
    findings_of: Mapping[str, tuple[Finding, ...]]
    repeats: Mapping[Span, tuple[Span, ...]]
    reworded: Mapping[Span, Span]
    claims_of: Mapping[str, tuple[Claim, ...]]

    def own_claims(self, study: str) -> tuple[Claim, ...]:
        """What a study itself says on these pages, by its key."""
        return self.claims_of.get(study, ())

    def places(self, claim: Claim) -> tuple[Span, ...]:
        """Where a claim stands: its own place first, then the same words in later revisions."""
        return (claim.span, *self.repeats.get(claim.span, ()))

    def words(self, span: Span) -> str:
        """What a reader sees at `span`."""
        return self.document_of[span.document].words(span)

    def near(self, sentence: Span, place: Span) -> str:
        """What a reader sees of `sentence` around `place`: all of a sentence of usual length, a part of an endless one."""
        view = self.document_of[sentence.document].view
        start, end = view.view_start(place.start), view.view_end(place.end)
        return view.text[max(view.view_start(sentence.start), start - _REACH) : min(view.view_end(sentence.end), end + _REACH)]

    def section_of(self, span: Span) -> Section | None:
        """The innermost section that holds `span`, or None."""
        return _section_at(self.document_of[span.document], span)

    def block_of(self, span: Span) -> Block | None:
        """The block that holds the start of `span`, or None."""
        document = self.document_of[span.document]
        place = document.view.view_start(span.start)
        index = bisect_right(document.blocks, place, key=lambda block: block.start) - 1
        return document.blocks[index] if index >= 0 and place < document.blocks[index].end else None

    def studies_at(self, keys: Iterable[str]) -> tuple[Study, ...]:
        """The studies with these keys, in the order given; unknown keys are left out."""
        return tuple(self.study_of[key] for key in keys if key in self.study_of)


def gather(
    documents: tuple[Document, ...], studies: tuple[Study, ...], findings: tuple[Finding, ...], claims: tuple[Claim, ...]
) -> Evidence:
    """Put everything that was read into one view."""
    document_of = {each.identity: each for each in documents}
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_group_key(finding, document_of), []).append(finding)
    first, repeats = _once(claims)
    return Evidence(
        documents,
        studies,
        findings,
        first,
        document_of,
        {each.key: each for each in studies},
        {key: tuple(each) for key, each in groups.items()},
        repeats,
        _reworded(documents, first),
        _of_studies(first),
    )


def headings_over(evidence: Evidence, claim: Claim) -> str:
    """The page's title and the headings above a claim: what they say of whom it was holds for the claim too."""
    document = evidence.document_of[claim.span.document]
    place = -1 if claim.is_title else document.view.view_start(claim.span.start)
    above = [document.heading_text(section) or "" for section in document.sections if section.start < place < section.end]
    return " . ".join([document.front.title or "", *above])


# Several checks look for words of one text in whatever case they stand, one after the other.
@lru_cache(maxsize=2)
def small_letters(text: str) -> str:
    """A text in small letters; its places may differ where a small letter is longer."""
    return text.lower()


def _of_studies(claims: tuple[Claim, ...]) -> Mapping[str, tuple[Claim, ...]]:
    """By study the claims in its own voice."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.voice == "study":
            for key in claim.rests_on:
                found.setdefault(key, []).append(claim)
    return {key: tuple(each) for key, each in found.items()}


def _reworded(documents: tuple[Document, ...], claims: tuple[Claim, ...]) -> Mapping[Span, Span]:
    """From claims of later revisions to the oldest wording of their sentence."""
    found: dict[Span, Span] = {}
    for document in documents:
        older: dict[Span, Span] = {}
        for old, new in pairwise(document.revisions):
            for pair in sentence_pairs(document, old, new):
                before = document.span(pair.old.start, pair.old.end)
                older[document.span(pair.new.start, pair.new.end)] = older.get(before, before)
        if older:
            found.update({claim.span: older[claim.span] for claim in claims if claim.span in older})
    return found


def _once(claims: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], Mapping[Span, tuple[Span, ...]]]:
    """The claims without those that only repeat, in a later revision, what an earlier one says in the same words."""
    first: dict[tuple[str, str], Claim] = {}
    kept: list[Claim] = []
    repeats: dict[Span, tuple[Span, ...]] = {}
    for claim in claims:
        earlier = first.setdefault((claim.span.document, claim.text), claim)
        if earlier.revision != claim.revision:
            repeats[earlier.span] = (*repeats.get(earlier.span, ()), claim.span)
        else:
            kept.append(claim)
    return tuple(kept), repeats


def _group_key(finding: Finding, document_of: Mapping[str, Document]) -> str:
    if finding.context.study:
        return finding.context.study
    span = finding.context.sentence
    section = _section_at(document_of[span.document], span)
    return f"{span.document}#{-1 if section is None else section.index}"


def _section_at(document: Document, span: Span) -> Section | None:
    """The last section to begin before a place and to end behind it; sections stand in the order of the page."""
    place = document.view.view_start(span.start)
    index = bisect_right(document.sections, place, key=lambda section: section.start) - 1
    while index >= 0 and document.sections[index].end <= place:
        index -= 1
    return document.sections[index] if index >= 0 else None
