"""Tables with an estimate a row: "| Pain gone | RR 1.30 (1.05 to 1.61) |", the measure named in the cell, the head or the row."""

import re

from manystudies.documents import Cell, Document, Table
from manystudies.errors import FindingError, NumberError, SpanError
from manystudies.findings.desk import study_key
from manystudies.findings.finding import Context, Difference, Finding, Interval, PValue, Ratio
from manystudies.findings.intervals import signed
from manystudies.findings.labels import Label, labels_in
from manystudies.findings.makers import time_of
from manystudies.findings.number import number_at
from manystudies.findings.numerals import DIGITS
from manystudies.findings.trial_tables import is_p_head, p_in_cell
from manystudies.studies import Study

_INTERVAL = re.compile(r"(?i)\b(?:CI|CrI|confidence|credible)\b")
_STUDIES = re.compile(r"(?i)\s*(?:stud(?:y|ies)|trials?|authors?|first\sauthor|reference|source|publication)\b")
_CELL = re.compile(
    rf"[^0-9]{{0,40}}?(?P<estimate>[-+]?\s?(?:{DIGITS}))\s?%?\s?[\[(,;]\s?(?:[0-9]{{2}}\s?%\s?C\.?I\.?\s?[:,=]?\s?)?"
    rf"(?P<low>[-+]?\s?(?:{DIGITS}))\s?%?\s?(?:to|-|,|;)\s?(?P<high>[-+]?\s?(?:{DIGITS}))\s?(?P<percent>%?)\s?[\])]?[*\u2020]?"
)
_PEOPLE = re.compile(
    r"(?i)\s*(?:(?:sub)?groups?|strat(?:a|um)|sex|gender|age|categor(?:y|ies)|quartiles?|quintiles?|tertiles?|exposures?|intakes?|models?|factors?|predictors?|variables?|characteristics?)\b"
)
"""What rows are of where they name whose estimate it is, not what was measured."""
_LEVEL = re.compile(r"(?P<level>[0-9]{2}(?:\.[0-9])?)\s?%\s?(?i:C\.?I|CrI|conf|cred)")


def estimate_table_findings(document: Document, text: str, table: Table, studies: tuple[Study, ...]) -> list[tuple[int, Finding]]:
    """The estimates of a table whose rows are outcomes, each with its view offset; a table of studies is left alone."""
    head = table.header
    if len(head) < 2 or _STUDIES.match(text, head[0].start, head[0].end):  # noqa: PLR2004 - a name and an estimate
        return []
    p = next((index for index in range(1, len(head)) if is_p_head(text[head[index].start : head[index].end])), None)
    found: list[tuple[int, Finding]] = []
    for index in range(1, len(head)):
        announced = _INTERVAL.search(text, head[index].start, head[index].end) is not None
        for row in table.rows:
            if len(row) != len(head) or not (announced or _INTERVAL.search(text, row[index].start, row[index].end)):
                continue
            try:
                finding = _estimate(document, text, (head[0], head[index], row[0], row[index], row[p] if p is not None else None), studies)
            except (FindingError, NumberError, SpanError):
                # A note in place of a number.
                continue
            if finding is not None:
                found.append((row[index].start, finding))
    return found


def _estimate(
    document: Document, text: str, cells: tuple[Cell, Cell, Cell, Cell, Cell | None], studies: tuple[Study, ...]
) -> Ratio | Difference | None:
    first, head, name, cell, p_cell = cells
    match = _CELL.fullmatch(text, cell.start, cell.end)
    label = next((labels[-1] for each in (cell, head, name) if (labels := labels_in(text, each.start, each.end))), None)
    if match is None or label is None:
        return None
    low, high = signed(match["low"], match.start("low")), signed(match["high"], match.start("high"))
    estimate = signed(match["estimate"], match.start("estimate"))
    level = _LEVEL.search(text, cell.start, cell.end) or _LEVEL.search(text, head.start, head.end)
    printed = number_at(document, level.start("level"), level.end("level")) if level else None
    interval = Interval(
        number_at(document, low.start, low.end), number_at(document, high.start, high.end), float(printed) if printed else 95.0, printed
    )
    p: PValue | None = p_in_cell(document, text, p_cell) if p_cell is not None else None
    words, people = _outcome(text, name, label), _PEOPLE.match(text, first.start, first.end) is not None
    context = Context(
        document.span(name.start if name.end > name.start else cell.start, cell.end),
        outcome="" if people else words,
        subject=words if people else "",
        time=time_of(text, name.start, name.end),
        role="RESULTS",
        study=study_key(document, cell.start, studies),
    )
    number = number_at(document, estimate.start, estimate.end, unit=match["percent"])
    match label.measure:
        case "HR" | "IRR" | "OR" | "RR" | "ratio" as ratio:
            return Ratio(context, ratio, number, interval, p, label.adjusted) if min(estimate.value, low.value) >= 0 else None
        case difference:
            return Difference(context, difference, number, interval, p, label.adjusted, match["percent"])


def _outcome(text: str, name: Cell, label: Label) -> str:
    """The words of a row without the name of its measure."""
    words = text[name.start : name.end]
    if name.start <= label.start < name.end:
        words = f"{text[name.start : label.start]} {text[label.end : name.end]}"
    return " ".join(words.split()).strip(" ,;:()")[:120]
