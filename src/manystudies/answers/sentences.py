"""What is said of one row: sentences from templates, every number and name with what carries it."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from manystudies.answers.answer import Sentence
from manystudies.answers.comparisons import comparison_sentence
from manystudies.answers.compose import Carried, Part, compose, listed
from manystudies.answers.doubts import reason
from manystudies.answers.parts import against_part, certainty_part, list_names, named, shortened, studies_part
from manystudies.answers.rows import Bundle
from manystudies.answers.strands import Strand
from manystudies.answers.tellings import Telling
from manystudies.documents import Document, Span
from manystudies.findings import BeforeAfter, Difference, Finding, Number, Ratio
from manystudies.pooling import NotPooled

_LONGEST_QUOTE = 200
_WENT = "went from "
_MOST_CHANGES = 4
"""Studies without a control group whose changes one sentence tells."""
_FIGURES = re.compile(r"\d ?(?:of|\/|%|\u00b1)|\bSD\b")
_MOVED = re.compile(r"\b(?:fell|dropped|declined|decreased|increased|rose|improved|worsened) (?:significantly )?by $", re.IGNORECASE)
_BACK = 60
_LABEL = re.compile(r"^[A-Z][A-Za-z ]{2,24}:\s")


def row_sentence(index: int, bundle: Bundle, documents: Mapping[str, Document]) -> Sentence:
    """The statement of one row, by its kind."""
    if bundle.kind == "before-after":
        return _before_after(index, bundle, documents)
    if bundle.kind == "association":
        return _association(index, bundle)
    if not bundle.result.effects:
        return _no_numbers(index, bundle)
    return comparison_sentence(index, bundle)


def _association(index: int, bundle: Bundle) -> Sentence:
    """Two things that were looked at together, each estimate as printed, and that this is no effect."""
    printed: list[Part] = [
        Carried(_as_printed(strand), tuple(number.span for number in _numbers_told(strand.finding)))
        for strand in bundle.used
        if isinstance(strand.finding, (Difference, Ratio))
    ]
    told: list[Part] = [": ", *listed(printed, " and ")] if printed else []
    return compose(
        "effect",
        [
            named(bundle.intervention),
            " and ",
            named(bundle.outcome),
            ", ",
            *studies_part(index, bundle),
            *told,
            ". An association, no proof of cause",
            *certainty_part(index, bundle.certainty),
        ],
    )


def _numbers_told(finding: Difference | Ratio) -> tuple[Number, ...]:
    return (finding.estimate, finding.interval.low, finding.interval.high) if finding.interval is not None else (finding.estimate,)


def _as_printed(strand: Strand) -> str:
    """An estimate with the digits of the page: "odds ratio 3.1 (1.51 to 6.38, adjusted)"."""
    finding = strand.finding
    if not isinstance(finding, (Difference, Ratio)):
        return ""
    numbers = [number.printed.text for number in _numbers_told(finding)]
    name = {"OR": "odds ratio", "RR": "risk ratio", "HR": "hazard ratio", "IRR": "rate ratio"}.get(finding.measure, "estimate")
    inside = [f"{numbers[1]} to {numbers[2]}"] if len(numbers) > 1 else []
    inside += ["adjusted"] if strand.adjusted else []
    return f"{name} {numbers[0]}" + (f" ({', '.join(inside)})" if inside else "")


def _before_after(index: int, bundle: Bundle, documents: Mapping[str, Document]) -> Sentence:
    """One group before and after, study by study, and that nothing was there to compare it with."""
    changes = [told for strand in bundle.used[:_MOST_CHANGES] if (told := _change(strand.finding, documents))]
    change: list[Part] = [named(bundle.outcome), " was measured before and after ", named(bundle.intervention)]
    if changes and len(changes) == len(bundle.used):
        change = [named(bundle.outcome), " ", *_joined(changes), " with ", named(bundle.intervention)]
    return compose(
        "effect",
        [
            "Without a control group, ",
            *change,
            " (",
            *(["one study"] if len(bundle.keys) == 1 else studies_part(index, bundle)[:1]),
            "" if len(bundle.keys) == 1 else " studies",
            "); what would have happened anyway is unknown",
            *certainty_part(index, bundle.certainty),
        ],
    )


def _change(finding: Finding, documents: Mapping[str, Document]) -> list[Part]:
    if isinstance(finding, BeforeAfter):
        before, after = finding.before.centre, finding.after.centre
        return [_WENT, Carried(before.printed.text, (before.span,)), " to ", Carried(after.printed.text, (after.span,))]
    if isinstance(finding, Difference):
        document = documents.get(finding.estimate.span.document)
        told = _told_change(finding.estimate.span, document) if document is not None else None
        return [told] if told is not None else ["changed by ", Carried(finding.estimate.printed.text, (finding.estimate.span,))]
    return []


def _told_change(number: Span, document: Document) -> Carried | None:
    """A change with the verb that the page tells it by: "fell by 6.67"."""
    view = document.view
    end = view.view_end(number.end)
    match = _MOVED.search(view.text, max(0, view.view_start(number.start) - _BACK), view.view_start(number.start))
    if match is None:
        return None
    return Carried(" ".join(view.text[match.start() : end].split()), (document.span(match.start(), end),))


def _joined(changes: Sequence[list[Part]]) -> list[Part]:
    """Changes one after the other; a verb that stands already is not said again."""
    parts: list[Part] = list(changes[0])
    for before, change in pairwise(changes):
        parts += [" and ", *(["from ", *change[1:]] if before[0] == change[0] == _WENT else change)]
    return parts


def _no_numbers(index: int, bundle: Bundle) -> Sentence:
    against = against_part(bundle.comparator)
    why = bundle.result.reason if isinstance(bundle.result, NotPooled) else ""
    told: list[Part] = [named(bundle.intervention), " and ", named(bundle.outcome), *against]
    return compose(
        "not pooled",
        [*told, ": no effect could be computed (", *studies_part(index, bundle), "). ", Carried(why, computed=f"row {index}: reason")],
    )


def telling_sentence(index: int, telling: Telling) -> Sentence:
    """What the page says of a trial whose numbers it does not print, as a quotation."""
    quote = _LABEL.sub("", " ".join(telling.claim.text.split()))
    quote, rest = shortened(quote.rstrip("."), _LONGEST_QUOTE)
    whose = "the trial's own words" if telling.claim.voice == "study" else "the page says"
    told: list[Part] = [
        *list_names(list(telling.interventions)),
        *against_part(telling.comparator),
        ", measured by " if telling.outcome.concept is not None and telling.outcome.concept.kind == "outcome" else ", for ",
        named(telling.outcome),
    ]
    numbers: list[Part] = [
        "its numbers are not on the page" if _FIGURES.search(telling.claim.text) is None else "no effect could be computed"
    ]
    if telling.doubt:
        numbers = ["not pooled, because ", reason(telling.doubt)]
    return compose(
        "effect",
        [
            *told,
            ": one randomised trial, ",
            *numbers,
            f"; {whose}: “",
            Carried(quote, (telling.claim.span,)),
            f"{rest}”",
            *certainty_part(index, telling.certainty),
        ],
    )
