"""What the blocks of a page stand on: citations and links that lead out, one person's story, a list of sources for all."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from manystudies.checks.anecdotes import anecdotes_in
from manystudies.checks.publisher import mostly_own
from manystudies.checks.spoken import transcript_of
from manystudies.claims import Claim
from manystudies.documents import Block, Document, LinkKind
from manystudies.studies import Study
from manystudies.terms import find_terms

_EXTERNAL = re.compile(r"https?://", re.IGNORECASE)
_SOURCES = re.compile(
    r"\W*(?:our |the |main )?(?:sources?|references?|evidence|literature|bibliography|further reading)\W*|.{0,24}\binformation comes from\W*",
    re.IGNORECASE,
)
"""A heading under which a leaflet lists what all of it rests on."""
_SOURCE_LINE = re.compile(r"\W*(?:adapted from|citation|from|published in|read more|references?|see|sources?|via)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"[A-Z](?<!\w[A-Z])[\w'’-]+ (?:et al\b|(?:and|&) [A-Z][\w'’-]+ (?:describe|found|report|review|show))"
    r"|\([A-Z][\w'’-]+(?: (?:et al\.?|(?:&|and) [A-Z][\w'’-]+))?,? (?:19|20)\d\d[a-z]?\)|\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]"
)
"""An author with a year, or a number in brackets, is a citation even where it leads nowhere."""
_RAISED = re.compile(r"[a-z)]{3}[.,;]?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*(?=[\s.;]|$)")
"""Raised numbers lie flat in a pasted paper: "as shown.12,13"; a page with a list and several of them cites so."""
_ROUND = re.compile(r"\((?<=[a-z%)] \()\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,6}\)(?=[.,;]|\s|$)")
_FLAT = re.compile(r"[.,;](?<=[a-z)][.,;])\d{1,3}(?:[,–-]\d{1,3}){0,6}(?=\s|$)")
_ONLY_NUMBERS = re.compile(r"\[?\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,6}\]?")
_SHORT_MARK = 20
_MANY = 6
_SEVERAL = 3
_LONG_WORD = re.compile(r"[a-z]{4,}")
_SPOKEN = frozenset({"body", "chatbot"})
_MOSTLY = 2


@dataclass(frozen=True, slots=True)
class Grounds:
    """For one page: the blocks that cite or link something outside, its personal stories, and whether a list carries all of it.

    `cited` holds indices of blocks, `stories` view ranges of sentences. `listed` says that no sentence is marked and a list
    of sources that are not the publisher's own stands at the end, as leaflets do it. `shows` says that the page shows the
    text of a study, `words` holds the text of its only study where it shows just one,
    `spoken` the view range of a transcript. `article` tells that a page cites by bare
    numbers again and again, as pasted papers do whose list stayed behind. `headings` are the indices of the headings, `runs` those of the blocks of another kind
    than the one before.
    """

    document: Document
    cited: frozenset[int]
    stories: tuple[tuple[int, int], ...]
    listed: bool
    shows: bool
    words: str
    spoken: tuple[int, int]
    article: bool
    headings: tuple[int, ...]
    runs: tuple[int, ...]

    def block_at(self, place: int) -> int:
        """The index of the block that holds a view offset, -1 for none."""
        index = bisect_right(self.document.blocks, place, key=lambda block: block.start) - 1
        return index if index >= 0 and place < self.document.blocks[index].end else -1

    def carry(self, index: int) -> bool:
        """Whether a block cites something itself, quotes what the next block cites, or belongs to a list or section whose lead does."""
        blocks = self.document.blocks
        if index in self.cited:
            return True
        if index + 1 < len(blocks) and index + 1 in self.cited and self._is_source_line(blocks[index + 1]):
            return True
        before = index - 1
        if blocks[index].kind in {"item", "quote"}:
            before = self.runs[bisect_right(self.runs, index) - 1] - 1
            if before in self.cited and blocks[before].kind in {"paragraph", "quote"}:
                return True
        return self._heading_of(index) in self.cited

    def is_of_study(self, claim: Claim) -> bool:
        """Whether a claim speaks of what the only study of the page is about: it names a thing of it, and what it says acts is one."""
        named = {match.concept.name for match in find_terms(claim.text)} if self.words else set()
        if not named or not named & _things(self.words):
            return False
        acts = {match.concept.name for match in find_terms(claim.subject) if match.kind in {"analyte", "intervention"}}
        if acts:
            return bool(acts & _things(self.words))
        return not claim.subject or any(word in self.words.lower() for word in _LONG_WORD.findall(claim.subject.lower()))

    def is_link(self, start: int, end: int) -> bool:
        """Whether a sentence is mostly the words of a link, so that it says what stands on the page it leads to."""
        words = (link for link in self.document.links if link.kind != "image" and link.start < end and start < link.end)
        return _MOSTLY * sum(min(end, link.end) - max(start, link.start) for link in words) > end - start

    def is_near(self, index: int) -> bool:
        """Whether the block right before cites something: a reader takes it for the source of what follows."""
        return index > 0 and index - 1 in self.cited and self.document.blocks[index - 1].kind != "heading"

    def _heading_of(self, index: int) -> int:
        at = bisect_right(self.headings, index) - 1
        return self.headings[at] if at >= 0 else -1

    def _is_source_line(self, block: Block) -> bool:
        """Whether a block is little more than its links, or says that it names the source."""
        linked = sum(link.end - link.start for link in self.document.links if block.start <= link.start < block.end)
        return _MOSTLY * linked > block.end - block.start or _SOURCE_LINE.match(self.document.view.text, block.start, block.end) is not None


@lru_cache(maxsize=8)
def _things(text: str) -> frozenset[str]:
    """What the terms know in a text; asked again for each claim of a page."""
    return frozenset(match.concept.name for match in find_terms(text))


def grounds_of(document: Document, studies: Sequence[Study], *, shows: bool) -> Grounds:
    """Read once what the blocks of a page stand on; `shows` tells that the page shows words of a study."""
    blocks = document.blocks
    places = [mark.start for mark in document.citations]
    places += [link.start for link in document.links if leads_out(link.kind, link.url)]
    cited = set()
    for place in places:
        # A mark may stand right behind the last letter of its block.
        index = bisect_right(blocks, place, key=lambda block: block.start) - 1
        if index >= 0 and place <= blocks[index].end:
            cited.add(index)
    cited |= {
        index for index, block in enumerate(blocks) if block.role in _SPOKEN and _POINTS.search(document.view.text, block.start, block.end)
    }
    if document.references:
        raised = {
            index
            for index, block in enumerate(blocks)
            if block.role in _SPOKEN and _RAISED.search(document.view.text, block.start, block.end)
        }
        cited |= raised if len(raised) >= _SEVERAL else set()
    marked = any(blocks[index].role in _SPOKEN for index in cited)
    own = [study for study in studies if study.mention != "listed" and study.place.document == document.identity]
    shown = [study for study in own if study.mention == "abstract"]
    words = document.words(shown[0].place) if len(shown) == 1 else ""
    return Grounds(
        document,
        frozenset(cited),
        tuple(anecdotes_in(document)),
        _lists_sources(document, marked=marked),
        shows or bool(own),
        words,
        transcript_of(document),
        _cites_by_number(document),
        tuple(index for index, block in enumerate(blocks) if block.kind == "heading"),
        tuple(index for index, block in enumerate(blocks) if not index or block.kind != blocks[index - 1].kind),
    )


def _cites_by_number(document: Document) -> bool:
    """Whether a page cites by numbers that are raised, in round brackets or links of their own."""
    text = document.view.text
    links = sum(
        link.kind == "link" and link.end - link.start <= _SHORT_MARK and _ONLY_NUMBERS.fullmatch(text, link.start, link.end) is not None
        for link in document.links
    )
    return max(links, sum(1 for _ in islice(_ROUND.finditer(text), _MANY)), sum(1 for _ in islice(_FLAT.finditer(text), _MANY))) >= _MANY


def leads_out(kind: LinkKind, url: str) -> bool:
    """Whether a link leads to another place than this web site."""
    return kind in {"bare", "link", "pdf"} and _EXTERNAL.match(url) is not None


def _lists_sources(document: Document, *, marked: bool) -> bool:
    """Whether all of a page rests on a list at its end; `marked` tells that single sentences have marks, which then count alone."""
    if document.references and not marked:
        return not mostly_own(document)
    last = next((block for block in reversed(document.blocks) if block.kind == "heading" and block.role == "body"), None)
    named = [block for block in document.blocks if block.kind == "heading" and _SOURCES.fullmatch(document.block_text(block))]
    return not document.citations and last is not None and last in named
