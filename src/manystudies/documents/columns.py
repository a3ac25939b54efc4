"""Columns: cells between pipes, and how far blanks and tabs reach."""


def pipe_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges between the pipes of one table row, padding left out; a backslash or code span hides a pipe."""
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    if start < end and text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|" and text[end - 2 : end - 1] != "\\":
        end -= 1
    cells = []
    at = start
    position = start
    while (pipe := text.find("|", position, end)) >= 0:
        position = pipe + 1
        if text[pipe - 1 : pipe] != "\\" or pipe == start:
            cells.append(_trimmed(text, at, pipe))
            at = position
    cells.append(_trimmed(text, at, end))
    return cells


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end


def width_at(text: str, start: int, end: int, column: int) -> int:
    """The column reached by the blanks from `start` to `end`, a tab going to the next multiple of four."""
    if "\t" not in text[start:end]:
        return column + end - start
    for character in text[start:end]:
        column += 4 - column % 4 if character == "\t" else 1
    return column


def advanced(text: str, position: int, column: int, target: int) -> tuple[int, int]:
    """Beyond as many blanks as it takes to reach column `target`."""
    while column < target and text[position : position + 1] in {" ", "\t"}:
        column += 4 - column % 4 if text[position] == "\t" else 1
        position += 1
    return position, column
