"""What a finding is by its words where no label says it: a result, the plan of a study, or what earlier work found."""

import re

from manystudies.documents import Document
from manystudies.findings.finding import BeforeAfter, Difference, Finding, Ratio, TwoArms
from manystudies.findings.glyphs import fold
from manystudies.findings.roles import Role

_PLAN = re.compile(
    r"\b(?:to\sdetect|power(?:ed)?\s(?:to|of|for)|[0-9]{2}\s?%\spower|sample\ssize|non-?inferiority\smargin|margin\s(?:was|of)"
    r"|clinically\s(?:relevant|important|meaningful|significant)\s(?:difference|change|effect)\s(?:was|of|as)|(?:we|was|were)\splanned)\b"
)
_WORK = r"(?:(?:randomi[sz]ed|controlled|clinical|published|cochrane|systematic|large|small|observational|cohort|pooled)[\s-]){0,3}"
_FOUND = r"[^.;:]{0,60}?\b(?:found|showed|shown|reported|suggested|demonstrated|observed|estimated|indicated)\b"
_EARLIER = re.compile(
    rf"(?:^|[.;:]\s|\b(?:although|while|because|as)\s)(?:in\s)?(?:(?:the|an?|some|several|many|two|three|most)\s)?(?:previous|earlier|prior|past|recent)\s{_WORK}"
    rf"(?:trials?|stud(?:y|ies)|meta-analys[ei]s|reviews?|research|work|reports?)\b{_FOUND}"
    rf"|(?:^|:\s)(?:an?|one|another)\s{_WORK}(?:meta-analysis|review)\b{_FOUND}"
)


def told_role(finding: Finding, document: Document) -> Role:
    """The role of a finding: METHODS for a plan, else its label's, else BACKGROUND for earlier work, else none.

    A plan has neither interval nor p-value. Do not believe a role by words more than its sentence.

    >>> from manystudies.documents import read_abstract
    >>> from manystudies.findings import find_findings
    >>> page = read_abstract("A meta-analysis found fewer falls (RR 0.8, 95% CI 0.7 to 0.9).")
    >>> told_role(find_findings(page)[0], page)
    'BACKGROUND'
    """
    label = finding.context.role
    bare = isinstance(finding, Difference | Ratio) and finding.interval is None and finding.p is None
    if not bare and (label or not isinstance(finding, BeforeAfter | Difference | Ratio | TwoArms)):
        return label
    small = " ".join(fold(document.words(finding.context.sentence)).lower().split())
    if bare and _PLAN.search(small):
        return "METHODS"
    return "BACKGROUND" if not label and _EARLIER.search(small) else label
