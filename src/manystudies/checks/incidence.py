"""Words of new cases over time in studies that looked once, or that began with the cases."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.findings import Ratio
from manystudies.studies import Design

_INCIDENCE = re.compile(
    r"\b(?:(?:the\s+)?(?:development|onset|occurrence) of|(?:risk|odds|chance|likelihood|probability) of (?:developing|getting|contracting)|to develop|developing|incident|incidence of)\b(?:\s+[\w-]+)?",
    re.IGNORECASE,
)
_ONE_LOOK: dict[Design, str] = {
    "case-control": "a case–control study, which begins with the cases",
    "cross-sectional": "a cross-sectional study, which looks once",
}


def incidence_problems(evidence: Evidence) -> Iterator[Problem]:
    """Sentences that give a ratio of such a study in words of incidence."""
    told: set[tuple[str, int]] = set()
    for finding in evidence.findings:
        study = evidence.study_of.get(finding.context.study)
        if not isinstance(finding, Ratio) or study is None or study.design not in _ONE_LOOK:
            continue
        sentence = finding.context.sentence
        document = evidence.document_of[sentence.document]
        start, end = document.view.view_start(sentence.start), document.view.view_end(sentence.end)
        found = _INCIDENCE.search(document.view.text, start, end)
        if found is None or (sentence.document, found.start()) in told:
            continue
        told.add((sentence.document, found.start()))
        grounds = () if study.design_words is None else (study.design_words,)
        yield Problem(
            "MS414",
            "stronger_than_study",
            "low",
            f"“{found[0]}” speaks of new cases over time; this is {_ONE_LOOK[study.design]}, so it shows who has the condition, not who gets it.",
            (document.span(found.start(), found.end()), *grounds),
            suggestion="Write “having” or “the presence of” instead.",
            study=study.key,
        )
