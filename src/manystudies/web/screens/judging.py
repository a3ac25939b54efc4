"""What only a person can say: how far a domain lowers the certainty, what a study is, and a finding the reader missed."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from manystudies.decisions import Target, Value
from manystudies.desk import decide, topic_view
from manystudies.errors import InputError
from manystudies.web.house import House, back, form_of, house_of, text_of, who_of

_PLACE = "place."
_WORD = "word."


async def opinion(request: Request) -> Response:
    """Keep a judgement of one domain, of a row of the summary or of one study."""
    form = await form_of(request)
    house, who = house_of(request), _named(request)
    target = Target.read(text_of(form, "about"))
    step = text_of(form, "step")
    if step not in {"-3", "-2", "-1", "0", "1", "2"}:
        raise InputError(f"A judgement moves the level by a few steps; found {step[:10]!r}.")

    def work() -> None:
        studies = _studies(house, who, target, text_of(form, "question")) if target.kind == "row" else ()
        value = Value(field=text_of(form, "domain"), step=int(step), tool=text_of(form, "tool").strip()[:80], studies=studies)
        decide(house.desk, who, "opinion", target, at=house.clock(), value=value, why=text_of(form, "why").strip())

    await run_in_threadpool(work)
    return back(form, "/topic")


def _studies(house: House, who: str, target: Target, question: str) -> tuple[str, ...]:
    """The studies the person saw behind the row: where it rests on others later, the judgement lapses."""
    rows = topic_view(house.desk, who, question).report.answer.rows
    row = next((each for each in rows if each.body == target.key), None)
    if row is None:
        raise InputError("This comparison is no longer in the answer; reload the topic.")
    return row.studies


async def study(request: Request) -> Response:
    """Keep what a person says a study is: its design, people or population."""
    form = await form_of(request)
    house, who = house_of(request), _named(request)
    value = Value(field=text_of(form, "field"), words=text_of(form, "words").strip())
    await run_in_threadpool(decide, house.desk, who, "judge", Target.read(text_of(form, "about")), at=house.clock(), value=value)
    return back(form, "/pages")


async def add(request: Request) -> Response:
    """Keep a finding made of words selected in the text."""
    form = await form_of(request)
    house, who = house_of(request), _named(request)
    numbers = tuple(
        _number(name.removeprefix(_PLACE), text_of(form, name)) for name in form if name.startswith(_PLACE) and text_of(form, name)
    )
    if not numbers:
        raise InputError("A finding needs at least one number: click a cell, then the number in the text.")
    value = Value(kind=text_of(form, "kind"), numbers=numbers, names=_names(form), document=text_of(form, "page")[:16])
    await run_in_threadpool(decide, house.desk, who, "add", Target.read(text_of(form, "about")), at=house.clock(), value=value)
    return back(form, "/pages")


def _number(name: str, place: str) -> tuple[str, int, int]:
    start, _, end = place.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(place) < 30):  # noqa: PLR2004 - two offsets
        raise InputError(f"{name} needs a place in the text; found {place[:30]!r}.")
    return name, int(start), int(end)


def _names(form: FormData) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.removeprefix(_WORD), text_of(form, name).strip()) for name in form if name.startswith(_WORD) and text_of(form, name).strip()
    )


def _named(request: Request) -> str:
    who = who_of(request)
    if not who:
        raise InputError("Every decision is kept with a name: say yours at the top right first.")
    return who


ROUTES = [
    Route("/opinion", opinion, methods=["POST"]),
    Route("/judge", study, methods=["POST"]),
    Route("/add", add, methods=["POST"]),
]
