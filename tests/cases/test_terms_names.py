"""Concepts found under the names people use for them."""

import pytest

from manystudies.errors import InputError
from manystudies.terms import concept, find_terms, load_terms, propose_tags, tidy_unit, unit_factor

NAMED = [
    ("Restless legs syndrome is common", ["restless legs syndrome"]),
    ("restless-legs", ["restless legs syndrome"]),
    ("Restless Leg Syndrome", ["restless legs syndrome"]),
    ("RLS", ["restless legs syndrome"]),
    ("rls", []),
    ("Willis\N{EN DASH}Ekbom disease", ["restless legs syndrome"]),
    ("vitamin D", ["vitamin D"]),
    ("VITAMIN D", ["vitamin D"]),
    ("vitamin-D", ["vitamin D"]),
    ("vitamin\nD", ["vitamin D"]),
    ("vitamin\n\nD", []),
    ("cholecalciferol", ["vitamin D"]),
    ("vitamin D deficiency", ["vitamin D deficiency"]),
    ("vitamin D levels", ["25(OH)D"]),
    ("25(OH)D", ["25(OH)D"]),
    ("25-hydroxy vitamin D", ["25(OH)D"]),
    ("serum 25(OH)D", ["25(OH)D"]),
    ("vitamins C and E", ["vitamin C", "vitamin E"]),
    ("vitamins B6, B12 and K2", ["vitamin B6", "vitamin B12", "vitamin K2"]),
    ("vitamin D or placebo", ["vitamin D", "placebo"]),
    ("vitamin D and E. coli", ["vitamin D", "vitamin E"][:1]),
    ("vitamin B\N{SUBSCRIPT ONE}\N{SUBSCRIPT TWO}", ["vitamin B12"]),
    ("folic acid", ["folate"]),
    ("omega 3", ["omega-3"]),
    ("\N{GREEK SMALL LETTER OMEGA}-3", ["omega-3"]),
    ("ferric carboxymaltose (FCM)", ["intravenous iron", "intravenous iron"]),
    ("ferrous sulphate", ["oral iron"]),
    ("ferrous sulfate", ["oral iron"]),
    ("iron-deficiency anemia", ["iron deficiency anaemia"]),
    ("iron deficiency anaemia", ["iron deficiency anaemia"]),
    ("haemodialysis patients", ["haemodialysis"]),
    ("hemodialysis", ["haemodialysis"]),
    ("Parkinson's disease", ["Parkinson disease"]),
    ("Parkinson\N{RIGHT SINGLE QUOTATION MARK}s disease", ["Parkinson disease"]),
    ("Parkinson disease", ["Parkinson disease"]),
    ("tuberculosis", ["tuberculosis"]),
    ("BCG vaccination", ["BCG vaccine"]),
    ("nocturnal leg cramps", ["nocturnal leg cramps"]),
    ("MS", ["multiple sclerosis"]),
    ("5 ms", []),
    ("IRLS", ["IRLS"]),
    ("International Restless Legs Severity Scale", ["IRLS"]),
    ("HbA1c", ["HbA1c"]),
    ("PHQ-9", ["PHQ-9"]),
    ("pregnant women", ["pregnancy"]),
    ("older adults", ["elderly"]),
    ("high blood pressure", ["hypertension"]),
    ("environment", []),
    ("ironing", []),
    ("wordless", []),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_a_concept_is_found_under_its_names(text, names):
    assert [match.concept.name for match in find_terms(text)] == names


def test_a_match_stands_at_its_words():
    text = "In haemodialysis, vitamins C and E helped (25(OH)D was low)."
    assert [text[match.start : match.end] for match in find_terms(text)] == ["haemodialysis", "vitamins C", "E", "25(OH)D"]


def test_an_unknown_word_stays_itself():
    assert concept("flibbertigibbet") is None


@pytest.mark.parametrize("name", ["Willis-Ekbom disease", "rls", "Restless Legs", "restless leg syndrome"])
def test_a_concept_is_known_by_any_of_its_names(name):
    assert concept(name).name == "restless legs syndrome"


def test_a_scale_knows_its_ends_its_direction_and_the_difference_that_matters():
    scale = concept("International Restless Legs Severity Scale")
    assert (scale.low, scale.high, scale.better, scale.important) == (0, 40, "lower", 3)


def test_a_user_adds_terms_and_the_new_one_wins_over_the_old():
    terms = load_terms(
        '[intervention]\n"sea moss" = ["Chondrus crispus"]\n[outcome]\n"itch score" = { names = ["itch"], better = "lower", range = [0, 10], important = 2 }\n'
    )
    assert [match.concept.name for match in find_terms("Chondrus crispus for itch", terms)] == ["sea moss", "itch score"]
    assert terms.by_name["itch score"].important == 2
    assert find_terms("Chondrus crispus") == ()


@pytest.mark.parametrize(
    "extra",
    ["[intervention", "[herb]\nx = []", '[outcome]\n"x" = { names = [], better = "sideways" }', '[outcome]\n"x" = 5', "intervention = 3"],
)
def test_extra_terms_that_cannot_be_read_are_refused_in_one_line(extra):
    with pytest.raises(InputError, match=r"\A[^\n]+\Z"):
        load_terms(extra)


def test_tags_are_what_the_title_names_or_the_text_repeats():
    proposal = propose_tags("Iron for restless legs", "Magnesium once. Ferritin, ferritin and again ferritin. Placebo, placebo, placebo.")
    assert proposal.tags == ("iron", "restless legs syndrome", "ferritin")
    assert proposal.categories == ("minerals", "sleep")


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("ng/ml", "ng/mL"),
        ("ng per mL", "ng/mL"),
        ("\N{MICRO SIGN}g/l", "ug/L"),
        ("\N{GREEK SMALL LETTER MU}g/L", "ug/L"),
        ("mcg", "ug"),
        ("nmol/l", "nmol/L"),
        ("mg / dl", "mg/dL"),
        ("international units", "IU"),
    ],
)
def test_a_unit_has_one_spelling(printed, unit):
    assert tidy_unit(printed) == unit


def test_vitamin_d_in_blood_converts_by_the_factor_of_its_molar_mass():
    assert unit_factor(concept("25(OH)D"), "ng/ml") == pytest.approx(2.496)
    assert unit_factor(concept("25(OH)D"), "nmol/L", "ng/mL") == pytest.approx(1 / 2.496)
    assert unit_factor(concept("25(OH)D"), "furlong") is None


def test_every_smallest_difference_and_every_scale_says_where_it_comes_from():
    terms = load_terms()
    assert [each.name for each in terms.concepts if each.important is not None and not each.source] == []
    assert [each.name for each in terms.concepts if each.important is not None and not each.better] == []


def test_every_broader_concept_exists():
    terms = load_terms()
    assert [each.name for each in terms.concepts if each.broader and each.broader not in {other.name for other in terms.concepts}] == []


def test_no_name_belongs_to_two_concepts():
    terms = load_terms()
    assert [(each.name, name) for each in terms.concepts for name in each.names if concept(name) is not each] == []
