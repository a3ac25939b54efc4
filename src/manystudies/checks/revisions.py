"""What changed between the revisions of one page, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem, Severity
from manystudies.checks.wording_change import ChangeDirection, change_of
from manystudies.claims import sentence_ranges
from manystudies.documents import Document, Revision

_ALIKE = 45.0
"""Two sentences at least this alike (percent of letters in common, in order) are the same one reworded; others were cut or added."""
_MOST_SENTENCES = 4000
_MOST_CELLS = 250_000
_TOLD: dict[ChangeDirection, tuple[str, Severity, str, str]] = {
    "weakened": ("MS511", "info", "claims less than before", "The newer wording is the more careful one."),
    "strengthened": (
        "MS512",
        "medium",
        "claims more than before",
        "Name the new evidence for the stronger wording, or keep the older one.",
    ),
    "neutral": ("MS513", "info", "is worded differently, as strong as before", ""),
    "meaning lost": (
        "MS514",
        "medium",
        "no longer says which way the quantity is wrong",
        "Say what is meant: deficiency, excess, or a measured level.",
    ),
    "numbers": ("MS515", "medium", "prints another number than before", "Name the source of the new number."),
}


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


def revision_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every changed sentence between each revision and the next, and the fact that there are several."""
    for document in evidence.documents:
        for old, new in zip(document.revisions, document.revisions[1:], strict=False):
            pairs = sentence_pairs(document, old, new)
            changed = [pair for pair in pairs if pair.changed]
            first = pairs[0].new if pairs else None
            if first is not None:
                yield Problem(
                    "MS010",
                    "changed",
                    "medium",
                    f"Version {new.number + 1} of the same page starts here: {len(pairs) - len(changed)} sentences are the same, {len(changed)} changed.",
                    (document.span(first.start, first.end), document.span(pairs[0].old.start, pairs[0].old.end)),
                    suggestion="Keep one version; a sentence that stands in both is counted once.",
                )
            for pair in changed:
                yield _problem(document, pair)


def _problem(document: Document, pair: SentencePair) -> Problem:
    change = change_of(pair.old.text, pair.new.text)
    code, severity, told, suggestion = _TOLD[change.direction]
    old = change.old or (0, len(pair.old.text))
    new = change.new or (0, len(pair.new.text))
    message = f"The sentence {told}: “{change.old_words or '(nothing)'}” became “{change.new_words or '(nothing)'}”."
    return Problem(
        code,
        "changed",
        severity,
        message,
        (
            document.span(pair.old.start + old[0], pair.old.start + old[1]),
            document.span(pair.new.start + new[0], pair.new.start + new[1]),
        ),
        suggestion=suggestion,
    )


def sentence_pairs(document: Document, old: Revision, new: Revision) -> tuple[SentencePair, ...]:
    """The sentences that two revisions share, reworded or not, in the order of the newer one."""
    before, after = sentences_of(document, old), sentences_of(document, new)
    pairs: list[SentencePair] = []
    matcher = SequenceMatcher(None, [each.text for each in before], [each.text for each in after], autojunk=False)
    for step, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if step == "equal":
            pairs += map(SentencePair, before[old_from:old_to], after[new_from:new_to])
        elif step == "replace":
            pairs += _aligned(before[old_from:old_to], after[new_from:new_to])
    return tuple(pairs)


def sentences_of(document: Document, revision: Revision) -> list[Sentence]:
    """The headings and sentences of the page's own text in one revision."""
    found: list[Sentence] = []
    for block in document.blocks:
        if block.role != "body" or block.kind in {"code", "image", "rule"} or not revision.start <= block.start < revision.end:
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
