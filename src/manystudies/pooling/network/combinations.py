"""Is some combination best? Each combination against the best of its parts, and what that rests on.

"Not shown better than the best single" is a result: more is not better until a trial, or trials together, show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from manystudies.pooling.network.additive import ComponentEffect, Components
from manystudies.pooling.network.identify import components_of
from manystudies.pooling.network.network import Network, NetworkEffect
from manystudies.pooling.telling import Row, as_html, printed, with_references

Basis = Literal["additivity assumed", "indirect comparison", "one trial", "trials head to head"]


@dataclass(frozen=True, slots=True)
class Combination:
    """One combination against the best single part of it.

    `effect` is combination minus best single on the analysis scale, None where the trials cannot tell; `better` is whether
    its interval lies on the good side of no difference; `basis` is what carries it.
    """

    combination: tuple[str, ...]
    best_single: str | None
    effect: ComponentEffect | NetworkEffect | None
    better: bool
    basis: Basis | None
    sentence: str

    def summary(self) -> str:
        """The verdict."""
        return self.sentence

    def rows(self) -> tuple[Row, ...]:
        """One row, the difference from the best part on the analysis scale."""
        told: Row = {
            "combination": " + ".join(self.combination),
            "best single": self.best_single or "",
            "better": "yes" if self.better else "not shown",
        }
        if self.effect is not None:
            told |= {"estimate": self.effect.estimate, "low": self.effect.low, "high": self.effect.high, "basis": self.basis or ""}
        return (told,)

    def methods(self) -> str:
        """A paragraph for a methods section."""
        text = "Each combination was held against the best of its parts; one trial, or additivity that nothing tests, was not taken for enough."
        return with_references(text, ("CNMA", "CNMA2"))

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def judge_combinations(
    model: Components, network: Network | None = None, *, small_is_good: bool, asked: Sequence[Sequence[str]] = ()
) -> tuple[Combination, ...]:
    """Every combination that was tried, then every one in `asked`, against its best single part.

    Where a network has both, its estimate is used (trials head to head, or indirect); else the additive model's, which
    assumes what it says. Nothing is called better on one trial.
    """
    inactive = model.identification.inactive
    names = dict.fromkeys(name for contrast in model.contrasts for name in (contrast.first, contrast.second))
    parts = {name: components_of(name, separator=model.separator, inactive=inactive) for name in names}
    tried = sorted(set(parts.values()) - {()}, key=lambda each: (len(each), each))
    wanted = [each for each in tried if len(each) > 1]
    wanted += [each for each in dict.fromkeys(tuple(sorted(set(each))) for each in asked) if len(each) > 1 and each not in wanted]
    treatment = {each: name for name, each in parts.items()}
    return tuple(_judge(model, network, each, treatment, small_is_good=small_is_good) for each in wanted)


def _judge(
    model: Components, network: Network | None, combination: tuple[str, ...], treatment: dict[tuple[str, ...], str], *, small_is_good: bool
) -> Combination:
    sign = 1.0 if small_is_good else -1.0
    name = " + ".join(combination)
    singles = [(part, alone) for part in combination if (alone := _single(model, network, part, treatment)) is not None]
    if len(singles) < len(combination):
        missing = [part for part in combination if part not in {part for part, _ in singles}]
        sentence = f"Whether {name} is better than its parts cannot be told: no trials show the effect of {' or '.join(missing)} alone."
        return Combination(combination, None, None, better=False, basis=None, sentence=sentence)
    best = min(singles, key=lambda pair: (sign * pair[1], pair[0]))[0]
    effect, basis = _against(model, network, combination, best, treatment)
    if effect is None:
        sentence = f"Whether {name} is better than {best} alone cannot be told from these trials."
        return Combination(combination, best, None, better=False, basis=None, sentence=sentence)
    better = effect.high < 0.0 if small_is_good else effect.low > 0.0
    shown = f"{printed(model.shown(effect.estimate))}, {printed(model.shown(effect.low))} to {printed(model.shown(effect.high))}"
    doubt = _doubt(model, basis) if better else ""
    better = better and not doubt
    verdict = "was better than" if better else "was not shown better than"
    sentence = f"{name} {verdict} {best} alone, the best of its parts ({model.measure} {shown}; {basis}){doubt}."
    return Combination(combination, best, effect, better, basis, sentence)


def _doubt(model: Components, basis: Basis | None) -> str:
    """Why an interval on the good side is not yet enough; empty where it is."""
    if basis == "one trial" or len({contrast.study for contrast in model.contrasts}) == 1:
        return ", and one trial is not enough"
    if basis == "additivity assumed":
        _, _, p = model.q_difference
        if p is None:
            return ", and nothing tests whether effects add up"
        if model.warnings:
            return ", and the trials contradict that effects add up"
    return ""


def _single(model: Components, network: Network | None, part: str, treatment: dict[tuple[str, ...], str]) -> float | None:
    """The effect of one component alone against nothing active, from the network where it was tried, else from the model."""
    nothing, alone = treatment.get(()), treatment.get((part,))
    if network is not None and nothing in network.treatments and alone in network.treatments and nothing and alone:
        return network.effect(alone, nothing).estimate
    found = model.effect((part,))
    return None if found is None else found.estimate


def _against(
    model: Components, network: Network | None, combination: tuple[str, ...], best: str, treatment: dict[tuple[str, ...], str]
) -> tuple[ComponentEffect | NetworkEffect | None, Basis | None]:
    both, alone = treatment.get(combination), treatment.get((best,))
    if network is not None and both in network.treatments and alone in network.treatments and both and alone:
        effect = network.effect(both, alone)
        return effect, "trials head to head" if effect.trials > 1 else "one trial" if effect.trials == 1 else "indirect comparison"
    found = model.effect(combination, (best,))
    return found, None if found is None else "additivity assumed"
