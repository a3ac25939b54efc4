"""How fast pooling is: medians of one run, beside the targets and, where they are installed, other programs.

    python benchmarks/pooling_speed.py [--networks DIR] [--peers]

Everything is timed through the public functions on effects that are already made, in processor time, so that other work on the
machine counts little, and on one core. `--networks` names a folder of reference files with `nma_senn2013` and `nma_linde2016`; `--peers` also times
PyMARE, statsmodels and R's metafor where they are there, each with how many times longer it takes.
"""

import importlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from math import log
from pathlib import Path
from statistics import median

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core, and processor time means it

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from manystudies.measures import Effect
from manystudies.pooling import Contrast, pool, pool_network, pool_rows

BCG = (
    (4, 123, 11, 139), (6, 306, 29, 303), (3, 231, 11, 220), (62, 13598, 248, 12867), (33, 5069, 47, 5808), (180, 1541, 372, 1451),
    (8, 2545, 10, 629), (505, 88391, 499, 88391), (29, 7499, 45, 7277), (17, 1716, 65, 1665), (186, 50634, 141, 27338), (5, 2498, 3, 2341),
    (27, 16913, 29, 17854),
)  # fmt: skip
"""Colditz et al. (1994), https://doi.org/10.1001/jama.1994.03510330076038"""


def timed(work: Callable[[], object], rounds: int, inner: int = 1) -> float:
    """The median processor seconds of one call, over `rounds` of `inner` calls."""
    work()
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(inner):
            work()
        found.append((time.process_time() - start) / inner)
    return median(found)


def told(name: str, seconds: float, target: float | None, beside: float | None = None) -> float:
    """One line; returns the seconds. `beside` is what the library itself takes for the same."""
    shown = f"{seconds * 1e6:10.1f} µs" if seconds < 1e-3 else f"{seconds * 1e3:10.2f} ms"
    aim = "" if target is None else f"   target {target * 1e6:8.0f} µs   {'ok' if seconds <= target else 'MISSED'}"
    ratio = "" if beside is None else f"   {seconds / beside:.1f} times as long"
    print(f"{name:58} {shown}{aim}{ratio}")
    return seconds


def bcg_effects() -> list[Effect]:
    """The 13 BCG trials as log risk ratios."""
    return [
        Effect("RR", log(a * n2 / (c * n1)), 1 / a - 1 / n1 + 1 / c - 1 / n2, str(index), counts=(a, n1, c, n2))
        for index, (a, n1, c, n2) in enumerate(BCG)
    ]


def many_effects(count: int) -> list[Effect]:
    """Made-up effects with τ² near their sampling variances."""
    chance = np.random.default_rng(1)
    variances = chance.gamma(2.0, 0.05, count) + 0.01
    estimates = chance.normal(0.3, np.sqrt(variances + 0.1))
    return [Effect("MD", y, v, str(index)) for index, (y, v) in enumerate(zip(estimates.tolist(), variances.tolist(), strict=True))]


def ring(count: int) -> list[Contrast]:
    """Treatments each compared with the next, with the one after and with the first."""
    pairs = {tuple(sorted((n, m % count))) for n in range(count) for m in (n + 1, n + 2, count) if n != m % count}
    return [
        Contrast(f"S{place}", f"T{one:03d}", f"T{other:03d}", Effect("MD", 0.1 * (place % 7), 0.05 + 0.01 * (place % 5), f"{place}"))
        for place, (one, other) in enumerate(sorted(pairs))
    ]


def own(folder: Path | None) -> float:
    """The library itself; returns the seconds of the BCG trials."""
    effects, thousand = bcg_effects(), many_effects(1000)
    bcg = told("REML of the 13 BCG trials, all of the result", timed(lambda: pool(effects), 51, 100), 60e-6)
    told("REML of 1,000 studies", timed(lambda: pool(thousand), 51, 5), 300e-6)
    chance = np.random.default_rng(2)
    variances = chance.gamma(2.0, 0.05, (1_000_000, 3)) + 0.01
    estimates = chance.normal(0.0, np.sqrt(variances + 0.1))
    told("1,000,000 DerSimonian–Laird poolings of 3 studies", timed(lambda: pool_rows(estimates, variances, method="DL"), 5), 0.15)
    told("1,000,000 REML poolings of 3 studies", timed(lambda: pool_rows(estimates, variances, method="REML"), 5), 1.0)
    ten = estimates.reshape(-1, 10), variances.reshape(-1, 10)
    told("300,000 REML poolings of 10 studies", timed(lambda: pool_rows(*ten), 3), None)
    tenth = estimates[:100_000], variances[:100_000]
    small, large = timed(lambda: pool_rows(*tenth, method="REML"), 9), timed(lambda: pool_rows(estimates, variances, method="REML"), 3)
    print(f"ten times as many rows take {large / small:.1f} times as long")
    few, many = (timed(partial(pool_network, ring(count)), 3) for count in (40, 80))
    print(f"twice as many treatments (40, 80) and trials take {many / few:.1f} times as long, {1e3 * few:.1f} and {1e3 * many:.1f} ms")
    if folder is None:
        return bcg
    from reference_ledger import Ledger
    from reference_network import contrasts_of

    for name, target in (("nma_senn2013", 1e-3), ("nma_linde2016", 3e-3)):
        for path in sorted(folder.glob(f"{name}.json*")):
            contrasts = contrasts_of(Ledger.load(path))
            told(f"network {name}, REML", timed(lambda contrasts=contrasts: pool_network(contrasts), 31, 3), target)
    return bcg


def peers(bcg: float) -> None:
    """Other programs on the BCG trials, where they are installed."""
    effects = bcg_effects()
    y, v = np.array([[effect.estimate] for effect in effects]), np.array([[effect.variance] for effect in effects])
    try:
        pymare = importlib.import_module("pymare")
        estimators = importlib.import_module("pymare.estimators")
    except ImportError:
        print("PyMARE is not installed")
    else:
        data = pymare.Dataset(y, v)
        fit = estimators.VarianceBasedLikelihoodEstimator(method="REML")
        told("PyMARE REML of the 13 BCG trials", timed(lambda: fit.fit_dataset(data).summary().get_fe_stats(), 21, 5), None, bcg)
    try:
        statsmodels = importlib.import_module("statsmodels.stats.meta_analysis")
    except ImportError:
        print("statsmodels is not installed")
    else:
        # It has no REML: its iterated estimator is Paule and Mandel's.
        told(
            "statsmodels Paule–Mandel of the 13 BCG trials",
            timed(lambda: statsmodels.combine_effects(y[:, 0], v[:, 0], method_re="iterated").summary_frame(), 21, 5),
            None,
            bcg,
        )
    rscript = shutil.which("Rscript")
    if rscript is None:
        print("R is not installed")
        return
    numbers = f"y<-c({','.join(map(repr, y[:, 0].tolist()))});v<-c({','.join(map(repr, v[:, 0].tolist()))})"
    program = (
        f"suppressMessages(library(metafor));{numbers};t<-replicate(51,system.time(for(i in 1:20)rma(y,v))[['elapsed']]/20);cat(median(t))"
    )
    done = subprocess.run([rscript, "-e", program], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        told("metafor REML of the 13 BCG trials", float(done.stdout.strip().splitlines()[-1]), None, bcg)
    else:
        print("metafor is not installed")


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    folder = Path(arguments[arguments.index("--networks") + 1]) if "--networks" in arguments else None
    bcg = own(folder)
    if "--peers" in arguments:
        peers(bcg)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
