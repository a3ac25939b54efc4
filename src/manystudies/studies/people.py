"""How many people a study had in all, and who they were, from the words that say so."""

import re
from collections.abc import Iterator
from functools import cache

_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: at + 1 for at, word in enumerate(_ONES)} | {word: 10 * (at + 2) for at, word in enumerate(_TENS)} | {"a": 1}
_WORD = rf"(?:{'|'.join((*reversed(_ONES), *_TENS))})"
_IN_WORDS = rf"(?:(?:{_WORD}|a)[ -](?:hundred|thousand)(?:[ -](?:and )?{_WORD}(?:[ -]{_WORD}){{0,2}}(?: hundred(?:[ -](?:and )?{_WORD}(?:[ -]{_WORD})?)?)?)?|{_WORD}(?:[ -]{_WORD})?)"
_NUMBER = rf"(?P<n>\d{{1,3}}(?:[, \N{{THIN SPACE}}\N{{NO-BREAK SPACE}}]\d{{3}})+|\d{{1,8}}|{_IN_WORDS})(?![\d.,]*\d|\s?%|\s(?:billion|million)|-\w*(?:year|month|week|day|old))"
_WHO = (
    r"(?:patients?|subjects|participants|adults|women|men|males|females|children|individuals|people|persons|volunteers|infants|neonates|newborns|cases|students|workers|girls|boys|adolescents|mothers|residents|nurses"
    r"|veterans|respondents|outpatients|inpatients|athletes|survivors|donors|couples|twins|seniors|citizens|teenagers|users|players|soldiers|recruits|players|pregnancies|members|controls)"
)
_ADJECTIVES = r"(?:(?!(?:of|the|a|in|to|for|were|was|with|by|from|at|or)\b|\d+\b)(?:[\w/'+-]+|\([^)]{1,25}\)),? ){0,6}?"
_DONE = r"(?:enrolled|recruited|randomi[sz]ed|randomly|included|studied|assigned|allocated|evaluated|examined|analy[sz]ed|participated|completed|selected|invited|investigated|followed|divided|screened|assessed|treated|diagnosed|involved|registered|received|took part|underwent|met)"

_COUNTED = rf"(?<![\w.,\N{{EN DASH}}-])(?<!phase )(?<!stage )(?<!grade )(?<!type )(?<!group )(?<!class )(?<!all )(?<!\d in )(?<!\d out of )(?<!one in ){_NUMBER} {_ADJECTIVES}{_WHO}\b"
_MAY_COUNT = re.compile(
    r"[\dotfsena](?<![\w.,\N{EN DASH}-][\dotfsena])(?:(?<=\d)|(?<=o)ne|(?<=t)(?:w|hr|hi|en)|(?<=f)(?:ou|ort|i)|(?<=s)(?:ix|ev)|(?<=e)(?:ig|le)|(?<=n)ine|(?<=a)[ -][ht])"
)
"""Where the first sign of such a number can stand; it opens with a set of signs that the search can skip to."""
_STATED = (
    ("number", rf"\b(?:total )?number of (?:\w+ )?{_WHO}(?: \w+){{0,3}} (?:was|were|is) {_NUMBER}"),
    (
        "sample",
        rf"\b(?:sample size|study population|sample|study sample|final sample|cohort)(?: size)? (?:was|were|of|consisted of|comprised|included) {_NUMBER}\b(?! years)",
    ),
    ("n", rf"\b{_WHO} ?\(n ?= ?{_NUMBER}\)"),
)
_IN_ALL = re.compile(
    r"\b(?:total|overall|altogether|sum|in all)(?: number| sample(?: size)?| population)?(?:,| of| included| comprised)? (?:of )?$"
)
_CHOSEN_BEFORE = re.compile(
    rf"\b(?:{_DONE} (?:\w+ ){{0,2}}|(?:performed|conducted|carried out|done) (?:on|in|with|among) (?:a total of )?)$"
)
_CHOSEN_AFTER = re.compile(rf"[^.;]{{0,160}}?\b{_DONE}\b")
_PART_OF_THEM = re.compile(
    r" (?:\([^)]{1,20}\) )?(?:have |had )?(?:dropped|withdrew|withdrawn|relapsed|died|discontinued|(?:were|was) (?:lost|excluded|withdrawn)|who (?:were lost|dropped|withdrew|died)|in each|per|in the \w+ (?:group|arm))\b"
)
_AND_OTHERS = re.compile(
    rf"[^.;]{{0,90}}? (?:and|versus|vs\.?) {_NUMBER.replace('?P<n>', '?:')} (?:(?:\w+ ){{0,3}}(?:controls|control (?:subjects|participants|individuals)|cases|healthy)\b|to\b|received\b|in the\b|were assigned)"
)
_SEX = r"\b(?:fe)?(?:males?|men|women|boys|girls)$"
_OTHER_SEX_BEHIND = (
    rf",? (?:\([^)]{{1,20}}\) )?(?:and|,|/|&) (?:{_NUMBER.replace('?P<n>', '?:')} )(?:\w+ )?(?:fe)?(?:males?|men|women|boys|girls)\b"
)
_OTHER_SEX_BEFORE = r"\b(?:fe)?(?:males?|men|women|boys|girls)(?: \([^)]{1,20}\))?,? (?:and|&) $"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_READ = 6000  # characters of a text that are read
_GROUP = re.compile(r"\b(?:levels?|scores?|than|or more)\b|[<>=\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}]")
_CLAUSE_END = re.compile(
    r" (?:(?:were|was|are|is|who|which|that|completed|received|participated|based|took|had|have|has|randomly|assigned|treated|randomi[sz]ed|given)\b|and \d)"
)
_POPULATION = re.compile(
    r"\b(?P<who>(?:(?:older|elderly|pregnant|postmenopausal|premenopausal|healthy|obese|overweight|adult|young|hospitali[sz]ed|critically ill|hemodialysis|haemodialysis|dialysis|diabetic|vitamin d[ -]deficient|iron[ -]deficient|non-diabetic|type [12] diabetic|preterm|school|breastfed|lactating|ambulatory|frail|community-dwelling) )*"
    r"(?:patients|adults|women|men|children|participants|subjects|individuals|people|infants|adolescents|volunteers|cases|persons)"
    r"(?P<clause> (?:with|undergoing|receiving|aged|diagnosed with|suffering from|over|older than|admitted (?:to|with|for)|at risk (?:of|for)|who (?:had|have)) [^.,;:()]{3,80})?)",
)
_MAY_BE_WHO = re.compile(
    r"[oephaycdvintsblfwm](?<!\w[oephaycdvintsblfwm])(?:(?<=o)(?:ld|be|ve)|(?<=e)ld|(?<=p)(?:re[gmt]|ost|at|art|eo|ers)|(?<=h)(?:eal|osp|em|ae)|(?<=a)(?:dul|mb|do)|(?<=y)ou|(?<=c)(?:rit|omm|hi|as)|(?<=d)ia|(?<=v)(?:it|ol)"
    r"|(?<=i)(?:ro|ndiv|nf)|(?<=n)on|(?<=t)ype|(?<=s)(?:ch|ubj)|(?<=b)rea|(?<=l)ac|(?<=f)ra|(?<=w)om|(?<=m)en)"
)
"""Where the first of these words can begin; it opens with a set of signs that the search can skip to."""
_PEOPLE = re.compile(r"patients|adults|men|children|participants|subjects|individuals|people|infants|adolescents|volunteers|cases|persons")
"""A quick look for what every match above holds."""


def total_people(text: str) -> tuple[int, int, int] | None:
    """How many people a study had in all: the number and the characters that print it, or None.

    The most telling wording wins: "a total of 201 subjects" before "35 patients were enrolled" before "12 adults".

    >>> total_people("Twelve adult subjects were recruited.")
    (12, 0, 6)
    """
    low = text[:_READ].lower()
    if len(low) != len(text[:_READ]):
        return None
    counted = tuple(
        match for match in _matches_at(_compiled(_COUNTED), low, _MAY_COUNT) if "%" not in match[0] and not _one_sex(low, match)
    )
    in_all = next((match for match in counted if _IN_ALL.search(low[max(0, match.start() - 50) : match.start()])), None)
    stated = (match for needle, pattern in _STATED[:2] if needle in low and (match := _compiled(pattern).search(low)))
    found = in_all or next(stated, None) or _chosen(low, counted)
    if found is None and "(n" in low:
        found = _compiled(_STATED[2][1]).search(low)
    value = _value(found["n"]) if found else None
    bracketed = _compiled(_STATED[2][1]).search(low) if "(n" in low and not in_all else None
    larger = _value(bracketed["n"]) if bracketed else None
    if larger and value and larger > value:
        found, value = bracketed, larger
    return (value, found.start("n"), found.end("n")) if found and value else None


def _matches_at(pattern: re.Pattern[str], low: str, leads: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What `finditer` gives, in a third of the time: the whole pattern is tried only where `leads` says that it can begin."""
    behind = 0
    for lead in leads.finditer(low):
        if lead.start() >= behind and (match := pattern.match(low, lead.start())):
            behind = match.end()
            yield match


def _chosen(low: str, counted: tuple[re.Match[str], ...]) -> re.Match[str] | None:
    """The first count of people who were enrolled, or the first count at all, unless another group stands beside it."""
    alone = tuple(match for match in counted if not _AND_OTHERS.match(low, match.end()) and not _PART_OF_THEM.match(low, match.end()))
    for match in alone:
        if _CHOSEN_BEFORE.search(low[max(0, match.start() - 50) : match.start()]) or _CHOSEN_AFTER.match(low, match.end()):
            return match
    return alone[0] if alone and alone[0] is counted[0] else None


def _one_sex(low: str, match: re.Match[str]) -> bool:
    """Whether a count is that of one sex beside the other: "14 men and 8 women"."""
    one = _compiled(_SEX).search(match[0])
    return one is not None and (
        _compiled(_OTHER_SEX_BEHIND).match(low, match.end()) is not None
        or _compiled(_OTHER_SEX_BEFORE).search(low[max(0, match.start() - 40) : match.start()]) is not None
    )


def _value(printed: str) -> int | None:
    digits = re.sub(r"[,\s]", "", printed)
    if digits.isdigit():
        return int(digits)
    total = part = 0
    for word in re.split(r"[ -]+", printed):
        if word == "hundred":
            part = max(part, 1) * 100
        elif word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
        elif word in _VALUES:
            part += _VALUES[word]
        elif word != "and":
            return None
    return total + part or None


def population_words(text: str, *, qualified: bool = False) -> tuple[int, int] | None:
    """The first words that say who was studied: "patients with idiopathic restless legs syndrome".

    With `qualified`, only those that say what people had or did: running text names "older adults" in passing.
    """
    low = text[:_READ].lower()
    if len(low) != len(text[:_READ]):
        return None
    if _PEOPLE.search(low) is None:
        return None
    for match in _matches_at(_POPULATION, low, _MAY_BE_WHO):
        clause = match["clause"] or ""
        if (clause and _GROUP.search(low, match.start("clause"), match.end() + 25)) or (
            not clause if qualified else " " not in match["who"]
        ):
            continue
        words = _CLAUSE_END.split(match["who"], maxsplit=1)[0].rstrip()
        return match.start("who"), match.start("who") + len(words)
    return None
