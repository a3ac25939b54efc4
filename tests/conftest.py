"""Where tests find the gold data, which is never part of the project."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Laws are the same every time, and a busy machine makes none of them fail.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

ROOT = Path(__file__).parents[1]

# Commands that tests start elsewhere find the same source as the tests themselves.
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data beside the project; the test is skipped where it is absent."""
    folder = Path(os.environ.get("MANYSTUDIES_SHARED") or ROOT.parent / "shared")
    for candidate in (folder, ROOT.parents[1] / "shared"):
        if candidate.is_dir():
            return candidate
    pytest.skip("no gold data: ../shared is absent and MANYSTUDIES_SHARED is not set")


@pytest.fixture
def uncollected() -> Iterator[None]:
    """No collection while time is measured: it goes through all that earlier tests have left, which is no work of what is measured."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session")
def seeds(shared: Path) -> dict[str, bytes]:
    """The two seed pages by file name; skipped where absent."""
    return {path.name: path.read_bytes() for path in sorted((shared / "seeds").glob("*.txt"))}
