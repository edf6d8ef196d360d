"""Patterns that a credible model reproduces before it has been fitted to anything (docs/validation.md).

``python tests/verification/patterns/patterns.py SHORT.h5 LONG.h5`` prints them: SHORT holds with_accords,
without_accords and endogenous with parameters drawn from their priors, LONG a run of 228 months without the accord.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import steppe

if TYPE_CHECKING:
    import xarray as xr

QUIET_MONTHS = 57  # February 2021 to October 2025
FIRST_MONTHS = 6


def persistence(ds: xr.Dataset, partner: str) -> pd.Series:
    """Measure how slowly a share moves: P1.

    Parameters
    ----------
    ds
        Results that hold ``without_accords``.
    partner
        Whose share of alignment.

    Returns
    -------
    pandas.Series
        Mean absolute change over a year in percentage points (mean and 5-95 % over runs), and the share of runs in
        which last year's value forecasts better than the mean of the years before it.
    """
    share = _years(ds, partner)
    change = 100 * np.abs(np.diff(share, axis=1)).mean(axis=1)
    forecast_last = np.abs(share[:, 2:] - share[:, 1:-1]).mean(axis=1)
    past_mean = np.cumsum(share, axis=1)[:, 1:-1] / np.arange(2, share.shape[1])
    forecast_mean = np.abs(share[:, 2:] - past_mean).mean(axis=1)
    low, high = np.quantile(change, [0.05, 0.95])
    return pd.Series(
        {"mean": change.mean(), "low": low, "high": high, "last_year_best": np.mean(forecast_last < forecast_mean)}
    )


def steady_drifts(ds: xr.Dataset, partner: str) -> float:
    """Share of runs in which a yearly share rises or falls almost without a break (rank correlation over .9): P2."""
    share = _years(ds, partner)
    time = np.arange(share.shape[1])
    ranks = share.argsort(axis=1).argsort(axis=1)
    correlations = [np.corrcoef(time, row)[0, 1] for row in ranks]
    return float(np.mean(np.abs(correlations) > 0.9))


def quiet_then_one(ds: xr.Dataset) -> pd.Series:
    """Probability of no accession by others in 57 months, and of one at most: P3."""
    joins = ds["peer_joins"].sel(arm="without_accords").isel(time=QUIET_MONTHS - 1).to_numpy()
    return pd.Series({"none": np.mean(joins == 0), "one_at_most": np.mean(joins <= 1), "mean": joins.mean()})


def quiet_reaction(ds: xr.Dataset) -> pd.Series:
    """Share of runs without an executed threat in the first six months, with membership, without, and paired: P4."""
    quiet = {}
    for arm in ("with_accords", "without_accords"):
        executed = ds["executed"].sel(arm=arm).isel(hedger=0, time=slice(FIRST_MONTHS)).sum("time")
        quiet[arm] = (executed == 0).to_numpy().astype(float)
    difference = quiet["with_accords"] - quiet["without_accords"]
    return pd.Series(
        {
            "with": quiet["with_accords"].mean(),
            "without": quiet["without_accords"].mean(),
            "difference": difference.mean(),
            "error": difference.std(ddof=1) / np.sqrt(len(difference)),
        }
    )


def threats_and_executions(ds: xr.Dataset) -> pd.Series:
    """Provoked and executed threats over a run, and the share of runs in which the former outnumber the latter: P5."""
    arm = ds.sel(arm="without_accords").isel(hedger=0)
    provoked = arm["provoked"].sum("time").to_numpy()
    executed = arm["executed"].sum("time").to_numpy()
    return pd.Series(
        {
            "provoked": provoked.mean(),
            "executed": executed.mean(),
            "runs_with_any": np.mean(provoked > 0),
            "outnumbered": np.mean(executed[provoked > 0] < provoked[provoked > 0]),
        }
    )


def _years(ds: xr.Dataset, partner: str) -> np.ndarray:
    """Yearly means of a share, run by run."""
    share = ds["alignment"].sel(arm="without_accords", partner=partner).isel(hedger=0).to_numpy().astype(float)
    runs, months = share.shape
    return share[:, : months - months % 12].reshape(runs, -1, 12).mean(axis=2)


def main(arguments: list[str] | None = None) -> int:
    """Print the patterns of two files."""
    short, long = sys.argv[1:] if arguments is None else arguments
    with steppe.open(short) as ds, steppe.open(long) as far:
        for partner in ("RUS", "CHN", "USA"):
            p = persistence(ds, partner)
            print(
                f"P1 {partner}: {p['mean']:.2f} points a year [{p['low']:.2f}, {p['high']:.2f}]; last year is the "
                f"better forecast in {100 * p['last_year_best']:.0f} % of runs"
            )
        drifts = ", ".join(f"{partner} {100 * steady_drifts(far, partner):.0f} %" for partner in ("CHN", "USA"))
        print(f"P2 runs with a steady drift over {far.sizes['time'] // 12} years: {drifts}")
        quiet = quiet_then_one(ds)
        print(
            f"P3 no accession in 57 months {quiet['none']:.2f}, one at most {quiet['one_at_most']:.2f}; "
            f"mean {quiet['mean']:.2f}"
        )
        quiet_months = quiet_reaction(ds)
        print(
            f"P4 no executed threat in the first six months {quiet_months['with']:.3f} with membership, "
            f"{quiet_months['without']:.3f} without; difference {quiet_months['difference']:.3f} "
            f"+- {quiet_months['error']:.3f}"
        )
        threats = threats_and_executions(ds)
        print(
            f"P5 provoked {threats['provoked']:.1f}, executed {threats['executed']:.2f}; fewer executed in "
            f"{100 * threats['outnumbered']:.0f} % of the {100 * threats['runs_with_any']:.0f} % of runs with any"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
