"""How loudly words are held against a study: an error only where explicit words stand against a design said outright."""

import pytest

from manystudies.checks import Problem, check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies


def problems_of(*pages: str) -> tuple[Problem, ...]:
    documents = tuple(read_document(page.encode()) for page in pages)
    studies = find_studies(documents)
    findings = [finding for document in documents for finding in find_findings(document, studies)]
    return check(documents, studies, findings, find_claims(documents, studies))


def told(code: str, *pages: str) -> list[str]:
    return [problem.severity for problem in problems_of(*pages) if problem.code == code]


def page(title: str, abstract: str, heading: str = "Zinc and the cold in adults") -> str:
    return f'---\ntitle: "{title}"\ndate: 2020-01-01\n---\n\n#### {heading}\n\nJ Cold Sci. 2019 May;12(3):45-51. doi: 10.5555/cold.2019.12\n\n{abstract}\n'


COHORT = "METHODS: This prospective cohort study followed 400 adults for two years. RESULTS: Zinc levels were associated with fewer colds (p = .03)."
VAGUE = (
    "METHODS: We measured zinc in 400 adults. RESULTS: There was an association between zinc and the common cold (p = .03) in all of them."
)


def test_a_cure_from_a_cohort_that_says_so_is_an_error_and_from_an_unsaid_design_is_not():
    assert told("MS401", page("Zinc prevents the common cold", COHORT)) == ["high"]
    assert told("MS401", page("Zinc prevents the common cold", VAGUE)) == ["medium"]


def test_a_guess_about_nothing_of_health_is_no_problem():
    assert told("MS408", page("Zinc", COHORT, heading="Zinc and the cold in adults (same authors?)")) == []


@pytest.mark.parametrize(
    ("title", "ratio", "severity"),
    [
        ("Colds 1.5X more likely if low zinc", "1.53", "low"),
        ("Colds 2.2X more likely if low zinc", "2.25", "medium"),
        ("Colds 4X more likely if low zinc", "4.10", "high"),
        ("Colds 7X more likely if low zinc", "0.141", "high"),
    ],
)
def test_an_odds_ratio_told_as_a_risk_is_told_as_loudly_as_the_two_differ(title, ratio, severity):
    abstract = (
        f"METHODS: This case-control study compared 200 adults with and 200 without a cold. RESULTS: The odds ratio was {ratio} (p = .01)."
    )
    assert told("MS402", page(title, abstract)) == [severity]


def test_an_odds_ratio_below_one_told_the_other_way_round_is_turned_round_before_it_is_made_a_risk():
    abstract = (
        "METHODS: This case-control study compared 200 adults with and 200 without a cold. RESULTS: The odds ratio was 0.141 (p = .01)."
    )
    [problem] = [each for each in problems_of(page("Colds 7X more likely if low zinc", abstract)) if each.code == "MS402"]
    assert problem.recomputed == "5.44 / 4.41 / 3.71"
    assert "7.09 the other way round" in problem.message


RANDOMISED = (
    "METHODS: In this randomised trial 90 adults were randomly assigned to zinc or placebo. RESULTS: Zinc did not prevent asthma (p = .60)."
)


def test_two_pages_that_disagree_are_no_error_of_either():
    one = "# Zinc prevents asthma\n\nMany people take zinc for years.\n"
    assert "high" not in told("MS501", one, page("Zinc and asthma", RANDOMISED, heading="Zinc and asthma in adults"))


def test_a_sentence_without_a_study_against_a_trial_of_the_same_page_is_no_error():
    text = page("Zinc and asthma", RANDOMISED, heading="Zinc and asthma in adults")
    assert "high" not in told("MS501", f"{text}\n## More\n\nZinc prevents asthma in the long run.\n")


ANIMALS = "METHODS: Thirty mice were fed zinc or chow. RESULTS: Zinc reduced asthma in mice (p = .01)."


def test_under_a_title_that_says_mice_a_reader_knows_of_whom_a_sentence_speaks():
    text = page("Zinc reduces asthma in mice", ANIMALS, heading="Zinc and asthma in a mouse model") + "\n---\n\nZinc prevents asthma.\n"
    assert told("MS401", text) == ["medium"]
    assert "high" in told("MS401", text.replace('in mice"', 'in everybody"').replace("in a mouse model", "in a model of it"))


@pytest.mark.parametrize("piece", ["zinc reduced asthma and", "prevents asthma,", "Zinc reduced"])
def test_a_piece_of_a_sentence_is_not_held_against_a_design(piece):
    text = page("Zinc and asthma", COHORT, heading="Zinc and asthma in adults") + f"\n---\n\n* {piece}\n* colds in zinc takers\n"
    assert told("MS401", text) == []


def test_how_much_something_rose_from_baseline_is_not_held_against_who_was_let_in():
    abstract = (
        "METHODS: In this randomised trial 90 adults with vitamin D deficiency (< 20 ng/ml) were randomised to vitamin D or placebo. RESULTS: The median increase in "
        "serum 25-vitamin D from baseline was 26 ± 17 ng/ml in the active group and 4 ± 8 ng/ml in the placebo group."
    )
    assert "high" not in told("MS212", page("Vitamin D and asthma", abstract))


SERIES = (
    '---\ntitle: "Zinc and pain"\ndate: 2020-01-01\n---\n\n# Zinc and pain\n\n{}\n\n## References\n\n'
    "1. Doe J, Roe R. Zinc deficiency seen as pain: a case series. *Pain J*. 2009;33:24-27. doi:10.5555/pain.2009.33\n"
    "2. Poe E. Pain in nurses. *Pain J*. 2010;34:29-31. doi:10.5555/pain.2010.34\n"
)


@pytest.mark.parametrize(
    ("sentence", "severities"),
    [
        ("Repletion of zinc resulted in fewer pains over time.[1]", []),
        ("By week 14, all of her pains were completely resolved.[1]", []),
        ("Zinc relieves pain.[1]", ["medium"]),
    ],
)
def test_what_a_cited_study_saw_may_be_told_in_the_past_tense_and_not_made_a_rule(sentence, severities):
    problems = problems_of(SERIES.format(sentence))
    assert [each.severity for each in problems if each.code in {"MS401", "MS404", "MS406"}] == severities


def test_the_odds_ratio_next_to_what_is_told_is_the_one_meant():
    abstract = "METHODS: This case-control study compared 200 adults. RESULTS: Age had an odds ratio of 4.63 (p = .01). Zinc had an odds ratio of 4.11 (p = .02)."
    [problem] = [each for each in problems_of(page("Colds 4.1X more likely if low zinc", abstract)) if each.code == "MS402"]
    assert problem.consistent_range == "odds ratio 4.11"


def test_a_title_that_says_it_only_appears_so_is_no_error():
    assert "high" not in told("MS401", page("Appears that zinc prevents the common cold", COHORT))


def test_a_level_that_the_study_tells_as_so_many_fold_is_no_odds_ratio():
    abstract = "METHODS: This case-control study compared 200 adults. RESULTS: Lead was 3.8-fold higher in people with a cold. The odds ratio was 4.18 (p = .01)."
    assert told("MS402", page("Lead 3.8X more in people with a cold", abstract)) == []


def test_a_sentence_that_denies_one_thing_and_shows_another_denies_nothing():
    abstract = (
        "METHODS: This meta-analysis pooled 19 randomised trials. RESULTS: Zinc had no significant effect on grip strength, but a significant positive effect on leg strength (p = .03). "
        "CONCLUSION: Zinc has a positive impact on strength, and more so on leg strength."
    )
    assert "high" not in told(
        "MS401", page("Leg strength improved with zinc", abstract, heading="Zinc and muscle strength: a meta-analysis")
    )


def test_what_was_not_changed_in_the_same_people_is_another_thing():
    abstract = "METHODS: In this randomised trial 54 obese patients got zinc or starch. RESULTS: Copper levels of obese patients remained unaffected by zinc (p = .9)."
    assert "high" not in told("MS401", page("Zinc reduced inflammation of obese patients", abstract))


def test_a_sentence_beside_a_study_is_told_less_loudly_than_a_heading_over_it():
    text = page("Zinc and the common cold", COHORT) + "\n---\n\nNote: zinc typically prevents the common cold.\n"
    assert told("MS401", text) == ["medium"]


def test_a_title_that_says_it_was_a_trial_over_a_study_read_as_a_cohort_is_no_error():
    assert "high" not in told("MS401", page("Zinc prevents the common cold - RCT", COHORT))
