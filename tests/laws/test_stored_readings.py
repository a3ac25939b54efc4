"""What the library keeps of a page gives back, field by field, the nouns that were read from it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.errors import LibraryError
from manystudies.review import check_pages, kept_reading, page_of_bytes, topic_pages
from manystudies.review.codec import reading_json

KINDS = ("studies", "claims", "findings", "problems", "recomputed")
PARTS = st.sampled_from(
    [
        "## Iron cures legs - RCT 2016\n\n**Iron in restless legs: a randomised trial**\n\nSmith A. J Med. 2016. doi: 10.1000/abc\n\n",
        "Methods: In this randomised trial, 64 adults received iron (n = 32) or placebo (n = 32).\n\n",
        "Fifty-nine patients (75.6%) and 52 controls (42.3%) had it, P< .001.\n\n",
        "Results: The IRLS fell from 24.9 ± 5.1 to 21.1 ± 2.9 (p < 0.001), OR 4.24 (95% CI 2.3–7.9).\n\n",
        "The mean (SD) age was 54.2 (8.1) years; median stay, 7 days (IQR 4 to 9).\n\n",
        "Iron is proven to be the best.\n\n",
        "| Trial | Year | Cases, iron | Total, iron | Cases, placebo | Total, placebo |\n| --- | --- | --- | --- | --- | --- |\n| A | 1948 | 4 | 123 | 11 | 139 |\n\n",
    ]
)
WORDS = st.text(st.characters(exclude_categories=["Cc"]), max_size=60)
"""Control characters alone are refused as no text."""


def same(page):
    report = check_pages([page])
    kept = reading_json({kind: getattr(report, kind) for kind in KINDS}).encode("utf-8", "surrogatepass")
    held = kept_reading(kept, page.document.identity)
    for kind in KINDS:
        assert getattr(held, kind) == getattr(report, kind)


def test_both_topics_come_back_as_they_were_read():
    for page in topic_pages():
        same(page)


def test_seed_pages_come_back_as_they_were_read(seeds):
    for name, data in seeds.items():
        same(page_of_bytes(name, data))


def test_pages_of_the_project_come_back_as_they_were_read():
    for path in sorted((Path(__file__).parents[1] / "pages" / "checks_reckless").glob("*"))[:12]:
        same(page_of_bytes(path.name, path.read_bytes()))


@settings(max_examples=40)
@given(st.lists(PARTS | WORDS, max_size=8).map("".join))
def test_any_page_comes_back_as_it_was_read(text):
    same(page_of_bytes("page.md", text.encode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("kept", [b"", b"{}", b"[]", b'{"studies": 1}', b'{"studies": [{"is": "Study"}]}', b"\xff"])
def test_what_is_no_reading_is_refused(kept):
    with pytest.raises(LibraryError, match="was kept by other rules"):
        kept_reading(kept, "a" * 64)
