"""The nouns of the register: an identity, what it says when read backward, what it gives when read forward."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType
from typing import Literal

from manystudies.errors import NumberError
from manystudies.making import quick

IdentityKind = Literal["conventional", "estimator", "exact"]
"""`exact` is arithmetic; `conventional` is true up to a method; an `estimator` only fills in and never accuses."""
Verdict = Literal["by_rounding", "cannot_tell", "consistent", "inconsistent"]


@quick
@dataclass(frozen=True, slots=True)
class Outcome:
    """What an identity says of printed numbers when read backward.

    `identity` names it; `recomputed` is the value the other numbers give, as text ready to print; `low` and
    `high` bound every value of the checked number that would be consistent; `detail` is one sentence that
    names the numbers; `assumption` says what had to be assumed (a method, a tail, a factor); `needs` what
    would have to be true for the numbers to agree, or what would settle the matter.
    """

    verdict: Verdict
    recomputed: str = ""
    low: float | None = None
    high: float | None = None
    detail: str = ""
    assumption: str = ""
    needs: str = ""
    identity: str = ""

    @property
    def wrong(self) -> bool:
        """Whether the numbers cannot agree as printed: only then does it matter what else could explain them."""
        return self.verdict == "inconsistent"

    @property
    def right(self) -> bool:
        """Whether the numbers agree, as printed or thanks to rounding."""
        return self.verdict in ("by_rounding", "consistent")


@dataclass(frozen=True, slots=True)
class Filled:
    """A value an identity gives when read forward.

    `quantity` says what it is ("standard error"); `low` and `high` bound what the rounding of the inputs
    allows; `identity` names the identity and `inputs` the printed texts that went in; `assumption` says what
    had to be assumed.
    """

    quantity: str
    value: float
    identity: str
    inputs: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    assumption: str = ""

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise NumberError(f"A filled {self.quantity} needs a finite value; found {self.value}.")


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity of the register.

    `check` and each of `fills` are plain typed functions (their parameters begin with `inputs`); `code` is free
    for the room that reports it. An `estimator` has no check.
    """

    name: str
    kind: IdentityKind
    formula: str
    source: str
    inputs: tuple[str, ...]
    check: Callable[..., Outcome] | None = None
    fills: tuple[Callable[..., Filled | tuple[Filled, ...] | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """Identities by name; made once from one list, and only read afterwards."""

    _identities: dict[str, Identity] = field(default_factory=dict)

    @classmethod
    def of(cls, identities: Iterable[Identity]) -> "Register":
        """A register of these identities, whose names must differ.

        Raises:
            ValueError: two identities share a name, or an estimator accuses.
        """
        known: dict[str, Identity] = {}
        for identity in identities:
            if identity.name in known:
                raise ValueError(f"An identity named {identity.name!r} is registered already.")
            if identity.kind == "estimator" and identity.check is not None:
                raise ValueError(f"{identity.name}: an estimator never accuses, so it has no check.")
            known[identity.name] = identity
        return cls(known)

    @property
    def identities(self) -> Mapping[str, Identity]:
        """All identities by name, read-only."""
        return MappingProxyType(self._identities)

    def __getitem__(self, name: str) -> Identity:
        """The identity of that name."""
        return self._identities[name]
