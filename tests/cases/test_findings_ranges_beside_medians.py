"""What a bare range behind a median is: quartiles, the whole range, or not said."""

import pytest

from manystudies.findings import BeforeAfter
from manystudies.review import check_pages, page_of_bytes


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Ferritin fell from 40 (Q1;Q3 22;71) to 30 (Q1, Q3: 20, 45) ng/mL after treatment.", "quartiles"),
        ("Ferritin fell from 40 (P25-P75 22-71) to 30 (P25-P75 20-45) ng/mL after treatment.", "quartiles"),
        ("Median (IQR) ferritin rose from 40 (22-71) to 60 (30-80) ng/mL.", "quartiles"),
        ("Median (range) ferritin rose from 40 (22-71) to 60 (30-80) ng/mL.", "range"),
        ("Median (IQR) age was 54. Ferritin rose from 40 (22-71) to 60 (30-80) ng/mL.", "unlabelled"),
        ("Ferritin rose from 40 (22-71) to 60 (30-80) ng/mL.", "unlabelled"),
    ],
)
def test_a_range_is_what_its_sentence_calls_it(sentence: str, kind: str) -> None:
    page = page_of_bytes("page.md", f"# Iron\n\nMethods: a randomised trial. {sentence}".encode())
    told = [each for each in check_pages((page,)).findings if isinstance(each, BeforeAfter)]
    assert {summary.range_kind for each in told for summary in (each.before, each.after)} == {kind}


def test_a_quartile_outside_a_limit_is_not_called_the_highest_value() -> None:
    text = (
        b"# Iron\n\n**Iron for legs: a trial**\n\nPatients with ferritin below 50 ng/mL were included. "
        b"Ferritin rose from 40 (Q1;Q3 22;71) ng/mL to 60 (Q1;Q3 30;80) ng/mL.\n"
    )
    said = [each.message for each in check_pages((page_of_bytes("page.md", text),)).problems if each.code == "MS212"]
    assert said
    assert all("upper quartile" in each and "highest" not in each for each in said)
