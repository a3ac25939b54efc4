"""Funnel, network, league table and component board: well-formed, the same every time, and every mark a link with a title."""

import sys
from itertools import combinations
from math import hypot
from xml.etree import ElementTree as ET

import pytest

from manystudies.errors import InputError
from manystudies.measures import Effect
from manystudies.pages import baujat_svg, board_svg, drapery_svg, funnel_svg, league_svg, network_svg, pooled_part, to_matplotlib
from manystudies.pooling import Components, Contrast, Network, NotPooled, Pooled, influence, pool, pool_components, pool_network

NAMES = ["placebo", "iron", "vitamin C", "iron + vitamin C", "zinc + oil", "a <b> & “c”"]


def read(svg):
    return ET.fromstring(svg)  # noqa: S314 - drawn a line before, by this very test


def effects(count):
    return [Effect("RR", -0.5 + 0.02 * each, 0.02 + 0.004 * each, f"k{each}", f"Study {each} <x>", people=100) for each in range(count)]


def contrasts(count, names=NAMES):
    pairs = [(names[1 + each % (len(names) - 1)], names[0] if each < len(names) or each % 3 else names[1]) for each in range(count)]
    found = []
    for number, (first, second) in enumerate(pairs):
        if first != second:
            effect = Effect("OR", -0.3 - 0.01 * number, 0.05, f"k{number}", f"S{number}", counts=(5, 40, 9, 41), study=f"S{number}")
            found.append(Contrast(f"S{number}", first, second, effect))
    return found


def pictures(count):
    network, components = pool_network(contrasts(count)), pool_components(contrasts(count), inactive="placebo")
    assert isinstance(network, Network)
    assert isinstance(components, Components)
    return {
        "funnel": funnel_svg(pool(effects(count)), "t"),
        "network": network_svg(contrasts(count), "t"),
        "league": league_svg(network, "t"),
        "board": board_svg(components, "t"),
        "baujat": baujat_svg(influence(effects(count)), "t"),
        "drapery": drapery_svg(pool(effects(count)), "t"),
        "narrow drapery": drapery_svg(pool(effects(count)), "t", narrow=True),
        "narrow funnel": funnel_svg(pool(effects(count)), "t", narrow=True),
    }


@pytest.mark.parametrize("kind", ["funnel", "narrow funnel", "network", "league", "board", "baujat", "drapery", "narrow drapery"])
@pytest.mark.parametrize("count", [5, 60])
def test_every_mark_is_a_link_with_a_title_and_the_picture_is_the_same_every_time(kind, count):
    svg = pictures(count)[kind]
    assert svg == pictures(count)[kind]
    root = read(svg)
    links = [each for each in root.iter() if each.tag.endswith("}a")]
    assert links
    assert all(each.get("href", "").startswith("#") and each[0].tag.endswith("}title") and (each[0].text or "").strip() for each in links)
    loose = [each.tag for each in root if each.tag.endswith("}circle")]
    assert not loose


@pytest.mark.parametrize("count", [3, 60])
def test_a_funnel_shows_every_study_inside_its_frame(count):
    root = read(funnel_svg(pool(effects(count)), "t"))
    dots = [each for each in root.iter() if each.get("class") == "dot"]
    assert len(dots) == count
    assert all(60 <= float(each.get("cx", "0")) <= 625 and 34 <= float(each.get("cy", "0")) <= 390 for each in dots)


def test_a_funnel_below_ten_studies_says_that_asymmetry_cannot_be_tested():
    assert "Too few studies to test" in funnel_svg(pool(effects(9)), "t")
    assert "Too few studies to test" not in funnel_svg(pool(effects(10)), "t")
    assert funnel_svg(pool(effects(2)), "t") == ""
    assert "dot" in funnel_svg(NotPooled("why not", tuple(effects(4))), "t")


def test_larger_circles_had_more_people_and_names_do_not_collide_with_circles():
    root = read(network_svg(contrasts(60, [f"treatment {each}" for each in range(20)]), "t"))
    circles = {each[0].text: each[1] for each in root.iter() if each.get("class") == "mark" and each[1].get("class") == "node"}
    assert len(circles) == 20
    assert all("people" in title for title in circles)
    largest = max(circles, key=lambda title: float(circles[title].get("r", "0")))
    assert largest.startswith("treatment 0:")
    places = [tuple(float(each.get(axis, "0")) for axis in ("cx", "cy", "r")) for each in circles.values()]
    assert all(hypot(a[0] - b[0], a[1] - b[1]) > a[2] + b[2] for a, b in combinations(places, 2))


def test_a_league_table_shows_each_pair_once_as_an_effect_and_once_as_a_count():
    network = pool_network(contrasts(20))
    assert isinstance(network, Network)
    svg = league_svg(network, "t", order=sorted(NAMES, reverse=True))
    assert svg.count('class="cell"') == 30
    told = network.effect("iron", "placebo")
    assert f"iron against placebo: 0.{round(2.718281828**told.estimate * 100)}" in svg
    assert "a &lt;b&gt; &amp; “c”" in svg


def test_a_board_says_of_components_that_move_together_that_they_cannot_be_told_apart():
    components = pool_components(contrasts(20), inactive="placebo")
    assert isinstance(components, Components)
    svg = board_svg(components, "t")
    assert "cannot be told apart from zinc" in svg
    assert svg.count('class="has unsure"') == 2


@pytest.mark.parametrize("count", [3, 60])
def test_a_curve_of_a_drapery_plot_spans_the_usual_interval_at_five_percent(count):
    result = pool(effects(count), test="normal")
    assert isinstance(result, Pooled)
    assert result.interval_at(0.95) == (pytest.approx(result.interval.low), pytest.approx(result.interval.high))
    root = read(drapery_svg(result, "t"))
    curves = [each for each in root.iter() if each.get("class") in {"drape", "over"}]
    assert len(curves) == count + 1
    for curve in curves:
        points = [tuple(map(float, each.split())) for each in curve.get("d", "").removeprefix("M").split("L")]
        assert points[0][1] == points[-1][1] == max(y for _, y in points)
        assert [x for x, _ in points] == sorted(x for x, _ in points)
        assert sum(1 for _, y in points if y == 34) == 1


def test_baujat_names_the_study_that_pulls_most_and_draws_nothing_for_two():
    far = [*effects(8), Effect("RR", 2.5, 0.02, "far", "Far away", people=100)]
    svg = baujat_svg(influence(far), "t")
    assert ">Far away</text>" in svg
    assert baujat_svg(influence(effects(2)), "t") == ""


def test_a_long_name_keeps_its_year_and_its_beginning():
    long = Effect("RR", -0.2, 0.03, "long", "The van der Vandervoort and Christiansen Cooperative Study Group 1956", people=9)
    forest = pooled_part(pool([*effects(4), long]), "t", ("vaccine", "control"), {}, ()).pictures[0]
    assert forest.count("… </a>") + forest.count("… <") + forest.count("…") >= 2
    assert "The van der" in forest
    assert "1956" in forest


def test_a_league_of_many_treatments_keeps_numbers_inside_their_cells():
    names = [f"treatment {each}" for each in range(14)]
    network = pool_network(contrasts(60, names))
    assert isinstance(network, Network)
    root = read(league_svg(network, "t"))
    assert max(len(each.text or "") for each in root.iter() if each.tag.endswith("}text") and each.get("class") is None) <= 6


def test_the_same_forest_is_a_matplotlib_figure_where_that_is_installed():
    pytest.importorskip("matplotlib")
    figure = to_matplotlib(pool(effects(13)), "t")
    axes = figure.axes[0]  # type: ignore[attr-defined]
    assert [each.get_text() for each in axes.get_yticklabels()][-2:] == ["Total", "A new study (prediction)"]
    assert len(axes.get_yticklabels()) == 15
    assert axes.get_xscale() == "log"


def test_without_matplotlib_one_line_says_what_is_needed(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(InputError, match="needs matplotlib"):
        to_matplotlib(pool(effects(3)))
    with pytest.raises(InputError, match="effects of one measure; found none"):
        to_matplotlib(NotPooled("why not", ()))
