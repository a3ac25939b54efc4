"""How many people a study had in all, and who they were, from the words that say so."""

import re

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
_NUMBER = rf"(?P<n>\d{{1,3}}(?:[, \N{{THIN SPACE}}\N{{NO-BREAK SPACE}}]\d{{3}})+|\d{{1,8}}|{_IN_WORDS})(?![\d.,]*\d|\s?%|-\w*(?:year|month|week|day|old))"
_WHO = (
    r"(?:patients?|subjects|participants|adults|women|men|males|females|children|individuals|people|persons|volunteers|infants|neonates|newborns|cases|students|workers|girls|boys|adolescents|mothers|residents|nurses"
    r"|veterans|respondents|outpatients|inpatients|athletes|survivors|donors|couples|twins|seniors|citizens|teenagers|users|players|soldiers|recruits|players|pregnancies|members|controls)"
)
_ADJECTIVES = r"(?:(?:[\w/'+-]+|\([^)]{1,25}\)),? ){0,6}?"
_DONE = r"(?:enrolled|recruited|randomi[sz]ed|randomly|included|studied|assigned|allocated|evaluated|examined|analy[sz]ed|participated|completed|selected|invited|investigated|followed|divided|screened|assessed|treated|diagnosed|involved|registered|received|took part|underwent|met)"

_PATTERNS = (
    rf"\b(?:total|overall|altogether|sum)(?: number| sample(?: size)?| population)?(?:,| of| included| comprised)? (?:of )?{_NUMBER} {_ADJECTIVES}{_WHO}\b",
    rf"\b(?:total )?number of (?:\w+ )?{_WHO}(?: \w+){{0,3}} (?:was|were|is) {_NUMBER}\b",
    rf"\b(?:sample size|study population|sample|population|cohort|group)(?: size)? (?:was|were|of|consisted of|comprised|included) {_NUMBER}\b(?! years)(?: {_ADJECTIVES}{_WHO})?",
    rf"\bof (?:the |these |all )?{_NUMBER} {_ADJECTIVES}{_WHO} (?:\w+ )?{_DONE}\b",
    rf"\b{_DONE} (?:\w+ ){{0,2}}?{_NUMBER} {_ADJECTIVES}{_WHO}\b",
    rf"(?:^|[.;:(]\s?|\bin |\bof |\bamong |\bin which |\bfrom |\bthat |\bpatients: |\bparticipants: |\b)(?<![\d.,])\b{_NUMBER} {_ADJECTIVES}{_WHO}\b[^.;]{{0,160}}? (?:were|was|who|had)?\s?(?:\w+ ){{0,3}}?{_DONE}\b",
    rf"\b{_NUMBER} {_ADJECTIVES}{_WHO}\b",
    rf"\b{_WHO} ?\(n ?= ?{_NUMBER}\)",
)
_COMPILED: dict[int, re.Pattern[str]] = {}
_POPULATION = re.compile(
    r"\b(?:(?:[\w-]+ ){0,3}?)(?P<who>(?:(?:older|elderly|pregnant|postmenopausal|premenopausal|healthy|obese|overweight|adult|young|hospitali[sz]ed|critically ill|hemodialysis|haemodialysis|dialysis|diabetic|vitamin d[ -]deficient|iron[ -]deficient|non-diabetic|type [12] diabetic|preterm|school|breastfed|lactating|ambulatory|frail|community-dwelling) )*"
    r"(?:patients|adults|women|men|children|participants|subjects|individuals|people|infants|adolescents|volunteers|cases|persons)"
    r"(?: (?:with|undergoing|receiving|aged|diagnosed with|suffering from|over|older than|admitted (?:to|with|for)|at risk (?:of|for)|who (?:had|have)) [^.,;:()]{3,80})?)",
)


def total_people(text: str) -> tuple[int, int, int] | None:
    """How many people a study had in all: the number and the characters that print it, or None.

    The most telling wording wins: "a total of 201 subjects" before "35 patients were enrolled" before "12 adults".

    >>> total_people("Twelve adult subjects were recruited.")
    (12, 0, 6)
    """
    low = text[:6000].lower()
    if len(low) != len(text[:6000]):
        return None
    for at in range(len(_PATTERNS)):
        pattern = _COMPILED.get(at)
        if pattern is None:
            pattern = _COMPILED[at] = re.compile(_PATTERNS[at])
        match = pattern.search(low)
        if match:
            value = _value(match["n"])
            if value is not None and value > 0:
                return value, match.start("n"), match.end("n")
    return None


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


def population_words(text: str) -> tuple[int, int] | None:
    """The first words that say who was studied, kept short: "patients with idiopathic restless legs syndrome"."""
    low = text[:6000].lower()
    match = next((each for each in _POPULATION.finditer(low) if " " in each["who"]), None)
    return match.span("who") if match and len(low) == len(text[:6000]) else None
