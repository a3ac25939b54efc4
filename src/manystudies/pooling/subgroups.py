"""Subgroups: each pooled for itself, and a test whether they differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.measures import Effect
from manystudies.pooling.intervals import chi2_p
from manystudies.pooling.pool import pool
from manystudies.pooling.pooled import Method, Model, NotPooled, Pooled, Test
from manystudies.pooling.telling import Row, as_html, printed, printed_p, with_references


@dataclass(frozen=True, slots=True)
class Subgroup:
    """One subgroup by its name: pooled, or the reason why not."""

    name: str
    result: Pooled | NotPooled


@dataclass(frozen=True, slots=True)
class Subgroups:
    """All studies pooled, each subgroup pooled with its own τ², and Q between subgroups on `df` degrees of freedom.

    A subgroup of one study enters the test with its own estimate. `p` is None where fewer than two subgroups could be compared.
    """

    overall: Pooled
    groups: tuple[Subgroup, ...]
    q_between: float
    df: int
    p: float | None

    def summary(self) -> str:
        """Each subgroup in a line, and the test between them."""
        lines = []
        for group in self.groups:
            effects, name = group.result.effects, group.name or "(none)"
            if isinstance(group.result, Pooled):
                pooled = group.result
                low, high = printed(pooled.shown(pooled.interval.low)), printed(pooled.shown(pooled.interval.high))
                lines.append(f"{name}: {len(effects)} studies, {pooled.measure} {printed(pooled.shown(pooled.estimate))} ({low} to {high})")
            else:
                lines.append(f"{name}: {len(effects)} study, {group.result.summary()}")
        told = "too few subgroups for a test" if self.p is None else f"Q {printed(self.q_between)} on {self.df} df, p {printed_p(self.p)}"
        return "\n".join([*lines, f"between subgroups: {told}"])

    def rows(self) -> tuple[Row, ...]:
        """The rows of every subgroup, then the overall result."""
        rows = [{**row, "group": group.name} for group in self.groups for row in group.result.rows()]
        return (*rows, self.overall.rows()[-1])

    def methods(self) -> str:
        """A paragraph for a methods section."""
        text = "Subgroups were pooled with a τ² of their own and compared by Q between subgroups."
        return f"{self.overall.methods()}\n{with_references(text, ('IV',))}"

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def pool_subgroups(
    effects: Sequence[Effect],
    *,
    model: Model | None = None,
    method: Method | None = None,
    test: Test | None = None,
    level: float = 0.95,
) -> Subgroups | NotPooled:
    """Pool effects overall and by `Effect.group`, subgroups in the order in which they first appear.

    Formula: Q between = Σ (μ_g − μ)²/se_g², with the plain standard errors of the subgroups; χ² on groups − 1.
    Source: Borenstein & Higgins (2013), Prevention Science 14, 134-143. https://doi.org/10.1007/s11121-013-0377-7
    Not to be believed as proof that an effect differs between kinds of people: subgroups of studies are not randomised.
    """
    overall = pool(effects, model=model, method=method, test=test, level=level)
    if isinstance(overall, NotPooled):
        return overall
    # What suits all studies together, Mantel–Haenszel for one, holds for each subgroup too.
    groups = tuple(
        Subgroup(
            name,
            pool(
                [effect for effect in effects if effect.group == name], model=overall.model, method=overall.method, test=test, level=level
            ),
        )
        for name in dict.fromkeys(effect.group for effect in effects)
    )
    means: list[tuple[float, float]] = []
    for group in groups:
        if isinstance(group.result, Pooled):
            means.append((group.result.estimate, group.result.plain_error**-2))
        elif len(group.result.effects) == 1:
            only = group.result.effects[0]
            means.append((only.estimate, 1.0 / only.variance))
    total = sum(weight for _, weight in means)
    centre = sum(weight * mean for mean, weight in means) / total
    q = sum(weight * (mean - centre) ** 2 for mean, weight in means)
    df = len(means) - 1
    return Subgroups(overall, groups, q, df, chi2_p(q, df) if df > 0 else None)
