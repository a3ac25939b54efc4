"""From the rows of a table to effects, by whatever the table gives: counts, means, rates, or estimates with their error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, log
from typing import TYPE_CHECKING, get_args

from manystudies.errors import EffectError, InputError
from manystudies.measures import LOG_MEASURES, Effect, Measure, check_difference_interval, check_ratio_interval, z_of_level
from manystudies.review.columns import columns_of
from manystudies.review.table import Table, TableRow

if TYPE_CHECKING:
    from manystudies.measures import Estimates

COUNTS: tuple[Measure, ...] = ("RR", "OR", "RD", "PETO", "AS", "PHI")
MEANS: tuple[Measure, ...] = ("MD", "SMD", "SMDH", "ROM", "VR", "CVR")
RATES: tuple[Measure, ...] = ("IRR", "IRD")
MEASURES: tuple[Measure, ...] = get_args(Measure)
_NOTHING = "nobody, or everybody, had an event in both arms, which says nothing about a ratio"
_MOST = 10**12
"""More than anybody can count; far beyond it a sum of counts loses its smaller part."""
_ERRORS = "the standard error of a ratio was taken to be that of its logarithm"


@dataclass(frozen=True, slots=True)
class TableEffect:
    """One row's effect, the treatments it compares (empty where the table names none), and what each arm showed, as words."""

    effect: Effect
    first: str = ""
    second: str = ""
    arms: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class TableEffects:
    """The effects of a table in its order, and plain sentences about rows left out and what was assumed."""

    measure: Measure
    effects: tuple[TableEffect, ...]
    notes: tuple[str, ...]
    grouped: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """One comparison to be computed: numbers by role, and where they stand."""

    row: TableRow
    label: str
    group: str
    first: str
    second: str
    numbers: Mapping[str, float]


def effects_of_table(table: Table, measure: Measure) -> TableEffects:
    """The effect of every row of a table on the analysis scale of `measure`.

    Raises:
        InputError: a column is missing, a cell is no number, or numbers of a row give no effect; names the row.
    """
    held = columns_of(table.header)
    if "study" not in held:
        raise InputError(f"{table.path}: needs a column that names the study (study, trial, author …); {_found(table)}.")
    wanted = _wanted(table, held, measure)
    by_arm = "treatment" in held and not ("treatment1" in held and "treatment2" in held) and all(f"{role}1" not in held for role in wanted)
    rows, notes = _arm_lines(table, held, wanted) if by_arm and wanted[0] in _ARM else _lines(table, held, wanted)
    if not rows:
        raise InputError(f"{table.path}: needs at least one complete row for {measure}; found none.")
    made = _computed(table, measure, wanted, rows)
    people = ("total1", "total2")
    found: list[TableEffect] = []
    for number, line in enumerate(rows):
        estimate, variance = float(made.estimate[number]), float(made.variance[number])
        numbers = line.numbers
        if wanted[0] == "events" and measure in LOG_MEASURES and _silent(numbers):
            notes.append(f"row {line.row.line} ({line.label}) left out: {_NOTHING}")
            continue
        if not (isfinite(estimate) and isfinite(variance) and variance > 0):
            told = ", ".join(f"{table.header[held[role]] if role in held else role} {value:g}" for role, value in numbers.items())
            raise InputError(
                f"{table.path}: row {line.row.line} ({line.label}): needs a finite {measure} with a variance above 0; found {told}."
            )
        if wanted[-1] == "high":
            notes.extend(_unfitting(table, held, measure, line, wanted[1]))
        counts = None
        if wanted[0] == "events":
            counts = (int(numbers["events1"]), int(numbers["total1"]), int(numbers["events2"]), int(numbers["total2"]))
        known = all(name in numbers for name in people)
        effect = Effect(
            measure, estimate, variance, f"row {line.row.line}", line.label, (f"{measure} from {_WORDS[wanted[0]]}",),
            int(numbers["total1"] + numbers["total2"]) if known else None, line.group, counts, line.label,
        )  # fmt: skip
        found.append(TableEffect(effect, line.first, line.second, _arms(numbers, wanted[0])))
    if wanted[0] == "events" and (
        zeros := _studies_with_zeros([line for line in rows if measure not in LOG_MEASURES or not _silent(line.numbers)])
    ):
        notes.append(
            f"½ was added to each cell of a study with an empty one, unless counts were pooled themselves: {', '.join(sorted(zeros))}"
        )
    if wanted[0] == "estimate" and "error" in wanted and measure in LOG_MEASURES and "analysed" not in held:
        notes.append(_ERRORS)
    if not found:
        raise InputError(f"{table.path}: needs a row that says something about {measure}; found none.")
    return TableEffects(measure, tuple(found), tuple(notes), "group" in held)


_ARM = ("events", "mean", "rate")
_WORDS = {"events": "counts", "mean": "means and SDs", "rate": "events and time", "estimate": "its estimate"}


def _found(table: Table) -> str:
    return f"found {', '.join(name or '(no name)' for name in table.header)}"


def _wanted(table: Table, held: Mapping[str, int], measure: Measure) -> tuple[str, ...]:
    """What the table gives for a measure: a kind, then its roles in one arm (or of one estimate)."""
    has = held.keys()

    def both(*roles: str) -> bool:
        return {f"{role}{arm}" for role in roles for arm in (1, 2)} <= has or ("treatment" in has and set(roles) <= has)

    if measure in COUNTS and (both("events", "total") or both("events", "others")):
        return ("events", "total") if both("events", "total") else ("events", "others")
    if measure in MEANS and both("mean", "sd", "total"):
        return ("mean", "sd", "total")
    if measure in RATES and both("events", "time"):
        return ("rate", "events", "time")
    centre = "analysed" if "analysed" in has else "estimate"
    if centre in has:
        if "variance" in has:
            return ("estimate", centre, "variance")
        if "error" in has and (centre == "analysed" or not {"low", "high"} <= has):
            return ("estimate", centre, "error")
        if {"low", "high"} <= has:
            return ("estimate", centre, "low", "high")
        raise InputError(
            f"{table.path}: needs an interval (low, high), a standard error (se) or a variance beside the estimate; {_found(table)}."
        )
    needed = {
        COUNTS: "events and total of each arm (events1, total1, events2, total2)",
        MEANS: "mean, SD and people of each arm (mean1, sd1, n1, mean2, sd2, n2)",
        RATES: "events and time of each arm (events1, time1, events2, time2)",
    }
    first = next((f"{words}, or " for kinds, words in needed.items() if measure in kinds), "")
    raise InputError(f"{table.path}: {measure} needs {first}an estimate with its interval, standard error or variance; {_found(table)}.")


def _label(table: Table, held: Mapping[str, int], row: TableRow) -> str:
    name = " ".join(table.text(row, held["study"]).split()) or f"row {row.line}"
    year = table.text(row, held["year"]).removesuffix(".0") if "year" in held else ""
    return f"{name} {year}" if year and year not in name else name


def _word(table: Table, held: Mapping[str, int], row: TableRow, role: str) -> str:
    return " ".join(table.text(row, held[role]).split()) if role in held else ""


def _lines(table: Table, held: Mapping[str, int], wanted: Sequence[str]) -> tuple[list[_Line], list[str]]:
    """One comparison a row."""
    kind = wanted[0]
    measured = _measured(wanted)
    roles = list(measured) if kind == "estimate" else [f"{role}{arm}" for arm in (1, 2) for role in measured]
    extra = [role for role in ("total1", "total2") if role in held and role not in roles]
    missing = [role for role in roles if role not in held]
    if missing:
        raise InputError(f"{table.path}: needs the column {missing[0]} or one of its usual names; {_found(table)}.")
    lines: list[_Line] = []
    notes: list[str] = []
    for row in table.rows:
        label = _label(table, held, row)
        cells = {role: table.number(row, held[role]) for role in roles + extra}
        lacking = [role for role in roles if cells[role] is None]
        if lacking:
            notes.append(f"row {row.line} ({label}) left out: no {table.header[held[lacking[0]]]}")
            continue
        numbers = {role: value for role, value in cells.items() if value is not None}
        group, first, second = (_word(table, held, row, role) for role in ("group", "treatment1", "treatment2"))
        line = _Line(row, label, group, first, second, _completed(numbers))
        _sound(table, line)
        lines.append(line)
    return lines, notes


def _arm_lines(table: Table, held: Mapping[str, int], wanted: Sequence[str]) -> tuple[list[_Line], list[str]]:
    """Every comparison within a study of a table with one row an arm, each arm against each that follows."""
    roles = _measured(wanted)
    arms: dict[str, list[tuple[str, TableRow, dict[str, float]]]] = {}
    notes: list[str] = []
    for row in table.rows:
        label, name = _label(table, held, row), _word(table, held, row, "treatment")
        cells = {role: table.number(row, held[role]) for role in roles}
        lacking = [role for role, value in cells.items() if value is None]
        if lacking or not name:
            notes.append(f"row {row.line} ({label}) left out: no {table.header[held[lacking[0] if lacking else 'treatment']]}")
            continue
        arms.setdefault(label, []).append((name, row, {role: value for role, value in cells.items() if value is not None}))
    lines: list[_Line] = []
    for label, members in arms.items():
        if len(members) == 1:
            notes.append(f"{label} left out: one arm only, {members[0][0]}")
        for i, (first, row, one) in enumerate(members):
            for second, other_row, two in members[i + 1 :]:
                if first == second:
                    raise InputError(
                        f"{table.path}: row {other_row.line} ({label}): needs another treatment than row {row.line}; found {first} twice."
                    )
                numbers = {f"{role}1": value for role, value in one.items()} | {f"{role}2": value for role, value in two.items()}
                line = _Line(row, label, _word(table, held, row, "group"), first, second, _completed(numbers))
                _sound(table, line)
                lines.append(line)
    return lines, notes


def _measured(wanted: Sequence[str]) -> tuple[str, ...]:
    """The roles of `wanted` that hold numbers; `events` and `mean` are a kind and a role at once."""
    return tuple(wanted[1:]) if wanted[0] in {"estimate", "rate"} else tuple(wanted)


def _completed(numbers: Mapping[str, float]) -> dict[str, float]:
    """Totals from events and people without one, where a table gives those."""
    found = dict(numbers)
    for arm in (1, 2):
        if f"others{arm}" in found and f"total{arm}" not in found:
            found[f"total{arm}"] = found[f"events{arm}"] + found.pop(f"others{arm}")
    return found


def _sound(table: Table, line: _Line) -> None:
    """Refuse, by its row, what no study can have counted or measured."""
    where = f"{table.path}: row {line.row.line} ({line.label})"
    for name, value in line.numbers.items():
        if name[:-1] in {"events", "total"} and (value < 0 or value != int(value)):
            raise InputError(f"{where}: needs whole numbers of {name[:-1]}, 0 or more; found {value:g}.")
        if name[:-1] in {"events", "total"} and value > _MOST:
            raise InputError(f"{where}: needs {name[:-1]} that can be counted, {_MOST:,} at most; found {value:g}, which is too large.")
        if name[:-1] == "sd" and value <= 0:
            raise InputError(f"{where}: needs an SD above 0; found {value:g}.")
        if name[:-1] == "time" and value <= 0:
            raise InputError(f"{where}: needs a time above 0; found {value:g}.")
        if name in {"error", "variance"} and value <= 0:
            raise InputError(f"{where}: needs a {'standard error' if name == 'error' else name} above 0; found {value:g}.")
    for arm in (1, 2):
        events, total = line.numbers.get(f"events{arm}"), line.numbers.get(f"total{arm}")
        if events is not None and total is not None and events > total:
            raise InputError(f"{where}: needs no more events than people; found {events:g} of {total:g}.")


def _silent(numbers: Mapping[str, float]) -> bool:
    events = numbers["events1"] + numbers["events2"]
    return events in {0.0, numbers["total1"] + numbers["total2"]}


def _computed(table: Table, measure: Measure, wanted: Sequence[str], lines: Sequence[_Line]) -> "Estimates":
    """All rows in one call of the room of measures."""
    import numpy as np

    from manystudies.measures import Estimates, effects_of_counts, effects_of_means, effects_of_rates

    def column(role: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        return np.array([line.numbers[role] for line in lines], dtype=np.float64)

    try:
        match wanted[0]:
            case "events":
                counts = [column(role) for role in ("events1", "total1", "events2", "total2")]
                zeros = _studies_with_zeros(lines)
                # Arms of one trial share what is added, so that its comparisons still belong together.
                plain, added = (effects_of_counts(measure, (*counts,), to=to) for to in ("none", "all"))  # type: ignore[arg-type]
                chosen = np.array([line.label in zeros for line in lines])
                return Estimates(
                    measure, np.where(chosen, added.estimate, plain.estimate), np.where(chosen, added.variance, plain.variance)
                )
            case "mean":
                groups = [(column(f"mean{arm}"), column(f"sd{arm}"), column(f"total{arm}")) for arm in (1, 2)]
                return effects_of_means(measure, groups[0], groups[1])  # type: ignore[arg-type]
            case "rate":
                return effects_of_rates(measure, (column("events1"), column("events2")), (column("time1"), column("time2")))  # type: ignore[arg-type]
    except EffectError as error:
        raise InputError(f"{table.path}: {error}") from error
    values = [_estimated(table, measure, line, wanted[1]) for line in lines]
    return Estimates(measure, np.array([each[0] for each in values]), np.array([each[1] for each in values]))


def _studies_with_zeros(lines: Sequence[_Line]) -> frozenset[str]:
    return frozenset(
        line.label
        for line in lines
        if any(line.numbers[f"events{arm}"] in {0.0, line.numbers[f"total{arm}"]} for arm in (1, 2))
    )  # fmt: skip


def _estimated(table: Table, measure: Measure, line: _Line, centre: str) -> tuple[float, float]:
    """An estimate and its variance on the analysis scale; an interval is taken to be one of 95%."""
    numbers, where = line.numbers, f"{table.path}: row {line.row.line} ({line.label})"
    turned = measure in LOG_MEASURES and centre == "estimate"
    estimate = numbers[centre]
    limits = [numbers[name] for name in ("low", "high") if name in numbers]
    if turned and min([estimate, *limits]) <= 0:
        raise InputError(f"{where}: {measure} needs an estimate and limits above 0; found {min([estimate, *limits]):g}.")
    if limits:
        low, high = (log(limit) if turned else limit for limit in limits)
        if not low < high or not limits[0] <= estimate <= limits[1]:
            raise InputError(f"{where}: needs low < estimate < high; found {limits[0]:g}, {estimate:g} and {limits[1]:g}.")
        error = (high - low) / (2 * z_of_level(95))
    else:
        error = numbers["error"] if "error" in numbers else numbers["variance"] ** 0.5
    # A product becomes infinite where a power would raise, and what is infinite is refused by its row.
    return log(estimate) if turned else estimate, error * error


def _unfitting(table: Table, held: Mapping[str, int], measure: Measure, line: _Line, centre: str) -> tuple[str, ...]:
    """A note where the estimate does not stand in the middle of its interval, whatever was rounded; empty where it does."""
    estimate, low, high = (table.printed(line.row, held[role]) for role in (centre, "low", "high"))
    if estimate is None or low is None or high is None:
        return ()
    turned = measure in LOG_MEASURES and centre == "estimate"
    outcome = (check_ratio_interval if turned else check_difference_interval)(estimate, low, high)
    if outcome.verdict != "inconsistent":
        return ()
    scale = " on the log scale" if turned else ""
    told = f"its interval, {low.text} to {high.text}, does not fit its estimate {estimate.text}{scale} (its middle is {outcome.recomputed})"
    used = "its width was used, around the estimate, so that other limits are shown than the table gives"
    return (f"row {line.row.line} ({line.label}): {told}; {used}",)


def _arms(numbers: Mapping[str, float], kind: str) -> tuple[str, str]:
    """What each arm showed, as a forest plot writes it."""
    if kind == "events":
        one, two = (f"{numbers[f'events{arm}']:,.0f}/{numbers[f'total{arm}']:,.0f}" for arm in (1, 2))
    elif kind == "mean":
        one, two = (f"{numbers[f'mean{arm}']:g} ({numbers[f'sd{arm}']:g}) / {numbers[f'total{arm}']:,.0f}" for arm in (1, 2))
    else:
        return "", ""
    return one.replace("-", "\N{MINUS SIGN}"), two.replace("-", "\N{MINUS SIGN}")
