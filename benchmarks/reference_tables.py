"""Mantel–Haenszel and Peto reference values."""

import numpy as np

from manystudies.measures import Effect, effects_of_counts
from manystudies.pooling import Pooled, pool
from manystudies.pooling.intervals import chi2_p
from manystudies.pooling.mantel_haenszel import (
    Table,
    cochran_mantel_haenszel,
    homogeneity,
    mantel_haenszel_rates,
)
from reference_ledger import Json, Ledger, guarded

CLOSED = 1e-9


@guarded
def compare_tables(ledger: Ledger, data: dict[str, Json]) -> None:
    """Everything of one file that is computed from counts."""
    for key, theirs in (data.get("mh") or {}).items():
        if "error" in theirs or theirs.get("b") is None:
            continue
        measure = key.removesuffix("_correct")
        if measure in {"IRR", "IRD"}:
            compare_rates(ledger, measure, rates_of(data), theirs)
            continue
        tables = counts_of(data)
        result = pool(effects_with(tables, measure), method="MH")
        compare_pooled(ledger, f"MH {measure}", result, theirs)
        if theirs.get("CMH") is not None:
            compare_tests(ledger, tables, result, theirs, correct=key.endswith("_correct"))
    theirs = data.get("peto")
    if theirs and "error" not in theirs and theirs.get("b") is not None:
        result = pool(effects_with(counts_of(data), "OR"), method="PETO")
        compare_pooled(ledger, "Peto", result, theirs)


def inputs_with(data: dict[str, Json], names: tuple[str, ...]) -> list[tuple[float, ...]]:
    """The rows, without those that lack a number, of the first effect whose inputs have columns of these names."""
    for item in data["effects"].values():
        inputs = item.get("inputs") or {}
        if all(name in inputs for name in names):
            rows = zip(*(inputs[name] for name in names), strict=True)
            return [row for row in rows if all(each is not None for each in row)]
    raise KeyError(names)


def counts_of(data: dict[str, Json]) -> list[Table]:
    """The 2×2 tables of a file, given by totals or by those without events."""
    try:
        return inputs_with(data, ("ai", "n1i", "ci", "n2i"))
    except KeyError:
        return [(a, a + b, c, c + d) for a, b, c, d in inputs_with(data, ("ai", "bi", "ci", "di"))]


def rates_of(data: dict[str, Json]) -> list[Table]:
    """Events and person-time of two arms."""
    return inputs_with(data, ("x1i", "t1i", "x2i", "t2i"))


def effects_with(tables: list[Table], measure: str) -> list[Effect]:
    """Effects with their counts, half an event added where a cell is empty: what Q is made of. One that has no estimate gets one without weight."""
    a, n1, c, n2 = np.array(tables, dtype=np.float64).T
    made = effects_of_counts(measure, (a, n1, c, n2), add=0.5, to="only0")
    estimates = zip(tables, made.estimate.tolist(), made.variance.tolist(), strict=True)
    return [
        Effect(measure, y, v, str(index), counts=table) if v > 0.0 else Effect(measure, 0.0, 1e300, str(index), counts=table)
        for index, (table, y, v) in enumerate(estimates)
    ]


@guarded
def compare_pooled(ledger: Ledger, name: str, result: object, theirs: dict[str, Json]) -> None:
    """A pooled result against its reference."""
    assert isinstance(result, Pooled)
    ledger.compare(f"{name} estimate", [result.estimate], theirs["b"], CLOSED, size=theirs["se"])
    ledger.compare(f"{name} se", result.standard_error, theirs["se"], CLOSED)
    ledger.compare(f"{name} interval", result.plain.low, theirs["ci_lb"], CLOSED, size=theirs["se"])
    ledger.compare(f"{name} interval", result.plain.high, theirs["ci_ub"], CLOSED, size=theirs["se"])
    ledger.compare(f"{name} p", result.p, theirs["pval"], CLOSED * 100)
    ledger.compare(f"{name} Q", result.q, theirs["Q"], CLOSED, size=1.0)
    ledger.compare(f"{name} Q p", result.q_p, theirs["Qp"], CLOSED * 100)
    ledger.compare(f"{name} I2", 100 * result.i2, theirs["I2"], CLOSED, size=10.0)


@guarded
def compare_tests(ledger: Ledger, tables: list[Table], result: object, theirs: dict[str, Json], *, correct: bool) -> None:
    """Cochran–Mantel–Haenszel, Breslow–Day and Tarone."""
    assert isinstance(result, Pooled)
    ledger.compare("Cochran-Mantel-Haenszel", cochran_mantel_haenszel(tables, correct=correct), theirs["CMH"], CLOSED)
    found = homogeneity(tables, result.estimate)
    ledger.compare("Tarone", found.tarone, theirs.get("TA"), CLOSED, size=1.0)
    ledger.compare("Tarone p", chi2_p(found.tarone, found.df), theirs.get("TAp"), CLOSED * 100)
    ledger.compare("Breslow-Day", found.breslow_day, theirs.get("BD"), CLOSED, size=1.0)


@guarded
def compare_rates(ledger: Ledger, measure: str, tables: list[Table], theirs: dict[str, Json]) -> None:
    """Rates over person-time."""
    result = mantel_haenszel_rates(tables, measure)
    assert result is not None
    ledger.compare(f"MH {measure} estimate", [result.estimate], theirs["b"], CLOSED, size=theirs["se"])
    ledger.compare(f"MH {measure} se", result.standard_error, theirs["se"], CLOSED)
