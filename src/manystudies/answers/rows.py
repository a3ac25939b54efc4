"""From strands to rows: which belong together, what may be pooled, and how sure one can be of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from manystudies.answers.asked_about import ANYTHING, Asked, distances_of
from manystudies.answers.naming import Named
from manystudies.answers.peoples import special_people
from manystudies.answers.strands import Strand, StrandKind, is_quasi, spans_of
from manystudies.certainty import (
    BiasSign,
    Body,
    Certainty,
    Footing,
    Opinion,
    Thresholds,
    body_name,
    judge,
    opinions_about,
    points,
    speaks_of_dose,
    speaks_to_bias,
    usual_thresholds,
)
from manystudies.documents import Document, Span
from manystudies.measures import Effect
from manystudies.pooling import NotPooled, Pooled, pool
from manystudies.studies import Design, Study

NO_CONTROL = "There is no control group, so what would have happened anyway is unknown."
NO_NUMBERS = "The page prints too few numbers to compute an effect."
IMPOSSIBLE = "Not pooled, because the numbers of its studies cannot be right as printed."
NOT_POOLED_ASSOCIATIONS = "The studies observed different things, and associations are not averaged here."


@dataclass(frozen=True, slots=True)
class Bundle:
    """Strands that ask the same: one intervention, comparator and outcome, on one footing.

    `used` holds one strand a study, `effects` theirs in the same order where they could be computed.
    """

    kind: StrandKind
    footing: Footing
    intervention: Named
    comparator: Named | None
    outcome: Named
    strands: tuple[Strand, ...]
    used: tuple[Strand, ...]
    result: Pooled | NotPooled
    certainty: Certainty
    people: int | None
    studies: tuple[Study, ...]
    thresholds: Thresholds | None
    several_times: bool = False
    """Whether a study reported several times and the last was taken."""
    signs: tuple[BiasSign, ...] = ()
    """The sentences of its studies that speak to the risk of bias."""

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval on the analysis scale: the pooled one, or that of the only study."""
        at = Body(self.footing, self.studies, self.result).estimate
        return at[1:] if at is not None else None

    @property
    def body(self) -> str:
        """The name of this body of evidence."""
        return body_name(
            self.intervention.name, self.comparator.name if self.comparator is not None else "", self.outcome.name, self.footing
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the studies, each once."""
        return tuple(dict.fromkeys(strand.key for strand in self.used))


def bundles_of(
    strands: Sequence[Strand], documents: Sequence[Document] = (), opinions: Sequence[Opinion] = (), asked: Asked = ANYTHING
) -> tuple[Bundle, ...]:
    """Every bundle, randomised evidence first, then by number of studies and people.

    What cannot be right as printed is told of a comparison, whose row says so, and of nothing else.
    Never together: uncontrolled and controlled, randomised and observational, two outcomes, two comparators. One study
    counts once: an adjusted estimate before a crude one, and the last time it was measured.
    """
    groups: dict[tuple[str, str, str, str, str], list[Strand]] = {}
    for strand in strands:
        if strand.doubt and strand.kind != "comparison":
            continue
        comparator = strand.comparator.root if strand.comparator is not None else ""
        key = (strand.kind, strand.footing, _shelf(strand.intervention), comparator, strand.outcome.name)
        groups.setdefault(key, []).append(strand)
    order = {"randomised": 0, "observational": 1, "uncontrolled": 2}
    by_identity = {document.identity: document for document in documents}
    told: dict[str, tuple[BiasSign, ...]] = {}
    found = [_bundle(tuple(group), by_identity, opinions, told, asked) for group in groups.values()]
    return tuple(
        sorted(
            found, key=lambda each: (order[each.footing], -len(each.keys), -(each.people or 0), each.intervention.name, each.outcome.name)
        )
    )


def _shelf(intervention: Named) -> str:
    """What an intervention is put together under: iron for oral iron, and each drug of a class by itself."""
    concept = intervention.concept
    of_its_own = concept is not None and concept.kind == "intervention" and intervention.root.casefold() not in intervention.name.casefold()
    return intervention.name if of_its_own and not intervention.parts else intervention.root


def _bundle(
    strands: tuple[Strand, ...],
    documents: Mapping[str, Document],
    opinions: Sequence[Opinion],
    told: dict[str, tuple[BiasSign, ...]],
    asked: Asked,
) -> Bundle:
    used, several = _one_a_study(strands)
    measures = [strand.effect.measure for strand in used if strand.effect is not None]
    if measures:
        common = max(dict.fromkeys(measures), key=measures.count)
        with_effect = tuple(strand for strand in used if strand.effect is not None and strand.effect.measure == common)
    else:
        with_effect = ()
    first = strands[0]
    effects = tuple(_grouped(strand, with_effect) for strand in with_effect)
    result: Pooled | NotPooled
    if first.kind == "before-after":
        result = NotPooled(NO_CONTROL, ())
    elif not effects:
        result = NotPooled(_why_none(used), ())
    elif first.kind == "association" and len(effects) > 1:
        result = NotPooled(NOT_POOLED_ASSOCIATIONS, effects)
    else:
        result = pool(effects)
        used = with_effect if first.kind == "comparison" else used
    names = list(dict.fromkeys(strand.intervention.name for strand in used))
    intervention = first.intervention if len(names) == 1 else replace(first.intervention, name=first.intervention.root)
    intervention = next((strand.intervention for strand in used if strand.intervention.name == intervention.name), intervention)
    if first.kind == "association":
        intervention = _most_telling(strands, intervention)
    people = _people(used)
    studies = _studies(used)
    spans = tuple(span for strand in used for span in spans_of(strand))
    signs = tuple(sign for study in studies for sign in _signs(study, documents, told))
    body = Body(
        first.footing,
        studies,
        result,
        people,
        _thresholds(first.outcome, effects),
        spans,
        signs,
        special_people(studies, documents, first.outcome),
        distances_of(studies, first.outcome, documents, asked),
        tuple(span for study in studies for span in speaks_of_dose(study, documents)) if first.footing == "observational" else (),
    )
    name = body_name(intervention.name, first.comparator.name if first.comparator is not None else "", first.outcome.name, first.footing)
    certainty = judge(body, opinions_about(name, opinions))
    return Bundle(
        first.kind, first.footing, intervention, first.comparator, first.outcome, strands, used, result, certainty, people, body.studies, body.thresholds, several, signs
    )  # fmt: skip


def _why_none(used: Sequence[Strand]) -> str:
    """Why no study of a bundle gives an effect: too few numbers, or numbers that cannot be right as printed."""
    doubts = list(dict.fromkeys(strand.doubt for strand in used))
    if "" in doubts:
        return NO_NUMBERS
    return f"Not pooled, because {doubts[0]}." if len(doubts) == 1 else IMPOSSIBLE


def _signs(study: Study, documents: Mapping[str, Document], told: dict[str, tuple[BiasSign, ...]]) -> tuple[BiasSign, ...]:
    """What a study says that speaks to its risk of bias; a study in several bundles is looked at once."""
    found = told.get(study.key)
    if found is None:
        found = told[study.key] = speaks_to_bias(study, documents)
    return found


def _most_telling(strands: Sequence[Strand], otherwise: Named) -> Named:
    """What was looked at: a lack ("vitamin D deficiency") says more than a level, and a level more than the substance."""
    for kind in ("condition", "analyte"):
        for strand in strands:
            if strand.intervention.concept is not None and strand.intervention.concept.kind == kind:
                return strand.intervention
    return otherwise


def _one_a_study(strands: tuple[Strand, ...]) -> tuple[tuple[Strand, ...], bool]:
    chosen: dict[str, Strand] = {}
    several = False
    for strand in strands:
        held = chosen.get(strand.key)
        if held is None:
            chosen[strand.key] = strand
            continue
        rank, held_rank = _rank(strand), _rank(held)
        later = rank == held_rank and strand.effect is not None and strand.time != held.time and bool(strand.time)
        if rank > held_rank or later:
            several = several or later
            chosen[strand.key] = strand
    return tuple(chosen.values()), several


def _rank(strand: Strand) -> tuple[bool, bool]:
    """Adjusted estimates first; a comparison needs an effect before all, an association is told as it was printed."""
    return (strand.kind == "association" or strand.effect is not None, strand.adjusted)


def _grouped(strand: Strand, all_used: tuple[Strand, ...]) -> Effect:
    """The effect with its subgroup: the one its table names, else the narrower name where the bundle holds several."""
    if strand.effect is None:
        raise AssertionError(strand.key)
    if strand.effect.group:
        return strand.effect
    names = {other.intervention.name for other in all_used}
    return replace(strand.effect, group=strand.intervention.name) if len(names) > 1 else strand.effect


def _people(used: Sequence[Strand]) -> int | None:
    total = 0
    for strand in used:
        people = strand.effect.people if strand.effect is not None and strand.effect.people else people_of(strand.study)
        if people is None:
            return None
        total += people
    return total or None


def people_of(study: Study | None) -> int | None:
    """How many people a study has, where the page says it in digits."""
    if study is None or study.people is None:
        return None
    digits = study.people.value.replace(",", "")
    return int(digits) if digits.isdigit() and len(digits) < 9 else None  # noqa: PLR2004


def _studies(used: Sequence[Strand]) -> tuple[Study, ...]:
    """The studies behind strands; a row of a table of trials becomes one with the design its table gives it."""
    found: dict[str, Study] = {}
    for strand in used:
        if strand.study is not None and strand.study.key == strand.key:
            found.setdefault(strand.key, strand.study)
        else:
            place: Span = strand.finding.context.sentence
            design: Design = (
                "quasi-randomised"
                if is_quasi(None, strand.group)
                else "randomised trial"
                if strand.footing == "randomised"
                else "observational"
            )
            found.setdefault(strand.key, Study(strand.key, design, place, "listed", design_words=place))
    return tuple(found.values())


def _thresholds(outcome: Named, effects: Sequence[Effect]) -> Thresholds | None:
    if not effects:
        return None
    if effects[0].measure == "MD" and outcome.important:
        return points(
            outcome.important, f"{outcome.important:g} {outcome.unit or 'points'}, the smallest difference that matters on {outcome.name}"
        )
    return usual_thresholds(effects[0].measure)
