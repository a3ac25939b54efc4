"""Strands of evidence: what one study says of one intervention, comparator and outcome, with the words for each name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from manystudies.answers.doubts import Doubt, why_not_sound
from manystudies.answers.naming import (
    IS_BOTH,
    Named,
    both_of,
    combined_in,
    control_in,
    exposure_in,
    named_in,
    names_substance,
    narrowed,
    outcome_in,
    whole_arm,
    with_substance,
)
from manystudies.certainty import Footing
from manystudies.documents import Document, Span
from manystudies.findings import ArmResult, BeforeAfter, Difference, Finding, Number, Ratio, TwoArms, effects_of, finding_key, told_role
from manystudies.measures import Effect, Measure
from manystudies.studies import Design, Study
from manystudies.terms import find_terms

StrandKind = Literal["association", "before-after", "comparison"]

_RANDOMISED: frozenset[Design] = frozenset({"quasi-randomised", "randomised trial"})
_UNCONTROLLED: frozenset[Design] = frozenset({"before-after", "case report", "case series"})
_NOT_ONE_STUDY: frozenset[Design] = frozenset(
    {"guideline", "meta-analysis", "network meta-analysis", "news", "review", "systematic review"}
)
"""Their numbers are other studies' numbers: shown with the studies, never pooled with them."""
_TOLD = (BeforeAfter, Difference, Ratio, TwoArms)
_BESIDES = frozenset({"BACKGROUND", "METHODS", "OBJECTIVE"})
"""Roles of sentences that hold no result of their study where others do."""
_QUASI_WORDS = ("alternat", "systematic", "quasi", "record number", "birth")
_PREFERRED: tuple[Measure, ...] = ("MD", "RR", "OR", "HR", "IRR", "SMD", "RD")
"""Which of several effects of one finding is used: the outcome's own unit, or the ratio that reads most easily."""


_BETWEEN = re.compile(
    r"\bbetween (?:the )?(?P<first>[^.;:()]{2,60}) and (?:the )?(?P<second>[^.;:(),]{2,40}?)(?: groups?| arms?)?(?= (?:was|were|in|of|at|after|for)\b|,| \(|$)",
    re.IGNORECASE,
)
_ADJUSTED = re.compile(r"\b(?<!un)adjust(?:ed|ing|ment)|\bafter controlling for\b", re.IGNORECASE)
"""Words of a sentence that say its one estimate is adjusted, where the estimate itself does not."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One study's evidence on one question. `effect` is oriented as intervention against comparator.

    `doubt` says why the numbers cannot be right as printed, where they cannot; there is no effect then.
    """

    kind: StrandKind
    study: Study | None
    key: str
    label: str
    footing: Footing
    intervention: Named
    comparator: Named | None
    outcome: Named
    finding: Finding
    effect: Effect | None
    group: str = ""
    doubt: str = ""
    said_adjusted: bool = False

    @property
    def time(self) -> str:
        """When it was measured, in the page's words."""
        return self.finding.context.time

    @property
    def adjusted(self) -> bool:
        """Whether the estimate is adjusted for other factors."""
        return isinstance(self.finding, (Difference, Ratio)) and (bool(self.finding.adjusted) or self.said_adjusted)


def strands_of(
    documents: Sequence[Document], studies: Sequence[Study], findings: Sequence[Finding], doubts: Sequence[Doubt] = ()
) -> tuple[Strand, ...]:
    """Every strand that the findings give, in their order.

    A finding gives a strand when its intervention and outcome can be named. The rows of a table of trials are studies of
    their own. Reviews, guidelines and news tell of other studies' numbers and give none. No effect is computed from
    numbers that `doubts` say cannot be right as printed. What a report says of its plan or of earlier work is no result of it.
    """
    by_identity = {document.identity: document for document in documents}
    by_key = {study.key: study for study in studies}
    effects: dict[str, list[Effect]] = {}
    for effect in effects_of(findings):
        effects.setdefault(effect.key, []).append(effect)
    made: list[Strand] = []
    others = of_others(findings, by_identity)
    for finding in findings:
        document = by_identity.get(finding.context.sentence.document)
        if document is not None and finding_key(finding) not in others:
            doubt = why_not_sound(finding, doubts)
            made += (
                strand if not doubt else replace(strand, effect=None, doubt=doubt)
                for strand in _strands(finding, document, by_key.get(finding.context.study), effects)
            )
    return tuple(made)


def of_others(findings: Sequence[Finding], documents: Mapping[str, Document]) -> frozenset[str]:
    """The keys of findings that tell the plan of their study, or what earlier work found, beside results of its own."""
    roles = [
        (finding, told_role(finding, document))
        for finding in findings
        if isinstance(finding, _TOLD) and (document := documents.get(finding.context.sentence.document)) is not None
    ]
    own = {finding.context.study for finding, role in roles if role not in _BESIDES}
    # Labels may be odd: where all that is told stands under such a one, only words tell a plan from a result.
    labelled = {finding.context.study for finding, role in roles if role == finding.context.role}
    return frozenset(
        finding_key(finding)
        for finding, role in roles
        if role in _BESIDES and finding.context.study in (own if role == finding.context.role else own | labelled)
    )


def footing_of(design: Design | None, group: str) -> Footing:
    """Whether a study's groups were made by chance, were only observed, or are missing. An unknown design counts as observed."""
    if design in _RANDOMISED:
        return "randomised"
    if design in _UNCONTROLLED:
        return "uncontrolled"
    if design in {None, "unknown", "meta-analysis", "systematic review"} and group:
        folded = group.casefold()
        if folded.startswith("random") or any(word in folded for word in _QUASI_WORDS):
            return "randomised"
    return "observational"


def is_quasi(design: Design | None, group: str) -> bool:
    """Whether people were allocated by alternation, birth year or the like."""
    return design == "quasi-randomised" or any(word in group.casefold() for word in _QUASI_WORDS)


def _strands(finding: Finding, document: Document, study: Study | None, effects: Mapping[str, Sequence[Effect]]) -> Iterator[Strand]:
    context = finding.context
    tabled = isinstance(finding, TwoArms) and bool(context.subject and context.group)
    design = study.design if study is not None else None
    if design in _NOT_ONE_STUDY and not tabled:
        return
    # A row of a trial table is a study of its own, unless it could not be told apart; then its words tell it.
    key = f"{context.study}#{context.subject}" if tabled and not context.study.startswith("row:") else context.study
    if not key:
        return
    footing = footing_of(design, context.group)
    outcome = outcome_in(document, context, study)
    if outcome is None:
        return
    label = context.subject if tabled else study.name if study is not None else context.subject
    if isinstance(finding, BeforeAfter):
        if footing != "uncontrolled":
            return
        yield from _uncontrolled(finding, document, study, outcome, key=key, label=label)
        return
    if not isinstance(finding, (Difference, Ratio, TwoArms)):
        return
    effect = _chosen(effects.get(finding_key(finding), ()), footing)
    if footing == "uncontrolled":
        if isinstance(finding, Difference):
            yield from _uncontrolled(finding, document, study, outcome, key=key, label=label)
        return
    sides = _sides(finding, document, study, outcome, footing)
    if sides is None:
        return
    intervention, comparator = narrowed(sides[0], document, study), sides[1]
    odds = footing == "observational" and isinstance(finding, Ratio) and finding.measure == "OR"
    if odds and names_substance(outcome, document) and not names_substance(intervention, document):
        # An odds ratio is the same both ways; what people have too little of is told as the exposure.
        intervention, outcome = with_substance(outcome, document), intervention
    if effect is not None:
        effect = replace(effect, study=key, label=label or effect.label)
    kind: StrandKind = "comparison" if footing == "randomised" or comparator is not None else "association"
    said = (
        isinstance(finding, (Difference, Ratio))
        and finding.adjusted is None
        and _ADJUSTED.search(document.words(context.sentence)) is not None
    )
    yield Strand(kind, study, key, label, footing, intervention, comparator, outcome, finding, effect, context.group, said_adjusted=said)


def _uncontrolled(
    finding: BeforeAfter | Difference, document: Document, study: Study | None, outcome: Named, *, key: str, label: str
) -> Iterator[Strand]:
    """One group before and after; that a supplement raises its own level in the blood is no benefit and is left out."""
    if outcome.concept is not None and outcome.concept.kind == "analyte":
        return
    for intervention in named_in(document, finding.context.sentence, study, ("intervention",))[:1]:
        name = narrowed(intervention, document, study)
        yield Strand("before-after", study, key, label, "uncontrolled", name, None, outcome, finding, None, finding.context.group)


def _chosen(effects: Sequence[Effect], footing: Footing) -> Effect | None:
    if footing == "observational" and any(effect.measure == "OR" for effect in effects):
        return next(effect for effect in effects if effect.measure == "OR")
    return min(
        (effect for effect in effects if effect.measure in _PREFERRED), key=lambda effect: _PREFERRED.index(effect.measure), default=None
    )


def _sides(
    finding: Difference | Ratio | TwoArms, document: Document, study: Study | None, outcome: Named, footing: Footing
) -> tuple[Named, Named | None] | None:
    """Intervention (or exposure) and comparator, oriented as `effects_of` orients its estimates."""
    context = finding.context
    if isinstance(finding, TwoArms):
        first, second = finding.first.arm, finding.second.arm
        if first.role in {"cases", "unexposed"} or second.role == "exposed":
            return None
        if first.role == "control" and second.role != "control":
            first, second = second, first
        result = finding.first if first is finding.first.arm else finding.second
        number = _number_of(result)
        given = first.name if number is None else whole_arm(document, context.sentence, first.name, number.span)
        both = combined_in(document, context.sentence, study, given)
        if both is None and IS_BOTH.match(given) is not None:
            both = both_of(document, study)
            if both is None:
                return None
        active = [both] if both is not None else named_in(document, context.sentence, study, ("intervention",), words=first.name)
        other = control_in(document, context.sentence, second.name) or combined_in(document, context.sentence, study, second.name)
        if other is None:
            other = next(iter(named_in(document, context.sentence, None, ("intervention",), words=second.name)), None)
        active = [each for each in active if other is None or each.name != other.name]
        return (active[0], other) if active else None
    if footing != "randomised":
        exposure = exposure_in(document, context, study, outcome)
        return (exposure, control_in(document, context.sentence, "")) if exposure is not None else None
    named = _between(document, context.sentence, finding.estimate.span)
    if named is not None:
        sides = _compared(document, context.sentence, *named)
        if sides is not None:
            return sides
    active = [
        each for each in named_in(document, context.sentence, study, ("intervention",), words=context.subject) if each.name != outcome.name
    ]
    both = combined_in(document, context.sentence, study, context.subject, strict=True)
    active = [both] if both is not None else active
    if not active:
        return None
    other = control_in(document, context.sentence, "") or (
        control_in(document, study.place, "") if study is not None and footing == "randomised" else None
    )
    if other is None and len(active) > 1 and footing == "randomised":
        other = active[1]
    return active[0], other


def _between(document: Document, sentence: Span, number: Span) -> tuple[str, str] | None:
    """The two sides of "between A and B" in front of a number; the last "and" parts them."""
    view = document.view
    text = view.text[view.view_start(sentence.start) : view.view_start(number.start)]
    found = list(_BETWEEN.finditer(text))
    return (found[-1]["first"], found[-1]["second"]) if found else None


def _compared(document: Document, sentence: Span, first: str, second: str) -> tuple[Named, Named | None] | None:
    """What two sides name, where the first is a treatment and the second a treatment or a control."""
    active = combined_in(document, sentence, None, first) or next(
        iter(named_in(document, sentence, None, ("intervention",), words=first)), None
    )
    other = control_in(document, sentence, second) or combined_in(document, sentence, None, second)
    if other is None and find_terms(second):
        other = next(iter(named_in(document, sentence, None, ("intervention",), words=second)), None)
    known = active is not None and (active.concept is not None or bool(active.parts))
    return (active, other) if active is not None and known and other is not None and other.name != active.name else None


def _number_of(result: ArmResult) -> Number | None:
    """The number that an arm's result is told by."""
    return result.events or (result.summary.centre if result.summary is not None else result.percent)


def spans_of(strand: Strand) -> tuple[Span, ...]:
    """The words a strand rests on: its sentence."""
    return (strand.finding.context.sentence,)
