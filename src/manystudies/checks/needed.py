"""Numbers needed to treat beside the risk difference they are made of."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.checks.trust import behind, may_be_cut
from manystudies.documents import Span
from manystudies.errors import NumberError
from manystudies.findings import Difference
from manystudies.measures import Printed, check_number_needed

_NEEDED = re.compile(
    r"(?:\bnumbers?[- ]needed[- ]to[- ](?:treat|harm|screen|vaccinate|prevent|benefit)\b(?:\s?\(NN[A-Z]\))?|\bNN[THSV]\b)[^.;()\[\]\d]{0,25}?(?P<needed>\d{1,5}(?:\.\d)?)(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:annual|per year|adjusted|weighted|model\w*|kaplan|hazard|odds)\b", re.IGNORECASE)
_REACH = 160


def needed_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every number needed that follows the only risk difference of its sentence."""
    differences: dict[Span, list[Difference]] = {}
    for finding in evidence.findings:
        if isinstance(finding, Difference) and finding.measure == "RD":
            differences.setdefault(finding.context.sentence, []).append(finding)
    for sentence, found in differences.items():
        difference = found[0]
        if len(found) > 1 or may_be_cut(evidence, difference.estimate) or not _in_percent(evidence, difference):
            continue
        document = evidence.document_of[sentence.document]
        start = document.view.view_end(difference.estimate.span.end)
        match = _NEEDED.search(document.view.text, start, min(start + _REACH, document.view.view_end(sentence.end)))
        if match is None:
            continue
        try:
            outcome = check_number_needed(Printed.read(match["needed"]), difference.estimate.printed)
        except NumberError:
            continue
        place = document.span(match.start("needed"), match.end("needed"))
        yield judged(
            "MS215",
            outcome,
            (place, stretch(difference.estimate)),
            study=difference.context.study,
            severity="medium",
            accuse=outcome.wrong and not difference.adjusted and not _OTHER.search(evidence.near(sentence, difference.estimate.span)),
            doubt="The number needed may be of another time or of an adjusted difference.",
        )


def _in_percent(evidence: Evidence, difference: Difference) -> bool:
    return difference.unit == "%" or re.match(r"\s?(?:%|per\s?cent|percentage)", behind(evidence, difference.estimate, 12)) is not None
