"""The headline over the two levers and over all priors (docs/validation.md).

``python tests/verification/headline/headline.py levers FILE.h5`` prints the effect on welfare over a sweep of
scenarios/studies/levers_grid.toml and where it turns; ``... priors FILE.h5`` prints, of a sweep of
scenarios/studies/priors_all.toml, the effects over draws and the ten parameters that they depend on most.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import steppe
from scipy import stats
from steppe import discovery
from steppe.stats.intervals import crossed_mean_interval, meets_same_shocks

if TYPE_CHECKING:
    import xarray as xr

EFFECTS = {"dW": "welfare[KAZ]", "dCo": "coercion[KAZ]", "dHedging": "hedging[KAZ]"}
OPENING = "accession_probability[KAZ] by month 1"
LISTED = 10


def effects(ds: xr.Dataset) -> dict[str, np.ndarray]:
    """With less without, and what the hedger does in the opening month where it decides: [point, replicate] each."""
    found = {}
    for name, label in EFFECTS.items():
        arms = ds["outcomes"].sel(outcome=label).transpose("arm", "point", "replicate")
        found[name] = (arms.sel(arm="with_accords") - arms.sel(arm="without_accords")).to_numpy().astype(float)
    if "endogenous" in ds["arm"].values:
        own = ds["outcomes"].sel(outcome=OPENING, arm="endogenous").transpose("point", "replicate")
        found["p1"] = own.to_numpy().astype(float)
    return found


def over_draws(values: np.ndarray, *, same_shocks: bool = True) -> pd.Series:
    """Mean with its 90 % interval, 5-95 % of draws, and the share of draws above 0, of [draw, replicate].

    Where all draws met the same shocks, the interval counts these. Spread and share are of the means of draws,
    which hold some chance of replicates.
    """
    means = values.mean(axis=1)
    mean, low, high = crossed_mean_interval(values, 0.9, same_shocks=same_shocks)
    p05, p95 = np.quantile(means, [0.05, 0.95])
    return pd.Series(
        {"mean": mean, "low": low, "high": high, "p05": p05, "p95": p95, "positive": float((means > 0).mean())}
    )


def strongest(drawn: pd.DataFrame, effect: pd.Series, count: int = LISTED) -> pd.DataFrame:
    """Parameters by the size of their rank correlation (Spearman) with an effect.

    Beside it the means of the effect in the lowest and the highest third of the parameter's draws; a claim's lowest
    third lies at its null.
    """
    rows = {}
    for key in drawn.columns[drawn.min() < drawn.max()]:
        ranks = drawn[key].rank(method="average")
        third = len(ranks) / 3.0
        low, high = effect[ranks <= max(third, ranks.min())], effect[ranks > 2.0 * third]
        rows[key] = {
            "correlation": stats.spearmanr(drawn[key], effect).statistic,
            "low": low.mean(),
            "high": high.mean(),
        }
    table = pd.DataFrame(rows).T
    return table.reindex(table["correlation"].abs().sort_values(ascending=False).index).head(count)


def border(grid: pd.DataFrame) -> pd.Series:
    """For each column of a table of effects, the row value at which the effect is 0, by linear interpolation.

    NaN where the sign is the same in the whole column.
    """
    found = {}
    for column in grid.columns:
        values, at = grid[column].to_numpy(), grid.index.to_numpy(dtype=float)
        turns = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) <= 0)
        if len(turns) == 0:
            found[column] = np.nan
            continue
        i = turns[0]
        found[column] = at[i] + (at[i + 1] - at[i]) * values[i] / (values[i] - values[i + 1])
    return pd.Series(found)


def welfare_grid(ds: xr.Dataset) -> pd.DataFrame:
    """Mean effect on welfare; rows: withholding, columns: lost interest."""
    table = discovery.experiments(ds).assign(dW=effects(ds)["dW"].mean(axis=1))
    return table.pivot_table(index="game.withholding", columns="game.lost_interest", values="dW")


def held_at_none(drawn: pd.DataFrame) -> np.ndarray:
    """Which draws have both levers at 0."""
    return ((drawn["game.withholding"] == 0) & (drawn["game.lost_interest"] == 0)).to_numpy()


def print_levers(ds: xr.Dataset) -> None:
    """Print the effect on welfare over both levers, and where it turns."""
    grid = welfare_grid(ds)
    print("dW, G; rows: withholding, columns: lost interest")
    print(grid.round(2).to_string())
    print("lost interest at which dW is 0, by withholding:")
    print(border(grid.T).round(2).to_string())
    print("withholding at which dW is 0, by lost interest:")
    print(border(grid).round(2).to_string())


def print_priors(ds: xr.Dataset) -> None:
    """Print effects over draws, and what they depend on."""
    drawn, found, same = discovery.experiments(ds), effects(ds), meets_same_shocks(ds)
    shocks = "which all meet the same shocks" if same else "each with shocks of its own"
    print(f"{len(drawn)} draws of {ds.sizes['replicate']} replicates, {shocks}")
    table = {name: over_draws(values, same_shocks=same) for name, values in found.items()}
    print(pd.DataFrame(table).T.round(4).to_string())
    held = held_at_none(drawn)
    neither = over_draws(found["dW"][held], same_shocks=same).round(3).to_string().replace("\n", "; ")
    print(f"dW, both levers at 0 ({held.sum()} draws): {neither}")
    for name in ("dW", "dCo", "p1"):
        print(f"\n{name}: rank correlation; mean in the lowest and in the highest third")
        print(strongest(drawn, pd.Series(found[name].mean(axis=1))).round(3).to_string())


def main(arguments: list[str] | None = None) -> int:
    """Print what the first argument names, of the file in the second."""
    what, path = sys.argv[1:] if arguments is None else arguments
    with steppe.open(path) as ds:
        {"levers": print_levers, "priors": print_priors}[what](ds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
