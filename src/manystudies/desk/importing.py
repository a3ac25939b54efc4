"""Pages brought to the desk: files sent, text pasted, folders named; what was recognised, what was there already, what was refused."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice

from manystudies.answers import Page
from manystudies.desk.archives import taken_in
from manystudies.desk.opened import Desk
from manystudies.errors import InputError, ManystudiesError
from manystudies.library import Library, PageRecord, PageRow
from manystudies.review import RULES, check_pages, cores, in_order, page_of_bytes, pages_in, read_folder, record_of

SENT = "sent:"
"""What the path of a page begins with that was sent or pasted, so that it names no file."""
_BATCH = 10
_MANY = 40
"""From so many pages on, other cores are worth waking."""
_MOST_LISTED = 2_000
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """What was recognised in one page: how many studies and findings, and how many problems ask for a look."""

    path: str
    identity: str
    title: str
    studies: int
    findings: int
    problems: int


@dataclass(frozen=True, slots=True)
class Imported:
    """The pages that are new or changed, the names of those that were there already, and a line for each thing refused."""

    added: tuple[ImportedPage, ...]
    already: tuple[str, ...]
    refused: tuple[str, ...]


def import_text(desk: Desk, text: str, *, at: str, who: str, name: str = "") -> Imported:
    """Read pasted text as a page.

    Raises:
        InputError: there are no words in it.
    """
    if not text.strip():
        raise InputError("There was nothing to read: paste some text.")
    data = text.encode("utf-8", "surrogatepass")
    shown = name.strip() or f"pasted {sha256(data).hexdigest()[:8]}"
    return import_file(desk, shown, (data,), at=at, who=who)


def import_file(
    desk: Desk, name: str, chunks: Iterable[bytes], *, at: str, who: str, advance: Callable[[int], None] | None = None
) -> Imported:
    """Read one file that was sent, a page or a zip archive of pages, as it comes in.

    A page sent again with changes under its name takes the place of the one before, and decisions go along where their
    words still stand; another page of the same name is kept beside it.

    Raises:
        LibraryError: nothing may be written.
    """
    desk.writable()
    told = advance or (lambda _: None)
    added: list[ImportedPage] = []
    already: list[str] = []
    refused: list[str] = []

    def pages() -> Iterator[tuple[str, bytes]]:
        for shown, data in taken_in(name, chunks):
            if isinstance(data, str):
                refused.append(data)
                continue
            with desk.library() as library:
                if library.page_of(sha256(data).hexdigest()) is not None:
                    already.append(shown)
                    continue
            yield shown, data

    for batch in _read(pages()):
        for result in batch:
            if isinstance(result, str):
                refused.append(result)
                continue
            record, text = result
            added.append(_kept(desk, record, text))
        told(len(batch))
    return Imported(tuple(added[:_MOST_LISTED]), tuple(already), tuple(refused))


def import_paths(
    desk: Desk,
    paths: Sequence[str],
    *,
    at: str,
    who: str,
    advance: Callable[[int], None] | None = None,
) -> Imported:
    """Read files and folders of this machine on all cores; unchanged ones are left as they are.

    Raises:
        InputError: a path is missing.
        LibraryError: nothing may be written.
    """
    desk.writable()
    found = pages_in(paths)
    with desk.library() as library:
        before = {path: library.identity_of(path) for path in found}
        workers = 1 if len(found) < _MANY else cores()
        read_folder(found, library, workers=workers, advance=advance)
        added: list[ImportedPage] = []
        already: list[str] = []
        refused: list[str] = []
        for path in found:
            identity = library.identity_of(path)
            held = before[path]
            if identity is None:
                refused.append(library.trouble_of(path) or f"{path}: could not be read.")
            elif identity == held:
                already.append(path)
            elif len(added) < _MOST_LISTED:
                added.append(_told(library, path, identity))
    desk.ledger()
    return Imported(tuple(added), tuple(already), tuple(refused))


_Read = tuple[PageRecord, str] | str


def _read(pages: Iterator[tuple[str, bytes]]) -> Iterator[list[_Read]]:
    first = list(islice(pages, _MANY))
    if len(first) < _MANY:
        for page in first:
            yield [_read_one(page)]
        return

    def batches() -> Iterator[list[tuple[str, bytes]]]:
        for start in range(0, len(first), _BATCH):
            yield first[start : start + _BATCH]
        while batch := list(islice(pages, _BATCH)):
            yield batch

    yield from in_order(_read_batch, batches(), cores())


def _read_batch(batch: list[tuple[str, bytes]]) -> list[_Read]:
    return [_read_one(page) for page in batch]


def _read_one(page: tuple[str, bytes]) -> _Read:
    name, data = page
    try:
        made = sent_page(name, data)
        return record_of(made, check_pages((made,))), made.document.text
    except (ManystudiesError, RecursionError) as error:
        return f"{name}: {str(error).removeprefix(SENT + name + ': ') or type(error).__name__}"


def sent_page(name: str, data: bytes) -> Page:
    """A page that was sent, under a path that names no file."""
    return replace(page_of_bytes(f"{SENT}{name}", data), name=name.rsplit("/", 1)[-1].rsplit(" › ", 1)[-1])


def _kept(desk: Desk, record: PageRecord, text: str) -> ImportedPage:
    """Keep a page that was sent: in the place of its earlier version, or beside another page of that name."""
    row = record.row
    path, number = row.path, 1
    with desk.library() as library:
        while (held := library.identity_of(path)) is not None and held != row.identity:
            if _alike(library, held, text):
                break
            number += 1
            path = f"{row.path} ({number})"
        row = replace(row, path=path)
        library.add((replace(record, row=row),), RULES)
    desk.ledger()
    return _of_row(row, sum(kind == "finding" for kind, *_ in record.records))


def _alike(library: Library, identity: str, text: str) -> bool:
    """Whether two texts share half of their lines: then one is a version of the other."""
    before = page_of_bytes("before", library.content(identity)).document.text
    one, two = ({line.strip() for line in each.splitlines() if line.strip()} for each in (before, text))
    return len(one & two) >= _ALIKE * max(len(one), len(two), 1)


def _told(library: Library, path: str, identity: str) -> ImportedPage:
    row = library.page_at(path)
    return _of_row(row, library.finding_count(identity)) if row is not None else ImportedPage(path, identity, path, 0, 0, 0)


def _of_row(row: PageRow, findings: int) -> ImportedPage:
    problems = row.high + row.medium + row.low + row.info
    return ImportedPage(row.path, row.identity or "", row.title or row.name, row.studies, findings, problems)
