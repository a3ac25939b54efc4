"""Train the models of evidence and direction from annotated questions, and say what cross-validation gives.

python scripts/train_directions.py DIRECTIONS.jsonl.gz
"""

import gzip
import json
import random
import re
import sys
from pathlib import Path
from typing import TypedDict

from chains import train_alone, train_choice, write_chain

from manystudies.findings.direction_features import evidence_features, plain_features, pointing_features, shares_of
from manystudies.findings.direction_names import names_of
from manystudies.findings.direction_reading import read_direction
from manystudies.findings.direction_sentence import told_of
from manystudies.findings.directions import QuestionRow, read_directions
from manystudies.findings.glyphs import fold
from manystudies.findings.linear import chain
from manystudies.findings.questions import question_of
from manystudies.findings.roles import sentence_roles
from manystudies.findings.sentences import sentences

LABELS = ("decreased", "no difference", "increased")
MODELS = Path(__file__).parents[1] / "src" / "manystudies" / "findings" / "models"
SHUFFLES = 3
OF_FULL_TEXT = 0.5
"""How much words of the full text count beside a sentence of the abstract."""
WORDS_LOOSELY = 0.4
LEAST_QUOTE, LONGEST_QUOTE = 60, 600


class Quote(TypedDict):
    """Words that an annotator gave as evidence."""

    quote: str
    in_abstract: bool


class Row(TypedDict):
    """One annotated question."""

    id: int
    doc: str
    intervention: str
    comparator: str
    outcome: str
    label: str
    abstract: str
    evidence: list[Quote]
    answerable_from_abstract: bool


def places_of(row: Row, text: str) -> list[tuple[int, int]]:
    """Where the evidence of a question stands in its abstract, letters and digits alone compared."""
    kept = [place for place, character in enumerate(text) if character.isalnum()]
    plain = "".join(text[place].lower() for place in kept)
    found = []
    for each in row["evidence"]:
        quote = re.sub(r"[^0-9a-z]", "", fold(each["quote"]).lower())
        place = max(plain.find(quote), plain.find(quote[:LEAST_QUOTE]))
        if each["in_abstract"] and quote and place >= 0:
            found.append((kept[place], kept[min(place + len(quote), len(kept)) - 1] + 1))
    return found


def loosely(feature: str) -> float:
    """Words in a row are many and say little each: their weights are held tighter than those of what is read."""
    return WORDS_LOOSELY if feature[0] in "123<>f" else 1.0


def make(rows: list[Row], scored: dict[str, float]) -> None:
    """Train both models and write them."""
    places_read: list[list[list[str]]] = []
    wanted: list[list[float]] = []
    pointing: list[tuple[list[str], int, float]] = []
    for row in rows:
        text = fold(row["abstract"])
        ranges = sentences(text)
        roles = sentence_roles(text, ranges) if row["answerable_from_abstract"] else []
        question = question_of(row["intervention"], row["comparator"], row["outcome"], names_of(text))
        held = [told_of(text[start:end].lower()) for start, end in ranges] if row["answerable_from_abstract"] else []
        named = shares_of(held, question)
        places = places_of(row, text)
        meant = [any(begin < end - 2 and start + 2 < stop for begin, stop in places) for start, end in ranges] if held else []
        if held:
            places_read.append(
                [
                    plain_features(told, roles[index], index, len(held)) + evidence_features(told, question, roles[index], index, named)
                    for index, told in enumerate(held)
                ]
            )
            wanted.append([each / max(sum(meant), 1) for each in meant])
        for told, role, is_evidence in zip(held, roles, meant, strict=True):
            if is_evidence:
                features = pointing_features(told, question, read_direction(told, question), role)
                pointing.append((features, LABELS.index(row["label"]), 1.0))
        for quote in row["evidence"]:
            if not quote["in_abstract"]:
                # Words of the full text point a way as well; only the model of evidence needs the abstract around them.
                told = told_of(fold(quote["quote"]).lower()[:LONGEST_QUOTE])
                features = pointing_features(told, question, read_direction(told, question), "RESULTS")
                pointing.append((features, LABELS.index(row["label"]), OF_FULL_TEXT))
    sizes = (
        write_chain(MODELS / "evidence.gz", train_choice(places_read, wanted, least=2, prior=0.1, rounds=80), ("evidence",), scored),
        write_chain(MODELS / "directions.gz", train_alone(pointing, 3, least=2, prior=0.03, rounds=150, loosely=loosely), LABELS, scored),
    )
    print("bytes", *sizes)
    chain.cache_clear()


def cross_validated(rows: list[Row], seed: int) -> dict[str, float]:
    """What five parts of whole abstracts, shuffled with `seed`, give when each is read by what the other four taught."""
    documents = sorted({row["doc"] for row in rows if row["answerable_from_abstract"]})
    random.Random(seed).shuffle(documents)  # noqa: S311  # parts for cross-validation, the same every time
    part_of = {document: place % 5 for place, document in enumerate(documents)}
    told: list[tuple[str, str, float]] = []
    for part in range(5):
        make([row for row in rows if part_of.get(row["doc"]) != part], {})
        for row in rows:
            if row["answerable_from_abstract"] and part_of[row["doc"]] == part:
                asked = QuestionRow(
                    id=str(row["id"]), intervention=row["intervention"], comparator=row["comparator"], outcome=row["outcome"]
                )
                answer = read_directions(row["abstract"], [asked])[0]
                told.append((row["label"], answer["label"], answer["confidence"]))
    share = sum(2 * sum(g == m == label for g, m, _ in told) / sum((g == label) + (m == label) for g, m, _ in told) for label in LABELS) / 3
    surest = sorted(told, key=lambda each: -each[2])[: len(told) // 2]
    return {
        "accuracy": round(sum(g == m for g, m, _ in told) / len(told), 4),
        "macro_f1": round(share, 4),
        "accuracy_surest_half": round(sum(g == m for g, m, _ in surest) / len(surest), 4),
    }


def main(path: str) -> None:
    """Cross-validate in parts of whole abstracts, then train on everything."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines]
    results = [cross_validated(rows, seed) for seed in range(SHUFFLES)]
    result = {name: round(sum(each[name] for each in results) / SHUFFLES, 4) for name in results[0]}
    print(result, "lowest", {name: min(each[name] for each in results) for name in result})
    make(rows, result)


if __name__ == "__main__":
    main(sys.argv[1])
