"""Find what pages claim about health: each heading and sentence, whose voice it is, how strong, and what it rests on."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from manystudies.claims.citing import citing_of, names_another
from manystudies.claims.claim import Claim
from manystudies.claims.direction import direction_of
from manystudies.claims.phrases import Phrasebook, read_phrasebook, words_of
from manystudies.claims.sentences import sentence_ranges
from manystudies.claims.sides import population_of, sides_of
from manystudies.claims.strength import wording_of
from manystudies.claims.voice import section_of_blocks, voices
from manystudies.documents import Block, BlockKind, Document
from manystudies.studies import Study
from manystudies.terms import find_terms

_MEDICAL = re.compile(r"\b\w{3,}(?:itis|osis|emia|aemia|pathy|algia|penia|uria|statin|mab|zole|cillin|profen)\b", re.IGNORECASE)
_LETTERS = re.compile(r"\w+")
_LONGEST = 1500
"""A "sentence" longer than this is no sentence (a table or a list run together) and claims nothing we could point at."""
_MOSTLY = 0.5
_HEAD = 200
_TITLE = 180
_TITLE_WORDS = 4
_NO_WORDS: frozenset[BlockKind] = frozenset({"code", "image", "row", "rule"})


def find_claims(documents: Sequence[Document], studies: Sequence[Study]) -> tuple[Claim, ...]:
    """Every heading and sentence that claims something about health, in the order of the pages.

    The page's own voice and a chatbot's are kept apart from the voice of studies pasted into the page. A sentence claims
    something when it has words of the strength ladder and speaks of health; a bare question claims nothing.
    `rests_on` names the studies a sentence cites; without a citation, those of its section; else nothing.

    When not to believe it: an editor's long paragraph inside the section of a pasted study is taken for the study's.
    """
    return tuple(claim for document in documents for claim in (*_title_of(document, studies), *_claims_of(document, studies)))


def _title_of(document: Document, studies: Sequence[Study]) -> Iterator[Claim]:
    """What the title in the front matter claims, unless a heading of the page says the same in the same words."""
    title, span = document.front.title, document.front.title_span
    if not title or span is None or len(title) > _LONGEST:
        return
    wording = wording_of(title)
    if wording.strength == 0 or wording.question or not is_about_health(title) or _is_repeated(document, title):
        return
    subject, target = sides_of(title, wording)
    keys = [study.key for study in _shown(document, studies, title)]
    yield Claim(
        span,
        title,
        "page",
        wording.kind,
        wording.strength,
        direction_of(title, wording, target),
        True,  # noqa: FBT003  # a title is a heading
        subject,
        target,
        population_of(title),
        rests_on=tuple(keys),
        is_title=True,
    )


def _shown(document: Document, studies: Sequence[Study], title: str) -> list[Study]:
    """The studies that a page's title speaks of: those it shows, of these those about what the title names."""
    here = [study for study in studies if study.place.document == document.identity]
    shown = [study for study in here if study.mention in {"abstract", "heading only"}]
    given = {match.concept.name for match in find_terms(title) if match.kind == "intervention"}
    about = [study for study in shown if given & {match.concept.name for match in find_terms(_head(document, study))}]
    return about or [study for study in shown if study.mention == "abstract"] or shown


def _head(document: Document, study: Study) -> str:
    """What says first what a study is about: its title, or the beginning of its section."""
    return study.title.value if study.title is not None else document.words(study.place)[:_HEAD]


def _is_repeated(document: Document, title: str) -> bool:
    plain = _plain(title)
    return any(block.kind == "heading" and _plain(document.block_text(block)) == plain for block in document.blocks)


def _plain(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))


def is_about_health(text: str) -> bool:
    """Whether a sentence has a word of health in it, or names something the terms know."""
    book = _health()
    return (
        (book.may_match(text) and any(True for _ in book.matches(words_of(text))))
        or _MEDICAL.search(text) is not None
        or bool(find_terms(text))
    )


@cache
def _health() -> Phrasebook:
    return read_phrasebook("health.tsv")


def _claims_of(document: Document, studies: Sequence[Study]) -> Iterator[Claim]:
    by_section: dict[int, tuple[Study, ...]] = {}
    for study in studies:
        for identity, index in study.sections:
            if identity == document.identity:
                by_section[index] = (*by_section.get(index, ()), study)
    owners = section_of_blocks(document)
    revisions = {section.index: section.revision for section in document.sections}
    text = document.view.text
    citing = citing_of(document, studies)
    links = tuple((link.start, link.end) for link in document.links if link.kind == "link" and link.start < link.end)
    headline = _headline(document)
    for index, (block, voice) in enumerate(zip(document.blocks, voices(document, by_section), strict=True)):
        if voice is None:
            continue
        owner = owners[index]
        here = by_section.get(owner, ()) if owner is not None else ()
        if len(here) > 1:
            here = _around(document, block, here)
        heads = block.kind == "heading" or index == headline
        if heads and not here and owner is not None:
            here = _below(document, owner, by_section)
        ranges = [(block.start, block.end)] if heads else sentence_ranges(text, block.start, block.end)
        for start, end in ranges:
            sentence = text[start:end]
            if end - start > _LONGEST or not sentence.strip():
                continue
            wording = wording_of(sentence)
            if wording.strength == 0 or wording.question or not is_about_health(sentence):
                continue
            cited = citing.cited(block, start, end)
            place = (start + wording.words[0], start + wording.words[1]) if wording.words else (start, end)
            elsewhere = voice == "chatbot" or (not heads and (_is_link(links, start, end) or _is_link(links, *place)))
            if here and not cited and not heads and names_another(sentence, here):
                # The section's study is another than the one this sentence is about; which, nobody here can say.
                elsewhere = True
            keys = tuple(study.key for study in (cited or (() if elsewhere else here)))
            subject, target = sides_of(sentence, wording)
            yield Claim(
                document.span(start, end),
                sentence,
                voice,
                wording.kind,
                wording.strength,
                direction_of(sentence, wording, target),
                heads,
                subject,
                target,
                population_of(sentence),
                document.span(start + wording.words[0], start + wording.words[1]) if wording.words else None,
                tuple(document.span(start + first, start + last) for first, last in wording.hedges),
                keys,
                owner,
                revisions.get(owner, 0) if owner is not None else 0,
            )


def _around(document: Document, block: Block, studies: tuple[Study, ...]) -> tuple[Study, ...]:
    """Of several studies of one section those whose own lines hold a block; all of them where none does."""
    if block.start >= block.end:
        return studies
    place = document.span(block.start, block.end)
    return tuple(study for study in studies if study.place.meets(place)) or studies


def _headline(document: Document) -> int | None:
    """The first line of a page without headings, where it stands alone above running text and is no sentence: the title of a press release."""
    if any(block.kind == "heading" for block in document.blocks):
        return None
    spoken = [index for index, block in enumerate(document.blocks) if block.role == "body" and block.kind not in _NO_WORDS]
    if len(spoken) <= 1:
        return None
    first, second = (document.blocks[index] for index in spoken[:2])
    words = document.block_text(first).strip()
    alone = first.kind == "paragraph" and "\n" not in words and first.end - first.start < _TITLE <= second.end - second.start + _TITLE // 2
    return spoken[0] if alone and len(words.split()) >= _TITLE_WORDS and not words.endswith((".", ",", ";", ":")) else None


def _below(document: Document, owner: int, by_section: Mapping[int, tuple[Study, ...]]) -> tuple[Study, ...]:
    """The studies that the sections right under a heading show: the paper's title may be a heading of its own."""
    section = document.sections[owner]
    inside = (each for each in document.sections if section.start < each.start < section.end and each.level == section.level + 1)
    return tuple({study.key: study for each in inside for study in by_section.get(each.index, ())}.values())


def _is_link(links: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a sentence is little more than the words of a link: then it names what stands on the page it leads to."""
    at = bisect_right(links, (start, end)) - 1
    near = links[max(0, at) : at + 2]
    return any(min(last, end) - max(first, start) >= _MOSTLY * (end - start) for first, last in near)
