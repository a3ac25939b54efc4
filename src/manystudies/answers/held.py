"""Claims held against the certainty of the evidence that was put together for them."""

from collections.abc import Iterator, Mapping, Sequence

from manystudies.answers.answer import OutcomeRow
from manystudies.certainty import Level
from manystudies.checks import Problem, Severity
from manystudies.claims import Claim, Strength
from manystudies.documents import Document, Span
from manystudies.studies import Study
from manystudies.terms import concept, find_terms

CODE = "MS420"
_CAPS: Mapping[Level, Strength] = {"very low": 2, "low": 3, "moderate": 3, "high": 4}
"""What a level carries: very low "very uncertain", low "may", moderate "probably", high "helps"; nothing carries "proven"."""
_SPOKEN = frozenset({"MS401", "MS402", "MS403", "MS404", "MS406", "MS417", "MS418", "MS419"})
"""Where one of these holds a claim against its own study, enough was said of its strength."""
_UNSOURCED = "MS407"
_HEAD = 400


def held_against_certainty(
    claims: Sequence[Claim],
    rows: Sequence[OutcomeRow],
    studies: Sequence[Study],
    documents: Sequence[Document],
    problems: Sequence[Problem],
) -> tuple[Problem, ...]:
    """The problems, with those of claims that say more than the certainty of their evidence added.

    A claim is held against the surest row of the answer about the same intervention and the same outcome, or a row whose
    studies are about the condition it names. It is left alone where a check of its own study has spoken already; that it
    names no source is then the lesser thing to say and gives way.
    """
    spoken = {problem.spans[0] for problem in problems if problem.flagged and problem.code in _SPOKEN}
    about = _conditions(rows, studies, documents)
    found = {problem.spans[0]: problem for problem in _above(claims, rows, about) if problem.spans[0] not in spoken}
    kept = [problem for problem in problems if not (problem.code == _UNSOURCED and problem.spans[0] in found)]
    return (*kept, *found.values())


def _above(claims: Sequence[Claim], rows: Sequence[OutcomeRow], about: Sequence[frozenset[str]]) -> Iterator[Problem]:
    for claim in claims:
        if claim.voice == "study" or claim.kind not in {"comparison", "effect"} or claim.direction == "worse":
            continue
        named = find_terms(claim.text)
        given = {match.concept.name for match in named if match.kind == "intervention"}
        on = {match.concept.name for match in named if match.kind in {"condition", "outcome"}}
        fitting = [row for row, conditions in zip(rows, about, strict=True) if _is_of(row, given) and on & (conditions | {row.outcome})]
        controlled = [row for row in fitting if row.comparator] or fitting
        if not controlled:
            continue
        surest = max(controlled, key=lambda row: (_CAPS[row.certainty.level], row.people or 0))
        cap = _CAPS[surest.certainty.level]
        if claim.strength > cap:
            yield _problem(claim, surest, cap)


def _problem(claim: Claim, row: OutcomeRow, cap: Strength) -> Problem:
    level = row.certainty.level
    severity: Severity = "low" if level == "moderate" and claim.strength - cap == 1 else "high" if claim.strength - cap > 1 else "medium"
    count = f"{len(row.studies)} studies on these pages give" if len(row.studies) > 1 else "the one study on these pages gives"
    grounds: tuple[Span, ...] = tuple(dict.fromkeys(finding.context.sentence for finding in row.findings))[:3]
    return Problem(
        CODE,
        "stronger_than_study",
        severity,
        f"It says more than the evidence carries: for {row.intervention} and {row.outcome}, {count} {level} certainty.",
        (claim.span, *grounds),
        consistent_range=f"strength 0 to {cap}",
        suggestion=row.sentence.text,
        study=row.studies[0] if row.studies else "",
    )


def _is_of(row: OutcomeRow, given: set[str]) -> bool:
    """Whether a row is about one of these interventions or a kind of it: "oral iron" is iron."""
    known = concept(row.intervention)
    names = {row.intervention}
    while known is not None and known.broader and known.broader not in names:
        names.add(known.broader)
        known = concept(known.broader)
    return bool(names & given)


def _conditions(rows: Sequence[OutcomeRow], studies: Sequence[Study], documents: Sequence[Document]) -> list[frozenset[str]]:
    """For each row the conditions that the titles of its studies name."""
    by_key = {study.key: study for study in studies}
    by_identity = {document.identity: document for document in documents}
    found: dict[str, frozenset[str]] = {}
    for key in {key for row in rows for key in row.studies if key in by_key}:
        study = by_key[key]
        words = study.title.value if study.title is not None else by_identity[study.place.document].words(study.place)[:_HEAD]
        found[key] = frozenset(match.concept.name for match in find_terms(words) if match.kind == "condition")
    return [frozenset().union(*(found.get(key, frozenset()) for key in row.studies)) for row in rows]
