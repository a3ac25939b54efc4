"""What docs/ quotes is what the command says. MANYSTUDIES_SNAPSHOTS=write renews the quotation."""

import json
import os
import re
from pathlib import Path

from click.testing import CliRunner

from manystudies.cli.ask import command
from manystudies.review import page_of_bytes, review

DOC = Path(__file__).parents[2] / "docs" / "restless-legs.md"
QUOTED = re.compile(r"(?<=<!-- answer -->\n).*?(?=<!-- end of answer -->)", re.DOTALL)
ASKED = re.compile(r'    manystudies ask "([^"]+)"\n')


def answered(question):
    done = CliRunner().invoke(command, [question], catch_exceptions=False)
    assert done.exit_code == 0
    return "".join(f"    {line}".rstrip() + "\n" for line in done.output.splitlines())


def test_the_quoted_answer_is_what_the_command_says():
    text = DOC.read_text("utf-8")
    asked = ASKED.search(text)
    assert asked is not None
    said = f"\n{answered(asked[1])}\n"
    if os.environ.get("MANYSTUDIES_SNAPSHOTS") == "write":
        DOC.write_text(QUOTED.sub(lambda _: said, text), encoding="utf-8")
        text = DOC.read_text("utf-8")
    (quoted,) = QUOTED.findall(text)
    assert quoted == said


def test_every_number_of_the_comparison_stands_in_the_answer():
    text = DOC.read_text("utf-8")
    (quoted,) = QUOTED.findall(text)
    rows = [
        line.split("|") for line in text.split("## Beside an expert's reading")[1].split("\n## ")[0].splitlines() if line.startswith("| ")
    ]
    assert len(rows) >= 9
    for row in rows[2:]:
        for number in re.findall(r"\N{MINUS SIGN}?\d+(?:\.\d+)?", row[2]):
            assert number in quoted, (number, row[2])


def test_what_is_told_of_the_seed_page_is_so(seeds):
    told = DOC.read_text("utf-8").split("## The same question")[1]
    data = next(data for name, data in seeds.items() if name.startswith("003"))
    report = review([page_of_bytes("seed.txt", data)], "Are there others? Which is best? Is there some combination which is best?")
    said = " ".join(sentence.text for sentence in report.answer.sentences)
    for words in ("3.1", "5.085", "24.9 to 21.1", "26 to 10", "no two treatments have results with numbers against the same thing"):
        assert words in told
        assert words in said
    names = re.search(r"any of (?P<names>[^,]+(?:, [^,]+)*?) and (?P<more>\d) more", said)
    assert names is not None
    assert names["names"].count(",") + 1 + int(names["more"]) == 8


def keys_of(value, skipped=("findings", "result")):
    """Every key of nested objects, but for what the documentation leaves to the nouns."""
    if isinstance(value, dict):
        found = set(value)
        for key, held in value.items():
            found |= set() if key in skipped else keys_of(held, skipped)
        return found
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def test_every_key_of_the_json_is_documented_and_every_documented_key_is_there():
    text = (DOC.parent / "ask-json.md").read_text("utf-8")
    done = CliRunner().invoke(command, ["iron rls", "--ferritin", "40", "--format", "json"], catch_exceptions=False)
    whole = json.loads(done.output)
    assert whole["format"] in text
    named = set(re.findall(r"`([a-z_0-9]+)`", text))
    nouns = {"doc", "start", "end", "words", "computed", "spans"}
    assert keys_of(whole) - nouns <= named
    columns = {key for line in text.splitlines() if line.startswith("| `") for key in re.findall(r"`([a-z_]+)`", line.split("|")[1])}
    assert columns <= keys_of(whole) | {"values"}
    pooled = next(row["result"] for row in json.loads(CliRunner().invoke(command, ["iron rls", "--format", "json"]).output)["rows"])
    for key in ("estimate", "standard_error", "interval", "plain", "prediction", "tau2", "i2", "q", "weights", "effects"):
        assert key in pooled
        assert key in named
