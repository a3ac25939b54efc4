"""One result of one study told twice on a page, in heading, text, table or note: the same interval, the same groups, the same digits."""

import re
from collections.abc import Iterator
from itertools import combinations

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import stretch
from manystudies.checks.problem import Problem
from manystudies.documents import Block, Document, Span
from manystudies.errors import NumberError
from manystudies.findings import ArmResult, Difference, Finding, Number, Ratio, TwoArms
from manystudies.measures import Printed, check_difference_interval, check_ratio_interval

_MOST = 100
"""No abstract has more results; a longer list is a table and is compared row by row elsewhere."""
_LOOK = "Look in the paper which of the two it prints."
_FINE = 3
"""Digits by which a result is recognised when it is told again."""
_TELLING = 2
"""Limits of fewer digits are shared by many results."""
_APART = 2.0
"""Values further apart than this factor are hardly the same quantity mistold."""
_PERCENT = re.compile(r"(?<![\w.,\u00b7-])(?P<number>\d{1,3}(?:[.\u00b7]\d{1,2})?)\s?%(?!\s?(?:CI\b|confidence|credible))")


def retold_problems(evidence: Evidence) -> Iterator[Problem]:
    """Ratios and differences with one interval or one estimate, pairs of groups that share one value, percents with swapped digits."""
    for findings in evidence.findings_of.values():
        estimates = [each for each in findings if isinstance(each, Difference | Ratio) and each.interval is not None][:_MOST]
        for earlier, later in combinations(estimates, 2):
            yield from _estimates(earlier, later)
        pairs = [each for each in findings if isinstance(each, TwoArms)][:_MOST]
        for one, two in combinations(pairs, 2):
            yield from _pairs(evidence, one, two)
    for document in evidence.documents:
        yield from _swapped(document)


def _estimates(earlier: Difference | Ratio, later: Difference | Ratio) -> Iterator[Problem]:
    """The same interval with two estimates that cannot both be its middle; the same fine estimate and limit with another limit."""
    if earlier.interval is None or later.interval is None or earlier.measure != later.measure:
        return
    if earlier.context.sentence == later.context.sentence or not _comparable(earlier.estimate, later.estimate):
        return
    limits = ((earlier.interval.low, later.interval.low), (earlier.interval.high, later.interval.high))
    same = [one.printed.value == two.printed.value for one, two in limits]
    places = (stretch(later.estimate, later.interval.high), stretch(earlier.estimate, earlier.interval.high))
    telling = min(_digits(limit) for pair in limits for limit in pair) >= _TELLING
    if all(same) and telling and earlier.estimate.value != later.estimate.value and not (_fits(earlier) and _fits(later)):
        low, high = later.interval.low.printed.text, later.interval.high.printed.text
        yield _problem(later, places, later.estimate, earlier.estimate, f"with the same interval, {low} to {high}")
    elif earlier.estimate.value == later.estimate.value and sum(same) == 1 and _digits(later.estimate) >= _FINE:
        one, two = limits[0] if same[1] else limits[1]
        if _comparable(one, two) and sorted(one.printed.text) == sorted(two.printed.text):
            yield _problem(later, places, two, one, f"as a limit of the same {later.estimate.printed.text}")


def _comparable(one: Number, two: Number) -> bool:
    return one.printed.decimals == two.printed.decimals


def _fits(finding: Difference | Ratio) -> bool:
    """Whether an estimate is the middle of its interval without any allowance for other methods."""
    if finding.interval is None:
        return True
    numbers = (finding.estimate.printed, finding.interval.low.printed, finding.interval.high.printed)
    check = check_ratio_interval if isinstance(finding, Ratio) else check_difference_interval
    outcome = check(*numbers, finding.interval.level)
    return outcome.right and not outcome.assumption


def _digits(number: Number) -> int:
    return sum(sign.isdigit() for sign in number.printed.text.lstrip("0.\u00b7"))


def _problem(later: Finding, places: tuple[Span, Span], here: Number, there: Number, shared: str) -> Problem:
    return Problem(
        "MS503",
        "inconsistent",
        "medium",
        f"{here.printed.text} here and {there.printed.text} elsewhere are told {shared}.",
        places,
        recomputed=there.printed.text,
        suggestion=_LOOK,
        study=later.context.study,
    )


def _pairs(evidence: Evidence, earlier: TwoArms, later: TwoArms) -> Iterator[Problem]:
    """Two groups told again in another part of the text, one value as before and the other with its digits swapped."""
    if earlier.context.sentence == later.context.sentence or not _elsewhere(evidence, earlier, later):
        return
    first = _told_values(earlier.first), _told_values(earlier.second)
    second = _told_values(later.first), _told_values(later.second)
    if None in first or None in second:
        return
    for (one, other), (same, changed) in (((first[0], first[1]), (second[0], second[1])), ((first[1], first[0]), (second[1], second[0]))):
        if one is None or other is None or same is None or changed is None or one.value != same.value or _digits(one) < _FINE:
            continue
        if _is_swapped(other.printed.text, changed.printed.text):
            places = (stretch(same, changed), stretch(one, other))
            yield _problem(later, places, changed, other, f"beside the same {one.printed.text}")


def _elsewhere(evidence: Evidence, earlier: TwoArms, later: TwoArms) -> bool:
    return earlier.context.role != later.context.role or evidence.block_of(earlier.context.sentence) != evidence.block_of(
        later.context.sentence
    )


def _told_values(result: ArmResult) -> Number | None:
    return result.summary.centre if result.summary is not None else result.percent


def _is_swapped(one: str, two: str) -> bool:
    """Whether two numbers have the same digits in another order, and lie near each other."""
    if one == two or sorted(one) != sorted(two) or one.find(".") != two.find("."):
        return False
    try:
        first, second = float(one.replace("\u00b7", ".")), float(two.replace("\u00b7", "."))
    except ValueError:
        return False
    return first > 0 and second > 0 and 1 / _APART < first / second < _APART


def _swapped(document: Document) -> Iterator[Problem]:
    """Percents of a heading that its section does not hold, while it holds the same digits in another order."""
    for section in document.sections:
        if section.heading is None:
            continue
        heading = document.blocks[section.heading]
        if heading.role != "body" or "%" not in document.view.text[heading.start : heading.end]:
            continue
        told = _percents(document, heading)
        body = [
            each
            for block in document.section_blocks(section)
            if block is not heading and block.role == "body" and block.kind != "heading"
            for each in _percents(document, block)
        ]
        for printed, place in told:
            if any(_same(printed, other) for other, _ in body):
                continue
            match = next(((other, where) for other, where in body if _is_swapped(printed.text, other.text)), None)
            if match is not None:
                yield Problem(
                    "MS503",
                    "inconsistent",
                    "medium",
                    f"The heading says {printed.text} %; the text has no such percent, but {match[0].text} %.",
                    (place, match[1]),
                    recomputed=match[0].text,
                    suggestion=_LOOK,
                )


def _percents(document: Document, block: Block) -> list[tuple[Printed, Span]]:
    found = []
    for match in _PERCENT.finditer(document.view.text, block.start, block.end):
        try:
            found.append((Printed.read(match["number"]), document.span(*match.span("number"))))
        except NumberError:
            continue
    return found


def _same(told: Printed, other: Printed) -> bool:
    """Whether a percent is another one, rounded, or what is left of it to a hundred."""
    low, high = told.bounds
    return low <= other.value <= high or low <= 100 - other.value <= high
