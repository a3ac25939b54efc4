"""Forest plots: what they show, at three studies and at sixty, wide and narrow."""

import re
from dataclasses import replace
from itertools import pairwise
from math import log

import pytest

from manystudies.answers import Answer, Report
from manystudies.measures import Effect
from manystudies.pages import forest_svg
from manystudies.pooling import NotPooled, Pooled, pool


def plot(rich_report, effects, *, narrow=False, pooled=True):
    """The plot of `effects` in place of the first row's own."""
    result = pool(effects) if pooled else NotPooled("they measure different things.", tuple(effects))
    row = replace(rich_report.answer.rows[0], result=result, findings=(), studies=())
    report = Report(rich_report.pages, (), (), (), (), (), Answer("", (), (row,)))
    return forest_svg(report, row, narrow=narrow)


def numbers(pattern, svg):
    return [float(each) for each in re.findall(pattern, svg)]


def ratios(count):
    return [Effect("RR", -0.5 + 0.02 * each, 0.04 + 0.001 * each, f"k{each}", f"Study {each}", people=100) for each in range(count)]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [3, 13, 60])
def test_every_study_has_a_line_a_mark_and_its_title(rich_report, count, narrow):
    svg = plot(rich_report, ratios(count), narrow=narrow)
    assert svg.count('class="mark square"') == count
    assert len(re.findall(r"<title>Study \d+: [\d.]+ \[[\d.]+ to [\d.]+\], weight [\d.]+%</title>", svg)) == count
    heights = numbers(r'<text class="study" x="0" y="([\d.]+)"', svg)
    assert heights == sorted(set(heights))
    assert min(after - before for before, after in pairwise(heights)) >= 20
    assert max(heights) < numbers(r'viewBox="0 0 \d+ (\d+)"', svg)[0]


@pytest.mark.parametrize("narrow", [False, True])
def test_no_mark_leaves_its_column(rich_report, narrow):
    svg = plot(
        rich_report,
        [*ratios(5), Effect("RR", 3.0, 25.0, "wide", "Wide", people=9), Effect("RR", -3.0, 9.0, "low", "Low", people=9)],
        narrow=narrow,
    )
    width = numbers(r'viewBox="0 0 (\d+) \d+"', svg)[0]
    lows, highs = numbers(r'class="line" d="M([\d.]+) ', svg), numbers(r'class="line" d="M[\d.]+ [\d.]+H([\d.]+)"', svg)
    assert all(0 <= each <= width for each in lows + highs)
    assert svg.count('class="arrow"') >= 1


def test_both_intervals_of_a_total_are_drawn_and_named(rich_report):
    svg = plot(rich_report, ratios(13))
    assert svg.count("Total, Hartung–Knapp</text>") == svg.count("Total, plain</text>") == 1
    assert svg.count('class="mark outline"') == svg.count('class="mark diamond"') == 1
    assert svg.count('class="mark prediction"') == 1


def test_what_was_not_pooled_has_no_diamond(rich_report):
    svg = plot(rich_report, ratios(4), pooled=False)
    assert "diamond" not in re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)
    assert "Weight" not in svg


def test_a_ratio_has_a_logarithmic_axis_with_one_in_it(rich_report):
    svg = plot(rich_report, ratios(6))
    ticks = dict(re.findall(r'<text class="tick k" x="([\d.]+)"[^>]*>([\d.]+)</text>', svg))
    places = {float(label): float(x) for x, label in ticks.items()}
    assert 1.0 in places
    values = sorted(places)
    steps = [(places[b] - places[a]) / (log(b) - log(a)) for a, b in pairwise(values)]
    assert max(steps) - min(steps) < 0.02 * max(steps)


def test_a_difference_has_a_plain_axis_with_zero_in_it(rich_report):
    svg = plot(rich_report, [Effect("MD", -3.0 + each, 1.0 + each / 10, f"k{each}", f"Study {each}") for each in range(5)])
    assert re.search(r'class="tick k"[^>]*>0</text>', svg)
    assert "Mean difference" in svg
    assert "lower with BCG vaccine" in svg


def test_heavier_studies_have_larger_squares(rich_report):
    effects = [Effect("MD", 0.1 * each, 0.1 * 4**each, f"k{each}", f"Study {each}") for each in range(4)]
    svg = plot(rich_report, effects)
    sizes = numbers(r'class="box"[^>]* width="([\d.]+)"', svg)
    assert sizes == sorted(sizes, reverse=True)


def test_a_risk_difference_is_shown_in_percentage_points(rich_report):
    svg = plot(rich_report, [Effect("RD", -0.05 - each / 100, 0.0004, f"k{each}", f"Study {each}") for each in range(3)])
    assert "−5.0 [−8.9 to −1.1]" in re.sub(r"<[^>]*>", "", svg)


def test_subgroups_have_names_and_their_own_diamonds(rich_report):
    svg = forest_svg(rich_report, rich_report.answer.rows[0])
    assert isinstance(rich_report.answer.rows[0].result, Pooled)
    assert re.findall(r'<text class="group"[^>]*>([^<]*)<', svg) == ["random", "alternate", "systematic"]
    assert svg.count("Subgroup, plain</text>") == 1
    assert svg.count("Subgroup</text>") == 2
