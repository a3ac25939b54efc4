"""The topic: the answer of all pages together, what it rests on, and what changed since one last looked."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from manystudies.answers import Report
from manystudies.decisions import DOMAINS, Since
from manystudies.desk import TopicView, looked, topic_view
from manystudies.pages import AnswerParts, answer_parts
from manystudies.web.house import back, form_of, house_of, screen, text_of, who_of
from manystudies.web.kept import Kept
from manystudies.web.render import span_address, study_address

MOST_PAGES = 200
"""A library with more pages than that is a wiki: it opens at its page list, and a topic is asked for by a question."""
_LONGEST = 300
_ASKED = "question"
_parts: Kept[Report, AnswerParts] = Kept(8)


def show(request: Request) -> Response:
    """The answer to the question asked, or to the one the pages raise."""
    house, who = house_of(request), who_of(request)
    question = request.query_params.get(_ASKED, "").strip()[:_LONGEST]
    return _screen(request, topic_view(house.desk, who, question), question)


def _screen(request: Request, view: TopicView, question: str) -> Response:
    report = view.report
    parts = parts_of(report)
    studies = [study for study in report.studies if study.mention != "listed"]
    names = {
        "parts": parts,
        "question": question,
        "pages": len(report.pages),
        "since": _told(view.since),
        "first_look": view.since.first and bool(report.answer.rows),
        "updating": view.updating,
        "told": view.told,
        "bodies": [row.body for row in report.answer.rows],
        "domains": DOMAINS,
        # Studies are listed in the order of the report, so that each row finds its study.
        "reviews": {row.anchor: (study_address(study), study.name) for row, study in zip(parts.studies, studies, strict=True)},
    }
    return screen(request, "topic.html.jinja", names, name="topic")


def parts_of(report: Report) -> AnswerParts:
    """The parts of a report, made once."""
    return _parts.of(report, lambda: answer_parts(report, span_address))


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
