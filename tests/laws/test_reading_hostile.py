"""Reading a text to its problems never fails and takes time in proportion to it, whatever the text."""

import json
import random
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from manystudies.errors import InputError
from manystudies.review import check_pages, page_of_bytes, read_row

RUNS = 10_000
"""All are read for numbers, estimates and problems, each tenth for everything and as a page."""
WORDS = [
    *("OR ", "HR ", "95% CI ", "(", ")", "[", "]", "1.5", "0.3-0.9", " to ", "p = ", "<", ".001", "n = ", "/", " of ", "%", "patients ", "placebo ", "mean ", "SD "),
    *("\N{PLUS-MINUS SIGN}", "fell from ", "Twenty-one ", ". ", "\n", "t(28) = ", "chi2(1) = ", "#", "* ", "|", "http://a.b/", "doi:10.1000/x", "et al. (2019)"),
]  # fmt: skip


_NUMERIC = ("numbers", "estimates", "problems")


def _letters(dice: random.Random) -> str:
    """A few characters from anywhere in Unicode, surrogates included, most of them from where text is."""
    highest = dice.choice((0x7F, 0x7F, 0x24F, 0x3FF, 0x2FFF, 0xFFFF, 0x10FFFF))
    return "".join(chr(dice.randrange(highest + 1)) for _ in range(dice.randrange(1, 8)))


def test_ten_thousand_random_texts_are_read_without_an_exception() -> None:
    dice = random.Random(20)  # noqa: S311 - the same texts every time
    for run in range(RUNS):
        text = "".join(dice.choice(WORDS) if dice.random() < 0.6 else _letters(dice) for _ in range(dice.randrange(1, 14)))
        row = read_row({"id": run, "text": text}, _NUMERIC)
        if run % 10 == 0:
            row = read_row({"id": run, "text": text, "questions": [{"intervention": text[:9], "outcome": text[-9:]}]})
            json.dumps(row)
            with suppress(InputError):  # what is no text is told so
                check_pages((page_of_bytes("page.md", text.encode("utf-8", "surrogatepass")),))


def _random_text(letters: str) -> Callable[[int], str]:
    return lambda length: "".join(random.Random(7).choices(letters, k=length))  # noqa: S311 - the same text every time


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


TEXTS: dict[str, Callable[[int], str]] = {
    "digits and brackets": _random_text("0123456789()[] "),
    "digits, brackets and line ends": _random_text("0123456789()[]{}<>.,;:%-= \n"),
    "shares in one sentence": _repeated("n = 12 of 34 (5%) "),
    "intervals in one sentence": _repeated("(95% CI 1.2 to "),
    "opening brackets": _repeated("[(1"),
    "paragraphs": _repeated("Iron fell by 2.5 (95% CI 1.2 to 3.4) in 12 of 34 (35%) patients.\n\n"),
}


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("kind", TEXTS)
def test_a_page_is_checked_in_time_in_proportion_to_its_length(kind: str) -> None:
    def seconds(length: int) -> float:
        data = TEXTS[kind](length).encode()
        began = time.process_time()
        check_pages((page_of_bytes("page.md", data),))
        return time.process_time() - began

    seconds(2_000)
    short, long = seconds(20_000), seconds(80_000)
    # Four times the text in about four times the time; twice that is left for noise and for what is done once.
    assert long < 8 * short + 0.1


@pytest.mark.usefixtures("uncollected")
def test_many_groups_of_different_sizes_are_read_in_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = "".join(f"{size} women (n = {size}) or drug{size}, " for size in range(count))
        began = time.process_time()
        read_row({"id": 1, "text": text}, _NUMERIC)
        return time.process_time() - began

    seconds(100)
    short, long = seconds(500), seconds(2000)
    assert long < 8 * short + 0.1
