"""The lines that name a study: its journal and date, its authors, its title, the date behind a heading."""

import re
from dataclasses import dataclass
from functools import lru_cache

_YEAR = re.compile(r"(?<![\d.,/:-])(?:19[5-9]\d|20[0-4]\d)(?!\d|/|,\d{3}|-\d{3}|\.\d)")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_JOURNAL_END = re.compile(
    rf"(?:[\s,.;:|(\N{{EN DASH}}-]+(?:(?:19[5-9]\d|20[0-4]\d)\b|volume\b|vol\b|v\.|issue\b|\d{{1,4}}\b|{_MONTH}\b|doi\b|https?:|published\b|pmid\b|epub\b|online\b|first\b))",
    re.IGNORECASE,
)
# Searched in lower case. It opens with a set of signs that the search can skip to; what follows is told by the sign it stands behind.
_IN_MONTH = r"(?:(?<=j)(?:an(?:uary)?|une?|uly?)|(?<=f)eb(?:ruary)?|(?<=m)(?:ar(?:ch)?|ay)|(?<=a)(?:pr(?:il)?|ug(?:ust)?)|(?<=s)ept?(?:ember)?|(?<=o)ct(?:ober)?|(?<=n)ov(?:ember)?|(?<=d)ec(?:ember)?)"
_IN_YEAR = r"(?:(?<=1)9|(?<=2)0)\d\d"
_CITED = re.compile(
    r"[\d;vjfmasondpi](?:(?<=\d)(?:(?<!\w\d)\d{0,3}(?:\s?\(\s?(?:suppl\.?\s?)?[\w -]{1,12}\)\s?[:,;]|:\s?e?\d)"
    rf"|{_IN_YEAR}(?:\s{_MONTH}\b|\)?[;,:]\s?\d{{1,4}}\b)|(?<!\w\d){_IN_YEAR}\s?\.?$|(?<=1)(?<!\w\d)0\.\d{{4,9}}/)"
    r"|(?<=;)\s?\d{1,4}\s?(?:\([^)]{1,15}\))?\s?:\s?e?\d"
    rf"|(?<!\w[a-z])(?:(?<=v)ol(?:ume|\.)?\s?\d|(?<=p)mid\b|(?<=i)ssue \d|{_IN_MONTH}\b\.?(?:\s\d{{1,2}})?,?\s(?:19|20)\d\d))"
)
# None of the above is without one of these; each opens with a digit or a letter that the search can skip to.
_MAY_BE_CITED = re.compile(r"[\d;pvi](?:(?<=\d)(?:\s?\(|:|0\d\d|9\d\d|0\.\d)|(?<=;)\s?\d|(?<=p)mid|(?<=v)ol|(?<=i)ssue)")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "&",
        "de",
        "der",
        "des",
        "di",
        "du",
        "e",
        "et",
        "for",
        "in",
        "of",
        "on",
        "og",
        "och",
        "para",
        "the",
        "und",
        "y",
        "la",
        "le",
        "les",
        "el",
        "in-",
        "der-",
        "its",
        "to",
        "with",
        "from",
    ]
)
_NOT_A_JOURNAL = re.compile(
    r"^(?:the trial|nct\d|pmid|pmc|doi|https?|www|published|received|accepted|copyright|©|epub|abstract|from|see|note|table|figure|download|by|in|on|this|the study|we|study|keywords?|updated|posted|date"
    r"|background|methods?|results?|conclusions?|objectives?|aims?|purpose|introduction|design|setting|reference|references|source|video|item|title|image|presented|reported|started|also)\b",
    re.IGNORECASE,
)

_DEGREE = r"(?:ANP(?:-C)?|DNP|FNP|MSN|NP(?:-C)?|PA-C|RDN|LD|DDS|DMD|DVM|FACP|FAAP|Ph\.?D|M\.?D|M\.?Sc|M\.?P\.?H|M\.?S|B\.?Sc|D\.?O|R\.?N|R\.?D|Dr\.?P\.?H|Pharm\.?D|M\.?B\.?B\.?S|D\.?Phil|Prof|Dr|FRCP|MBA|MA|BA|BS|MRCP|Jr|Sr|II|III)\.?"
_NAME = re.compile(
    rf"(?:{_DEGREE}\s)*(?:(?:[^\W\d_a-z][\w'\N{{RIGHT SINGLE QUOTATION MARK}}.-]*|de|da|dos|van|von|der|den|del|della|di|la|le|el|al|bin|ben|ter|ten|y|e|st)\s?){{1,6}}"
    rf"(?:,?\s?{_DEGREE})*[\s\d,*\N{{DAGGER}}\N{{DOUBLE DAGGER}}\N{{SECTION SIGN}}¹²³⁴⁵⁶⁷⁸⁹⁰()a-e]{{0,12}}"
)
_NO_NAME = re.compile(rf"{_DEGREE}|[\W\d]+|et al\.?")
_BETWEEN_NAMES = re.compile(r"\s*[,;·•|]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+|\.\s{1,3}(?=[^\W\d_a-z][\w'-]+ )")
_MARKS = re.compile(r"(?<=[^\W\d_])[\d¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§]+(?:,[\d¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§]+)*|(?<=[\s,])[\d¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§]+(?=\s|,|$)")
_ORGANISATION = re.compile(
    r"\b(?:university|hospital|department|institute|center|centre|college|school|clinic|faculty|laboratory|ministry|research group|division|academy|foundation|copyright|inc)\b",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(
    rf"[\s\N{{EN DASH}}\N{{EM DASH}},(-]+(?:(?P<kind>[A-Za-z -]{{0,40}}?)\s)?(?:{_MONTH}\.?(?:\s\d{{1,2}},?)?\s)?(?P<year>19[5-9]\d|20[0-4]\d)\)?\s*$",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(
    rf"[\s\N{{EN DASH}}\N{{EM DASH}},(-]+(?:{_MONTH}\.?(?:\s\d{{1,2}},?)?\s)?(?:19[5-9]\d|20[0-4]\d)\)?\s*$", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:abstract|summary|background(?: and (?:aims?|purpose|objectives?))?|introduction|context|importance|rationale|aims?|objectives?|purpose|goals?|study objectives?|hypothesis|design|setting|participants"
    r"|(?:study )?(?:patients|subjects|population|selection)|data (?:sources?|extraction|synthesis)|interventions?|exposures?|main outcomes?(?: and measures?| measures?)?|measurements?|methods?(?: and (?:materials?|results|findings))?"
    r"|materials? and methods?|methodology|patients and methods?|subjects and methods?|results?(?: and discussion)?|findings|discussion|conclusions?(?: and relevance)?|interpretation|implications|limitations?|significance"
    r"|clinical relevance|funding|keywords?|key ?words|highlights|trial registration|registration|what is known|practice points|primary funding source)",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"\W{{0,4}}(?P<label>{_LABEL.pattern})\W{{0,4}}(?:[:.\N{{EN DASH}}\N{{EM DASH}}]|-\s|$)", re.IGNORECASE)
_DATELINE = re.compile(
    r"\W{0,4}[A-Z][A-Z .'-]{2,40}(?:,| \()[^\n]{0,40}? [-\N{EN DASH}\N{EM DASH}]{1,2} (?=[A-Z\N{LEFT DOUBLE QUOTATION MARK}\"])"
)
_COLLEAGUES = re.compile(r"\b(?:et al|and (?:colleagues|others|coworkers|co-workers))\.?$", re.IGNORECASE)
_NOT_A_TITLE = re.compile(
    r"\b(?:download|click here|see also|pdf|vitamindwiki|read more|free full|full text|attached|table of contents|subscribe|copyright|all rights reserved|creative commons|e-?mail|@|listed on|translated)\b|^\W*(?:note|clipped|image|figure|table|comment|update)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\b(?:of course|this study|newsletter|publisher (?:provided|charges|wants))\b", re.IGNORECASE)
"""Words of an editor that no title has."""
_SENTENCE_VERB = re.compile(
    r"\b(?:we|our|they|it is|this is|there (?:is|are|was|were)|was|were|has been|have been|had|should|will be|can be)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """Where a line names its journal, its year and, in front of them, its authors; each may be missing."""

    journal: tuple[int, int] | None
    year: tuple[int, int] | None
    authors: tuple[int, int] | None = None


def dateline(text: str) -> bool:
    """Whether a text opens as a newspaper's report does: the town in capitals, a date or an agency, a dash.

    >>> dateline("NORTHTOWN, 3 May 2020 - Nurses who eat zinc"), dateline("JAMA. 2020;323(5):45-51")
    (True, False)
    """
    return _DATELINE.match(text) is not None


@lru_cache(maxsize=512)
def journal_line(line: str) -> JournalLine | None:
    """The journal and the year a citation line names, or None where the line is no citation.

    >>> line = "Sleep Breath. 2014 Aug 23."
    >>> found = journal_line(line)
    >>> line[slice(*found.journal)], line[slice(*found.year)]
    ('Sleep Breath', '2014')
    """
    if not 6 <= len(line) <= 600:  # noqa: PLR2004
        return None
    opening = line[:300]
    if dateline(opening):
        return None
    low = opening.lower()
    if not _MAY_BE_CITED.search(low) or not _CITED.search(low):
        return None
    end = _JOURNAL_END.search(line)
    name = (line[: end.start()] if end else "").rstrip(" .,;:|(")
    start = len(line) - len(line.lstrip(" \t*_[("))
    if name.count("(") > name.count(")"):
        name += ")" * line.startswith(")", len(name))
    authors = None
    first, stop, rest = name[start:].rpartition(". ")
    if stop and (_COLLEAGUES.search(first) or authors_line(first)):
        authors = start, start + len(first)
        start = len(name) - len(rest)
    if authors is None and _COLLEAGUES.search(name):
        year = _YEAR.search(line)
        return JournalLine(None, year.span() if year else None, (start, len(name)))
    if not _journal_like(name[start:]):
        return None
    year = _YEAR.search(line)
    return JournalLine((start, len(name)), year.span() if year else None, authors)


def _journal_like(name: str) -> bool:
    words = name.replace("(", " ").replace(")", " ").split()
    if (
        not words
        or re.fullmatch(_MONTH, name, re.IGNORECASE)
        or len(words) > 14  # noqa: PLR2004 - no journal's name is longer
        or len(name) < 3  # noqa: PLR2004
        or _NOT_A_JOURNAL.match(name)
        or "@" in name
    ):
        return False
    telling = [word for word in words if word.lower().strip(".,:;") not in _SMALL]
    capital = sum(word[0].isupper() or (len(word) > 1 and word[1].isupper()) or word[0] in "&-" for word in telling)
    return (
        bool(telling) and capital >= max(1, len(telling) - 1) and (words[0][0].isupper() or (len(words[0]) > 1 and words[0][1].isupper()))
    )


def first_year(text: str) -> tuple[int, int] | None:
    """The first year printed in `text`."""
    match = _YEAR.search(text)
    return match.span() if match else None


def heading_year(heading: str) -> tuple[int, int] | None:
    """The year of the date at the end of a heading: "... - RCT Nov 2018"."""
    match = _DATE_TAIL.search(heading[-80:])
    offset = max(0, len(heading) - 80)
    return (match.start("year") + offset, match.end("year") + offset) if match else None


def heading_end(heading: str) -> int:
    """Where the words of a heading end and its date begins."""
    offset = max(0, len(heading) - 80)
    match = _DATE_ALONE.search(heading[offset:])
    return match.start() + offset if match else len(heading)


@lru_cache(maxsize=512)
def authors_line(line: str) -> str | None:
    """The authors a line names, without the marks of their addresses, or None where it is no list of names.

    >>> authors_line("Doe J1, Roe R2,3 and Poe E.")
    'Doe J, Roe R, Poe E'
    """
    text = line.strip().lstrip("*\N{BULLET}- ").rstrip(" .;,")
    if not 5 <= len(text) <= 3000 or text.endswith((":", "?")) or ": " in text[:60]:  # noqa: PLR2004
        return None
    if len(text) > 80 and text.count(",") + text.count(";") + text.count(" and ") < len(text) / 60:  # noqa: PLR2004
        return None
    if text[:3].lower() == "by ":
        text = text[3:]
    parts = [part for part in _BETWEEN_NAMES.split(_MARKS.sub("", text)) if part and part.strip(" .*")]
    names = [part.strip(" .*\N{HORIZONTAL ELLIPSIS}") for part in parts if not _NO_NAME.fullmatch(part.strip(" ."))]
    if not names:
        return None
    good = [name for name in names if _NAME.fullmatch(name) and not _ORGANISATION.search(name) and len(name) <= 60]  # noqa: PLR2004
    many = len(names) >= 2 and len(good) >= 0.75 * len(names) and sum(" " in name for name in good) >= 0.6 * len(names)  # noqa: PLR2004
    initials = (
        len(good) == 1
        and len(names) == 1
        and bool(re.fullmatch(r"[^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+)? [A-Z]{1,3}", good[0]) or re.search(rf",?\s{_DEGREE}$", text))
    )
    return ", ".join(good) if many or initials else None


def is_furniture(line: str) -> bool:
    """Whether a line is a note of the page and not of the study: "Download the PDF", "See also"."""
    return _NOT_A_TITLE.search(line) is not None


def is_address(line: str) -> bool:
    """Whether a short line is the postal address of authors: names of places without a verb."""
    return _ORGANISATION.search(line) is not None and not _SENTENCE_VERB.search(line)


@lru_cache(maxsize=512)
def is_label(line: str) -> str | None:
    """The label a line starts with ("methods" of "METHODS: we …"), in lower case, or None."""
    match = _LABELLED.match(line)
    return match["label"].lower() if match else None


@lru_cache(maxsize=512)
def title_like(line: str) -> bool:
    """Whether a line could be the title of a study."""
    text = line.strip(" *_#\t")
    words = len(text.split())
    if not 4 <= words <= 45 or not 20 <= len(text) <= 330 or _NOT_A_TITLE.search(text) or is_label(text):  # noqa: PLR2004
        return False
    if text.count(". ") > 1 or _REMARK.search(text) or text[0].islower() or authors_line(text) is not None:
        return False
    return not (_SENTENCE_VERB.search(text) and text.rstrip("* ").endswith("."))
