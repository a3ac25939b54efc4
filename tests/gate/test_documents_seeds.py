"""Offsets of everything the gold lists for the two seed pages; skipped where the gold is absent."""

import json

import pytest

from manystudies.documents import read_document


@pytest.fixture(scope="module")
def gold(shared):
    return json.loads((shared / "bench/rls/seed_studies.json").read_text("utf-8"))["documents"]


@pytest.fixture(scope="module")
def article(seeds):
    return read_document(next(data for name, data in seeds.items() if name.startswith("000")))


@pytest.fixture(scope="module")
def wiki(seeds):
    return read_document(next(data for name, data in seeds.items() if name.startswith("003")))


def source(document, start):
    return document.view.source_start(start)


def test_the_text_as_given_is_the_bytes_decoded(seeds):
    for data in seeds.values():
        assert read_document(data).text == data.decode("utf-8")


def test_every_heading_of_the_article_is_found_where_it_stands(article, gold):
    found = {source(article, block.start): article.block_text(block) for block in article.blocks if block.kind == "heading"}
    for heading in gold[0]["headings"]:
        assert found.get(heading["start"]) == heading["text"]
    own = [block for block in article.blocks if block.kind == "heading" and block.role == "body"]
    assert len(own) == 1 + sum(heading["copy"] is not None for heading in gold[0]["headings"])


def test_the_second_copy_of_the_article_is_a_revision_and_starts_at_its_place(article, gold):
    assert [source(article, revision.start) for revision in article.revisions] == [0, gold[0]["second_copy_start"]]
    assert {section.revision for section in article.sections} == {0, 1}
    split = article.revisions[1].start
    assert all(section.end <= split if section.revision == 0 else section.start >= split for section in article.sections)


def test_all_eleven_places_of_mojibake_are_repaired_and_nothing_else(article, shared):
    rows = [json.loads(line) for line in (shared / "bench/checks/seed_gold_dev.jsonl").read_text("utf-8").splitlines()]
    places = [row for row in rows if row["check"] == "mojibake"]
    assert len(article.repairs) == 11
    for row in places:
        assert any(row["start"] <= repair.span.start and repair.span.end <= row["end"] for repair in article.repairs), row["id"]
        start, end = article.view.view_start(row["start"]), article.view.view_end(row["end"])
        assert article.view.text[start:end] == row["fix"].split(" (")[0]
    assert {repair.codec for repair in article.repairs} == {"cp1253"}
    assert [edit for edit in article.edits if edit.reason not in {"mojibake", "character"}] == []


def test_furniture_disclaimer_and_references_of_the_article_are_told_from_its_text(article, gold):
    roles = {source(article, block.start): block.role for block in article.blocks}
    assert all(role == "furniture" for start, role in roles.items() if start >= gold[0]["boilerplate_start"])
    assert roles[gold[0]["disclaimer_start"]] == "disclaimer"
    assert [source(article, entry.start) for entry in article.references] == [entry["start"] for entry in gold[0]["reference_list"]]
    assert sum(article.block_text(block) == "Visit Source" and block.role == "furniture" for block in article.blocks) == 92
    assert sum(article.block_text(block) == "[signup]" and block.role == "furniture" for block in article.blocks) == 4
    assert [role for start, role in sorted(roles.items()) if start < 154] == ["metadata"] * 3 + ["body"] + ["metadata"] * 3


def test_headings_of_the_wiki_page_have_their_level_words_and_place(wiki, gold):
    found = [
        (block.level, wiki.block_text(block), wiki.text.rfind("\n", 0, source(wiki, block.start)) + 1)
        for block in wiki.blocks
        if block.kind == "heading"
    ]
    assert found == [(heading["level"], heading["text"], heading["start"]) for heading in gold[1]["headings"]]
    assert [section.index for section in wiki.sections if section.heading is not None] == [
        heading["index"] for heading in gold[1]["headings"]
    ]


def test_every_link_image_and_pdf_of_the_wiki_page_is_found(wiki, gold):
    want = {(link["start"], link["text"], link["url"]) for link in gold[1]["links"]}
    have = {(link.source.start, wiki.view.text[link.start : link.end], link.url) for link in wiki.links if link.kind != "image"}
    assert want == {(start, words, url) for start, words, url in have}
    assert [(image["start"], image["url"]) for image in gold[1]["images"]] == [
        (link.source.start, link.url) for link in wiki.links if link.kind == "image"
    ]
    assert {each["url"] for each in gold[1]["pdfs"]} <= {link.url for link in wiki.links if link.kind == "pdf"}
    assert all(link.safe for link in wiki.links)


def test_the_chatbot_answer_and_the_reference_list_of_the_wiki_page_are_told(wiki, gold):
    second, third = gold[1]["headings"][:2]
    answer = [block for block in wiki.blocks if second["start"] <= source(wiki, block.start) < third["start"]]
    assert answer
    assert {block.role for block in answer} == {"chatbot"}
    assert {block.role for block in wiki.blocks if block not in answer} & {"chatbot"} == set()
    assert [(mark.label, mark.url) for mark in wiki.citations] == [
        (link["text"], link["url"]) for link in gold[1]["links"] if link["text"].isdigit()
    ]
    assert len(wiki.references) == 22
    for entry, expected in zip(wiki.references, gold[1]["reference_list"], strict=True):
        assert wiki.view.text[entry.start : entry.end] == expected["raw"]
        assert wiki.quote(wiki.span(entry.start, entry.end)) == expected["raw"]


def test_front_matter_and_shortcodes_of_the_wiki_page_are_kept_out_of_the_view(wiki, gold):
    matter = gold[1]["front_matter"]
    assert (wiki.front.title, wiki.front.date) == (matter["title"], matter["date"])
    assert (wiki.front.tags, wiki.front.categories) == (tuple(matter["tags"]), tuple(matter["categories"]))
    assert [(edit.start, edit.end) for edit in wiki.edits if edit.reason == "shortcode"] == [
        (each["start"], each["end"]) for each in gold[1]["shortcodes"]
    ]
    for trace in ("{{<", "**", "](", "<span", "&nbsp;", "<img"):
        assert trace not in wiki.view.text
