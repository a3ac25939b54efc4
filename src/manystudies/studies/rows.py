"""Studies that a table shows, one in each row: who, when, how allocated, how many."""

import re

from manystudies.documents import Cell, Document, Table
from manystudies.studies.assemble import folded, worded
from manystudies.studies.design import read_design
from manystudies.studies.study import Design, Study, Worded

_WHO = re.compile(
    r"(?:trials?|stud(?:y|ies)|(?:first )?authors?|references?|sources?|publications?|reports?)(?: \(?(?:year|name|id|author|and year|, year)\)?)?",
    re.IGNORECASE,
)
_WHEN = re.compile(r"(?:publication )?year(?: of publication| published)?|published|date", re.IGNORECASE)
_HOW = re.compile(r"(?:study )?(?:design|type)|(?:method of )?(?:allocation|randomi[sz]ation)(?: method)?|type of study", re.IGNORECASE)
_MANY = re.compile(r"n|no\.?|total n|sample size|(?:number of )?(?:participants|patients|people|subjects)|people in all", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19[3-9]\d|20[0-4]\d)(?!\d)")
_RANDOM = re.compile(r"\brandom(?:i[sz]ed|ly)?\b|\bconcealed\b", re.IGNORECASE)
_NEARLY = re.compile(r"\balternat\w+|\bsystematic\b|\bquasi|\bbirth|\brecord number|\bodd\b", re.IGNORECASE)
_LEAST = 2  # rows from which a table is a table of studies


def row_studies(document: Document) -> tuple[Study, ...]:
    """One study for each row of a table whose header names studies and whose rows name their years."""
    return tuple(study for table in document.tables for study in _of_table(document, table))


def _of_table(document: Document, table: Table) -> tuple[Study, ...]:
    names = [document.view.text[cell.start : cell.end].strip() for cell in table.header]
    who = _column(names, _WHO)
    if who is None:
        return ()
    when, how, many = _column(names, _WHEN), _column(names, _HOW), _column(names, _MANY)
    rows = [row for row in table.rows if row[who].end > row[who].start and _year(document, row, who, when)]
    if len(rows) < _LEAST:
        return ()
    return tuple(_of_row(document, table, row, (who, when, how, many)) for row in rows)


def _column(names: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, name in enumerate(names) if pattern.fullmatch(name)), None)


def _year(document: Document, row: tuple[Cell, ...], who: int, when: int | None) -> tuple[int, int] | None:
    for at in (when, who):
        if at is not None:
            match = _YEAR.search(document.view.text, row[at].start, row[at].end)
            if match:
                return match.span()
    return None


def _of_row(document: Document, table: Table, row: tuple[Cell, ...], columns: tuple[int, int | None, int | None, int | None]) -> Study:
    who, when, how, many = columns
    view = document.view.text
    year = _year(document, row, who, when)
    end = year[0] if year and row[who].start < year[0] < row[who].end else row[who].end
    name = view[row[who].start : end].rstrip(" ,(;")
    design, words = _design(document, table, row[how] if how is not None else None)
    people = worded(document, (row[many].start, row[many].end)) if many is not None and row[many].end > row[many].start else None
    digits = re.sub(r"[,\s]", "", people.value) if people else ""
    place = document.span(min(cell.start for cell in row if cell.end > cell.start), max(cell.end for cell in row))
    return Study(
        key=f"row:{folded(name)[:60]}-{view[slice(*year)] if year else ''}",
        design=design,
        place=place,
        mention="table row",
        authors=worded(document, (row[who].start, row[who].start + len(name))),
        year=worded(document, year),
        design_words=document.span(*words) if words else None,
        people=Worded(digits, people.span) if people and digits.isdigit() else None,
    )


def _design(document: Document, table: Table, cell: Cell | None) -> tuple[Design, tuple[int, int] | None]:
    """The design the row's own cell says, else the caption for all rows."""
    view = document.view.text
    if cell is not None and cell.end > cell.start:
        said = view[cell.start : cell.end]
        for pattern, design in ((_NEARLY, "quasi-randomised"), (_RANDOM, "randomised trial")):
            match = pattern.search(said)
            if match:
                return ("quasi-randomised" if design == "quasi-randomised" else "randomised trial"), (
                    cell.start + match.start(),
                    cell.start + match.end(),
                )
        found = read_design(said, "")
        if found:
            return found.design, (cell.start + found.start, cell.start + found.end)
    if table.caption is not None:
        found = read_design(view[table.caption.start : table.caption.end], "")
        if found and found.design not in ("meta-analysis", "network meta-analysis", "observational", "review", "systematic review"):
            return found.design, (table.caption.start + found.start, table.caption.start + found.end)
    return "unknown", None
