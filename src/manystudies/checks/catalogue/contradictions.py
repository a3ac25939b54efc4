"""MS5: passages that contradict each other, and what changed between revisions."""

from manystudies.checks.catalogue.versions import two_versions
from manystudies.checks.code import Code

_HEADED = """## {}

**Zinc and gout: an uncontrolled before-after study**

J Joints. 2019 May 4. https://doi.org/10.5555/jj.2019.0504

RESULTS: In 24 adults the median gout score improved from 28 (15-36) at baseline to 12 (4-30) after twelve weeks.
"""

CODES: tuple[Code, ...] = (
    Code(
        "MS501",
        "two passages contradict each other",
        "One page claims an effect and, elsewhere, that there is none; both are shown with their designs, and which design weighs more.",
        "same subject and object, opposite direction",
        "Ioannidis (2005), Contradicted and initially stronger effects. https://doi.org/10.1001/jama.294.2.218",
        "# Zinc\n\n## Zinc treats the common cold - Feb 2020\n\n**Zinc and colds: an uncontrolled before-after study**\n\nTwenty adults with a cold took zinc.\n\n"
        "## Zinc does not treat the common cold - RCT Nov 2021\n\n**Zinc for the common cold: a randomized controlled trial**\n\nForty adults were randomized.\n",
        "# Zinc\n\n## Zinc treats the common cold - Feb 2020\n\n**Zinc and colds: an uncontrolled before-after study**\n\nTwenty adults with a cold took zinc.\n",
    ),
    Code(
        "MS502",
        "odds ratios that point apart",
        "One study gives one odds ratio per unit of a level and one for deficiency of it; both above 1 (or both below) say opposite things, unless the first is per unit lower.",
        "(OR per unit − 1)(OR of deficiency − 1) < 0",
        "Bland & Altman (2000), The odds ratio. https://doi.org/10.1136/bmj.320.7247.1468",
        "RESULTS: Regression showed vitamin B deficiency and serum vitamin B level to be associated with gout (OR 3.2, P<0.001 and OR 1.08, P=0.01, respectively).\n",
        "RESULTS: Regression showed vitamin B deficiency and serum vitamin B level to be associated with gout (OR 3.2, P<0.001 and OR 0.93, P=0.01, respectively).\n",
    ),
    Code(
        "MS503",
        "one quantity told differently",
        "The same quantity of the same study is told with two different values on one page: in its heading, abstract, table or note. Both places are shown.",
        "value here = value there, up to rounding and unit",
        "A convention of manystudies.",
        "RESULTS: The median gout score improved from 28 (15-36) to 12 (4-30). CONCLUSIONS: The median gout score improved from 28 to 10.\n",
        "RESULTS: The median gout score improved from 28 (15-36) to 12 (4-30). CONCLUSIONS: The median gout score improved from 28 to 12.\n",
    ),
    Code(
        "MS504",
        "dose told differently",
        "The dose in a heading or note is not the dose in the study's own text.",
        "dose per day here = dose per day there",
        "A convention of manystudies.",
        "## Zinc 50 mg daily for gout - May 2019\n\n**Zinc and gout: a cohort study**\n\nMETHODS: Adults took zinc 50 mg per week for a year.\n",
        "## Zinc 50 mg weekly for gout - May 2019\n\n**Zinc and gout: a cohort study**\n\nMETHODS: Adults took zinc 50 mg per week for a year.\n",
    ),
    Code(
        "MS505",
        "heading's number is not the text's",
        "A heading tells a change or a limit with a number that the text under it does not print, in that unit or converted.",
        "number in the heading = a number in the text, up to rounding and unit",
        "A convention of manystudies.",
        _HEADED.format("Gout score fell from 31 to 12 with zinc - May 2019"),
        _HEADED.format("Gout score fell from 28 to 12 with zinc - May 2019"),
    ),
    Code(
        "MS511",
        "wording weakened",
        "A later revision of the page says the same with less strength: a change for the better where the evidence is weak.",
        "strength after < strength before",
        "Sumner et al. (2014). https://doi.org/10.1136/bmj.g7015",
        two_versions("Zinc cures the common cold in adults.", "Zinc may help with the common cold in adults."),
        two_versions("Zinc is sold for the common cold in shops.", "Zinc is sold for the common cold in shops."),
    ),
    Code(
        "MS512",
        "wording strengthened",
        "A later revision of the page says the same with more strength; new evidence should be named beside it.",
        "strength after > strength before",
        "Sumner et al. (2014). https://doi.org/10.1136/bmj.g7015",
        two_versions("Zinc may help with the common cold in adults.", "Zinc cures the common cold in adults."),
        two_versions("Zinc is sold for the common cold in shops.", "Zinc is sold for the common cold in shops."),
    ),
    Code(
        "MS513",
        "wording changed",
        "A later revision of the page words a sentence differently without making it stronger or weaker.",
        "strength after = strength before",
        "A convention of manystudies.",
        two_versions("Zinc is sold for the common cold in shops.", "Zinc is sold for the common cold in pharmacies."),
        two_versions("Zinc is sold for the common cold in shops.", "Zinc is sold for the common cold in shops."),
    ),
    Code(
        "MS514",
        "meaning lost in a change",
        "A later revision replaced a word and the sentence no longer says anything that could be right or wrong.",
        "“deficiency”, “loss”, “excess” … became a bare “level” under a word that needs a direction",
        "A convention of manystudies.",
        two_versions("Poor diet is a root cause of zinc deficiency in adults.", "Poor diet is a root cause of zinc levels in adults."),
        two_versions("Poor diet is a root cause of zinc deficiency in adults.", "Poor diet is a root cause of zinc deficiency in adults."),
    ),
    Code(
        "MS515",
        "number changed between revisions",
        "A later revision prints another number in the same sentence.",
        "number before = number after",
        "A convention of manystudies.",
        two_versions(
            "Zinc shortened colds by 33 percent in one trial of adults.", "Zinc shortened colds by 23 percent in one trial of adults."
        ),
        two_versions(
            "Zinc shortened colds by 33 percent in one trial of adults.", "Zinc shortened colds by 33 percent in one trial of adults."
        ),
    ),
)
