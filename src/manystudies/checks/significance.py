"""Words of significance against the interval beside them."""

import re
from collections import Counter
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import stretch
from manystudies.checks.problem import Problem
from manystudies.checks.trust import starts_cut
from manystudies.findings import Ratio

_SIGNIFICANT = re.compile(
    r"\b(?:statistically )?significant(?:ly)?\s+(?:associated|associat\w+|increas\w+|decreas\w+|reduc\w+|higher|lower|greater|related|linked|improv\w+|predict\w+|elevated)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:no|not|non|nor|neither|never|without|lack\w*|fail\w*|in)[- ]?(?:\s\w+){0,3}\s?-?(?:statistically )?significan|insignifican|nonsignifican|n\.s\.",
    re.IGNORECASE,
)
_LEVEL = 95.0


def significance_problems(evidence: Evidence) -> Iterator[Problem]:
    """Sentences with one ratio whose interval holds 1 and that call it significant, where no p-value says otherwise."""
    ratios = [finding for finding in evidence.findings if isinstance(finding, Ratio)]
    alone = Counter(finding.context.sentence for finding in ratios)
    for finding in ratios:
        interval = finding.interval
        if interval is None or finding.p is not None or interval.level != _LEVEL or alone[finding.context.sentence] > 1:
            continue
        sentence = evidence.near(finding.context.sentence, finding.estimate.span)
        word = _SIGNIFICANT.search(sentence)
        holds = interval.low.value < 1 < interval.high.value
        if (
            word is None
            or not holds
            or starts_cut(evidence, finding.context.sentence)
            or _NEGATED.search(sentence)
            or re.search(r"\b(?:and|but|while|whereas)\b.*\bsignifican", sentence)
        ):
            continue
        yield Problem(
            "MS312",
            "inconsistent",
            "medium",
            f"It is called significant, and its interval, {interval.low.printed.text} to {interval.high.printed.text}, holds 1, the value of no effect.",
            (stretch(finding.estimate, interval.low, interval.high),),
            consistent_range="an interval on one side of 1",
            suggestion="Say that no clear difference was shown.",
            study=finding.context.study,
        )
