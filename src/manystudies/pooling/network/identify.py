"""Before any estimate: what trials of combinations can tell, and what they cannot.

Components of an additive model can be told apart exactly as far as the trials' differences in components span them.

Source:
    Welton et al. (2009), American Journal of Epidemiology 169, 1158-1165. https://doi.org/10.1093/aje/kwp014
    Rücker, Petropoulou & Schwarzer (2020), Biometrical Journal 62, 808-821. https://doi.org/10.1002/bimj.201800167
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.network.contrast import Trial
from manystudies.pooling.network.islands import islands

_ZERO = 1e-9


@dataclass(frozen=True, slots=True)
class Identification:
    """What the trials can tell about `components`.

    `parts` are groups of treatments that trials connect, directly or through others (one part: connected). `separable`
    components have an effect of their own; each group of `tangled` ones moves only together, so that no component in it has
    one. `testable` counts how many ways additivity can be contradicted; with 0 it is an assumption that nothing can check.
    """

    components: tuple[str, ...]
    inactive: str | None
    parts: tuple[tuple[str, ...], ...]
    separable: tuple[str, ...]
    tangled: tuple[tuple[str, ...], ...]
    testable: int

    @property
    def connected(self) -> bool:
        """Whether trials connect all treatments."""
        return len(self.parts) == 1

    def sentences(self) -> tuple[str, ...]:
        """The verdict in plain sentences, before any number."""
        told = []
        if self.connected:
            told.append("The trials connect all treatments.")
        else:
            groups = "; ".join(", ".join(part) for part in self.parts)
            told.append(f"The trials do not connect all treatments ({groups}); only shared components can, if effects add up.")
        if self.separable:
            told.append(f"Effects of their own can be told for: {', '.join(self.separable)}.")
        told += [f"{' and '.join(group)} cannot be told apart: no trial varies one without another." for group in self.tangled]
        if self.testable:
            told.append("Whether effects add up can be tested.")
        else:
            told.append("Whether effects add up cannot be tested with these trials; it is assumed.")
        return tuple(told)


def components_of(treatment: str, *, separator: str = "+", inactive: str | None = None) -> tuple[str, ...]:
    """The components of a treatment by its name, in order of name; none for the inactive one.

    >>> components_of("iron + vitamin C"), components_of("placebo", inactive="placebo")
    (('iron', 'vitamin C'), ())
    """
    parts = {part.strip() for part in treatment.split(separator)} if separator else {treatment}
    return tuple(sorted(part for part in parts if part and part != inactive))


def component_matrix(treatments: Sequence[str], components: Sequence[str], made: Sequence[Sequence[str]]) -> FloatArray:
    """One row a treatment, one column a component: 1 where it is in."""
    matrix = np.zeros((len(treatments), len(components)))
    for row, parts in enumerate(made):
        for part in parts:
            matrix[row, components.index(part)] = 1.0
    return matrix


def spanned(trials: Sequence[Trial], treatments: Sequence[str], matrix: FloatArray) -> FloatArray:
    """An orthonormal basis (components, rank) of the differences in components that trials make."""
    place = {name: index for index, name in enumerate(treatments)}
    rows = [matrix[place[name]] - matrix[place[trial.treatments[0]]] for trial in trials for name in trial.treatments[1:]]
    _, sizes, vectors = np.linalg.svd(np.array(rows), full_matrices=False)
    basis: FloatArray = vectors[sizes > _ZERO * max(1.0, float(sizes[0]))].T
    return basis


def identify(
    trials: Sequence[Trial], treatments: Sequence[str], components: Sequence[str], matrix: FloatArray, inactive: str | None
) -> Identification:
    """What the trials can tell about the components of `matrix` (treatments, components)."""
    basis = spanned(trials, treatments, matrix)
    # The projection onto what trials do not vary; a component is separable where it has no part in it.
    blind = np.eye(len(components)) - basis @ basis.T
    hidden = [index for index in range(len(components)) if blind[index, index] > _ZERO]
    links = [(components[i], components[j]) for i in hidden for j in hidden if i < j and abs(blind[i, j]) > _ZERO]
    tangled = islands([components[index] for index in hidden], links)
    parts = islands(treatments, [trial.treatments for trial in trials])
    free = len(treatments) - len(parts)
    return Identification(
        components=tuple(components),
        inactive=inactive,
        parts=parts,
        separable=tuple(name for index, name in enumerate(components) if index not in hidden),
        tangled=tangled,
        testable=free - basis.shape[1],
    )
