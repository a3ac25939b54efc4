"""The honest wordings of one page as byte edits: which are offered, which are held back, and the page with them made."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.answers import Page
from manystudies.checks import Problem, Replacement, replacements
from manystudies.errors import InputError
from manystudies.pages import ByteEdit, edited, patch
from manystudies.review.flow import check_pages, read_page


@dataclass(frozen=True, slots=True)
class Fix:
    """One page, the patch, the bytes with the patch made, and the wordings that are offered or held back."""

    page: Page
    patch: bytes
    data: bytes
    offered: tuple[Replacement, ...]
    held_back: tuple[Replacement, ...]


def fix_page(path: str) -> Fix:
    """The honest wordings that the problems of a page carry, as a patch.

    No byte outside the replaced words changes, nor the encoding, byte order mark or line ends.

    Raises:
        InputError: the page cannot be read, or its bytes cannot be written back as they are.
    """
    page = read_page(path)
    return fixed(page, check_pages((page,)).problems)


def fixed(page: Page, problems: Sequence[Problem]) -> Fix:
    """A page with the wordings that problems carry put in their places.

    Raises:
        InputError: its bytes cannot be written back as they are.
    """
    document, path = page.document, page.path
    if document.text.encode(document.encoding, "replace") != page.data:
        raise InputError(
            f"{path}: needs bytes that can be written back as they were read; found some that {document.encoding} does not explain."
        )
    found = replacements(document, problems)
    offered = tuple(each for each in found if not each.obstacle and _fits(each.words, document.encoding))
    held_back = tuple(each for each in found if each not in offered)
    edits: list[ByteEdit] = []
    done = at = 0
    for each in offered:
        at += len(document.text[done : each.span.start].encode(document.encoding))
        size = len(document.text[each.span.start : each.span.end].encode(document.encoding))
        edits.append(ByteEdit(at, at + size, each.words.encode(document.encoding)))
        at += size
        done = each.span.end
    if edits and b"\0" in page.data:
        # Lines of UTF-16 end inside a letter for git, so only the whole file can be written.
        return Fix(page, b"", edited(page.data, edits), offered, held_back)
    return Fix(page, patch(_name(path), page.data, edits), edited(page.data, edits), offered, held_back)


def _fits(words: str, encoding: str) -> bool:
    try:
        words.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _name(path: str) -> str:
    """The path as a patch names it: from the folder one stands in, where the file is below it."""
    inside = os.path.relpath(path)
    return os.path.basename(path) if inside.startswith("..") else inside.replace(os.sep, "/")
