"""The last few things made, each made once however many threads ask for it at the same time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Kept(Generic[Key, Made]):
    """Things by key, the longest unused dropped first. A thing asked for while it is being made is waited for."""

    def __init__(self, most: int) -> None:
        """Keep at most `most` things."""
        self._most = most
        self._held: OrderedDict[Key, Future[Made]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Key, make: Callable[[], Made]) -> Made:
        """The thing of that key, made now where it is not kept. What cannot be made is not kept, and its error is raised."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            else:
                mine: Future[Made] = Future()
                self._held[key] = mine
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        if found is not None:
            return found.result()
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                if self._held.get(key) is mine:
                    del self._held[key]
            mine.set_exception(error)
            raise
        mine.set_result(made)
        return made

    def ready(self, key: Key) -> Made | None:
        """The thing of that key where it is made already, else None."""
        with self._lock:
            found = self._held.get(key)
        return found.result() if found is not None and found.done() and found.exception() is None else None
