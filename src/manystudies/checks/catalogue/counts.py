"""MS2: arithmetic of counts and of values."""

from manystudies.checks.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "MS201",
        "percent of people",
        "A printed percent must be the printed count over the printed total, as far as rounding lets one tell.",
        "percent = 100 n / N",
        "Heathers & Brown (2019), DEBIT. https://osf.io/5vb3u/",
        "RESULTS: Fever was seen in 12 of 48 children (35.0%).\n",
        "RESULTS: Fever was seen in 12 of 48 children (25.0%).\n",
    ),
    Code(
        "MS202",
        "parts and whole",
        "The groups that make up a whole must add up to it, and people who left must be what is missing.",
        "whole = part 1 + part 2 + …",
        "Schulz, Altman & Moher (2010), CONSORT: the flow of people. https://doi.org/10.1136/bmj.c332",
        "METHODS: 120 adults were randomized to zinc (n = 58) or placebo (n = 72).\n",
        "METHODS: 120 adults were randomized to zinc (n = 58) or placebo (n = 62).\n",
    ),
    Code(
        "MS203",
        "ratio from its own table",
        "An odds ratio or risk ratio must follow from the four counts printed with it, unless it was adjusted.",
        "OR = ad / bc; RR = (a / n1) / (c / n0)",
        "Bland & Altman (2000), The odds ratio. https://doi.org/10.1136/bmj.320.7247.1468",
        "METHODS: We enrolled 60 patients with gout and 80 controls. RESULTS: Deficiency was found in 30 patients (50.0%) and 20 controls (25.0%). "
        "The odds ratio of gout was 5.2 for those with deficiency (95% CI 2.5-10.6).\n",
        "METHODS: We enrolled 60 patients with gout and 80 controls. RESULTS: Deficiency was found in 30 patients (50.0%) and 20 controls (25.0%). "
        "The odds ratio of gout was 3.0 for those with deficiency (95% CI 1.5-6.1).\n",
    ),
    Code(
        "MS204",
        "p of a two-by-two table",
        "A p-value printed with four counts must be what some accepted test of the table gives.",
        "χ² with and without correction, Fisher's exact test, the z of the log odds ratio",
        "Campbell (2007), Chi-squared and Fisher–Irwin tests. https://doi.org/10.1002/sim.2832",
        "RESULTS: Cough was present in 22 of 50 patients and in 21 of 50 controls (P = 0.001).\n",
        "RESULTS: Cough was present in 30 of 50 patients and in 12 of 50 controls (P < 0.001).\n",
    ),
    Code(
        "MS205",
        "interval of a two-by-two table",
        "The interval printed with an unadjusted ratio must be what some accepted method gives for its table.",
        "exp(ln OR ± z √(1/a + 1/b + 1/c + 1/d)), with other methods tried as well",
        "Woolf (1955). https://doi.org/10.1111/j.1469-1809.1955.tb01348.x",
        "METHODS: We enrolled 60 patients with gout and 80 controls. RESULTS: Deficiency was found in 30 patients (50.0%) and 20 controls (25.0%). "
        "The odds ratio of gout was 3.0 for those with deficiency (95% CI 2.2-4.1).\n",
        "METHODS: We enrolled 60 patients with gout and 80 controls. RESULTS: Deficiency was found in 30 patients (50.0%) and 20 controls (25.0%). "
        "The odds ratio of gout was 3.0 for those with deficiency (95% CI 1.5-6.1).\n",
    ),
    Code(
        "MS206",
        "table rebuilt from its margins",
        "Group sizes, an odds ratio and χ² leave few whole-number tables, often only one; what they imply is shown.",
        "all a, b with OR = a (n0 − b) / (b (n1 − a)) and χ² inside what was printed",
        "Di Pietrantonj (2006), Four-fold table cell frequencies. https://doi.org/10.1002/sim.2287",
        "METHODS: 100 adults were studied: 70 patients with low zinc and 30 patients with normal zinc. "
        "RESULTS: Gout was commoner with low zinc (χ2(1)=7.60, P=0.006; odds ratio 4.211, P=0.008).\n",
        "METHODS: 100 adults were studied. RESULTS: Gout was commoner with low zinc (odds ratio 4.211, P=0.008).\n",
    ),
    Code(
        "MS207",
        "mean off the grid (GRIM)",
        "The mean of whole-number scores can only fall on a grid of steps 1/n. Checked where the scale is known to be whole numbers and n is printed.",
        "some whole total k has k / n inside what rounds to the printed mean",
        "Brown & Heathers (2017), GRIM. https://doi.org/10.1177/1948550616673876",
        "RESULTS: In the 12 patients the mean (SD) PHQ-9 score improved from 14.27 (4.10) to 9.17 (3.90) (P = 0.01).\n",
        "RESULTS: In the 12 patients the mean (SD) PHQ-9 score improved from 14.25 (4.10) to 9.17 (3.90) (P = 0.01).\n",
    ),
    Code(
        "MS208",
        "spread off the grid (GRIMMER)",
        "With whole-number scores the sum of squares is whole too, so only some standard deviations are possible beside a mean.",
        "a whole sum of squares of the right parity gives the printed SD",
        "Anaya (2016), GRIMMER. https://doi.org/10.7287/peerj.preprints.2400v1",
        "RESULTS: In the 8 patients the mean (SD) PHQ-9 score improved from 14.25 (4.11) to 9.50 (3.00) (P = 0.01).\n",
        "RESULTS: In the 8 patients the mean (SD) PHQ-9 score improved from 14.25 (4.10) to 9.50 (2.98) (P = 0.01).\n",
    ),
    Code(
        "MS210",
        "value outside its scale",
        "A mean, median or range must lie on its scale, and an SD cannot exceed what the scale and the mean allow.",
        "lowest ≤ value ≤ highest; SD² ≤ (mean − lowest)(highest − mean) n / (n − 1)",
        "Bhatia & Davis (2000), A better bound on the variance. https://doi.org/10.1080/00029890.2000.12005203",
        "RESULTS: The median IRLS score improved from 44 (18-51) to 21 (10-30).\n",
        "RESULTS: The median IRLS score improved from 31 (18-39) to 21 (10-30).\n",
    ),
    Code(
        "MS211",
        "one value in two units",
        "A value told in two units must be the same value.",
        "25(OH)D: nmol/L = 2.496 × ng/mL, and the factors of the unit table",
        "Holick et al. (2011). https://doi.org/10.1210/jc.2011-0385",
        "The mean 25(OH)D level was 30 ng/mL (45 nmol/L).\n",
        "The mean 25(OH)D level was 30 ng/mL (75 nmol/L).\n",
    ),
    Code(
        "MS212",
        "value outside the report's own limit",
        "A report that lets people in on one side of a limit cannot print a value of those people on the other side. "
        "It breaks its own criterion: reported, not impossible.",
        "every value of the people treated lies on the eligible side of the limit",
        "Schulz, Altman & Moher (2010), CONSORT: eligibility. https://doi.org/10.1136/bmj.c332",
        "METHODS: Patients with vitamin D deficiency (<30 nmol/l) were treated. RESULTS: The median vitamin D level was 22.0 nmol/l (12.1-41.5), which improved to 61.0 nmol/l (42.0-88.0).\n",
        "METHODS: Patients with vitamin D deficiency (<30 nmol/l) were treated. RESULTS: The median vitamin D level was 22.0 nmol/l (12.1-28.5), which improved to 61.0 nmol/l (42.0-88.0).\n",
    ),
    Code(
        "MS213",
        "spread of yes-or-no data (DEBIT)",
        "Of data that are only 0 and 1 the mean is a share, and the share fixes the SD. Checked where the text says that the data are yes or no and n is printed.",
        "SD = √(n / (n − 1) · m (1 − m))",
        "Heathers & Brown (2019), DEBIT. https://osf.io/5vb3u/",
        "METHODS: 80 adults were randomized to zinc (n = 40) or placebo (n = 40). RESULTS: Recovery (0 = no, 1 = yes) was 0.60 (SD 0.31) in the zinc group and 0.45 (SD 0.50) in the placebo group.\n",
        "METHODS: 80 adults were randomized to zinc (n = 40) or placebo (n = 40). RESULTS: Recovery (0 = no, 1 = yes) was 0.60 (SD 0.50) in the zinc group and 0.45 (SD 0.50) in the placebo group.\n",
    ),
)
