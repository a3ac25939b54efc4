"""What helps to read the results: how each scale runs, and what sources say to measure."""

import re
from collections.abc import Sequence

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Carried, Part, compose
from manystudies.answers.figures import term_figures
from manystudies.answers.parts import named, shortened, study_name
from manystudies.answers.rows import Bundle
from manystudies.claims import Claim
from manystudies.documents import Document
from manystudies.studies import Study

_MEASURE = re.compile(
    r"\b(?:levels?|ferritin|status|iron|vitamin \w+)\b[^.;]{0,60}\b(?:should|ought to|must|need to) be (?:\w+ )?(?:checked|evaluated|measured|tested|assessed|determined)"
    r"|\bshould have (?:\w+ ){0,5}(?:levels?|ferritin|status) (?:checked|evaluated|measured|tested)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[A-Z][A-Za-z ]{2,24}:\s")
_LONGEST_QUOTE = 110
_MOST_QUOTES = 2


def scale_sentences(bundles: Sequence[Bundle]) -> tuple[Sentence, ...]:
    """How to read each scale that an estimate is in: its ends, its good direction and the smallest difference that matters."""
    found: dict[str, Sentence] = {}
    for bundle in bundles:
        told = term_figures(bundle.outcome.name)
        if f"term {bundle.outcome.name}: range" not in told:
            continue
        reach, important = f"term {bundle.outcome.name}: range", f"term {bundle.outcome.name}: important"
        better = bundle.outcome.concept.better if bundle.outcome.concept is not None else ""
        parts: list[Part] = [named(bundle.outcome), ": ", Carried(told[reach], computed=reach), " "]
        parts.append(Carried(told[f"term {bundle.outcome.name}: unit"], computed=f"term {bundle.outcome.name}: unit"))
        parts += [f", {better} is better" if better else ""]
        if important in told:
            parts += ["; a difference below ", Carried(told[important], computed=important), " is hardly noticed"]
        found.setdefault(bundle.outcome.name, compose("limit", [*parts, "."]))
    return tuple(found.values())


def measure_sentences(claims: Sequence[Claim], studies: Sequence[Study], documents: Sequence[Document]) -> tuple[Sentence, ...]:
    """What the studies on the pages say should be measured first, in their own words: a citation, not advice."""
    by_key = {study.key: study for study in studies}
    found = []
    for claim in claims:
        if claim.voice != "study" or not claim.rests_on or _MEASURE.search(claim.text) is None:
            continue
        study = by_key.get(claim.rests_on[0])
        if study is not None:
            words = " ".join(_LABEL.sub("", claim.text).split()).rstrip(".")
            words, rest = shortened(words, _LONGEST_QUOTE)
            found.append(compose("measure", [study_name(study, documents), " says: “", Carried(words, (claim.span,)), f"{rest}”."]))
    return tuple(found[:_MOST_QUOTES])
