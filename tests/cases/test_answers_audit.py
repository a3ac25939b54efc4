"""The audit on sentences made for this test: what nothing carries is refused."""

import pytest

from manystudies.answers import Answer, OutcomeRow, Sentence, Support, audit
from manystudies.answers.compose import Carried, compose, listed
from manystudies.answers.figures import figures_of
from manystudies.answers.numerals import plain, shown
from manystudies.answers.statements import size_of, wording_for
from manystudies.certainty import Certainty, Reason, points
from manystudies.documents import read_abstract
from manystudies.errors import AuditError
from manystudies.measures import Effect
from manystudies.pooling import pool

PAGE = read_abstract("Zinc helped 19 of 32 people with colds; placebo helped 12.")
HERE = (PAGE.span(0, 4),)


def row(sentence=None):
    effects = [Effect("MD", -4.0, 1.0, "a", study="a", people=60), Effect("MD", -5.0, 1.0, "b", study="b", people=40)]
    certainty = Certainty("low", provisional=True, reasons=(Reason("starting point", 0, "Trials start high.", studies=("a",)),))
    told = sentence or compose("effect", [Carried("zinc", HERE), " may reduce ", Carried("colds", HERE)])
    return OutcomeRow("zinc", "placebo", "colds", ("a", "b"), 100, pool(effects), certainty, (), told)


def answer(*sentences, rows=()):
    return Answer("Does zinc help?", tuple(sentences), tuple(rows))


def test_a_number_that_nothing_carries_is_refused():
    with pytest.raises(AuditError, match="Nothing carries the number"):
        audit(answer(Sentence("effect", "Zinc helped 19 people.", (Support("Zinc", HERE),))))


def test_a_number_that_stands_at_its_span_is_carried():
    audit(answer(compose("effect", [Carried("zinc", HERE), " reduces ", Carried("19", (PAGE.span(12, 14),)), " people"])), [PAGE])


def test_a_number_whose_span_says_something_else_is_refused():
    with pytest.raises(AuditError, match="do not say"):
        audit(answer(compose("effect", [Carried("zinc", HERE), " reduces ", Carried("18", (PAGE.span(12, 14),)), " people"])), [PAGE])


def test_a_name_of_a_row_that_nothing_carries_is_refused():
    with pytest.raises(AuditError, match="Nothing carries the name 'placebo'"):
        audit(answer(compose("effect", [Carried("zinc", HERE), " was better than placebo"]), rows=[row()]))


def test_a_comparison_without_any_support_is_refused():
    with pytest.raises(AuditError, match="comparison"):
        audit(answer(Sentence("best", "One treatment is better.", ())))


def test_a_computed_figure_must_be_the_figure_of_its_row():
    one = row()
    estimate = figures_of(0, one)["row 0: estimate"]
    audit(answer(compose("effect", ["mean difference ", Carried(estimate, computed="row 0: estimate")]), rows=[one]))
    with pytest.raises(AuditError, match="should be"):
        audit(answer(compose("effect", ["mean difference ", Carried("-9.9", computed="row 0: estimate")]), rows=[one]))
    with pytest.raises(AuditError, match="which no row gives"):
        audit(answer(compose("effect", ["mean difference ", Carried("-4.5", computed="intuition")]), rows=[one]))


def test_a_count_must_count_its_places():
    spans = (PAGE.span(0, 4), PAGE.span(5, 11))
    audit(answer(compose("limit", [Carried("2 words", spans, "count of 2")])))
    with pytest.raises(AuditError, match="counts 2 places"):
        audit(answer(compose("limit", [Carried("3 words", spans, "count of 3")])))


def test_support_out_of_order_is_refused():
    with pytest.raises(AuditError, match="in order"):
        audit(answer(Sentence("effect", "zinc and iron", (Support("iron", HERE), Support("zinc", HERE)))))


def test_a_sentence_starts_with_a_capital_and_its_support_follows():
    sentence = compose("effect", [Carried("zinc", HERE), " may help"])
    assert sentence.text == "Zinc may help"
    assert sentence.support[0].words == "Zinc"


def test_lists_read_as_lists():
    assert "".join(str(part) for part in listed(["a", "b", "c"])) == "a, b and c"


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [(-0.7133, "RR", "0.49"), (-4.0, "MD", "−4.0"), (-0.004, "MD", "0.0"), (6.0, "OR", "403"), (-0.25, "SMD", "−0.25")],
)
def test_numbers_are_printed_on_the_scale_a_reader_sees(value, measure, text):
    assert shown(value, measure) == text


def test_thousands_stand_apart():
    assert plain(357347, 0) == "357,347"


def test_statements_follow_level_and_size():
    limits = points(3, "3 points")
    assert [size_of(value, limits) for value in (-1, -4, -10, -20, 4)] == ["trivial", "small", "moderate", "large", "small"]
    small = wording_for("low", "small", rises=False)
    assert small is not None
    assert (small.before, small.behind) == ("may reduce", " slightly")
    assert size_of(-0.3, None, (-1.6, 1.0)) == "not shown"
    assert size_of(-0.3, None, (-0.5, -0.1)) == "unknown"
    assert size_of(-2.8, limits, (-4.2, -1.3)) == "small"
    assert size_of(-2.5, limits, (-5.2, 0.3)) == "not shown"
    assert size_of(-0.5, limits, (-1.8, 0.8)) == "trivial"
    assert size_of(-2.0, limits, (-2.5, -1.5)) == "trivial"
    assert wording_for("very low", "large", rises=True) is None
    rise = wording_for("moderate", "large", rises=True)
    assert rise is not None
    assert rise.before == "probably results in a large increase in"
    trivial = wording_for("high", "trivial", rises=True)
    assert trivial is not None
    assert trivial.before == "results in little to no difference in"
