"""Every number of the reference files is met, or shown to be the reference's own error."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(folder: Path) -> tuple[int, str]:
    command = [sys.executable, str(ROOT / "benchmarks" / "reference.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"})
    return done.returncode, done.stdout + done.stderr


def test_the_reference_files_of_the_project_are_met() -> None:
    code, told = run(ROOT / "tests" / "reference" / "data")
    assert code == 0, told
    assert "bcg" in told


def test_the_reference_files_beside_the_project_are_met(shared: Path) -> None:
    code, told = run(shared / "bench" / "pooling")
    assert code == 0, told
