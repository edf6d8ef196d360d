"""Designs over priors, and what runs at their points say: sensitivity indices, and a split of the variance.

The output that is analysed is the mean paired difference of two arms over the replicates of a point. The points that
are run for it meet the same shocks, replicate by replicate, so it is a function of the parameters once the number of
replicates and the seed are fixed; what the chance of these replicates adds to it is ``share_noise``. A sweep that was
run before may have given every point shocks of its own; what that adds is in ``share_noise`` too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr

from steppe.sensitivity.delta import delta_indices
from steppe.sensitivity.plan import Plan, make_plan
from steppe.sensitivity.variance import share_of, variance_split
from steppe.stats import indices
from steppe.stats.intervals import crossed_mean_interval, means_of_points

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from steppe.sensitivity.priors import Parameter

    Evaluate = Callable[[pd.DataFrame], xr.DataArray]

MAIN_INDEX = {"sobol": "ST", "morris": "mu_star", "delta": "delta"}
"""The index that says how much a parameter matters with everything it does."""
JUDGEMENT = "J"
ABOUT = ["outcome", "measure", "unit", "role", "display_order"]
COLUMNS = ["outcome", "unit", "index", "parameter", "other_parameter", "estimate", "low", "high", "tag"]
DELTA_RESAMPLES = 50  # of its slow bootstrap, at most


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What the runs of a plan say.

    Attributes
    ----------
    indices
        A row per outcome, index and parameter, with `COLUMNS`.
    outcomes
        A row per outcome: ``outcome``, ``measure``, ``unit``, ``role``, ``display_order``; ``mean_difference`` over the
        independent points with ``mean_difference_low`` and ``mean_difference_high``, a normal interval over points and
        replicates, and its ``spread``, the standard deviation over points; the columns of `variance_split`;
        ``share_judgement``, the part
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
    same_shocks: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:
    """Indices and split of the variance for every outcome.

    Parameters
    ----------
    plan
        Where the differences were found.
    differences
        Dimensions point, replicate and outcome, with coordinates outcome, measure, unit, role and display_order as
        `steppe.compare.outcomes` gives them. Pairs that did not finish are NaN; an outcome without a finished pair at
        some point has no indices.
    level
        Probability that the intervals are made for.
    resamples
        Draws of the bootstraps.
    seed
        Of the bootstraps.
    same_shocks
        Whether all points met the same shocks, replicate by replicate.
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
        table = _index_table(plan, means_of_points(pairs), level, resamples, seed)
        tables.append(table.assign(outcome=outcome["outcome"], unit=outcome["unit"]))
        independent = pairs[plan.independent]
        means = means_of_points(independent)
        mean, low, high = crossed_mean_interval(independent, level, same_shocks=same_shocks)
        rows.append(
            {
                "mean_difference": mean,
                "mean_difference_low": low,
                "mean_difference_high": high,
                "spread": float(means.std(ddof=1)) if np.ptp(means) > 0 else 0.0,
                **variance_split(independent, level=level, resamples=resamples, seed=seed, same_shocks=same_shocks),
                "share_judgement": _judgement(table, plan.method),
            }
        )
        if progress:
            progress(len(rows), len(about))
    design = plan.design
    groups = {"sobol": getattr(design, "stride", 1), "morris": len(plan.points.columns) + 1, "delta": 1}
    return Sensitivity(
        indices=pd.concat(tables, ignore_index=True)[COLUMNS],
        outcomes=pd.concat([about, pd.DataFrame(rows)], axis="columns"),
        method=plan.method,
        level=level,
        points=len(plan.points),
        replicates=values.shape[1],
        base_points=len(plan.points) // groups[plan.method],
    )


def _about(differences: xr.DataArray) -> pd.DataFrame:
    return pd.DataFrame({name: differences[name].to_numpy() for name in ABOUT})


def _index_table(plan: Plan, outputs: np.ndarray, level: float, resamples: int, seed: int) -> pd.DataFrame:
    """Rows of `Sensitivity.indices` for one outcome, but for its name and unit."""
    keys = plan.names
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
    return share_of(float(counted[(main["tag"] == JUDGEMENT).to_numpy()].sum()), float(counted.sum()))
