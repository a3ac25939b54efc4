"""From a question and everything that was read to an audited answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from manystudies.answers.aids import measure_sentences, scale_sentences
from manystudies.answers.answer import Answer, OutcomeRow, Sentence
from manystudies.answers.asked_about import asked_of
from manystudies.answers.audit import audit, passing
from manystudies.answers.combining import combination_sentences, judged_parts
from manystudies.answers.comparisons import subgroup_sentence
from manystudies.answers.compose import Carried, Part, compose
from manystudies.answers.contradictions import contradictions
from manystudies.answers.doubts import RULE, doubted, reason
from manystudies.answers.figures import unrankable
from manystudies.answers.fitting import fitting
from manystudies.answers.gaps import Tested, asked_together, claimed_interventions, not_tested, together
from manystudies.answers.indirect import indirect_sentences
from manystudies.answers.left_out import impossible_sentences, left_out_sentences
from manystudies.answers.naming import Named, named_at
from manystudies.answers.person import NOBODY, Person
from manystudies.answers.question import Question, broadest, understand
from manystudies.answers.ranking import best_sentences
from manystudies.answers.relevance import about_the_question, broad, documents_about
from manystudies.answers.rows import Bundle, bundles_of
from manystudies.answers.sentences import row_sentence, telling_sentence
from manystudies.answers.strands import strands_of
from manystudies.answers.tellings import Telling, tellings_of
from manystudies.answers.whom import whom_sentences
from manystudies.certainty import Opinion
from manystudies.checks import Problem
from manystudies.claims import Claim
from manystudies.documents import Document
from manystudies.findings import Finding
from manystudies.studies import Study

_LIMIT = "No diagnosis, no dose, no advice to start or stop anything."
_SAFETY = "New, severe or quickly worsening symptoms need a doctor."
_PROVISIONAL = "Provisional: nobody has judged yet the risk of bias, or whether people and outcome are those of the question, so no certainty is above moderate."
_NO_ADVICE = (
    "whether to start, stop or change a treatment or a dose is a question for a doctor; the studies here only say what they measured."
)
_OTHER_PEOPLE = "none of these studies says that it was done in people like those you ask about; what is said here is of other people."
_NO_BEST = "nothing here can be called best"
_OPEN_QUESTION = "What do these pages show?"


def answer(  # noqa: PLR0917 - the nouns of the flow, in the order in which they are made
    question: str | None,
    documents: Sequence[Document],
    studies: Sequence[Study],
    findings: Sequence[Finding],
    claims: Sequence[Claim],
    problems: Sequence[Problem] = (),
    opinions: Sequence[Opinion] = (),
    person: Person = NOBODY,
) -> Answer:
    """Answer a question from what was read, or, without one, say all that the pages show.

    Every sentence comes from a template and is audited before the answer is returned. What cannot be said is said too:
    why results were not pooled, what nobody tested, why nothing can be called best. `opinions` are signed judgements of the
    certainty of rows, each kept under the row's `body`. `person` holds
    measured values: the evidence is chosen from people like that, and nothing is advised.

    Raises:
        AuditError: a sentence says something its support does not carry.
    """
    asked = understand(question) if question is not None else Question("")
    by_identity = {document.identity: document for document in documents}
    doubts, wanted = doubted(problems), asked_of(asked, studies, by_identity)
    found_strands = strands_of(documents, studies, findings, doubts)
    strands = [each for each in found_strands if about_the_question(each, asked, by_identity)]
    told = frozenset(strand.key for strand in strands)
    found_tellings = tellings_of(documents, studies, claims, told, opinions, doubts, wanted)
    tellings = [each for each in found_tellings if about_the_question(each, asked, by_identity)]
    anywhere = Tested.of(strands, tellings)
    chosen = fitting(strands, tellings, asked, person, by_identity)
    tellings = list(chosen.tellings)
    bundles = bundles_of(chosen.strands, documents, opinions, wanted)
    rows = [_row(index, bundle, by_identity) for index, bundle in enumerate(bundles)]
    rows += [_telling_row(index, telling) for index, telling in enumerate(tellings, len(rows))]
    carried = passing([row.sentence for row in rows], rows, documents)
    rows = [replace(row, sentence=sentence) for row, sentence in zip(rows, carried, strict=True)]
    near = documents_about(asked, documents)
    near_claims = [claim for claim in claims if claim.span.document in near]
    claimed = [
        name for name in claimed_interventions(documents, near_claims) if not asked.interventions or name.root in broad(asked.interventions)
    ]
    given = [bundle.intervention for bundle in bundles] + [name for telling in tellings for name in telling.interventions]
    results = _results(bundles, rows, documents) if rows else [_nothing(documents, claims, asked, numbers=bool(findings))]
    best = list(best_sentences(bundles)) or [_no_best(rows)]
    judged = combination_sentences(rows)
    told_apart = bool(rows) and (asked.asks_together or asked.asks_best or len({broadest(name) for name in asked.interventions}) != 1)
    pair = asked_together(documents, studies, [*given, *claimed], asked) if asked.asks_together else ()
    combined = [*pair, *judged, *together(documents, studies, _by_root([*given, *claimed]), judged_parts(rows), told_apart=told_apart)]
    if asked.asks_together and not combined:
        combined = [
            compose(
                "together",
                ["no trial here is known to have given two treatments together, so no combination can be called best."],
            )
        ]
    impossible = impossible_sentences(doubts, (*chosen.strands, *tellings), studies, asked, by_identity)
    sentences = [
        *([compose("advice", [_NO_ADVICE])] if asked.asks_advice else []),
        *([compose("people", [_OTHER_PEOPLE])] if chosen.none_fits and rows else []),
        *(best if asked.asks_best else []),
        *(combined if asked.asks_together else []),
        *results,
        *contradictions(bundles, tellings),
        *chosen.sentences,
        *([] if asked.asks_best or unrankable(rows) else best),
        *indirect_sentences(rows),
        *([] if asked.asks_together else combined),
        *left_out_sentences(bundles, documents),
        *impossible,
        *not_tested(claimed, Tested.of(chosen.strands, chosen.tellings), anywhere, Tested.of(found_strands, found_tellings)),
        *measure_sentences(near_claims, studies, documents),
        *scale_sentences(bundles),
        *(
            [compose("limit", ["where a study reports several times, the last one is used."])]
            if any(each.several_times for each in bundles)
            else []
        ),
        *(
            [compose("limit", [reason(RULE)])]
            if impossible or any(strand.doubt for strand in chosen.strands) or any(telling.doubt for telling in tellings)
            else []
        ),
        *([compose("limit", [_PROVISIONAL])] if any(row.certainty.provisional for row in rows) else []),
        compose("limit", [_LIMIT]),
        compose("limit", [_SAFETY]),
    ]
    found = Answer(
        question.strip() if question is not None else _made_question(documents, claims, bundles),
        tuple(passing(sentences, rows, documents, person)),
        tuple(rows),
        person,
    )
    audit(found, documents)
    return found


def _results(bundles: Sequence[Bundle], rows: Sequence[OutcomeRow], documents: Sequence[Document]) -> list[Sentence]:
    """What each row says, with its subgroups and special groups of people.

    A trial that only tells its result still weighs more than what was seen without random allocation.
    """
    told_by_trials = [row.sentence for row in rows[len(bundles) :]]
    whom = whom_sentences(bundles, documents)
    found: list[Sentence] = []
    for index, bundle in enumerate(bundles):
        if bundle.footing != "randomised":
            found += told_by_trials
            told_by_trials = []
        found.append(rows[index].sentence)
        groups = subgroup_sentence(index, bundle)
        found += [groups] if groups is not None else []
        found += [whom[index]] if index in whom else []
    return found + told_by_trials


def _row(index: int, bundle: Bundle, documents: Mapping[str, Document]) -> OutcomeRow:
    return OutcomeRow(
        bundle.intervention.name,
        bundle.comparator.name if bundle.comparator is not None else "",
        bundle.outcome.name,
        bundle.keys,
        bundle.people,
        bundle.result,
        bundle.certainty,
        tuple(strand.finding for strand in bundle.used),
        row_sentence(index, bundle, documents),
        bundle.body,
        bundle.signs,
    )


def _telling_row(index: int, telling: Telling) -> OutcomeRow:
    comparator = telling.comparator.name if telling.comparator is not None else ""
    return OutcomeRow(
        telling.intervention.name, comparator, telling.outcome.name, (telling.study.key,), None, telling.result, telling.certainty, (), telling_sentence(index, telling), telling.body, telling.signs,
    )  # fmt: skip


def _by_root(names: Sequence[Named]) -> list[Named]:
    """One name for each broadest concept; exposures that are measured and conditions are no interventions and stay out."""
    found: dict[str, Named] = {}
    for name in names:
        if name.concept is not None and name.concept.kind == "intervention":
            found.setdefault(name.root, name)
    return list(found.values())


def _no_best(rows: Sequence[OutcomeRow]) -> Sentence:
    """That no two treatments were compared in a way that could rank them."""
    tested = any(row.body.endswith("| randomised") for row in rows)
    why = (
        "no two treatments have results with numbers against the same thing"
        if tested
        else "no treatment was tested in a controlled trial here"
    )
    return compose("best", [Carried(_NO_BEST, computed="ranking"), f": {why}."])


def _nothing(documents: Sequence[Document], claims: Sequence[Claim], asked: Question, *, numbers: bool) -> Sentence:
    """Why there is no result."""
    if asked.asks_harm:
        return compose("not tested", ["these pages hold no result of a study about harm, and that is no sign that there is none."])
    if asked.is_open and asked.populations:
        return compose("not tested", ["no study here says that it was done in people like those you ask about."])
    if not asked.is_open:
        return compose("not tested", ["these pages hold no result of a study that answers the question."])
    if not any(document.view.text.strip() for document in documents):
        return compose("limit", ["there is nothing to read here, so nothing can be answered."])
    if numbers:
        return compose(
            "limit",
            [
                "there are numbers here, but none could be read that compares people given something with people not given it, so no effect can be stated."
            ],
        )
    own = tuple(dict.fromkeys(claim.span for claim in claims if claim.voice != "study"))
    if own:
        words = f"{len(own):,} sentences" if len(own) > 1 else "one sentence"
        behind: list[Part] = [
            Carried(words, own, f"count of {len(own)}"),
            " here claim something about health, and no number of any study stands behind them on the page.",
        ]
        return compose("limit", behind)
    return compose("limit", ["no number of any study could be read on these pages, so no effect can be stated."])


def _made_question(documents: Sequence[Document], claims: Sequence[Claim], bundles: Sequence[Bundle]) -> str:
    """The question the pages themselves raise: what they say helps, and for what."""
    names = [bundle.intervention.name for bundle in bundles if bundle.kind == "comparison"] or [
        name.name for name in claimed_interventions(documents, claims)
    ]
    conditions: dict[str, int] = {}
    for document in documents:
        for block in document.blocks:
            if block.kind == "heading" and block.start < block.end:
                for found in named_at(document, document.span(block.start, block.end), ("condition",)):
                    conditions[found.name] = conditions.get(found.name, 0) + 1
    if not conditions:
        conditions = {
            bundle.outcome.name: 1
            for bundle in bundles
            if bundle.outcome.concept is not None and bundle.outcome.concept.kind == "condition"
        }
    chosen = list(dict.fromkeys(names))[:4]
    if not chosen or not conditions:
        return _OPEN_QUESTION
    condition = max(conditions, key=lambda name: conditions[name])
    return (
        f"What do these pages show about {', '.join(chosen[:-1]) + ' and ' + chosen[-1] if len(chosen) > 1 else chosen[0]} for {condition}?"
    )
