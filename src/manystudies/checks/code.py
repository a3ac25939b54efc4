"""A permanent code: what a check looks for, why, and an example of each kind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One registered code, as `manystudies explain` shows it.

    `fails` is a small page on which the check speaks up and `passes` one on which it has nothing to
    complain of; both are run by the tests. `settle` says what would settle the matter where a check cannot say it of
    the very numbers.
    """

    code: str
    name: str
    idea: str
    formula: str
    source: str
    fails: str
    passes: str
    settle: str = ""
