"""What the months of the runs come to: mean, interval and spread of every outcome after every number of months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.effects.compare import SPREAD
from steppe.stats.intervals import draw_means, draws_of, z_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import xarray as xr

    from steppe.effects.offered import Contrast

MEAN_DIGITS = 5  # significant digits kept of the largest of mean and interval
REACH_DIGITS = 3  # and of the interval
STATISTICS = ("mean", "reach", "spread_low", "spread_high")

_TO_DATE = {
    "mean": lambda values: np.cumsum(values, axis=1) / np.arange(1, values.shape[1] + 1),
    "sum": lambda values: np.cumsum(values, axis=1),
    "maximum": lambda values: np.maximum.accumulate(values, axis=1),
}


def monthly_series(
    ds: xr.Dataset, outcomes: pd.DataFrame, contrasts: Sequence[Contrast], level: float
) -> dict[str, dict[str, dict[str, list]]]:
    """Compute what a reader can choose to see over the months.

    Parameters
    ----------
    ds
        Results of `steppe.open` with months of single runs.
    outcomes
        Rows of `steppe.compare.effect_table`: those to follow.
    contrasts
        Differences and arms to follow them for.
    level
        Probability that intervals of means are made for.

    Returns
    -------
    dict
        By contrast and outcome: ``to_date``, what the outcome would be had the runs ended with the month, and
        ``month``, the month alone, where that is something else. Each has four lists of one number a month: mean,
        reach of its interval to either side, 5 % and 95 % quantile over runs or pairs of runs. Where all are 0, only
        the number 0.
    """
    found: dict[str, dict[str, dict[str, list]]] = {contrast.id: {} for contrast in contrasts}
    draws = draws_of(ds)
    for name, rows in outcomes.groupby("measure", sort=False):
        measure = ds[name].load()
        for row in rows.to_dict("records"):
            runs = {str(arm): _runs(measure.sel(arm=arm), row) for arm in ds["arm"].values}
            for contrast in contrasts:
                found[contrast.id][row["outcome"]] = _views(runs, contrast, str(row["reduction"]), level, draws)
    return found


def select_element(measure: xr.DataArray, row: dict) -> xr.DataArray:
    """Choose the hedger and the element that a row of effects is about.

    Parameters
    ----------
    measure
        A measure of `steppe.open`.
    row
        A row of `steppe.compare.effect_table`.

    Returns
    -------
    xarray.DataArray
        The measure without its index sets.
    """
    ids = ([row["hedger"]] if row["hedger"] else []) + (row["element"].split(", ") if row["element"] else [])
    sets = [dim for dim in measure.dims if dim not in ("arm", "point", "replicate", "time", "statistic", "quantile")]
    return measure.sel(dict(zip(sets, ids, strict=True)), drop=True)


def statistics_of(values: np.ndarray, level: float, draws: np.ndarray | None = None) -> np.ndarray:
    """Mean, reach of its normal interval and spread, month by month.

    Parameters
    ----------
    values
        Runs by months; runs with a NaN are left out.
    level
        Probability that the interval is made for.
    draws
        The draw of the parameters that each run belongs to, where several share one: `steppe.stats.intervals.draws_of`.

    Returns
    -------
    numpy.ndarray
        Four rows of one number a month, in the order of `STATISTICS`.
    """
    kept = values[np.isfinite(values).all(axis=1)]
    if not len(kept):
        return np.full((4, values.shape[1]), np.nan)
    reach = np.full(kept.shape[1], np.nan)
    units = kept if draws is None else draw_means(values, draws)  # what is independent
    if len(units) > 1:
        spread = np.where(np.ptp(units, axis=0) == 0, 0.0, units.std(axis=0, ddof=1))
        reach = z_of(level) * spread / np.sqrt(len(units))
    return np.vstack([kept.mean(axis=0), reach, np.quantile(kept, SPREAD, axis=0)])


def rounded(statistics: np.ndarray) -> list[list[float | None]] | int:
    """Round to what is known: beyond the interval, digits mean nothing.

    Parameters
    ----------
    statistics
        Of `statistics_of`.

    Returns
    -------
    list of lists, or 0
        The same numbers in plain lists, None where there is none; 0 where all are 0.
    """
    if not statistics.any():
        return 0
    mean, reach = statistics[:2]
    largest = np.abs(mean) + np.where(np.isfinite(reach), np.abs(reach), 0)
    places = MEAN_DIGITS - 1 - _magnitude(largest)
    places = np.maximum(places, np.where(reach > 0, REACH_DIGITS - 1 - _magnitude(reach), places))
    scale = 10.0 ** np.clip(places, 0, 20)
    return [
        [float(value) if np.isfinite(value) else None for value in row] for row in np.round(statistics * scale) / scale
    ]


def _runs(measure: xr.DataArray, row: dict) -> np.ndarray:
    return select_element(measure, row).transpose("replicate", "time").to_numpy().astype(float)


def _views(
    runs: dict[str, np.ndarray], contrast: Contrast, reduction: str, level: float, draws: np.ndarray | None
) -> dict[str, list]:
    def told(view: dict[str, np.ndarray]) -> list[list[float | None]] | int:
        values = view[contrast.treated]
        return rounded(statistics_of(values - view[contrast.control] if contrast.control else values, level, draws))

    if reduction not in _TO_DATE:
        return {"to_date": told(runs)}
    return {
        "to_date": told({arm: _TO_DATE[reduction](values) for arm, values in runs.items()}),
        "month": told(runs),
    }


def _magnitude(values: np.ndarray) -> np.ndarray:
    """Place of the first digit: 0 for ones, -1 for tenths."""
    safe = np.where(np.isfinite(values) & (values > 0), values, 1.0)
    return np.floor(np.log10(safe)).astype(int)
