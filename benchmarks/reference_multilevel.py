"""Multilevel and multivariate reference values."""

from math import sqrt

import numpy as np

from manystudies.pooling.intervals import t_p
from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.multilevel.blocks import Block, State, blocks_of
from manystudies.pooling.multilevel.climb import climb_factor, climb_variances
from manystudies.pooling.multilevel.multilevel import known_variances, plain_coefficients, three_level
from manystudies.pooling.multilevel.robust import robust
from reference_ledger import Json, Ledger, guarded

VARIANCE, COEFFICIENT = 1e-5, 1e-6


@guarded
def compare_multilevel(ledger: Ledger, data: dict[str, Json]) -> None:
    """Every fit of one multilevel file."""
    for item in data["fits"]:
        theirs = item["result"]
        if "error" in theirs:
            continue
        made = design(data["data"], item["mods"], theirs)
        if made is None:
            ledger.unsupported(f"multilevel mods {item['mods']}")
            continue
        rows, columns = made
        random = str(item["random"]).replace(" ", "").removeprefix("~")
        patterns = structure(data["data"], random, item["struct"], rows)
        if patterns is None:
            ledger.unsupported(f"multilevel {item['random']} {item['struct']}")
            continue
        clusters, shapes = patterns
        y = np.array([data["data"]["yi"][row] for row in rows])
        sampling = (
            np.array(data["V"])[np.ix_(rows, rows)]
            if data.get("V") and "V" in str(item["V"])
            else np.diag([data["data"]["vi"][row] for row in rows])
        )
        blocks = blocks_of(y, sampling, columns, clusters, shapes)
        compare_fit(ledger, item, theirs, blocks)


def design(data: dict[str, Json], mods: Json, theirs: dict[str, Json]) -> tuple[list[int], FloatArray] | None:
    """The rows used and the model matrix, from the names of the coefficients."""
    del mods
    rows = [index for index, (y, v) in enumerate(zip(data["yi"], data["vi"], strict=True)) if y is not None and v is not None]
    columns = []
    for name in theirs["coef_names"]:
        column = term(data, str(name), rows)
        if column is None:
            return None
        columns.append(column)
    return (rows, np.column_stack(columns)) if len(rows) == theirs["k"] else None


def term(data: dict[str, Json], name: str, rows: list[int]) -> FloatArray | None:
    """One column by the name R gives it: an intercept, a number, a level of a factor, or a product of such."""
    if name == "intrcpt":
        return np.ones(len(rows))
    if ":" in name:
        first, second = (term(data, part, rows) for part in name.split(":", 1))
        return None if first is None or second is None else first * second
    if name.startswith("I(") and "-" in name:
        key, shift = name[2:-1].replace(" ", "").split("-")
        return np.array([data[key][row] - float(shift) for row in rows]) if key in data else None
    if name in data:
        return np.array([float(data[name][row]) for row in rows])
    for key in sorted(data, key=len, reverse=True):
        for prefix in (key, f"factor({key})"):
            if name.startswith(prefix):
                level = name[len(prefix) :]
                if any(str(data[key][row]) == level for row in rows):
                    return np.array([float(str(data[key][row]) == level) for row in rows])
    return None


def structure(data: dict[str, Json], random: str, struct: Json, rows: list[int]) -> tuple[list[str], list[FloatArray]] | None:
    """Clusters and component patterns of a random-effects formula in R's notation."""
    if random.count("|") != 1:
        return None
    inner, outer = random.split("|")
    if inner == "1":
        parts = outer.split("/")
        labels = [" / ".join(str(data[part][row]) for part in parts[:1]) for row in rows]
        nested = [[" / ".join(str(data[part][row]) for part in parts[: depth + 1]) for row in rows] for depth in range(len(parts))]
        return labels, [equal(each) for each in nested]
    if "/" in outer:
        return None
    clusters = [str(data[outer][row]) for row in rows]
    levels = [str(data[inner][row]) for row in rows]
    same = equal(clusters)
    names = sorted(set(levels))
    indicator = [np.array([float(level == name) for level in levels]) for name in names]
    if struct == "CS":
        return clusters, [same, same * equal(levels)]
    if struct == "ID":
        return clusters, [same * equal(levels)]
    if struct == "DIAG":
        return clusters, [same * np.outer(each, each) for each in indicator]
    if struct == "UN" or (struct == "HCS" and len(names) == 2):
        return clusters, [
            same * (np.outer(indicator[i], indicator[j]) + (np.outer(indicator[j], indicator[i]) if i != j else 0.0))
            for i in range(len(names))
            for j in range(i + 1)
        ]
    return None


def equal(labels: list[str]) -> FloatArray:
    """Where two labels are the same."""
    return np.array([[float(a == b) for a in labels] for b in labels])


def top(blocks: tuple[Block, ...], struct: Json, *, restricted: bool) -> tuple[FloatArray, State]:
    """The highest point of the likelihood."""
    components = blocks[0].patterns.shape[0]
    if struct in {"UN", "HCS"}:
        size = round((sqrt(8 * components + 1) - 1) / 2)
        return climb_factor(blocks, 0.2 * np.eye(size), restricted=restricted)
    if components == 2:
        return three_level(blocks, restricted=restricted)
    return climb_variances(blocks, np.full(components, 0.1), restricted=restricted)


def unstructured(theta: FloatArray) -> list[float]:
    """Variances and then correlations, columns of the lower triangle, of a covariance matrix given by rows of it."""
    size = round((sqrt(8 * theta.size + 1) - 1) / 2)
    matrix = np.zeros((size, size))
    matrix[np.tril_indices(size)] = theta
    matrix = np.tril(matrix) + np.tril(matrix, -1).T
    diagonal = np.diag(matrix)
    return [*diagonal.tolist(), *(float(matrix[i, j] / sqrt(diagonal[i] * diagonal[j])) for j in range(size) for i in range(j + 1, size))]


@guarded
def compare_fit(ledger: Ledger, item: dict[str, Json], theirs: dict[str, Json], blocks: tuple[Block, ...]) -> None:
    """One fit with its robust covariances."""
    restricted = item["method"] == "REML"
    struct, at = item["struct"], str(item["id"])
    theta, fit = top(blocks, struct, restricted=restricted)
    if struct in {"UN", "HCS"}:
        variances, wanted = unstructured(theta), [*theirs["tau2"], *theirs["rho"]]
    elif struct == "CS":
        outer, inner = theta.tolist()
        variances, wanted = [outer + inner, outer / (outer + inner)], [*theirs["tau2"], *theirs["rho"]]
    else:
        variances, wanted = theta.tolist(), theirs["sigma2"] if struct is None else theirs["tau2"]
    typical = known_variances(blocks)[1]
    # Another optimum, or an optimiser that stopped short, shows in the likelihood.
    if fit.value > theirs["ll"] + 1e-7:
        ledger.reference_wrong("multilevel variances", VARIANCE, f"log likelihood {theirs['ll']!r} is below {fit.value!r}", at=at)
        return
    ledger.compare("multilevel variances", variances, wanted, VARIANCE, size=1e-2 * typical, at=at)
    ledger.compare("multilevel log likelihood", fit.value, theirs["ll"], 1e-8, size=1.0, at=at)
    errors = theirs["se"]
    plain = plain_coefficients(theirs["coef_names"], fit)
    ledger.compare("multilevel coefficients", [each[1] for each in plain], theirs["b"], COEFFICIENT, size=errors, at=at)
    ledger.compare("multilevel se", [each[2] for each in plain], errors, VARIANCE, at=at)
    if item["test"] == "z":
        ledger.compare("multilevel interval", [each[3] for each in plain], theirs["ci_lb"], VARIANCE, size=errors, at=at)
        ledger.compare("multilevel p", [each[5] for each in plain], theirs["pval"], VARIANCE * 10, at=at)
    elif item["test"] == "t":
        df = theirs["k"] - theirs["p"]
        ledger.compare("multilevel p", [t_p(each[1] / each[2], df) for each in plain], theirs["pval"], VARIANCE * 10, at=at)
    ledger.compare("multilevel Q", known_variances(blocks)[0], theirs["QE"], 1e-9, size=1.0, at=at)
    if struct is None and theirs.get("I2_total") is not None:
        total = sum(theta) + typical
        ledger.compare("multilevel I2", [100 * each / total for each in theta], theirs["I2_levels"], VARIANCE, size=1.0, at=at)
    compare_robust(ledger, theirs, blocks, theta, fit)


@guarded
def compare_robust(ledger: Ledger, theirs: dict[str, Json], blocks: tuple[Block, ...], theta: FloatArray, fit: State) -> None:
    """Cluster-robust covariances with Satterthwaite degrees of freedom."""
    for name, other in (theirs.get("clubSandwich") or {}).items():
        if "error" in other:
            continue
        found = robust(blocks, theta, fit, name)
        errors = np.sqrt(np.diag(found.covariance)).tolist()
        ledger.compare(f"robust {name} se", errors, other["se"], VARIANCE)
        ledger.compare(f"robust {name} df", found.df.tolist(), other["df"], VARIANCE * 10)
        p = [t_p(b / e, df) for b, e, df in zip(fit.coefficients.tolist(), errors, found.df.tolist(), strict=True)]
        ledger.compare(f"robust {name} p", p, other["p"], VARIANCE * 10)
    for name, other in (theirs.get("robust") or {}).items():
        if "error" not in other:
            # The reference's CR1 outside clubSandwich divides by clusters minus coefficients.
            found = robust(blocks, theta, fit, "CR1p" if name == "CR1" else name)
            ledger.compare(f"robust {name} se", np.sqrt(np.diag(found.covariance)).tolist(), other["se"], VARIANCE)
