"""Decoding: from bytes to the text as given, with nothing lost and every doubt told."""

import codecs
import re
from dataclasses import dataclass

from manystudies.documents.document import Note
from manystudies.errors import InputError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of files that hold no text to read (https://en.wikipedia.org/wiki/List_of_file_signatures).
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (Word, Excel, EPUB and OpenDocument files are such)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "a Rich Text (RTF) file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_SAMPLE = 65536
_MOST_CONTROL = 0.05
_FEW_CONTROL = 2
_SHORTEST_WIDE = 8
_NEEDED = "needed plain text, Markdown or HTML"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text as given, the name of the encoding it was read as, and what was odd."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decoded(data: bytes) -> Decoded:
    """Decode a page: UTF-8 or what its byte order mark says; bytes that are not UTF-8 as the page declares or windows-1252.

    Line ends and byte order marks stay as they are. Nothing is dropped: a byte that windows-1252 leaves open becomes
    the control character of the same number, as browsers do it (https://encoding.spec.whatwg.org/).

    Raises:
        InputError: the bytes are no text; the message says what was found.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"The file is {name}; {_NEEDED}.")
    found = _marked(data) or _wide(data) or _eight_bit(data)
    _refuse_binary(found.text)
    return found


def _marked(data: bytes) -> Decoded | None:
    """By the byte order mark, which stays in the text as given."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    return None
                text = data.decode(encoding, errors="replace")
                return Decoded(
                    text,
                    encoding,
                    (Note("encoding", f"The byte order mark says {encoding}, but byte {error.start:,} is not; shown as \ufffd."),),
                )
    return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: Latin text in it has a zero in every other byte."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(sample) < _SHORTEST_WIDE or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    for zeros, encoding in ((sample[1::2], "utf-16-le"), (sample[::2], "utf-16-be")):
        others = sample[::2] if encoding == "utf-16-le" else sample[1::2]
        if zeros.count(0) > half * 0.7 and others.count(0) < half * 0.1:
            try:
                return Decoded(
                    data.decode(encoding),
                    encoding,
                    (Note("encoding", f"No byte order mark; read as {encoding} for its pattern of zeros."),),
                )
            except UnicodeDecodeError:
                return None
    return None


def _eight_bit(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    loose = data.decode("utf-8", errors="surrogateescape")
    wrong = sum(map(loose.count, map(chr, range(0xDC80, 0xDD00))))
    right = sum(character > "\x7f" for character in loose) - wrong
    declared = _CHARSET.search(data[:4096])
    if right >= wrong:
        table = {0xDC00 + byte: _windows_1252(byte) for byte in range(0x80, 0x100)}
        message = f"{wrong:,} of the bytes are not UTF-8, the first at byte {first:,}; these alone were read as windows-1252."
        return Decoded(loose.translate(table), "utf-8 and windows-1252", (Note("encoding", message),))
    if declared:
        name = declared[1].decode("ascii").lower()
        try:
            if codecs.lookup(name).name not in {"utf-8", "ascii"} and name not in {"iso-8859-1", "latin-1", "latin1"}:
                text = data.decode(name)
                return Decoded(text, name, (Note("encoding", f"Not UTF-8 (byte {first:,}); read as {name}, which the page declares."),))
        except (LookupError, UnicodeDecodeError):
            pass
    text = data.decode("latin-1").translate({byte: _windows_1252(byte) for byte in range(0x80, 0xA0)})
    return Decoded(
        text,
        "windows-1252",
        (Note("encoding", f"Not UTF-8 (byte {first:,}); read as windows-1252, so letters beyond Western Europe may be wrong."),),
    )


def _windows_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _refuse_binary(text: str) -> None:
    """Refuse a file that is not text: by the share of control characters, which hardly occur in text."""
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[:_SAMPLE] + (text[middle : middle + _SAMPLE] if len(text) > _SAMPLE else "")
    control = len(_CONTROL.findall(sample))
    if control > _MOST_CONTROL * len(sample) and control > _FEW_CONTROL:
        raise InputError(f"The file is no text: {control:,} of its first {len(sample):,} characters are control characters; {_NEEDED}.")
