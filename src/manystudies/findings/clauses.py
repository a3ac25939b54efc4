"""One sentence with what the grammar of estimates met in it: announced intervals, names of measures, p-values."""

from dataclasses import dataclass
from functools import lru_cache

from manystudies.findings.intervals import Announcement, announcements
from manystudies.findings.labels import Label, labels_in
from manystudies.findings.pvalues import PText, p_values
from manystudies.making import quick


@quick
@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a folded text.

    `carried` is the last named ratio before it; `declared` says that an earlier sentence announced intervals that are
    printed without words from then on.
    """

    text: str
    start: int
    end: int
    notices: tuple[Announcement, ...]
    labels: tuple[Label, ...]
    carried: Label | None = None
    declared: bool = False

    @property
    def p_texts(self) -> tuple[PText, ...]:
        """The p-values of the sentence, read when first asked for."""
        return _p_texts(self.text, self.start, self.end)

    def before(self, position: int, length: int) -> str:
        """Up to `length` characters of the sentence in front of a place."""
        return self.text[max(self.start, position - length) : position]


def clause_at(text: str, start: int, end: int, carried: Label | None, *, declared: bool) -> Clause | None:
    """The clause of a sentence, or None where nothing in it can belong to an estimate."""
    notices, labels = announcements(text, start, end), labels_in(text, start, end)
    if not notices and not labels and not declared:
        return None
    return Clause(text, start, end, tuple(notices), tuple(labels), carried, declared)


@lru_cache(maxsize=4)
def _p_texts(text: str, start: int, end: int) -> tuple[PText, ...]:
    return tuple(p_values(text, start, end))
