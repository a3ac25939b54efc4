"""What disagrees: a change seen without a control group where a randomised trial tells of no difference."""

import re
from collections.abc import Sequence

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Carried, compose
from manystudies.answers.naming import Named
from manystudies.answers.rows import Bundle
from manystudies.answers.tellings import Telling
from manystudies.documents import Span

_MIXED = re.compile(r"\b(?:although|but|differed|whereas|while)\b", re.IGNORECASE)
"""Words of a sentence that tells of no effect and of one."""


def contradictions(bundles: Sequence[Bundle], tellings: Sequence[Telling]) -> list[Sentence]:
    """Where studies without a control group show a change and randomised trials tell of no difference, once an intervention."""
    loose: dict[str, list[Bundle]] = {}
    for bundle in bundles:
        if bundle.kind == "before-after":
            loose.setdefault(bundle.intervention.root, []).append(bundle)
    nulls = [(telling.intervention, telling.outcome, telling.claim.span) for telling in tellings if _tells_of_none(telling)]
    nulls += [(each.intervention, each.outcome, each.used[0].finding.context.sentence) for each in bundles if _shows_none(each)]
    found: dict[str, Sentence] = {}
    for intervention, outcome, place in nulls:
        seen = [bundle for bundle in loose.get(intervention.root, ()) if _same(bundle.outcome, outcome)]
        if seen:
            spans: tuple[Span, ...] = (place, *(strand.finding.context.sentence for bundle in seen for strand in bundle.used))
            told = ": a randomised trial tells of no difference, studies without a control group of a change; the trial weighs more."
            found.setdefault(intervention.root, compose("contradiction", [Carried(intervention.name, spans), told]))
    return list(found.values())


def _same(one: Named, other: Named) -> bool:
    """The same outcome, or a condition on one side and a scale that measures people with it on the other."""
    kinds = {name.concept.kind for name in (one, other) if name.concept is not None}
    return one.name == other.name or kinds == {"condition", "outcome"}


def _tells_of_none(telling: Telling) -> bool:
    """Whether its result is that there was no difference; what happened under placebo is no effect."""
    turn = _MIXED.search(telling.claim.text)
    mixed = turn is not None and "placebo" not in telling.claim.text[turn.end() :].casefold()
    return telling.claim.kind == "null" and not mixed


def _shows_none(bundle: Bundle) -> bool:
    """Whether a randomised comparison with placebo or nothing has an interval that includes no effect."""
    controlled = bundle.kind == "comparison" and bundle.footing == "randomised" and bundle.comparator is not None
    against_nothing = bundle.comparator is not None and bundle.comparator.root in {"control", "no treatment", "placebo"}
    return controlled and against_nothing and bundle.interval is not None and bundle.interval[0] <= 0 <= bundle.interval[1]
