"""`irls`: a total's band, its source, and refusals that say what was needed."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from manystudies.answers import irls_bands, rate_irls
from manystudies.cli.irls import command
from manystudies.errors import InputError


def test_the_bands_cover_the_whole_scale_once():
    named = [band.name for total in range(41) for band in irls_bands() if band.low <= total <= band.high]
    assert len(named) == 41
    assert [rate_irls([total]).band.name for total in (0, 1, 10, 11, 20, 21, 30, 31, 40)] == [
        "none", "mild", "mild", "moderate", "moderate", "severe", "severe", "very severe", "very severe",
    ]  # fmt: skip


def test_ten_item_scores_are_added():
    assert rate_irls([4, 3, 2, 2, 1, 0, 3, 4, 1, 2]).total == 22


@pytest.mark.parametrize("scores", [[], [41], [-1], [1, 2], [5] + [0] * 9, [0] * 11])
def test_anything_else_is_refused_with_what_was_needed(scores):
    with pytest.raises(InputError, match="irls needs"):
        rate_irls(scores)


def test_the_command_prints_band_source_and_no_advice():
    said = CliRunner().invoke(command, ["24"]).output
    assert said.startswith("IRLS 24 of 40: severe (21 to 30).")
    assert "10.1016/S1389-9457(02)00258-7" in said
    assert "no diagnosis" in said
    told = json.loads(CliRunner().invoke(command, ["24", "--format", "json"]).output)
    assert (told["total"], told["band"], told["smallest_important_difference"]) == (24, "severe", 3.0)


def test_none_of_the_licensed_wording_is_shipped():
    licensed = re.compile(r"how would you rate|how severe was your|in the past week, how", re.IGNORECASE)
    root = Path(__file__).parents[2] / "src"
    assert not [path for path in root.rglob("*") if path.suffix in {".py", ".toml", ".md"} and licensed.search(path.read_text("utf-8"))]


@pytest.mark.parametrize(
    ("score", "told"), [("-1", "needs a total from 0 to 40; found -1"), ("15.5", "needs to be a whole number from 0 to 40; found 15.5")]
)
def test_a_score_that_cannot_be_is_told_in_a_sentence(score, told):
    with pytest.raises(InputError, match=told):
        CliRunner().invoke(command, [score], catch_exceptions=False)
