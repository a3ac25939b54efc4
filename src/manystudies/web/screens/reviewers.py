"""Two reviewers: how well they agreed before they saw each other's answers, and where they have to settle."""

from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from manystudies.decisions import Decision, Disagreement, Target
from manystudies.desk import AgreementView, agreement_view, decide
from manystudies.errors import InputError
from manystudies.web.house import back, form_of, house_of, screen, text_of, who_of, whole_of

_MUCH = ((0.81, "almost perfect"), (0.61, "substantial"), (0.41, "moderate"), (0.21, "fair"), (0.0, "slight"), (-1.0, "worse than chance"))
"""Words for κ by Landis and Koch 1977, https://doi.org/10.2307/2529310."""


_ASKED = {"all": "Everything", "finding: use": "Whether a finding is used", "problem: verdict": "What to do with a problem"}
_PARTS = {"judge": "The ", "number": "The number: ", "opinion": "The "}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One line of the table: what was asked, how often, how often both said the same, and κ with its interval in words."""

    name: str
    count: int
    percent: str
    kappa: str
    words: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """One thing two people answered differently: the words it is about, where they stand, and which part of it is meant."""

    number: int
    target: str
    aspect: str
    words: str
    title: str
    asked: str
    address: str
    answers: tuple[Decision, ...]
    settled: Decision | None


def show(request: Request) -> Response:
    """Agreement, then what is to be settled, then what was."""
    house, who = house_of(request), who_of(request)
    view = agreement_view(house.desk, who)
    disputes = [_dispute(number, *each) for number, each in enumerate(view.disagreements, 1)]
    names = {
        "lines": _lines(view),
        "open": [each for each in disputes if each.settled is None],
        "settled": [each for each in disputes if each.settled is not None],
        "waiting": view.waiting,
    }
    return screen(request, "agreement.html.jinja", names, name="agreement")


def _lines(view: AgreementView) -> list[Agreed]:
    found = []
    for name, each in view.kappas.items():
        kappa = words = ""
        if each.kappa is not None:
            kappa = _signed(each.kappa)
            if each.low is not None and each.high is not None:
                kappa += f" ({_signed(each.low)} to {_signed(each.high)})"
            words = next((told for least, told in _MUCH if each.kappa >= least), "")
        elif name != "all" and each.count:
            words = "no chance to disagree: both gave one answer throughout"
        found.append(
            Agreed(_ASKED.get(name, name), each.count, f"{100 * each.agreed / each.count:.0f}%" if each.count else "–", kappa, words)
        )
    return found


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def _dispute(number: int, held: Disagreement, title: str, identity: str) -> Dispute:
    target, aspect = held.question
    words = next((" ".join(each.words.split()) for each in held.answers if each.words.strip()), "")
    asked = f"{_PARTS[aspect.split(' ', 1)[0]]}{aspect.partition(' ')[2].replace('.', ' ')}" if aspect.split(" ", 1)[0] in _PARTS else ""
    return Dispute(
        number, str(target), aspect, words[:200], title, asked, f"/findings?page={identity}" if identity else "", held.answers, held.settled
    )


async def settle(request: Request) -> Response:
    """Take one of the two answers for both, with a reason."""
    form = await form_of(request)
    house, who = house_of(request), who_of(request)
    if not who:
        raise InputError("Every decision is kept with a name: say yours at the top right first.")
    target, aspect, number = Target.read(text_of(form, "about")), text_of(form, "aspect"), whole_of(form, "answer")
    why = text_of(form, "why").strip()

    def work() -> None:
        for held, _, _ in agreement_view(house.desk, who).disagreements:
            chosen = next((each for each in held.answers if held.question == (target, aspect) and each.number == number), None)
            if chosen is not None:
                settled = replace(chosen.value, field=aspect, choice=chosen.choice)
                decide(house.desk, who, "reconcile", target, at=house.clock(), value=settled, why=why)
                return
        raise InputError("Choose one of the two answers to settle on.")

    await run_in_threadpool(work)
    return back(form, "/agreement")


ROUTES = [Route("/agreement", show, methods=["GET"]), Route("/agreement", settle, methods=["POST"])]
