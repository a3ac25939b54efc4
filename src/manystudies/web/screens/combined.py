"""What was compared with what, what was given together, and what nobody tested."""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from manystudies.answers import OutcomeRow, Report
from manystudies.desk import board_view, topic_view
from manystudies.pages import board_svg, counted
from manystudies.pooling import NotPooled, Pooled
from manystudies.web.house import house_of, screen, who_of
from manystudies.web.screens.topic import parts_of


@dataclass(frozen=True, slots=True)
class Compared:
    """One cell of the board: how many studies compared two things, on what, and where that is told."""

    studies: int
    outcomes: tuple[tuple[str, str, bool], ...]


def board(request: Request) -> Response:
    """Rows and columns are treatments; a board of components where trials of combinations allow one."""
    house, who = house_of(request), who_of(request)
    view = board_view(house.desk, who)
    rows = [(number, row) for number, row in enumerate(view.report.answer.rows, 1) if row.intervention]
    first = list(dict.fromkeys(row.intervention for _, row in rows))
    second = list(dict.fromkeys(row.comparator or "nothing: no control group" for _, row in rows))
    cells = {(one, two): _cell(rows, one, two) for one in first for two in second}
    names = {
        "first": first,
        "second": second,
        "cells": cells,
        "sentences": _said(view.report, "together", "best"),
        "boards": [
            (each.title, Markup(board_svg(each.components, each.title, combinations=each.combinations, standalone=False)), each.lines)  # noqa: S704 - made by pages, which escapes
            for each in view.boards
        ],
        "reason": view.reason,
    }
    return screen(request, "combinations.html.jinja", names, name="combinations")


def _cell(rows: list[tuple[int, OutcomeRow]], one: str, two: str) -> Compared:
    held = [(number, row) for number, row in rows if row.intervention == one and (row.comparator or "nothing: no control group") == two]
    studies = {key for _, row in held for key in row.studies}
    return Compared(len(studies), tuple((row.outcome, f"/topic#e{number}", isinstance(row.result, Pooled)) for number, row in held))


def untested(request: Request) -> Response:
    """What is named without a result, what could not be pooled and why, and claims that no study carries."""
    house, who = house_of(request), who_of(request)
    report = topic_view(house.desk, who, "").report
    rows = [
        (
            f"{row.intervention}{' against ' + row.comparator if row.comparator else ''}: {row.outcome}",
            row.result.reason,
            f"/topic#e{number}",
            counted(len(row.studies), "study", "studies"),
        )
        for number, row in enumerate(report.answer.rows, 1)
        if isinstance(row.result, NotPooled)
    ]
    named = {page.document.identity: page.name for page in report.pages}
    bare = [
        (
            named.get(problem.spans[0].document, ""),
            report.page_of(problem.spans[0].document).document.words(problem.spans[0]),
            problem.spans[0],
        )
        for problem in report.problems
        if problem.verdict == "unsupported" and problem.flagged
    ]
    names = {"sentences": _said(report, "not tested", "not pooled"), "rows": rows, "bare": bare[:200], "more": max(0, len(bare) - 200)}
    return screen(request, "untested.html.jinja", names, name="untested")


def _said(report: Report, *kinds: str) -> list[Markup]:
    """The sentences of these kinds, their numbers linked."""
    parts = parts_of(report)
    return [words for (_, words), sentence in zip(parts.sentences, report.answer.sentences, strict=True) if sentence.kind in kinds]


ROUTES = [Route("/combinations", board), Route("/untested", untested)]
