"""Make a wiki of study pages with the structure of a real one: front matter, shortcodes, raw HTML, pasted abstracts.

    python benchmarks/make_wiki.py FOLDER [PAGES]

Pages are about 6 kB on average, from stubs to long lists of studies; about one in 200 has broken front matter, and one
in 500 is no text at all. The same arguments give the same bytes.
"""

import json
import random
import sys
from pathlib import Path

SUBJECTS = ["Vitamin D", "Magnesium", "Iron", "Omega-3", "Vitamin K2", "Zinc", "Vitamin B12", "Melatonin", "Probiotics", "Selenium"]
CONDITIONS = [
    *("restless legs", "asthma", "depression", "migraine", "hypertension", "type 2 diabetes", "falls", "influenza"),
    *("preeclampsia", "psoriasis"),
]
JOURNALS = ["Nutrients", "Sleep Med", "BMJ Open", "PLoS ONE", "J Clin Endocrinol Metab", "Br J Nutr", "Trials", "Lancet"]
NAMES = ["Adams", "Baker", "Chen", "Diaz", "Eriksen", "Fischer", "Garcia", "Hassan", "Ito", "Jensen", "Kaya", "Lopez"]
VERBS = ["cuts", "is treated by", "is associated with", "may be prevented by", "is reduced by"]
DESIGNS = [
    *("In this double-blind randomised trial", "In this case-control study", "In this cross-sectional study"),
    "In this prospective cohort",
]
PDF = (
    ' **<i class="fas fa-file-pdf" style="margin-right: 0.3em;"></i>'
    '<a href="https://example.org/files/paper.pdf">Download the PDF</a>** \n\n---\n\n'
)


def abstract(dice: random.Random, subject: str, condition: str) -> str:
    """A pasted abstract whose numbers are arithmetic of random counts, so that most of them recompute."""
    one, two = dice.randint(30, 400), dice.randint(30, 400)
    a, b = dice.randint(2, one - 2), dice.randint(2, two - 2)
    ratio = a * (two - b) / ((one - a) * b)
    spread = 1.96 * (1 / a + 1 / b + 1 / (one - a) + 1 / (two - b)) ** 0.5
    low, high = ratio / 2.718281828**spread, ratio * 2.718281828**spread
    before, after = dice.uniform(18, 28), dice.uniform(10, 20)
    return (
        f"BACKGROUND: The role of {subject} in {condition} is not settled.\n\n"
        f"METHODS: {dice.choice(DESIGNS)}, {one + two} adults were enrolled, {one} in the {subject.lower()} group and "
        f"{two} in the control group.\n\n"
        f"RESULTS: {condition.capitalize()} was found in {a} of {one} ({100 * a / one:.1f}%) with {subject.lower()} and in {b} of {two} "
        f"({100 * b / two:.1f}%) of the controls (OR {ratio:.2f}, 95% CI {low:.2f}-{high:.2f}). The mean score changed from "
        f"{before:.1f} ± {dice.uniform(2, 6):.1f} to {after:.1f} ± {dice.uniform(2, 6):.1f} (p < 0.{dice.choice(['05', '01', '001'])}).\n\n"
        f"CONCLUSION: {subject} {dice.choice(['was', 'may be', 'is'])} associated with {condition}; trials are needed.\n"
    )


def section(dice: random.Random) -> str:
    """One section: a heading that says more than its study, a citation, an abstract, a PDF link."""
    subject, condition = dice.choice(SUBJECTS), dice.choice(CONDITIONS)
    year = dice.randint(2005, 2025)
    authors = ", ".join(f"{name} {chr(65 + dice.randrange(26))}" for name in dice.sample(NAMES, dice.randint(2, 6)))
    doi = f"10.{dice.randint(1000, 9999)}/demo.{year}.{dice.randint(1, 99999):05d}"
    head = f"#### {condition.capitalize()} {dice.choice(VERBS)} {subject} - {dice.choice(['Feb', 'June', 'Oct'])} {year}\n\n"
    title = f" **{subject} and {condition}: a study in {dice.randint(60, 800)} adults** \n\n"
    cite = f"{dice.choice(JOURNALS)}. {year};{dice.randint(1, 60)}:{dice.randint(1, 900)}. doi: {doi}\n\n{authors}\n\n"
    return head + title + cite + abstract(dice, subject, condition) + "\n" + PDF


def page(dice: random.Random, number: int) -> bytes:
    """One page of the wiki."""
    subject, condition = dice.choice(SUBJECTS), dice.choice(CONDITIONS)
    if number % 500 == 499:
        return bytes(dice.randrange(256) for _ in range(3000))
    front = {
        "title": f"{condition.capitalize()} and {subject} - many studies {number}",
        "slug": f"page-{number}",
        "tiki_page_id": number,
        "date": f"{dice.randint(2010, 2025)}-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}",
        "categories": dice.sample(SUBJECTS, 2),
        "tags": sorted(dice.sample([each.lower() for each in SUBJECTS + CONDITIONS], 6)),
    }
    head = json.dumps(front, indent=4)
    if number % 200 == 199:
        head = head.replace(",", "", 2)
    links = "".join(
        f"* [{dice.choice(CONDITIONS).capitalize()} and {dice.choice(SUBJECTS)}](/posts/page-{dice.randrange(number + 1)})\n\n"
        for _ in range(dice.randint(2, 12))
    )
    sections = "".join(section(dice) for _ in range(min(30, 1 + int(dice.expovariate(1 / 6.1)))))
    lead = f"**{condition.capitalize()} is treated by {subject}** \n\n{{{{< toc >}}}}\n\n---\n\n"
    return f"{head}\n\n\n{lead}{sections}##### See also\n\n{links}".encode()


def main() -> None:
    """Write the wiki and say how large it is."""
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    total = 0
    for number in range(count):
        data = page(random.Random(number), number)  # noqa: S311 - the same wiki every time
        place = folder / f"{number // 500:03d}" / f"page-{number:05d}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        total += len(data)
    print(f"{count} pages, {total / count / 1000:.1f} kB on average, in {folder}")


if __name__ == "__main__":
    main()
