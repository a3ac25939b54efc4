"""An answer for a terminal or a program: each sentence with its kind, and where each of its numbers and names stands."""

from collections.abc import Sequence
from itertools import groupby
from json import dumps

from manystudies.answers import OutcomeRow, Report, Sentence
from manystudies.pages.export import Json, row_json
from manystudies.pages.places import Places
from manystudies.pages.words import SENTENCE_LABELS

_WIDTH = 100
_MOST_PLACES = 8


def answer_text(report: Report, told: Sequence[str] = ()) -> str:
    """The answer as plain text: `told` first, then the sentences under their kinds, each followed by its places as `path:line`."""
    places, rows = Places.of(report), {row.sentence: row for row in report.answer.rows}
    lines = [report.answer.question, *told]
    for kind, sentences in groupby(report.answer.sentences, lambda each: each.kind):
        lines += ["", SENTENCE_LABELS[kind]]
        for sentence in sentences:
            lines += _wrapped(sentence.text)
            where = _where(sentence, rows.get(sentence), places)
            lines += _wrapped(where, "    at ") if where else []
    if not report.answer.sentences:
        lines += ["", "Nothing on these pages answers the question."]
    return "\n".join(lines) + "\n"


def answer_json(report: Report, told: Sequence[str] = ()) -> str:
    """The answer as one JSON object: question, what to know of it, sentences with support and places, and the rows behind them."""
    places = Places.of(report)
    whole: Json = {
        "question": report.answer.question,
        "told": list(told),
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
    found = [f"{path}:{line}" for path, held in lines.items() for line in sorted(held)]
    more = [f"and {len(found) - _MOST_PLACES} more places"] if len(found) > _MOST_PLACES else []
    return ", ".join([*found[:_MOST_PLACES], *more])


def _wrapped(text: str, first: str = "  ") -> list[str]:
    from textwrap import wrap

    return wrap(text, _WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False, break_on_hyphens=False)
