"""The words that say a study's design: one table, from the most telling design to the least.

Each cue names a design, the needles (lower-case words, one of which must occur before the pattern is tried) and the
pattern itself. `own` cues say what *this* study is ("we did a cohort study"); the others only suggest it and count
when no own cue is there. In one zone of the text the first row that matches wins, so the order is the precedence.

Source: the designs and their names follow the EQUATOR reporting guidelines (CONSORT, STROBE, PRISMA, STREGA,
STROBE-MR, ARRIVE, CARE, AGREE), https://www.equator-network.org/reporting-guidelines/
"""

import re
from dataclasses import dataclass, field
from functools import cache

from manystudies.studies.study import Design


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: if a needle occurs and the pattern matches, the words say `design`."""

    design: Design
    needles: tuple[str, ...]
    pattern: re.Pattern[str] = field(repr=False)  # for lower-cased text
    own: bool = True


_ANIMALS = r"(?:mice|mouse|rats?|murine|rabbits?|hamsters?|guinea[ -]pigs?|zebrafish|drosophila|piglets?|pigs|swine|broilers?|chicks|hens|dogs|cows|macaques?|rhesus|c\. elegans|ewes|sheep|calves)"

_ROWS: tuple[tuple[Design, str, str, bool], ...] = (
    (
        "network meta-analysis",
        "network|treatment",
        r"network[ -]meta[ -]?analys[ie]s|(?:mixed|multiple)[ -]treatments?[ -](?:comparisons?|meta[ -]?analys[ie]s)|\bnma\b",
        True,
    ),
    ("mendelian randomisation", "mendel", r"(?:two-sample |bidirectional |multivariable )*mendelian[ -]randomi[sz](?:ation|ed)", True),
    (
        "genetic",
        "genome|gwas|exome",
        r"genome[ -]wide (?:meta[ -]?analys[ie]s|association|linkage|interaction|analys[ie]s|significan\w+|stud\w+)|\bgwas\b|(?:whole[ -])?exome[ -](?:wide|sequencing)",
        True,
    ),
    (
        "meta-analysis",
        "meta",
        r"(?:dose[ -]response |individual[ -](?:patient|participant)[ -]data |updated |cumulative |bayesian )*meta[ -]?analy(?:s[ie]s|tic(?:al)?)|meta[ -]?regression",
        True,
    ),
    ("meta-analysis", "pooled", r"pooled analys[ie]s of (?:\w+ ){0,3}(?:trials|studies|cohorts)", True),
    ("systematic review", "systematic", r"systematic(?:ally)?[ -](?:literature[ -])?(?:review(?:s|ed)?|search(?:es|ed)?|overview)", True),
    ("systematic review", "scoping|umbrella|cochrane", r"(?:scoping|umbrella|cochrane) reviews?|cochrane database of systematic", True),
    (
        "systematic review",
        "search",
        r"(?:we |were |was )?(?:systematically |comprehensively )?search(?:ed|es)? (?:\w+[ ,]+){0,6}?(?:pubmed|medline|embase|cochrane|web of science|scopus|databases)|(?:pubmed|medline|embase|cochrane\w*|scopus|databases?)[^.]{0,90}? (?:was|were) (?:\w+ )?searched",
        True,
    ),
    (
        "guideline",
        "guideline|consensus|parameter|position|recommendation|statement",
        r"(?:clinical )?practice guidelines?|guideline (?:summary|update|of|from|for|on|panel)|(?:an? )?(?:international |expert )?consensus (?:statement|guidelines?|report|recommendations?|document)|practice parameters?|position (?:statement|paper)|task force (?:report|recommendations?|guidelines?)|recommendations (?:of|from|by) the|scientific statement",
        True,
    ),
    (
        "review",
        "review|overview",
        r"(?:narrative|literature|mini[ -]?|critical|brief|state[ -]of[ -]the[ -]art|comprehensive|integrative|clinical|invited|updated)[ -]?(?:literature )?review\b|\ba review\b|: review\b|review of (?:the |current |recent |published |available |existing )*(?:literature|evidence|studies|research|data)|(?:this|present|our|in the) (?:\w+ ){0,2}review(?: article| paper)?\b|\bwe (?:\w+ )?review(?:ed)?\b|(?:an|brief) overview|(?:are|is) reviewed",
        True,
    ),
    (
        "animal",
        "mice|mouse|rat|murine|rabbit|hamster|guinea|zebrafish|drosophila|pig|swine|broiler|chicks|hens|dogs|cows|macaque|rhesus|elegans|ewes|sheep|calves",
        rf"(?:in|of|using|from|to|and|wistar|sprague[ -]dawley|c57bl/?6j?|balb/c|transgenic|knockout|deficient|diabetic|aged|male|female|pregnant|adult|old|young|null|weaned|lactating|dairy) {_ANIMALS}\b|{_ANIMALS} (?:model|brain|liver|fed|were|study)\b|(?:mouse|rat|animal|murine)[ -]models?",
        True,
    ),
    (
        "quasi-randomised",
        "quasi|alternat|birth|odd|systematic|hospital number|record number",
        r"quasi[ -]?randomi[sz](?:ed|ation)|alternat(?:e|ely|ing|ive) (?:allocat|assign|patients|individuals)\w*|(?:allocat|assign)\w* (?:\w+ ){0,4}alternat(?:e|ely|ion)|(?:allocat|assign|randomi[sz])\w* (?:\w+ ){0,6}(?:by|according to|based on|on the basis of) (?:\w+ ){0,4}(?:date of birth|birth ?dates?|days? of the week|odd|even|(?:hospital|record|chart) numbers?|months? of birth|year of birth)|systematic(?:ally)? (?:allocat|assign)\w*",
        True,
    ),
    (
        "non-randomised trial",
        "non",
        r"non[ -]?randomi[sz]ed(?: \w+){0,2} (?:trial|study|intervention|comparison|controlled|design|clinical|group|open)\w*|non[ -]?random(?:ly)? (?:allocat|assign)\w*|without randomi[sz]ation",
        True,
    ),
    (
        "randomised trial",
        "random|rct|double|placebo|single|crossover|cross-over",
        r"(?:cluster[ -]|double[ -]blind(?:ed)?,? |single[ -]blind(?:ed)?,? |open[ -]label,? |placebo[ -]controlled,? |multi[ -]?cent(?:er|re),? |pilot )*(?<!non)(?<!non[ -])(?<!quasi)(?<!quasi[ -])randomi[sz]ed[,;]?(?:[ -][\w-]+,?){0,4}?[ -](?:trials?|studies|study|experiment|crossover|cross[ -]over|design|stage|evaluation|comparison|intervention)\b|\brcts?\b",
        True,
    ),
    (
        "randomised trial",
        "random",
        r"randomly (?:\w+ ){0,2}?(?:assign|allocat|divid|distribut|given|receiv|split|placed|selected to receive)\w*|(?:assign|allocat|divid)\w+ (?:\w+ ){0,3}?(?:randomly|at random)|(?:were|was|underwent|patients|participants|subjects|women|men|children|adults|block|computer[ -]generated|cluster|stratified|after|before|1:1) (?:\w+ )?(?<!non-)(?<!quasi-)randomi[sz](?:ed|ation)|randomi[sz]ed (?:to|into|in a|between|\d+|patients|participants|subjects|women|adults|children|double)",
        False,
    ),
    (
        "before-after",
        "before|pre-|pre–|prepost|pre post|self|single|uncontrolled|one-group|one group",
        r"before[ -](?:and|to|versus)[ -]after (?:\w+ )?(?:study|design|trial|comparison|intervention|analysis)|before[ -–]after (?:\w+ )?(?:study|design|trial|comparison)|pre[ -–]?(?:test)?(?:/| and |[ -–])post[ -–]?(?:test)?(?:[ -–]\w+)?[ -](?:stud|design|trial|intervention|comparison)\w*|self[ -]controlled (?!case series)(?:\w+ )?(?:study|trial|case study|design)|single[ -]arm(?: \w+){0,3}|(?:one|single)[ -]group (?:pre|study|design|trial|intervention)\w*|uncontrolled(?: \w+){0,2} (?:trial|study|intervention|series|design|pilot)",
        True,
    ),
    ("randomised trial", "double|placebo", r"double[ -]blind(?:ed)?(?:,? placebo[ -]controlled)?|placebo[ -]controlled", False),
    (
        "case-control",
        "case",
        r"(?:nested |matched |population[ -]based |hospital[ -]based |age[ -]matched )*case[ -–]controll?e?d?(?:[ -]\w+)? ?(?:study|studies|design|analysis|comparison|sample|data)?|case[ -–]referent",
        True,
    ),
    ("cross-sectional", "cross", r"cross[ -–]?sectional(?:ly)?(?: [\w-]+){0,2}? ?(?:study|survey|analysis|design|data|sample)?", True),
    (
        "cohort",
        "cohort",
        r"(?:prospective |retrospective |population[ -]based |nationwide |historical |birth |longitudinal |multi[ -]?cent(?:er|re) |inception |matched |case[ -]|observational )+cohort(?: study| studies| analysis)?|cohort (?:study|studies|analysis|design)",
        True,
    ),
    (
        "case series",
        "series",
        r"(?:consecutive |retrospective |prospective )?case[ -]series|series of (?:\w+ ){0,3}(?:cases|patients)",
        True,
    ),
    (
        "case report",
        "case",
        r"(?:a )?case report(?:s|ed)?|report(?:ed|ing)? (?:of )?(?:a|an|the|one|two|three) (?:\w+ ){0,3}cases?\b(?! series| of (?:\w+ )?(?:hundred|\d))|we (?:describe|present|report) (?:a|the case|an)(?: \w+){0,4}? (?:case|patient|man|woman|girl|boy|year)",
        True,
    ),
    ("ecological", "ecolog", r"ecologic(?:al)? (?:study|analysis|correlation|design|data)", True),
    (
        "cohort",
        "follow|longitudinal|prospective|retrospective|registr|incident|person-years|hazard",
        r"(?:prospective|retrospective|longitudinal)(?:ly)?(?: \w+){0,2} (?:observational )?(?:study|analysis|studies|review|follow(?:ed|[ -]up)|data|chart)|longitudinal|retrospectively (?:\w+ )?(?:review|analy[sz]|evaluat|examin|collect|identif)\w*|(?:medical|chart|health) records? (?:\w+ )?(?:were|was) review\w*|person[ -]years|(?:mean|median|average)? ?follow[ -]up (?:period |time |duration )?(?:of|was) \S{1,12} (?:years?|y\b|yr)|incident cases",
        False,
    ),
    (
        "cross-sectional",
        "survey|nhanes|questionnaire|prevalence",
        r"(?:national|population|population[ -]based|online|web[ -]based|postal|telephone|household|questionnaire)[ -](?:\w+ )?(?:survey|questionnaire)|\bnhanes\b|national health and nutrition examination|prevalence (?:study|survey)|survey (?:of|was|among)",
        False,
    ),
    (
        "genetic",
        "polymorphism|genotyp|allele|polygenic|snp|genetic variant",
        r"(?:gene |genetic |nucleotide |receptor )*polymorphisms?|genotyp(?:ed|es?|ing)|polygenic (?:risk )?scores?|genetic (?:variants?|association|architecture)|risk loci",
        False,
    ),
    (
        "laboratory",
        "vitro|cell|silico|docking|cultured",
        r"\bin[ -]vitro\b|\bin[ -]silico\b|molecular docking|(?:cultured|human|primary|cancer|endothelial|epithelial|neuronal|stem) (?:\w+ )?cells?(?: lines?)? (?:were|was|treated|line|culture)|cell[ -](?:lines?|cultures?)|cultured (?:\w+ ){1,3}(?:cells|neurons)",
        False,
    ),
    (
        "non-randomised trial",
        "trial|intervention",
        r"(?:controlled|comparative|parallel[ -]group|quasi[ -]?experimental)(?: \w+){0,2} (?:trial|intervention|study)|quasi[ -]?experimental",
        False,
    ),
    (
        "news",
        "news|press release|reuters|medscape",
        r"press release|medical news today|\breuters\b|sciencedaily|healthday|eurekalert|news release",
        False,
    ),
)


@cache
def cues() -> tuple[Cue, ...]:
    """Every cue, compiled, most telling first; made once, when first asked for."""
    return tuple(Cue(design, tuple(needles.split("|")), re.compile(pattern), own) for design, needles, pattern, own in _ROWS)
