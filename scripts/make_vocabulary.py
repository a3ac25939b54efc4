"""Make the list of common words that stand for whole numbers, from the texts of rows in JSON-lines files.

python scripts/make_vocabulary.py ROWS.jsonl.gz...
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from manystudies.findings.glyphs import fold
from manystudies.findings.tokens import tokens_of
from manystudies.findings.vocabulary import COUNTED, FIRST_PLAIN, LISTED

MODELS = Path(__file__).parents[1] / "src" / "manystudies" / "findings" / "models"
_LEAST, _SHORTEST = 5, 150


def texts_in(told: object) -> Iterator[str]:
    """Every long text of a row; a long list of words is one too."""
    if isinstance(told, str):
        if len(told) > _SHORTEST:
            yield told
    elif isinstance(told, dict):
        for each in told.values():
            yield from texts_in(each)
    elif isinstance(told, list):
        if len(told) > 1 and all(isinstance(each, str) for each in told):
            yield from texts_in(" ".join(told))
        else:
            for each in told:
                yield from texts_in(each)


def main(paths: list[str]) -> None:
    """Count the words of all texts, each text once, and keep those met often, the commonest first."""
    texts: set[str] = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts.update(text for line in lines for text in texts_in(json.loads(line)))
    counts: Counter[str] = Counter()
    for text in texts:
        folded = fold(text)
        counts.update(word for word in tokens_of(folded, [(0, len(folded))]).words if not "." < word < ":" or word == "/")
    often = sorted(
        (word for word, count in counts.items() if count >= _LEAST and word not in COUNTED), key=lambda word: (-counts[word], word)
    )
    kept = often[: LISTED - FIRST_PLAIN]
    packed = gzip.compress("\n".join(kept).encode(), 9, mtime=0)
    (MODELS / "words.gz").write_bytes(packed)
    print(len(kept), "words of", len(counts), "in", len(texts), "texts;", len(packed), "bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
