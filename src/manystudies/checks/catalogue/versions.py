"""The page that the examples of revisions share: saved twice, with one sentence changed."""

_PAGE = """Zinc and the common cold

{} This page explains what zinc is, where it is found, and how much of it people need in an ordinary week of the year.

What is zinc?

Zinc is a mineral that the body uses in several hundred enzymes. It is stored only in small amounts, so that some of it has to be eaten on most days of the week.

Where is it found?

Oysters, beef, crab and pumpkin seeds hold more zinc than most other foods. Bread and beans hold some as well, though less of it is taken up from them than from meat.

How much is needed?

The recommended amount for adults is between eight and eleven milligrams each day, which most mixed diets hold. Children need less than that, and nursing mothers a little more.
"""


def two_versions(old: str, new: str) -> str:
    """A page with `old` as its first sentence and, behind it, the same page with `new`."""
    return _PAGE.format(old) + "\n" + _PAGE.format(new)
