"""The findings of a page or a study as people left them: which are used, which are pooled, and why the others are not."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from manystudies.answers import Report, Use, of_others, uses_of, why_doubted
from manystudies.decisions import State, Target, finding_target
from manystudies.desk.opened import Desk
from manystudies.desk.reading import decided_of
from manystudies.desk.views import FindingItem, FindingsView
from manystudies.findings import (
    BeforeAfter,
    Counts,
    Criterion,
    Difference,
    Finding,
    OneArm,
    Ratio,
    Share,
    Test,
    TwoArms,
    effects_of,
    finding_key,
)
from manystudies.pooling import Pooled

_BESIDE = "no — it tells of earlier work or of a plan, and its study has results of its own"
_TELL_OF_OTHERS = frozenset({"guideline", "meta-analysis", "network meta-analysis", "news", "review", "systematic review"})


def findings_view(desk: Desk, who: str, identity: str, study_key: str = "") -> FindingsView:
    """The findings of a page, or of one study on it.

    Raises:
        InputError: the library lists no such page.
    """
    made, state = decided_of(desk, who, identity)
    report = made.report
    hidden = desk.ledger().hidden(identity[:16], who) if desk.two_reviewers else frozenset()
    told = desk.pooled.of(id(report), lambda: (report, pooled_told(report)))
    if told[0] is not report:
        told = (report, pooled_told(report))
    placed: list[tuple[Target, Finding]] = [*zip(made.applied.targets, made.applied.findings, strict=True)]
    placed += [(finding_target(finding), finding) for finding, _ in made.applied.aside]
    placed.sort(key=lambda each: (each[1].context.sentence, str(each[0])))
    items = tuple(
        _item(target, finding, state, hidden, told[1]) for target, finding in placed if not study_key or finding.context.study == study_key
    )
    study = next((each for each in made.applied.studies if each.key == study_key), None)
    return FindingsView(report.pages[0].path, report, study, items, made.applied.troubles)


def next_findings(desk: Desk, who: str, *, after_identity: str = "", limit: int = 1) -> tuple[str, ...]:
    """The next pages, in the order of their paths and then from the start again, that hold findings not yet decided on."""
    changes = desk.page_changes()

    def counted() -> dict[str, int]:
        with desk.library() as library:
            return library.finding_counts()

    counts = desk.counts.of(changes, counted)
    order = list(counts)
    first = order.index(after_identity) + 1 if after_identity in counts else 0
    ledger, viewer = desk.ledger(), desk.viewer(who)
    found: list[str] = []
    for identity in (*order[first:], *order[:first]):
        if identity == after_identity:
            continue
        state = ledger.state((identity[:16],), viewer)
        answered = sum(target.kind == "finding" and aspect == "use" for target, aspect in state.answers)
        if answered < counts[identity]:
            found.append(identity)
            if len(found) == limit:
                break
    return tuple(found)


def pooled_told(report: Report) -> Mapping[str, str]:
    """For each finding of a report, by key, whether it is pooled on its page, and with what or why not."""
    documents = tuple(page.document for page in report.pages)
    uses = uses_of(documents, report.studies, report.findings, report.problems)
    effects = {effect.key for effect in effects_of(report.findings)}
    others = of_others(report.findings, {document.identity: document for document in documents})
    used = {finding.context.study for finding in report.findings if finding_key(finding) in uses}
    designs = {study.key: study.design for study in report.studies}
    found: dict[str, str] = {}
    for finding in report.findings:
        key = finding_key(finding)
        use = uses.get(key)
        told = _told(finding, use, has_effect=key in effects)
        found[key] = told or (_BESIDE if key in others else _unused(finding, report, designs, used))
    return found


def _unused(finding: Finding, report: Report, designs: Mapping[str, str], used: AbstractSet[str]) -> str:
    """Why a result that has an effect goes into no comparison."""
    study, doubt = finding.context.study, why_doubted(finding, report.problems)
    if doubt:
        return f"no — {doubt}"
    if not study:
        return "no — no study is tied to it"
    if designs.get(study) in _TELL_OF_OTHERS:
        return f"no — a {designs[study]} tells the numbers of other studies"
    if study in used:
        return "no — another result of its study is used, or its outcome is not named"
    return "no — what was given, or the outcome, is not named"


def _told(finding: Finding, use: Use | None, *, has_effect: bool) -> str:
    if use is not None:
        if isinstance(use.result, Pooled):
            others = use.studies - 1
            return f"yes — with {others} other {'study' if others == 1 else 'studies'} in “{use.name}”"
        if use.studies == 1 and use.result.effects:
            return f"used alone — the only study of “{use.name}”"
        return f"no — {_plain(use.result.reason)}"
    match finding:
        case BeforeAfter():
            return "no — no control arm"
        case Share() | Counts() | OneArm():
            return "no — one group is no comparison"
        case Criterion():
            return "no — a limit is no result"
        case Test():
            return "no — a test statistic alone has no size"
        case Ratio() | Difference() | TwoArms() if not has_effect:
            return "no — the numbers printed give no standard error"
        case Ratio() | Difference() | TwoArms():
            return ""


def _plain(reason: str) -> str:
    words = reason.strip().rstrip(".")
    return words[:1].lower() + words[1:]


def _item(target: Target, finding: Finding, state: State, hidden: frozenset[Target], pooled: Mapping[str, str]) -> FindingItem:
    decision = state.answer(target, "use")
    aside = decision is not None and decision.choice == "ignore"
    told = f"no — set aside: {decision.why}" if aside and decision is not None else pooled.get(finding_key(finding), "")
    corrected = frozenset(each.part for (about, _), each in state.answers.items() if about == target and each.choice == "number")
    return FindingItem(target, finding, decision, target in hidden, told, corrected)
