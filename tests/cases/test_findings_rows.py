"""Light rows of bare texts: sentences with roles, estimates with places."""

from manystudies.findings import QuestionRow, read_directions, read_estimates, read_numbers, read_sentences

ABSTRACT = (
    "Sleep is often poor in people with itching legs. We aimed to find out whether zinc improves sleep. In this randomised trial, 80 adults were "
    "assigned to zinc or placebo for 8 weeks. The primary outcome was the sleep score at week 8. The score fell by 4.1 points with zinc and by 1.2 "
    "points with placebo (P = .02). Adverse events were mild and did not differ between groups. These findings suggest that zinc may improve sleep."
)


def test_an_abstract_without_labels_is_told_apart_by_its_words() -> None:
    roles = [row["role"] for row in read_sentences(ABSTRACT)]
    # An aim at the end of a background is told from it only where the abstract has paragraphs.
    assert roles[0] == "BACKGROUND"
    assert roles[1] in {"BACKGROUND", "OBJECTIVE"}
    assert roles[2:] == ["METHODS", "METHODS", "RESULTS", "RESULTS", "CONCLUSIONS"]


def test_labels_decide_where_there_are_any() -> None:
    rows = read_sentences("AIM: To test zinc. METHODS: We gave zinc to 20 people. They slept. RESULTS: It helped. CONCLUSIONS: Zinc helps.")
    assert [row["role"] for row in rows] == ["OBJECTIVE", "METHODS", "METHODS", "RESULTS", "CONCLUSIONS"]


def test_every_place_holds_the_number_it_is_said_to_hold() -> None:
    text = "Falls were rarer (RR 0\N{MIDDLE DOT}71, 95% CI 0\N{MIDDLE DOT}53 to 0\N{MIDDLE DOT}90, p = 0\N{MIDDLE DOT}02; risk difference \N{MINUS SIGN}4.2%, \N{MINUS SIGN}6.0 to \N{MINUS SIGN}2.4)."
    for row in read_estimates(text):
        for name, place in row["spans"].items():
            printed = text[place[0] : place[1]].replace("\N{MIDDLE DOT}", ".").replace("\N{MINUS SIGN}", "-")
            assert float(printed) == row[name]  # type: ignore[literal-required]


def test_an_empty_text_has_no_rows() -> None:
    assert read_sentences("") == []
    assert read_estimates("") == []


def test_the_people_and_shares_of_a_trial_are_told_by_group() -> None:
    text = (
        "We randomly assigned 120 women to zinc (n = 61) or placebo (n = 59). At week 8, 45% of women in the zinc group and 22% of women in the "
        "placebo group slept well (P = .004)."
    )
    told = [(row["kind"], row["arm"], row["value"]) for row in read_numbers(text)]
    assert told == [
        ("n_total", "all", 120), ("n_arm", "intervention", 61), ("n_arm", "control", 59), ("percent", "intervention", 45), ("percent", "control", 22),
    ]  # fmt: skip


def test_numbers_in_words_stand_at_their_words() -> None:
    text = "Eighty-two patients were randomly assigned to exercise (n = 41) or usual care (n = 41)."
    first = read_numbers(text)[0]
    assert (first["kind"], first["value"], text[first["start"] : first["end"]]) == ("n_total", 82, "Eighty-two")


def test_a_text_without_numbers_gives_no_rows() -> None:
    assert read_numbers("Zinc helped.") == []


TRIAL = (
    "Eighty adults with asthma were randomised to zinc or placebo. Cough was significantly less frequent with zinc than with placebo (p = 0.01). "
    "Lung function did not differ between the groups (p = 0.60). Sleep quality improved more in the zinc group than in the placebo group (p = 0.02). "
    "Zinc may ease cough."
)


def test_directions_are_told_for_each_outcome_asked() -> None:
    asked = [
        QuestionRow(id=outcome, intervention="zinc", comparator="placebo", outcome=outcome)
        for outcome in ("cough", "lung function", "sleep quality")
    ]
    assert [row["label"] for row in read_directions(TRIAL, asked)] == ["decreased", "no difference", "increased"]


def test_the_direction_turns_with_the_arms() -> None:
    asked = QuestionRow(id="1", intervention="placebo", comparator="zinc", outcome="sleep quality")
    assert read_directions(TRIAL, [asked])[0]["label"] == "decreased"


def test_a_direction_rests_on_a_sentence_of_the_text() -> None:
    asked = QuestionRow(id="1", intervention="zinc", comparator="placebo", outcome="cough")
    row = read_directions(TRIAL, [asked])[0]
    assert TRIAL[row["start"] : row["end"]].startswith("Cough was significantly less frequent")
    assert 0 < row["confidence"] <= 1


def test_quartiles_behind_a_median_are_its_quartiles_and_of_its_group() -> None:
    rows = read_numbers(
        "We randomly assigned 90 adults to zinc (n = 45) or placebo (n = 45). "
        "Median survival was 12.5 months (IQR 7.1 to 20.3) with zinc and 9.4 months (IQR 5.0 to 15.2) with placebo."
    )
    told = [(row["kind"], row["arm"], row["value"]) for row in rows if row["kind"] in {"median", "q1", "q3"}]
    assert told == [
        ("median", "intervention", 12.5), ("q1", "intervention", 7.1), ("q3", "intervention", 20.3),
        ("median", "control", 9.4), ("q1", "control", 5.0), ("q3", "control", 15.2),
    ]  # fmt: skip
