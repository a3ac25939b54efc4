"""A folder is a page list: every page below it is read on all cores and kept, a malformed one is one line, the worst come first."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from manystudies import __version__
from manystudies.errors import ManystudiesError
from manystudies.library import Library, PageRecord, PageRow
from manystudies.review.files import read_bytes, told
from manystudies.review.flow import check_pages, page_of_bytes
from manystudies.review.record import record_of
from manystudies.review.workers import cores, in_order

_READING = 3
"""To be raised whenever pages are read or judged otherwise within one version, or libraries would go on telling what was said before."""
RULES = f"manystudies {__version__}, reading {_READING}"
"""What pages were read with; a page read with other rules is read again."""

_BATCH = 25
"""Pages a worker gets at once, and pages kept in one transaction."""


@dataclass(frozen=True, slots=True)
class FolderCount:
    """How the reading of a folder went: pages in all, read now, unchanged, and not readable."""

    pages: int
    read: int
    unchanged: int
    troubled: int


def read_folder(
    paths: Iterable[str], library: Library, workers: int | None = None, advance: Callable[[int], None] | None = None
) -> FolderCount:
    """Read pages into the library; unchanged ones are left as they are, and no page stops the others.

    Args:
        paths: files, in any order.
        library: where they are kept, a batch in one transaction.
        workers: how many processes; all cores by default.
        advance: told how many more pages are done, for a progress bar.
    """
    done = advance or (lambda _: None)
    pages = read = unchanged = troubled = 0
    for batch in in_order(_read_batch, _batches(paths, library), workers or cores()):
        records = [each for each in batch if isinstance(each, PageRecord)]
        troubles = [each for each in batch if isinstance(each, PageRow)]
        library.add(records, RULES)
        for row in troubles:
            library.add_trouble(row.path, row.name, row.trouble, RULES)
        pages += len(batch)
        read += len(records)
        troubled += len(troubles)
        unchanged += len(batch) - len(records) - len(troubles)
        done(len(batch))
    return FolderCount(pages, read, unchanged, troubled)


_Result = PageRecord | PageRow | None


def _batches(paths: Iterable[str], library: Library) -> Iterator[list[tuple[str, str | None]]]:
    each = iter(paths)
    while batch := [(path, library.known(told(path), RULES)) for path in islice(each, _BATCH)]:
        yield batch


def _read_batch(batch: list[tuple[str, str | None]]) -> list[_Result]:
    return [_read_one(path, known) for path, known in batch]


def _read_one(path: str, known: str | None) -> _Result:
    """One page: its record, None where its bytes are the known ones, or a row that says what is wrong with it."""
    try:
        data = read_bytes(path)
        if sha256(data).hexdigest() == known:
            return None
        page = page_of_bytes(path, data)
        return record_of(page, check_pages((page,)))
    except (ManystudiesError, RecursionError) as error:
        return PageRow(told(path), told(os.path.basename(path)), None, trouble=str(error) or type(error).__name__)
