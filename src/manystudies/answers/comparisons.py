"""What is said of a controlled comparison: GRADE's statement, the estimate behind it, and its subgroups."""

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Carried, Part, compose
from manystudies.answers.figures import figures, term_figures
from manystudies.answers.parts import against_part, certainty_part, named, people_part, studies_part
from manystudies.answers.rows import Bundle
from manystudies.answers.statements import size_of, wording_for
from manystudies.measures import Measure
from manystudies.pooling import NotPooled, Pooled

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


def comparison_sentence(index: int, bundle: Bundle) -> Sentence:
    """GRADE's statement for the level and size, with the estimate behind it."""
    effect = bundle.result.effects[0]
    estimate = bundle.result.estimate if isinstance(bundle.result, Pooled) else effect.estimate
    chance = _CHANCES.get(effect.measure, "")
    if bundle.outcome.concept is None or bundle.outcome.concept.better != "lower":
        chance = chance.replace("risk", "chance")
    is_scale = bundle.outcome.concept is not None and bundle.outcome.concept.kind == "outcome" and bundle.outcome.concept.low is not None
    outcome: list[Part] = ["the ", named(bundle.outcome), " score"] if is_scale and not chance else [chance, named(bundle.outcome)]
    against = against_part(bundle.comparator)
    words = wording_for(bundle.certainty.level, size_of(estimate, bundle.thresholds, bundle.interval), rises=estimate > 0)
    if isinstance(bundle.result, NotPooled) and len(bundle.result.effects) > 1:
        return compose(
            "not pooled",
            [
                named(bundle.intervention),
                " and ",
                *outcome,
                *against,
                ": not pooled. ",
                Carried(bundle.result.reason, computed=f"row {index}: reason"),
                " ",
                *studies_part(index, bundle),
                ".",
            ],
        )
    said: list[Part]
    if words is None:
        said = ["The evidence is very uncertain about the effect of ", named(bundle.intervention), " on ", *outcome, *against]
    else:
        said = [named(bundle.intervention), f" {words.before} ", *outcome, words.behind, *against]
    thousand = figures(index, bundle.result, bundle.keys, bundle.people).get(f"row {index}: in a thousand")
    absolute: list[Part] = ["; ", Carried(thousand, computed=f"row {index}: in a thousand")] if thousand is not None else []
    rests_on = [*studies_part(index, bundle), *people_part(index, bundle)]
    return compose("effect", [*said, ": ", *_estimate(index, bundle), *absolute, "; ", *rests_on, *certainty_part(index, bundle.certainty)])


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


def _estimate(index: int, bundle: Bundle) -> list[Part]:
    told = figures(index, bundle.result, bundle.keys, bundle.people)
    measure = bundle.result.effects[0].measure
    unit: list[Part] = []
    if measure == "MD" and bundle.outcome.unit:
        unit = [" ", Carried(bundle.outcome.unit, computed=f"term {bundle.outcome.name}: unit")]
    parts: list[Part] = [
        f"{_MEASURES.get(measure, 'effect')} ",
        Carried(told[f"row {index}: estimate"], computed=f"row {index}: estimate"),
        *unit,
        " (",
        Carried(told[f"row {index}: interval"], computed=f"row {index}: interval"),
    ]
    plain = told.get(f"row {index}: plain interval")
    if plain is not None and isinstance(bundle.result, Pooled) and bundle.result.plain != bundle.result.interval:
        parts += [" by Hartung and Knapp; plain ", Carried(plain, computed=f"row {index}: plain interval")]
    important = f"term {bundle.outcome.name}: important"
    least = term_figures(bundle.outcome.name).get(important) if measure == "MD" else None
    if least is not None:
        parts += ["; the smallest difference that matters is ", Carried(least, computed=important)]
    return [*parts, ")"]
