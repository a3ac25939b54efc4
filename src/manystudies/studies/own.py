"""Words by which a text tells of data of its own, as an abstract does and a magazine does not."""

import re

_DATA = re.compile(
    r"\bp\s?(?:value\s?)?[<=>\N{LESS-THAN OR EQUAL TO}]\s?0?[.\N{MIDDLE DOT},]\d|\bn\s?=\s?\d|\b95\s?%\s?(?:ci|confidence)|\N{PLUS-MINUS SIGN}\s?\d|\+/-\s?\d"
    r"|\b(?:we|this study|our study|the study|this trial|the present study|this analysis|this paper|this article|the authors)\s(?:\w+\s)?(?:measured|enrolled|recruited|randomi[sz]ed|collected|analy[sz]ed|compared|included"
    r"|assessed|evaluated|investigated|examined|aimed|conducted|performed|sought|tested|determined|review|reviewed|describe|described|report|reported|searched|identified|estimated|studied|explored|aims|was|present)\b"
    r"|\b(?:aim|objective|purpose|goal)s? of (?:this|the|our) (?:\w+ )?(?:study|trial|analysis|review|paper|work|article)\b"
    r"|\b(?:patients|subjects|participants|women|men|children|volunteers|adults|infants|mice|rats) (?:\([^)]{1,30}\) )?(?:were|received|underwent|completed)\b",
    re.IGNORECASE,
)


def tells_own_data(text: str) -> bool:
    """Whether a text tells what was done, measured or found in it."""
    return _DATA.search(text) is not None
