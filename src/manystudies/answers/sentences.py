"""What is said of one row: sentences from templates, every number and name with what carries it."""

import re
from collections.abc import Sequence

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Carried, Part, compose, listed
from manystudies.answers.figures import figures, term_figures
from manystudies.answers.naming import Named
from manystudies.answers.rows import Bundle
from manystudies.answers.statements import SYMBOLS, size_of, wording_for
from manystudies.answers.tellings import Telling
from manystudies.certainty import Certainty
from manystudies.documents import Document
from manystudies.findings import BeforeAfter, Difference, Number, Ratio
from manystudies.measures import Measure
from manystudies.pooling import NotPooled, Pooled
from manystudies.studies import Study

_MEASURES: dict[Measure, str] = {
    "HR": "hazard ratio",
    "IRR": "rate ratio",
    "MD": "mean difference",
    "OR": "odds ratio",
    "RD": "risk difference",
    "RR": "risk ratio",
    "SMD": "standardised mean difference",
    "SMDH": "standardised mean difference",
}
_CHANCES: dict[Measure, str] = {
    "HR": "the hazard of ",
    "IRR": "the rate of ",
    "OR": "the odds of ",
    "RD": "the risk of ",
    "RR": "the risk of ",
}
_LONGEST_QUOTE = 240
_LONGEST_TITLE = 90
_CONTROLS = re.compile(r"(?i)(?:placebo|sham|saline|usual care|standard care|no |not |un|control|waiting list|dummy)")


def row_sentence(index: int, bundle: Bundle) -> Sentence:
    """The statement of one row, by its kind."""
    if bundle.kind == "before-after":
        return _before_after(index, bundle)
    if bundle.kind == "association":
        return _association(index, bundle)
    if not bundle.result.effects:
        return _no_numbers(index, bundle)
    return _comparison(index, bundle)


def _comparison(index: int, bundle: Bundle) -> Sentence:
    """GRADE's statement for the level and size, with the estimate behind it."""
    effect = bundle.result.effects[0]
    estimate = bundle.result.estimate if isinstance(bundle.result, Pooled) else effect.estimate
    chance = _CHANCES.get(effect.measure, "")
    if bundle.outcome.concept is None or bundle.outcome.concept.better != "lower":
        chance = chance.replace("risk", "chance")
    outcome: list[Part] = [chance, named(bundle.outcome)]
    against = _against(bundle.comparator)
    words = wording_for(bundle.certainty.level, size_of(estimate, bundle.thresholds), rises=estimate > 0)
    if isinstance(bundle.result, NotPooled) and len(bundle.result.effects) > 1:
        return compose(
            "not pooled",
            [
                named(bundle.intervention),
                " and ",
                *outcome,
                *against,
                ": not pooled. ",
                bundle.result.reason,
                " ",
                *_studies(index, bundle),
                ".",
            ],
        )
    said: list[Part]
    if words is None:
        said = ["The evidence is very uncertain about the effect of ", named(bundle.intervention), " on ", *outcome, *against]
    else:
        said = [named(bundle.intervention), f" {words.before} ", *outcome, words.behind, *against]
    return compose(
        "effect",
        [*said, ": ", *_estimate(index, bundle), "; ", *_studies(index, bundle), *_people(index, bundle), _certainty(bundle.certainty)],
    )


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
            *_studies(index, bundle),
            *told,
            ". This cannot show that one causes the other, or that changing one changes the other",
            _certainty(bundle.certainty),
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
            *_studies(index, bundle),
            "); what would have happened anyway is unknown",
            _certainty(bundle.certainty),
        ],
    )


def _no_numbers(index: int, bundle: Bundle) -> Sentence:
    against = _against(bundle.comparator)
    why = bundle.result.reason if isinstance(bundle.result, NotPooled) else ""
    told: list[Part] = [named(bundle.intervention), " and ", named(bundle.outcome), *against]
    return compose("not pooled", [*told, ": no effect could be computed (", *_studies(index, bundle), "). ", why])


def telling_sentence(telling: Telling) -> Sentence:
    """What the page says of a trial whose numbers it does not print, as a quotation."""
    quote = " ".join(telling.claim.text.split())
    quote = quote if len(quote) <= _LONGEST_QUOTE else quote[: quote.rfind(" ", 0, _LONGEST_QUOTE)]
    whose = "the trial's own words" if telling.claim.voice == "study" else "the page's words"
    told: list[Part] = [*list_names(list(telling.interventions), ", "), " and ", named(telling.outcome), *_against(telling.comparator)]
    return compose(
        "effect",
        [
            *told,
            f": one randomised trial, whose numbers are not on the page; in {whose}, “",
            Carried(quote.rstrip("."), (telling.claim.span,)),
            "”",
            _certainty(telling.certainty),
        ],
    )


def subgroup_sentence(index: int, bundle: Bundle) -> Sentence | None:
    """Each subgroup's own result, where there are several."""
    names = list(dict.fromkeys(effect.group for effect in bundle.result.effects))
    if not isinstance(bundle.result, Pooled) or len(names) < 2 or bundle.result.method in {"MH", "PETO"}:  # noqa: PLR2004
        return None
    told = figures(index, bundle.result, bundle.keys, bundle.people)
    items: list[Part] = []
    for name in names:
        key = f"row {index}, {name or 'the others'}"
        if f"{key}: estimate" not in told:
            return None
        spans = tuple(
            strand.finding.context.sentence
            for strand in bundle.used
            if (strand.effect is not None and (strand.group or strand.intervention.name) == name)
        )
        items.append(Carried(name or "the others", spans or (bundle.intervention.span,)))
        items += [
            " ",
            Carried(told[f"{key}: estimate"], computed=f"{key}: estimate"),
            " (",
            Carried(told[f"{key}: interval"], computed=f"{key}: interval"),
        ]
        count = told[f"{key}: studies"]
        items += ["; studies: ", Carried(count, computed=f"{key}: studies"), ")", ", "]
    return compose("effect", ["By group, ", named(bundle.intervention), " and ", named(bundle.outcome), ": ", *items[:-1], "."])


def named(name: Named) -> Carried:
    """A name with the words on the page it stands for; words that no term knows are quoted."""
    return Carried(name.name if name.concept is not None or _CONTROLS.match(name.name) else f"“{name.name}”", (name.span,))


def scale_sentences(bundles: Sequence[Bundle]) -> tuple[Sentence, ...]:
    """How to read each scale that an estimate is in: its ends, its good direction and the smallest difference that matters."""
    found: dict[str, Sentence] = {}
    for bundle in bundles:
        told = term_figures(bundle.outcome.name)
        if f"term {bundle.outcome.name}: range" not in told:
            continue
        parts: list[Part] = [named(bundle.outcome), " runs from "]
        for figure, words in (("range", ""), ("important", "; differences below {} are hardly noticed")):
            name = f"term {bundle.outcome.name}: {figure}"
            if name in told:
                before, _, behind = words.partition("{}")
                parts += [
                    before,
                    Carried(told[name], computed=name),
                    f" {bundle.outcome.unit or 'points'}" if figure == "range" else "",
                    behind,
                ]
        better = bundle.outcome.concept.better if bundle.outcome.concept is not None else ""
        found.setdefault(bundle.outcome.name, compose("limit", [*parts, f"; {better} is better." if better else "."]))
    return tuple(found.values())


def left_out_sentences(bundles: Sequence[Bundle], documents: Sequence[Document]) -> tuple[Sentence, ...]:
    """The studies that ask the same as a row but could not enter it, and why."""
    found = []
    for bundle in bundles:
        if not bundle.result.effects:
            continue
        used = set(bundle.keys)
        out = {strand.key: strand for strand in bundle.strands if strand.key not in used and strand.study is not None}
        for strand in out.values():
            if strand.study is None:
                continue
            why = "it reports another measure" if strand.effect is not None else "the page prints too few of its numbers"
            why = why if strand.sound else "its numbers cannot be right as printed"
            found.append(
                compose(
                    "not pooled",
                    [
                        study_name(strand.study, documents),
                        " was not pooled for ",
                        named(bundle.intervention),
                        " and ",
                        named(bundle.outcome),
                        f": {why}.",
                    ],
                )
            )
    return tuple(found)


def study_name(study: Study, documents: Sequence[Document]) -> Carried:
    """The name of a study, carried by its authors and year, or else by its title, or quoted from its place."""
    if study.authors is not None and study.year is not None:
        return Carried(study.name, (study.place, study.authors.span, study.year.span))
    if study.title is not None:
        words = next((document.words(study.title.span) for document in documents if document.identity == study.title.span.document), "")
        title = " ".join(words.split())
        title = title if len(title) <= _LONGEST_TITLE else title[: title.rfind(" ", 0, _LONGEST_TITLE)]
        return Carried(f"“{title}”", (study.title.span,))
    return Carried("one study", (study.place,), "count of 1")


def _against(comparator: Named | None) -> list[Part]:
    if comparator is None:
        return []
    people = "people " if comparator.name.startswith(("not ", "un")) else ""
    return [f" compared with {people}", named(comparator)]


def _estimate(index: int, bundle: Bundle) -> list[Part]:
    told = figures(index, bundle.result, bundle.keys, bundle.people)
    measure = bundle.result.effects[0].measure
    unit = f" {bundle.outcome.unit}" if measure == "MD" and bundle.outcome.unit else ""
    parts: list[Part] = [
        f"{_MEASURES.get(measure, 'effect')} ",
        Carried(told[f"row {index}: estimate"], computed=f"row {index}: estimate"),
        f"{unit} (",
        Carried(told[f"row {index}: interval"], computed=f"row {index}: interval"),
    ]
    plain = told.get(f"row {index}: plain interval")
    if plain is not None and isinstance(bundle.result, Pooled) and bundle.result.plain != bundle.result.interval:
        parts += [" by Hartung and Knapp; plain ", Carried(plain, computed=f"row {index}: plain interval")]
    return [*parts, ")"]


def _studies(index: int, bundle: Bundle) -> list[Part]:
    """How many studies, of which kind."""
    kind = {"randomised": "trial", "observational": "observational study", "uncontrolled": "study without a control group"}[bundle.footing]
    if bundle.footing == "observational" and all(study.design == "unknown" for study in bundle.studies):
        kind = "study of a kind the page does not say"
    if bundle.footing == "randomised":
        kind = "controlled trial" if any(study.design == "quasi-randomised" for study in bundle.studies) else "randomised trial"
    if len(bundle.keys) == 1:
        return [f"one {kind}"]
    spans = tuple(dict.fromkeys(strand.finding.context.sentence for strand in bundle.used))
    many = kind.replace("study", "studies", 1) if "study" in kind else f"{kind}s"
    return [Carried(f"{len(bundle.keys):,}", spans, f"row {index}: studies"), f" {many}"]


def _people(index: int, bundle: Bundle) -> list[Part]:
    told = figures(index, bundle.result, bundle.keys, bundle.people).get(f"row {index}: people")
    return [", ", Carried(told, computed=f"row {index}: people")] if told is not None else []


def _certainty(certainty: Certainty) -> str:
    state = ", provisional" if certainty.provisional else ""
    return f". Certainty: {certainty.level} {SYMBOLS[certainty.level]}{state}."


def list_names(names: list[Named], last: str = " and ") -> list[Part]:
    """Names as a reader lists them."""
    return listed([named(name) for name in names], last)
