"""Two files, or one that holds several versions of its page, compared sentence by sentence."""

from dataclasses import replace

from manystudies.answers import Page
from manystudies.checks import Comparison, compare_pages, compare_revisions
from manystudies.errors import InputError
from manystudies.review.flow import check_pages, read_page


def compare_files(old: str, new: str | None = None) -> tuple[tuple[Page, ...], tuple[Comparison, ...]]:
    """The pages, and how each version differs from the next.

    Raises:
        InputError: a file cannot be read, or the only one holds a single version.
    """
    first = read_page(old)
    if new is None:
        found = compare_revisions(first.document, check_pages((first,)).problems)
        if not found:
            raise InputError(f"{old}: needs a second file, or several versions of the page in this one; found one version.")
        return (first,), tuple(replace(each, old=f"{old}, {each.old}", new=f"{old}, {each.new}") for each in found)
    second = read_page(new)
    compared = compare_pages(first.document, second.document, check_pages((second,)).problems)
    return (first, second), (replace(compared, old=old, new=new),)
