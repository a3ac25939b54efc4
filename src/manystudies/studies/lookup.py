"""Which of many ranges holds a place, found by halving, so that long pages stay fast."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Ranged(Protocol):
    """Anything that covers characters `start` to `end`."""

    @property
    def start(self) -> int:
        """The first character."""
        ...

    @property
    def end(self) -> int:
        """Just behind the last character."""
        ...


R = TypeVar("R", bound=Ranged)


class Lookup(Generic[R]):
    """Ranges that do not overlap, in the order of their starts."""

    __slots__ = ("_items", "_starts")

    def __init__(self, items: Sequence[R]) -> None:
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]

    def at(self, offset: int) -> R | None:
        """The range that holds `offset`; its end counts as inside."""
        index = bisect_right(self._starts, offset) - 1
        return self._items[index] if index >= 0 and offset <= self._items[index].end else None

    def between(self, start: int, end: int) -> list[R]:
        """The ranges that begin at `start` or later and before `end`, and the one that reaches over `start`."""
        first = bisect_left(self._starts, start)
        if first > 0 and self._items[first - 1].end > start:
            first -= 1
        return self._items[first : bisect_left(self._starts, end)]
