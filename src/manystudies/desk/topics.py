"""The answer to a question from all pages as people left them, kept ready and made anew behind the screen when something changed."""

from collections.abc import Sequence
from dataclasses import replace

from manystudies.answers import Answer, OutcomeRow, Report, answer
from manystudies.certainty import Opinion
from manystudies.decisions import DOMAINS, RISK_OF_BIAS, Decision, Seen, State, problem_targets, since
from manystudies.desk.ledger import numbers_of
from manystudies.desk.opened import Desk, TopicKey
from manystudies.desk.reading import decided, decided_of, report_of, without_ignored
from manystudies.desk.together import together
from manystudies.desk.views import Topic, TopicView
from manystudies.errors import InputError, LibraryError
from manystudies.review import check_pages, pages_for

AT_ONCE = 6
"""So many pages are read and answered from while the screen waits, half a second for pages of usual length; more are read behind it."""
_ANSWERS = frozenset({"add", "ignore", "judge", "number", "opinion", "remove"})
"""What can change an answer; that a problem was accepted or edited cannot."""


def topic_view(desk: Desk, who: str, question: str = "") -> TopicView:
    """The answer to a question, or, without one, all that the pages show; with what is new since one last looked.

    Where many pages changed, the answer before is shown while the new one is made.
    """
    question = " ".join(question.split())
    viewer = desk.viewer(who)
    changes = desk.page_changes()
    identities, told = desk.chosen.of((question, changes), lambda: _chosen(desk, question))
    last = desk.ledger().last
    key, state = desk.keys.of((question, changes, viewer, last), lambda: _key(desk, viewer, question, identities))

    def make() -> Topic:
        return _made(desk, who, key, state, told)

    topic = desk.topics.of(key, make) if len(identities) <= AT_ONCE else desk.topics.ready(key)
    slot = (question, viewer)
    if topic is not None:
        desk.show(slot, topic)
    else:
        desk.make_behind(slot, lambda: desk.show(slot, desk.topics.of(key, lambda: _prepared(desk, make()))))
    shown = topic or desk.shown(slot) or Topic(_empty(question), ("The pages are being read for this answer.",), Seen({}, {}))
    with desk.library() as library:
        looked_at = library.last_look(who, question)
    return TopicView(shown.report, since(looked_at, shown.seen), topic is None, shown.told)


def looked(desk: Desk, who: str, question: str, *, at: str) -> None:
    """Note that a reviewer has seen a topic as it is now."""
    desk.writable()
    view = topic_view(desk, who, question)
    with desk.library() as library:
        library.look(who, " ".join(question.split()), seen_of(view.report), at)


def seen_of(report: Report) -> Seen:
    """What a topic shows, as it is remembered for "since you last looked"."""
    rows: dict[str, tuple[str, str]] = {}
    for row in report.answer.rows:
        # A trial that only tells its result has the name of the body it belongs to.
        key = row.body if row.findings else f"{row.body} | {' '.join(row.studies)}"
        rows.setdefault(key, (_name(row), row.sentence.text))
    targets = problem_targets(report.problems)
    contradictions = {
        target.key: problem.message
        for target, problem in zip(targets, report.problems, strict=True)
        if problem.flagged and problem.verdict == "contradicted"
    }
    contradictions.update({sentence.text: sentence.text for sentence in report.answer.sentences if sentence.kind == "contradiction"})
    return Seen(rows, contradictions)


def opinions_in(state: State, report: Report) -> tuple[Opinion, ...]:
    """The opinions that hold, signed: those on rows, and on the risk of bias of a row all of whose studies were judged.

    A row follows its studies at one step down where at least half of them were judged down; it never rises by them.
    """
    found: list[Opinion] = []
    by_study: dict[str, Decision] = {}
    for (target, _), each in state.answers.items():
        if each.choice != "opinion":
            continue
        if target.kind == "study" and each.part == RISK_OF_BIAS:
            by_study[target.key] = each
        for domain in DOMAINS if target.kind == "row" else ():
            if domain == each.part:
                value = each.value
                found.append(Opinion(domain, value.step, each.why, each.who, each.made_at, target.key, value.studies, value.tool))
    judged = {opinion.about for opinion in found if opinion.domain == "risk of bias"}
    for row in report.answer.rows if by_study else ():
        held = [by_study[key] for key in row.studies if key in by_study]
        if len(held) < len(row.studies) or not held or row.body in judged:
            continue
        down = [each for each in held if each.value.step < 0]
        step = -1 if 2 * len(down) >= len(held) else 0
        why = f"{len(down)} of {len(held)} studies were judged to be at risk of bias, study by study"
        signed = sorted({each.who for each in held})
        found.append(Opinion("risk of bias", step, why, " and ".join(signed), max(each.made_at for each in held), row.body, row.studies))
    return tuple(found)


def _name(row: OutcomeRow) -> str:
    return f"{row.intervention or 'Exposed'}{f' against {row.comparator}' if row.comparator else ''}: {row.outcome}"


def _prepared(desk: Desk, topic: Topic) -> Topic:
    """The topic once what its screen needs is made, so that nobody waits for that."""
    if desk.before_showing is not None:
        desk.before_showing(topic.report)
    return topic


def _chosen(desk: Desk, question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with desk.library() as library:
        chosen, told = pages_for(question, library)
    return tuple(chosen), told


def _key(desk: Desk, viewer: str | None, question: str, identities: tuple[str, ...]) -> tuple[TopicKey, State]:
    ledger = desk.ledger()
    pages = {identity[:16] for identity in identities}
    names = [name for name in ledger.names() if name in pages or name == "row" or name.startswith("study:")]
    state = ledger.state(names, viewer)
    moving = State(
        {question: each for question, each in state.answers.items() if each.choice in _ANSWERS}, state.additions, state.signatures
    )
    return (question, identities, numbers_of(moving)), moving


def _made(desk: Desk, who: str, key: TopicKey, state: State, told: Sequence[str]) -> Topic:
    """The answer from the pages as people left them."""
    question, identities, _ = key
    report = without_ignored(_left(desk, who, identities, state), state)
    found = _answered(report, question, ())
    opinions = opinions_in(state, found)
    made = _answered(report, question, opinions) if opinions else found
    return Topic(made, tuple(told), seen_of(made))


def _left(desk: Desk, who: str, identities: tuple[str, ...], state: State) -> Report:
    """The pages as people left them, as one report; few of them are held against each other, too."""
    if len(identities) <= AT_ONCE:
        base = desk.together.of(identities, lambda: check_pages(page for each in identities for page in report_of(desk, each).pages))
        return decided(base, state).report
    reports: list[Report] = []
    for identity in identities:
        try:
            reports.append(decided_of(desk, who, identity)[0].report)
        except (InputError, LibraryError):
            # Dropped from the list since it was chosen.
            continue
    return together(reports)


def _answered(report: Report, question: str, opinions: Sequence[Opinion]) -> Report:
    documents = tuple(page.document for page in report.pages)
    verdicts = report.problems + report.recomputed
    made = answer(question or None, documents, report.studies, report.findings, report.claims, verdicts, opinions)
    return replace(report, answer=made)


def _empty(question: str) -> Report:
    return Report((), (), (), (), (), (), Answer(question, (), ()))
