"""An open library as screens use it: a few connections handed from thread to thread, the log, and what was made of pages."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from threading import Event, Lock
from time import monotonic
from types import TracebackType
from typing import Self

from manystudies.answers import Report
from manystudies.decisions import State
from manystudies.desk.carrying import catch_up
from manystudies.desk.kept import Kept
from manystudies.desk.ledger import Ledger
from manystudies.desk.views import AgreementView, Decided, Topic
from manystudies.errors import InputError, LibraryError
from manystudies.library import Library
from manystudies.review import Combined

_CONNECTIONS = 6
_REPORTS = 400
"""Pages kept as they were read: about 200 kB each."""
_TOPICS = 8
_LONGEST_REST = 10.0
_REVIEWERS = "reviewers"
_CHANGES = "page changes"


TopicKey = tuple[str, tuple[str, ...], tuple[int, ...]]
"""What a topic was made from: the question, the documents, and the decisions that hold."""
Slot = tuple[str, str | None]
"""A question and who sees it."""


class Desk:
    """Use it as a context manager, from as many threads as you like.

    `read_only` refuses every change. With `two_reviewers` nobody sees the other's answer to a question before giving one.
    """

    def __init__(self, path: str, *, read_only: bool, two_reviewers: bool | None) -> None:
        """Open the library; `open_desk` says more."""
        self.path, self.read_only = path, read_only
        self.reports: Kept[str, Report] = Kept(_REPORTS)
        self.decided: Kept[tuple[str, tuple[int, ...]], Decided] = Kept(_REPORTS)
        self.together: Kept[tuple[str, ...], Report] = Kept(2)
        self.chosen: Kept[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = Kept(_TOPICS)
        self.topics: Kept[TopicKey, Topic] = Kept(_TOPICS)
        self.keys: Kept[tuple[str, str, str | None, int], tuple[TopicKey, State]] = Kept(_TOPICS)
        self._shown: OrderedDict[Slot, Topic] = OrderedDict()
        self._wanted: dict[Slot, Callable[[], None]] = {}
        self._failed: dict[Slot, BaseException] = {}
        self.pooled: Kept[int, tuple[Report, Mapping[str, str]]] = Kept(_REPORTS)
        self.agreements: Kept[tuple[str | None, int], AgreementView] = Kept(8)
        self.boards: Kept[int, tuple[Report, tuple[Combined, ...]]] = Kept(4)
        self.counts: Kept[str, dict[str, int]] = Kept(2)
        self.before_showing: Callable[[Report], object] | None = None
        """What to do with an answer made behind the screen before it is shown, such as setting it."""
        self._closing = Event()
        self._rest: tuple[Slot | None, float] = (None, 0.0)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="manystudies-topic")
        self.lock = Lock()
        self._ledger = Ledger()
        self._changes = ""
        self._free: LifoQueue[Library] = LifoQueue()
        self._all: list[Library] = []
        if read_only and not Path(path).is_file():
            raise InputError(f"{path}: needs a library to show; found none.")
        with self.library() as library:
            if two_reviewers is None:
                two_reviewers = library.setting(_REVIEWERS) == "two"
            elif not read_only and library.setting(_REVIEWERS) != ("two" if two_reviewers else "one"):
                library.settle(_REVIEWERS, "two" if two_reviewers else "one")
        self.two_reviewers = two_reviewers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; what was decided is on the disk already."""
        self._closing.set()
        self._worker.shutdown(wait=True, cancel_futures=True)
        for each in self._all:
            each.close()

    @contextmanager
    def library(self) -> Iterator[Library]:
        """A connection of one's own for a moment; waits where all are in use."""
        with self.lock:
            fresh = self._free.empty() and len(self._all) < _CONNECTIONS
            if fresh:
                made = Library(Path(self.path))
                self._all.append(made)
        held = made if fresh else self._free.get()
        try:
            yield held
        finally:
            self._free.put(held)

    def ledger(self) -> Ledger:
        """The log up to now, whoever wrote it."""
        with self.library() as library:
            later = library.decisions(self._ledger.last)
            if later:
                self._ledger.extend(later)
            changes = library.setting(_CHANGES)
            if changes != self._changes:
                # Set first: two threads that both caught up would only do the same work twice.
                self._changes = changes
                catch_up(self._ledger, library, keep=not self.read_only)
        return self._ledger

    def show(self, slot: Slot, topic: Topic) -> None:
        """Remember what a question's screen showed last."""
        with self.lock:
            self._shown[slot] = topic
            self._shown.move_to_end(slot)
            while len(self._shown) > _TOPICS:
                self._shown.popitem(last=False)

    def shown(self, slot: Slot) -> Topic | None:
        """What a question's screen showed last, or None."""
        with self.lock:
            return self._shown.get(slot)

    def all_shown(self, viewer: str | None) -> tuple[Topic, ...]:
        """What the screens of one viewer showed last."""
        with self.lock:
            return tuple(topic for (_, who), topic in self._shown.items() if who == viewer)

    def make_behind(self, slot: Slot, make: Callable[[], None]) -> None:
        """Make something behind the screen; of several wishes for one screen only the last is carried out.

        Raises:
            BaseException: what went wrong when this was last made, once.
        """
        with self.lock:
            failed = self._failed.pop(slot, None)
            waiting = slot in self._wanted
            if failed is None:
                self._wanted[slot] = make
        if failed is not None:
            raise failed
        if not waiting:
            self._worker.submit(self._make, slot)

    def _make(self, slot: Slot) -> None:
        rested, until = self._rest
        if rested == slot:
            # Screens share the processor with this thread: before the same long work again they have it as long to themselves.
            self._closing.wait(max(0.0, until - monotonic()))
        with self.lock:
            make = self._wanted.pop(slot)
        start = monotonic()
        try:
            make()
        except Exception as error:  # noqa: BLE001 - told to whoever asks next: nobody waits for this thread
            with self.lock:
                self._failed[slot] = error
        self._rest = slot, monotonic() + min(monotonic() - start, _LONGEST_REST)

    def viewer(self, who: str) -> str | None:
        """Through whose eyes a state is seen: the reviewer's own where there are two, else everybody's."""
        return who if self.two_reviewers else None

    def page_changes(self) -> str:
        """A mark that differs whenever the page list did."""
        with self.library() as library:
            return library.setting(_CHANGES)

    def writable(self) -> None:
        """Refuse where nothing may be changed.

        Raises:
            LibraryError: the desk was opened for showing only.
        """
        if self.read_only:
            raise LibraryError(f"{self.path} is open for showing only; nothing was changed.")


def open_desk(path: str, *, read_only: bool = False, two_reviewers: bool | None = None) -> Desk:
    """Open a library for screens, or make one where there is none.

    Args:
        path: the library file.
        read_only: refuse every change.
        two_reviewers: whether two people decide blind of each other; remembered in the library, None for as it was.

    Raises:
        InputError: there is no library to show.
        LibraryError: the file is no library or cannot be written.
    """
    return Desk(path, read_only=read_only, two_reviewers=two_reviewers)
