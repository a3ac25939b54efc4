"""Test statistics out of PDFs whose fonts broke are read; healthy text with the same letters is left alone."""

import pytest

from manystudies.documents import read_abstract
from manystudies.findings import Test as Statistic
from manystudies.findings import find_findings
from manystudies.findings.damage import mended

BROKEN = [
    ("F(1, 58) p 4.12, p ! .05", "F", 4.12, "<", 0.05),
    ("F(2, 310)=3.98, pb.05", "F", 3.98, "<", 0.05),
    ("Fs(1, 120)b1.20, psN.27", "F", 1.2, ">", 0.27),
    ("?2(12, N = 210) = 31.20, p < .01", "chi2", 31.2, "<", 0.01),
    ("x2 (1, N p 640) p 5.10, p p .02", "chi2", 5.1, "=", 0.02),
    ("t(41) = ?2.60, p < .05", "t", 2.6, "<", 0.05),
    ("t(120.50) \x01= -\x072.10, p \x01= .038", "t", 2.1, "=", 0.038),
]
HEALTHY = [
    "Group b was given 3 tablets (p < .05).",
    "Was it useful? 2 (of 10) said so.",
    "Phase b 2 trials (N = 30) p = .04",
    "t(41) = -2.60, p < .05",
    "Did it help (x2)? It did.",
]


@pytest.mark.parametrize(("text", "statistic", "value", "comparator", "p"), BROKEN)
def test_a_statistic_with_broken_signs_is_read(text, statistic, value, comparator, p):
    (finding,) = (each for each in find_findings(read_abstract(text)) if isinstance(each, Statistic))
    assert (finding.statistic, abs(float(finding.value))) == (statistic, value)
    assert (finding.p.comparator, float(finding.p.number)) == (comparator, p)


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_text_is_left_alone(text):
    assert mended(text) == text


@pytest.mark.parametrize("text", [text for text, *_ in BROKEN])
def test_mending_keeps_every_offset(text):
    assert len(mended(text)) == len(text)
