"""What is said of one row: sentences from templates, every number and name with what carries it."""

import re

from manystudies.answers.answer import Sentence
from manystudies.answers.comparisons import comparison_sentence
from manystudies.answers.compose import Carried, Part, compose, listed
from manystudies.answers.parts import against_part, certainty_part, list_names, named, studies_part
from manystudies.answers.rows import Bundle
from manystudies.answers.tellings import Telling
from manystudies.findings import BeforeAfter, Difference, Number, Ratio
from manystudies.pooling import NotPooled

_LONGEST_QUOTE = 240
_LABEL = re.compile(r"^[A-Z][A-Za-z ]{2,24}:\s")


def row_sentence(index: int, bundle: Bundle) -> Sentence:
    """The statement of one row, by its kind."""
    if bundle.kind == "before-after":
        return _before_after(index, bundle)
    if bundle.kind == "association":
        return _association(index, bundle)
    if not bundle.result.effects:
        return _no_numbers(index, bundle)
    return comparison_sentence(index, bundle)


def _association(index: int, bundle: Bundle) -> Sentence:
    """Two things that were looked at together, each estimate as printed, and that this is no effect."""
    printed: list[Part] = [
        Carried(_as_printed(strand.finding), tuple(number.span for number in _numbers_told(strand.finding)))
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
            " were looked at together in ",
            *studies_part(index, bundle),
            *told,
            ". This cannot show that one causes the other, or that changing one changes the other",
            *certainty_part(index, bundle.certainty),
        ],
    )


def _numbers_told(finding: Difference | Ratio) -> tuple[Number, ...]:
    return (finding.estimate, finding.interval.low, finding.interval.high) if finding.interval is not None else (finding.estimate,)


def _as_printed(finding: Difference | Ratio) -> str:
    """An estimate with the digits of the page: "odds ratio 3.1 (1.51 to 6.38, adjusted)"."""
    numbers = [number.printed.text for number in _numbers_told(finding)]
    name = {"OR": "odds ratio", "RR": "risk ratio", "HR": "hazard ratio", "IRR": "rate ratio"}.get(finding.measure, "estimate")
    inside = [f"{numbers[1]} to {numbers[2]}"] if len(numbers) > 1 else []
    inside += ["adjusted"] if finding.adjusted else []
    return f"{name} {numbers[0]}" + (f" ({', '.join(inside)})" if inside else "")


def _before_after(index: int, bundle: Bundle) -> Sentence:
    """One group before and after, and that nothing was there to compare it with."""
    first = bundle.used[0].finding
    change: list[Part] = [named(bundle.outcome), " was measured before and after ", named(bundle.intervention)]
    if isinstance(first, BeforeAfter) and len(bundle.used) == 1:
        before, after = first.before.centre, first.after.centre
        change = [
            named(bundle.outcome),
            " went from ",
            Carried(before.printed.text, (before.span,)),
            " to ",
            Carried(after.printed.text, (after.span,)),
            " with ",
            named(bundle.intervention),
        ]
    elif isinstance(first, Difference) and len(bundle.used) == 1:
        change = [
            named(bundle.outcome),
            " changed by ",
            Carried(first.estimate.printed.text, (first.estimate.span,)),
            " with ",
            named(bundle.intervention),
        ]
    return compose(
        "effect",
        [
            "Without a control group, ",
            *change,
            " (",
            *studies_part(index, bundle),
            "); what would have happened anyway is unknown",
            *certainty_part(index, bundle.certainty),
        ],
    )


def _no_numbers(index: int, bundle: Bundle) -> Sentence:
    against = against_part(bundle.comparator)
    why = bundle.result.reason if isinstance(bundle.result, NotPooled) else ""
    told: list[Part] = [named(bundle.intervention), " and ", named(bundle.outcome), *against]
    return compose("not pooled", [*told, ": no effect could be computed (", *studies_part(index, bundle), "). ", why])


def telling_sentence(index: int, telling: Telling) -> Sentence:
    """What the page says of a trial whose numbers it does not print, as a quotation."""
    quote = _LABEL.sub("", " ".join(telling.claim.text.split()))
    quote = quote if len(quote) <= _LONGEST_QUOTE else quote[: quote.rfind(" ", 0, _LONGEST_QUOTE)]
    whose = "the trial's own words" if telling.claim.voice == "study" else "the page's words"
    told: list[Part] = [*list_names(list(telling.interventions), ", "), " and ", named(telling.outcome), *against_part(telling.comparator)]
    return compose(
        "effect",
        [
            *told,
            f": one randomised trial, whose numbers are not on the page; in {whose}, “",
            Carried(quote.rstrip("."), (telling.claim.span,)),
            "”",
            *certainty_part(index, telling.certainty),
        ],
    )
