"""What was read, with what people decided: corrected and added numbers, judged designs and words, findings set aside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from manystudies.claims import sentence_ranges
from manystudies.decisions.decision import Decision, Target
from manystudies.decisions.fields import new_finding, numbers_by_field, rebuilt
from manystudies.decisions.keys import finding_target
from manystudies.decisions.selection import selected_number
from manystudies.decisions.state import State
from manystudies.documents import Document, Span
from manystudies.errors import DecisionError, FindingError
from manystudies.findings import Context, Finding, Number, finding_key
from manystudies.studies import Design, Study, Worded


@dataclass(frozen=True, slots=True)
class Applied:
    """Studies and findings as people left them.

    `targets` names the thing decided about behind each finding, in their order; `aside` holds what was set aside, with
    the decision; `troubles` the decisions that no longer fit, with why.
    """

    studies: tuple[Study, ...]
    findings: tuple[Finding, ...]
    targets: tuple[Target, ...]
    aside: tuple[tuple[Finding, Decision], ...]
    troubles: tuple[tuple[Decision, str], ...]


def apply(documents: Iterable[Document], studies: Sequence[Study], findings: Sequence[Finding], state: State) -> Applied:
    """Carry out what holds on what was read.

    A number is what the page shows at the words selected; one that cannot be read there any more is told and not used.
    """
    by_identity = {document.identity: document for document in documents}
    decided: dict[Target, list[tuple[str, Decision]]] = {}
    for (target, aspect), decision in state.answers.items():
        decided.setdefault(target, []).append((aspect, decision))
    troubles: list[tuple[Decision, str]] = []
    kept: list[Finding] = []
    targets: list[Target] = []
    aside: list[tuple[Finding, Decision]] = []
    for finding in findings:
        target = finding_target(finding)
        held = decided.get(target, [])
        ignored = next((each for aspect, each in held if aspect == "use" and each.choice == "ignore"), None)
        if ignored is not None:
            aside.append((finding, ignored))
            continue
        document = by_identity.get(finding.context.sentence.document)
        kept.append(_changed(finding, document, held, troubles) if held and document is not None else finding)
        targets.append(target)
    known = {study.key for study in studies}
    for each in state.additions:
        document = by_identity.get(each.document)
        if document is None or each.target.key not in known:
            continue
        try:
            added = _added(each, document)
        except (DecisionError, FindingError) as error:
            troubles.append((each, str(error)))
            continue
        target = Target("finding", finding_key(added))
        if target in targets:
            continue
        held = decided.get(target, [])
        ignored = next((one for aspect, one in held if aspect == "use" and one.choice == "ignore"), None)
        if ignored is not None:
            aside.append((added, ignored))
            continue
        kept.append(_changed(added, document, held, troubles) if held else added)
        targets.append(target)
    met = {*targets, *(finding_target(finding) for finding, _ in aside)}
    here = {identity[:16] for identity in by_identity}
    for (target, _), each in state.answers.items():
        if target.kind == "finding" and target not in met and target.key[:16] in here:
            troubles.append(
                (each, "What this was decided about is no longer read from the page; the decision is kept and changes nothing.")
            )
    judged = tuple(_judged(study, decided.get(Target("study", study.key), []), by_identity, troubles) for study in studies)
    return Applied(judged, tuple(kept), tuple(targets), tuple(aside), tuple(troubles))


def _changed(finding: Finding, document: Document, held: Iterable[tuple[str, Decision]], troubles: list[tuple[Decision, str]]) -> Finding:
    """The finding with its decisions; as it was read where they do not make a finding together."""
    numbers: dict[str, Number] = numbers_by_field(finding)
    words: dict[str, str] = {}
    made: list[Decision] = []
    for _, each in held:
        match each.choice:
            case "number":
                try:
                    numbers[each.part] = selected_number(document, each.value.start, each.value.end)
                except DecisionError as error:
                    troubles.append((each, str(error)))
                    continue
            case "remove":
                numbers.pop(each.part, None)
            case "judge":
                words[each.part] = each.value.words
            case _:
                continue
        made.append(each)
    if not made:
        return finding
    try:
        return rebuilt(finding, numbers, words)
    except (DecisionError, FindingError) as error:
        troubles += ((each, str(error)) for each in made)
        return finding


def _added(decision: Decision, document: Document) -> Finding:
    numbers = {name: selected_number(document, start, end) for name, start, end in decision.value.numbers}
    words = dict(decision.value.names)
    first, last = min(number.span.start for number in numbers.values()), max(number.span.end for number in numbers.values())
    context = Context(_sentence(document, first, last), study=decision.target.key)
    return new_finding(decision.value.kind, context, numbers, words)


def _sentence(document: Document, start: int, end: int) -> Span:
    """The sentences of the block that hold a range of the text as given."""
    low, high = document.view.view_start(start), document.view.view_end(end)
    for block in document.blocks:
        if block.start <= low < block.end:
            ranges = list(sentence_ranges(document.view.text, block.start, block.end))
            first = max((begin for begin, _ in ranges if begin <= low), default=low)
            last = min((stop for _, stop in ranges if stop >= high), default=high)
            return document.span(first, max(last, high))
    return document.span(low, high)


def _judged(
    study: Study, held: Iterable[tuple[str, Decision]], documents: Mapping[str, Document], troubles: list[tuple[Decision, str]]
) -> Study:
    """The study with its design, people and population as a person judged them."""
    for _, each in held:
        if each.choice != "judge":
            continue
        value = each.value
        place = study.place
        if value.start < value.end and each.document in documents:
            place = Span(each.document, value.start, min(value.end, len(documents[each.document].text)))
        match each.part:
            case "design":
                design = next((one for one in get_args(Design) if one == value.words), None)
                if design is None:
                    troubles.append((each, f"There is no design called {value.words[:40]!r}."))
                    continue
                study = replace(study, design=design, design_words=None if design == "unknown" else place)
            case "people":
                study = replace(study, people=Worded(value.words, place))
            case "population":
                study = replace(study, population=Worded(value.words, place))
            case _:
                troubles.append((each, f"A study has no {each.part!r} to judge; it has design, people and population."))
    return study
