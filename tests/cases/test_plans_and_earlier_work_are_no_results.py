"""What a report says of earlier work or of its plan is told as that, and never used as its result."""

import pytest

from manystudies.answers import uses_of
from manystudies.documents import read_abstract
from manystudies.findings import find_findings, finding_key, told_role
from manystudies.review import check_pages, page_of_bytes

HEAD = "## Zinc for colds - RCT 2019\n\n**Zinc lozenges for the common cold: a randomised trial**\n\nSmith A. J Cough. 2019. doi: 10.1000/zinc.2019\n\n"
EARLIER = "A meta-analysis found that zinc shortened colds (mean difference -2.9 days, 95% CI -3.6 to -2.2)."
PLAN = "In this randomised trial 200 adults received zinc (n = 100) or placebo (n = 100). We planned to detect a mean difference of 1.5 days with 80% power."
RESULT = "Cold duration was shorter with zinc (mean difference -0.5 days, 95% CI -1.0 to 0.0)."


def used(text):
    report = check_pages([page_of_bytes("page.md", (HEAD + text).encode())])
    uses = uses_of([page.document for page in report.pages], report.studies, report.findings)
    return [each.estimate.printed.text for each in report.findings if finding_key(each) in uses]


@pytest.mark.parametrize(
    "text",
    [
        f"BACKGROUND: {EARLIER}\n\nMETHODS: {PLAN}\n\nRESULTS: {RESULT}\n\nCONCLUSIONS: Zinc may help.\n",
        f"{EARLIER}\n\n{PLAN}\n\n{RESULT}\n\nZinc may help.\n",
        f"Background: {EARLIER}\n\nMethods and results: {PLAN} {RESULT}\n",
        f"Previous randomised trials have shown shorter colds (mean difference -2.9 days, 95% CI -3.6 to -2.2). {PLAN} {RESULT}\n",
    ],
)
def test_only_the_result_of_a_study_is_used(text):
    assert used(text) == ["-0.5"]


def test_what_is_all_a_page_says_of_a_study_is_used_under_any_label():
    assert used(f"BACKGROUND: {PLAN} {RESULT}\n") == ["-0.5"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (PLAN, "METHODS"),
        (EARLIER, "BACKGROUND"),
        (RESULT, ""),
        ("The trial was powered to detect a hazard ratio of 0.75.", "METHODS"),
        ("Zinc was non-inferior (margin 2 days; mean difference 0.3 days, 95% CI -0.4 to 1.0).", ""),
        ("The difference was below the minimal clinically important difference (mean difference 0.3, 95% CI -0.4 to 1.0).", ""),
        ("Unlike earlier trials, ours found longer colds (mean difference 0.8 days, 95% CI 0.2 to 1.4).", ""),
        ("In this meta-analysis zinc shortened colds (mean difference -2.9 days, 95% CI -3.6 to -2.2).", ""),
        ("METHODS AND RESULTS: Zinc shortened colds (mean difference -2.9 days, 95% CI -3.6 to -2.2).", "RESULTS"),
        ("Measurements and Main Results: Zinc shortened colds (mean difference -2.9 days, 95% CI -3.6 to -2.2).", "RESULTS"),
    ],
)
def test_the_role_of_a_finding_follows_its_words(text, role):
    document = read_abstract(text)
    assert {told_role(each, document) for each in find_findings(document) if hasattr(each, "estimate")} == {role}
