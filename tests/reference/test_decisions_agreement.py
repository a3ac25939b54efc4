"""Agreement of two reviewers against numbers printed in papers and made with other programs."""

from math import sqrt

import pytest

from manystudies.decisions import cohen_kappa


def pairs(table: list[list[int]]) -> list[tuple[str, str]]:
    return [(str(one), str(two)) for one, row in enumerate(table) for two, count in enumerate(row) for _ in range(count)]


def test_kappa_of_two_psychiatrists_as_fleiss_cohen_and_everitt_print_it() -> None:
    # Fleiss, Cohen and Everitt 1969: 200 patients, three diagnoses; kappa .429, standard error .054.
    found = cohen_kappa(pairs([[106, 10, 4], [22, 28, 10], [2, 12, 6]]))
    assert found.kappa == pytest.approx(0.429, abs=5e-4)
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / (2 * 1.959963984540054) == pytest.approx(0.054, abs=5e-4)
    assert found.share == pytest.approx(0.70)


def test_the_interval_of_a_two_by_two_table_is_that_of_the_closed_form() -> None:
    # For two categories the variance has a closed form; the same formula written out by hand.
    a, b, c, d, n = 20 / 50, 5 / 50, 10 / 50, 15 / 50, 50
    p1, q1 = a + b, a + c
    po, pe = a + d, p1 * q1 + (1 - p1) * (1 - q1)
    kappa = (po - pe) / (1 - pe)
    terms = (
        a * (1 - (p1 + q1) * (1 - kappa)) ** 2
        + d * (1 - (2 - p1 - q1) * (1 - kappa)) ** 2
        + (1 - kappa) ** 2 * (b * (q1 + 1 - p1) ** 2 + c * (1 - q1 + p1) ** 2)
        - (kappa - pe * (1 - kappa)) ** 2
    )
    error = sqrt(terms / n) / (1 - pe)
    found = cohen_kappa(pairs([[20, 5], [10, 15]]))
    assert found.kappa == pytest.approx(kappa, rel=1e-12)
    assert found.low == pytest.approx(kappa - 1.959963984540054 * error, rel=1e-9)


def test_kappa_is_not_defined_where_both_give_one_answer_throughout() -> None:
    assert cohen_kappa([("accept", "accept")] * 9).kappa is None
    assert cohen_kappa([]).kappa is None
    assert cohen_kappa([("accept", "ignore")] * 9).kappa == 0
