"""What studies say of themselves that speaks to the risk of bias: blinding, allocation, losses. A person judges."""

import re
from collections.abc import Sequence

from manystudies.documents import Document, Span
from manystudies.studies import Study

_SIGNS = re.compile(
    r"\b(?:(?:double|single|triple|assessor|observer)[- ]?(?:blind(?:ed)?|masked)|open[- ]label|open (?=randomi[sz]ed|trial|study)|unblinded|not blinded|blinded assessors?"
    r"|(?:concealed allocation|allocation concealment|sealed(?:,? opaque)? envelopes)|intention[- ]to[- ]treat|per[- ]protocol"
    r"|(?:were|was) excluded from (?:the )?analysis|lost to follow[- ]up|dropped out|withdrew)\b",
    re.IGNORECASE,
)
_MOST = 4
"""Signs told of one study; more would not help who judges it."""


def signs_of_bias(studies: Sequence[Study], documents: Sequence[Document]) -> tuple[tuple[str, Span], ...]:
    """The words in each study's own text that speak to its risk of bias, with their places.

    Source: the domains of RoB 2, Sterne et al. 2019, https://doi.org/10.1136/bmj.l4898

    When not to believe it: a page seldom tells all that a paper tells; silence is no sign.
    """
    by_identity = {document.identity: document for document in documents}
    found: list[tuple[str, Span]] = []
    for study in studies:
        document = by_identity.get(study.place.document)
        if document is None:
            continue
        start, end = document.view.view_start(study.place.start), document.view.view_end(study.place.end)
        matches = list(_SIGNS.finditer(document.view.text, start, end))[:_MOST]
        found += [(match[0].strip().lower(), document.span(match.start(), match.end())) for match in matches]
    return tuple(found)
