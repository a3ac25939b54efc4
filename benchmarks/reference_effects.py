"""Effect sizes and variances of studies against reference values: every measure of files of the kinds "escalc" and "pairwise"."""

from collections.abc import Callable
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from manystudies.measures import (
    Estimates,
    effects_of_changes,
    effects_of_correlations,
    effects_of_counts,
    effects_of_mean,
    effects_of_means,
    effects_of_rate,
    effects_of_rates,
    effects_of_reliability,
    effects_of_shares,
)
from reference_ledger import Json, Ledger, guarded

CLOSED = 1e-9
COUNTS = {"AS", "OR", "OR2DL", "OR2DN", "PBIT", "PETO", "PHI", "RD", "RR", "YUQ", "YUY"}
MEANS = {"CVR", "D2ORL", "D2ORN", "MD", "ROM", "SMD", "SMD1", "SMDH", "VR"}
SHARES = {"PAS", "PFT", "PLN", "PLO", "PR"}
MEAN = {"CVLN", "MN", "MNLN", "SDLN"}
CORRELATIONS = {"COR", "UCOR", "ZCOR"}
CHANGES = {"CVRC", "MC", "ROMC", "SMCC", "SMCR", "SMCRH", "SMCRP", "VRC"}
RATES = {"IRD", "IRR", "IRSD"}
RATE = {"IR", "IRFT", "IRLN", "IRS"}
RELIABILITY = {"ABT", "AHW", "ARAW"}
KNOWN = COUNTS | MEANS | SHARES | MEAN | CORRELATIONS | CHANGES | RATES | RATE | RELIABILITY
REQUIRED = {
    "AS", "COR", "CVR", "IR", "IRD", "IRLN", "IRR", "MC", "MD", "MN", "OR", "PAS", "PETO", "PFT", "PHI", "PLN", "PLO", "PR", "RD", "ROM", "ROMC",
    "RR", "SMCC", "SMCR", "SMD", "SMDH", "VR", "ZCOR",
}  # fmt: skip
Columns = dict[str, NDArray[np.float64]]


@guarded
def compare_effects(ledger: Ledger, data: dict[str, Json]) -> None:
    """Every measure of one file."""
    if data["kind"] == "escalc":
        cases = [(case["measure"], case["inputs"], case["options"], case["result"]) for case in data["cases"]]
    else:
        items = data["effects"].items()
        cases = [(name, item["inputs"], item["options"], item) for name, item in items if "inputs" in item and "yi" in item]
    for measure, inputs, options, expected in cases:
        if "yi" not in expected:
            continue
        if measure not in KNOWN:
            ledger.unsupported(f"effect {measure}", len(expected["yi"]), required=measure in REQUIRED)
            continue
        columns = {name: np.array(values, dtype=np.float64) for name, values in inputs.items()}
        made = computed(measure, columns, options if isinstance(options, dict) else {})
        errors = [sqrt(v) if v else 0.0 for v in expected["vi"]]
        at = f"{options}"
        ledger.compare(f"effect {measure} estimate", made.estimate.tolist(), expected["yi"], CLOSED, size=errors, at=at)
        ledger.compare(f"effect {measure} variance", made.variance.tolist(), expected["vi"], CLOSED, at=at)


def computed(measure: str, column: Columns, options: dict[str, Json]) -> Estimates:
    """What this library makes of the columns of one case."""
    added = {"add": options["add"], "to": options["to"]} if "add" in options else {}
    families: tuple[tuple[set[str], Callable[[], Estimates]], ...] = (
        (COUNTS, lambda: effects_of_counts(measure, _counts(column), **added, drop_double_zero=bool(options.get("drop00", False)))),
        (MEANS, lambda: effects_of_means(measure, _group(column, 1), _group(column, 2), variance=options.get("vtype", "LS"))),
        (SHARES, lambda: effects_of_shares(measure, column["xi"], column["ni"], **added)),
        (MEAN, lambda: effects_of_mean(measure, column["mi"], column["sdi"], column["ni"])),
        (CORRELATIONS, lambda: effects_of_correlations(measure, column["ri"], column["ni"], unbiased=options.get("vtype") == "UB")),
        (CHANGES, lambda: effects_of_changes(measure, _pair(column, "m"), _pair(column, "sd"), column["ni"], column["ri"])),
        (RATES, lambda: effects_of_rates(measure, _pair(column, "x"), _pair(column, "t"), **added)),
        (RATE, lambda: effects_of_rate(measure, column["xi"], column["ti"])),
        (RELIABILITY, lambda: effects_of_reliability(measure, column["ai"], column["mi"], column["ni"])),
    )
    return next(make for names, make in families if measure in names)()


def _counts(column: Columns) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    a, c = column["ai"], column["ci"]
    n1 = column["n1i"] if "n1i" in column else a + column["bi"]
    n2 = column["n2i"] if "n2i" in column else c + column["di"]
    return a, n1, c, n2


def _group(column: Columns, number: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    return column[f"m{number}i"], column[f"sd{number}i"], column[f"n{number}i"]


def _pair(column: Columns, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return column[f"{name}1i"], column[f"{name}2i"]
