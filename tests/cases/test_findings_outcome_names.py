"""What an effect is about is named by words, never by another result (all written for this test)."""

import pytest

from manystudies.documents import read_document
from manystudies.findings import find_findings


@pytest.mark.parametrize(
    ("sentence", "outcomes"),
    [
        (
            "Colds lasted 4.5 ± 1.6 days with zinc and 6.1 ± 2.2 days with placebo (mean difference −1.6 days, 95% CI −2.3 to −0.9; P < 0.001).",
            {"Colds lasted"},
        ),
        ("Relapse occurred in 12.7% with tin and 20.1% without (odds ratio 0.58, 95% CI 0.31 to 1.08).", {"Relapse occurred"}),
        ("Of those, 9/59 (15%) of the zinc group had nausea.", {"had nausea"}),
        ("28-day mortality was 11 of 60 (18%).", {"28-day mortality"}),
    ],
)
def test_a_result_in_front_of_an_estimate_is_not_its_outcome(sentence, outcomes):
    found = find_findings(read_document(f"RESULTS: {sentence}".encode()), ())
    assert {each.context.outcome for each in found} == outcomes
