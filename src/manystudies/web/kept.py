"""What was made from a report, kept while that very report is in use."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Source = TypeVar("Source")
Made = TypeVar("Made")


class Kept(Generic[Source, Made]):
    """The last few things made, each with the object it was made from; another object with equal content is another one."""

    def __init__(self, most: int) -> None:
        """Keep at most `most` things."""
        self._most = most
        self._held: OrderedDict[int, tuple[Source, Made]] = OrderedDict()
        self._lock = Lock()

    def of(self, source: Source, make: Callable[[], Made]) -> Made:
        """What was made from `source`, or make it now."""
        with self._lock:
            found = self._held.get(id(source))
            if found is not None and found[0] is source:
                self._held.move_to_end(id(source))
                return found[1]
        made = make()
        with self._lock:
            self._held[id(source)] = (source, made)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
