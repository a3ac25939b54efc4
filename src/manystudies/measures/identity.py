"""The register of identities: what ties printed numbers of one finding together, read in two directions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from manystudies.measures.printed import Printed

IdentityKind = Literal["conventional", "estimator", "exact"]
Verdict = Literal["by_rounding", "cannot_tell", "consistent", "inconsistent"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an identity says of printed numbers when read backward.

    `recomputed` is the value the other numbers give, as text ready to print; `low` and `high` bound every
    value of the checked number that would be consistent; `detail` is one sentence that names the numbers;
    `assumption` says what had to be assumed (a method, a tail, a factor).
    """

    verdict: Verdict
    recomputed: str = ""
    low: float | None = None
    high: float | None = None
    detail: str = ""
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity. `check` takes printed numbers by name; `fill` gives a missing one as a float, or None."""

    name: str
    kind: IdentityKind
    formula: str
    source: str
    inputs: tuple[str, ...]
    check: Callable[[Mapping[str, Printed]], Outcome] | None = None
    fill: Callable[[Mapping[str, Printed]], Mapping[str, float]] | None = None


@dataclass(slots=True)
class Register:
    """Identities by name; filled once, at import, and only read afterwards."""

    _identities: dict[str, Identity] = field(default_factory=dict)

    def add(self, identity: Identity) -> Identity:
        """Enter an identity under its name, which must be new."""
        if identity.name in self._identities:
            raise ValueError(f"An identity named {identity.name!r} is registered already.")
        self._identities[identity.name] = identity
        return identity

    @property
    def identities(self) -> Mapping[str, Identity]:
        """All identities by name, read-only."""
        return MappingProxyType(self._identities)
