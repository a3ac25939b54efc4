"""Two versions side by side by the strength of what they claim, with a signature under them."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from manystudies.decisions import Target
from manystudies.desk import RevisionsView, decide, library_view, revisions_view
from manystudies.errors import InputError
from manystudies.pages import ComparedRow, compared_counts, compared_rows
from manystudies.web.house import back, form_of, house_of, name_cookie, screen, text_of, who_of

_STRENGTHS = ("claims nothing", "a mechanism", "an association", "may help", "helps", "proven or best")
"""The ladder of claims, from 0 to 5."""
_GRAVEST = ("strengthened", "meaning-lost", "numbers", "added", "cut", "weakened", "neutral")


def show(request: Request) -> Response:
    """The versions inside one page, or this page beside another one."""
    house, who = house_of(request), who_of(request)
    identity, other = str(request.path_params["identity"]), request.query_params.get("other", "")
    names = {"identity": identity, "other": other, "strengths": _STRENGTHS, **_compared(revisions_view(house.desk, who, identity, other))}
    # The newest pages of the list are offered to compare with; any other is reached by its address.
    names["others"] = [row for row in library_view(house.desk, who, limit=50).rows if row.identity not in {None, identity}]
    return screen(request, "revisions.html.jinja", names, name="pages")


def _compared(view: RevisionsView) -> dict[str, object]:
    return {
        "path": view.path,
        "comparisons": [
            {
                "old": each.old,
                "new": each.new,
                "counts": compared_counts(each),
                "rows": _sorted(compared_rows(view.pages, each)),
                "target": str(target),
                "signatures": signatures,
            }
            for each, target, signatures in zip(view.comparisons, view.targets, view.signatures, strict=True)
        ],
    }


def _sorted(rows: tuple[ComparedRow, ...]) -> list[ComparedRow]:
    """What claims more than before comes first."""
    return sorted(rows, key=lambda row: (_GRAVEST.index(row.kind), row.number))


async def sign(request: Request) -> Response:
    """Sign a comparison off with a name."""
    form = await form_of(request)
    house = house_of(request)
    who = text_of(form, "who").strip()[:80] or who_of(request)
    if not who:
        raise InputError("A signature needs a name.")
    target, why = Target.read(text_of(form, "about")), text_of(form, "why").strip()
    await run_in_threadpool(decide, house.desk, who, "sign off", target, at=house.clock(), why=why)
    response = back(form, "/pages")
    name_cookie(response, who)
    return response


ROUTES = [Route("/revisions/{identity}", show), Route("/sign", sign, methods=["POST"])]
