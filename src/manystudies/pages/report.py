"""The report as one HTML file: what each part shows, gathered before the template sets it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from manystudies.answers import Page, Report, Sentence
from manystudies.checks import Problem
from manystudies.documents import Span, clipped
from manystudies.pages.cards import cards_of, is_number, steps_of
from manystudies.pages.layers import safe
from manystudies.pages.links import Links
from manystudies.pages.overview import overview_of
from manystudies.pages.pieces import Piece, Printed
from manystudies.pages.places import Places
from manystudies.pages.rendering import render
from manystudies.pages.results import result_of
from manystudies.pages.sheets import sheets_of
from manystudies.pages.trials_between import trials_between
from manystudies.pages.words import SENTENCE_LABELS, VERDICT_WORDS, verdict_of
from manystudies.pooling import Pooled
from manystudies.studies import Study, Worded

NEXT_STEPS = 6
MOST_CARDS = 500
"""So many verdicts of a kind are shown; a page with more of them is counted to the end and told so."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A study as the report lists it, each cell opening its words."""

    anchor: str
    title: Markup
    titled: bool
    authors: Markup
    design: str
    design_words: Markup
    year: Markup
    journal: Markup
    people: Markup
    identifiers: tuple[tuple[str, str, Markup], ...]
    mention: str
    page: str


def report_html(report: Report) -> str:
    """The whole report as one self-contained HTML file, readable without scripts and without a network.

    The order is: the answer, the summary of findings, each result with its plot, the pages as written with what was
    checked, the studies, the numbers. Every number opens the place it is printed at, or the list it was computed from.
    """
    places = Places.of(report)
    links, printed = Links(places), Printed.of(report, places)
    studies = {study.key: study for study in report.studies}
    results = tuple(result_of(row, number, printed, studies, links) for number, row in enumerate(report.answer.rows, 1))
    wrong = [problem for problem in report.problems if problem.flagged]
    told = [problem for problem in report.problems if not problem.flagged]
    flagged = cards_of(wrong[:MOST_CARDS], "p", printed, links)
    others = cards_of(told[:MOST_CARDS], "o", printed, links)
    right = cards_of(report.recomputed[:MOST_CARDS], "r", printed, links)
    used = {key.partition("#")[0] for row in report.answer.rows for key in row.studies} | {
        finding.context.study for finding in report.findings
    }
    listed = [(listed_of(study, number, printed, links), study) for number, study in enumerate(report.studies, 1)]
    drawn = {(card.problem.verdict, card.sign, card.verdict) for card in (*flagged, *right)}
    names = {
        "title": title_of(report)[0],
        "heading": links.html(printed.linked(*title_of(report), "")),
        "question": links.html(printed.linked(report.answer.question, (), "")),
        "overviews": overview_of(report.answer.rows, links),
        "sentences": said_of(report, printed, links),
        "glance": glance_of(report, wrong, links),
        "next": steps_of(flagged, NEXT_STEPS),
        "results": results,
        "networks": trials_between(report.answer.rows, studies),
        "methods": methods_of(report),
        "flagged": {card.number: card for card in flagged},
        "impossible": [card for card in flagged if is_number(card.problem)],
        "key": sorted(drawn, key=lambda each: (list(VERDICT_WORDS).index(each[0]), each[2])),
        "others": others,
        "left_out": sum(max(0, len(each) - MOST_CARDS) for each in (wrong, told, report.recomputed)),
        "right": right,
        "listed": [each for each, study in listed if study.mention != "listed" or study.key in used],
        "references": [each for each, study in listed if study.mention == "listed" and study.key not in used],
    }
    return render("report.html.jinja", names | {"sheets": sheets_of(report, links, printed, flagged, right), "report": report})


def methods_of(report: Report) -> list[list[str]]:
    """How the results were pooled: each paragraph once, with its references behind it."""
    told = dict.fromkeys(row.result.methods() for row in report.answer.rows if isinstance(row.result, Pooled))
    return [each.splitlines() for each in told]


def said_of(report: Report, printed: Printed, links: Links, sentences: Sequence[Sentence] | None = None) -> list[tuple[str, Markup]]:
    """The sentences of the answer, or only some of them; a label stands before the first one of its kind."""
    told = report.answer.sentences if sentences is None else sentences
    rows = {row.sentence: f"e{number}-in" for number, row in enumerate(report.answer.rows, 1)}
    elsewhere = "results" if rows else "written"
    return [
        (
            SENTENCE_LABELS[each.kind] if place == 0 or told[place - 1].kind != each.kind else "",
            links.html(printed.sentence(each, rows.get(each, elsewhere))),
        )
        for place, each in enumerate(told)
    ]


def title_of(report: Report) -> tuple[str, tuple[Span, ...]]:
    """What the report is called: the title of its page (and how many more there are), with the words it comes from."""
    named = [_name(page) for page in report.pages]
    if not named:
        return "Nothing read", ()
    more = len({name for name, _ in named}) - 1
    return named[0][0] + (f" and {more} more" if more else ""), named[0][1]


def _name(page: Page) -> tuple[str, tuple[Span, ...]]:
    document = page.document
    if document.front.title:
        return " ".join(document.front.title.split()), (document.front.span,) if document.front.span else ()
    first = next((block for block in document.blocks if block.kind == "heading" and block.role == "body"), None)
    if first is None:
        return page.name, ()
    return " ".join(document.block_text(first).split()), (document.span(first.start, first.end),)


def glance_of(report: Report, wrong: list[Problem], links: Links) -> list[tuple[Markup, str]]:
    """The counts on top, each opening its list, and what is counted."""
    found = Counter(verdict_of(problem) for problem in wrong)
    changed = found[VERDICT_WORDS["contradicted"]] + found[VERDICT_WORDS["changed"]]
    rows = [
        ("written", found[VERDICT_WORDS["stronger_than_study"]], ("claim stronger than its study", "claims stronger than their study")),
        ("written", found[VERDICT_WORDS["unsupported"]], ("passage without a source", "passages without a source")),
        ("written", changed, ("passage contradicted or changed", "passages contradicted or changed")),
        ("numbers", found[VERDICT_WORDS["inconsistent"]], ("result impossible as printed", "results impossible as printed")),
        ("numbers", found["Breaks its own criterion"], ("value outside its own criterion", "values outside their own criterion")),
        ("written", found["To mend"], ("place to mend", "places to mend")),
        ("numbers-right", len(report.recomputed), ("number recomputes", "numbers recompute")),
        (
            "studies" if report.studies else "results",
            _studies_told(report),
            ("study", "studies"),
        ),
    ]
    return [
        (links.html((Piece(str(count), source=target),)), words[count != 1])
        for target, count, words in rows
        if count or target == "studies"
    ]


def _studies_told(report: Report) -> int:
    """How many studies the pages tell of: those with words or a row of their own, and rows that a table alone tells of."""
    told = {study.key for study in report.studies if study.mention != "listed"}
    rows = {study.key for study in report.studies if study.mention == "table row"}
    used = {key for row in report.answer.rows for key in row.studies}
    return len(told | {key for key in used if key.partition("#")[0] not in rows})


def listed_of(study: Study, number: int, printed: Printed, links: Links) -> Listed:
    """A study as the report lists it."""

    def shown(worded: Worded | None) -> Markup:
        if worded is None:
            return Markup("")
        if " ".join(worded.value.split()) == links.places.words(worded.span):
            return links.html(printed.quote(worded.span, 300))
        return links.html(printed.linked(worded.value, (worded.span,), ""))

    addresses = {"doi": "https://doi.org/", "pmid": "https://pubmed.ncbi.nlm.nih.gov/", "nct": "https://clinicaltrials.gov/study/"}
    name = study.name if study.name != study.key else clipped(links.places.words(study.place), 90)
    identifiers = []
    for each in study.identifiers:
        address = addresses.get(each.kind, "") + each.value if each.state != "truncated" and each.kind in addresses else ""
        told = "" if each.state == "as printed" else f" ({each.state})"
        identifiers.append((each.kind.upper(), address if safe(address) else "", links.opening(each.value + told, each.span)))
    return Listed(
        f"t{number}", shown(study.title) or links.opening(name, study.place), study.title is not None, shown(study.authors), study.design,
        links.html(printed.quote(study.design_words, 80)) if study.design_words else Markup(""),
        _quoted(study.year, printed, links), shown(study.journal), _quoted(study.people, printed, links), tuple(identifiers), study.mention, links.places.page(study.place).name,
    )  # fmt: skip


def _quoted(worded: Worded | None, printed: Printed, links: Links) -> Markup:
    return links.html(printed.quote(worded.span, 60)) if worded else Markup("")
