"""What holds of findings whatever the text."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.documents import read_abstract
from manystudies.findings import (
    QuestionRow,
    effects_of,
    find_findings,
    finding_key,
    numbers_of,
    read_directions,
    read_estimates,
    read_numbers,
    read_sentences,
)

PIECES = [
    "OR ", "HR ", "95% CI ", "(", ")", "[", "]", "1.5", "0.3-0.9", " to ", "-", "\N{EN DASH}", "\N{MINUS SIGN}", "\N{PLUS-MINUS SIGN}", " +/- ", "P", "p = ", "<", ">",
    "\N{LESS-THAN OR EQUAL TO}", "0.05", ".001", "12", "1,234", "12 345", "n = ", "/", " of ", "%", "patients ", "women ", "control group ", "placebo ", "with ", "in ",
    "mean ", "median ", "SD ", "IQR ", "from ", "fell by ", "respectively", ", ", "; ", ". ", "\n", "\N{GREEK SMALL LETTER CHI}2(1) = ", "t(28) = ", "r = ", "Twenty-one ",
    "one hundred and ", "thousand ", "remaining ", "were excluded ", "versus ", "than ", "randomised to ", "mean difference ", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}",
    "\N{MIDDLE DOT}", "\N{LATIN SMALL LETTER SHARP S}", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "0. 92", "1.2e-4", "9" * 400,
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=50).map("".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_number_of_every_finding_is_the_text_at_its_span(text: str) -> None:
    document = read_abstract(text)
    found = find_findings(document)
    for finding in found:
        for number in numbers_of(finding):
            assert document.quote(number.span) == number.printed.text
    assert find_findings(document) == found


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_effects_are_finite_and_carry_the_key_of_their_finding(text: str) -> None:
    found = find_findings(read_abstract(text))
    keys = {finding_key(finding) for finding in found}
    for effect in effects_of(found):
        assert effect.key in keys
        assert effect.variance > 0


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_rows_of_any_text_stay_inside_it(text: str) -> None:
    for row in read_estimates(text):
        for start, end in row["spans"].values():
            assert text[start:end].strip()  # type: ignore[index]
    for number in read_numbers(text):
        assert 0 <= number["start"] < number["end"] <= len(text)
    ends = [0]
    for sentence in read_sentences(text):
        assert ends[-1] <= sentence["start"] < sentence["end"] <= len(text)
        ends.append(sentence["end"])
    read_directions(text, [QuestionRow(id="1", intervention=text[:9], comparator="placebo", outcome=text[-9:])])


READERS: dict[str, Callable[[str], object]] = {
    "find_findings": lambda text: find_findings(read_abstract(text)),
    "read_estimates": read_estimates,
    "read_numbers": read_numbers,
    "read_sentences": read_sentences,
}


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "piece", ["(1", "95% CI (1.2 to ", "OR 1.2 (", "12% (", " ", "one hundred and ", "from 1 to ", "n = 1, ", "\n", "mean 1 ± "]
)
def test_reading_takes_time_in_proportion_to_the_text(reader: str, piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        READERS[reader](text)
        return time.process_time() - began

    seconds(1000)
    short, long = seconds(10_000), seconds(40_000)
    # Four times the text in about four times the time; twice that is left for noise and for what is done once.
    assert long < 8 * short + 0.1
