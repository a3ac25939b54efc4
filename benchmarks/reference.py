"""Compare every number of reference files with what this library computes.

    python benchmarks/reference.py DIR [--all] [--proofs]

Reads every `*.json` and `*.json.gz` of the schema "manystudies-ref/1" in DIR, computes everything and prints one row a quantity:
how many values were compared, the worst relative difference and where it stands, the tolerance, how many values were not
supported, and how many the reference itself has wrong (each proven by the program; see DISAGREEMENTS.md). Exits with 1
where a difference exceeds its tolerance or a required quantity is not supported. `--all` also lists what is not required,
`--proofs` every value of the reference that is shown to be wrong.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from reference_bias import compare_bias
from reference_components import compare_components
from reference_counts import compare_counts
from reference_effects import compare_effects
from reference_ledger import Ledger
from reference_multilevel import compare_multilevel
from reference_network import compare_network
from reference_pairwise import compare_pairwise
from reference_regression import compare_regressions
from reference_tables import compare_tables


def read(folder: Path) -> Ledger:
    """Compare every reference file of `folder`."""
    ledger = Ledger()
    paths = sorted([*folder.glob("*.json"), *folder.glob("*.json.gz")])
    for path in paths:
        data = Ledger.load(path)
        if data.get("schema") != "manystudies-ref/1":
            continue
        ledger.file(path.name.split(".")[0])
        kind = data["kind"]
        for part in ("effects", "mh", "glmm", "netmeta", "netcontrib"):
            # An empty list of R is printed as one of JSON, whatever it would have held.
            if not data.get(part):
                data[part] = {}
        for part in ("fits", "metareg", "subgroup", "bias", "influence"):
            if not isinstance(data.get(part), list):
                data[part] = []
        if kind in {"escalc", "pairwise"}:
            compare_effects(ledger, data)
        if kind == "pairwise":
            compare_pairwise(ledger, data)
            compare_regressions(ledger, data)
            compare_tables(ledger, data)
            compare_bias(ledger, data)
            compare_counts(ledger, data)
        elif kind == "nma":
            compare_network(ledger, data)
            compare_components(ledger, data)
        elif kind == "multilevel":
            compare_multilevel(ledger, data)
    return ledger


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    folders = [argument for argument in arguments if not argument.startswith("--")]
    if len(folders) != 1 or not Path(folders[0]).is_dir():
        print(__doc__)
        return 2
    ledger = read(Path(folders[0]))
    print(ledger.table(everything="--all" in arguments))
    if "--proofs" in arguments:
        print(ledger.proofs())
    return 0 if ledger.passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
