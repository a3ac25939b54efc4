"""HTML pages, and HTML inside Markdown: marks and the words between them in order."""

import re

from manystudies.documents.addresses import bare_addresses
from manystudies.documents.draft import Draft
from manystudies.documents.flow import Flow
from manystudies.documents.tags import TagReader

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def read_html(draft: Draft, start: int) -> None:
    """Draft a page of HTML from `start` on."""
    flow = Flow(draft)
    tags = TagReader(draft.text)
    read_html_part(flow, tags, start, len(draft.text))
    flow.end(len(draft.text))
    if tags.unclosed is not None:
        draft.faults.append(
            ("A comment opens here and never closes; a browser hides the rest of the page.", tags.unclosed, tags.unclosed + len("<!--"))
        )


def read_html_part(flow: Flow, tags: TagReader, start: int, end: int) -> None:
    """Take the marks and words between `start` and `end`."""
    position = start
    for mark in tags.marks(start, end):
        if position < mark.start:
            _words(flow, tags.text, position, mark.start)
        flow.mark(mark)
        position = mark.end
    if position < end:
        _words(flow, tags.text, position, end)


def _words(flow: Flow, text: str, start: int, end: int) -> None:
    if flow.is_set_in_lines and not flow.in_code:
        position = start
        for blank in _BLANK_LINE.finditer(text, start, end):
            flow.text(position, blank.start())
            flow.finish(blank.start())
            position = blank.end()
        flow.text(position, end)
    else:
        flow.text(start, end)
    if not flow.in_link and not flow.in_code:
        for address in bare_addresses(text, start, end):
            url = text[address[0] : address[1]]
            flow.draft.link(url if "://" in url else f"http://{url}", address, address, bare=True)
