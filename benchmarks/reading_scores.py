"""How well texts are read: the scores of the reading table on gold sets, by the scorer that lies beside those sets.

    python benchmarks/reading_scores.py SHARED          print every score on every row
    python benchmarks/reading_scores.py SHARED --pin    and keep them for the gate

Most models were trained on these very rows, so these scores say that nothing has sunk, not how well a new text is read; that is
what `cross_validated` in the pinned file says, copied there from the models and the training scripts by hand.
"""

import gzip
import importlib.util
import json
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from manystudies.claims import sentence_strength
from manystudies.findings import DoseRow, QuestionRow, read_directions, read_doses, read_estimates, read_numbers, read_sentences

PINNED = Path(__file__).parents[1] / "tests" / "gate" / "reading_scores.json"
Row = dict[str, object]
Scores = dict[str, float]

TASKS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "estimates": ("estimates", "reading/numeric_hand_estimates", ("precision", "recall", "measure_right", "p_right", "span_broken")),
    "numbers": ("numbers", "reading/numeric_pico_corpus", ("with_arm", "without_arm", "n_total", "span_broken")),
    "roles": ("roles", "reading/roles_ei_structured", ("weighted_f1", "accuracy_background_objective_merged")),
    "doses": ("doses", "reading/numeric_ctro", ("doses", "units")),
    "directions": ("directions", "reading/claims_evidence_inference", ("macro_f1", "accuracy")),
    "strength_pubmed": ("strength", "checks/claim_strength_pubmed", ("macro_f1",)),
    "strength_press": ("strength", "checks/claim_strength_press", ("macro_f1",)),
}
"""Task: the scorer's name for it, its gold set, and the scores that are kept."""


def scorer_of(shared: Path) -> ModuleType:
    """The scorer that lies beside the gold sets."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "score" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_path(shared: Path, task: str) -> Path:
    """Where the gold set of a task lies."""
    return shared / "bench" / f"{TASKS[task][1]}.jsonl.gz"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def measured(shared: Path, task: str) -> Scores:
    """The scores of a task on its gold set."""
    name, _, kept = TASKS[task]
    with gzip.open(gold_path(shared, task), "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    for place, row in enumerate(gold):
        row["id"] = f"row{place}" if name == "strength" else row.setdefault("id", f"row{place}")
    told = dose_scores(gold) if name == "doses" else getattr(scorer_of(shared), name)(gold, _READERS[name](gold))
    return {score: told[score]["f1"] if isinstance(told[score], dict) else told[score] for score in kept}


NO_UNITS = {"DoseValue", "Frequency", "Bimatoprost"}
"""Labels of what may stand behind a dose and is no unit."""
_BEHIND = 4
_SIGNS = str.maketrans("\u00b5", "\u03bc", " \u2009\u202f\u00a0")


def dose_scores(gold: list[Row]) -> dict[str, dict[str, float]]:
    """The scores of doses and of their units, which the scorer beside the gold sets does not know.

    Right is a dose whose place meets an annotated one, each counted once, with the value it is annotated with; where several
    numbers are annotated as one dose ("1,500-2,000 mg") the others are passed over. A unit is right where it begins with the
    words annotated as a unit right behind the dose.
    """
    dose, unit = [0, 0, 0], [0, 0, 0]
    for row in gold:
        spans = row["spans"]
        assert isinstance(spans, list)
        free = read_doses(str(row["text"]))
        for span in (each for each in spans if each["label"] == "DoseValue"):
            met: list[DoseRow] = [each for each in free if each["start"] < span["end"] and span["start"] < each["end"]]
            free = [each for each in free if each not in met]
            right = bool(met) and span.get("value") in {None, met[0]["value"]}
            dose = [dose[0] + right, dose[1] + bool(met), dose[2] + 1]
            units = [each for each in spans if 0 <= each["start"] - span["end"] < _BEHIND and each["label"] not in NO_UNITS]
            if units:
                told = min(units, key=lambda each: (each["start"], each["end"]))["text"].translate(_SIGNS)
                right = bool(met) and met[-1]["unit"].translate(_SIGNS).startswith(told)
                unit = [unit[0] + right, unit[1] + bool(met), unit[2] + 1]
        dose[1] += len(free)
    return {"doses": {"f1": round(2 * dose[0] / (dose[1] + dose[2]), 4)}, "units": {"f1": round(2 * unit[0] / (unit[1] + unit[2]), 4)}}


def _estimates(gold: list[Row]) -> dict[object, Row]:
    return {row["id"]: {"estimates": read_estimates(str(row["text"]))} for row in gold}


def _numbers(gold: list[Row]) -> dict[object, Row]:
    return {row["id"]: {"numbers": read_numbers(str(row["text"]))} for row in gold}


def _roles(gold: list[Row]) -> dict[object, Row]:
    return {row["id"]: {"sentences": read_sentences(str(row["text"]))} for row in gold}


def _strength(gold: list[Row]) -> dict[object, Row]:
    return {row["id"]: {"sentence_strength": sentence_strength(str(row["text"]))} for row in gold}


def _directions(gold: list[Row]) -> dict[object, Row]:
    out: dict[object, Row] = {}
    for row in gold:
        if row["answerable_from_abstract"]:
            asked = {key: str(row[key]) for key in ("id", "intervention", "comparator", "outcome")}
            out[row["id"]] = {"directions": read_directions(str(row["abstract"]), [QuestionRow(**asked)])}
    return out


_READERS: dict[str, Callable[[list[Row]], dict[object, Row]]] = {
    "estimates": _estimates,
    "numbers": _numbers,
    "roles": _roles,
    "strength": _strength,
    "directions": _directions,
}


def main(shared: Path, *, pin: bool) -> None:
    """Print the scores of every task; with `pin`, keep them with the digests of the gold sets."""
    held = json.loads(PINNED.read_text(encoding="utf-8")) if PINNED.exists() else {}
    for task, (_, gold, _) in TASKS.items():
        found = measured(shared, task)
        print(task, json.dumps(found))
        if pin:
            before = held.get(task, {})
            held[task] = {
                "gold": f"{gold}.jsonl.gz",
                "sha256": digest_of(gold_path(shared, task)),
                "scores": found,
                "cross_validated": before.get("cross_validated", {}),
            }
    if pin:
        PINNED.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), pin="--pin" in sys.argv[2:])
