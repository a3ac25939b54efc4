"""Sections: a heading with everything below it, up to the next heading of its level or above."""

from collections.abc import Sequence

from manystudies.documents.document import Block, Revision, Section


def sections_of(blocks: Sequence[Block], length: int, revisions: Sequence[Revision] = ()) -> tuple[Section, ...]:
    """The sections of a page in the order of their starts; a section of a lower level lies inside the one above it.

    What stands before the first heading is a section without one, if there is anything. No section crosses from one
    revision of the page into the next.
    """
    bounds = [(revision.start, revision.end) for revision in revisions] or [(0, length)]
    starts: list[tuple[int | None, int, int]] = []
    first = 0
    for number, (_, end) in enumerate(bounds):
        last = first
        while last < len(blocks) and (blocks[last].start < end or number == len(bounds) - 1):
            last += 1
        headings = [index for index in range(first, last) if blocks[index].kind == "heading"]
        if last > first and (not headings or headings[0] > first):
            starts.append((None, first, number))
        starts += [(index, index, number) for index in headings]
        first = last
    ends: list[int] = [len(blocks)] * len(starts)
    open_sections: list[tuple[int, int]] = []
    for index, (heading, begin, number) in enumerate(starts):
        level = 0 if heading is None else blocks[heading].level
        while open_sections and (open_sections[-1][1] >= level or open_sections[-1][1] == 0 or starts[open_sections[-1][0]][2] != number):
            ends[open_sections.pop()[0]] = begin
        open_sections.append((index, level))
    return tuple(
        Section(
            index,
            heading,
            0 if heading is None else blocks[heading].level,
            (begin, ends[index]),
            blocks[begin].start,
            blocks[ends[index] - 1].end,
            number,
        )
        for index, (heading, begin, number) in enumerate(starts)
    )
