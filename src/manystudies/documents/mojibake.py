"""Mojibake: UTF-8 that was read as an eight-bit encoding, turned back run by run."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

# In the order in which they are tried where several fit equally well.
CODECS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "latin-1")
_FEWEST = 2
_FOLLOWING = range(0x80, 0xC0)
_LEADS = ((range(0xC2, 0xE0), 1), (range(0xE0, 0xF0), 2), (range(0xF0, 0xF5), 3))
# What a page about health in Latin letters may mean to show: Western, Central European, Turkish, Baltic and Vietnamese letters,
# Greek, punctuation, powers, currencies, arrows, signs of mathematics, bullets, emoji.
_PLAUSIBLE = re.compile(
    "[\u00a0-\u0131\u0134-\u0148\u014a-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u02c6\u02dc\u0391-\u03a9\u03b1-\u03c9\u03d1\u03d5\u1e00-\u1eff"
    "\u2000-\u200b\u2010-\u2027\u202f\u2030-\u203a\u2044\u205f\u2060\u2070-\u2094\u20a0-\u20bf\u2103\u2109\u2113\u2116\u2120-\u2126\u2150-\u215f\u2190-\u21ff\u2200-\u22ff"
    "\u2460-\u2473\u2500-\u27bf\u2b00-\u2bff\u3000\ufe0f\ufb00-\ufb06\ufeff\ufffd\U0001f000-\U0001faff]+",
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
_FOREIGN_RUN = 3
_SIGNS_LEAD = 0xC2
_LETTERS_LEAD = 0xC3
_MOST_LETTERS = 12
_WORD = {"cp1251": re.compile("[\u0400-\u04ff]{3,}"), "cp1253": re.compile("[\u0370-\u03ff]{3,}")}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of mojibake, what it reads, and the encoding undone."""

    start: int
    end: int
    after: str
    codec: str


def mojibake(text: str) -> tuple[Run, ...]:
    """Every stretch of `text` that is UTF-8 read as an eight-bit encoding, in order.

    Each character is turned back into its byte; a byte the encoding leaves open stands, as in real decoders, as the
    character windows-1252 has there or as a control character. A stretch counts if its bytes are valid UTF-8 for
    characters such a page may hold, and if the page holds two or more of one encoding: one alone may be meant. Letters
    that merely look the part (β-carotene, μg, τ²) make no valid UTF-8 and stay, and so does a page that is
    written in Greek or Cyrillic.

    >>> [(run.after, run.codec) for run in mojibake("cafÃ© â€“ CafÃ© de Flore")]
    [('é', 'cp1252'), ('–', 'cp1252'), ('é', 'cp1252')]
    """
    # Mojibake is always two or more letters beyond ASCII in a row.
    places = [] if text.isascii() else [match.span() for match in _BEYOND_ASCII.finditer(text)]
    found = [(codec, runs) for codec in CODECS if (runs := _runs(text, places, codec))]
    # The encoding that explains most goes first; another may only add what it alone explains.
    found.sort(key=lambda pair: -sum(run.end - run.start for run in pair[1]))
    taken: list[Run] = []
    for _, runs in found:
        starts = [run.start for run in taken]
        free = [run for run in runs if _is_free(run, taken, starts)]
        if sum(len(run.after) for run in free) >= _FEWEST:
            taken = sorted(taken + free, key=lambda run: run.start)
    return tuple(taken)


def _is_free(run: Run, taken: list[Run], starts: list[int]) -> bool:
    """Whether a run shares no character with those already taken, which are in order."""
    after = bisect_left(starts, run.start)
    return (not after or taken[after - 1].end <= run.start) and (after == len(taken) or run.end <= starts[after])


def _runs(text: str, places: Sequence[tuple[int, int]], codec: str) -> list[Run]:
    pattern = _pattern(codec)
    runs = [run for place in places for match in pattern.finditer(text, *place) if (run := _run(match, codec))]
    sure = [run for run in runs if _is_sure(text, run)]
    if not sure or _is_written_in(text, runs, codec):
        return []
    # Once two places are sure, a doubtful one is mojibake as well.
    return runs if len(sure) >= _FEWEST else sure


def _is_written_in(text: str, runs: list[Run], codec: str) -> bool:
    """Whether the page is written in the very alphabet of the encoding, so that the stretches are its own words."""
    word = _WORD.get(codec)
    if word is None:
        return False
    starts = [run.start for run in runs]
    words = 0
    for match in word.finditer(text):
        after = bisect_left(starts, match.end())
        words += 0 if after and runs[after - 1].end > match.start() else len(match[0])
    return words >= _MOST_LETTERS and words > sum(run.end - run.start for run in runs) // 2


def _run(match: re.Match[str], codec: str) -> Run | None:
    """The run that one match makes, or None where it reads nothing a page would hold."""
    table = _bytes_of(codec)
    try:
        after = bytes(table[character] for character in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return None
    for _ in range(2):
        # Damaged twice: what comes out is mojibake again.
        again = _pattern(codec).fullmatch(after)
        if again is None:
            break
        try:
            after = bytes(table[character] for character in after).decode("utf-8")
        except UnicodeDecodeError:
            break
    plausible = _PLAUSIBLE.fullmatch(after) is not None or (len(after) >= _FOREIGN_RUN and after.isalpha())
    return Run(match.start(), match.end(), after, codec) if plausible else None


def _is_sure(text: str, run: Run) -> bool:
    """Whether a stretch can hardly be meant.

    Three characters for one cannot, nor three pairs in a row; nor can those whose first byte is C2 (Â, Β, В before a sign), nor a capital in the
    middle of a word. A Greek capital alone before a sign (Δ± 0.3, the Δ’s) can.
    """
    if run.end - run.start > 2 * len(run.after) or len(run.after) >= _FOREIGN_RUN:
        return True
    lead = _bytes_of(run.codec)[text[run.start]]
    before = text[run.start - 1 : run.start] if run.start else ""
    if lead == _SIGNS_LEAD or before.islower() or (lead == _LETTERS_LEAD and text[run.start] == "Ã"):
        return True
    return run.after == "×" and text[max(0, run.start - 2) : run.start].rstrip()[-1:].isdigit()


@cache
def _bytes_of(codec: str) -> dict[str, int]:
    """Character to byte, holes filled as decoders fill them."""
    table: dict[str, int] = {}
    holes = []
    for byte in range(0x80, 0x100):
        try:
            table[bytes([byte]).decode(codec)] = byte
        except UnicodeDecodeError:
            holes.append(byte)
    for byte in holes:
        table.setdefault(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte), byte)
        table.setdefault(chr(byte), byte)
    return table


@cache
def _pattern(codec: str) -> re.Pattern[str]:
    """Stretches of lead characters with the right number of following ones."""
    table = _bytes_of(codec)
    after = "".join(sorted(character for character, byte in table.items() if byte in _FOLLOWING))
    following = f"[{re.escape(after)}]"
    parts = []
    for leads, count in _LEADS:
        lead = "".join(sorted(character for character, byte in table.items() if byte in leads))
        parts.append(f"[{re.escape(lead)}]{following}{{{count}}}")
    return re.compile(f"(?:{'|'.join(parts)})+")
