"""One bare text read into light rows: numbers, estimates and sentences as offsets and plain values."""

from collections.abc import Sequence
from typing import TypedDict

from manystudies.findings.estimates import Estimate, estimates_in
from manystudies.findings.glyphs import fold
from manystudies.findings.labels import EstimateMeasure
from manystudies.findings.number import Comparator
from manystudies.findings.numerals import Numeral
from manystudies.findings.roles import Role, roles_of_abstracts
from manystudies.findings.sentences import sentences

Place = tuple[int, int]
"""Start and end in characters of the text."""


class EstimateSpans(TypedDict, total=False):
    """Where the numbers of an estimate stand."""

    estimate: Place
    low: Place
    high: Place
    p: Place


class EstimateRow(TypedDict):
    """An estimate with its interval and p-value; what is not printed is None."""

    measure: EstimateMeasure
    estimate: float
    low: float | None
    high: float | None
    level: float | None
    p_op: Comparator | None
    p: float | None
    spans: EstimateSpans


class SentenceRow(TypedDict):
    """A sentence with its role."""

    start: int
    end: int
    role: Role


def read_estimates(text: str) -> list[EstimateRow]:
    """Every estimate of a bare text, in order; the grammar is that of `find_findings`.

    >>> [row] = read_estimates("It helped (OR 1.5, 95% CI 1.1 to 2.0; p = .02).")
    >>> row["measure"], row["estimate"], row["low"], row["high"], row["p"], row["spans"]["low"]
    ('OR', 1.5, 1.1, 2.0, 0.02, (26, 29))
    """
    folded = fold(text)
    return [_estimate_row(estimate) for estimate in estimates_in(folded, sentences(folded))]


def _estimate_row(estimate: Estimate) -> EstimateRow:
    bounds, p = estimate.bounds, estimate.p
    spans = EstimateSpans(estimate=_place(estimate.estimate))
    if bounds is not None:
        spans["low"], spans["high"] = _place(bounds.low), _place(bounds.high)
    if p is not None:
        spans["p"] = _place(p.numeral)
    level = None if bounds is None else bounds.level.value if bounds.level else 95.0
    return EstimateRow(
        measure=estimate.measure,
        estimate=estimate.estimate.value,
        low=None if bounds is None else bounds.low.value,
        high=None if bounds is None else bounds.high.value,
        level=level,
        p_op=None if p is None else p.numeral.comparator,
        p=None if p is None else p.numeral.value,
        spans=spans,
    )


def _place(numeral: Numeral) -> Place:
    return numeral.start, numeral.end


def read_sentences(text: str) -> list[SentenceRow]:
    """The sentences of one abstract with their roles.

    >>> [row["role"] for row in read_sentences("METHODS: We asked 20 people. RESULTS: Half slept well.")]
    ['METHODS', 'RESULTS']
    """
    return read_sentences_of([text])[0]


def read_sentences_of(texts: Sequence[str]) -> list[list[SentenceRow]]:
    """The same for several abstracts at a time, which takes less than one by one."""
    cut = [(folded := fold(text), sentences(folded)) for text in texts]
    return [
        [SentenceRow(start=start, end=end, role=role) for (start, end), role in zip(ranges, roles, strict=True)]
        for (_, ranges), roles in zip(cut, roles_of_abstracts(cut), strict=True)
    ]
