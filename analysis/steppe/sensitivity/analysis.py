"""Designs over priors, and what runs at their points say: sensitivity indices, and a split of the variance.

The output that is analysed is the mean paired difference of two arms over the replicates of a point. All points meet
the same shocks, replicate by replicate, so it is a function of the parameters once the number of replicates and the
seed are fixed; what the chance of these replicates adds to it is told as ``share_noise``.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr
from SALib.sample import latin

from steppe import indices
from steppe.compare import ROLES
from steppe.sensitivity.delta import delta_indices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import ArrayLike

    from steppe.sensitivity.priors import Parameter

    Evaluate = Callable[[pd.DataFrame], xr.DataArray]

METHODS = {"sobol": 128, "morris": 20, "delta": 512}
"""Methods, with the base points they take when not told."""
MAIN_INDEX = {"sobol": "ST", "morris": "mu_star", "delta": "delta"}
"""The index that says how much a parameter matters with everything it does."""
JUDGEMENT = "J"
COLUMNS = ["outcome", "unit", "index", "parameter", "other_parameter", "estimate", "low", "high", "tag"]
DELTA_RESAMPLES = 50  # of its slow bootstrap, at most
PAIR = 2  # least number of things that have a variance


@dataclass(frozen=True, eq=False)
class Plan:
    """Points to run, and how to analyse what they give.

    Attributes
    ----------
    method
        ``sobol``, ``morris`` or ``delta``.
    points
        A row per point and a column per parameter, in the parameters' units.
    tags
        Evidence of each parameter.
    design
        In the unit cube, of Sobol and Morris.
    """

    method: str
    points: pd.DataFrame
    tags: dict[str, str]
    design: indices.SobolDesign | indices.MorrisDesign | None = None

    @property
    def independent(self) -> np.ndarray:
        """Rows that stand for the distribution of the parameters: of Sobol, those that are not mixed of two others."""
        if isinstance(self.design, indices.SobolDesign):
            return self.design.independent
        return np.arange(len(self.points))


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What the runs of a plan say.

    Attributes
    ----------
    indices
        A row per outcome, index and parameter, with `COLUMNS`.
    outcomes
        A row per outcome: ``outcome``, ``measure``, ``unit``, ``role``; ``mean_difference`` over the independent points
        with ``mean_difference_low`` and ``mean_difference_high``, a normal interval over points and replicates, and its
        ``spread``, the standard deviation over points; the columns of `variance_split`; ``share_judgement``, the part
        that parameters tagged J have in the sum of the main index over parameters, where estimates below 0 count as 0.
    method, level
        How and with what probability the intervals were made.
    points, replicates, base_points
        Numbers of them.
    """

    indices: pd.DataFrame
    outcomes: pd.DataFrame
    method: str
    level: float
    points: int
    replicates: int
    base_points: int

    def tidy(self) -> pd.DataFrame:
        """Everything in one table with `COLUMNS`; what belongs to no parameter has none."""
        parts = [self.indices]
        for name in OF_OUTCOME:
            part = self.outcomes[["outcome", "unit"]].assign(index=name, parameter="", other_parameter="", tag="")
            part["estimate"] = self.outcomes[name]
            for end in ("low", "high"):
                part[end] = self.outcomes.get(f"{name}_{end}", np.nan)
            parts.append(part)
        return pd.concat(parts, ignore_index=True)[COLUMNS]


OF_OUTCOME = [
    "mean_difference",
    "variance_parameters",
    "variance_chance",
    "share_parameters",
    "share_chance",
    "share_noise",
    "share_judgement",
]


def make_plan(
    parameters: Sequence[Parameter],
    method: str = "sobol",
    base_points: int | None = None,
    seed: int = 1,
    *,
    second_order: bool = False,
) -> Plan:
    """Points over the priors of parameters, which are independent of each other.

    Parameters
    ----------
    parameters
        What varies.
    method
        ``sobol``; ``morris``, whose points are levels of the unit cube: 0, 1/3, 2/3 and 1, so that a split of the
        variance is over these; or ``delta``, a Latin
        hypercube.
    base_points
        Base samples of Sobol, a power of 2; paths of Morris; points of delta. By default as `METHODS` says.
    seed
        The same seed gives the same points.
    second_order
        Whether Sobol's indices of pairs are wanted; twice the points.

    Returns
    -------
    Plan
    """
    if method not in METHODS:
        raise ValueError(f"no method '{method}'; there are {', '.join(METHODS)}")
    if second_order and method != "sobol":
        raise ValueError("only the method sobol has indices of second order")
    n = METHODS[method] if base_points is None else base_points
    unit = {parameter.key: (0.0, 1.0) for parameter in parameters}
    if len(unit) < len(parameters):
        raise ValueError("a parameter is given twice")
    design = None
    if method == "sobol":
        design = indices.sobol_design(unit, n, seed, second_order=second_order)
    elif method == "morris":
        design = indices.morris_design(unit, n, seed)
    elif n < PAIR:
        raise ValueError(f"n = {n}, must be at least {PAIR}")
    cube = design.points if design else _latin_hypercube(len(unit), n, seed)
    points = pd.DataFrame({p.key: p.quantile(cube[:, i]) for i, p in enumerate(parameters)})
    return Plan(method, points, {p.key: p.tag for p in parameters}, design)


def sensitivity(
    parameters: Sequence[Parameter],
    evaluate: Evaluate,
    method: str = "sobol",
    base_points: int | None = None,
    seed: int = 1,
    *,
    second_order: bool = False,
    level: float = 0.95,
    resamples: int = 200,
) -> Sensitivity:
    """Make a design, evaluate it and analyse what came out.

    Parameters
    ----------
    parameters, method, base_points, seed, second_order
        As of `make_plan`.
    evaluate
        Gives the paired differences at points, as `analyse` takes them.
    level, resamples
        As of `analyse`.

    Returns
    -------
    Sensitivity
    """
    plan = make_plan(parameters, method, base_points, seed, second_order=second_order)
    return analyse(plan, evaluate(plan.points), level=level, resamples=resamples, seed=seed)


def analyse(
    plan: Plan,
    differences: xr.DataArray,
    *,
    level: float = 0.95,
    resamples: int = 200,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:
    """Indices and split of the variance for every outcome.

    Parameters
    ----------
    plan
        Where the differences were found.
    differences
        Dimensions point, replicate and outcome, with coordinates outcome, measure and unit as
        `steppe.compare.outcomes` gives them. Pairs that did not finish are NaN; an outcome without a finished pair at
        some point has no indices.
    level
        Probability that the intervals are made for.
    resamples
        Draws of the bootstraps.
    seed
        Of the bootstraps.
    progress
        Called after each outcome, with outcomes done and in all.

    Returns
    -------
    Sensitivity
    """
    values = differences.transpose("point", "replicate", "outcome").to_numpy().astype(float)
    if len(values) != len(plan.points):
        raise ValueError(f"differences at {len(values)} points, the plan has {len(plan.points)}")
    about = _about(differences)
    tables, rows = [], []
    for i, outcome in about.iterrows():
        pairs = values[:, :, i]
        table = _index_table(plan, _means(pairs), level, resamples, seed)
        tables.append(table.assign(outcome=outcome["outcome"], unit=outcome["unit"]))
        independent = pairs[plan.independent]
        means = _means(independent)
        rows.append(
            {
                **_mean_difference(independent, means, level),
                "spread": float(means.std(ddof=1)) if np.ptp(means) > 0 else 0.0,
                **variance_split(independent, level=level, resamples=resamples, seed=seed),
                "share_judgement": _judgement(table, plan.method),
            }
        )
        if progress:
            progress(len(rows), len(about))
    design = plan.design
    groups = {"sobol": getattr(design, "stride", 1), "morris": len(plan.tags) + 1, "delta": 1}
    return Sensitivity(
        indices=pd.concat(tables, ignore_index=True)[COLUMNS],
        outcomes=pd.concat([about, pd.DataFrame(rows)], axis="columns"),
        method=plan.method,
        level=level,
        points=len(plan.points),
        replicates=values.shape[1],
        base_points=len(plan.points) // groups[plan.method],
    )


def variance_split(
    differences: ArrayLike, *, level: float = 0.95, resamples: int = 200, seed: int = 1
) -> dict[str, float]:
    """Split the variance of a difference into what parameters make and what chance makes.

    By the law of total variance, Var d = Var E(d | point) + E Var(d | point). The first is estimated by the variance
    over points of the mean over replicates, less what the chance of the replicates adds to that variance. As all points
    meet the same shocks, that is the interaction of points and replicates alone: what a shock does at every point alike
    cancels. With fewer than two replicates that finished everywhere, all variance within points is taken for it.

    Parameters
    ----------
    differences
        A row per point, drawn from the distribution of the parameters, and a column per replicate; NaN where a pair did
        not finish.
    level
        Probability that the intervals of the shares are made for, by a bootstrap over points.
    resamples
        Draws of the bootstrap.
    seed
        Seed of the bootstrap.

    Returns
    -------
    dict
        ``variance_parameters``, at least 0; ``variance_chance``, of a single pair of runs; ``share_parameters`` and
        ``share_chance``, which sum to 1, with ``_low`` and ``_high``; ``share_noise``, the part of the variance between
        the means of points that is left-over chance. NaN where a point has fewer than two finished pairs; shares are
        NaN where nothing varies.
    """
    d = np.asarray(differences, dtype=float)
    pairs = np.isfinite(d).sum(axis=1)
    if len(d) < PAIR or pairs.min() < PAIR:
        return dict.fromkeys(_SPLIT, np.nan)
    means, within = np.nanmean(d, axis=1), np.nanvar(d, axis=1, ddof=1)
    noise = _interaction(d, within) / pairs

    def split(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        between = means[points].var(axis=-1, ddof=1) - noise[points].mean(axis=-1)
        return np.maximum(between, 0.0), within[points].mean(axis=-1)

    draws = np.random.default_rng(seed).integers(len(d), size=(resamples, len(d)))
    parameters, chance = (float(part) for part in split(np.arange(len(d))))
    share = _share(parameters, parameters + chance)
    low, high = (np.nan, np.nan)
    if np.isfinite(share):
        made, left = split(draws)
        drawn = made[made + left > 0] / (made + left)[made + left > 0]
        low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2]) if drawn.size else (np.nan, np.nan)
    found = (parameters, chance, share, low, high, 1 - share, 1 - high, 1 - low)
    leftover = min(1.0, _share(float(noise.mean()), float(means.var(ddof=1))))
    return dict(zip(_SPLIT, map(float, (*found, leftover)), strict=True))


_SPLIT = [
    "variance_parameters",
    "variance_chance",
    "share_parameters",
    "share_parameters_low",
    "share_parameters_high",
    "share_chance",
    "share_chance_low",
    "share_chance_high",
    "share_noise",
]


def _latin_hypercube(parameters: int, n: int, seed: int) -> np.ndarray:
    problem = {
        "num_vars": parameters,
        "names": [str(i) for i in range(parameters)],
        "bounds": [[0.0, 1.0]] * parameters,
    }
    return latin.sample(problem, n, seed=np.random.default_rng(seed))


def _about(differences: xr.DataArray) -> pd.DataFrame:
    about = pd.DataFrame({name: differences[name].to_numpy() for name in ("outcome", "measure", "unit")})
    about["role"] = [ROLES.get(name, "outcome") for name in about["measure"]]
    return about


def _means(values: np.ndarray) -> np.ndarray:
    """Mean over replicates of what finished; NaN where nothing did."""
    finished = np.isfinite(values)
    count = finished.sum(axis=1)
    total = np.where(finished, values, 0.0).sum(axis=1)
    return np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)


def _mean_difference(pairs: np.ndarray, means: np.ndarray, level: float) -> dict[str, float]:
    """Mean over points, with an interval for the draws of points and of the shocks that all points meet."""
    estimate, reach = float(means.mean()), np.nan
    whole = pairs[:, np.isfinite(pairs).all(axis=0)]
    if min(whole.shape) >= PAIR and np.isfinite(estimate):
        of_points, of_shocks = means.var(ddof=1) / len(means), whole.mean(axis=0).var(ddof=1) / whole.shape[1]
        reach = NormalDist().inv_cdf(0.5 + level / 2) * float(np.sqrt(of_points + of_shocks))
    return {
        "mean_difference": estimate,
        "mean_difference_low": estimate - reach,
        "mean_difference_high": estimate + reach,
    }


def _index_table(plan: Plan, outputs: np.ndarray, level: float, resamples: int, seed: int) -> pd.DataFrame:
    """Rows of `Sensitivity.indices` for one outcome, but for its name and unit."""
    keys = list(plan.points)
    if not np.isfinite(outputs).all():
        return _tidied(pd.DataFrame({MAIN_INDEX[plan.method]: np.nan}, index=keys), plan.tags)
    how = {"level": level, "resamples": resamples, "seed": seed}
    with np.errstate(invalid="ignore", divide="ignore"):  # bootstraps in which an outcome that is rare does not occur
        if plan.method == "delta":
            return _tidied(
                delta_indices(plan.points, outputs, **how | {"resamples": min(resamples, DELTA_RESAMPLES)}), plan.tags
            )
        if plan.method == "morris":
            return _tidied(indices.morris_indices(plan.design, outputs, **how), plan.tags)
        tables = [_tidied(indices.sobol_indices(plan.design, outputs, **how), plan.tags)]
        if plan.design.second_order:
            pairs = indices.sobol_interactions(plan.design, outputs, **how).reset_index()
            table = _tidied(pairs.set_index("parameter")[["S2", "S2_low", "S2_high"]], plan.tags)
            tables.append(table.assign(other_parameter=pairs["other_parameter"].to_numpy()))
    return pd.concat(tables, ignore_index=True)


def _tidied(table: pd.DataFrame, tags: Mapping[str, str]) -> pd.DataFrame:
    """Columns ``S1``, ``S1_low``, ``S1_high`` as rows."""
    parts = []
    for name in (column for column in table if not column.endswith(("_low", "_high"))):
        part = pd.DataFrame({"index": name, "parameter": table.index, "other_parameter": ""})
        part["estimate"] = table[name].to_numpy()
        for end in ("low", "high"):
            part[end] = table[f"{name}_{end}"].to_numpy() if f"{name}_{end}" in table else np.nan
        parts.append(part.assign(tag=[tags[key] for key in table.index]))
    return pd.concat(parts, ignore_index=True)


def _judgement(table: pd.DataFrame, method: str) -> float:
    main = table[table["index"] == MAIN_INDEX[method]]
    counted = main["estimate"].clip(lower=0.0).to_numpy()  # NaN stays
    return _share(float(counted[(main["tag"] == JUDGEMENT).to_numpy()].sum()), float(counted.sum()))


def _interaction(d: np.ndarray, within: np.ndarray) -> np.ndarray:
    """Per point, the variance over replicates of what neither point nor replicate alone explains."""
    whole = d[:, np.isfinite(d).all(axis=0)]
    points, replicates = whole.shape
    if replicates < PAIR:
        return within
    left = whole - whole.mean(axis=1, keepdims=True) - whole.mean(axis=0) + whole.mean()
    return (left**2).sum(axis=1) / (replicates - 1) * points / (points - 1)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else np.nan
