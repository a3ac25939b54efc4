"""From matches to findings: one function for each kind of result."""

import re
from dataclasses import replace
from functools import lru_cache

from manystudies.findings.arms import Group, group_for, other_group, role_of
from manystudies.findings.changes import ChangeText, outcome_before
from manystudies.findings.comparisons import ArmText, Comparison
from manystudies.findings.counts import CountsText
from manystudies.findings.criteria import CriterionText
from manystudies.findings.desk import Desk
from manystudies.findings.estimates import Estimate
from manystudies.findings.finding import (
    Arm,
    ArmResult,
    BeforeAfter,
    Counts,
    Criterion,
    Difference,
    Finding,
    Interval,
    OneArm,
    Ratio,
    Share,
    Summary,
    Test,
    TwoArms,
)
from manystudies.findings.glance import places_of
from manystudies.findings.glyphs import lowered
from manystudies.findings.leads import matches_at
from manystudies.findings.levels import LevelText
from manystudies.findings.numerals import Numeral
from manystudies.findings.pvalues import p_right_after, p_values
from manystudies.findings.scopes import Sentence
from manystudies.findings.shares import ShareText
from manystudies.findings.summaries import SummaryText, declared_spread
from manystudies.findings.teststatistics import TestText

# Searched in lower case; it opens with one of a few letters, so that the search can skip to the next of them.
_TIME = re.compile(
    r"[aowfbdimy](?<!\w[aowfbdimy])(?:(?:(?<=a)(?:t|fter)|(?<=o)ver|(?<=w)ithin|(?<=f)or|(?<=b)y|(?<=d)uring|(?<=i)n)\s(?:the\s)?(?:(?:first|last|end\sof|a\smean\sof|a\smedian\sof|about|approximately)\s(?:the\s)?)?"
    r"(?:[0-9]+(?:\.[0-9]+)?|one|two|three|four|five|six|eight|ten|twelve|24|a)[\s-](?:weeks?|months?|years?|days?|hours?|wk|mo|yrs?)\b"
    r"|(?:(?<=w)eek|(?<=m)onth|(?<=d)ay|(?<=y)ear)\s[0-9]+\b|(?<=a)t\sbaseline\b)"
)


@lru_cache(maxsize=256)
def time_of(text: str, start: int, end: int) -> str:
    """The first point or stretch of time named between two offsets."""
    found = _TIME.search(lowered(text), start, end)
    return " ".join(text[found.start() : found.end()].split()) if found else ""


def estimate_finding(desk: Desk, estimate: Estimate, sentence: Sentence) -> Finding:
    """A ratio, or a difference, with its interval and p-value."""
    interval = None
    if estimate.bounds is not None:
        level = estimate.bounds.level
        interval = Interval(
            desk.number(estimate.bounds.low),
            desk.number(estimate.bounds.high),
            level.value if level else 95.0,
            desk.number(level) if level else None,
        )
    outcome, subject = _outcome_and_subject(desk.text, sentence, estimate)
    context = desk.context(sentence, outcome=outcome, time=time_of(desk.text, sentence.start, sentence.end), subject=subject)
    number, p = desk.number(estimate.estimate, estimate.unit), desk.p_value(estimate.p)
    match estimate.measure:
        case "HR" | "IRR" | "OR" | "RR" | "ratio" as ratio:
            return Ratio(context, ratio, number, interval, p, estimate.adjusted)
        case difference:
            return Difference(context, difference, number, interval, p, estimate.adjusted, estimate.unit)


_ASSOCIATED = re.compile(
    r"(?i)(?P<subject>[^.;()]{3,120}?)\s(?:was|were|is|are|remained|to\sbe)?\s?(?:also\s|independently\s|significantly\s|strongly\s|not\s|positively\s|negatively\s|inversely\s)*(?:associated|correlated|linked|related)\swith\s(?:the\s(?:presence|risk|development|occurrence)\sof\s|a\s[a-z]+\srisk\sof\s)?(?P<outcome>[^.;()]{2,80})"
)
_WITH = re.compile(r"(?:associated|correlated|linked|related)\swith\s")
_MEASURE_OF = re.compile(
    r"(?i)(?:ratio|risk|difference)s?\s?(?:[\[(][A-Za-z]+[\])])?\s(?:of|for|in)\s(?:the\s)?(?:development\sof\s|risk\sof\s|presence\sof\s)?(?P<outcome>[^.;(),0-9]{2,60}?)\s(?:was|were|is|between|with|for)\b"
)
_COMPARED = re.compile(
    r"(?i)\bfor\s(?:those|people|patients|participants|women|men|adults|subjects)?\s?(?:with\s|who\s|in\s)?(?P<subject>[^;()]{3,80}?)(?=\scompared|\sversus|\svs|\s\(|\.|,|$)"
)


def _outcome_and_subject(text: str, sentence: Sentence, estimate: Estimate) -> tuple[str, str]:
    small = lowered(text)
    measured = next(matches_at(_MEASURE_OF, text, _names(small, sentence), sentence.end), None)
    if measured:
        behind = estimate.bounds.start if estimate.bounds else sentence.end
        compared = _COMPARED.search(text, estimate.estimate.end, min(sentence.end, behind + 1))
        return " ".join(measured["outcome"].split()), " ".join(compared["subject"].split()) if compared else ""
    linked = None
    if small.find("with", sentence.start, sentence.end) >= 0 and _WITH.search(small, sentence.start, sentence.end):
        linked = _ASSOCIATED.search(text[sentence.start : sentence.end])
    if linked:
        named = _in_front(text, sentence, estimate)
        return " ".join(linked["outcome"].split()), named or " ".join(linked["subject"].split())[-90:]
    return outcome_before(text, sentence.start, estimate.start), _in_front(text, sentence, estimate)


def _names(small: str, sentence: Sentence) -> list[int]:
    """Where a sentence of a text in small letters names a measure by a word."""
    return sorted(
        place + sentence.start
        for word in ("ratio", "risk", "difference")
        for place in places_of(word, small[sentence.start : sentence.end])
    )


_CUT = re.compile(r"[;:,)]|\.\s|\band\b|\b(?:was|were|is|are)\b")


def _in_front(text: str, sentence: Sentence, estimate: Estimate) -> str:
    """The words right in front of the bracket an estimate stands in: "dark skin color (OR 3.4 …)"."""
    opening = text.rfind("(", sentence.start, estimate.start)
    if opening < 0 or estimate.start - opening > 30 or ")" in text[opening : estimate.start]:  # noqa: PLR2004
        return ""
    words = _CUT.split(text[sentence.start : opening])[-1]
    return " ".join(words.split())[-90:]


def counts_finding(desk: Desk, counts: CountsText, sentence: Sentence) -> Finding:
    """A whole with its parts."""
    return Counts(
        desk.context(sentence, subject="people"),
        tuple(desk.number(part) for part in counts.parts),
        desk.number(counts.whole),
        counts.relation,
    )


def summary_noun(desk: Desk, summary: SummaryText, unit: str = "") -> Summary:
    """The noun for a summary met in the text; `unit` serves where it prints none of its own."""
    unit = summary.unit or unit
    spread = desk.number(summary.spread) if summary.spread else None
    spread_kind = summary.spread_kind
    if spread is not None and spread_kind == "unlabelled":
        spread_kind = declared_spread(desk.text, desk.scope.start, desk.scope.end)
    low, high = (desk.number(summary.low) if summary.low else None), (desk.number(summary.high) if summary.high else None)
    return Summary(desk.number(summary.centre, unit), summary.kind, spread, spread_kind, low, high, summary.range_kind, unit)


def change_finding(desk: Desk, change: ChangeText, sentence: Sentence) -> Finding:
    """One group before and after; the group is the last number of people told before it, where one is."""
    p = p_right_after(desk.text, change.end, sentence.end) or next(
        (each for each in p_values(desk.text, change.end, min(sentence.end, change.end + 90)) if not each.qualified), None
    )
    before, after = change.before, change.after
    if before.kind != after.kind:
        kind = "median" if "median" in (before.kind, after.kind) else "mean"
        before, after = _as(before, kind), _as(after, kind)
    unit = before.unit or after.unit
    context = desk.context(sentence, outcome=change.outcome, time=time_of(desk.text, sentence.start, sentence.end))
    told = summary_noun(desk, change.change) if change.change else None
    return BeforeAfter(
        context, _group_before(desk, change.start), summary_noun(desk, before, unit), summary_noun(desk, after, unit), told, desk.p_value(p)
    )


def _as(summary: SummaryText, kind: str) -> SummaryText:
    return replace(summary, kind="median" if kind == "median" else "mean")


def _group_before(desk: Desk, position: int) -> Arm:
    last = desk.last_mention_before(position)
    if last is None:
        return Arm("", "all")
    return Arm(last.name, "all", desk.number(last.numeral))


def level_finding(desk: Desk, level: LevelText, sentence: Sentence) -> Finding:
    """One group's mean or median; the group is the one named beside it, else all people where no group is spoken of."""
    group = group_for(level.group, desk.groups) if level.group else None
    size = desk.number(group.size) if group and group.size else None
    role = role_of(level.group, case_control=desk.case_control) if level.group else "all" if level.of_all else "unknown"
    context = desk.context(sentence, outcome=level.outcome, time=time_of(desk.text, sentence.start, sentence.end))
    return OneArm(context, Arm(level.group, group.role if group else role, size), summary_noun(desk, level.summary))


_OPENING = re.compile(r"(?i)(?:^|[.;]\s?|\b)(?:of|among)\s(?:the\s|these\s|all\s)?$")


def _people_total(desk: Desk, share: ShareText, sentence: Sentence) -> tuple[Group | None, Numeral | None]:
    """The group a share's words name and its size, or the total that its sentence opens with ("Of 35 patients, 21 …")."""
    if share.name:
        group = group_for(share.name, desk.groups)
        if group is not None and group.size is not None:
            return group, group.size
    for mention in desk.mentions_between(sentence.start, share.start):
        if _OPENING.search(desk.text[max(sentence.start, mention.numeral.start - 14) : mention.numeral.start]):
            return None, mention.numeral
    return None, None


def share_finding(desk: Desk, share: ShareText, sentence: Sentence) -> Finding | None:
    """Events among people; the total is printed beside them or bound from the group's size."""
    total, bound = share.total, "beside"
    group = None
    if total is None and share.events is not None:
        group, total = _people_total(desk, share, sentence)
        bound = "from arm" if group is not None else "beside"
        if total is not None and (total.start == share.events.start or total.value < share.events.value):
            total, bound = None, "beside"
    p = p_right_after(desk.text, share.end, sentence.end)
    people = desk.number(total) if total else None
    arm = Arm(
        share.name or (group.name if group else ""), group.role if group else role_of(share.name, case_control=desk.case_control), people
    )
    context = desk.context(
        sentence, outcome=_outcome_of_share(desk.text, share, sentence), time=time_of(desk.text, sentence.start, sentence.end)
    )
    events = desk.number(share.events) if share.events else None
    percent = desk.number(share.percent, "%") if share.percent else None
    if sum(part is not None for part in (events, people, percent)) < 2:  # noqa: PLR2004
        return None
    return Share(context, arm, events, people, percent, desk.p_value(p), "from arm" if bound == "from arm" else "beside")


# Searched in lower case; it opens with one of a few letters, so that the search can skip to the next of them.
_HAD = re.compile(
    r"[hsderawnc](?<!\w[hsderawnc])(?:(?<=h)(?:ad|ave)|(?<=s)howed|(?<=d)(?:eveloped|ied)|(?<=e)xperienced|(?<=r)(?:eported|eceived|esponded|equired)|(?<=a)chieved|(?<=w)(?:ere|as)|(?<=n)eeded|(?<=c)ompleted)\b[^.;()]{0,80}"
)
_OUTCOME_END = re.compile(r",|\bP\s?[<=]")


def _outcome_of_share(text: str, share: ShareText, sentence: Sentence) -> str:
    behind = _HAD.search(lowered(text), share.end, min(sentence.end, share.end + 120))
    if behind:
        return " ".join(_OUTCOME_END.split(text[behind.start() : behind.end()])[0].split())
    return outcome_before(text, sentence.start, share.start)


def comparison_finding(desk: Desk, comparison: Comparison, sentence: Sentence) -> Finding | None:
    """Two groups on one outcome."""
    groups = [group_for(arm.name, desk.groups) for arm in (comparison.first, comparison.second)]
    if groups[0] is None and groups[1] is not None:
        groups[0] = other_group(groups[1], desk.groups)
    elif groups[1] is None and groups[0] is not None:
        groups[1] = other_group(groups[0], desk.groups)
    first, second = _arm_result(desk, comparison.first, sentence, groups[0]), _arm_result(desk, comparison.second, sentence, groups[1])
    if first is None or second is None:
        return None
    first, second = _treated(first, second), _treated(second, first)
    share = comparison.second.share
    outcome = _outcome_of_share(desk.text, share, sentence) if share else ""
    outcome = outcome or outcome_before(desk.text, sentence.start, comparison.start)
    context = desk.context(sentence, outcome=outcome, time=time_of(desk.text, sentence.start, sentence.end))
    return TwoArms(context, first, second, desk.p_value(comparison.p))


def _is_size(share: ShareText, total: Numeral | None) -> bool:
    """Whether the count behind a percent is the size of the group, not the events: "77.7% in vaccinated patients (n = 25)"."""
    if share.total is not None or share.events is None or share.percent is None or share.percent.start > share.events.start:
        return False
    return total is not None and abs(100 * share.events.value / total.value - share.percent.value) > 1


def listed_finding(desk: Desk, comparison: Comparison, sentence: Sentence) -> Finding | None:
    """Two groups of a list with "respectively", where one of its names is of a group the report names or of a control group."""
    names = comparison.first.name, comparison.second.name
    groups = [group_for(name, desk.groups) for name in names]
    if groups[0] is not None and groups[0] is groups[1]:
        return None
    known = any(group is not None or role_of(name) == "control" for group, name in zip(groups, names, strict=True))
    return comparison_finding(desk, comparison, sentence) if known else None


def _treated(result: ArmResult, other: ArmResult) -> ArmResult:
    """A group of unknown role beside a control group is the treated one."""
    if result.arm.role == "unknown" and other.arm.role == "control":
        return replace(result, arm=replace(result.arm, role="intervention"))
    return result


def _arm_result(desk: Desk, arm: ArmText, sentence: Sentence, group: Group | None) -> ArmResult | None:
    role = role_of(arm.name, case_control=desk.case_control)
    if role == "unknown" and group is not None:
        role = group.role
    size = group.size if group else None
    if arm.share is not None:
        total = arm.share.total or _people_total(desk, arm.share, sentence)[1] or size
        if (
            total is not None
            and arm.share.events is not None
            and (total.value < arm.share.events.value or total.start == arm.share.events.start)
        ):
            total = None
        if _is_size(arm.share, total):
            return ArmResult(
                Arm(arm.name, role, desk.number(arm.share.events) if arm.share.events else None),
                percent=desk.number(arm.share.percent, "%") if arm.share.percent else None,
            )
        events = desk.number(arm.share.events) if arm.share.events else None
        percent = desk.number(arm.share.percent, "%") if arm.share.percent else None
        return ArmResult(Arm(arm.name, role, desk.number(total) if total else None), events, None, percent)
    people = desk.number(size) if size else None
    if arm.summary is not None:
        return ArmResult(Arm(arm.name, role, people), summary=summary_noun(desk, arm.summary))
    return ArmResult(Arm(arm.name, role, people), percent=desk.number(arm.percent, "%")) if arm.percent else None


def test_finding(desk: Desk, test: TestText, sentence: Sentence) -> Finding:
    """A test statistic with its degrees of freedom and p-value."""
    degrees = tuple(desk.number(each) for each in test.degrees)
    context = desk.context(sentence, outcome=outcome_before(desk.text, sentence.start, test.start))
    return Test(context, test.statistic, desk.number(test.value), degrees, desk.p_value(test.p), test.degrees_doubtful)


def criterion_finding(desk: Desk, criterion: CriterionText, sentence: Sentence) -> Finding:
    """A limit the report sets itself."""
    return Criterion(
        desk.context(sentence),
        criterion.kind,
        criterion.quantity,
        desk.number(criterion.limit, criterion.unit),
        criterion.side,
        criterion.unit,
    )
