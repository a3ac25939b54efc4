"""Train what tells the size of the whole trial among the numbers that may be it, from what chains say that have not seen the abstract."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from annotated_numbers import Told
from chains import train_alone, write_chain

from manystudies.findings.linear import chain
from manystudies.findings.numbers import NOTHING, kinds_one_by_one
from manystudies.findings.totals import LABELS, TOTAL, weighed_totals

MODELS = Path(__file__).parents[1] / "src" / "manystudies" / "findings" / "models"
_PARTS = 5
_READINESS = 0.2
"""How much is added to the log odds of a total: F is best where a number is told from somewhat below even odds."""


def make_totals(told: list[Told], scored: dict[str, float], make_kinds: Callable[[list[Told]], int]) -> int:
    """Train on parts of the abstracts and write the choice of totals; `make_kinds` writes the chain of numbers, lastly that of all."""
    places: list[tuple[list[str], int, float]] = []
    for part in range(_PARTS):
        make_kinds([each for place, each in enumerate(told) if place % _PARTS != part])
        labels = ["" if label == NOTHING else label for label in chain("numbers").labels]
        for _, tokens, gold in told[part::_PARTS]:
            kinds, scores = kinds_one_by_one([tokens])
            met, features = weighed_totals([tokens], kinds, scores, labels)[0]
            places += [(own, int(gold[place][0] == TOTAL), 1.0) for place, own in zip(met, features, strict=True)]
    trained = train_alone(places, len(LABELS), least=3, prior=0.1, rounds=150, loosely=lambda _: 1.0)
    size = write_chain(MODELS / "totals.gz", replace(trained, start=trained.start + np.array([0.0, _READINESS])), LABELS, scored)
    chain.cache_clear()
    return size + make_kinds(told)
