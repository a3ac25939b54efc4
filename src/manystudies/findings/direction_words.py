"""Words that tell which way an outcome went, that it went neither way, and what is worse when there is more of it."""

import re
from functools import cache
from typing import Literal

Way = Literal["better", "down", "up", "worse"]

_UP = (
    r"increas\w*|higher|highest|greater|greatest|more|longer|longest|rose|rise\w*|elevat\w*|enhanc\w*|gain\w*|rais\w*|larger|largest|exceed\w*|grew|faster|quicker|"
    r"accelerat\w*|boost\w*|stronger|heavier|older|earlier|prolong\w*|added|doubled|induc\w*|stimulat\w*|upregulat\w*|promot\w*|superior\w*|most|frequent"
)
_DOWN = (
    r"decreas\w*|reduc\w*|lower\w*|lowest|less|lesser|fewer|fewest|declin\w*|fell|shorter|shortest|shorten\w*|smaller|smallest|diminish\w*|attenuat\w*|suppress\w*|"
    r"drop\w*|slower|inhibit\w*|prevent\w*|lost|loss|lighter|weaker|minimi[sz]\w*|blunt\w*|alleviat\w*|reliev\w*|ameliorat\w*|lessen\w*|least|inferior\w*|downregulat\w*|"
    r"delay\w*|rarer|protect\w*|abolish\w*"
)
_BETTER = r"improv\w*|better|best|outperform\w*|benefi\w*|favou?r\w*|effective\w*|efficac\w*|success\w*|well"
_WORSE = r"worse\w*|deteriorat\w*|impair\w*|poorer|worst|adverse\w*|harm\w*"
_WAYS: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("up", re.compile(_UP)),
    ("down", re.compile(_DOWN)),
    ("better", re.compile(_BETTER)),
    ("worse", re.compile(_WORSE)),
)


@cache
def way_of(word: str) -> Way | None:
    """The way a word tells, or None."""
    return next((way for way, pattern in _WAYS if pattern.fullmatch(word)), None)


@cache
def beside_the_point() -> re.Pattern[str]:
    """Phrases whose words look like a way and tell none: "at least", "more than 3", "kinase inhibitor", "high dose"."""
    return re.compile(
        r"\bat (?:least|most)\b|(?:more|less|greater|fewer) than (?=[0-9])|\b(?:cox|enzyme|reuptake|aromatase|kinase|ace|pump|protease) inhibitors?|"
        r"\bmore than (?:one|two|half)|\b(?:high|low)(?:-| )(?:dose|risk|fat|income)\b|for prevention of|the prevention of|-induced|(?:higher|lower) doses\b|increasing|"
        r"decreasing|low back|least[ -]squares?|most (?:common|frequent)(?:ly)?|most often|(?:one|two|three|four|five|%) or more|or (?:more|less|greater|higher|lower)\b|as well\b(?! tolerated)|self-efficacy|moreover|furthermore"
    )


@cache
def tells_nothing() -> re.Pattern[str]:
    """Phrases that say an outcome did not change or differ."""
    return re.compile(
        r"\bno (?:\w+ ){0,4}?(?:differen|effect|change|benefit|improve|increase|decrease|reduction|impact|influence|evidence|association|advantage|interaction|relationship)|"
        r"\bnot (?:\w+ ){0,3}?(?:differ|significant|affect|change|alter|influence|improve|reduce|increase|decrease|superior|better|associated|reach|statistic|result|lead|"
        r"modif|benefit|more effective|impact|show|prevent|lower|enhance|have)|\b(?:similar|comparable|equivalent|unchanged|unaffected|non-?significan\w*|insignificant|equal|"
        r"identical|no better|non-?inferior|alike|the same)\b|\bneither\b|\bdifferences? (?:\w+ ){0,6}?(?:was|were) not\b|without (?:significant|any|a |differen)|failed to|\bns\b|"
        r"lack of|as (?:effective|efficacious|safe|good) as|did not|didn't|little (?:effect|difference)|\bnor\b"
    )


@cache
def worse_with_more() -> re.Pattern[str]:
    """Outcomes of which less is better, so that an improvement is a decrease."""
    return re.compile(
        r"pain|sever|symptom|anxi|depress|fatigue|disab|mortal|death|bleed|blood loss|nausea|vomit|adverse|complicat|infect|relapse|recurr|failure|stress|distress|risk|"
        r"incidence of|hamilton|madrs|\bvas\b|womac|panss|insomnia|sleep latency|tension|headache|duration of|length of stay|recovery time|dropout|edema|swelling|inflamm|"
        r"cholesterol|\bldl\b|triglycer|blood pressure|glucose|hba1c|weight|\bbmi\b|\bfat\b|waist|cough|wheez|exacerb|craving|smok|alcohol|burden|itch|hot flash|cost|error|"
        r"injur|toxicity|dyspn|incontinence|bother|fear|worry|problem|dysfunction|impair|disorder|disease activity|need for|requirement|consumption|hypotension|spasm|cramp|"
        r"dlqi|\bhaq\b|\bcgi\b|\bbprs\b|\bpsqi\b|\bphq|\bgad\b|\bbdi\b|\bhamd|\bymrs\b|\bupdrs\b|\bedss\b|\badas|\bnpi\b|basdai|das28|\bipss\b|\bsnot|psychopatholog|dependence|heart rate|aggress|"
        r"ulcer|lesion|plaque|caries|gingiv|acne|intraocular pressure|restless"
    )


@cache
def good_in_itself() -> re.Pattern[str]:
    """Outcomes that are named as something good, so that an improvement is an increase."""
    return re.compile(r"improv|effective|success|efficac|benefi|relief|recover|respon|reduc|better")
