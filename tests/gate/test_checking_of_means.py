"""How often checks of means accuse right reports: invented trials, analysed and rounded as journals do, with and without slips."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reports():
    spec = importlib.util.spec_from_file_location("simulated_reports", ROOT / "benchmarks" / "simulated_reports.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_hardly_any_right_report_is_accused_and_many_slips_are_found(reports):
    found = reports.measured(300, seed=11)
    assert found["false_alarms"] <= 0.01
    assert found["precision"] >= 0.95
    assert found["caught"] >= 0.4
