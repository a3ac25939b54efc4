"""The board of combinations: which components trials tell apart, and what can be said of giving them together."""

from manystudies.desk.opened import Desk
from manystudies.desk.topics import topic_view
from manystudies.desk.views import Board, BoardView
from manystudies.pooling import Components
from manystudies.review import NO_COMBINATION, combinations_of


def board_view(desk: Desk, who: str, question: str = "") -> BoardView:
    """The boards of a topic, one an outcome and measure with a combination that trials tried; or why there is none."""
    report = topic_view(desk, who, question).report
    made = desk.boards.of(id(report), lambda: (report, combinations_of(report.answer.rows, {study.key: study for study in report.studies})))
    found = made[1] if made[0] is report else combinations_of(report.answer.rows, {study.key: study for study in report.studies})
    boards = tuple(
        Board(each.title, each.components, each.combinations, each.lines) for each in found if isinstance(each.components, Components)
    )
    told = [line for each in found for line in each.lines if not isinstance(each.components, Components)]
    return BoardView(report, boards, "" if boards else " ".join(told) or NO_COMBINATION)
