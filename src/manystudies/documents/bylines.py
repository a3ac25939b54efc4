"""By-lines: the title and dates that a page without front matter shows above its text."""

import re
from collections.abc import Sequence

from manystudies.documents.document import Block, FrontMatter
from manystudies.documents.headings import is_date

_TOP = 15
_LABEL_END = re.compile(r"\b(?:by|on)$|:$", re.IGNORECASE)
_DATE_WITHIN = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? |\d{1,2} [A-Z][a-z]{2,8}\.? |[A-Z][a-z]{2,8} )(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
)


def with_by_lines(front: FrontMatter, text: str, blocks: Sequence[Block]) -> FrontMatter:
    """Front matter completed by what stands above the text: the first heading as title, a date, labels with what they say.

    A date right behind a label ("Updated On") belongs to the label; the first other one is the date of the page.
    """
    title, date = front.title, front.date
    fields = list(front.fields)
    label = ""
    for index, block in enumerate(blocks[:_TOP]):
        words = text[block.start : block.end]
        if block.kind == "heading" and title is None and (block.level == 1 or all(each.role == "metadata" for each in blocks[:index])):
            title = words
        if block.role != "metadata":
            label = ""
            continue
        if is_date(words):
            if label:
                fields.append((label, words))
            elif date is None:
                date = words
            label = ""
        elif _LABEL_END.search(words):
            label = words.rstrip(": ")
        elif (found := _DATE_WITHIN.search(words)) and words[: found.start()].strip():
            fields.append((words[: found.start()].strip(" :"), found[0]))
    return FrontMatter(title, date, front.tags, front.categories, tuple(fields), front.span, front.title_span)
