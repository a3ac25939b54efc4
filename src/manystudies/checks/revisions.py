"""What changed between the revisions of one page, sentence by sentence."""

from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem, Severity
from manystudies.checks.sentences import SentencePair, sentence_pairs
from manystudies.checks.wording_change import ChangeDirection, change_of
from manystudies.documents import Document

_TOLD: dict[ChangeDirection, tuple[str, Severity, str, str]] = {
    "weakened": ("MS511", "info", "claims less than before", "The newer wording is the more careful one."),
    "strengthened": (
        "MS512",
        "medium",
        "claims more than before",
        "Name the new evidence for the stronger wording, or keep the older one.",
    ),
    "neutral": ("MS513", "info", "is worded differently, as strong as before", ""),
    "meaning lost": (
        "MS514",
        "medium",
        "no longer says which way the quantity is wrong",
        "Say what is meant: deficiency, excess, or a measured level.",
    ),
    "numbers": ("MS515", "medium", "prints another number than before", "Name the source of the new number."),
}


def revision_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every changed sentence between each revision and the next, and the fact that there are several."""
    for document in evidence.documents:
        for old, new in zip(document.revisions, document.revisions[1:], strict=False):
            pairs = sentence_pairs(document, old, new)
            changed = [pair for pair in pairs if pair.changed]
            first = pairs[0].new if pairs else None
            if first is not None:
                yield Problem(
                    "MS010",
                    "changed",
                    "medium",
                    f"Version {new.number + 1} of the same page starts here: {len(pairs) - len(changed)} sentences are the same, {len(changed)} changed.",
                    (document.span(first.start, first.end), document.span(pairs[0].old.start, pairs[0].old.end)),
                    suggestion="Keep one version; a sentence that stands in both is counted once.",
                )
            for pair in changed:
                yield _problem(document, pair)


def _problem(document: Document, pair: SentencePair) -> Problem:
    change = change_of(pair.old.text, pair.new.text)
    code, severity, told, suggestion = _TOLD[change.direction]
    old = change.old or (0, len(pair.old.text))
    new = change.new or (0, len(pair.new.text))
    message = f"The sentence {told}: “{change.old_words or '(nothing)'}” became “{change.new_words or '(nothing)'}”."
    return Problem(
        code,
        "changed",
        severity,
        message,
        (
            document.span(pair.old.start + old[0], pair.old.start + old[1]),
            document.span(pair.new.start + new[0], pair.new.start + new[1]),
        ),
        suggestion=suggestion,
    )
