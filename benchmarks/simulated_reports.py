"""Reports of invented trials, right and wrong, to measure the checks of means: how often do they accuse the right ones?

    python benchmarks/simulated_reports.py          print what the checks say of 600 right and 600 wrong reports

People are drawn, analysed by one of the usual methods (Student, Welch, covariance analysis, change scores, rank sums, paired t),
and reported with the rounding of journals; only some reports name their method. Wrong reports have one number changed as in a slip:
a digit swapped or lost, a p-value of another power of ten, a standard error printed as SD.
"""

import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import stats

from manystudies.checks import problems_in

PM = "\N{PLUS-MINUS SIGN}"
DRUGS = ("zinc", "yoga", "iron", "massage", "melatonin", "walking", "probiotics", "ginger")
OUTCOMES = ("pain", "fatigue", "weight", "walking distance", "sleep time", "blood pressure", "grip strength")
OTHERS = ("placebo", "usual care", "sham treatment", "waiting")
SLIPS = ("p power", "p significant", "error as sd", "digit of mean", "sd power")


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its text, the family it belongs to, how it was analysed, and the slip in it, if any."""

    text: str
    family: str
    method: str
    slip: str = ""


def _p(value: float, style: int) -> str:
    if value < 0.001:
        return ("P < .001", "p<0.001", "P = 0.0004", "p < 0.001")[style] if value >= 0.00035 or style != 2 else "P < 0.001"
    digits = 3 if value < 0.01 or style % 2 else 2
    text = f"{value:.{digits}f}"
    if float(text) == 0 or float(text) == 1:
        text = f"{min(max(value, 0.001), 0.999):.3f}"
    return f"P = {text.removeprefix('0')}" if style == 0 else f"p = {text}"


def _swapped(text: str, rng: random.Random) -> str:
    """A number with its first digit changed or two digits swapped."""
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    if len(places) > 1 and rng.random() < 0.6:
        a, b = places[0], places[1]
        if text[a] != text[b] and text[b] != "0":
            signs = list(text)
            signs[a], signs[b] = signs[b], signs[a]
            return "".join(signs)
    first = places[0]
    return text[:first] + str((int(text[first]) + rng.choice((2, 3, 4))) % 9 + 1) + text[first + 1 :]


def _slipped_p(text: str, slip: str, value: float) -> str:
    if slip == "p significant":
        return "P = .42" if value < 0.05 else "P < .001"
    number = re.search(r"0?\.\d+", text)
    if number is None:
        return "P = .42"
    return (
        text[: number.start()]
        + (f"{min(float(number[0]) * 10, 0.95):.2f}" if value < 0.08 else f"{float(number[0]) / 100:.4f}")
        + text[number.end() :]
    )


def two_groups(rng: random.Random, numbers: np.random.Generator, slip: str = "") -> Report:
    """Two groups' means at the end of a trial, with the p-value of one of the usual analyses."""
    first, second = rng.randint(15, 90), rng.randint(15, 90)
    center, spread = rng.choice(((50, 12), (14, 4), (6.2, 1.9), (120, 15), (310, 60)))
    effect, rho = rng.choice((0, 0.2, 0.4, 0.7)), rng.uniform(0.2, 0.8)
    base = [numbers.normal(0, 1, size) for size in (first, second)]
    end = [rho * each + sqrt(1 - rho * rho) * numbers.normal(0, 1, len(each)) - effect * (index == 0) for index, each in enumerate(base)]
    values = [center + spread * each * (1 if index else rng.choice((0.8, 1, 1.2))) for index, each in enumerate(end)]
    method = rng.choice(("student", "student", "welch", "welch", "ancova", "change", "ranks"))
    difference = float(values[0].mean() - values[1].mean())
    interval: tuple[float, float]
    told = difference
    if method in {"student", "welch", "ranks"}:
        result = stats.ttest_ind(values[0], values[1], equal_var=method != "welch")
        interval = tuple(result.confidence_interval())
        p = float(stats.mannwhitneyu(values[0], values[1]).pvalue) if method == "ranks" else float(result.pvalue)
    elif method == "change":
        changes = [value - spread * start for value, start in zip(values, base, strict=True)]
        result = stats.ttest_ind(changes[0], changes[1])
        told, p, interval = float(changes[0].mean() - changes[1].mean()), float(result.pvalue), tuple(result.confidence_interval())
    else:
        told, p, interval = _ancova(values, base)
    said = {"ancova": " adjusted for baseline", "ranks": " by the Mann-Whitney test", "change": " for the change from baseline"}.get(
        method, ""
    )
    said = said if rng.random() < 0.5 else ""
    if method == "student" and rng.random() < 0.3:
        said = " by Student's t test"
    decimals = 1 if spread > 2 else 2
    shown = [(f"{value.mean():.{decimals}f}", f"{value.std(ddof=1):.{decimals}f}") for value in values]
    ptext, style = "", rng.randrange(4)
    ptext = _p(p, style)
    if slip.startswith("p "):
        ptext = _slipped_p(ptext, slip, p)
    elif slip == "error as sd":
        shown = [(mean, f"{value.std(ddof=1) / sqrt(len(value)):.{decimals}f}") for (mean, _), value in zip(shown, values, strict=True)]
    elif slip == "digit of mean":
        shown[0] = (_swapped(shown[0][0], rng), shown[0][1])
    elif slip == "sd power":
        shown[0] = (shown[0][0], f"{float(shown[0][1]) * rng.choice((0.1, 10)):.{decimals}f}")
    drug, other, outcome = rng.choice(DRUGS), rng.choice(OTHERS), rng.choice(OUTCOMES)
    intro = f"METHODS: {first + second} adults were randomized to {drug} (n = {first}) or {other} (n = {second}). RESULTS: "
    if rng.random() < 0.5:
        body = f"At 12 weeks {outcome} was {shown[0][0]} {PM} {shown[0][1]} in the {drug} group and {shown[1][0]} {PM} {shown[1][1]} in the {other} group ({ptext}{said})."
    else:
        low, high = interval
        body = (
            f"Mean {outcome} was {shown[0][0]} (SD {shown[0][1]}) in the {drug} group and {shown[1][0]} (SD {shown[1][1]}) in the {other} group "
            f"(mean difference{said} {told:.{decimals}f}, 95% CI {low:.{decimals}f} to {high:.{decimals}f}; {ptext})."
        )
    return Report(intro + body, "two groups", method + (" said" if said else ""), slip)


def _ancova(values: list[np.ndarray], base: list[np.ndarray]) -> tuple[float, float, tuple[float, float]]:
    y, x = np.concatenate(values), np.concatenate(base)
    group = np.concatenate([np.ones(len(values[0])), np.zeros(len(values[1]))])
    design = np.column_stack([np.ones(len(y)), group, x])
    solved, residuals, *_ = np.linalg.lstsq(design, y, rcond=None)
    degrees = len(y) - 3
    error = sqrt(float(residuals[0]) / degrees * np.linalg.inv(design.T @ design)[1, 1])
    half = float(stats.t.ppf(0.975, degrees)) * error
    effect = float(solved[1])
    return effect, float(2 * stats.t.sf(abs(effect) / error, degrees)), (effect - half, effect + half)


def before_after(rng: random.Random, numbers: np.random.Generator, slip: str = "") -> Report:
    """One group before and after, with a paired t test or a signed-rank test."""
    people = rng.randint(12, 80)
    center, spread = rng.choice(((24, 5), (62, 14), (7.8, 1.1), (140, 18)))
    rho, effect = rng.uniform(0.1, 0.9), rng.choice((0, 0.2, 0.5, 1.0))
    start = numbers.normal(0, 1, people)
    end = rho * start + sqrt(1 - rho * rho) * numbers.normal(0, 1, people) - effect
    one, two = center + spread * start, center + spread * end * rng.choice((0.8, 1.0, 1.1))
    ranks = rng.random() < 0.25
    p = float(stats.wilcoxon(one, two).pvalue if ranks else stats.ttest_rel(one, two).pvalue)
    said = " by the Wilcoxon test" if ranks and rng.random() < 0.5 else ""
    decimals = 1
    a, b = (
        (f"{one.mean():.{decimals}f}", f"{one.std(ddof=1):.{decimals}f}"),
        (f"{two.mean():.{decimals}f}", f"{two.std(ddof=1):.{decimals}f}"),
    )
    change = two.mean() - one.mean()
    ptext = _p(p, rng.randrange(4))
    changed = f"{change:.{decimals}f}"
    if slip.startswith("p "):
        ptext = _slipped_p(ptext, slip, p)
    elif slip == "error as sd":
        a = (a[0], f"{one.std(ddof=1) / sqrt(people):.{decimals}f}")
        b = (b[0], f"{two.std(ddof=1) / sqrt(people):.{decimals}f}")
    elif slip == "digit of mean":
        a = (_swapped(a[0], rng), a[1])
    elif slip == "sd power":
        b = (b[0], f"{float(b[1]) * rng.choice((0.1, 10)):.{decimals}f}")
    outcome, drug = rng.choice(OUTCOMES), rng.choice(DRUGS)
    verb = "fell" if change < 0 else "rose"
    if rng.random() < 0.5:
        body = f"In the {people} patients mean {outcome} {verb} from {a[0]} {PM} {a[1]} before to {b[0]} {PM} {b[1]} after {drug} ({ptext}{said}). Values are mean {PM} SD."
    else:
        body = f"In the {people} patients the mean (SD) {outcome} {verb} from {a[0]} ({a[1]}) to {b[0]} ({b[1]}) after {drug} (mean change {changed}; {ptext}{said})."
    return Report("RESULTS: " + body, "before and after", ("ranks" if ranks else "paired t") + (" said" if said else ""), slip)


def reports(many: int, seed: int, *, wrong: bool) -> list[Report]:
    """So many reports, all right or all wrong; the same for the same seed."""
    rng, numbers = random.Random(seed), np.random.default_rng(seed)  # noqa: S311 - invented people, no secrets
    return [(two_groups if rng.random() < 0.65 else before_after)(rng, numbers, rng.choice(SLIPS) if wrong else "") for _ in range(many)]


def said_of(report: Report) -> str:
    """The worst that the checks say of a report."""
    verdicts = {problem.verdict for problem in problems_in(report.text)}
    return next((each for each in ("inconsistent", "cannot_tell", "by_rounding", "consistent") if each in verdicts), "nothing")


def measured(many: int = 600, seed: int = 7) -> dict[str, float]:
    """How many right reports are accused, how many wrong ones, and the share of accusations that is right."""
    right = sum(said_of(report) == "inconsistent" for report in reports(many, seed, wrong=False))
    wrong = sum(said_of(report) == "inconsistent" for report in reports(many, seed + 1, wrong=True))
    return {"false_alarms": right / many, "caught": wrong / many, "precision": wrong / (right + wrong) if wrong else 0.0}


def main(many: int = 600) -> None:
    """Print what is said of right and wrong reports, by family, method and slip."""
    for wrong in (False, True):
        table: dict[tuple[str, str], Counter[str]] = {}
        for report in reports(many, 7 + wrong, wrong=wrong):
            table.setdefault((report.family, report.slip or report.method), Counter())[said_of(report)] += 1
        for (family, kind), counts in sorted(table.items()):
            print("wrong" if wrong else "right", family, kind, dict(counts))
    print(json.dumps(measured(many)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
