"""Risk of bias: the sentence that speaks to each domain is shown, the judgement stays with a person."""

import pytest

from manystudies.certainty import Body, bias_questions, judge, speaks_to_bias, tool_for, unspoken
from manystudies.documents import read_document
from manystudies.pooling import NotPooled
from manystudies.studies import find_studies

TRIAL = """## Zinc and colds

**Zinc in colds: a randomised trial**

Smith A. J Med. 2020. doi: 10.1000/zinc

Methods: People were assigned by a computer-generated list kept in sealed opaque envelopes. The trial was double-blind. Colds were rated by outcome assessors who did not know the group. The primary outcome was days with a cold (NCT01234567).

Results: Of 90 people 4 were lost to follow-up; the analysis was by intention to treat. The groups were similar in age and sex at baseline.

## References

1. Jones B. Compliance and confounding in matched cohorts. J Epi 2001;1:1-2.
"""
COHORT = """## Zinc and colds

**Zinc status and colds: a cohort study**

Smith A. J Med. 2021. doi: 10.1000/cohort

Methods: Consecutive patients were recruited. Zinc levels were measured once. Estimates were adjusted for age.

Results: Compliance was not recorded.
"""


def told(text):
    document = read_document(text.encode())
    study = next(study for study in find_studies((document,)) if study.mention == "abstract")
    signs = speaks_to_bias(study, {document.identity: document})
    return document, study, signs


def test_every_domain_of_a_trial_is_shown_with_the_sentence_that_speaks_to_it():
    document, study, signs = told(TRIAL)
    assert tool_for(study) == "RoB 2"
    sentences = {sign.question.name: document.words(sign.sentence) for sign in signs}
    assert set(sentences) == {question.name for question in bias_questions("RoB 2")}
    assert "computer-generated list" in sentences["randomisation"]
    assert "sealed opaque envelopes" in sentences["concealment"]
    assert sentences["blinding"] == "The trial was double-blind."
    assert "lost to follow-up" in sentences["missing data"]
    assert "primary outcome" in sentences["selective reporting"] or "NCT01234567" in sentences["selective reporting"]
    assert all(document.words(sign.span) in document.words(sign.sentence) for sign in signs)
    assert unspoken([study], signs) == ()


def test_an_observational_study_is_asked_by_robins_i_and_a_reference_list_says_nothing_for_it():
    document, study, signs = told(COHORT + TRIAL[TRIAL.index("## References") :])
    assert tool_for(study) == "ROBINS-I"
    sentences = {sign.question.name: document.words(sign.sentence) for sign in signs}
    assert sentences["confounding"] == "Estimates were adjusted for age."
    assert "Consecutive patients" in sentences["selection"]
    assert "Compliance was not recorded" in sentences["what else was taken"]
    assert not any("Jones" in sentence for sentence in sentences.values())
    assert "selective reporting" in {question.name for question in unspoken([study], signs)}


@pytest.mark.parametrize("text", [TRIAL, COHORT])
def test_what_the_text_says_never_moves_the_level_nor_ends_its_being_provisional(text):
    _, study, signs = told(text)
    footing = "randomised" if text is TRIAL else "observational"
    body = Body(footing, (study,), NotPooled("no numbers", ()))
    with_signs = judge(Body(footing, (study,), NotPooled("no numbers", ()), signs=signs))
    assert with_signs.level == judge(body).level
    assert with_signs.provisional
    reason = next(reason for reason in with_signs.reasons if reason.domain == "risk of bias")
    assert not reason.judged
    assert reason.why.startswith("Nobody has judged the risk of bias yet. The studies' own text speaks to ")
    assert reason.spans == tuple(sign.span for sign in signs)


def test_the_tools_have_all_their_domains():
    assert len({question.domain for question in bias_questions("RoB 2")}) == 5
    assert len({question.domain for question in bias_questions("ROBINS-I")}) == 7
