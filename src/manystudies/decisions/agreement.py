"""How well two reviewers agreed before they saw each other's answers: percent agreement and Cohen's kappa."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from manystudies.decisions.decision import Decision
from manystudies.decisions.state import Question, answer_of, answers_by, live, question_of

_NORMAL_95 = 1.959963984540054
_CATEGORIES = ("judge design", "opinion", "use", "verdict")
"""Questions whose answers are a few words known beforehand: only for these does chance agreement mean anything."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement of two raters on `count` things.

    `share` is the part on which they agree (0-1). `kappa` is None where it is not defined: both gave one and the same
    answer throughout, or there is nothing to rate. `low` and `high` bound it with 95% confidence.
    """

    count: int
    agreed: int
    kappa: float | None
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float | None:
        """The observed agreement, None for nothing rated."""
        return self.agreed / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One question two reviewers answered differently, with their first independent answers and the reconciliation, if any."""

    question: Question
    answers: tuple[Decision, ...]
    settled: Decision | None


def cohen_kappa(pairs: Iterable[tuple[str, str]]) -> Kappa:
    """Cohen's kappa of two raters over unordered categories, with its large-sample interval.

    κ = (pₒ − pₑ) / (1 − pₑ), where pₒ is the observed agreement and pₑ = Σ pᵢ. p.ᵢ what chance alone would give.
    Var κ = {Σ pᵢᵢ [(1 − pₑ) − (pᵢ. + p.ᵢ)(1 − pₒ)]² + (1 − pₒ)² Σᵢ≠ⱼ pᵢⱼ (p.ᵢ + pⱼ.)² − (pₒ pₑ − 2 pₑ + pₒ)²} / {n (1 − pₑ)⁴};
    the interval is κ ± 1.96 √Var, cut at −1 and 1.

    >>> pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    >>> round(cohen_kappa(pairs).kappa, 3)
    0.4

    When not to believe it: with few things rated (below about 30) the interval is too narrow; where one category is
    rare, kappa is low however well people agree, so the percent stands beside it.

    Source: Cohen 1960, https://doi.org/10.1177/001316446002000104; the variance by Fleiss, Cohen and Everitt 1969,
    https://doi.org/10.1037/h0028106
    """
    counted: dict[tuple[str, str], int] = {}
    for pair in pairs:
        counted[pair] = counted.get(pair, 0) + 1
    count = sum(counted.values())
    agreed = sum(number for (one, two), number in counted.items() if one == two)
    if not count:
        return Kappa(0, 0, None)
    names = sorted({name for pair in counted for name in pair})
    rows = {name: sum(number for (one, _), number in counted.items() if one == name) / count for name in names}
    columns = {name: sum(number for (_, two), number in counted.items() if two == name) / count for name in names}
    observed = agreed / count
    # Counted in whole numbers, so that "no chance left" is exact.
    by_chance = sum(round(rows[name] * count) * round(columns[name] * count) for name in names)
    if by_chance == count * count:
        return Kappa(count, agreed, None)
    expected = by_chance / (count * count)
    kappa = (observed - expected) / (1 - expected)
    same = sum(
        counted.get((name, name), 0) / count * ((1 - expected) - (rows[name] + columns[name]) * (1 - observed)) ** 2 for name in names
    )
    other = sum(number / count * (columns[one] + rows[two]) ** 2 for (one, two), number in counted.items() if one != two)
    spread = same + (1 - observed) ** 2 * other - (observed * expected - 2 * expected + observed) ** 2
    reach = _NORMAL_95 * sqrt(max(spread, 0.0) / (count * (1 - expected) ** 4))
    return Kappa(count, agreed, kappa, max(-1.0, kappa - reach), min(1.0, kappa + reach))


def independent_answers(log: Sequence[Decision]) -> Mapping[Question, tuple[Decision, Decision]]:
    """For each question the answers two people had when the second of them first had one: neither had seen the other's.

    What they changed after that, or took back, no longer counts as independent. The first two people count.
    """
    found: dict[Question, tuple[Decision, Decision]] = {}
    by_number = {str(each.number): each for each in log}
    held: dict[Question, dict[str, list[Decision]]] = {}
    for each in log:
        # What was carried to edited bytes was answered, and counted, before.
        if each.what in {"reconcile", "sign off"} or each.value.origin:
            continue
        subject: Decision | None = each
        while subject is not None and subject.what == "undo":
            undone = by_number.get(subject.target.key)
            subject = undone if undone is not None and undone.number < subject.number else None
        if subject is None:
            continue
        question = question_of(subject)
        if question in found:
            continue
        by_person = held.setdefault(question, {})
        by_person.setdefault(each.who, []).append(each)
        latest = {who: own[-1] for who, made in by_person.items() if (own := live(made))}
        if len(latest) > 1:
            first, second = sorted(latest.values(), key=lambda one: one.number)[:2]
            found[question] = (first, second)
    return found


def agreements(log: Sequence[Decision]) -> Mapping[str, Kappa]:
    """Agreement by kind of question, and over all kinds under "all" (percent only).

    Raters are ordered by name, so that who is first does not depend on who was quicker.
    """
    grouped: dict[str, list[tuple[str, str]]] = {}
    for (target, aspect), pair in independent_answers(log).items():
        one, two = sorted(pair, key=lambda each: each.who)
        grouped.setdefault(_family(target.kind, aspect), []).append((_category(one), _category(two)))
    found: dict[str, Kappa] = {}
    for name in sorted(grouped):
        told = cohen_kappa(grouped[name])
        found[name] = told if any(part in name for part in _CATEGORIES) else Kappa(told.count, told.agreed, None)
    everything = [pair for pairs in grouped.values() for pair in pairs]
    found["all"] = Kappa(len(everything), sum(one == two for one, two in everything), None)
    return found


def disagreements(log: Sequence[Decision]) -> tuple[Disagreement, ...]:
    """The questions on which the answers that hold now differ or did at first, unsettled ones first, in the order of the log."""
    now = answers_by(log)
    settled = {question_of(each): each for each in live(log) if each.what == "reconcile"}
    found: list[Disagreement] = []
    for question, pair in independent_answers(log).items():
        current = now.get(question, {})
        answers = tuple(current.values()) if len(current) > 1 else pair
        if len({answer_of(each) for each in answers}) > 1 or len({answer_of(each) for each in pair}) > 1:
            agreed = len(current) > 1 and len({answer_of(each) for each in current.values()}) == 1
            done = max(current.values(), key=lambda each: each.number) if agreed else settled.get(question)
            found.append(Disagreement(question, answers, done))
    return tuple(sorted(found, key=lambda each: (each.settled is not None, each.answers[0].number)))


def _family(kind: str, aspect: str) -> str:
    word = aspect.split(" ", 1)[0]
    return f"{kind}: {word if word in {'add', 'number'} else aspect}"


def _category(decision: Decision) -> str:
    """For problems that a wording differs is still the same verdict."""
    return "edit" if decision.choice == "edit" else answer_of(decision)
