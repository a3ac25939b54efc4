"""What went wrong between the author's words and the file: mojibake, metadata and bytes that do not read."""

from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem, ProblemVerdict, Severity
from manystudies.documents import Document, Note, Span

_NOTES: dict[str, tuple[str, ProblemVerdict, Severity]] = {
    "encoding": ("MS003", "inconsistent", "medium"),
    "front matter": ("MS002", "inconsistent", "high"),
    "markup": ("MS004", "inconsistent", "medium"),
    "size": ("MS004", "info", "info"),
}
"""How each kind of note is reported; mojibake is reported place by place instead."""


def encoding_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every repair of mojibake and every note of the reading."""
    for document in evidence.documents:
        for repair in document.repairs:
            yield Problem(
                "MS001",
                "inconsistent",
                "medium" if any(letter.isalpha() for letter in repair.after) else "low",
                f"“{repair.before}” is UTF-8 read as {repair.codec}; it was written “{repair.after}”.",
                (repair.span,),
                recomputed=repair.after,
                suggestion=f"Write “{repair.after}”.",
                replacement=repair.after,
            )
        for note in document.notes:
            if note.kind in _NOTES and document.text:
                code, verdict, severity = _NOTES[note.kind]
                if note.kind == "encoding" and "\N{REPLACEMENT CHARACTER}" not in document.text:
                    verdict, severity = "info", "low"
                yield Problem(code, verdict, severity, note.message, (_place(document, note),))


def _place(document: Document, note: Note) -> Span:
    return note.span or document.front.span or Span(document.identity, 0, min(len(document.text), 1))
