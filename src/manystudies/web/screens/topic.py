"""The topic: the answer of all pages together, what it rests on, and what changed since one last looked."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from manystudies.answers import Report
from manystudies.decisions import DOMAINS, Since
from manystudies.desk import TopicView, looked, topic_view
from manystudies.pages import AnswerParts, answer_parts
from manystudies.web.house import back, first_of, form_of, house_of, screen, text_of, who_of
from manystudies.web.kept import Kept
from manystudies.web.render import span_address, study_address

MOST_PAGES = 200
"""A library with more pages than that is a wiki: it opens at its page list, and a topic is asked for by a question."""
_LONGEST = 300
_ASKED = "question"
MOST_ROWS = 16
"""So many comparisons stand on one screen, each with its plot."""
_TOLD = 30
_parts: Kept[Report, dict[int, AnswerParts]] = Kept(8)


def show(request: Request) -> Response:
    """The answer to the question asked, or to the one the pages raise."""
    house, who = house_of(request), who_of(request)
    question = request.query_params.get(_ASKED, "").strip()[:_LONGEST]
    return _screen(request, topic_view(house.desk, who, question), question)


def _screen(request: Request, view: TopicView, question: str) -> Response:
    report = view.report
    rows, first = report.answer.rows, first_of(request)
    parts = parts_of(report, first)
    studies = {study.key: study for study in report.studies}
    here = f"/topic?{urlencode({_ASKED: question})}&" if question else "/topic?"
    names = {
        "parts": parts,
        "question": question,
        "pages": len(report.pages),
        "since": _told(view.since)[:_TOLD],
        "first_look": view.since.first and bool(rows),
        "updating": view.updating,
        # Which pages an open question rests on is told above it already.
        "told": [_here(line, house_of(request).desk.path) for line in view.told] if question or not report.pages else (),
        "bodies": [row.body for row in rows[first : first + MOST_ROWS]],
        "domains": DOMAINS,
        "count": len(rows),
        "studies": sum(study.mention != "listed" for study in report.studies),
        "from_row": first + 1,
        "to_row": min(len(rows), first + MOST_ROWS),
        "before": f"{here}from={max(0, first - MOST_ROWS)}#results" if first else "",
        "after": f"{here}from={first + MOST_ROWS}#results" if first + MOST_ROWS < len(rows) else "",
        "reviews": {
            row.anchor: (study_address(studies[key]), studies[key].name) for row, key in zip(parts.studies, parts.keys, strict=True)
        },
    }
    return screen(request, "topic.html.jinja", names, name="topic")


def parts_of(report: Report, first: int = 0) -> AnswerParts:
    """The parts of a report from one of its rows on, made once."""
    made = _parts.of(report, dict)
    if first not in made:
        made[first] = answer_parts(report, span_address, first, MOST_ROWS)
    return made[first]


def row_address(number: int) -> str:
    """Where row `number` of the answer, from 1, is told at length."""
    first = (number - 1) // MOST_ROWS * MOST_ROWS
    return f"/topic?from={first}#e{number}" if first else f"/topic#e{number}"


def _here(line: str, path: str) -> str:
    """A line of the desk without the path of the library one stands in."""
    words = line.replace(path, "this library")
    return words[:1].upper() + words[1:]


def _told(since: Since) -> list[tuple[str, str, str, str]]:
    """What changed: its kind, what it is about, how it was and how it is; the gravest kind first."""
    return [
        *(("contradicted", words, "", "") for words in since.contradicted),
        *(("changed", name, before or "no result", now or "no result") for name, before, now in since.changed),
        *(("new", name, "", "") for name in since.new),
        *(("gone", name, "", "") for name in since.gone),
    ]


async def look(request: Request) -> Response:
    """Note that a person has seen what the topic shows now."""
    form = await form_of(request)
    house, who = house_of(request), who_of(request)
    question = text_of(form, _ASKED)[:_LONGEST]
    await run_in_threadpool(lambda: looked(house.desk, who, question, at=house.clock()))
    return back(form, "/topic")


ROUTES = [Route("/topic", show), Route("/looked", look, methods=["POST"])]
