"""Words a person selects, read as a number: the value is what stands there and nothing else."""

import re

from manystudies.documents import Document
from manystudies.errors import DecisionError, NumberError, SpanError
from manystudies.findings import Number, comparator_of, number_at, worded_number_at, worded_value

_LONGEST = 300
_SIGN = re.compile(r"[pPnN]?\s*([<>=≤≥~≈≅]{1,2})?\s*")
_DIGITS = re.compile(r"[-+\u2010\u2011\u2212\u2013]?\s?(?:\d|\.\d)[\d.,·∙\u00a0\u2009\u202f]*(?:\s?[×x]\s?10\^?[-\u2212]?\d+)?")


def selected_number(document: Document, start: int, end: int) -> Number:
    """The number in the words selected: characters `start` to `end` of the text as given.

    What stands around it in the selection, such as brackets, a sign of percent or "p <", is left out.

    Raises:
        DecisionError: the words hold no number, or several.
    """
    if not 0 <= start < end <= len(document.text):
        raise DecisionError(f"A number needs words of the page; found {start} to {end} of {len(document.text)} characters.")
    if end - start > _LONGEST:
        raise DecisionError(f"Select the words of one number; found {end - start:,} characters.")
    view = document.view
    low, high = view.view_start(start), view.view_end(end)
    shown = view.text[low:high]
    found = list(_DIGITS.finditer(shown))
    try:
        if len(found) == 1:
            first, last = found[0].start(), low + len(found[0][0].rstrip(".,\u00a0\u2009\u202f ")) + found[0].start()
            sign = _SIGN.fullmatch(shown[:first].strip(" ([{;:"))
            return number_at(document, low + first, last, comparator=comparator_of(sign[1]) if sign is not None else "=")
        words = shown.strip(" .,;:()")
        value = worded_value(words) if words and not found else None
        if value is not None:
            at = low + shown.index(words)
            return worded_number_at(document, at, at + len(words), value)
    except (NumberError, SpanError) as error:
        raise DecisionError(f"The words selected are no number: {shown.strip()[:60]!r}. {error}") from error
    many = "several numbers" if len(found) > 1 else "no number"
    raise DecisionError(f"Select the words of one number; “{' '.join(shown.split())[:60]}” holds {many}.")
