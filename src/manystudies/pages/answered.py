"""An answer for a terminal or a program: each sentence with its kind, and where each of its numbers and names stands."""

import re
from collections.abc import Sequence
from itertools import groupby
from json import dumps

from manystudies.answers import OutcomeRow, Report, Sentence
from manystudies.pages.export import Json, row_json
from manystudies.pages.places import Places
from manystudies.pages.words import SENTENCE_LABELS

_FORMAT = "manystudies ask 1"
"""What docs/ask-json.md describes; the number rises when a key changes its meaning."""
_MOST_LINES = 6
_LONGEST_QUESTION = 200
_BRACKETS = re.compile(r" \([^()]{0,300}\)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey instead of showing: escape sequences, and marks that turn the direction of writing."""


def answer_text(report: Report, told: Sequence[str] = (), width: int = 100) -> str:
    """The answer as plain text: `told` first, then the sentences under their kinds, each followed by its places as `path:line`.

    Further lines of the same page follow the first one: `page.md:20, 40, 50`.
    """
    places, rows = Places.of(report), {row.sentence: row for row in report.answer.rows}
    question = " ".join(report.answer.question.split())
    lines = [question if len(question) <= _LONGEST_QUESTION else f"{question[:_LONGEST_QUESTION]}…"]
    lines += [line for each in told for line in _wrapped(each, "", width)]
    for kind, sentences in groupby(report.answer.sentences, lambda each: each.kind):
        lines += ["", SENTENCE_LABELS[kind]]
        for sentence in sentences:
            lines += _wrapped(sentence.text, "  ", width)
            where = _where(sentence, rows.get(sentence), places)
            lines += _wrapped(where, "    at ", width) if where else []
            lines += _wrapped(why_level(rows[sentence]), "    why ", width) if sentence in rows else []
    if not report.answer.sentences:
        lines += ["", "Nothing on these pages answers the question."]
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", "\n".join(lines)) + "\n"


def answer_json(report: Report, told: Sequence[str] = ()) -> str:
    """The answer as one JSON object, as docs/ask-json.md describes it: question, what to know of it, sentences with support and places, and the rows behind them."""
    places = Places.of(report)
    person = report.answer.person
    whole: Json = {
        "format": _FORMAT,
        "question": report.answer.question,
        "told": list(told),
        "asked_for": {
            "population": person.population,
            "values": [{"analyte": fact.analyte, "value": fact.value, "as_given": fact.text} for fact in person.facts],
        },
        "sentences": [_sentence(each, places) for each in report.answer.sentences],
        "rows": [row_json(row, places) for row in report.answer.rows],
    }
    return dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _sentence(sentence: Sentence, places: Places) -> dict[str, Json]:
    support: list[Json] = []
    for each in sentence.support:
        held: list[Json] = []
        for span in each.spans:
            place = places.place(span)
            held.append({"path": place.path, "line": place.line, "start": place.start, "end": place.end, "quote": place.quote})
        support.append({"words": each.words, "computed": each.computed, "places": held})
    return {"kind": sentence.kind, "label": SENTENCE_LABELS[sentence.kind], "text": sentence.text, "support": support}


def _where(sentence: Sentence, row: OutcomeRow | None, places: Places) -> str:
    """Where the words of a sentence, and the results its row rests on, stand: each line once, the pages in the order of the report."""
    spans = [finding.context.sentence for finding in row.findings] if row is not None else []
    lines: dict[str, set[int]] = {}
    for span in [*(span for support in sentence.support for span in support.spans), *spans]:
        place = places.place(span)
        lines.setdefault(place.path, set()).add(place.line)
    return "; ".join(f"{path}:{_listed(sorted(held))}" for path, held in lines.items())


def why_level(row: OutcomeRow) -> str:
    """Why a row has its level of certainty, in short: where it starts and each domain that moved it.

    The report and the JSON hold each reason in full, with its thresholds and the words that show it.
    """
    reasons = row.certainty.reasons
    told = [_short(reason.why) for reason in reasons if reason.domain == "starting point"]
    for reason in reasons:
        if reason.domain != "starting point" and (reason.step or reason.who):
            step = f"{reason.step:+d}".replace("-", "\N{MINUS SIGN}") if reason.step else "no step"
            told.append(f"{reason.domain} {step} ({reason.why.rstrip('.') if reason.who else _short(reason.why)})")
    return f"{row.certainty.level}: {'; '.join(told)}"


def _short(why: str) -> str:
    """The first clause of a reason, without what stands in brackets; its first letter small unless a name."""
    clause = _BRACKETS.sub("", why.split(". ", maxsplit=1)[0]).split(";")[0].rstrip(".")
    return clause[:1].lower() + clause[1:] if clause[1:2].islower() else clause


def _listed(lines: Sequence[int]) -> str:
    more = [f"and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES + 1 else [str(line) for line in lines[_MOST_LINES:]]
    return ", ".join([*(str(line) for line in lines[:_MOST_LINES]), *more])


def _wrapped(text: str, first: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, width, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False, break_on_hyphens=False)
