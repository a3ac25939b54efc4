"""Network reference values: pooled effects, heterogeneity, inconsistency, rankings."""

import numpy as np

from manystudies.measures import Effect
from manystudies.pooling.network.contrast import Contrast, trials_of
from manystudies.pooling.network.contributions import contributions
from manystudies.pooling.network.designs import split_by_design
from manystudies.pooling.network.network import Network, design_of, pool_network
from manystudies.pooling.network.ranking import rank_treatments
from manystudies.pooling.network.splits import Split, Splits, split_network
from reference_ledger import Json, Ledger, guarded
from reference_pairwise import better

CLOSED, ROOT, REML = 1e-9, 1e-7, 1e-6


def contrasts_of(data: dict[str, Json]) -> list[Contrast]:
    """The contrasts of one file that have an estimate, and those of a trial of several arms that follow from its counts.

    The reference leaves out a comparison of two arms without events even where a third arm of the trial has some; its trial
    can then not be used there. Here it gets the variance of its log odds with half an event added, as the others have.
    """
    c = data["contrasts"]
    nothing = [None] * len(c["TE"])
    counts = zip(*(c.get(name) or nothing for name in ("event1", "n1", "event2", "n2")), strict=True)
    columns = zip(c["studlab"], c["treat1"], c["treat2"], c["TE"], c["seTE"], counts, strict=True)
    rows = [(str(study), str(first), str(second), *rest) for study, first, second, *rest in columns]
    known = {(study, first, second): each for study, first, second, each, error, _ in rows if usable(each, error)}
    known |= {(study, second, first): -each for (study, first, second), each in known.items()}
    found = []
    for study, first, second, estimate, error, arms in rows:
        variance = error * error if usable(estimate, error) else None
        if variance is None and data.get("sm") == "OR" and None not in arms:
            a, n1, b, n2 = arms
            thirds = [third for other, one, third in known if (other, one) == (study, first) and (study, second, third) in known]
            if thirds:
                known[study, first, second] = known[study, first, thirds[0]] - known[study, second, thirds[0]]
                variance = sum(1 / (each + 0.5) for each in (a, n1 - a, b, n2 - b))
        if variance is not None:
            found.append(Contrast(study, first, second, Effect("MD", known[study, first, second], variance, f"{study}: {first}, {second}")))
    return found


def usable(estimate: Json, error: Json) -> bool:
    """Whether a contrast has finite numbers."""
    return isinstance(estimate, int | float) and isinstance(error, int | float) and error > 0.0


@guarded
def compare_network(ledger: Ledger, data: dict[str, Json]) -> None:
    """Everything of one network file that is pooled by inverse variance."""
    contrasts = contrasts_of(data)
    for method in ("DL", "REML"):
        theirs = (data.get("netmeta") or {}).get(method)
        if theirs and "error" not in theirs:
            compare_fit(ledger, contrasts, method, theirs, data)
    exact = data.get("reml_exact")
    if exact and "error" not in exact:
        network = pool_network(contrasts, method="REML")
        if not isinstance(network, Network):
            ledger.unread(f"{data['id']}: {network.summary()}")
            return
        typical = float(np.median([each.effect.variance for each in contrasts]))
        ledger.compare("network REML exact tau2", network.tau2, exact["tau2"], REML, size=1e-3 * typical)
        estimates, errors = matrices(network, exact["trts"])
        size = float(np.max(exact["seTE_random"]))
        ledger.compare("network REML exact estimates", estimates, exact["TE_random"], REML, size=size)
        ledger.compare("network REML exact se", errors, exact["seTE_random"], REML, size=size)


def matrices(network: Network, treatments: list[str]) -> tuple[list[list[float]], list[list[float]]]:
    """All effects, row minus column, and their standard errors in the order of `treatments`."""
    pairs = [[network.effect(first, second) for second in treatments] for first in treatments]
    return [[each.estimate for each in row] for row in pairs], [[each.standard_error for each in row] for row in pairs]


@guarded
def compare_fit(ledger: Ledger, contrasts: list[Contrast], method: str, theirs: dict[str, Json], data: dict[str, Json]) -> None:
    """One netmeta fit, common and random."""
    treatments = [str(each) for each in theirs["trts"]]
    common, network = pool_network(contrasts, model="common"), pool_network(contrasts, method=method)
    assert isinstance(network, Network)
    assert isinstance(common, Network)
    estimates, errors = matrices(common, treatments)
    size = float(np.max(theirs["seTE_common"]))
    ledger.compare("network common estimates", estimates, theirs["TE_common"], CLOSED, size=size)
    ledger.compare("network common se", errors, theirs["seTE_common"], CLOSED, size=size)
    ledger.compare("network Q", network.q, theirs["Q"], CLOSED, size=1.0)
    ledger.compare("network Q df", network.q_df, theirs["df_Q"], 0.0)
    ledger.compare("network Q p", network.q_p, theirs["pval_Q"], CLOSED * 100)
    ledger.compare("network Q within designs", network.q_within, theirs["Q_heterogeneity"], CLOSED, size=1.0)
    ledger.compare("network Q between designs", network.q_between, theirs["Q_inconsistency"], CLOSED, size=1.0)
    ledger.compare("network Q between designs df", network.q_between_df, theirs["df_Q_inconsistency"], 0.0)
    ledger.compare("network I2", network.i2, theirs["I2"], CLOSED, size=0.1)
    typical = float(np.median([each.effect.variance for each in contrasts]))
    tolerance = CLOSED if method == "DL" else REML
    trials = trials_of(contrasts)
    assert not isinstance(trials, str)
    # The reference leaves the covariances of multi-arm trials out where it was given contrasts only; `reml_exact` is held against too.
    off = abs(network.tau2 - theirs["tau2"]) > REML * max(network.tau2, 1e-3 * typical)
    if method == "REML" and off and better(design_of(trials, network.treatments), network.tau2, theirs["tau2"], restricted=True):
        ledger.reference_wrong("network REML tau2", REML, f"τ² {theirs['tau2']!r} is not where the score is zero, {network.tau2!r} is")
        return
    ledger.compare(f"network {method} tau2", network.tau2, theirs["tau2"], tolerance, size=1e-3 * typical)
    estimates, errors = matrices(network, treatments)
    size = float(np.max(theirs["seTE_random"]))
    ledger.compare(f"network {method} estimates", estimates, theirs["TE_random"], tolerance, size=size)
    ledger.compare(f"network {method} se", errors, theirs["seTE_random"], tolerance, size=size)
    lows = [[network.effect(a, b).low if a != b else None for b in treatments] for a in treatments]
    wanted = [[each if i != j else None for j, each in enumerate(row)] for i, row in enumerate(theirs["lower_random"])]
    ledger.compare(f"network {method} interval", lows, wanted, tolerance, size=size)
    predicted = [[(network.effect(a, b).prediction or (None, None))[0] for b in treatments] for a in treatments]
    wanted = [[each if i != j else None for j, each in enumerate(row)] for i, row in enumerate(theirs["lower_predict"])]
    ledger.compare(f"network {method} prediction", predicted, wanted, tolerance, size=size)
    compare_evidence(ledger, network, data, method)
    ranks = data.get("netrank" if method == "DL" else "netrank_REML")
    if ranks and "error" not in ranks:
        for name, good in (("small_good", True), ("small_bad", False)):
            for model, mine in (("common", common), ("random", network)):
                scores = dict(mine.p_scores(small_is_good=good))
                other = ranks[name][model]
                ledger.compare(
                    f"network P-scores {method}", [scores[key] for key in other], list(other.values()), tolerance * 10, size=1e-3
                )


@guarded
def compare_evidence(ledger: Ledger, network: Network, data: dict[str, Json], method: str) -> None:
    """Direct and indirect evidence, designs, contributions, chances of ranks."""
    tolerance = CLOSED if method == "DL" else REML
    common = pool_network(network.contrasts, model="common")
    assert isinstance(common, Network)
    theirs = data.get("netsplit" if method == "DL" else "netsplit_REML")
    if theirs and "error" not in theirs:
        compare_splits(ledger, f"network split {method}", split_network(common), theirs["common"], tolerance)
        compare_splits(ledger, f"network split {method}", split_network(network), theirs["random"], tolerance)
    if method != "DL":
        return
    theirs = data.get("netsplit_sidde")
    if theirs and "error" not in theirs:
        compare_splits(ledger, "network split by designs", split_network(common, indirect="other designs"), theirs["common"], tolerance)
        compare_splits(ledger, "network split by designs", split_network(network, indirect="other designs"), theirs["random"], tolerance)
    compare_designs(ledger, network, data.get("decomp_design"))
    for name, theirs in (data.get("netcontrib") or {}).items():
        if "error" not in theirs:
            compare_contributions(ledger, data, theirs, "random walk" if name == "randomwalk" else "shortest path")
    simulated = data.get("rankogram_sim")
    if simulated and "error" not in simulated:
        compare_ranks(ledger, (common, network), simulated, data.get("netrank") or {})


@guarded
def compare_ranks(ledger: Ledger, networks: tuple[Network, Network], simulated: dict[str, Json], ranks: dict[str, Json]) -> None:
    """Chances of ranks, which the reference simulated; its SUCRA must agree with its own P-scores, which have the same expectation."""
    good = simulated["small_values"] == "desirable"
    for model, network in zip(("common", "random"), networks, strict=True):
        mine = {rank.treatment: rank for rank in rank_treatments(network, small_is_good=good).ranks}
        other, n = simulated[f"sucra_{model}"], len(mine)
        scores = (ranks.get("small_good" if good else "small_bad") or {}).get(model) or {}
        if any(abs(scores[name] - value) > 0.03 for name, value in other.items() if name in scores):
            ledger.reference_wrong(
                "network SUCRA (simulated)", 0.03, "differs from the file's own P-scores, its expectation", at=model, values=len(other)
            )
            continue
        ledger.compare(
            "network SUCRA (simulated)", [(n - mine[name].mean_rank) / (n - 1) for name in other], list(other.values()), 0.03, size=1
        )
        if model == "random":
            chances = [list(mine[str(name)].chances) for name in simulated["trts"]]
            ledger.compare("network rank chances (simulated)", chances, simulated["prob_random"], 0.05, size=1)


@guarded
def compare_splits(ledger: Ledger, name: str, ours: Splits, theirs: dict[str, Json], tolerance: float) -> None:
    """Every comparison with direct evidence."""
    found: dict[frozenset[str], Split] = {frozenset((each.first, each.second)): each for each in ours.comparisons}
    treatments = ours.network.treatments
    for index, comparison in enumerate(theirs["comparison"]):
        first, second = next((a, b) for a in treatments for b in treatments if f"{a}:{b}" == comparison)
        mine = found[frozenset((first, second))]
        sign = 1.0 if mine.first == first else -1.0
        ledger.compare(f"{name} share", mine.share, theirs["prop"][index], tolerance, size=1e-3, at=comparison)
        for part in ("direct", "indirect", "difference"):
            other = theirs["compare" if part == "difference" else part]
            wanted, each = other["TE"][index], getattr(mine, part)
            if wanted is None and each is None:
                continue
            if (wanted is None) != (each is None):
                # A share that is 1 up to rounding leaves nothing that is indirect.
                if abs(mine.share - 1.0) > 1e-8:
                    ledger.note(f"{name} {part}", float("inf"), tolerance, comparison)
                continue
            error = other["seTE"][index]
            # An indirect estimate is what is left of two near-equal numbers where the direct share is near 1.
            size = error / max(1.0 - mine.share, 1e-6)
            ledger.compare(f"{name} {part}", sign * each.estimate, wanted, tolerance, size=size, at=comparison)
            ledger.compare(f"{name} {part} se", each.standard_error, error, tolerance, size=size, at=comparison)
            ledger.compare(f"{name} {part} p", each.p, other["p"][index], tolerance * 100, size=0.01, at=comparison)


@guarded
def compare_designs(ledger: Ledger, network: Network, theirs: Json) -> None:
    """The decomposition of Q."""
    if not isinstance(theirs, dict) or "error" in theirs:
        return
    ours = split_by_design(network)
    parts = (ours.total, ours.within_all, ours.between)
    ledger.compare("network designs Q", [each.q for each in parts], theirs["Q_decomp"]["Q"], CLOSED, size=1.0)
    ledger.compare("network designs df", [each.df for each in parts], theirs["Q_decomp"]["df"], 0.0)
    ledger.compare("network designs p", [each.p for each in parts], theirs["Q_decomp"]["pval"], CLOSED * 100)
    within = {frozenset(design): each for design, each in ours.within}
    other = theirs["Q_het_design"]
    names = {frozenset(design): ":".join(design) for design in within}
    lookup = {frozenset(key.split(":")): each for key, each in zip(other["design"], other["Q"], strict=True)}
    for key in names:
        if key in lookup:
            ledger.compare("network designs within", within[key].q, lookup[key], CLOSED, size=1.0)
    other = theirs.get("Q_inc_detach") or {}
    if other.get("design"):
        detached = {frozenset(design): each for design, each in ours.detached}
        for key, q, df in zip(other["design"], other["Q"], other["df"], strict=True):
            each = detached.get(frozenset(key.split(":")))
            if each is not None:
                ledger.compare("network designs detached", each.q, q, CLOSED, size=1.0, at=key)
                ledger.compare("network designs detached df", each.df, df, 0.0, at=key)
            else:
                ledger.note("network designs detached", float("inf"), CLOSED, key)
    other = theirs.get("Q_inc_random")
    if isinstance(other, dict) and "Q" in other:
        ledger.compare("network designs random", [ours.between_random.q], other["Q"], CLOSED, size=1.0)
        ledger.compare("network designs random tau", [ours.tau2_within**0.5], other["tau.within"], CLOSED, size=1e-3)


@guarded
def compare_contributions(ledger: Ledger, data: dict[str, Json], theirs: dict[str, Json], paths: str) -> None:
    """A contribution matrix. Names are put in the reference's order first, for they decide between equally short paths there."""
    order = [str(name) for name in data["netmeta"]["DL"]["trts"]]
    label = {name: f"{index:03d}" for index, name in enumerate(order)}
    contrasts = [Contrast(each.study, label[each.first], label[each.second], each.effect) for each in contrasts_of(data)]
    for model, method in (("common", "REML"), ("random", "DL")):
        network = pool_network(contrasts, model=model, method=method)
        assert isinstance(network, Network)
        found = contributions(network, paths=paths)
        for row, wanted in zip(theirs["rows"], theirs[model], strict=True):
            pair = {label[name] for name in next((a, b) for a in order for b in order if f"{a}:{b}" == row)}
            ours = {frozenset(key): value for key, value in found.of(*pair).items()}
            columns = [{label[a], label[b]} for name in theirs["cols"] for a in order for b in order if f"{a}:{b}" == name]
            ledger.compare(
                f"network contributions {paths}", [ours[frozenset(key)] for key in columns], wanted, 1e-6, size=1.0, at=f"{model} {row}"
            )
