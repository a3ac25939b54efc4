"""The first screen: what was tried on one axis, above the words, with nothing that is no controlled result."""

import re
from xml.etree import ElementTree as ET

from manystudies.pages import report_html
from manystudies.review import page_of_bytes, review, topic_pages

PICTURE = re.compile(r'<svg class="forest overview".*?</svg>', re.DOTALL)


def pictures(report):
    return PICTURE.findall(report_html(report))


def test_the_picture_stands_above_the_words_and_the_words_above_the_tables():
    html = report_html(review(topic_pages(), "which is best for restless legs?"))
    question, picture, words, table = (
        html.index(sign) for sign in ('id="answer-h"', 'class="forest overview"', 'class="say', 'class="sof"')
    )
    assert question < picture < words < table


def test_every_controlled_result_of_the_outcome_is_drawn_once_wide_and_narrow():
    report = review(topic_pages(), "restless legs")
    drawn = pictures(report)
    assert len(drawn) == 2
    for picture in drawn:
        root = ET.fromstring(picture)  # noqa: S314 - made by the project itself
        marks = [each for each in root.iter() if each.get("class") == "mark"]
        assert [each.get("href") for each in marks] == [
            f"#e{number}" for number, row in enumerate(report.answer.rows, 1) if row.outcome == "IRLS" and row.result.effects
        ]
        assert "grey: less than 3 points, hardly noticed" in picture


def test_marks_stay_inside_the_picture():
    for picture in pictures(review(topic_pages())):
        root = ET.fromstring(picture)  # noqa: S314
        width, height = float(root.get("width")), float(root.get("height"))
        for each in root.iter():
            if each.tag.endswith("rect"):
                assert -10 <= float(each.get("x")) <= width
                assert float(each.get("y")) + float(each.get("height")) <= height


def test_what_was_seen_without_a_control_group_is_no_picture_on_top():
    text = (
        b"## Magnesium helps\n\n**Magnesium in restless legs: a single-arm study**\n\nAble A. J Test. 2020. doi: 10.1000/one\n\n"
        b"In this uncontrolled before-after study of 12 adults, the IRLS fell from 24.9 \xc2\xb1 5.1 to 21.1 \xc2\xb1 2.9 with magnesium (p < 0.001).\n"
    )
    report = review([page_of_bytes("one.md", text)])
    assert report.answer.rows
    assert pictures(report) == []


def test_nothing_to_answer_from_draws_nothing():
    assert pictures(review([page_of_bytes("empty.md", b"# A page\n\nNothing of note.")], "which is best?")) == []
