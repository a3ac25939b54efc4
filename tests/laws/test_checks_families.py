"""A family of checks that is passed over for want of its findings would have said nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.checks.check import _NUMBERS, _in_order, check_numbers
from manystudies.checks.evidence import gather
from manystudies.documents import read_abstract
from manystudies.findings import find_findings

sentences = st.sampled_from(
    [
        "Gout was linked to rum (OR 3.4, 95% CI 1.5-6.3, p = .03).",
        "The mean difference was -2.1 (95% CI -3.4 to 0.8), which was significant.",
        "Of 78 patients, 59 (75.6%) got better.",
        "Of 201 people, 78 took zinc and 121 took placebo.",
        "Pain fell from 24.9 \N{PLUS-MINUS SIGN} 5.1 to 21.1 \N{PLUS-MINUS SIGN} 2.9 (p < .001).",
        "It was 11.9 (SD 8.0) with iron (n = 30) and 7.9 (SD 5.9) with placebo (n = 28), p = .04.",
        "Groups differed, t(28) = 2.20, p = .30.",
        "Patients with ferritin < 50 ng/mL were eligible.",
        "Mean age was 54.2 (8.1) years.",
        "The median was 12 (IQR 3 to 9).",
        "They took 5 mg (50 \N{MICRO SIGN}g) a day.",
        "The correlation was strong (r = 1.4, p = .000).",
        "The number needed to treat was 20 for a risk difference of 12% (95% CI 4% to 20%).",
    ]
)


@settings(deadline=None)
@given(st.lists(sentences, max_size=5).map(" ".join))
def test_families_without_their_findings_have_nothing_to_say(text):
    document = read_abstract(text)
    findings = find_findings(document)
    assert check_numbers(document, findings) == _in_order(gather((document,), (), findings, ()), tuple(_NUMBERS))
