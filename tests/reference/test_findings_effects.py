"""Effects of findings against values worked out elsewhere."""

import gzip
import json
from math import exp
from pathlib import Path

import pytest

from manystudies.documents import read_abstract, read_document
from manystudies.findings import effects_of, find_findings, finding_key
from manystudies.measures import Effect

BCG = Path(__file__).parents[2] / "src" / "manystudies" / "topics" / "bcg-tuberculosis.md"


def effects(text: str) -> tuple[Effect, ...]:
    return effects_of(find_findings(read_abstract(text)))


def test_the_bcg_page_gives_the_thirteen_risk_ratios_of_the_reference(shared: Path) -> None:
    document = read_document(BCG.read_bytes())
    mine = [each for each in effects_of(find_findings(document)) if each.measure == "RR"]
    with gzip.open(shared / "bench" / "pooling" / "pairwise_bcg.json.gz", "rt") as lines:
        reference = json.load(lines)["effects"]["RR"]
    assert len(mine) == 13
    assert [each.estimate for each in mine] == pytest.approx(reference["yi"], rel=1e-9)
    assert [each.variance for each in mine] == pytest.approx(reference["vi"], rel=1e-9)
    assert {each.group for each in mine} == {"random", "alternate", "systematic"}


def test_means_and_sds_give_their_difference() -> None:
    # 11.9 - 7.88 = 4.02; 8.04²/32 + 5.89²/32 = 3.104
    text = "Adults received iron (n = 32) or placebo (n = 32). The score changed by -11.9 (SD 8.04) with iron and by -7.88 (SD 5.89) with placebo."
    [difference] = [each for each in effects(text) if each.measure == "MD"]
    assert difference.estimate == pytest.approx(-4.02)
    assert difference.variance == pytest.approx((8.04**2 + 5.89**2) / 32)
    assert difference.people == 64


def test_cases_against_controls_give_an_odds_ratio_only() -> None:
    found = effects("This case-control study found it in 59 of 78 cases (75.6%) and in 52 of 123 controls (42.3%).")
    assert [each.measure for each in found] == ["OR"]
    assert exp(found[0].estimate) == pytest.approx(59 * 71 / (19 * 52))


def test_one_group_before_and_after_gives_no_effect() -> None:
    assert effects("The score fell from 24.9 (SD 5.1) to 21.1 (SD 2.9) in 19 patients (p < 0.001).") == ()


def test_an_inequality_for_p_gives_no_standard_error() -> None:
    assert effects("It helped (OR 1.5, p < 0.05).") == ()


def test_an_exact_p_gives_a_standard_error() -> None:
    [effect] = effects("It helped (OR 1.5, p = 0.05).")
    assert effect.measure == "OR"
    assert effect.variance == pytest.approx((0.405465 / 1.959964) ** 2, rel=1e-4)


def test_a_risk_difference_in_percent_points_is_a_difference_of_shares() -> None:
    [effect] = effects("The risk difference was -6.0% (95% CI -17.2% to 5.2%).")
    assert effect.estimate == pytest.approx(-0.06)


def test_keys_tell_findings_apart() -> None:
    found = find_findings(read_abstract("A (OR 1.5, 95% CI 1.1 to 2.0) and B (OR 1.5, 95% CI 1.1 to 2.0)."))
    assert len({finding_key(each) for each in found}) == len(found) == 2
