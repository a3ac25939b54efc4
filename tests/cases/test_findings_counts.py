"""Counts, shares, summaries, tests and limits as reports print them."""

from manystudies.documents import Document, Span, read_abstract
from manystudies.findings import BeforeAfter, Counts, Criterion, Finding, Number, Share, TwoArms, find_findings
from manystudies.findings import Test as StatisticTest


def words(document: Document, number: Number | None) -> str | None:
    return None if number is None else document.quote(number.span)


def read(text: str) -> tuple[Document, tuple[Finding, ...]]:
    document = read_abstract(text)
    return document, find_findings(document)


def test_a_share_in_words_is_bound_to_the_size_of_its_group() -> None:
    text = (
        "METHODS: The total number of subjects enrolled was 201, including 78 patients with asthma and 123 controls.\n"
        "RESULTS: Fifty-nine patients with asthma (75.6%) and 52 controls (42.3%) were deficient, P< .001."
    )
    document, found = read(text)
    shares = [each for each in found if isinstance(each, Share)]
    assert [(words(document, each.events), words(document, each.total), each.bound) for each in shares] == [
        ("Fifty-nine", "78", "from arm"),
        ("52", "123", "from arm"),
    ]
    [counts] = [each for each in found if isinstance(each, Counts)]
    assert (float(counts.whole), [float(part) for part in counts.parts]) == (201, [78, 123])
    [both] = [each for each in found if isinstance(each, TwoArms)]
    assert (both.first.arm.role, both.second.arm.role) == ("unknown", "control") or (both.first.arm.role, both.second.arm.role) == (
        "intervention",
        "control",
    )
    assert both.p is not None


def test_a_total_opens_its_sentence() -> None:
    document, found = read("Of 35 patients enrolled, 21 (60%) had anaemia.")
    [share] = [each for each in found if isinstance(each, Share)]
    assert (words(document, share.events), words(document, share.total), words(document, share.percent)) == ("21", "35", "60")


def test_what_is_left_after_a_loss_is_a_difference() -> None:
    _, found = read(
        "Of 35 patients enrolled, 21 (60%) took iron. In 2 patients levels stayed low, and these 2 patients were excluded. The remaining 19 patients improved."
    )
    [counts] = [each for each in found if isinstance(each, Counts)]
    assert (counts.relation, float(counts.whole), [float(part) for part in counts.parts]) == ("difference", 19, [21, 2])


def test_groups_in_words_and_digits_add_up() -> None:
    document, found = read(
        "One hundred and fifty-five consecutive patients were included. They were divided into two groups: 36 patients with levels \N{GREATER-THAN OR EQUAL TO}20 ng/mL and 119 patients with levels <20 ng/mL."
    )
    [counts] = [each for each in found if isinstance(each, Counts)]
    assert words(document, counts.whole) == "One hundred and fifty-five"
    assert float(counts.whole) == 155


def test_a_mean_with_its_sd_before_and_after() -> None:
    _, found = read("Sleep scores improved from 24.9 \N{PLUS-MINUS SIGN} 5.1 to 21.1 \N{PLUS-MINUS SIGN} 2.9 points (p <0.001).")
    [change] = [each for each in found if isinstance(each, BeforeAfter)]
    assert change.before.spread is not None
    assert change.after.spread is not None
    assert [float(each) for each in (change.before.centre, change.before.spread, change.after.centre, change.after.spread)] == [
        24.9,
        5.1,
        21.1,
        2.9,
    ]
    assert change.p is not None
    assert (change.p.comparator, float(change.p.number)) == ("<", 0.001)


def test_a_median_with_its_range_before_and_after() -> None:
    _, found = read(
        "The median pretreatment ferritin level was 21.7 nmol/l (13.45-57.4), which improved to 61.8 nmol/l (42.58-95.9) (P = 0.002) with the treatment."
    )
    [change] = [each for each in found if isinstance(each, BeforeAfter)]
    assert (change.before.kind, change.after.kind) == ("median", "median")
    assert change.before.low is not None
    assert (float(change.before.low), float(change.after.centre), change.before.unit) == (13.45, 61.8, "nmol/l")


def test_a_stretch_of_years_or_ages_is_no_change() -> None:
    assert not [each for each in read("Patients aged from 18 to 65 years were seen from 2010 to 2014.")[1] if isinstance(each, BeforeAfter)]


def test_the_two_of_a_chi_square_may_be_its_square() -> None:
    _, found = read("Pain was commoner (\N{GREEK SMALL LETTER CHI} (2)=12.87, P<0.001).")
    [test] = [each for each in found if isinstance(each, StatisticTest)]
    assert (test.statistic, float(test.value), test.degrees_doubtful) == ("chi2", 12.87, True)


def test_degrees_of_freedom_are_read_in_brackets() -> None:
    _, found = read("The effect held, F(2, 30) = 4.10, p = .03, and t(28) = 2.20, p = .036.")
    tests = [each for each in found if isinstance(each, StatisticTest)]
    assert [(each.statistic, [float(degree) for degree in each.degrees]) for each in tests] == [("F", [2, 30]), ("t", [28])]


def test_limits_of_eligibility_and_of_treatment_are_told_apart() -> None:
    _, found = read(
        "METHODS: Patients with zinc deficiency (<50 nmol/l) were treated with zinc. Scores were taken after the zinc level was corrected to >50 nmol/l. The trial lasted until each patient got > 20 ng."
    )
    limits = [each for each in found if isinstance(each, Criterion)]
    assert [(each.kind, each.side, float(each.limit), each.unit) for each in limits] == [
        ("eligibility", "<", 50, "nmol/l"),
        ("target", ">", 50, "nmol/l"),
        ("target", ">", 20, "ng"),
    ]


def test_two_arms_with_means_and_sds_are_one_comparison() -> None:
    _, found = read(
        "METHODS: In this randomised trial 64 adults received iron (n = 32) or placebo (n = 32).\n"
        "RESULTS: The score fell by 11.9 points (SD 8.04) with iron and by 7.88 (5.89) with placebo (P = 0.03)."
    )
    [both] = [each for each in found if isinstance(each, TwoArms)]
    assert both.first.summary is not None
    assert both.second.summary is not None
    assert (both.first.summary.kind, both.second.summary.kind, both.second.summary.spread_kind) == ("change", "change", "sd")
    assert (both.first.arm.role, both.second.arm.role) == ("intervention", "control")
    assert both.first.arm.people is not None
    assert float(both.first.arm.people) == 32


def test_a_text_without_numbers_has_no_findings() -> None:
    assert read("Magnesium may help some people with restless legs.")[1] == ()


def test_every_number_stands_at_its_span() -> None:
    document, found = read("Fifty-nine of 78 people (75.6%) and 52 of 123 controls (42.3%) slept badly (OR 4.24, 95% CI 2.3 to 7.9).")
    assert found
    for finding in found:
        if isinstance(finding, Share):
            for number in (finding.events, finding.total, finding.percent):
                assert number is None or isinstance(number.span, Span)
                assert number is None or document.quote(number.span) == number.printed.text
