"""What the checks say, and the report in a few lines, as plain text for a terminal."""

from collections import Counter
from itertools import groupby

from manystudies.answers import Report
from manystudies.checks import CODES, Problem
from manystudies.documents import Block, clipped
from manystudies.pages.places import Places
from manystudies.pages.words import COUNT_WORDS, VERDICT_WORDS, circles, counted, verdict_of

_QUOTE = 120
_TOGETHER = frozenset({"MS001", "MS407"})
"""Problems that come by the dozen: garbled letters and sentences without a source."""


def check_text(report: Report) -> str:
    """Every flagged problem with file, line and column, in the order of the report (worst first); then what recomputes, in one line.

    The first line of each has the form `file:line:column: severity code verdict`, which editors can jump to.
    """
    places = Places.of(report)
    flagged = [problem for problem in report.problems if problem.flagged]
    lines = [line for group in _together(flagged, places) for line in _told(group, places)]
    ignored = [problem for problem in report.problems if problem.ignored]
    lines += [line for problem in ignored for line in _ignored(problem, places)]
    rest = Counter(VERDICT_WORDS[problem.verdict].lower() for problem in report.problems if not problem.flagged and not problem.ignored)
    ending = [counted(len(flagged), "problem"), f"{len(report.recomputed)} recompute"]
    ending += [f"{len(ignored)} ignored with a reason"] if ignored else []
    ending += [f"{count} {words}" for words, count in sorted(rest.items())]
    return "\n".join([*lines, " · ".join(ending)]) + "\n"


def summary_lines(report: Report) -> tuple[tuple[str, str], ...]:
    """The report in a handful of lines, each a label and its words: read, studies, numbers, claims, to mend, answer."""
    return tuple((label, words) for label, words in _summary(report) if words)


def _summary(report: Report) -> list[tuple[str, str]]:
    documents = [page.document for page in report.pages]
    read = [counted(len(documents), "page"), counted(sum(len(document.sections) for document in documents), "section")]
    versions = sum(len(document.revisions) for document in documents if len(document.revisions) > 1)
    if versions:
        read.append(f"{versions} versions of one page")
    chatbots = sum(_runs(document.blocks) for document in documents)
    if chatbots:
        read.append(counted(chatbots, "chatbot answer"))
    repairs = sum(len(document.repairs) for document in documents)
    if repairs:
        read.append(f"{counted(repairs, 'place')} of garbled letters repaired")
    read += _dois(report)
    designs = Counter(study.design for study in report.studies if study.mention != "listed")
    told = [
        f"{count} {design if design != 'unknown' else 'of unknown design'}"
        for design, count in sorted(designs.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    listed = sum(study.mention == "listed" for study in report.studies)
    told += [f"{listed} only in a reference list"] if listed else []
    studies = " · ".join(told)
    found = Counter(verdict_of(problem) for problem in report.problems if problem.flagged)
    numbers = [f"{len(report.recomputed)} recompute", *_counts(found, VERDICT_WORDS["inconsistent"], "Breaks its own criterion")]
    claimed = [VERDICT_WORDS[verdict] for verdict in ("stronger_than_study", "unsupported", "contradicted", "changed")]
    claims = [counted(len(report.claims), "claim"), *_counts(found, *claimed)]
    mend = Counter(CODES[problem.code].name for problem in report.problems if verdict_of(problem) == "To mend")
    answers = [
        f"{row.intervention}, {row.outcome}: {row.certainty.level} certainty {circles(row.certainty.level)}" for row in report.answer.rows
    ]
    sentences = " ".join(sentence.text for sentence in report.answer.sentences)
    return [
        ("read", " · ".join(read)),
        ("studies", studies or "none found"),
        ("numbers", " · ".join(numbers)),
        ("claims", " · ".join(claims)),
        ("to mend", " · ".join(f"{count} {name}" for name, count in mend.items())),
        ("answer", sentences or " · ".join(answers)),
    ]


def _counts(found: Counter[str], *verdicts: str) -> list[str]:
    return [f"{found[verdict]} {COUNT_WORDS[verdict]}" for verdict in verdicts if found[verdict]]


def _runs(blocks: tuple[Block, ...]) -> int:
    return sum(role == "chatbot" for role, _ in groupby(block.role for block in blocks))


def _dois(report: Report) -> list[str]:
    states = Counter(each.state for study in report.studies for each in study.identifiers if each.kind == "doi")
    if not states:
        return []
    odd = ", ".join(f"{states[state]} {state}" for state in ("truncated", "tidied") if states[state])
    return [f"{counted(sum(states.values()), 'DOI')}{f' ({odd})' if odd else ''}"]


def _is_minor(problem: Problem) -> bool:
    """Whether a problem is one of many of its kind, so that a page's are told together."""
    return problem.code in _TOGETHER and problem.severity != "high"


def _together(problems: list[Problem], places: Places) -> list[list[Problem]]:
    """The problems in their order, those of the minor kinds with the first of their page and code."""
    groups: list[list[Problem]] = []
    minor: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        key = (places.place(problem.spans[0]).path, problem.code)
        if _is_minor(problem) and key in minor:
            minor[key].append(problem)
            continue
        groups.append([problem])
        if _is_minor(problem):
            minor[key] = groups[-1]
    return groups


def _told(group: list[Problem], places: Places) -> list[str]:
    """The first problem whole, and of the others only where they are."""
    lines = _problem(group[0], places)
    others = sorted({places.place(problem.spans[0]).line for problem in group[1:]})
    if others:
        lines.append(f"    and {len(group) - 1} more like it: line {', '.join(map(str, others))}")
    return lines


def _ignored(problem: Problem, places: Places) -> list[str]:
    place = places.place(problem.spans[0])
    name = CODES[problem.code].name
    return [f"{place.path}:{place.line}:{place.column}: info {problem.code} {name} (ignored)", f"    because {problem.ignored}"]


def _problem(problem: Problem, places: Places) -> list[str]:
    place = places.place(problem.spans[0])
    span = problem.spans[0]
    quote = clipped(places.words(span), _QUOTE)
    # A percent is quoted with its sign, which is no part of the number.
    quote += "%" if places.page(span).document.text.startswith("%", span.end) and quote[-1:].isdigit() else ""
    lines = [
        f"{place.path}:{place.line}:{place.column}: {problem.severity} {problem.code} {CODES[problem.code].name} ({verdict_of(problem).lower()})",
        f"    “{quote}”",
        f"    {problem.message}",
    ]
    if problem.recomputed:
        lines.append(f"    recomputed: {problem.recomputed}")
    if problem.consistent_range:
        lines.append(f"    consistent: {problem.consistent_range}")
    if problem.suggestion:
        lines.append(f"    next: {problem.suggestion}")
    return lines
