"""The domains of GRADE, one function each: the step it takes, the threshold, and what shows it."""

from collections.abc import Iterable
from math import exp, log

from manystudies.certainty.bias import unspoken
from manystudies.certainty.body import Body
from manystudies.certainty.certainty import Reason
from manystudies.measures import LOG_MEASURES
from manystudies.pooling import NotPooled, Pooled, small_study_effects

_SUBSTANTIAL, _CONSIDERABLE = 0.5, 0.75
"""I² from which heterogeneity may be substantial and is considerable (Cochrane Handbook 6.5, section 10.10.2)."""
_OTHER_SIDE = 0.25
"""Share of the weight on the other side of no effect from which studies disagree about the direction."""
_ENOUGH_PEOPLE, _ENOUGH_EVENTS = 400, 300
"""Optimal information size by rule of thumb (GRADE guidelines 6, https://doi.org/10.1016/j.jclinepi.2011.01.012)."""
_FAR_TOO_FEW = 0.3
"""Share of the information size below which one counts as far too few (GRADE guidance 34, https://doi.org/10.1016/j.jclinepi.2022.07.014)."""
_STUDIES_FOR_FUNNEL = 10
"""Small-study tests mean nothing below ten studies (Sterne et al. 2011, https://doi.org/10.1136/bmj.d4002)."""
_ASYMMETRICAL = 0.1
"""Egger's test has little power, so that a tenth is the usual limit (Egger et al. 1997, https://doi.org/10.1136/bmj.315.7109.629)."""
_LARGE, _VERY_LARGE = log(2.0), log(5.0)
"""Ratios from which an effect is large and very large (GRADE guidelines 9, https://doi.org/10.1016/j.jclinepi.2011.06.004)."""
_OTHER_PEOPLE = 0.5
"""Share of the weight from other people than those asked about above which the evidence is indirect: most of it then is about them."""
_QUASI_SHARE = 0.5
_LARGEST_LOG = 50.0


def starting_point(body: Body) -> Reason:
    """Randomised trials start high, everything else low."""
    words = tuple(study.design_words for study in body.studies if study.design_words is not None)
    why = {
        "randomised": "Randomised trials start at high.",
        "observational": "Studies that assigned nothing by chance, or do not say how, start at low.",
        "uncontrolled": "Studies without a control group start at low.",
    }[body.footing]
    return Reason("starting point", 0, why, words, body.keys)


def risk_of_bias(body: Body) -> Reason:
    """No control group loses a step, so does chance-free allocation; all else is for a person to judge."""
    words = tuple(study.design_words for study in body.studies if study.design_words is not None)
    if body.footing == "uncontrolled":
        return Reason(
            "risk of bias", -1, "Without a control group, what would have happened anyway is unknown.", words, body.keys, judged=False
        )
    quasi = {study.key for study in body.studies if study.design == "quasi-randomised"}
    if body.footing == "randomised" and quasi and _share(body, quasi) > _QUASI_SHARE:
        why = "Most of the weight is from trials that did not allocate by chance; nobody has judged the rest."
        return Reason("risk of bias", -1, why, words, tuple(key for key in body.keys if key in quasi), judged=False)
    spoken = _named(sign.question.name for sign in body.signs)
    silent = _named(question.name for question in unspoken(body.studies, body.signs))
    told = f" The studies' own text speaks to {spoken}" if spoken else ""
    told += (f", and not to {silent}." if told else f" No study here says anything of {silent}.") if silent else ("." if told else "")
    why = f"Nobody has judged the risk of bias yet.{told}"
    return Reason("risk of bias", 0, why, tuple(sign.span for sign in body.signs), body.keys, judged=False)


def inconsistency(body: Body) -> Reason:
    """Heterogeneity that could change the conclusion lowers the level; twice where the studies also disagree about the direction."""
    if not isinstance(body.result, Pooled):
        if len(body.studies) == 1:
            return Reason("inconsistency", 0, "There is one study, so nothing to agree or disagree with.", (), body.keys)
        if len({effect.estimate > 0 for effect in body.effects}) > 1:
            return Reason("inconsistency", -1, "The studies could not be pooled and point in different directions.", (), body.keys)
        return Reason("inconsistency", 0, "The studies could not be pooled; no disagreement about the direction is shown.", (), body.keys)
    pooled = body.result
    share = f"I² {100 * pooled.i2:.0f}%"
    below = sum(weight for weight, effect in zip(pooled.weights, pooled.effects, strict=True) if effect.estimate < 0)
    other = min(below, 1.0 - below)
    if pooled.i2 < _SUBSTANTIAL:
        return Reason("inconsistency", 0, f"The studies agree well enough ({share}, below 50%).", body.spans, body.keys)
    told = _prediction_tells(body, pooled)
    if pooled.prediction is not None:
        share += f"; a new study is expected between {_shown(pooled.prediction[0], pooled)} and {_shown(pooled.prediction[1], pooled)}"
    if told is None:
        return Reason(
            "inconsistency",
            0,
            f"The studies differ ({share}), but a new study would still be expected to tell the same story.",
            body.spans,
            body.keys,
        )
    if pooled.i2 >= _CONSIDERABLE and other >= _OTHER_SIDE:
        why = f"The studies differ considerably ({share}) and {100 * other:.0f}% of the weight points the other way."
        return Reason("inconsistency", -2, why, body.spans, body.keys)
    return Reason("inconsistency", -1, f"The studies differ ({share}), and {told}.", body.spans, body.keys)


def indirectness(body: Body) -> Reason:
    """Other people than those asked about, or another outcome, lower the level by a step each; the rest is for a person to judge.

    Other people count from more than half of the weight on; an outcome counts where it stands in for the one asked about, or
    is a scale for something else.
    """
    step, told = 0, ""
    people = [each for each in body.distances if each.kind == "people"]
    if people:
        share = _share(body, {key for each in people for key in each.studies})
        who, asked = _named(each.studied for each in people), _named(each.asked for each in people)
        of = "weight" if isinstance(body.result, Pooled) else "evidence"
        much = "All" if share >= 1 else f"{100 * share:.0f}%"
        step -= share > _OTHER_PEOPLE
        limit = "more than half" if share > _OTHER_PEOPLE else "not more than half"
        told += f" {much} of the {of} ({limit}) comes from {who}; the question asks about {asked}."
    others = [each for each in body.distances if each.kind != "people"]
    if others:
        step -= 1
        for each in others:
            how = "stands in for" if each.kind == "surrogate" else "is no measure of"
            told += f" What was measured, {each.studied}, {how} {each.asked}, which the question asks about."
    named = {each.studied for each in people}
    special = [(name, span) for name, span in body.special if name not in named]
    if special:
        told += f" Only some of the studies were done in special people: {_named(name for name, _ in special)}."
    why = f"{told} Nobody has judged yet how well people, treatment and outcome fit the question.".strip()
    spans = tuple(dict.fromkeys((*(span for each in body.distances for span in each.spans), *(span for _, span in special))))
    return Reason("indirectness", step, why, spans, body.keys, judged=False)


def imprecision(body: Body) -> Reason:
    """An interval that leaves the conclusion open lowers the level, and so does too little information.

    With an important effect the interval must not reach below the threshold of importance; with an unimportant one it must
    not reach beyond it. Where no threshold is known, no effect is the threshold.
    """
    at = body.estimate
    if at is None:
        step = -1 if body.effects else -2
        return Reason(
            "imprecision", step, "No estimate can be shown, so neither its size nor its interval is known.", body.spans, body.keys
        )
    estimate, low, high = at
    limits = body.thresholds
    few, told = _information(body)
    if limits is None:
        crosses = low <= 0 <= high
        if crosses or few:
            why = "The interval includes no effect" if crosses else "The interval excludes no effect"
            return Reason("imprecision", -2 if crosses and few > 1 else -1, f"{why}{told}.", body.spans, body.keys)
        return Reason("imprecision", 0, f"The interval excludes no effect{told}.", body.spans, body.keys)
    null = "a ratio of 1" if body.effects and body.effects[0].on_log_scale else "0"
    shown = f"threshold: {limits.why}; no effect, {null}, is {'inside' if low <= 0 <= high else 'outside'}"
    if low <= limits.low and high >= limits.high:
        return Reason(
            "imprecision", -2, f"The interval includes both important benefit and important harm ({shown}){told}.", body.spans, body.keys
        )
    important = estimate <= limits.low or estimate >= limits.high
    inside = limits.low < low and high < limits.high
    outside = high <= limits.low or low >= limits.high
    clear = outside if important else inside
    if clear:
        why = f"The whole interval lies on one side of what matters ({shown})"
        why = f"{told.removeprefix('; ')}; {why[:1].lower()}{why[1:]}" if told else why
        return Reason("imprecision", -1 if few else 0, f"{why[:1].upper()}{why[1:]}.", body.spans, body.keys)
    step = -2 if few > 1 and low <= 0 <= high else -1
    return Reason(
        "imprecision", step, f"The interval includes both an important and an unimportant effect ({shown}){told}.", body.spans, body.keys
    )


def publication_bias(body: Body) -> Reason:
    """From ten studies on, a funnel that is not symmetrical lowers the level; below that nothing is said for or against."""
    count = len(body.studies)
    if count < _STUDIES_FOR_FUNNEL or len(body.effects) < _STUDIES_FOR_FUNNEL:
        return Reason("publication bias", 0, "Too few studies for a test of small-study effects (ten are needed).", (), body.keys)
    tested = small_study_effects(body.effects)
    if isinstance(tested, NotPooled):
        return Reason("publication bias", 0, f"Small-study effects could not be tested: {tested.reason}", (), body.keys)
    p = f"Egger's test, p {tested.egger.p:.2f}"
    if tested.egger.p < _ASYMMETRICAL:
        why = f"Small studies show other effects than large ones ({p}, below {_ASYMMETRICAL:g}), as they do where studies stay unpublished."
        return Reason("publication bias", -1, why, body.spans, body.keys)
    return Reason(
        "publication bias", 0, f"Small studies show no other effects than large ones ({p}, not below {_ASYMMETRICAL:g}).", (), body.keys
    )


def large_effect(body: Body, *, lowered: bool = False) -> Reason:
    """A ratio beyond 2 or 5 (or below 0.5 or 0.2) raises observational evidence that nothing lowered, where the whole interval lies beyond 1."""
    limits = "2 and 5 are the limits, or 0.5 and 0.2"
    at = body.estimate
    if at is None or not body.effects or not body.effects[0].on_log_scale:
        return Reason("large effect", 0, f"There is no one ratio that could be called large ({limits}).", body.spans, body.keys)
    estimate, low, high = at
    shown = f"{exp(min(estimate, _LARGEST_LOG)):.2f}"
    if abs(estimate) < _LARGE:
        return Reason("large effect", 0, f"The ratio, {shown}, is not large ({limits}).", body.spans, body.keys)
    if low <= 0 <= high:
        return Reason(
            "large effect", 0, f"The ratio, {shown}, is large ({limits}), but its interval includes no effect.", body.spans, body.keys
        )
    if lowered:
        why = f"The ratio is large ({shown}; {limits}); it does not raise what another domain has lowered."
        return Reason("large effect", 0, why, body.spans, body.keys)
    step = 2 if abs(estimate) >= _VERY_LARGE else 1
    return Reason("large effect", step, f"The ratio is large ({shown}; {limits}).", body.spans, body.keys)


def dose_response(body: Body) -> Reason:
    """Whether more of it goes with more of the effect is for a person to judge; the sentences that speak of it are shown."""
    if body.graded:
        why = (
            "The studies' own text speaks of amounts and effects going together; whether that is a dose response is for a person to judge."
        )
        return Reason("dose response", 0, why, body.graded, body.keys)
    return Reason("dose response", 0, "No study here tells of an effect that grows with the amount.", body.spans, body.keys)


def residual_confounding(body: Body) -> Reason:
    """Whether everything left out of the adjustment would have made the effect smaller is for a person to judge."""
    told = tuple(sign.span for sign in body.signs if sign.question.domain == "confounding")
    spoken = "The studies' own text speaks of confounding" if told else "The studies' own text says nothing of confounding"
    why = f"{spoken}; whether what was left out would have hidden an effect is for a person to judge."
    return Reason("residual confounding", 0, why, told or body.spans, body.keys)


def _named(names: Iterable[str]) -> str:
    """Names as a reader lists them, each once."""
    held = list(dict.fromkeys(names))
    return " and ".join([*([", ".join(held[:-1])] if held[:-1] else []), *held[-1:]])


def _share(body: Body, keys: set[str]) -> float:
    """The share of the weight (of studies, where nothing is pooled) that comes from these studies."""
    if isinstance(body.result, Pooled):
        weights = zip(body.result.weights, body.result.effects, strict=True)
        return sum(weight for weight, effect in weights if (effect.study or effect.key) in keys)
    return sum(key in keys for key in body.keys) / len(body.keys)


def _prediction_tells(body: Body, pooled: Pooled) -> str | None:
    """What a new study could tell that the pooled interval does not, or None where it would tell the same.

    A new study could tell another story where the prediction interval includes no effect, or the threshold of importance, and
    the pooled interval does not: what the interval itself includes is imprecision and is not counted twice. Considerable
    heterogeneity around no effect counts by itself.
    """
    if pooled.prediction is None:
        return "two studies cannot show what a new one would find"
    low, high = pooled.prediction
    if low < 0 < high and (pooled.i2 >= _CONSIDERABLE or not pooled.interval.low <= 0 <= pooled.interval.high):
        return "a new study could fall on the other side of no effect"
    limits = () if body.thresholds is None else (body.thresholds.low, body.thresholds.high)
    if any(low < limit < high and not pooled.interval.low <= limit <= pooled.interval.high for limit in limits):
        return "a new study could find an effect that matters where the pooled one does not, or the other way round"
    return None


def _information(body: Body) -> tuple[int, str]:
    """How far the information falls short (0 enough, 1 too little, 2 far too little), and the words to say it."""
    events = body.events
    if events is not None:
        have, need, of = events, _ENOUGH_EVENTS, "events"
    elif body.people is not None:
        have, need, of = body.people, _ENOUGH_PEOPLE, "people"
    else:
        return 1, "; how many people there were is not shown for every study"
    if have >= need:
        return 0, ""
    return (2 if have < _FAR_TOO_FEW * need else 1), f"; {have} {of} are fewer than the {need} a firm answer needs"


def _shown(value: float, pooled: Pooled) -> str:
    """A value of the analysis scale as a reader knows it: a ratio with two decimals, a difference with one."""
    if pooled.measure in LOG_MEASURES:
        return f"{exp(min(value, _LARGEST_LOG)):.2f}"
    return f"{value:.1f}".replace("-", "\N{MINUS SIGN}")
