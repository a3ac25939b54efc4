"""One quantity told twice on a page: where the two contradict each other, both places are shown."""

import pytest

from manystudies.checks import check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies

PAGE = """# Zinc

## Zinc and gout: {heading}

**Zinc and gout: a cohort study**

J Joints. 2019 May 4. https://doi.org/10.5555/jj.2019.0504

RESULTS: Gout was rarer with zinc (odds ratio 0.642, 95% CI 0.431 to 0.956). Attacks were reported by 31.4% in the zinc group and 48.2% in the control group. Pain fell by 27%.

CONCLUSIONS: {conclusion}
"""


def told_twice(heading: str, conclusion: str):
    document = read_document(PAGE.format(heading=heading, conclusion=conclusion).encode())
    studies = find_studies((document,))
    found = check((document,), studies, find_findings(document, studies), find_claims((document,), studies))
    return [(problem, [document.words(span) for span in problem.spans]) for problem in found if problem.code == "MS503" and problem.flagged]


@pytest.mark.parametrize(
    ("heading", "conclusion", "here", "there"),
    [
        ("cohort 2019", "Zinc went with less gout (odds ratio 0.624, 95% CI 0.431 to 0.956).", "0.624", "0.642"),
        ("cohort 2019", "Zinc went with less gout (odds ratio 0.642, 95% CI 0.413 to 0.956).", "0.413", "0.431"),
        ("72% less pain - cohort 2019", "Zinc may help.", None, None),
        ("41% v 48% had attacks - cohort 2019", "Zinc may help.", None, None),
        ("31.4% v 42.8% had attacks - cohort 2019", "Zinc may help.", "42.8", "48.2"),
        ("cohort 2019", "Attacks were reported by 31.4% in the zinc group and 42.8% in the control group.", "42.8", "48.2"),
    ],
)
def test_two_tellings_that_contradict_each_other_are_shown_with_both_places(heading, conclusion, here, there):
    found = told_twice(heading, conclusion)
    if here is None:
        assert found == []
        return
    [(problem, words)] = found
    assert here in words[0]
    assert there in words[1]
    assert problem.recomputed == there


@pytest.mark.parametrize(
    ("heading", "conclusion"),
    [
        ("31% v 48% had attacks - cohort 2019", "Zinc went with less gout (odds ratio 0.64, 95% CI 0.43 to 0.96)."),
        ("69% without attacks - cohort 2019", "In men the odds ratio was 0.624 (95% CI 0.431 to 0.903)."),
        ("27% less pain - cohort 2019", "Attacks were reported by 31.4% in the zinc group and 48.2% in the control group."),
    ],
)
def test_rounded_or_other_results_do_not_contradict(heading, conclusion):
    assert told_twice(heading, conclusion) == []
