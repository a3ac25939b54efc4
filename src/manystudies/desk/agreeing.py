"""Two reviewers: how well they agreed before they saw each other, where they differ, and how much waits for the other."""

from manystudies.decisions import Question, agreements, answers_by, disagreements, seen_by
from manystudies.desk.opened import Desk
from manystudies.desk.views import AgreementView


def agreement_view(desk: Desk, who: str) -> AgreementView:
    """What one may see of it: only questions one has answered oneself, where two people decide blind."""
    ledger, viewer = desk.ledger(), desk.viewer(who)

    def made() -> AgreementView:
        log = ledger.log if viewer is None else seen_by(ledger.log, viewer)
        own = answers_by(log)
        waiting = sum(who in answers and len(answers) == 1 for answers in own.values())
        return AgreementView(agreements(log), tuple((each, *_named(desk, each.question)) for each in disagreements(log)), waiting)

    return desk.agreements.of((who, ledger.last), made)


def _named(desk: Desk, question: Question) -> tuple[str, str]:
    """The name of what a question is about, and the document it stands on."""
    target, _ = question
    if target.kind not in {"claim", "finding", "problem"}:
        return target.key, ""
    with desk.library() as library:
        identity = library.identity_like(target.key[:16]) or ""
        listed = library.page_of(identity) if identity else None
    code = target.key.split(":")[1] if target.kind == "problem" and target.key.count(":") > 1 else target.kind
    return (
        f"{code} on {listed[1]}" if listed is not None else f"{code} on an earlier version of a page",
        identity if listed is not None else "",
    )
