"""Decisions: made, undone, and listed, newest first."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from manystudies.decisions import Decision, Target, Value, What
from manystudies.desk import decide, last_undoable, log, numbered, page_view, undo
from manystudies.errors import InputError
from manystudies.web.house import back, form_of, house_of, is_part, screen, text_of, who_of, whole_of
from manystudies.web.screens import findings, page

_ASKED: tuple[What, ...] = ("accept", "edit", "ignore", "judge", "number", "remove")


async def make(request: Request) -> Response:
    """Keep a decision about a problem or a finding, and show the thing again."""
    form = await form_of(request)
    house, who = house_of(request), who_of(request)
    target = Target.read(text_of(form, "about"))
    what = next((each for each in _ASKED if each == text_of(form, "what")), None)
    if what is None:
        raise InputError("A decision needs one of accept, edit, ignore, number; found none.")
    if not who:
        raise InputError("Every decision is kept with a name: say yours at the top right first.")
    why = text_of(form, "why").strip() if what == "ignore" else ""
    await run_in_threadpool(lambda: decide(house.desk, who, what, target, at=house.clock(), value=_value(request, what, form), why=why))
    return await _again(request, form, target)


def _value(request: Request, what: str, form: FormData) -> Value:
    match what:
        case "edit":
            return Value(words=text_of(form, "words"))
        case "judge":
            return Value(field=text_of(form, "field"), words=text_of(form, "words").strip())
        case "number":
            start, end = whole_of(form, "start"), whole_of(form, "end")
            if text_of(form, "view"):
                # Words selected with the mouse are counted in the text as shown; a number's place is one in the text as given.
                document = page_view(house_of(request).desk, who_of(request), text_of(form, "page")).report.pages[0].document
                if not 0 <= start < end <= len(document.view.text):
                    raise InputError("Select words of the source.")
                span = document.span(start, end)
                start, end = span.start, span.end
            return Value(field=text_of(form, "field"), start=start, end=end)
        case "remove":
            return Value(field=text_of(form, "field"))
        case _:
            return Value()


async def take_back(request: Request) -> Response:
    """Undo one decision, or the last one where none is named."""
    form = await form_of(request)
    house, who = house_of(request), who_of(request)
    if text_of(form, "number"):
        held = await run_in_threadpool(numbered, house.desk, who, whole_of(form, "number"))
    else:
        held = await run_in_threadpool(last_undoable, house.desk, who)
    if held is None:
        raise InputError("There is nothing of yours to undo.")
    await run_in_threadpool(undo, house.desk, who, held.number, at=house.clock())
    return await _again(request, form, held.target)


async def _again(request: Request, form: FormData, target: Target) -> Response:
    """The thing decided about, as a part of the page that asked, or the whole page again."""
    here = text_of(form, "page")
    if is_part(request) and target.kind == "problem" and here:
        return await run_in_threadpool(page.card_part, request, target, here)
    if is_part(request) and target.kind == "finding" and here:
        return await run_in_threadpool(findings.finding_part, request, target, here)
    if is_part(request):
        return Response(status_code=204, headers={"hx-refresh": "true"})
    return back(form, "/decisions")


def show(request: Request) -> Response:
    """The log, newest first, as far as this reviewer may see it."""
    house, who = house_of(request), who_of(request)
    made = log(house.desk, who, limit=500)
    undone = {each.target.key for each in made if each.what == "undo"}
    rows = [(each, str(each.number) in undone, _about(each)) for each in reversed(made)]
    return screen(request, "decisions.html.jinja", {"rows": rows}, name="decisions")


def _about(decision: Decision) -> str:
    return " ".join(decision.words.split())[:160] or str(decision.target)


ROUTES = [Route("/decide", make, methods=["POST"]), Route("/undo", take_back, methods=["POST"]), Route("/decisions", show)]
