"""MS4: claims in words, held against what their study can carry."""

from manystudies.checks.code import Code

_CASE_CONTROL = """## {}

**Vitamin B and gout: a case-control study**

J Joints. 2018 Mar 3. https://doi.org/10.5555/12345678

METHODS: The total number of subjects enrolled was 140, including 60 patients with gout and 80 controls.

RESULTS: Deficiency of vitamin B was found in 30 patients (50.0%) and 20 controls (25.0%). The odds ratio of gout was 3.0 for those with deficiency (95% CI 1.5-6.1, P = .002).

CONCLUSIONS: Low vitamin B was associated with gout.
"""
_TRIAL = """## {}

**Zinc lozenges for the common cold: a randomized controlled trial**

J Colds. 2019 Nov 14. https://doi.org/10.5555/12345678

RESULTS: Pain fell within the placebo group. There was no significant difference between zinc and placebo.
"""
_BEFORE_AFTER = """## {}

**Zinc and hay fever: an uncontrolled before-after study**

J Noses. 2020 Feb 20. https://doi.org/10.5555/12345678

METHODS: Twenty adults with hay fever took zinc for two months. There was no control group.

RESULTS: The score improved from 20.1 to 15.2 (p < 0.001).
"""
_DIALYSIS = """## {}

**Zinc for itching: a randomized controlled trial**

J Skin. 2019 May 4. https://doi.org/10.5555/js.2019.0504

METHODS: Forty patients on hemodialysis were randomized to zinc or placebo.

RESULTS: Itching was less with zinc.
"""
_WEIGHED = """# Zinc and depression

## {}

## One trial - Nov 2019

**Zinc for depression: a randomized placebo-controlled trial**

J Moods. 2019 Nov 14. https://doi.org/10.5555/12345678

METHODS: 120 adults with depression were randomized to zinc (n = 60) or placebo (n = 60).

RESULTS: The depression score was lower with zinc than with placebo (mean difference -3.1, 95% CI -5.9 to -0.3).
"""
_CITING = """# Zinc

{} [1](https://doi.org/10.5555/12345678).

## Zinc lozenges for the common cold: a randomized controlled trial

J Colds. 2019 Nov 14. https://doi.org/10.5555/12345678

METHODS: Fifty adults were randomized to zinc or placebo.

RESULTS: Colds were shorter with zinc. There was no significant effect on sleep.
"""
_ARTICLE = """# Zinc and the common cold

{}

Medically reviewed by Dr. Ana Keller. Updated March 3, 2023.

This page is for information only and is not a substitute for medical advice.
"""

CODES: tuple[Code, ...] = (
    Code(
        "MS401",
        "stronger than the study",
        "A heading or sentence says more than the design of its study allows: observational and uncontrolled studies speak of association, one trial of “may help”.",
        "strength of the claim (0-5) ≤ ceiling of the design: laboratory or animal 1, observational or uncontrolled 2, one randomised trial 3",
        "Sumner et al. (2014). https://doi.org/10.1136/bmj.g7015",
        _BEFORE_AFTER.format("Zinc treats hay fever - Feb 2020"),
        _BEFORE_AFTER.format("Hay fever score was lower after two months of zinc, no control group - Feb 2020"),
    ),
    Code(
        "MS402",
        "odds ratio read as “times more likely”",
        "An odds ratio is further from 1 than the risk ratio, much further when the outcome is common; “3 times more likely” is a risk ratio.",
        "RR = OR / (1 − baseline + baseline × OR), shown at baselines of 5, 10 and 15 %; from the table itself where the design allows it",
        "Grant (2014). https://doi.org/10.1136/bmj.f7450; Zhang & Yu (1998). https://doi.org/10.1001/jama.280.19.1690",
        _CASE_CONTROL.format("Gout 3X more likely if low vitamin B - March 2018"),
        _CASE_CONTROL.format("Low vitamin B is associated with gout (odds ratio 3.0) - March 2018"),
    ),
    Code(
        "MS403",
        "change within one group called an effect",
        "A change inside one arm is not an effect of its treatment, and a change under placebo is not a treatment by placebo: the trial answers by comparing the arms.",
        "effect = change in one arm − change in the other",
        "Bland & Altman (2011). https://doi.org/10.1186/1745-6215-12-264",
        _TRIAL.format("Colds not treated by zinc, but were treated by placebo - RCT Nov 2019"),
        _TRIAL.format("No difference between zinc and placebo for colds - RCT Nov 2019"),
    ),
    Code(
        "MS404",
        "cause from association",
        "Words of cause rest on a study that shows only that two things go together.",
        "causal verb ≤ design with a comparison that was assigned",
        "Haber et al. (2018). https://doi.org/10.1371/journal.pone.0196346",
        _CASE_CONTROL.format("Low vitamin B causes gout - March 2018"),
        _CASE_CONTROL.format("Low vitamin B is associated with gout - March 2018"),
    ),
    Code(
        "MS405",
        "population widened",
        "The study was of some people only; the claim speaks of everybody.",
        "people of the claim ⊆ people of the study",
        "Guyatt et al. (2011), GRADE: indirectness. https://doi.org/10.1016/j.jclinepi.2011.04.014",
        _DIALYSIS.format("Zinc may help itching - May 2019"),
        _DIALYSIS.format("Zinc may help itching in hemodialysis patients - May 2019"),
    ),
    Code(
        "MS406",
        "proven, best or most",
        "“Proven” needs more than one study and “best” needs a comparison; neither is shown here.",
        "strength 5 is reached by no single page",
        "Guyatt et al. (2008), GRADE. https://doi.org/10.1136/bmj.39489.470347.AD",
        _TRIAL.format("Zinc is proven to cure colds - RCT Nov 2019"),
        _TRIAL.format("Zinc may help colds, one trial - RCT Nov 2019"),
    ),
    Code(
        "MS407",
        "claim without a source",
        "A statement about health with no study, no citation and no link to rest on: a reader cannot check it.",
        "the claim's section names no study and the sentence carries no citation",
        "Silberg, Lundberg & Musacchio (1997). https://doi.org/10.1001/jama.1997.03540390074039",
        _ARTICLE.format("Zinc deficiency causes the common cold."),
        _ARTICLE.format("Zinc lozenges may shorten the common cold (https://doi.org/10.5555/12345678)."),
    ),
    Code(
        "MS408",
        "guess inside a heading",
        "A heading adds the editor's guess to a study's result; the study's text says nothing of it.",
        "words of guessing (“suspect”, “probably due to”, a question in brackets) about things the section does not name",
        "Sumner et al. (2014). https://doi.org/10.1136/bmj.g7015",
        _CASE_CONTROL.format("Low vitamin B is associated with gout (suspect low zinc too) - March 2018"),
        _CASE_CONTROL.format("Low vitamin B is associated with gout (case-control) - March 2018"),
    ),
    Code(
        "MS409",
        "trend for what was not significant",
        "“A trend towards” is how a result that did not reach its own threshold is made to sound like one.",
        "p ≥ .05 beside words of trend",
        "Wood et al. (2014). https://doi.org/10.1136/bmj.g2215",
        "RESULTS: There was a trend towards improvement in mood (p = 0.11).\n",
        "RESULTS: The difference in mood was small and uncertain (p = 0.11).\n",
    ),
    Code(
        "MS410",
        "one person's experience",
        "What one person noticed on themselves cannot tell an effect from chance, time or hope.",
        "n = 1, no comparison",
        "Guyatt et al. (2008), GRADE. https://doi.org/10.1136/bmj.39489.470347.AD",
        "# Zinc\n\nI rub zinc cream on my knees every night and it eliminated my knee pain.\n",
        "# Zinc\n\nThe shop on the corner sells zinc cream in three sizes.\n",
    ),
    Code(
        "MS411",
        "reviewer not named",
        "A page says that it was reviewed and names nobody.",
        "“reviewed by” is followed by a name",
        "Silberg, Lundberg & Musacchio (1997). https://doi.org/10.1001/jama.1997.03540390074039",
        "# Zinc and colds\n\nMedically Reviewed by\n\nUpdated On\n\nMarch 3, 2023\n\nZinc is a mineral.\n",
        "# Zinc and colds\n\nMedically Reviewed by\n\nAna Keller, MD\n\nUpdated On\n\nMarch 3, 2023\n\nZinc is a mineral.\n",
    ),
    Code(
        "MS412",
        "no date",
        "A page that makes claims about health without a date cannot be told old from new.",
        "a date in the metadata or the text",
        "Silberg, Lundberg & Musacchio (1997). https://doi.org/10.1001/jama.1997.03540390074039",
        "# Zinc and colds\n\nZinc treats the common cold.\n",
        "# Zinc and colds\n\nUpdated on March 3, 2023.\n\nZinc treats the common cold.\n",
    ),
    Code(
        "MS413",
        "no disclaimer",
        "A page that makes claims about treatment without saying that it does not replace a clinician.",
        "a sentence that says so",
        "Charnock et al. (1999), DISCERN. https://doi.org/10.1136/jech.53.2.105",
        "# Zinc and colds\n\nZinc treats the common cold.\n",
        _ARTICLE.format("Zinc may shorten the common cold."),
    ),
    Code(
        "MS414",
        "development without follow-up",
        "“Development of” and “risk of developing” speak of new cases over time; a study that looked once, or that began with cases, has none.",
        "words of incidence ≤ designs with follow-up",
        "von Elm et al. (2007), STROBE. https://doi.org/10.1136/bmj.39335.541782.AD",
        _CASE_CONTROL.replace("The odds ratio of gout was", "The odds ratio of the development of gout was").format(
            "Vitamin B and gout - March 2018"
        ),
        _CASE_CONTROL.format("Vitamin B and gout - March 2018"),
    ),
    Code(
        "MS415",
        "cause and doubt in one breath",
        "A sentence says “demonstrated” and “possible” of the same thing; the weaker word is the one the design carries.",
        "a verb of proof beside a word of doubt",
        "Sumner et al. (2014). https://doi.org/10.1136/bmj.g7015",
        "CONCLUSION: The study demonstrated a possible association between zinc and mood.\n",
        "CONCLUSION: The study found a possible association between zinc and mood.\n",
    ),
    Code(
        "MS416",
        "on the rise, without a number",
        "A disease is said to be on the rise, with no count, no period and no source.",
        "two rates, their years, and where they were counted",
        "Charnock et al. (1999), DISCERN. https://doi.org/10.1136/jech.53.2.105",
        "# Gout\n\nThe prevalence of gout is increasing rapidly around the world.\n",
        "# Gout\n\nThe prevalence of gout rose from 2.6% in 1990 to 3.2% in 2008 in one national survey.\n",
    ),
    Code(
        "MS417",
        "no effect, where none was shown",
        "“Does nothing” is said flatly of what one study did not show; a small study shows no effect whether there is one or not.",
        "flat null claim ≤ a review of all studies, or an interval without any effect that matters",
        "Altman & Bland (1995), Absence of evidence is not evidence of absence. https://doi.org/10.1136/bmj.311.7003.485",
        _TRIAL.format("Zinc does nothing for colds - Nov 2019"),
        _TRIAL.format("Zinc did not shorten colds in one trial - Nov 2019"),
    ),
    Code(
        "MS418",
        "citation that does not carry its claim",
        "The cited study, where its text is at hand, says that there was no such effect; where it is not at hand, that is said and nothing is guessed.",
        "claim of an effect against the study's own sentence about the same outcome",
        "Greenberg (2009), How citation distortions create unfounded authority. https://doi.org/10.1136/bmj.b2680",
        _CITING.format("Zinc improves sleep"),
        _CITING.format("Zinc may shorten colds"),
    ),
    Code(
        "MS419",
        "study retracted, corrected or in doubt",
        "The page, or a list that the user keeps, says that a study was retracted: then no claim can rest on it. Corrections and expressions of concern are told.",
        "words of retraction beside the study's title or in its reference, or its identifier in the list",
        "Schneider et al. (2020), continued citation of a retracted trial. https://doi.org/10.1007/s11192-020-03631-1",
        _TRIAL.replace("controlled trial**", "controlled trial** (RETRACTED in 2021)").format("Zinc may help colds - Nov 2019"),
        _TRIAL.format("Zinc may help colds, one trial - Nov 2019"),
    ),
    Code(
        "MS420",
        "stronger than the certainty",
        "A claim says more than the certainty of all the evidence put together for it: low certainty carries “may”, moderate “probably”, and nothing carries “proven”.",
        "strength of the claim (0-5) ≤ very low 2, low 3, moderate 3 (“probably”), high 4",
        "Santesso et al. (2020), GRADE guidelines 26. https://doi.org/10.1016/j.jclinepi.2019.10.014",
        _WEIGHED.format("Zinc cures depression"),
        _WEIGHED.format("Zinc may help with depression"),
    ),
)
