"""The ledger of a comparison: one tally a quantity."""

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from math import inf, isfinite, isnan
from pathlib import Path
from typing import Concatenate, ParamSpec

from manystudies.errors import ManystudiesError

Given = ParamSpec("Given")
_TINY = 1e-300
Json = dict[str, "Json"] | list["Json"] | str | float | int | bool | None


@dataclass(slots=True)
class Tally:
    """What became of one quantity."""

    tolerance: float
    compared: int = 0
    worst: float = 0.0
    where: str = ""
    unsupported: int = 0
    required: bool = True
    reference_wrong: int = 0
    wrong_at: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """Tallies by quantity, and the file being compared."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    name: str = ""

    @staticmethod
    def load(path: Path) -> dict[str, Json]:
        """Read one reference file."""
        data = path.read_bytes()
        return json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)

    def file(self, name: str) -> None:
        """Say which file the next comparisons are of."""
        self.name = name

    def compare(self, quantity: str, ours: object, theirs: object, tolerance: float, *, size: object = 0.0, at: str = "") -> None:
        """Compare numbers, or lists of them of one shape; None and text of the reference is passed over.

        The difference is relative to the reference or, where that is smaller, to `size`: the natural size of the
        quantity (a standard error for an estimate), so that a zero can be compared. A single `size` serves a whole list.
        """
        if isinstance(theirs, list):
            if not isinstance(ours, Sequence) or len(ours) != len(theirs):
                self.note(quantity, inf, tolerance, f"{at} (shape)")
                return
            sizes = size if isinstance(size, Sequence) else [size] * len(theirs)
            for index, (mine, other, each) in enumerate(zip(ours, theirs, sizes, strict=True)):
                self.compare(quantity, mine, other, tolerance, size=each, at=f"{at}[{index}]")
            return
        if theirs in {"Inf", "-Inf"}:
            theirs = inf if theirs == "Inf" else -inf
        if theirs is None or isinstance(theirs, str):
            return
        other = float(theirs)  # type: ignore[arg-type]
        if ours is None or (isinstance(ours, float) and isnan(ours)):
            self.note(quantity, inf, tolerance, f"{at} (none)")
            return
        mine = float(ours)  # type: ignore[arg-type]
        if not isfinite(other):
            self.note(quantity, 0.0 if mine == other else inf, tolerance, at)
            return
        # Below the smallest normal number there are no digits to compare.
        floor = max(abs(other), float(size), _TINY)  # type: ignore[arg-type]
        self.note(quantity, abs(mine - other) / floor, tolerance, at)

    def note(self, quantity: str, difference: float, tolerance: float, at: str = "") -> None:
        """Enter one difference."""
        tally = self.tallies.setdefault(quantity, Tally(tolerance))
        tally.compared += 1
        if difference > tally.worst or isnan(difference):
            tally.worst, tally.where = difference, f"{self.name} {at}".strip()

    def unsupported(self, quantity: str, values: int = 1, *, required: bool = False) -> None:
        """Enter values that this library does not compute."""
        tally = self.tallies.setdefault(quantity, Tally(0.0, required=required))
        tally.unsupported += values

    def reference_wrong(self, quantity: str, tolerance: float, why: str, *, at: str = "", values: int = 1) -> None:
        """Enter values of the reference that are proven wrong here, and the proof in a few words."""
        tally = self.tallies.setdefault(quantity, Tally(tolerance))
        tally.reference_wrong += values
        tally.wrong_at.append(f"{self.name} {at}: {why}".replace(" :", ":"))

    def unread(self, what: str) -> None:
        """Enter a part of a file that has not the shape it should have, so that it could not be compared."""
        self.unsupported("parts of files that could not be read")
        self.tallies["parts of files that could not be read"].where = what

    @property
    def failures(self) -> list[str]:
        """Quantities that differ too much, and required ones without support."""
        return [
            name for name, tally in self.tallies.items() if not tally.worst <= tally.tolerance or (tally.required and tally.unsupported)
        ]

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failures

    def proofs(self) -> str:
        """Every value of the reference that is proven wrong, with its proof."""
        return "\n".join(f"{name}: {each}" for name, tally in sorted(self.tallies.items()) for each in tally.wrong_at)

    def table(self, *, everything: bool = False) -> str:
        """One line a quantity."""
        head = f"{'quantity':44} {'compared':>8} {'worst':>9} {'tolerance':>9} {'unsupported':>11} {'ref. wrong':>10}  where"
        failing = set(self.failures)
        lines = [
            f"{name:44} {tally.compared:8d} {tally.worst:9.1e} {tally.tolerance:9.0e} {tally.unsupported:11d} {tally.reference_wrong:10d}  "
            + ("FAIL " if name in failing else "")
            + tally.where
            for name, tally in sorted(self.tallies.items())
            if everything or tally.compared or tally.required or tally.reference_wrong or tally.where
        ]
        total = sum(tally.compared for tally in self.tallies.values())
        return "\n".join([head, *lines, f"{total} values compared in {len(self.tallies)} quantities, {len(failing)} quantities fail"])


def guarded(compare: Callable[Concatenate[Ledger, Given], None]) -> Callable[Concatenate[Ledger, Given], None]:
    """Make a comparison enter a part of a file that is null or refused where numbers should be, instead of stopping there."""

    @wraps(compare)
    def careful(ledger: Ledger, *arguments: Given.args, **options: Given.kwargs) -> None:
        try:
            compare(ledger, *arguments, **options)
        except (
            ArithmeticError,
            AssertionError,
            AttributeError,
            LookupError,
            ManystudiesError,
            StopIteration,
            TypeError,
            ValueError,
        ) as error:
            ledger.unread(f"{ledger.name} {compare.__name__}: {error!r}")

    return careful
