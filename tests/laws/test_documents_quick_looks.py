"""A quick look at a block that spares slow searches never misses what they would find."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.documents import furniture

_TABLES = tomllib.loads(files("manystudies.documents").joinpath("furniture.toml").read_text("utf-8"))


@pytest.mark.parametrize("pattern", [*_TABLES["anywhere"], *_TABLES["disclaimer"]])
def test_the_glance_at_a_block_passes_over_no_furniture_and_no_disclaimer(pattern):
    @settings(max_examples=15, deadline=None)
    @given(st.from_regex(pattern))
    def check(text):
        assert furniture._words().glance.search(text.lower())

    check()
