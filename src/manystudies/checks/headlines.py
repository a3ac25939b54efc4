"""Numbers in a heading that the text under it tells otherwise: a change, a limit with its unit, a number of people."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.documents import Block, Document, Section
from manystudies.errors import NumberError
from manystudies.measures import VITAMIN_D, Printed, check_conversion

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.\u00b7]\d+)?"
_CHANGE = re.compile(
    rf"\bfrom\s(?:about\s)?(?P<first>{_NUMBER})\s?(?P<unit>[a-zµμ%]{{1,5}}(?:/[a-z]{{1,2}})?\s)?\s?(?:down\s|up\s)?to\s(?:just\s|only\s|about\s)?(?P<second>{_NUMBER})(?![\d/])",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    rf"(?P<sign>[<>≤≥]|\bbelow|\babove|\bunder|\bover)\s?(?P<value>{_NUMBER})\s?(?P<unit>ng/ml|ng|nmol/l|[uµμ]g/l|[uµμ]g|mcg|mg/dl|mmol/l|g/dl|pg/ml|pmol/l|iu/l|iu)(?![a-z])",
    re.IGNORECASE,
)
_ANY = re.compile(rf"(?<![\d.,]){_NUMBER}")
_VITAMIN_D = re.compile(r"vitamin D|25[- ]?\(?OH|25-hydroxy", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENOUGH_NUMBERS = 3
"""A section with fewer numbers holds no abstract to compare a heading with."""


def headline_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every heading with a change or a limit, against the numbers of its section."""
    for document in evidence.documents:
        for section in document.sections:
            if section.heading is None or document.blocks[section.heading].role != "body":
                continue
            heading = document.blocks[section.heading]
            changes = list(_CHANGE.finditer(document.view.text, heading.start, heading.end))
            limits = list(_LIMIT.finditer(document.view.text, heading.start, heading.end))
            if changes or limits:
                body = _body(document, section, heading)
                for match in changes:
                    yield from _change(document, match, body)
                for match in limits:
                    yield from _limit(document, match, body)


def _body(document: Document, section: Section, heading: Block) -> str:
    """The section's own text below its heading, in the page's and the study's voice."""
    return "\n".join(
        document.block_text(block) for block in document.section_blocks(section) if block is not heading and block.role == "body"
    )


def _change(document: Document, match: re.Match[str], body: str) -> Iterator[Problem]:
    printed = [number for number in (_read(each[0]) for each in _ANY.finditer(body)) if number is not None]
    ends = [_read(match["first"]), _read(match["second"])]
    if len(printed) < _ENOUGH_NUMBERS or None in ends or all(_YEAR.fullmatch(match[name]) for name in ("first", "second")):
        return
    missing = [end for end in ends if end is not None and not any(_same(end, number) for number in printed)]
    place = document.span(match.start("first"), match.end("second"))
    if not missing:
        yield Problem("MS505", "consistent", "info", f"Both numbers of “{match[0]}” stand in the text below.", (place,))
    elif len(missing) == 1:
        yield Problem(
            "MS505",
            "inconsistent",
            "medium",
            f"The heading says “{match[0]}”; {missing[0].text} stands nowhere in the text below.",
            (place,),
            suggestion="Take the numbers from the study's own text.",
        )


def _limit(document: Document, match: re.Match[str], body: str) -> Iterator[Problem]:
    value = _read(match["value"])
    told = [(each["unit"], number, each[0]) for each in _LIMIT.finditer(body) if (number := _read(each["value"])) is not None]
    if value is None or not told:
        return
    comparable = [
        (agrees, words) for unit, number, words in told if (agrees := _agree(match["unit"], value, unit, number, match.string)) is not None
    ]
    if not comparable:
        return
    place = document.span(match.start(), match.end())
    same = next((words for agrees, words in comparable if agrees), None)
    if same is not None:
        yield Problem("MS505", "consistent", "info", f"The limit “{match[0]}” is that of the text, “{same}”.", (place,))
        return
    others = ", ".join(dict.fromkeys(words for _, words in comparable))
    yield Problem(
        "MS505",
        "inconsistent",
        "medium",
        f"The heading's limit “{match[0]}” is not that of the text below ({others}).",
        (place,),
        recomputed=others,
        suggestion="Take the limit from the study's own text.",
    )


def _agree(unit: str, value: Printed, other_unit: str, other: Printed, text: str) -> bool | None:
    """Whether two limits are one; None where their units cannot be compared."""
    mine, theirs = _unit(unit), _unit(other_unit)
    if mine == theirs:
        return value.value == other.value
    if {mine, theirs} == {"ng/ml", "nmol/l"} and _VITAMIN_D.search(text):
        nanograms, nanomoles = (value, other) if mine == "ng/ml" else (other, value)
        return check_conversion(nanograms, nanomoles, VITAMIN_D).right
    return None


def _unit(text: str) -> str:
    folded = text.lower().replace("µ", "u").replace("μ", "u").replace("mcg", "ug")
    return {"ng": "ng/ml", "ug": "ug/l"}.get(folded, folded)


def _read(text: str) -> Printed | None:
    try:
        return Printed.read(text)
    except NumberError:
        return None


def _same(told: Printed, printed: Printed) -> bool:
    """Whether a heading's number is a printed one, rounded at most to its own digits."""
    return told.bounds[0] <= printed.value <= told.bounds[1]
