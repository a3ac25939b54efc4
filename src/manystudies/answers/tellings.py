"""Trials whose numbers are not on the page: what the page says of them, in its own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from manystudies.answers.asked_about import ANYTHING, Asked, distances_of
from manystudies.answers.doubts import Doubt
from manystudies.answers.naming import Named, control_in, named_at
from manystudies.answers.strands import footing_of
from manystudies.certainty import BiasSign, Body, Certainty, Footing, Opinion, body_name, judge, opinions_about, speaks_to_bias
from manystudies.claims import Claim, sentence_ranges, wording_of
from manystudies.documents import Document
from manystudies.pooling import NotPooled
from manystudies.studies import Study
from manystudies.terms import ConceptKind

_RESULTS = re.compile(r"\b(?:main )?(?:results?|findings)\s*[:.]\s", re.IGNORECASE)
NO_NUMBER = "The page prints no number for this comparison."


@dataclass(frozen=True, slots=True)
class Telling:
    """One controlled trial by its words: what was compared, and the sentence that tells its result.

    `interventions` are all that its result or title names, `intervention` the first of them.
    """

    study: Study
    footing: Footing
    interventions: tuple[Named, ...]
    comparator: Named | None
    outcome: Named
    claim: Claim
    result: NotPooled
    certainty: Certainty
    signs: tuple[BiasSign, ...] = ()
    doubt: str = ""
    """Why the numbers of its result cannot be right as printed, where they cannot."""

    @property
    def body(self) -> str:
        """The name of this body of evidence."""
        return body_name(
            self.intervention.name, self.comparator.name if self.comparator is not None else "", self.outcome.name, self.footing
        )

    @property
    def intervention(self) -> Named:
        """The intervention, or the first of several."""
        return self.interventions[0]


def tellings_of(  # noqa: PLR0917 - the nouns of the flow, in the order in which they are made
    documents: Sequence[Document],
    studies: Sequence[Study],
    claims: Sequence[Claim],
    told: frozenset[str],
    opinions: Sequence[Opinion] = (),
    doubts: Sequence[Doubt] = (),
    asked: Asked = ANYTHING,
) -> tuple[Telling, ...]:
    """One telling for each randomised trial that gave no strand (`told` holds the keys of those that did)."""
    by_identity = {document.identity: document for document in documents}
    found = []
    for study in studies:
        document = by_identity.get(study.place.document)
        footing = footing_of(study.design, "")
        if document is None or footing != "randomised" or study.key in told:
            continue
        claim = _result_claim(study, claims) or _result_sentence(document, study)
        if claim is None:
            continue
        interventions = _names(document, claim, study, "intervention")
        outcomes = _names(document, claim, study, "outcome") or _names(document, claim, study, "condition")
        if not interventions or not outcomes:
            continue
        comparator = control_in(document, claim.span, "") or control_in(document, study.place, "")
        doubt = next((each.why for each in doubts if each.place.meets(claim.span)), "")
        result = NotPooled(f"Not pooled, because {doubt}." if doubt else NO_NUMBER, ())
        signs = speaks_to_bias(study, by_identity)
        name = body_name(interventions[0].name, comparator.name if comparator is not None else "", outcomes[0].name, footing)
        distances = distances_of((study,), outcomes[0], by_identity, asked)
        body = Body(footing, (study,), result, None, None, (claim.span,), signs, (), distances)
        certainty = judge(body, opinions_about(name, opinions))
        found.append(Telling(study, footing, interventions, comparator, outcomes[0], claim, result, certainty, signs, doubt))
    return tuple(found)


def _result_claim(study: Study, claims: Sequence[Claim]) -> Claim | None:
    """The sentence that tells the result: the study's own before the page's, a null result before an effect."""
    own = [
        claim
        for claim in claims
        if study.key in claim.rests_on
        and claim.voice in {"page", "study"}
        and not (study.title is not None and study.title.span.meets(claim.span))
    ]
    results = [
        claim
        for claim in own
        if claim.kind in {"comparison", "effect", "null"} and (claim.voice == "study" or study.mention == "heading only")
    ]
    return min(results, key=lambda claim: (claim.voice != "study", claim.kind != "null"), default=None)


def _result_sentence(document: Document, study: Study) -> Claim | None:
    """The first sentence behind the label "Results" of a study's text, whatever it says."""
    text = document.view.text
    start, end = document.view.view_start(study.place.start), document.view.view_end(study.place.end)
    label = _RESULTS.search(text, start, end)
    ranges = [] if label is None else list(islice(sentence_ranges(text, label.end(), end), 1))
    if not ranges:
        return None
    first, last = ranges[0]
    wording = wording_of(text[first:last])
    return Claim(
        document.span(first, last),
        text[first:last],
        "study",
        wording.kind,
        wording.strength,
        wording.direction,
        is_heading=False,
        rests_on=(study.key,),
    )


def _names(document: Document, claim: Claim, study: Study, kind: ConceptKind) -> tuple[Named, ...]:
    """What the result names of this kind, else what the title names, else what the study's text names."""
    spans = [claim.span, *([study.title.span] if study.title is not None else []), study.place]
    found = (named_at(document, span, (kind,)) for span in spans if span.document == document.identity)
    return next((names for names in found if names), ())
