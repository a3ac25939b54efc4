"""Work on all cores in order and constant memory: batches go out, results come back as they were asked for, few wait at a time."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Batch = TypeVar("Batch")
Result = TypeVar("Result")

_AHEAD = 3
"""Batches a worker that has the core to itself may be ahead of the slowest: more only costs memory."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


def in_order(work: Callable[[Batch], Result], batches: Iterable[Batch], workers: int) -> Iterator[Result]:
    """What `work` makes of each batch, in the order of the batches; with one worker in this process.

    Args:
        work: a function of a module, so that another process can find it.
        batches: read only as far ahead as the workers need.
        workers: how many processes.
    """
    if workers == 1:
        yield from map(work, batches)
        return
    # One question and one page need no other process, and should not wait for what starts them.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("forkserver")
    context.set_forkserver_preload(["manystudies.review"])
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    waiting: deque[Future[Result]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """Set a worker up: it ends with the process that asked for the work, which cannot say so when it is killed."""
    Thread(target=_wait_for_parent, daemon=True).start()
    collect_rarely()


def collect_rarely() -> None:
    """Spare the collector its rounds in a process that only reads.

    What was imported stays for good and pages hold no circles, so the collector need not look through them every 700
    objects: it took a twelfth of the time.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _wait_for_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
