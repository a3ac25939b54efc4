"""What was compared with what, what was given together, and what nobody tested."""

from collections import Counter
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
from manystudies.web.screens.topic import parts_of, row_address

_ALONE = "no comparator named"
_ROWS, _COLUMNS = 60, 8
"""So much of a board fits on a screen."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """One cell of the board: how many studies compared two things, on what, and where that is told."""

    studies: int
    outcomes: tuple[tuple[str, str, bool], ...]


def board(request: Request) -> Response:
    """Rows and columns are treatments; a board of components where trials of combinations allow one."""
    house, who = house_of(request), who_of(request)
    view = board_view(house.desk, who)
    held: dict[tuple[str, str], list[tuple[int, OutcomeRow]]] = {}
    for number, row in enumerate(view.report.answer.rows, 1):
        if row.intervention:
            held.setdefault((row.intervention, row.comparator or _ALONE), []).append((number, row))
    first = list(dict.fromkeys(one for one, _ in held))
    # What most was compared with stands on the left.
    second = [name for name, _ in Counter(two for _, two in held).most_common()]
    cells = {pair: _cell(rows) for pair, rows in held.items()}
    names = {
        "first": first[:_ROWS],
        "second": second[:_COLUMNS],
        "left_out": (max(0, len(first) - _ROWS), max(0, len(second) - _COLUMNS)),
        "cells": cells,
        "sentences": _said(view.report, "together", "best"),
        "boards": [
            (each.title, Markup(board_svg(each.components, each.title, combinations=each.combinations, standalone=False)), each.lines)  # noqa: S704 - made by pages, which escapes
            for each in view.boards
        ],
        "reason": view.reason,
    }
    return screen(request, "combinations.html.jinja", names, name="combinations")


def _cell(rows: list[tuple[int, OutcomeRow]]) -> Compared:
    studies = {key for _, row in rows for key in row.studies}
    return Compared(len(studies), tuple((row.outcome, row_address(number), isinstance(row.result, Pooled)) for number, row in rows))


def untested(request: Request) -> Response:
    """What is named without a result, what could not be pooled and why, and claims that no study carries."""
    house, who = house_of(request), who_of(request)
    report = topic_view(house.desk, who, "").report
    rows = [
        (
            f"{row.intervention}{' against ' + row.comparator if row.comparator else ''}: {row.outcome}",
            row.result.reason,
            row_address(number),
            counted(len(row.studies), "study", "studies"),
        )
        for number, row in enumerate(report.answer.rows, 1)
        if isinstance(row.result, NotPooled)
    ]
    documents = {page.document.identity: page for page in report.pages}
    unsupported = [problem.spans[0] for problem in report.problems if problem.verdict == "unsupported" and problem.flagged]
    names = {
        "sentences": _said(report, "not tested", "not pooled"),
        "rows": rows[:_MOST],
        "bare": [(documents[span.document].name, documents[span.document].document.words(span), span) for span in unsupported[:_MOST]],
        "more": max(0, len(unsupported) - _MOST),
        "more_rows": max(0, len(rows) - _MOST),
    }
    return screen(request, "untested.html.jinja", names, name="untested")


def _said(report: Report, *kinds: str) -> list[Markup]:
    """The sentences of these kinds, their numbers linked."""
    parts = parts_of(report)
    # What a computed number rests on is listed with the topic.
    return [words.replace("href=#", "href=/topic#") for (_, words), kind in zip(parts.sentences, parts.kinds, strict=True) if kind in kinds]


ROUTES = [Route("/combinations", board), Route("/untested", untested)]
