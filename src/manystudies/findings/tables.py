"""Tables of trials: event counts and totals, or means and spreads, per arm; one row, one comparison."""

import re
from dataclasses import dataclass
from typing import Literal

from manystudies.documents import Cell, Document, Table
from manystudies.errors import FindingError, NumberError, SpanError
from manystudies.findings.arms import role_of
from manystudies.findings.desk import study_key
from manystudies.findings.estimate_tables import estimate_table_findings
from manystudies.findings.finding import Arm, ArmResult, ArmRole, Context, Finding, Summary, TwoArms
from manystudies.findings.number import Number, number_at
from manystudies.findings.numerals import DIGITS
from manystudies.findings.trial_tables import trial_table_findings
from manystudies.studies import Study

ColumnKind = Literal["both", "events", "group", "mean", "name", "other", "spread", "total", "year"]

_NAME = re.compile(r"(?i)^\s*(?:stud(?:y|ies)|trials?|authors?|first\sauthor|reference|source|name|publication)\b")
_YEAR = re.compile(r"(?i)^\s*(?:year|date|published)\b")
_GROUP = re.compile(r"(?i)\b(?:allocation|subgroup|randomi[sz]ation|method|design|blinding|region|country|dose)\b")
_TOTAL = re.compile(
    r"(?i)\b(?:total|n|size|number|randomi[sz]ed|participants|patients|people|subjects)\b|^\s*vaccinated\s*$|^\s*not\svaccinated\s*$"
)
_SPREAD = re.compile(r"(?i)\b(?:SD|standard\sdeviation|SE|SEM|standard\serror|spread)\b")
_MEAN = re.compile(r"(?i)\b(?:mean|average|change|score)\b")
_WHOLE = re.compile(rf"(?:{DIGITS})")
_PAIR = re.compile(r"(?P<events>[0-9][0-9,]*)\s*(?:/|of|out of)\s*(?P<total>[0-9][0-9,]*)\s*(?:\([0-9.]+\s?%\))?")
_MEAN_SD = re.compile(
    rf"(?P<mean>[-+]?\s?(?:{DIGITS}))\s*(?:\u00b1|\+/-|\(\s?(?:SD\s?)?)\s*(?P<sd>{DIGITS})\s*\)?(?:\s*[,;(\[]\s*n\s?=\s?(?P<n>[0-9,]+)\s*[)\]]?)?"
)


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    kind: ColumnKind
    words: str
    arm: str
    role: ArmRole


def table_findings(document: Document, text: str, studies: tuple[Study, ...]) -> list[tuple[int, Finding]]:
    """The two-arm results of every table of a page, each with its view offset."""
    found: list[tuple[int, Finding]] = []
    for table in document.tables:
        found += estimate_table_findings(document, text, table, studies)
        trial = trial_table_findings(document, text, table, studies)
        if trial is not None:
            found += trial
            continue
        columns = _counted([_column(index, text[cell.start : cell.end]) for index, cell in enumerate(table.header)], table, text)
        arms = _arms(columns)
        if not arms or not _of_studies(columns, arms):
            continue
        grid = _Grid(document, text, table, tuple(columns), tuple(tuple(arm) for arm in arms), studies)
        for row in table.rows:
            try:
                finding = _row(grid, row)
            except (FindingError, NumberError, SpanError):
                # A row with a note in place of a number holds no result.
                continue
            if finding is not None:
                found.append((next(cell.start for cell in row if cell.end > cell.start), finding))
    return found


def _of_studies(columns: list[_Column], arms: list[list[_Column]]) -> bool:
    """Whether rows are studies or times of a trial: a column names them, or the heads name a control; what foods hold is no trial."""
    named = any(column.kind in {"group", "name", "year"} for column in columns) or not columns[0].words.strip()
    return named or any(column.role == "control" or column.kind in {"both", "events", "total"} for arm in arms for column in arm)


def _column(index: int, words: str) -> _Column:
    kind: ColumnKind = "other"
    if _NAME.search(words):
        kind = "name"
    elif _YEAR.search(words):
        kind = "year"
    elif _SPREAD.search(words) and not _MEAN.search(words):
        kind = "spread"
    elif _TOTAL.search(words):
        kind = "total"
    elif _GROUP.search(words):
        kind = "group"
    elif _MEAN.search(words):
        kind = "mean"
    arm = _arm_words(words)
    return _Column(index, kind, words, arm, role_of(arm or words))


_PARTS = re.compile(
    r"(?i)\b(?:total|n|number|size|events?|cases?|deaths?|mean|average|SD|SE|SEM|change|score|people|patients|participants|subjects|randomi[sz]ed|of|in|the|with|group|arm|standard|deviation)\b|[():,;%/=\u00b1-]"
)


def _arm_words(words: str) -> str:
    """The words of a column's head that name its arm: behind the last comma, in brackets, or what no part of a result is."""
    tail = re.split(r"[,;:(\u2013]|\s-\s|\bin\b|\bamong\b|\bwith\b", words)
    candidate = " ".join(_PARTS.sub(" ", tail[-1].strip(" )")).split())
    return candidate or " ".join(_PARTS.sub(" ", words).split())


def _counted(columns: list[_Column], table: Table, text: str) -> list[_Column]:
    """Columns of whole numbers whose head says nothing of their kind are events; those of "4/123" hold both."""
    made = []
    for column in columns:
        cells = [text[row[column.index].start : row[column.index].end].strip() for row in table.rows if column.index < len(row)]
        filled = [cell for cell in cells if cell]
        kind = column.kind
        if filled and all(_PAIR.fullmatch(cell) for cell in filled):
            kind = "both"
        elif filled and all(_MEAN_SD.fullmatch(cell) for cell in filled):
            kind = "mean"
        elif kind == "other" and filled and all(_WHOLE.fullmatch(cell) and "." not in cell for cell in filled):
            kind = "events"
        made.append(_Column(column.index, kind, column.words, column.arm, column.role))
    return made


def _arms(columns: list[_Column]) -> list[list[_Column]]:
    """The columns of each arm, first arm first: those that share an arm's words, or stand side by side in the same order."""
    numeric = [column for column in columns if column.kind in {"both", "events", "mean", "spread", "total"}]
    arms: list[list[_Column]] = []
    for column in numeric:
        home = next((arm for arm in arms if _same_arm(arm[0], column)), None)
        if home is None:
            arms.append([column])
        else:
            home.append(column)
    useful = [arm for arm in arms if any(column.kind in {"both", "events", "mean"} for column in arm)]
    if len(useful) == 2 and all(_whole_arm(arm) for arm in useful):  # noqa: PLR2004
        return useful
    half = len(numeric) // 2
    halves = [numeric[:half], numeric[half:]]
    if (
        len(numeric) % 2 == 0
        and half
        and [column.kind for column in halves[0]] == [column.kind for column in halves[1]]
        and all(_whole_arm(arm) for arm in halves)
    ):
        return halves
    return []


def _whole_arm(arm: list[_Column]) -> bool:
    kinds = {column.kind for column in arm}
    return len(kinds) == len(arm) and ("both" in kinds or {"events", "total"} <= kinds or "mean" in kinds)


def _same_arm(first: _Column, second: _Column) -> bool:
    mine, others = first.arm.lower(), second.arm.lower()
    return bool(mine) and mine == others


@dataclass(frozen=True, slots=True)
class _Grid:
    """One table being read: its columns, and the columns of each of its two arms."""

    document: Document
    text: str
    table: Table
    columns: tuple[_Column, ...]
    arms: tuple[tuple[_Column, ...], ...]
    studies: tuple[Study, ...]


def _row(grid: _Grid, row: tuple[Cell, ...]) -> Finding | None:
    results = [_result(grid, arm, row) for arm in grid.arms]
    if results[0] is None or results[1] is None:
        return None
    text, caption = grid.text, grid.table.caption
    named = [words for column in grid.columns if column.kind in {"name", "year"} and (words := _words(text, row, column))]
    filled = [cell for cell in row if cell.end > cell.start]
    context = Context(
        grid.document.span(filled[0].start, filled[-1].end),
        outcome=_outcome(grid.arms) or (" ".join(text[caption.start : caption.end].split())[:120] if caption else ""),
        subject=" ".join(named),
        role="RESULTS",
        study=study_key(grid.document, filled[0].start, grid.studies),
        group=next((_words(text, row, column) for column in grid.columns if column.kind == "group"), ""),
    )
    return TwoArms(context, results[0], results[1])


def _outcome(arms: tuple[tuple[_Column, ...], ...]) -> str:
    """The words that the result columns of both arms share: "Tuberculosis" of "Tuberculosis, vaccinated"."""
    heads = [next((column.words for column in arm if column.kind in {"both", "events", "mean"}), "") for arm in arms]
    lead = [re.split(r"[,;:(]", head)[0].strip() for head in heads]
    return lead[0] if lead[0] and lead[0] == lead[1] else ""


def _words(text: str, row: tuple[Cell, ...], column: _Column) -> str:
    cell = row[column.index]
    return " ".join(text[cell.start : cell.end].split())


def _result(grid: _Grid, arm: tuple[_Column, ...], row: tuple[Cell, ...]) -> ArmResult | None:
    document = grid.document
    events: Number | None = None
    total: Number | None = None
    summary: Summary | None = None
    spread: Number | None = None
    for column in arm:
        cell = row[column.index]
        printed = grid.text[cell.start : cell.end]
        if not printed.strip():
            return None
        if column.kind == "both" and (pair := _PAIR.fullmatch(printed)):
            events = number_at(document, cell.start + pair.start("events"), cell.start + pair.end("events"))
            total = number_at(document, cell.start + pair.start("total"), cell.start + pair.end("total"))
        elif column.kind == "mean" and (pair := _MEAN_SD.fullmatch(printed)):
            spread = number_at(document, cell.start + pair.start("sd"), cell.start + pair.end("sd"))
            summary = Summary(
                number_at(document, cell.start + pair.start("mean"), cell.start + pair.end("mean")),
                _kind(column.words),
                spread,
                _spread_kind(column.words),
            )
            if pair["n"]:
                total = number_at(document, cell.start + pair.start("n"), cell.start + pair.end("n"))
        elif column.kind == "mean":
            summary = Summary(number_at(document, cell.start, cell.end), _kind(column.words))
        elif column.kind == "spread":
            spread = number_at(document, cell.start, cell.end)
        elif column.kind == "total":
            total = number_at(document, cell.start, cell.end)
        else:
            events = number_at(document, cell.start, cell.end)
    if summary is not None and spread is not None and summary.spread is None:
        words = next(column.words for column in arm if column.kind == "spread")
        summary = Summary(summary.centre, summary.kind, spread, _spread_kind(words))
    if events is not None and total is not None and events.value > total.value:
        return None
    return ArmResult(Arm(arm[0].arm, arm[0].role, total), events, summary)


def _kind(words: str) -> Literal["change", "mean"]:
    return "change" if "change" in words.lower() else "mean"


def _spread_kind(words: str) -> Literal["sd", "se"]:
    return "se" if re.search(r"\bSEM?\b|(?i:standard\serror)", words) else "sd"
