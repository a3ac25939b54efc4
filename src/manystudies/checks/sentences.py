"""Which sentence of one revision is which of the next: equal, reworded, or without a partner."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from manystudies.claims import sentence_ranges
from manystudies.documents import Document, Revision

_ALIKE = 45.0
"""Two sentences at least this alike (percent of letters in common, in order) are the same one reworded; others were cut or added."""
_MOST_SENTENCES = 4000
_MOST_CELLS = 250_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or heading of a revision, as a range of the reading view."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence of the older revision and the same one in the newer; equal texts are pairs too."""

    old: Sentence
    new: Sentence

    @property
    def changed(self) -> bool:
        """Whether the words differ."""
        return self.old.text != self.new.text


def sentence_pairs(document: Document, old: Revision, new: Revision) -> tuple[SentencePair, ...]:
    """The sentences that two revisions share, reworded or not, in the order of the newer one."""
    return paired(sentences_of(document, old), sentences_of(document, new))


def paired(before: list[Sentence], after: list[Sentence]) -> tuple[SentencePair, ...]:
    """The sentences that two texts share, reworded or not, in the order of the newer one."""
    pairs: list[SentencePair] = []
    matcher = SequenceMatcher(None, [each.text for each in before], [each.text for each in after], autojunk=False)
    for step, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if step == "equal":
            pairs += map(SentencePair, before[old_from:old_to], after[new_from:new_to])
        elif step == "replace":
            pairs += _aligned(before[old_from:old_to], after[new_from:new_to])
    return tuple(pairs)


def sentences_of(document: Document, revision: Revision | None = None) -> list[Sentence]:
    """The headings and sentences of the page's own text in one revision, or in all of the page."""
    found: list[Sentence] = []
    for block in document.blocks:
        if block.role != "body" or block.kind in {"code", "image", "rule"}:
            continue
        if revision is not None and not revision.start <= block.start < revision.end:
            continue
        ranges = [(block.start, block.end)] if block.kind == "heading" else sentence_ranges(document.view.text, block.start, block.end)
        found += [Sentence(document.view.text[start:end], start, end) for start, end in ranges]
        if len(found) >= _MOST_SENTENCES:
            break
    return [each for each in found if any(letter.isalnum() for letter in each.text)]


def _aligned(before: list[Sentence], after: list[Sentence]) -> Iterator[SentencePair]:
    """The pairing of two runs of sentences, in order, with the greatest likeness in all."""
    rows, columns = len(before), len(after)
    if rows * columns > _MOST_CELLS:
        return
    alike = [[fuzz.ratio(old.text, new.text) for new in after] for old in before]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            here = alike[row][column]
            paired = here + best[row + 1][column + 1] if here >= _ALIKE else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    row = column = 0
    while row < rows and column < columns:
        here = alike[row][column]
        if here >= _ALIKE and best[row][column] == here + best[row + 1][column + 1]:
            yield SentencePair(before[row], after[column])
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
