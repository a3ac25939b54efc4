"""A study: its words on the left, the findings read from them on the right, each number tied to its words."""

from collections.abc import Callable
from typing import get_args
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from manystudies.answers import Report
from manystudies.decisions import Arith, Target, arithmetic
from manystudies.desk import FindingsView, findings_view, next_findings
from manystudies.documents import Span
from manystudies.findings import BeforeAfter, Finding, OneArm, Share, TwoArms
from manystudies.pages import SourceParts, source_parts
from manystudies.studies import Design, Study
from manystudies.web.finding_cards import NEW_KINDS, anchor_of, card_of, new_groups
from manystudies.web.house import first_of, form_of, house_of, screen, text_of, who_of
from manystudies.web.kept import Kept
from manystudies.web.progress import Progress

MOST = 30
"""So many findings stand on one screen."""
_OFFERED = 60
_sources: Kept[Report, SourceParts] = Kept(32)


def queue(request: Request) -> Response:
    """The findings of one page, or of the next page that holds open ones."""
    house, who = house_of(request), who_of(request)
    identity = request.query_params.get("page", "")
    if not identity:
        found = next_findings(house.desk, who, limit=1)
        if not found:
            return screen(request, "done.html.jinja", {}, name="findings")
        return RedirectResponse(f"/findings?page={found[0]}")
    return _screen(request, findings_view(house.desk, who, identity), identity, "")


def study(request: Request) -> Response:
    """One study with its findings."""
    house, who = house_of(request), who_of(request)
    identity, key = request.query_params.get("page", ""), str(request.path_params["key"])
    view = findings_view(house.desk, who, identity, key)
    if view.study is None:
        raise HTTPException(404)
    return _screen(request, view, identity, key)


def _screen(request: Request, view: FindingsView, identity: str, key: str) -> Response:
    house, who = house_of(request), who_of(request)
    first = first_of(request)
    adding = request.query_params.get("add", "")
    adding = adding if new_groups(adding) else ""
    shown = view.items[first : first + MOST]
    places = _places(view)
    source = _source(view, places) if places else _sources.of(view.report, lambda: _source(view, places))
    before, after = _around(view, identity, key)
    if not after and not key and (following := next_findings(house.desk, who, after_identity=identity, limit=1)):
        after = f"/findings?page={following[0]}"
    more = f"{request.url.path}?page={identity}&from={first + MOST}" if len(view.items) > first + MOST else ""
    names = {
        "identity": identity,
        "path": view.path,
        "kind": "Study" if key else "Findings of a page",
        "heading": _heading(view),
        "facts": _facts(view.study) if view.study else (),
        "source": source,
        "part": bool(places),
        "items": [card_of(each) for each in shown],
        "study": view.study,
        "about": f"study:{view.study.key}" if view.study else "",
        "designs": sorted(get_args(Design)),
        "kinds": NEW_KINDS,
        "adding": adding,
        "new_groups": new_groups(adding),
        "outcomes": _met(view, lambda finding: (finding.context.outcome, finding.context.subject)),
        "arms": _met(view, _arms),
        "troubles": [f"{decision.what} by {decision.who}: {why}" for decision, why in view.troubles],
        "progress": _progress(view),
        "before": before,
        "after": after,
        "more": more,
        "most": min(MOST, len(view.items) - first - MOST),
    }
    return screen(request, "study.html.jinja", names, name="findings")


def _source(view: FindingsView, places: tuple[Span, ...]) -> SourceParts:
    return source_parts(view.report, places, also=[each.finding for each in view.items])


def finding_part(request: Request, target: Target, identity: str) -> Response:
    """One finding again, after a decision, with how far one is."""
    house, who = house_of(request), who_of(request)
    key = request.query_params.get("study", "")
    view = findings_view(house.desk, who, identity, key)
    item = next((each for each in view.items if each.target == target), None)
    if item is None:
        raise HTTPException(404)
    names = {"item": card_of(item), "identity": identity, "progress": _progress(view), "swap": True}
    return screen(request, "finding_part.html.jinja", names)


async def sums(request: Request) -> Response:
    """What the register of identities says of the numbers as they stand in the form now."""
    form = await form_of(request)
    house, who = house_of(request), who_of(request)
    target, identity = Target.read(text_of(form, "about")), text_of(form, "page")
    typed = {
        name.removeprefix("cell."): value.strip() for name, value in form.items() if name.startswith("cell.") and isinstance(value, str)
    }

    def work() -> tuple[Arith, ...]:
        view = findings_view(house.desk, who, identity)
        item = next((each for each in view.items if each.target == target), None)
        return () if item is None else arithmetic(item.finding, {name: value for name, value in typed.items() if value})

    return screen(request, "sums.html.jinja", {"item": {"sums": await run_in_threadpool(work)}})


def _places(view: FindingsView) -> tuple[Span, ...]:
    document = view.report.pages[0].document
    if view.study is None:
        return ()
    return tuple(each for each in (view.study.place, *view.study.places) if each.document == document.identity)


def _heading(view: FindingsView) -> str:
    study = view.study
    if study is None:
        document = view.report.pages[0].document
        return document.front.title or view.report.pages[0].name
    return study.title.value if study.title else study.name


def _met(view: FindingsView, words: Callable[[Finding], tuple[str, ...]]) -> list[str]:
    """Words that the findings of this page use, offered again while somebody types."""
    return list(dict.fromkeys(each for finding in view.report.findings for each in words(finding) if each))[:_OFFERED]


def _arms(finding: Finding) -> tuple[str, ...]:
    match finding:
        case TwoArms():
            return finding.first.arm.name, finding.second.arm.name
        case BeforeAfter() | OneArm() | Share():
            return (finding.arm.name,)
        case _:
            return ()


def _facts(study: Study) -> list[tuple[str, str, str]]:
    """What the text says of the study: label, words, and where they stand."""
    here = study.place.document
    found: list[tuple[str, str, Span | None]] = [("Design", study.design, study.design_words)]
    found += [
        (label, worded.value, worded.span)
        for label, worded in (("People", study.people), ("Population", study.population), ("Authors", study.authors), ("Year", study.year))
        if worded is not None
    ]
    return [(label, words, anchor_of(span) if span is not None and span.document == here else "") for label, words, span in found]


def _progress(view: FindingsView) -> Progress:
    done = sum(each.decision is not None for each in view.items)
    return Progress(done, len(view.items), nothing="No finding here to decide")


def _around(view: FindingsView, identity: str, key: str) -> tuple[str, str]:
    """The studies of this page before and after this one."""
    if not key:
        return "", ""
    keys = [each.key for each in view.report.studies if each.mention != "listed"]
    index = keys.index(key) if key in keys else -1
    if index < 0:
        return "", ""
    before = keys[index - 1] if index else ""
    after = keys[index + 1] if index + 1 < len(keys) else ""
    return _address(before, identity), _address(after, identity)


def _address(key: str, identity: str) -> str:
    return f"/study/{quote(key, safe='')}?page={identity}" if key else ""


ROUTES = [
    Route("/findings", queue),
    Route("/study/{key:path}", study),
    Route("/arithmetic", sums, methods=["POST"]),
]
