"""Which numbers of a sentence are doses, with their units; the sentences are invented."""

import pytest

from manystudies.findings import read_doses

DOSES = [
    ("Adults took 10 mg of zolpidem nightly.", [(10, "mg")]),
    ("They received 5, 10 or 20 mg/day of the drug.", [(5, "mg/day"), (10, "mg/day"), (20, "mg/day")]),
    ("Children were given amoxicillin 40 mg/kg/day.", [(40, "mg/kg/day")]),
    ("Iron sucrose (200 mg) was infused five times.", [(200, "mg")]),
    ("Latanoprost 0.005% was compared with timolol maleate 0.5%.", [(0.005, "%"), (0.5, "%")]),
    ("Brinzolamide/brimonidine tartrate 1%/0.2% fixed combination was used.", [(1, "%"), (0.2, "%")]),
    ("A 2% gel was applied.", [(2, "%")]),
    ("Lidocaine 1 µg/mL twice daily was instilled.", [(1, "µg/mL")]),
    ("Cisplatin 40 mg/m2 weekly was added.", [(40, "mg/m2")]),
    ("Metformin (≥ 1500 mg/day) went on.", [(1500, "mg/day")]),
    ("The ointment\u2009was given as 25\u00a0mg.", [(25, "mg")]),
]
NO_DOSES = [
    "Ferritin was 40 ng/mL and haemoglobin 12.1 g/dL.",
    "Fasting glucose fell by 17 mg/dl.",
    "Weight loss was 3.2 kg and blood loss of 350 ml was seen.",
    "Cholesterol was 190 ± 23 mg/dL.",
    "Cough was reported with enalapril (11.4%) more often than with placebo (3.5%).",
    "HbA1c 7.5% or more was required; 33% of patients had it.",
    "The glomerular filtration rate was below 30 mL/min.",
]


@pytest.mark.parametrize(("text", "wanted"), DOSES)
def test_doses_are_read_with_their_units(text, wanted):
    assert [(row["value"], row["unit"]) for row in read_doses(text)] == wanted


@pytest.mark.parametrize("text", NO_DOSES)
def test_what_was_measured_in_people_is_no_dose(text):
    assert read_doses(text) == []


def test_the_number_of_a_dose_stands_at_its_place():
    text = "Adults took 1,000 or 2,000 IU a day."
    assert [text[row["start"] : row["end"]] for row in read_doses(text)] == ["1,000", "2,000"]
