"""An abstract pasted into a page without title, authors or journal is still a study (all written for this test)."""

from manystudies.documents import read_document
from manystudies.studies import find_studies

PAGE = """#### Things to think of before surgery - by the editor

1. Copper helps as well

1. Ask about tin

The relation of zinc to the length of stay is not known. Therefore this study aimed to tell the effect of zinc on the days people stay after surgery. The present double-blind clinical trial was performed on 44 adult patients after surgery. Using permuted block randomization, the patients were recruited in zinc and placebo arms. In the placebo group, four patients were excluded. Zinc was measured in both groups at the start and after a week. The zinc and placebo groups had a tablet of 50 mg zinc and the same tablet without zinc, respectively. Fourteen men and 8 women were recruited in the zinc group, as well as 13 men and 5 women in the placebo group. The mean stay was 7.6 ± 4 days in the zinc group and 9.7 ± 4.5 days in the placebo group (p = 0.12).

Despite two days fewer, the difference was not statistically significant. Larger studies are recommended.
"""


def test_a_long_paragraph_with_its_own_data_and_design_is_a_study():
    (study,) = find_studies((read_document(PAGE.encode()),))
    assert study.design == "randomised trial"
    assert study.people is not None
    assert study.people.value == "44"


def test_what_an_editor_wrote_above_it_is_no_part_of_it():
    document = read_document(PAGE.encode())
    (study,) = find_studies((document,))
    assert document.words(study.place).startswith("The relation of zinc")


def test_a_paragraph_that_only_tells_of_studies_is_none():
    story = "Many people take zinc. " * 20 + "A randomised trial found that zinc helped, and patients were pleased (n = 20). " * 3
    found = find_studies((read_document(f"# Zinc today\n\n{story}\n\n## Copper\n\nShort.\n".encode()),))
    assert all(study.design != "before-after" for study in found)


def test_a_short_paragraph_is_a_study_where_the_paper_speaks_itself():
    page = (
        "# Zinc for colds\n\n## Zinc shortens colds - RCT 2019\n\n"
        "We randomly assigned 120 adults with a cold of less than a day to zinc lozenges (n = 60) or placebo (n = 60). Colds lasted 4.5 ± 1.6 days "
        "with zinc and 6.1 ± 2.2 days with placebo.\n"
    )
    (study,) = find_studies((read_document(page.encode()),))
    assert study.design == "randomised trial"
    told = page.replace("We randomly assigned 120", "They randomly assigned 120")
    assert find_studies((read_document(told.encode()),)) == ()
