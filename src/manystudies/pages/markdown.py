"""An evidence box in Markdown, to paste back into the page it was made from."""

from collections import Counter
from math import sqrt

from manystudies.answers import OutcomeRow, Report
from manystudies.pages.figures import interval_shown, shown
from manystudies.pages.forest import MEASURE_NAMES, TWO_SIDED_95
from manystudies.pages.words import COUNT_WORDS, circles, counted, verdict_of
from manystudies.pooling import Pooled
from manystudies.studies import Study

_MEANING = frozenset("\\`*_{}[]<>#|~^$&")


def report_markdown(report: Report) -> str:
    """The answer, the summary of findings, the studies and the count of what was checked, as one box in Markdown.

    Words from the page are escaped, so that none of them becomes markup, raw HTML or a shortcode.
    """
    studies = {study.key: study for study in report.studies}
    named = [key for row in report.answer.rows for key in row.studies]
    lines = ["### What the evidence says", ""]
    if report.answer.question:
        lines += [f"**{escaped(report.answer.question)}**", ""]
    lines += [f"- {escaped(sentence.text)}" for sentence in report.answer.sentences] or ["- The page holds no study with a result."]
    if report.answer.rows:
        lines += ["", "| Compared | Outcome | Studies | Effect (95% interval) | Certainty |", "| --- | --- | --- | --- | --- |"]
        lines += [_row(row) for row in report.answer.rows]
    shown_studies = [studies[key] for key in dict.fromkeys(named) if key in studies]
    if shown_studies:
        lines += ["", "Studies:", "", *(f"- {_study(study)}" for study in shown_studies)]
    lines += ["", _checked(report), ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Words on one line in which nothing means anything to Markdown, HTML or a site builder.

    >>> escaped("p < .05 | {{x}} *y*")
    'p &lt; .05 &#124; &#123;&#123;x&#125;&#125; &#42;y&#42;'
    """
    named = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return "".join(named.get(letter) or (f"&#{ord(letter)};" if letter in _MEANING else letter) for letter in " ".join(text.split()))


def _row(row: OutcomeRow) -> str:
    compared = f"{row.intervention} against {row.comparator}" if row.comparator else row.intervention
    people = f", {row.people:,} people" if row.people is not None else ""
    result = row.result
    if isinstance(result, Pooled):
        name = MEASURE_NAMES.get(result.measure, result.measure)
        low, high = result.interval.low, result.interval.high
        effect = f"{name} {shown(result.estimate, result.measure)} ({interval_shown(low, high, result.measure)})"
    else:
        effect = f"not pooled. {result.reason}"
        if len(result.effects) == 1:
            only = result.effects[0]
            reach = TWO_SIDED_95 * sqrt(only.variance)
            interval = interval_shown(only.estimate - reach, only.estimate + reach, only.measure)
            effect = f"{MEASURE_NAMES.get(only.measure, only.measure)} {shown(only.estimate, only.measure)} ({interval}); {effect}"
    level = f"{circles(row.certainty.level)} {row.certainty.level}{' (provisional)' if row.certainty.provisional else ''}"
    cells = (compared[:1].upper() + compared[1:], row.outcome, f"{len(row.studies)}{people}", effect, level)
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _study(study: Study) -> str:
    parts = [study.name if study.title is None else study.title.value, study.design]
    if study.people:
        parts.append(f"{study.people.value} people")
    doi, pmid = study.identifier("doi"), study.identifier("pmid")
    parts += [f"doi:{doi}"] if doi else [f"PMID {pmid}"] if pmid else []
    return escaped(" · ".join(parts))


def _checked(report: Report) -> str:
    verdicts = Counter(verdict_of(problem) for problem in report.problems if problem.flagged)
    found = "; ".join(f"{verdicts[verdict]} {words}" for verdict, words in COUNT_WORDS.items() if verdicts[verdict])
    numbers = counted(len(report.recomputed), "number recomputes", "numbers recompute")
    return f"*Checked: {numbers}{'; ' + found if found else ''}. No medical advice.*"
