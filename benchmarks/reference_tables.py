"""Mantel–Haenszel and Peto reference values."""

from manystudies.measures import Effect
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
        if "error" in theirs:
            continue
        measure = key.removesuffix("_correct")
        inputs = data["effects"][measure]["inputs"]
        if measure in {"IRR", "IRD"}:
            compare_rates(ledger, measure, inputs, theirs)
            continue
        tables = tables_of(inputs)
        result = pool(effects_with(tables, data["effects"][measure], measure), method="MH")
        compare_pooled(ledger, f"MH {measure}", result, theirs)
        if theirs["CMH"] is not None:
            compare_tests(ledger, tables, result, theirs, correct=key.endswith("_correct"))
    theirs = data.get("peto")
    if theirs and "error" not in theirs:
        tables = tables_of(data["effects"]["OR"]["inputs"])
        result = pool(effects_with(tables, data["effects"]["OR"], "OR"), method="PETO")
        compare_pooled(ledger, "Peto", result, theirs)


def tables_of(inputs: dict[str, Json]) -> list[Table]:
    """The 2×2 tables of an effect's inputs."""
    return list(zip(inputs["ai"], inputs["n1i"], inputs["ci"], inputs["n2i"], strict=True))


def effects_with(tables: list[Table], item: dict[str, Json], measure: str) -> list[Effect]:
    """Effects with their counts; a table without an estimate of its own gets one that is not used."""
    estimates = zip(tables, item["yi"], item["vi"], strict=True)
    return [
        Effect(measure, 0.0 if y is None else y, 1.0 if v is None else v, str(index), counts=table)
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
    ledger.compare("Tarone", found.tarone, theirs["TA"], CLOSED, size=1.0)
    ledger.compare("Tarone p", chi2_p(found.tarone, found.df), theirs["TAp"], CLOSED * 100)
    ledger.compare("Breslow-Day", found.breslow_day, theirs["BD"], CLOSED, size=1.0)


@guarded
def compare_rates(ledger: Ledger, measure: str, inputs: dict[str, Json], theirs: dict[str, Json]) -> None:
    """Rates over person-time."""
    tables = list(zip(inputs["x1i"], inputs["t1i"], inputs["x2i"], inputs["t2i"], strict=True))
    result = mantel_haenszel_rates(tables, measure)
    assert result is not None
    ledger.compare(f"MH {measure} estimate", [result.estimate], theirs["b"], CLOSED, size=theirs["se"])
    ledger.compare(f"MH {measure} se", result.standard_error, theirs["se"], CLOSED)
