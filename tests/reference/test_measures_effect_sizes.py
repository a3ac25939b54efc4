"""Effect sizes and variances against R's metafor, to 1e-9 relative."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from manystudies.measures import (
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


def computed(measure, inputs, options):
    column = {name: np.array(values, dtype=float) for name, values in inputs.items()}
    added = {"add": options["add"], "to": options["to"]} if "add" in options else {}
    if measure in COUNTS:
        a, c = column["ai"], column["ci"]
        n1 = column.get("n1i", a + column.get("bi", np.nan))
        n2 = column.get("n2i", c + column.get("di", np.nan))
        return effects_of_counts(measure, (a, n1, c, n2), **added, drop_double_zero=options.get("drop00", False))
    if measure in MEANS:
        first, second = ((column[f"m{group}i"], column[f"sd{group}i"], column[f"n{group}i"]) for group in (1, 2))
        return effects_of_means(measure, first, second, variance=options.get("vtype", "LS"))
    if measure in SHARES:
        return effects_of_shares(measure, column["xi"], column["ni"], **added)
    if measure in MEAN:
        return effects_of_mean(measure, column["mi"], column["sdi"], column["ni"])
    if measure in CORRELATIONS:
        return effects_of_correlations(measure, column["ri"], column["ni"], unbiased=options.get("vtype") == "UB")
    if measure in CHANGES:
        return effects_of_changes(measure, (column["m1i"], column["m2i"]), (column["sd1i"], column["sd2i"]), column["ni"], column["ri"])
    if measure in RATES:
        return effects_of_rates(measure, (column["x1i"], column["x2i"]), (column["t1i"], column["t2i"]), **added)
    if measure in RATE:
        return effects_of_rate(measure, column["xi"], column["ti"])
    return effects_of_reliability(measure, column["ai"], column["mi"], column["ni"])


def assert_agrees(measure, inputs, options, expected):
    effects = computed(measure, inputs, options or {})
    for ours, theirs in ((effects.estimate, expected["yi"]), (effects.variance, expected["vi"])):
        wanted = np.array(theirs, dtype=float)
        both = np.isfinite(wanted)
        np.testing.assert_allclose(ours[both], wanted[both], rtol=1e-9, atol=1e-14, err_msg=f"{measure} {options}")


def test_every_supported_measure_of_the_hand_made_inputs(shared: Path):
    path = shared / "bench" / "pooling" / "escalc_all_dev.json.gz"
    cases = json.loads(gzip.decompress(path.read_bytes()))["cases"]
    supported = [case for case in cases if case["measure"] in KNOWN and "yi" in case.get("result", {})]
    for case in supported:
        assert_agrees(case["measure"], case["inputs"], case["options"], case["result"])
    assert len({case["measure"] for case in supported}) == len(KNOWN)


def test_every_effect_of_the_pairwise_data_sets(shared: Path):
    compared = 0
    for path in sorted((shared / "bench" / "pooling").glob("pairwise_*.json.gz")):
        for measure, effect in json.loads(gzip.decompress(path.read_bytes()))["effects"].items():
            if measure not in KNOWN or "inputs" not in effect:
                continue
            assert_agrees(measure, effect["inputs"], effect["options"], effect)
            compared += 1
    assert compared > 100


@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_effects_keep_the_shape_they_were_given(shape):
    effects = effects_of_counts("OR", (np.full(shape, 4.0), 123, np.full(shape, 11.0), 139))
    assert effects.estimate.shape == effects.variance.shape == shape


def test_the_bcg_trials_have_the_effects_of_r():
    own = json.loads((Path(__file__).parent / "data" / "bcg_effects.json").read_text(encoding="utf-8"))
    for measure, expected in own["effects"].items():
        assert_agrees(measure, own["inputs"], {}, expected)


def test_zero_cells_get_a_half_only_where_asked():
    counts = ([0, 4], [12, 20], [5, 0], [13, 20])
    assert np.isnan(effects_of_counts("OR", counts, to="none").estimate).all()
    only = effects_of_counts("RR", ([0, 4], [12, 20], [5, 6], [13, 20]), to="only0")
    every = effects_of_counts("RR", ([0, 4], [12, 20], [5, 6], [13, 20]), to="if0all")
    assert only.estimate[0] == every.estimate[0]
    assert only.estimate[1] == pytest.approx(np.log(4 / 6))
    assert every.estimate[1] == pytest.approx(np.log(4.5 / 6.5))
    batch = effects_of_counts("RR", ([[0, 4], [3, 4]], 12, [[5, 6], [5, 6]], 13), to="if0all")
    assert batch.estimate[1, 1] == pytest.approx(np.log((4 / 12) / (6 / 13)))
    assert batch.estimate[0, 1] == pytest.approx(np.log((4.5 / 13) / (6.5 / 14)))
