"""A person's signed judgement of one domain, and how it takes the place of the computed step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from manystudies.certainty.certainty import Domain, Reason
from manystudies.errors import EvidenceError

_STEPS = MappingProxyType(
    {
        "starting point": (0, 2),
        "risk of bias": (-3, -2, -1, 0),
        "inconsistency": (-2, -1, 0),
        "indirectness": (-2, -1, 0),
        "imprecision": (-3, -2, -1, 0),
        "publication bias": (-1, 0),
        "large effect": (0, 1, 2),
        "dose response": (0, 1),
        "residual confounding": (0, 1),
    }
)
"""How far a domain may move the level: GRADE Handbook, chapter 5; three steps as in GRADE guidance 34, https://doi.org/10.1016/j.jclinepi.2022.07.014"""
_ASSESSED_WITH = "ROBINS-I"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A person's judgement of one domain: the step it takes, why, and who signs for it and when.

    `about` names the body of evidence (`body_name`); empty where it is handed to that body directly. `studies` are the keys
    of the studies the person looked at: where the body holds others by now, the judgement lapses. `tool` is the instrument
    it was made with, such as "RoB 2" or "ROBINS-I".
    """

    domain: Domain
    step: int
    why: str
    who: str
    signed: str = ""
    about: str = ""
    studies: tuple[str, ...] = ()
    tool: str = ""

    def __post_init__(self) -> None:
        if not self.why.strip() or not self.who.strip():
            raise EvidenceError(f"{self.domain}: a judgement needs a reason and a name; found {self.why!r} by {self.who!r}.")
        if self.step not in steps_allowed(self.domain):
            allowed = ", ".join(f"{step:+d}" if step else "0" for step in steps_allowed(self.domain))
            raise EvidenceError(f"{self.domain}: a judgement moves the level by one of {allowed}; found {self.step:+d}.")
        if self.domain == "starting point" and self.step and self.tool != _ASSESSED_WITH:
            raise EvidenceError(
                f"starting point: observational evidence starts high only where it was assessed with {_ASSESSED_WITH}; found {self.tool!r}."
            )


def steps_allowed(domain: Domain) -> tuple[int, ...]:
    """The steps a person may take in a domain, from down to up."""
    return _STEPS[domain]


def body_name(intervention: str, comparator: str, outcome: str, footing: str) -> str:
    """The name of a body of evidence that opinions are kept under.

    >>> body_name("oral iron", "placebo", "IRLS", "randomised")
    'oral iron | placebo | IRLS | randomised'
    """
    return " | ".join(" ".join(part.split()) or "-" for part in (intervention, comparator, outcome, footing))


def opinions_about(name: str, opinions: Sequence[Opinion]) -> tuple[Opinion, ...]:
    """The opinions on the body of this name, in the order in which they were given."""
    wanted = name.casefold()
    return tuple(opinion for opinion in opinions if opinion.about.casefold() == wanted)


def overruled(reasons: Sequence[Reason], opinions: Sequence[Opinion], keys: tuple[str, ...]) -> tuple[Reason, ...]:
    """The reasons with each opinion in the place of the computed one of its domain; the last opinion on a domain counts.

    The new reason keeps the evidence, says who judged, and what it stands in place of. An opinion about other studies than
    `keys` changes nothing and is told. Observational evidence starts high only where risk of bias was judged, too.
    """
    held = {reason.domain: reason for reason in reasons}
    current = {opinion.domain: opinion for opinion in opinions if not opinion.studies or set(opinion.studies) == set(keys)}
    for opinion in opinions:
        computed = held.get(opinion.domain)
        if opinion.domain not in current and computed is not None:
            note = f"{computed.why} {_signature(opinion)} judged this for other studies than these; that judgement no longer counts."
            held[opinion.domain] = replace(computed, why=note)
    for domain, opinion in current.items():
        computed = held.get(domain)
        if domain == "starting point" and opinion.step and "risk of bias" not in current:
            continue
        held[domain] = _signed(opinion, computed, keys)
    return tuple(held.values())


def _signed(opinion: Opinion, computed: Reason | None, keys: tuple[str, ...]) -> Reason:
    instead = "" if computed is None else f"{computed.step:+d}: {computed.why}" if computed.step else computed.why
    tool = f", with {opinion.tool}" if opinion.tool else ""
    why = f"{opinion.why.strip().rstrip('.')}. Judged by {_signature(opinion)}{tool}."
    return Reason(opinion.domain, opinion.step, why, () if computed is None else computed.spans, keys, who=opinion.who, instead=instead)


def _signature(opinion: Opinion) -> str:
    return f"{opinion.who.strip()} ({opinion.signed.strip()})" if opinion.signed.strip() else opinion.who.strip()
