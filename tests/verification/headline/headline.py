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

if TYPE_CHECKING:
    import xarray as xr

WELFARE, COERCION, HEDGING = "welfare[KAZ]", "coercion[KAZ]", "hedging[KAZ]"
OPENING = "accession_probability[KAZ] by month 1"
JOINED = {"J12": "has_joined[KAZ] by month 12", "J60": "has_joined[KAZ] by month 60"}
Z90 = 1.6448536269514722
LISTED = 10


def effects(ds: xr.Dataset) -> pd.DataFrame:
    """Means over replicates, a row a point: with less without, and what the hedger does where it decides."""
    means = ds["outcomes"].mean("replicate")
    labels = [str(label) for label in ds["outcome"].values]
    table = {arm: means.sel(arm=arm).transpose("point", "outcome").to_pandas() for arm in ds["arm"].values.astype(str)}
    for frame in table.values():
        frame.columns = labels
    difference = table["with_accords"] - table["without_accords"]
    found = {"dW": difference[WELFARE], "dCo": difference[COERCION], "dHedging": difference[HEDGING]}
    if "endogenous" in table:
        own = table["endogenous"]
        found |= {"p1": own[OPENING]} | {name: own[label] for name, label in JOINED.items()}
    return pd.DataFrame(found)


def parameters(ds: xr.Dataset) -> pd.DataFrame:
    """What the sweep varied, a row a point."""
    names = [name for name in ds.variables if str(name).startswith("parameter_")]
    return pd.DataFrame({str(name).removeprefix("parameter_"): ds[name].to_numpy() for name in names})


def over_draws(values: pd.Series) -> pd.Series:
    """Mean with its 90 % interval, 5-95 % of draws, and the share of draws above 0."""
    error = values.std(ddof=1) / np.sqrt(len(values))
    low, high = values.quantile([0.05, 0.95])
    return pd.Series(
        {
            "mean": values.mean(),
            "low": values.mean() - Z90 * error,
            "high": values.mean() + Z90 * error,
            "p05": low,
            "p95": high,
            "positive": (values > 0).mean(),
        }
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


def print_levers(ds: xr.Dataset) -> None:
    """Print the effect on welfare over both levers, and where it turns."""
    drawn, found = parameters(ds), effects(ds)
    table = drawn.assign(dW=found["dW"])
    grid = table.pivot_table(index="game.withholding", columns="game.lost_interest", values="dW")
    print("dW, G; rows: withholding, columns: lost interest")
    print(grid.round(2).to_string())
    print("lost interest at which dW is 0, by withholding:")
    print(border(grid.T).round(2).to_string())
    print("withholding at which dW is 0, by lost interest:")
    print(border(grid).round(2).to_string())


def print_priors(ds: xr.Dataset) -> None:
    """Print effects over draws, and what they depend on."""
    drawn, found = parameters(ds), effects(ds)
    print(f"{len(found)} draws of {ds.sizes['replicate']} replicates")
    print(pd.DataFrame({name: over_draws(found[name]) for name in found}).T.round(4).to_string())
    for held, name in [((drawn["game.withholding"] == 0) & (drawn["game.lost_interest"] == 0), "both levers at 0")]:
        print(
            f"dW, {name} ({held.sum()} draws): "
            + over_draws(found["dW"][held]).round(3).to_string().replace("\n", "; ")
        )
    for name in ("dW", "dCo", "p1", "J12"):
        print(f"\n{name}: rank correlation; mean in the lowest and in the highest third")
        print(strongest(drawn, found[name]).round(3).to_string())


def main(arguments: list[str] | None = None) -> int:
    """Print what the first argument names, of the file in the second."""
    what, path = sys.argv[1:] if arguments is None else arguments
    with steppe.open(path) as ds:
        {"levers": print_levers, "priors": print_priors}[what](ds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
