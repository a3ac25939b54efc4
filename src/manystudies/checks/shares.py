"""Events among people and their percent; parts and their whole."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem, Severity
from manystudies.checks.trust import before, behind, is_label, is_level, may_be_cut
from manystudies.findings import Counts, Finding, Number, Share
from manystudies.measures import Outcome, Printed, check_parts, check_share, totals_that_fit

_DIVIDED = re.compile(r"\b(?:divided|split|separated|assigned|allocated|randomi[sz]ed|classified|grouped|categori[sz]ed)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s(?:[a-z-]+\s){0,3}?(?:patients|participants|adults|women|men|people|subjects|children|individuals|volunteers|infants)\b",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"\b(two|three|four|2|3|4) (?:equal |parallel |treatment |study )?(?:groups|arms)\b", re.IGNORECASE)
_COUNTED = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_DIGITS = re.compile(r"\d{2}")
_WHOLE = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3}){0,2}(?![\d.])|(?<![\d.,])\d{4,7}(?![\d.])")
_AROUND = 2000
_NEXT = 30
_OF_OTHERS = re.compile(r"\s?(?:%|per\s?cent)\s(?:of|in|for|among|with)\s")
"""Words by which a percent has people of its own: "687 of the 891 patients (67.8 % of the placebo group …"."""
_AT_ONCE = 10
_FEW = 5
"""More totals than this fit almost any two shares."""
_BESIDE = 60
"""Counts further than this from their percent may belong to something else."""


def share_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every percent of people, and every whole with its parts."""
    for findings in evidence.findings_of.values():
        known = _sizes(findings) | _shared_totals(findings)
        for finding in findings:
            if isinstance(finding, Share) and finding.percent is not None:
                if _is_share(evidence, finding, finding.percent):
                    yield from _share(evidence, finding, finding.percent, known)
            elif isinstance(finding, Counts):
                yield _parts(evidence, finding)


def _sizes(findings: tuple[Finding, ...]) -> frozenset[int]:
    """Every number of people the study prints: other groups a percent may be of."""
    numbers: list[Number | None] = []
    for finding in findings:
        if isinstance(finding, Counts):
            numbers += [finding.whole, *finding.parts]
        elif isinstance(finding, Share):
            numbers += [finding.total, finding.arm.people]
    return frozenset(whole for number in numbers if number is not None and (whole := number.printed.whole) is not None)


def _shared_totals(findings: tuple[Finding, ...]) -> frozenset[int]:
    """Totals that are not printed but fit two neighbouring shares at once: 197 (51.8 %) and 144 (37.9 %) are both of 380."""
    shares = [each for each in findings if isinstance(each, Share) and each.events is not None and each.percent is not None]
    found: set[int] = set()
    for one, two in pairwise(shares):
        if one.events is None or one.percent is None or two.events is None or two.percent is None:
            continue
        first, second = totals_that_fit(one.events.printed, one.percent.printed), totals_that_fit(two.events.printed, two.percent.printed)
        low, high = max(first.start, second.start), min(first.stop, second.stop)
        if 0 < high - low <= _FEW:
            found.update(range(low, high))
    return frozenset(found)


def _is_share(evidence: Evidence, finding: Share, percent: Number) -> bool:
    """Whether the numbers are counts and a percent: none was cut, none is a level or the name of a group."""
    if may_be_cut(evidence, finding.events, finding.total, percent) or is_level(evidence, percent):
        return False
    counts = [number for number in (finding.events, finding.total) if number is not None]
    return not any(is_label(evidence, number) or before(evidence, number, 1) == "/" for number in counts[:1])


def _share(evidence: Evidence, finding: Share, percent: Number, known: frozenset[int]) -> Iterator[Problem]:
    events = finding.events.printed if finding.events else None
    total = finding.total.printed if finding.total else None
    if events is None and total is None:
        return
    outcome = check_share(percent.printed, events, total)
    study = finding.context.study
    if finding.total is not None and (finding.bound == "from arm" or _far(evidence, finding, finding.total)):
        spans = (stretch(finding.events or percent, percent), finding.total.span)
        accuse = outcome.wrong and events is not None and not _behind_percent(finding, percent)
        if accuse and events is not None:
            sizes = known | _numbers_around(evidence, percent)
            accuse = not _explained(events, percent.printed, finding.total.printed.whole or 0, known, sizes)
        yield judged(
            "MS201",
            outcome,
            spans,
            study=study,
            severity="medium",
            accuse=accuse,
            doubt="The percent may be of another group, or of those with data.",
        )
        return
    place = stretch(finding.events or percent, finding.total or percent, percent)
    accuse = outcome.wrong and place.end - place.start <= _BESIDE and percent.comparator == "="
    accuse = accuse and not _behind_percent(finding, percent) and not _OF_OTHERS.match(behind(evidence, percent, 16))
    if accuse and total is None and events is not None:
        accuse = not check_share(percent.printed, None, events).right  # the number may be the total
    yield judged(
        "MS201",
        outcome,
        (place,),
        study=study,
        severity=_severity(outcome, percent, events, total) if outcome.wrong else "info",
        accuse=accuse,
        doubt="The numbers may not belong together.",
    )


def _far(evidence: Evidence, finding: Share, total: Number) -> bool:
    """Whether words or other numbers stand between the count and the total, so that another total may be meant."""
    if finding.events is None:
        return False
    first, second = sorted((finding.events.span, total.span))
    between = evidence.document_of[total.span.document].text[first.end : second.start]
    return len(between) > _NEXT or any(character.isdigit() for character in between)


def _behind_percent(finding: Share, percent: Number) -> bool:
    """Whether the count stands behind the percent as a group's size does: "62 % in the zinc group (n = 50)", "0.1 % (n = 70)"."""
    if finding.events is None or finding.events.span.start < percent.span.end:
        return False
    if finding.total is not None and finding.total.span.start < percent.span.start:
        return True
    return finding.total is None or finding.bound == "from arm" or finding.events.span.start - percent.span.end > _AT_ONCE


def _severity(outcome: Outcome, percent: Number, events: Printed | None, total: Printed | None) -> Severity:
    """Low where only the last printed digit is off: careless rounding, not another number."""
    unit = float(percent.printed.unit)
    if outcome.low is None or outcome.high is None:
        beside = (Printed.of(percent.value + step * percent.printed.unit, percent.printed.decimals) for step in (-1, 1))
        return "low" if any(check_share(each, events, total).right for each in beside) else "medium"
    return "low" if outcome.low - unit <= float(percent) <= outcome.high + unit else "high"


def _numbers_around(evidence: Evidence, percent: Number) -> frozenset[int]:
    """Every whole number printed near a percent: one of them may be its true total."""
    places, wholes = _whole_numbers(evidence.document_of[percent.span.document].text)
    first = bisect_left(places, percent.span.start - _AROUND)
    return frozenset(wholes[first : bisect_left(places, percent.span.end + _AROUND, first)])


@lru_cache(maxsize=2)
def _whole_numbers(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The whole numbers of a text, and where each begins."""
    met = [(match.start(), int(match[0].replace(",", ""))) for match in _WHOLE.finditer(text)]
    return tuple(place for place, _ in met), tuple(whole for _, whole in met)


def _explained(events: Printed, percent: Printed, total: int, known: frozenset[int], sizes: frozenset[int]) -> bool:
    """Whether the percent fits some other number of people of the study: a subgroup, another group, those with data."""
    limit = max(known | {total})
    return events.whole == total or any(size <= limit or size in sizes for size in totals_that_fit(events, percent))


def _parts(evidence: Evidence, finding: Counts) -> Problem:
    outcome = check_parts(finding.whole.printed, [part.printed for part in finding.parts], finding.relation)
    others = tuple(part.span for part in sorted(finding.parts, key=lambda each: each.span))
    return judged(
        "MS202",
        outcome,
        (finding.whole.span, *others),
        study=finding.context.study,
        accuse=outcome.wrong and _is_whole(evidence, finding),
        doubt="The parts may be of something else, or leave some out.",
    )


def _is_whole(evidence: Evidence, finding: Counts) -> bool:
    """Whether the words say that these parts are all of that whole: people, assigned, and no other number between."""
    if finding.relation == "difference":
        return False
    document = evidence.document_of[finding.whole.span.document]
    first = min(part.span.start for part in finding.parts)
    if finding.whole.span.start > first or may_be_cut(evidence, finding.whole, *finding.parts):
        return False
    between = document.text[finding.whole.span.end : first]
    if not _PEOPLE.match(between) or not _DIVIDED.search(between) or _DIGITS.search(between):
        return False
    groups = _GROUPS.search(between)
    exceeds = sum(part.value for part in finding.parts) > finding.whole.value
    return exceeds or (groups is not None and _COUNTED[groups[1].lower()] == len(finding.parts))
