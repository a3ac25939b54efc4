"""The size of the whole trial is told from all the numbers that may be it."""

import time

import numpy as np

from manystudies.findings import read_numbers
from manystudies.findings.linear import Chain, beside


def totals(text: str) -> list[float]:
    return [row["value"] for row in read_numbers(text) if row["kind"] == "n_total"]


def test_the_size_of_a_group_told_in_a_sentence_of_its_own_is_no_total() -> None:
    text = (
        "We compared zinc with placebo in asthma. Between May 2001 and June 2003, 101 adults with asthma were enrolled. "
        "Fifty patients received zinc 20 mg and 51 received placebo. Cough fell in both groups."
    )
    assert totals(text) == [101]


def test_those_who_got_well_in_a_trial_are_no_second_total() -> None:
    text = "We enrolled 433 adults with asthma (zinc 217, placebo 216). Fifty-four patients (16%) achieved remission."
    assert totals(text) == [433]


def test_a_size_that_was_aimed_at_is_no_total_beside_the_one_that_groups_add_up_to() -> None:
    text = (
        "The trial closed early, short of its target (n = 178). A total of 81 participants were analysed (40 zinc, 41 placebo). "
        "Cough was less frequent with zinc."
    )
    assert totals(text) == [81]


def test_the_sum_of_two_groups_is_the_total() -> None:
    text = "Of 287 participants, 149 were randomised to zinc and 138 to placebo. Cough was less frequent with zinc."
    assert totals(text) == [287]


def test_those_who_were_assigned_and_those_who_finished_are_both_told() -> None:
    text = "We randomly assigned 120 women to zinc or placebo. One hundred and four women completed the trial. Sleep improved with zinc."
    assert totals(text) == [120, 104]


def test_a_text_of_thousands_of_sizes_is_read_in_time_that_grows_with_it() -> None:
    text = "We randomly assigned 120 women to zinc (n = 60) or placebo (n = 60). "
    read_numbers(text)
    spent = []
    for times in (100, 400):
        began = time.process_time()
        read_numbers(text * times)
        spent.append(time.process_time() - began)
    assert spent[1] < 16 * spent[0]


def test_a_label_counts_the_steps_from_and_to_the_labels_beside_it() -> None:
    steps = np.array([[[0.0, 1.0], [10.0, 100.0]]], dtype=np.float32)
    model = Chain(("a", "b"), {}, np.zeros((0, 2), dtype=np.int8), 1.0, steps, np.array([0.5, 0.25], dtype=np.float32), {})
    scored = np.zeros((3, 2), dtype=np.float32)
    # Two sequences, of the labels b a and of b: rows of the steps are labels, columns the labels before them.
    found = beside(model, scored, [1, 0, 1], [0, 2])
    assert found.tolist() == [[0.5, 1.25], [1.0, 100.0], [0.5, 0.25]]
