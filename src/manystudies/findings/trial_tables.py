"""Tables of one trial: its arms are columns or rows, every other row or column is an outcome, each cell one arm's result."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from manystudies.documents import Cell, Document, Table
from manystudies.errors import FindingError, NumberError, SpanError
from manystudies.findings.arms import role_of
from manystudies.findings.desk import study_key
from manystudies.findings.finding import Arm, ArmResult, CentreKind, Context, Finding, PValue, RangeKind, Share, Summary, TwoArms
from manystudies.findings.makers import time_of
from manystudies.findings.number import Number, number_at
from manystudies.findings.numerals import DIGITS, comparator_of
from manystudies.studies import Study

_ARMS_HEAD = re.compile(
    r"(?i)\s*(?:(?:study|treatment|trial)\s)?(?:groups?|arms?|treatments?|interventions?|allocations?|conditions?|regimens?)\s*"
)
_OUTCOMES_HEAD = re.compile(
    r"(?i)\s*(?:(?:primary|secondary|adverse|clinical|study)\s)?(?:outcomes?|end\s?points?|events?|measures?|variables?|parameters?|results?|scores?|symptoms?)(?:\s(?:measures?|variables?|events?))?\s*"
)
_SIZE = re.compile(r"[,;]?\s*[(\[]?\s*[nN]\s*=\s*(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\s*[)\]]?")
_SIZES_HEAD = re.compile(
    r"(?i)\s*(?:(?:total\s)?(?:n|no\.?|number)(?:\s(?:of\s)?(?:patients|participants|people|subjects|women|men|children|adults|randomi[sz]ed|analy[sz]ed))?|(?:group\s)?size|patients|participants|people|subjects|total|randomi[sz]ed)\s*"
)
_P_HEAD = re.compile(r"(?i)\s*p[\s-]*(?:values?)?\s*")
_P_CELL = re.compile(r"(?i)\s*(?:p\s*)?(?P<sign>[<>=\u2264\u2265])?\s*(?P<p>0?\.[0-9]+|[01](?:\.0+)?)\s*[*\u2020]?\s*")
_GROUP_WORD = re.compile(r"(?i)\s*\b(?:groups?|arms?)\s*$")
_COUNTS = re.compile(
    r"(?i)[,;:]?\s*[(\[]?\s*\b(?:n|no\.?|nos\.?|number|events?)\s*(?:[(\[/]\s*(?:%|n)\s*[)\]]?|,\s*%)(?:\s*[(\[]%[)\]])?\s*[)\]]?|[,;:]?\s*[(\[]\s*%\s*[)\]]|\s*%\s*[(\[]n[)\]]"
)
_MEANS = re.compile(
    r"(?i)[,;:]?\s*[(\[]?\s*\bmeans?\b\s*(?:[,;(\[]?\s*(?:\u00b1|\+/-)?\s*(?P<spread>SDs?|SEM?|S\.D\.|standard\s(?:deviation|error))\b\s*[)\]]*)?[)\]]?"
)
_MEDIANS = re.compile(
    r"(?i)[,;:]?\s*[(\[]?\s*\bmedians?\b\s*(?:[,;(\[]?\s*(?P<range>IQRs?|inter-?quartile\sranges?|Q1\s*[-,;/]\s*Q3|quartiles|range)\b\s*[)\]]*)?[)\]]?"
)
_OF_PEOPLE = re.compile(
    r"(?i)\s*(?:mean\s|median\s)?(?:age|sex|gender|male|female|women|men|boys|girls|bmi|body\smass|height|race|ethnic|white|black|married|educat|smok|caucasian)|.*\b(?:baseline|characteristic|demographic)"
)
"""Rows and tables of what people were like before the trial: no results."""

_SHARE = re.compile(rf"\s*(?P<events>[0-9][0-9,]*)\s*[(\[]\s*(?P<percent>{DIGITS})\s*(?P<sign>%?)\s*[)\]]\s*")
_TURNED = re.compile(rf"\s*(?P<percent>{DIGITS})\s*(?P<sign>%)\s*[(\[]\s*(?:n\s*=\s*)?(?P<events>[0-9][0-9,]*)\s*[)\]]\s*")
_OF = re.compile(
    rf"\s*(?P<events>[0-9][0-9,]*)\s*(?:/|of|out\sof)\s*(?P<total>[0-9][0-9,]*)\s*(?:[(\[]?\s*(?P<percent>{DIGITS})\s*%?\s*[)\]]?)?\s*"
)
_MEAN = re.compile(rf"\s*(?P<mean>[-+]?\s?(?:{DIGITS}))\s*(?:(?P<sign>\u00b1|\+/-)|[(\[]\s*(?:SD\s?)?)\s*(?P<spread>{DIGITS})\s*[)\]]?\s*")
_MEDIAN = re.compile(
    rf"\s*(?P<median>[-+]?\s?(?:{DIGITS}))\s*[(\[]\s*(?:IQR\s?|range\s?)?(?P<low>[-+]?(?:{DIGITS}))\s*(?:-|to|,|;)\s*(?P<high>[-+]?(?:{DIGITS}))\s*[)\]]\s*"
)
_HALF = Fraction(51, 100)
"""Half a unit of the last printed digit, and a little for what rounds half down."""
_FEW = 6
"""Tables of more arms are of something else more often than of a trial."""
Held = Literal["counts", "means", "medians", "unknown"]


@dataclass(frozen=True, slots=True)
class _Arm:
    """An arm as its head names it; the size stands there or in a column of sizes."""

    name: str
    size: Cell | None


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table being read; `rows` are outcomes whatever way it is printed: their words, one cell an arm, and the cell of a p-value."""

    document: Document
    text: str
    studies: tuple[Study, ...]
    arms: tuple[_Arm, ...]
    rows: tuple[tuple[str, tuple[Cell, ...], Cell | None], ...]


def trial_table_findings(document: Document, text: str, table: Table, studies: tuple[Study, ...]) -> list[tuple[int, Finding]] | None:
    """What a table of one trial's arms tells, each with its view offset; None where the table is not of this kind."""
    heads = [text[cell.start : cell.end] for cell in table.header]
    rows = [row for row in table.rows if len(row) == len(heads)]
    if len(heads) < 2 or not rows:  # noqa: PLR2004 - a name and a result
        return None
    caption = text[table.caption.start : table.caption.end] if table.caption else ""
    grid = _arm_columns(document, text, heads, table, studies) or _arm_rows(document, text, heads, table, studies)
    if grid is None:
        return None
    if _OF_PEOPLE.match(heads[0]) or (len(caption) < 160 and _OF_PEOPLE.match(caption)):  # noqa: PLR2004 - a caption, not a paragraph
        return []
    return [pair for words, cells, p in grid.rows if not _OF_PEOPLE.match(words) for pair in _compared(grid, words, cells, p)]


def _arm_columns(document: Document, text: str, heads: Sequence[str], table: Table, studies: tuple[Study, ...]) -> _Grid | None:
    """Arms as columns: heads that tell the size of their arm, one of them perhaps a control's, beside a column of outcomes."""
    columns = [index for index in range(1, len(heads)) if _SIZE.search(heads[index])]
    named = not heads[0].strip() or _OUTCOMES_HEAD.fullmatch(heads[0]) or _OF_PEOPLE.match(heads[0])
    if not 2 <= len(columns) <= _FEW or not named:  # noqa: PLR2004
        return None
    arms = tuple(_arm(table.header[index], heads[index]) for index in columns)
    if len({arm.name.lower() for arm in arms}) < len(arms):
        return None
    p = next((index for index in range(1, len(heads)) if is_p_head(heads[index])), None)
    rows = tuple(
        (text[row[0].start : row[0].end], tuple(row[index] for index in columns), row[p] if p is not None else None)
        for row in table.rows
        if len(row) == len(heads)
    )
    return _Grid(document, text, studies, arms, rows)


def _arm_rows(document: Document, text: str, heads: Sequence[str], table: Table, studies: tuple[Study, ...]) -> _Grid | None:
    """Arms as rows: a first column of groups, one of them a control where its head does not say so."""
    names = [text[row[0].start : row[0].end] for row in table.rows]
    controls = sum(role_of(name) == "control" for name in names)
    named = _ARMS_HEAD.fullmatch(heads[0]) or (not heads[0].strip() and controls == 1)
    if not named or not 2 <= len(names) <= _FEW or len({name.strip().lower() for name in names}) < len(names):  # noqa: PLR2004
        return None
    sizes = next((index for index in range(1, len(heads)) if _SIZES_HEAD.fullmatch(heads[index])), None)
    arms = tuple(_arm(row[0], name, row[sizes] if sizes is not None else None) for row, name in zip(table.rows, names, strict=True))
    rows = tuple(
        (heads[index], tuple(row[index] for row in table.rows), None)
        for index in range(1, len(heads))
        if index != sizes and not is_p_head(heads[index])
    )
    return _Grid(document, text, studies, arms, rows)


def _arm(cell: Cell, words: str, size: Cell | None = None) -> _Arm:
    told = _SIZE.search(words)
    if told is not None:
        size = replace(cell, start=cell.start + told.start("n"), end=cell.start + told.end("n"))
        words = f"{words[: told.start()]} {words[told.end() :]}"
    return _Arm(_GROUP_WORD.sub("", " ".join(words.split())).strip(" ,;:*"), size)


def _compared(grid: _Grid, words: str, cells: Sequence[Cell], p: Cell | None) -> Iterator[tuple[int, Finding]]:
    """Every arm against the one control, or the first of two against the second; and each share for itself."""
    held = _held(grid, words, cells)
    results: list[ArmResult | None] = []
    for arm, cell in zip(grid.arms, cells, strict=True):
        try:
            results.append(_result(grid, arm, cell, words, held))
        except (FindingError, NumberError, SpanError):
            # A note in place of a number.
            results.append(None)
    places = [(result, cell) for result, cell in zip(results, cells, strict=True) if result is not None]
    for result, cell in places:
        if result.events is not None and result.percent is not None and result.arm.people is not None:
            bound: Literal["beside", "from arm"] = "beside" if _covers(grid, cell, result.arm.people) else "from arm"
            yield (
                cell.start,
                Share(_context(grid, words, [cell]), result.arm, result.events, result.arm.people, result.percent, None, bound),
            )
    controls = [place for place in places if place[0].arm.role == "control"]
    if len(results) == 2 and len(places) == 2:  # noqa: PLR2004 - both arms
        pairs = [(places[0], places[1])]
    elif len(controls) == 1 and len(places) == len(results):
        pairs = [(place, controls[0]) for place in places if place is not controls[0]]
    else:
        return
    for (first, one), (second, two) in pairs:
        told = p_in_cell(grid.document, grid.text, p) if p is not None and len(pairs) == 1 else None
        treated, other = _of_those_with_data(_treated(first, second)), _of_those_with_data(_treated(second, first))
        yield min(one.start, two.start), TwoArms(_context(grid, words, [one, two]), treated, other, told)


def _treated(result: ArmResult, other: ArmResult) -> ArmResult:
    known = result.arm.role != "unknown" or other.arm.role != "control"
    return result if known else replace(result, arm=replace(result.arm, role="intervention"))


def _of_those_with_data(result: ArmResult) -> ArmResult:
    """The result without the size of its arm where count and percent say that it is of fewer or other people."""
    events, people, percent = result.events, result.arm.people, result.percent
    if events is None or people is None:
        return result
    fits = 0 < people.value >= events.value and (
        percent is None or abs(100 * events.value / people.value - percent.value) <= _HALF * percent.printed.unit
    )
    return result if fits else replace(result, arm=replace(result.arm, people=None))


def _covers(grid: _Grid, cell: Cell, number: Number) -> bool:
    return grid.document.span(cell.start, cell.end).covers(number.span)


def _context(grid: _Grid, words: str, cells: Sequence[Cell]) -> Context:
    outcome = words
    for pattern in (_COUNTS, _MEANS, _MEDIANS):
        outcome = pattern.sub(" ", outcome)
    return Context(
        grid.document.span(min(cell.start for cell in cells), max(cell.end for cell in cells)),
        outcome=" ".join(outcome.split()).strip(" ,;:")[:120],
        time=time_of(words, 0, len(words)),
        role="RESULTS",
        study=study_key(grid.document, cells[0].start, grid.studies),
    )


def _held(grid: _Grid, words: str, cells: Sequence[Cell]) -> Held:
    """What the cells of an outcome hold: as its words say, as their signs say, or as their numbers prove."""
    printed = [grid.text[cell.start : cell.end] for cell in cells]
    shares = [_SHARE.fullmatch(each) or _TURNED.fullmatch(each) for each in printed]
    if _COUNTS.search(words) or any(_OF.fullmatch(each) for each in printed) or any(share and share["sign"] for share in shares):
        return "counts"
    if _MEDIANS.search(words):
        return "medians"
    if _MEANS.search(words) or any((match := _MEAN.fullmatch(each)) and match["sign"] for each in printed):
        return "means"
    proven = [share is not None and _fits(grid, arm, share) for arm, share in zip(grid.arms, shares, strict=True)]
    return "counts" if all(proven) else "unknown"


def _fits(grid: _Grid, arm: _Arm, share: re.Match[str]) -> bool:
    """Whether a count and the number in its bracket are a part of an arm and its percent."""
    if arm.size is None:
        return False
    size, events = _plain(grid.text[arm.size.start : arm.size.end]), _plain(share["events"])
    decimals = len(share["percent"].partition(".")[2])
    return size is not None and events is not None and 0 < size >= events and abs(100 * events / size - float(share["percent"].replace(",", ""))) <= float(_HALF) * 10**-decimals  # fmt: skip


def _plain(printed: str) -> int | None:
    digits = printed.strip().replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _result(grid: _Grid, arm: _Arm, cell: Cell, words: str, held: Held) -> ArmResult | None:
    """One arm's result in a cell, or None where it holds none of the kind its outcome has."""
    printed = grid.text[cell.start : cell.end]

    def number(match: re.Match[str], name: str) -> Number | None:
        return None if match[name] is None else number_at(grid.document, cell.start + match.start(name), cell.start + match.end(name))

    people = number_at(grid.document, arm.size.start, arm.size.end) if arm.size is not None else None
    noun = Arm(arm.name, role_of(arm.name), people)
    if held == "counts" and (match := _OF.fullmatch(printed)):
        return ArmResult(replace(noun, people=number(match, "total")), number(match, "events"), None, number(match, "percent"))
    if held == "counts" and (match := _SHARE.fullmatch(printed) or _TURNED.fullmatch(printed)):
        return ArmResult(noun, number(match, "events"), None, number(match, "percent"))
    if held in {"means", "medians"} and (match := _MEDIAN.fullmatch(printed)):
        centre = number(match, "median")
        kind: CentreKind = "median" if held == "medians" else "mean"
        low, high = number(match, "low"), number(match, "high")
        return None if centre is None else ArmResult(noun, None, Summary(centre, kind, None, "unlabelled", low, high, _range(words)))
    if held == "means" and (match := _MEAN.fullmatch(printed)):
        centre = number(match, "mean")
        told = _MEANS.search(words)
        error = told is not None and (told["spread"] or "").lower().replace(".", "").startswith(("se", "standard e"))
        change: CentreKind = "change" if "change" in words.lower() else "mean"
        spread = number(match, "spread")
        return None if centre is None else ArmResult(noun, None, Summary(centre, change, spread, "se" if error else "sd"))
    return None


def _range(words: str) -> RangeKind:
    told = _MEDIANS.search(words)
    name = (told["range"] or "").lower() if told else ""
    return "unlabelled" if not name else "range" if name == "range" else "quartiles"


def is_p_head(words: str) -> bool:
    """Whether a column's head announces p-values."""
    return _P_HEAD.fullmatch(words) is not None


def p_in_cell(document: Document, text: str, cell: Cell) -> PValue | None:
    """The p-value that is all a cell holds."""
    match = _P_CELL.fullmatch(text, cell.start, cell.end)
    if match is None:
        return None
    return PValue(number_at(document, match.start("p"), match.end("p"), comparator=comparator_of(match["sign"])))
