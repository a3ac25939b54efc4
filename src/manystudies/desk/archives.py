"""What somebody sends, taken in by pieces: one page, or the pages of a zip archive, each within its limits or refused in one line."""

import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO

from manystudies.review import LARGEST_PAGE, PAGE_ENDINGS

LARGEST_UPLOAD = 64 * 2**20
"""Bytes of one file sent to the app, packed; a wiki larger than that is read as a folder."""
MOST_ENTRIES = 5_000
LARGEST_UNPACKED = 512 * 2**20
MOST_TIMES = 200
"""So many times smaller may an entry be packed; text rarely goes beyond 20, a bomb beyond 1,000."""
_SMALL = 2**20
_IN_MEMORY = 4 * 2**20
_PIECE = 2**16
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,300}\?>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200}|<!DOCTYPE[^>]{0,500}>\s{0,200}){0,5}<(?:\w{1,20}:)?svg\b",
    re.IGNORECASE | re.DOTALL,
)
_NAMED: dict[bytes, str] = {
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"RIFF": "a picture or sound",
    b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"\xd0\xcf\x11\xe0": "an Office file of the old kind",
    b"\x7fELF": "a program", b"MZ\x90": "a program", b"SQLite format 3\x00": "a database",
}  # fmt: skip


def taken_in(name: str, chunks: Iterable[bytes]) -> Iterator[tuple[str, bytes | str]]:
    """The pages in what was sent, as name and bytes; what is refused comes as its name and one line that says why.

    Nothing is written to the disk under a name from outside, and nothing larger than a page is ever held whole.
    """
    shown = _shown(name)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST_UPLOAD:
                yield shown, f"{shown}: needs a file of at most {LARGEST_UPLOAD // 2**20} MB; found more. Read larger ones as a folder."
                return
            file.write(chunk)
        file.seek(0)
        start = file.read(4096)
        if start.startswith(_ZIP):
            yield from _unpacked(shown, file)
            return
        yield shown, _page(shown, start, size) or _whole(file)


def _whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _page(name: str, start: bytes, size: int) -> str:
    """Why this is no page, or nothing."""
    if size > LARGEST_PAGE:
        return f"{name}: needs a page of at most {LARGEST_PAGE // 2**20} MB; found {size / 2**20:.0f} MB."
    if not size:
        return f"{name}: needs words; found an empty file."
    if _SVG.match(start) is not None:
        script = b"<script" in start.lower() or b"onload" in start.lower()
        return f"{name}: needs a page of text; found an SVG picture{' with a script, which is never run' if script else ''}."
    known = next((told for mark, told in _NAMED.items() if start.startswith(mark)), "")
    return f"{name}: needs a page of text, Markdown or HTML; found {known}." if known else ""


def _unpacked(name: str, file: IO[bytes]) -> Iterator[tuple[str, bytes | str]]:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                yield name, f"{name}: needs an archive of at most {MOST_ENTRIES:,} files; found {len(entries):,}."
                return
            left = LARGEST_UNPACKED
            others = 0
            for entry in entries:
                inner = f"{name} › {_shown(entry.filename)}"
                if entry.is_dir():
                    continue
                refusal = _entry_refused(entry, inner)
                if not refusal and PurePosixPath(entry.filename).suffix.lower() not in PAGE_ENDINGS:
                    others += 1
                    continue
                if refusal:
                    yield inner, refusal
                    continue
                data = _entry(archive, entry, min(left, LARGEST_PAGE))
                if data is None:
                    where = "all files together" if left < LARGEST_PAGE else "a page"
                    largest = LARGEST_UNPACKED if left < LARGEST_PAGE else LARGEST_PAGE
                    yield inner, f"{inner}: needs {where} of at most {largest // 2**20} MB unpacked; found more."
                    if left < LARGEST_PAGE:
                        return
                    continue
                left -= len(data)
                yield inner, _page(inner, data[:4096], len(data)) or data
            if others:
                endings = ", ".join(sorted(PAGE_ENDINGS))
                yield name, f"{name}: {others:,} {'file' if others == 1 else 'files'} in it left alone; pages end in {endings}."
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        yield name, f"{name}: needs an archive that can be unpacked; found: {' '.join(str(error).split())[:120] or type(error).__name__}."


def _entry_refused(entry: zipfile.ZipInfo, inner: str) -> str:
    """Why an entry is not even opened, or nothing."""
    plain = entry.filename.replace("\\", "/")
    if plain.startswith("/") or ".." in plain.split("/") or ":" in plain or "\0" in plain:
        return f"{inner}: needs a name inside the archive; found one that climbs out of it."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return f"{inner}: needs a file; found a link."
    if entry.flag_bits & 1:
        return f"{inner}: needs a file without a password; found a locked one."
    if entry.file_size > _SMALL and entry.file_size > MOST_TIMES * max(entry.compress_size, 1):
        return f"{inner}: unpacks to {entry.file_size / max(entry.compress_size, 1):,.0f} times its size; a page is packed at most {MOST_TIMES} times."
    return ""


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes | None:
    """The bytes of an entry, None as soon as they are more than `most`, whatever its header says."""
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > most:
                    return None
                pieces.append(piece)
    except zipfile.BadZipFile as error:
        # A header that promises less than there is stops here, too.
        raise zipfile.BadZipFile(f"{_shown(entry.filename)}: {error}") from error
    return b"".join(pieces)


def _shown(name: str) -> str:
    """A name from outside as it may be shown: one line, no control characters, not too long."""
    plain = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name.replace("\\", "/"))
    return plain.strip("/ ")[-160:] or "page"
