"""Files and folders a person names, read with a clear word where they cannot be."""

import os
import re
import stat
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from manystudies.errors import InputError

LARGEST_PAGE = 16 * 2**20
"""Bytes. A page is something a person reads; the longest of a 6,000-page wiki is under 1 MB. Larger text goes through `bulk`."""

PAGE_ENDINGS = frozenset({".htm", ".html", ".markdown", ".md", ".txt"})
"""What counts as a page inside a folder; a file named outright may end in anything."""

_BREAKS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]")
"""Control characters and line breaks: a line of output cannot hold them, and a terminal may obey them."""


def told(path: str) -> str:
    r"""A path as it can be shown, kept and searched for: a byte of it that is not UTF-8 stands as ``\xff``.

    >>> told("bad\udcff.md")
    'bad\\xff.md'
    """
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _refuse_unwritable(path: str) -> None:
    """Refuse a name that a line of output could not hold."""
    if (said := told(path)) != path:
        raise InputError(f"{said}: needs a name that is UTF-8, so that it can be written down; found a byte that is not. Rename it.")
    if _BREAKS.search(path):
        shown = _BREAKS.sub(lambda found: repr(found[0])[1:-1], path)
        raise InputError(f"{shown}: needs a name that fits on a line; found a line break or a control character. Rename it.")


def read_bytes(path: str) -> bytes:
    """The bytes of one file.

    Raises:
        InputError: there is no such file, it is a folder, too large, or may not be read, or its name cannot be written down.
    """
    _refuse_unwritable(path)
    place = Path(path)
    if place.is_dir():
        raise InputError(f"{path}: needs a file; found a folder.")
    try:
        size = place.stat().st_size
        if size > LARGEST_PAGE:
            raise InputError(f"{path}: needs a page of at most {LARGEST_PAGE // 2**20} MB; found {size / 2**20:.0f} MB.")
        with place.open("rb") as file:
            data = file.read(LARGEST_PAGE + 1)  # a device or a pipe tells no size before
    except OSError as error:
        raise InputError(f"{path}: needs a file that can be read; found: {_reason(error)}.") from error
    if len(data) > LARGEST_PAGE:
        raise InputError(f"{path}: needs a page of at most {LARGEST_PAGE // 2**20} MB; found more.")
    return data


def _pages_below(folder: str) -> Iterator[str]:
    """Every page below a folder in a fixed order, hidden folders and links to folders left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"{folder}: needs a folder that can be read; found: {_reason(error)}.") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _pages_below(entry.path)
        elif os.path.splitext(entry.name)[1].lower() in PAGE_ENDINGS and entry.is_file():
            yield entry.path


def pages_in(paths: Iterable[str], revision: str | None = None) -> tuple[str, ...]:
    """The pages that files and folders stand for, each once, in order; of folders only those changed since a git revision.

    Raises:
        InputError: a path is missing, or git cannot answer.
    """
    found: dict[str, None] = {}
    for path in paths:
        if not os.path.isdir(path):
            if not os.path.exists(path):
                raise InputError(f"{path}: needs a file or folder; found nothing there.")
            found[path] = None
            continue
        changed = _changed_since(path, revision) if revision else None
        found.update((page, None) for page in _pages_below(path) if changed is None or os.path.realpath(page) in changed)
    return tuple(found)


def _changed_since(folder: str, revision: str) -> frozenset[str]:
    """Real paths of the files below a folder that differ from a git revision, new ones included.

    Raises:
        InputError: git is missing, the folder is no git checkout, or it does not know the revision.
    """
    if revision.startswith("-"):
        raise InputError(f"--changed-since needs a git revision; found {revision!r}.")
    root = _git(folder, revision, "rev-parse", "--show-toplevel").strip()
    changed = _git(folder, revision, "diff", "--name-only", "-z", "--diff-filter=d", revision, "--", ".")
    new = _git(folder, revision, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ".")
    return frozenset(os.path.realpath(os.path.join(root, name)) for name in (changed + new).split("\0") if name)


def prepare_folder(path: str) -> Path:
    """A folder that can be written to, made where it is missing.

    Raises:
        InputError: it cannot be made or written to.
    """
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{path}: needs a folder to write into; found a file.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".manystudies-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise InputError(f"{path}: needs a folder that can be written to; found: {_reason(error)}.") from error
    return folder


def write_text(path: Path, text: str | Iterable[str]) -> None:
    """Write a file whole or not at all. Text that comes in pieces is written as it comes.

    Raises:
        InputError: it cannot be written.
    """
    try:
        pour(path, (piece.encode("utf-8") for piece in ((text,) if isinstance(text, str) else text)))
    except OSError as error:
        raise InputError(f"{path}: needs a file that can be written; found: {_reason(error)}.") from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: it cannot be written.
    """
    try:
        pour(path, (data,))
    except OSError as error:
        raise InputError(f"{path}: needs a file that can be written; found: {_reason(error)}.") from error


def pour(path: Path, pieces: Iterable[bytes]) -> None:
    """Put bytes in the place of a file: beside it first, then into its place, with the rights it had; a link is followed.

    A device or a pipe is no place to put a file in: what is written goes straight into it.

    Raises:
        OSError: it cannot be written; then it is as it was.
    """
    place = Path(os.path.realpath(path))
    held = place.stat() if place.exists() else None
    if held and not stat.S_ISREG(held.st_mode):
        with place.open("wb") as file:
            file.writelines(pieces)
        return
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
        if held:
            beside.chmod(stat.S_IMODE(held.st_mode))
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _git(folder: str, revision: str, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)  # noqa: S603, S607 - git as the user has it
    except OSError as error:
        raise InputError(f"--changed-since {revision}: needs git; found: {_reason(error)}.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git said nothing"]
        raise InputError(f"--changed-since {revision}: needs a revision of the git checkout that holds {folder}; found: {said[0]}.")
    return os.fsdecode(done.stdout)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
