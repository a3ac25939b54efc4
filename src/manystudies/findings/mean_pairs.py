"""Two groups' means side by side without the groups' names: "0.11 ± 0.25 vs. 0.16 ± 0.43 mm, p = .567"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manystudies.documents import Document, Span
from manystudies.errors import FindingError, NumberError, SpanError
from manystudies.findings.arms import Group
from manystudies.findings.desk import Desk, desk_for
from manystudies.findings.finding import PValue, Summary
from manystudies.findings.glance import words_in
from manystudies.findings.glyphs import fold
from manystudies.findings.leads import matches_at, told_leads
from manystudies.findings.makers import summary_noun
from manystudies.findings.number import Number
from manystudies.findings.pvalues import PText, p_right_after, p_values
from manystudies.findings.scopes import scopes_of
from manystudies.findings.summaries import SummaryText, summary_of, summary_pattern
from manystudies.studies import Study

_SPREAD = re.compile(r"[0-9]\s?%?\s?(?:\u00b1|\+/-|\+-|\(SD)")
_SPREAD_SIGNS = ("\u00b1", "+/-", "+-", "(SD")
_P_WORDS = frozenset({"p", "pval", "pvalue", "pvalues"})
"""A text without any of these has no p-value."""
_JOINT = re.compile(r"[\s)\]]*,?\s?(?P<word>vs\.?|versus|compared\s(?:with|to)|and)\s(?:only\s|an?\s)?")
_RESPECTIVELY = re.compile(r"[^.;]{0,60}\brespectively\b")
_WITHIN = re.compile(r"(?i)\b(?:before|baseline|pre|pre-?\w*|initial(?:ly)?|start|from|change[ds]?|session|visit)\b")
_P_REACH = 70
_LEAST = 5
"""Smaller groups are read from words such as "type 2 patients" more often than they are people."""
_ALIKE = 1.25
"""Groups whose sizes differ by no more than this factor: it hardly matters which of the two came first."""


@dataclass(frozen=True, slots=True)
class MeanPair:
    """Two means with SDs and their p-value, and the sizes of the only two groups of the report, in either order."""

    sentence: Span
    first: Summary
    second: Summary
    sizes: tuple[Number, Number]
    p: PValue
    study: str


def mean_pairs(document: Document, studies: tuple[Study, ...] = ()) -> tuple[MeanPair, ...]:
    """Every pair of means with a p-value, in reports that name exactly two groups of about one size.

    Do not believe which mean is whose: it is not read, so that nothing but what is the same either way may be made of it.
    """
    text = fold(document.view.text)
    if words_in(text).isdisjoint(_P_WORDS) or sum(text.count(sign) for sign in _SPREAD_SIGNS if sign[0] in text) <= 1:
        return ()
    found: list[MeanPair] = []
    for scope in scopes_of(document, text):
        told = [
            (first, second, p)
            for sentence in scope.sentences
            if len(told_leads(text, sentence.start, sentence.end)) > 1 and len(_SPREAD.findall(text, sentence.start, sentence.end)) > 1
            for first, second, p in _pairs(text, sentence.start, sentence.end)
        ]
        if told:
            desk = desk_for(document, text, scope, studies)
            sizes = _two_sizes(desk.groups)
            found += [pair for each in told if sizes is not None and (pair := _made(desk, each, sizes)) is not None]
    return tuple(found)


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[SummaryText, SummaryText, PText]]:
    if _WITHIN.search(text, start, end):
        return
    summaries = [
        summary_of(match)
        for match in matches_at(summary_pattern(), text, told_leads(text, start, end), end)
        if match["spread"] or match["named"]
    ]
    for index in range(len(summaries) - 1):
        first, second = summaries[index], summaries[index + 1]
        following = summaries[index + 2].start if index + 2 < len(summaries) else end
        joint = _JOINT.fullmatch(text, first.end, second.start)
        if joint is None or (index and _JOINT.fullmatch(text, summaries[index - 1].end, first.start)):
            continue
        if _JOINT.fullmatch(text, second.end, following) or (joint["word"] == "and" and not _RESPECTIVELY.match(text, second.end, end)):
            continue
        p = p_right_after(text, second.end, end) or next(iter(p_values(text, second.end, min(end, second.end + _P_REACH, following))), None)
        if p is not None and not p.qualified:
            yield first, second, p


def _two_sizes(groups: tuple[Group, ...]) -> tuple[Group, Group] | None:
    sized = [group for group in groups if group.size is not None]
    if len(sized) != 2 or sized[0].size is None or sized[1].size is None:  # noqa: PLR2004 - a pair
        return None
    one, two = sized[0].size.value, sized[1].size.value
    return (sized[0], sized[1]) if min(one, two) >= _LEAST and max(one, two) <= _ALIKE * min(one, two) else None


def _made(desk: Desk, told: tuple[SummaryText, SummaryText, PText], groups: tuple[Group, Group]) -> MeanPair | None:
    first, second, p = told
    if groups[0].size is None or groups[1].size is None or "median" in (first.kind, second.kind):
        return None
    try:
        made = desk.p_value(p)
        sizes = desk.number(groups[0].size), desk.number(groups[1].size)
        one, two = summary_noun(desk, first), summary_noun(desk, second)
    except (FindingError, NumberError, SpanError):
        return None
    context = desk.context(desk.sentence_at(first.start))
    return None if made is None else MeanPair(context.sentence, one, two, sizes, made, context.study)
