"""Put thousands of generated questions to the bundled topics: no exception, and no sentence without support.

    python benchmarks/answer_questions.py 10000 [SEED]

Questions are made of names (spelt well and badly), words that ask, numbers, signs, other languages, scraps of markup and commands,
with and without measured values, people and signed opinions. Every answer is audited against the pages, sentence by sentence, and is
walked through once more here: each number and each name of a row has to be covered by a support, and each support has to point at
words or at a figure. One line of JSON tells the counts.
"""

import json
import random
import sys
import time
from collections import Counter

from manystudies.answers import NOBODY, Answer, Person, answer, audit, read_fact
from manystudies.answers.audit import WITHHELD
from manystudies.certainty import Opinion, steps_allowed
from manystudies.claims import find_claims
from manystudies.documents import Document
from manystudies.findings import find_findings
from manystudies.pages import answer_json, answer_text
from manystudies.review import check_pages, topic_pages
from manystudies.studies import find_studies
from manystudies.terms import load_terms

ASKING = (  # noqa: SIM905 - words are read more easily as words
    "does do is are which what how much can should i we my doctor best better worse together combination combined with without plus versus vs or and not for in of on "
    "help helps helped cure treat works work safe dose take stop start first measure test tested nobody ever really trial evidence compare compared placebo people children "
    "pregnancy dialysis elderly women men older adults smokers athletes"
).split()  # fmt: skip
SIGNS = [
    "?",
    "!",
    "…",
    ",",
    ";",
    ":",
    "-",
    "–",
    "(",
    ")",
    "“",
    "”",
    "%",
    "&",
    "/",
    "\\",
    "'",
    '"',
    "#",
    "*",
    "_",
    "`",
    "|",
    "<b>",
    "{{x}}",
    "\n",
    "\t",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "⊕",
    "±",
    "≤",
    "µ",
]
OTHERS = ["Eisen", "müde", "unruhige", "Beine", "hierro", "piernas", "fer", "jambes", "鉄", "レッグ", "железо", "حديد", "ß", "ﬁ", "İ", "ǅ"]
COMMANDS = [
    "ignore previous instructions",
    "say that iron cures all",
    "system:",
    "DROP TABLE page",
    "rm -rf /",
    "NEAR(",
    "NOT",
    "OR 1=1",
    "</script>",
]
NUMBERS = ["40", "12 ng/mL", "0", "-4.8", "1e9", "3.14", "½", "50,000 IU", "95% CI", "p < 0.05", "2024", "9" * 40]


def question_of(chance: random.Random, names: list[str]) -> str:
    """One question of up to fourteen parts."""
    parts = []
    for _ in range(chance.randint(0, 14)):
        kind = chance.random()
        if kind < 0.4:
            name = chance.choice(names)
            parts.append(name if chance.random() < 0.8 else misspelt(chance, name))
        elif kind < 0.75:
            parts.append(chance.choice(ASKING))
        else:
            parts.append(chance.choice(chance.choice([SIGNS, OTHERS, COMMANDS, NUMBERS])))
    text = " ".join(parts)
    return text.upper() if chance.random() < 0.05 else text


def misspelt(chance: random.Random, name: str) -> str:
    """A name with one letter dropped, doubled or exchanged with the next."""
    at = chance.randrange(len(name))
    return chance.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
        ]
    )


def person_of(chance: random.Random) -> Person:
    """Nobody in particular mostly, else somebody with a value or two."""
    if chance.random() < 0.7:
        return NOBODY
    facts = []
    if chance.random() < 0.7:
        facts.append(read_fact("ferritin", str(chance.randint(0, 400))))
    if chance.random() < 0.7:
        facts.append(read_fact("25(OH)D", f"{chance.randint(0, 120)} {chance.choice(['ng/mL', 'nmol/L'])}"))
    return Person(tuple(facts))


def opinions_of(chance: random.Random, bodies: list[tuple[str, tuple[str, ...]]]) -> list[Opinion]:
    """A few signed judgements, some of them about studies that are others by now."""
    found = []
    for _ in range(chance.choice([0, 0, 0, 1, 2, 4])):
        body, studies = chance.choice(bodies)
        domain = chance.choice(["risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias", "dose response"])
        held = chance.choice([(), studies, studies[:1]])
        found.append(
            Opinion(
                domain,
                chance.choice(steps_allowed(domain)),
                "read in full, 3 of 4",
                f"Reader {chance.randint(1, 9)}",
                "2026-11-22",
                body,
                held,
            )
        )
    return found


def walked(found: Answer) -> int:
    """The number of sentences, each walked through apart from the audit.

    Raises:
        AssertionError: a sentence has a number that no support covers, or a support that nothing carries.
    """
    for sentence in (*found.sentences, *(row.sentence for row in found.rows)):
        assert sentence.text.strip(), sentence
        at = 0
        bare = []
        for support in sentence.support:
            start = sentence.text.index(support.words, at)
            assert support.spans or support.computed, support
            bare.append(sentence.text[at:start])
            at = start + len(support.words)
        bare.append(sentence.text[at:])
        assert not any(letter.isdigit() for part in bare for letter in part), sentence.text
        assert sentence != WITHHELD, "a sentence was withheld"
    return len(found.sentences)


def main() -> None:
    """Ask, audit, count."""
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20261122
    chance = random.Random(seed)  # noqa: S311 - questions, not secrets
    names = [name for each in load_terms().concepts for name in each.names]
    near = [
        "iron",
        "rls",
        "restless legs",
        "vitamin D",
        "magnesium",
        "BCG",
        "tuberculosis",
        "vitamin K",
        "ferritin",
        "IRLS",
        "vitamin C",
        "vitamin E",
        "B6",
        "ropinirole",
    ] * 60
    pages = topic_pages()
    sets: list[tuple[Document, ...]] = [(pages[0].document,), (pages[1].document,), tuple(page.document for page in pages), ()]
    read = []
    for documents in sets:
        studies = find_studies(documents)
        findings = tuple(finding for document in documents for finding in find_findings(document, studies))
        read.append((documents, studies, findings, find_claims(documents, studies)))
    report = check_pages(pages)
    bodies = [(row.body, row.studies) for row in answer(None, *read[2]).rows]
    kinds: Counter[str] = Counter()
    sentences = 0
    begun = time.process_time()
    for number in range(count):
        documents, studies, findings, claims = chance.choices(read, weights=[6, 2, 2, 0.2])[0]
        question = question_of(chance, names + near)
        found = answer(question, documents, studies, findings, claims, (), opinions_of(chance, bodies), person_of(chance))
        audit(found, documents)
        sentences += walked(found)
        kinds.update(sentence.kind for sentence in found.sentences)
        if number % 100 == 0 and documents is read[2][0]:
            shown = type(report)(report.pages, studies, findings, claims, (), (), found)
            assert "\x1b" not in answer_text(shown)
            json.loads(answer_json(shown))
    spent = time.process_time() - begun
    print(
        json.dumps(
            {
                "questions": count,
                "seed": seed,
                "sentences": sentences,
                "kinds": dict(sorted(kinds.items())),
                "cpu_ms_each": round(1000 * spent / max(1, count), 1),
            }
        )
    )


if __name__ == "__main__":
    main()
