"""The question that a seed page asks is answered in fewer words than the chatbot's answer pasted under it, and nothing is uncited."""

import re

from manystudies.answers import audit
from manystudies.review import page_of_bytes, review

QUESTION = "Are there others? Which is best? Is there some combination which is best?"
WORD = re.compile(r"[A-Za-z]{2,}")
ADDRESS = re.compile(r"https?://\S+|<[^>]{0,200}>|&\w+;")


def answered(data):
    report = review([page_of_bytes("seed.txt", data)], QUESTION)
    audit(report.answer, [page.document for page in report.pages])
    return report


def test_the_answer_is_shorter_than_the_chatbots_on_every_page_that_holds_one(seeds):
    met = 0
    for data in seeds.values():
        report = answered(data)
        document = report.pages[0].document
        chatbot = " ".join(document.block_text(block) for block in document.blocks if block.role == "chatbot")
        if not chatbot:
            continue
        met += 1
        ours = " ".join(sentence.text for sentence in report.answer.sentences)
        assert len(WORD.findall(ours)) < len(WORD.findall(ADDRESS.sub(" ", chatbot)))
    assert met


def test_every_number_and_name_of_it_stands_on_the_page_or_in_a_row(seeds):
    for data in seeds.values():
        report = answered(data)
        for sentence in report.answer.sentences:
            carried = {word for support in sentence.support for word in re.findall(r"\d+", support.words)}
            assert set(re.findall(r"\d+", sentence.text)) <= carried
        assert report.answer.sentences[0].kind == "best"
        assert report.answer.sentences[1].kind == "together"
        assert [sentence.kind for sentence in report.answer.sentences[-2:]] == ["limit", "limit"]
