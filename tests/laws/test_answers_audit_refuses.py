"""The audit against somebody who wants to smuggle something in: every mutation of a true answer is refused."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.answers import Person, Sentence, Support, answer, audit, read_fact
from manystudies.certainty import Opinion
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.errors import AuditError
from manystudies.findings import find_findings
from manystudies.studies import find_studies


@cache
def true():
    document = read_document((files("manystudies") / "topics" / "restless-legs.md").read_bytes())
    studies = find_studies((document,))
    claims = find_claims((document,), studies)
    person = Person((read_fact("ferritin", "40"),))
    opinions = [Opinion("risk of bias", -1, "many were lost", "A. Reader", about="oral iron | pramipexole | IRLS | randomised")]
    question = "which is best for restless legs, is some combination best?"
    found = answer(question, (document,), studies, find_findings(document, studies), claims, (), opinions)
    liked = answer("iron rls", (document,), studies, find_findings(document, studies), claims, (), opinions, person)
    return (document,), (found, liked)


def refused(found, sentence, place, documents):
    """Whether an answer with this sentence in that place is not believed, wherever the sentence stands."""
    sentences = (*found.sentences[:place], sentence, *found.sentences[place + 1 :])
    with pytest.raises(AuditError):
        audit(replace(found, sentences=sentences), documents)
    if found.sentences[place] in {row.sentence for row in found.rows}:
        rows = tuple(replace(row, sentence=sentence) if row.sentence == found.sentences[place] else row for row in found.rows)
        with pytest.raises(AuditError):
            audit(replace(found, sentences=sentences, rows=rows), documents)


PLACES = st.tuples(st.integers(0, 1), st.integers(0, 400), st.integers(0, 10_000))


def chosen(place):
    documents, answers = true()
    found = answers[place[0]]
    at = place[1] % len(found.sentences)
    return documents, found, at, found.sentences[at]


@settings(max_examples=200)
@given(PLACES, st.sampled_from("0123456789"))
def test_no_digit_can_be_changed_even_where_its_support_is_changed_along(place, digit):
    documents, found, at, sentence = chosen(place)
    digits = [match.start() for match in re.finditer(r"\d", sentence.text)]
    if not digits:
        return
    where = digits[place[2] % len(digits)]
    if sentence.text[where] == digit:
        return
    text = sentence.text[:where] + digit + sentence.text[where + 1 :]
    begin, support = 0, []
    for each in sentence.support:
        start = sentence.text.index(each.words, begin)
        begin = start + len(each.words)
        words = each.words
        if start <= where < begin:
            words = words[: where - start] + digit + words[where - start + 1 :]
        support.append(replace(each, words=words))
    # The number of a study's year and of a count may stay true by chance only where the words still say it.
    refused(found, Sentence(sentence.kind, text, tuple(support)), at, documents)


@settings(max_examples=150)
@given(
    PLACES,
    st.sampled_from(
        [
            "7",
            "3 of 4",
            "95%",
            "½",
            "nine",
            "twice",
            "always",
            "proven",
            "cures",
            "safe",
            "doctors",
            "miracle",
            "ginseng",
            "never",
            "half",
            "percent",
            "all",
        ]
    ),
)
def test_nothing_can_be_slipped_in_between_the_words_of_a_template(place, words):
    documents, found, at, sentence = chosen(place)
    spaces = [match.start() for match in re.finditer(" ", sentence.text)]
    where = spaces[place[2] % len(spaces)]
    begin = 0
    for each in sentence.support:
        start = sentence.text.index(each.words, begin)
        begin = start + len(each.words)
        if start <= where < begin:
            return
    text = f"{sentence.text[:where]} {words}{sentence.text[where:]}"
    if words in {"½", "all"}:
        return
    refused(found, Sentence(sentence.kind, text, sentence.support), at, documents)


@settings(max_examples=120)
@given(PLACES, st.sampled_from(["iron", "vitamin D", "magnesium", "placebo", "ropinirole", "IRLS", "restless legs syndrome", "vitamin K"]))
def test_no_name_can_be_put_in_the_place_of_another(place, name):
    documents, found, at, sentence = chosen(place)
    held = [
        each for each in sentence.support if each.spans and not each.computed and not re.search(r"\d|“|says|[a-z] [a-z]+ [a-z]", each.words)
    ]
    if not held:
        return
    old = held[place[2] % len(held)]
    documented = " ".join(documents[0].words(span) for span in old.spans).casefold()
    if name.casefold() in documented or name.casefold() in old.words.casefold() or old.words.casefold() in name.casefold():
        return
    if name == "iron" and "ferr" in documented:
        return
    if "rls" in documented or "restless" in documented:
        return
    text = sentence.text.replace(old.words, name)
    support = tuple(replace(each, words=name) if each == old else each for each in sentence.support)
    refused(found, Sentence(sentence.kind, text, support), at, documents)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("may reduce", "reduces"),
        ("may reduce", "may increase"),
        ("probably reduces", "results in a large reduction in"),
        ("was not shown to change", "may result in little to no difference in"),
        ("was not shown to change", "may result in a large reduction in"),
        ("Certainty: low ⊕⊕◯◯", "Certainty: high ⊕⊕⊕⊕"),
        ("Certainty: low ⊕⊕◯◯", "Certainty: low ⊕⊕⊕◯"),
        (", provisional", ""),
        ("4 randomised trials", "one randomised trial"),
        ("None of them can be called best", "They can be called best"),
        (" slightly", ""),
    ],
)
def test_a_statement_says_what_level_and_size_allow_and_no_more(old, new):
    documents, (found, _) = true()
    met = False
    for at, sentence in enumerate(found.sentences):
        if old in sentence.text and sentence in {row.sentence for row in found.rows}:
            met = True
            support = tuple(each for each in sentence.support if each.words in sentence.text.replace(old, new, 1))
            refused(found, Sentence(sentence.kind, sentence.text.replace(old, new, 1), support), at, documents)
    assert met or old.startswith("None")


def test_a_whole_sentence_cannot_be_added():
    documents, (found, _) = true()
    row = next(row for row in found.rows if row.result.effects)
    span = row.findings[0].context.sentence
    for sentence in (
        Sentence("effect", "Iron cures everybody.", (Support("Iron", (span,)),)),
        Sentence("best", "Intravenous iron is better.", ()),
        Sentence("effect", "Certainty: high ⊕⊕⊕⊕.", (Support("high", (), "intuition"),)),
        Sentence("limit", "Take iron every day.", ()),
        Sentence("effect", "Iron works in 9 of 10 people.", (Support("9 of 10", (), "row 0: estimate"),)),
        Sentence("best", "Nothing here can be called best.", (Support("Nothing here can be called best", (), "ranking"),)),
    ):
        with pytest.raises(AuditError):
            audit(replace(found, sentences=(*found.sentences, sentence)), documents)


def test_the_true_answers_pass():
    documents, answers = true()
    for found in answers:
        audit(found, documents)
