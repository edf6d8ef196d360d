"""What the months of the runs come to: mean, interval and spread of every outcome after every number of months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.effects.compare import blocks_of
from steppe.effects.running import Moments, MomentsOfDraws, spread_of
from steppe.stats.intervals import draws_of, runs_per_draw, z_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xarray as xr

    from steppe.effects.offered import Contrast

MEAN_DIGITS = 5  # significant digits kept of the largest of mean and interval
REACH_DIGITS = 3  # and of the interval
STATISTICS = ("mean", "reach", "spread_low", "spread_high")
SPREAD_RUNS = 4096
"""Runs, the first of a file, that the spread of a month is taken from: a quantile at 5 % is then off by 0.3 points of
probability (one standard error). Means and their intervals count all runs."""
CACHED_RUNS = 256
"""Runs that are worked on at a time: few enough for a cache, twice as fast as a whole block."""

_TO_DATE = {
    "mean": lambda values: np.cumsum(values, axis=1) / np.arange(1, values.shape[1] + 1)[:, None],
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
        reach of its interval to either side, 5 % and 95 % quantile over runs or pairs of runs (of the first
        `SPREAD_RUNS`). Where all are 0, only the number 0.
    """
    statistics = MonthlyStatistics(ds, contrasts, level)
    for name in dict.fromkeys(outcomes["measure"]):
        for block in blocks_of(ds[name], runs_per_draw(ds)):
            statistics.take(name, block)
    return statistics.series(outcomes)


class MonthlyStatistics:
    """Statistics of every month, gathered from blocks of runs, none of which is kept.

    Parameters
    ----------
    ds, contrasts, level
        As of `monthly_series`.
    """

    def __init__(self, ds: xr.Dataset, contrasts: Sequence[Contrast], level: float) -> None:
        self._contrasts = contrasts
        self._level = level
        self._draws = draws_of(ds)
        per_draw = runs_per_draw(ds)
        self._at_a_time = max(per_draw, CACHED_RUNS // per_draw * per_draw)
        self._arms = [str(arm) for arm in ds["arm"].values]
        self._under_way: _Measure | None = None
        self._found: dict[str, dict[tuple[str, str], np.ndarray]] = {}
        self._labels: dict[str, list[tuple[str, ...]]] = {}

    def take(self, name: str, block: xr.DataArray) -> None:
        """Take in the next runs of a measure; measures come one after the other.

        Parameters
        ----------
        name
            Of the measure.
        block
            Its values, of all arms.
        """
        if self._under_way is None or self._under_way.name != name:
            self._finish()
            self._under_way = _Measure(name, str(block.attrs["reduction"]), self._contrasts)
            sets = [dim for dim in block.dims if dim not in ("arm", "replicate", "time")]
            index = pd.MultiIndex.from_product([block[dim].values for dim in sets]) if sets else [()]
            self._labels[name] = [tuple(map(str, key)) for key in index]
        values = block.transpose("arm", "replicate", "time", ...).to_numpy()
        values = values.reshape(*values.shape[:3], -1)
        for first in range(0, values.shape[1], self._at_a_time):
            part = values[:, first : first + self._at_a_time].astype(float)
            draws = None if self._draws is None else self._draws[self._under_way.seen :][: part.shape[1]]
            self._under_way.take(dict(zip(self._arms, part, strict=True)), draws)

    def series(self, outcomes: pd.DataFrame) -> dict[str, dict[str, dict[str, list]]]:
        """Give what was gathered.

        Parameters
        ----------
        outcomes
            Rows of `steppe.compare.effect_table`: those to give.

        Returns
        -------
        dict
            As of `monthly_series`.
        """
        self._finish()
        found: dict[str, dict[str, dict[str, list]]] = {contrast.id: {} for contrast in self._contrasts}
        for row in outcomes.to_dict("records"):
            ids = ([row["hedger"]] if row["hedger"] else []) + (row["element"].split(", ") if row["element"] else [])
            place = self._labels[row["measure"]].index(tuple(ids))
            held = self._found[row["measure"]]
            for contrast in self._contrasts:
                found[contrast.id][row["outcome"]] = {
                    view: rounded(values[..., place]) for (of, view), values in held.items() if of == contrast.id
                }
        return found

    def _finish(self) -> None:
        if self._under_way is not None:
            self._found[self._under_way.name] = self._under_way.statistics(self._level)
            self._under_way = None


class _Measure:
    """One measure under way: moments of every contrast and view, and the first runs as they are."""

    def __init__(self, name: str, reduction: str, contrasts: Sequence[Contrast]) -> None:
        self.name = name
        self.seen = 0
        self._contrasts = contrasts
        self._to_date = _TO_DATE.get(reduction)
        self._runs: dict[tuple[str, str], Moments] = {}
        self._draws: dict[tuple[str, str], MomentsOfDraws] = {}
        self._first: list[dict[str, np.ndarray]] = []

    def take(self, values: dict[str, np.ndarray], draws: np.ndarray | None) -> None:
        """Take in runs by months by elements of every arm."""
        for key, of in self._views(values):
            self._runs.setdefault(key, Moments()).take(of)
            if draws is not None:
                self._draws.setdefault(key, MomentsOfDraws()).take(of, draws)
        room = SPREAD_RUNS - self.seen
        self.seen += next(iter(values.values())).shape[0]
        if room > 0:
            self._first.append({arm: of[:room].astype("f4") for arm, of in values.items()})

    def statistics(self, level: float) -> dict[tuple[str, str], np.ndarray]:
        """By contrast and view: rows of `STATISTICS`, by months and elements."""
        first = {arm: np.concatenate([part[arm] for part in self._first]) for arm in self._first[0]}
        spreads: dict[tuple[str, str], list[np.ndarray]] = {}
        for element in range(next(iter(first.values())).shape[2]):  # one at a time: these are the largest arrays here
            alone = {arm: of[..., element : element + 1].astype(float) for arm, of in first.items()}
            for key, values in self._views(alone):
                spreads.setdefault(key, []).append(spread_of(values))
        found = {}
        for key, parts in spreads.items():
            mean, error = self._of(key)
            found[key] = np.stack([mean, z_of(level) * error, *np.concatenate(parts, axis=-1)])
        return found

    def _of(self, key: tuple[str, str]) -> tuple[np.ndarray, np.ndarray]:
        mean, error = self._known(self._runs[key])
        return (mean, error) if key not in self._draws else (mean, self._known(self._draws[key].moments)[1])

    def _known(self, moments: Moments) -> tuple[np.ndarray, np.ndarray]:
        if moments.first is not None:
            return moments.mean_and_error()
        shape = next(iter(self._first[0].values())).shape[1:]
        return np.full(shape, np.nan), np.full(shape, np.nan)

    def _views(self, values: dict[str, np.ndarray]) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
        """Give what is followed: every contrast, up to a month and in it."""
        seen = {"to_date": values if self._to_date is None else {arm: self._to_date(of) for arm, of in values.items()}}
        if self._to_date is not None:
            seen["month"] = values
        for view, of in seen.items():
            for contrast in self._contrasts:
                one = of[contrast.treated]
                yield (contrast.id, view), one - of[contrast.control] if contrast.control else one


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


def rounded(statistics: np.ndarray) -> list[list[float | None]] | int:
    """Round to what is known: beyond the interval, digits mean nothing.

    Parameters
    ----------
    statistics
        Four rows of one number a month, in the order of `STATISTICS`.

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


def _magnitude(values: np.ndarray) -> np.ndarray:
    """Place of the first digit: 0 for ones, -1 for tenths."""
    safe = np.where(np.isfinite(values) & (values > 0), values, 1.0)
    return np.floor(np.log10(safe)).astype(int)
