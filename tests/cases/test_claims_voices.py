"""Whose voice a sentence has: what is pasted from a paper is never told as the page's own."""

import pytest

from manystudies.claims import Claim, find_claims
from manystudies.documents import read_document
from manystudies.studies import find_studies


def claims_of(text: str) -> tuple[Claim, ...]:
    document = read_document(text.encode())
    return find_claims((document,), find_studies((document,)))


def voice_of(text: str, words: str) -> str:
    return next(claim.voice for claim in claims_of(text) if words in claim.text)


HEAD = "#### Zinc in nurses: a national cross-sectional survey of their colds\n\nJ Cold Sci. 2019 May;12(3):45-51. doi: 10.5555/cold.2019.12\n\n"
BODY = (
    "The aim of this study was to estimate how common zinc deficiency is among nurses and what goes with it. Blood was drawn from 900 nurses and a "
    "questionnaire was completed face to face. The median serum zinc was 11.2 in winter and 12.4 in summer, and of all nurses 24.1% (95%CI = 21.8-26.5%) "
    "were deficient in zinc, as they were in earlier surveys of the same hospitals.\n\n"
)


def test_an_abstract_goes_on_in_a_list_and_in_what_follows_it():
    text = HEAD + BODY + (
        "The risk of zinc deficiency was lower for nurses who\n\n* ate oysters, decreased with\n\n* more frequent colds and\n\n* increased for smokers.\n\n"
        "In conclusion, zinc deficiency is common and causes colds in nurses.\n"
    )  # fmt: skip
    assert {claim.voice for claim in claims_of(text)} == {"study"}


def test_short_lines_of_an_abstract_before_its_closing_line_are_its_own():
    text = (
        HEAD
        + BODY
        + "Zinc reduced\n\n* colds,\n\n* coughs and\n\n* fever.\n\nThe result revealed that zinc led to an improvement of colds in nurses.\n\nPMID: 12345678\n"
    )
    assert {claim.voice for claim in claims_of(text)} == {"study"}


@pytest.mark.parametrize(
    "comment",
    [
        "Note: zinc prevents colds in everybody",
        "My guess: zinc prevents colds in everybody",
        "Comment by ColdWiki: zinc prevents colds in everybody",
    ],
)
def test_a_comment_between_the_lines_of_an_abstract_is_the_editors(comment):
    text = HEAD + BODY + f"{comment}\n\nOur results suggest that zinc deficiency causes colds in nurses (p = .01).\n"
    assert voice_of(text, "in everybody") == "page"
    assert voice_of(text, "causes colds") == "study"


def test_what_stands_behind_a_rule_or_a_heading_is_the_editors_again():
    text = HEAD + BODY + "---\n\nZinc prevents colds.\n\n## Summary by ColdWiki\n\nZinc treats fever.\n"
    assert voice_of(text, "prevents colds") == "page"
    assert voice_of(text, "treats fever") == "page"


def test_a_label_on_a_line_of_its_own_opens_a_part_of_the_abstract():
    text = (
        HEAD
        + "Methods\n\nThis survey asked 900 nurses.\n\nResults\n\nColds were rare.\n\nConclusion\n\nReduced zinc causes colds in nurses.\n"
    )
    assert voice_of(text, "causes colds") == "study"


def test_highlights_under_a_study_are_its_own():
    text = HEAD + BODY + "### Highlights (by publisher)\n\n* Zinc deficiency causes colds.\n\n* Zinc prevents fever.\n"
    assert {claim.voice for claim in claims_of(text)} == {"study"}


PAPER = (
    "# Zinc and the cold\n\n## Introduction\n\nColds are caused by zinc deficiency in many countries.\n\n## Materials and methods\n\nNurses were asked.\n\n"
    "### Zinc and fever\n\nZinc prevents fever.\n\n## 3. Results\n\nZinc reduced colds.\n\n## 4. Discussion\n\nZinc deficiency leads to colds.\n\n"
    "## What we make of it\n\nZinc cures colds.\n"
)


def test_the_parts_of_a_pasted_paper_are_the_papers_and_what_follows_is_the_pages():
    assert [(claim.voice, claim.text) for claim in claims_of(PAPER) if claim.strength > 3] == [
        ("study", "Colds are caused by zinc deficiency in many countries."),
        ("study", "Zinc prevents fever."),
        ("study", "Zinc reduced colds."),
        ("study", "Zinc deficiency leads to colds."),
        ("page", "Zinc cures colds."),
    ]


def test_a_page_with_an_introduction_and_a_conclusion_of_its_own_is_no_paper():
    text = "# Zinc\n\n## Introduction\n\nZinc prevents colds.\n\n## Conclusion\n\nZinc treats fever.\n"
    assert {claim.voice for claim in claims_of(text)} == {"page"}


REVIEW = (
    HEAD + BODY + "#### Introduction\n\nZinc prevents colds in many people.<sup>[1]</sup> It treats fever as well.<sup>[2,3]</sup>\n\n"
    "#### Measuring zinc\n\nLow zinc causes coughs.<sup>[4]</sup> Many have it [5-7].\n\n#### What we make of it\n\nZinc cures colds.\n"
)  # fmt: skip


def test_a_review_behind_its_abstract_is_the_papers_as_long_as_it_cites_by_numbers():
    assert [voice_of(REVIEW, words) for words in ("in many people", "treats fever", "causes coughs", "cures colds")] == [
        "study",
        "study",
        "study",
        "page",
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "A. B. Doe, C. Roe, D. Poe et al., “Zinc deficiency causes colds in nurses,” Annals of Colds, vol. 94, no. 11, pp. 2756-2767, 1996.",
        "[50] Doe, J.M.; Roe-Poe, D.; Moe, K.M. Zinc prevents colds: results of a trial. *Cold J.* 2007, 85, 1586-1591.",
        "Doe JM, Roe D. Zinc prevents colds. Cold J. 2007;85(6):1586-91.",
    ],
)
def test_an_entry_of_a_list_of_references_claims_nothing(entry):
    assert claims_of(f"# Zinc\n\nHere is more.\n\n{entry}\n") == ()


def test_an_abstract_taken_apart_into_short_lines_is_still_the_papers():
    text = (
        HEAD
        + "**At the start**, zinc was 15 ± 7,\n\n* 16.4 ± 7 in men and\n\n* 14 ± 8 in women, p = 0.003.\n\nZinc prevents colds in all of them (p = .01).\n\nIt also treats fever, with no difference between them.\n\nPMID: 12345678\n"
    )
    assert {claim.voice for claim in claims_of(text)} == {"study"}


def test_all_lines_under_the_last_label_of_an_abstract_are_its_own():
    text = HEAD + (
        "Methods\n\nThis nested case-control study asked 900 nurses.\n\nResults\n\nColds were rare (p = .03).\n\nConclusions/interpretation\n\nNurses with less zinc had more colds than those with more.\n\n"
        " **A 3-fold lower risk was associated with zinc, which prevents colds.** \n\n---\n\nZinc treats fever.\n"
    )  # fmt: skip
    assert voice_of(text, "3-fold") == "study"
    assert voice_of(text, "treats fever") == "page"
