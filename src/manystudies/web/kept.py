"""What was made from a report, kept while that very report is in use."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Source = TypeVar("Source")
Made = TypeVar("Made")


class Kept(Generic[Source, Made]):
    """The last few things made, each with the object it was made from; another object with equal content is another one.

    Each is made once, however many ask for it at the same time: the others wait for the first.
    """

    def __init__(self, most: int) -> None:
        """Keep at most `most` things."""
        self._most = most
        self._held: OrderedDict[int, tuple[Source, Future[Made]]] = OrderedDict()
        self._lock = Lock()

    def of(self, source: Source, make: Callable[[], Made]) -> Made:
        """What was made from `source`, or make it now."""
        with self._lock:
            found = self._held.get(id(source))
            known = found is not None and found[0] is source
            if found is not None and known:
                self._held.move_to_end(id(source))
                future = found[1]
            else:
                future = Future()
                self._held[id(source)] = (source, future)
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        if known:
            return future.result()
        try:
            future.set_result(make())
        except BaseException as error:
            with self._lock:
                self._held.pop(id(source), None)
            future.set_exception(error)
            raise
        return future.result()
