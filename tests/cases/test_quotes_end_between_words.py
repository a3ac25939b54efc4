"""Words that are quoted in a line are cut between words, and names that are told in one are of a length that fits it."""

import re
import runpy
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manystudies.documents import clipped
from manystudies.library import Library
from manystudies.pages import check_text
from manystudies.review import check_pages, page_of_bytes

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@given(st.lists(st.text("ab1.5%", min_size=1, max_size=9), min_size=1, max_size=30), st.integers(12, 80))
def test_a_quote_is_never_cut_inside_a_word_or_number(words, most):
    text = " ".join(words)
    cut = clipped(text, most)
    assert len(cut) <= most
    assert cut == text or set(cut.removesuffix(" …").split()) <= set(words)


def test_a_percent_is_quoted_with_its_sign():
    page = page_of_bytes("rash.md", b"# Rash\n\nRESULTS: Rash was seen in 7 of 40 infants (27.5%).\n")
    assert "infants (27.5%”" in check_text(check_pages([page]))


@pytest.mark.parametrize("name", ["app_speed", "review_load"])
def test_a_benchmark_of_the_app_refuses_a_library_without_pages(name, tmp_path, monkeypatch):
    pytest.importorskip("uvicorn")
    file = tmp_path / "empty.sqlite"
    with Library(file):
        pass
    monkeypatch.setattr(sys, "argv", [name, str(file)])
    with pytest.raises(SystemExit, match=re.escape(f"{file}: needs a library")):
        runpy.run_path(str(BENCHMARKS / f"{name}.py"), run_name="__main__")
