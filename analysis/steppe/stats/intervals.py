"""Intervals of means and of probabilities over runs, also where several runs share one draw of the parameters.

Replicates of a file are independent of each other if its parameters are fixed, or drawn anew for each replicate. Where
consecutive replicates share a draw (``--draw-priors --per-draw N``), the independent units are the draws: an interval
that took the replicates for independent would be too narrow.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import xarray as xr
    from numpy.typing import ArrayLike


class Estimate(NamedTuple):
    """A mean or a probability, and the ends of its interval."""

    mean: float
    low: float
    high: float

    def of_probability(self) -> Estimate:
        """Cut the ends off at 0 and 1: no probability lies beyond, so that no coverage is lost."""
        return Estimate(self.mean, *(float(end) for end in np.clip((self.low, self.high), 0.0, 1.0)))


def draws_of(ds: xr.Dataset) -> np.ndarray | None:
    """Tell which replicates share a draw of the parameters.

    Parameters
    ----------
    ds
        Results of `steppe.open`, with a dimension replicate.

    Returns
    -------
    numpy.ndarray or None
        The number of the draw of each replicate; None where every replicate is independent.
    """
    per_draw = runs_per_draw(ds)
    return ds["replicate"].to_numpy() // per_draw if per_draw > 1 else None


def runs_per_draw(ds: xr.Dataset) -> int:
    """Number of replicates that share a draw of the parameters; 1 where none does, or none is drawn."""
    return max(1, int(ds["replicates_per_draw"])) if "replicates_per_draw" in ds else 1


def least_trials(runs: ArrayLike, per_draw: int) -> np.ndarray:
    """Give the least number of independent runs that runs are worth if several share a draw of the parameters.

    The runs of a draw tell least where all of them agree (design effect 1 + (m - 1) rho with rho = 1; Kish 1965, Survey
    Sampling). Draws of m runs each are then worth (sum of m)² / (sum of m²) runs, at least the number of runs by the
    largest m: the number of draws where no run is missing, and a bound whichever are. It is for shares over runs that
    nobody kept, as of a summary; where the runs are known, `share_interval` finds out how alike they are.

    Parameters
    ----------
    runs
        Numbers of runs.
    per_draw
        Runs of a draw, from `runs_per_draw`.

    Returns
    -------
    numpy.ndarray
        At least 1: one run is worth itself.
    """
    return np.maximum(1.0, np.asarray(runs) / per_draw)


def mean_interval(values: np.ndarray, level: float, draws: np.ndarray | None = None) -> Estimate:
    """Mean of values and its normal interval.

    Parameters
    ----------
    values
        One value per run. Runs that are NaN are left out.
    level
        Probability that the interval is made for.
    draws
        The draw that each run belongs to, from `draws_of`; runs are independent when not given.

    Returns
    -------
    Estimate
        Low and high are NaN with fewer than two independent values; all are NaN with none.
    """
    reach = z_of(level) * standard_error(values, draws)
    known = values[np.isfinite(values)].astype(float)
    mean = float(np.mean(known)) if known.size else np.nan
    return Estimate(mean, mean - reach, mean + reach)


def meets_same_shocks(ds: xr.Dataset) -> bool:
    """Whether replicate n of every point of a sweep met the same shocks.

    Parameters
    ----------
    ds
        Results of `steppe.open`.

    Returns
    -------
    bool
        As the file says; true where it does not, as in files of versions in which all points met the same.
    """
    return bool(int(ds["same_shocks"])) if "same_shocks" in ds else True


def crossed_mean_interval(values: np.ndarray, level: float, *, same_shocks: bool = True) -> Estimate:
    """Estimate the mean over points and replicates.

    Parameters
    ----------
    values
        One number a point and replicate, [point, replicate]; points are independent draws.
    level
        Of the interval, between 0 and 1.
    same_shocks
        Whether all points meet the same replicates, from `meets_same_shocks`.

    Returns
    -------
    Estimate
        The interval is over the draws of points and of the shocks: the variance of points' means over their number,
        and, where they meet the same shocks, that of replicates' means over theirs, with a normal quantile: what
        replicates have in common does not average out over points. Where every point meets its own, the variance of
        points' means holds their chance already. It is NaN for fewer than two points, and with the same shocks for
        fewer than two replicates.
    """
    finished = values[:, np.isfinite(values).all(axis=0)]
    means = means_of_points(values)
    mean = float(means.mean())
    reach = np.nan
    enough = min(finished.shape) > 1 if same_shocks else len(means) > 1
    if enough and np.isfinite(mean):
        of_points = means.var(ddof=1) / len(means)
        of_shocks = finished.mean(axis=0).var(ddof=1) / finished.shape[1] if same_shocks else 0.0
        reach = z_of(level) * float(np.sqrt(of_points + of_shocks))
    return Estimate(mean, mean - reach, mean + reach)


def means_of_points(values: np.ndarray) -> np.ndarray:
    """Average over replicates what finished, [point, replicate]; NaN where nothing did."""
    finished = np.isfinite(values)
    count = finished.sum(axis=1)
    total = np.where(finished, values, 0.0).sum(axis=1)
    return np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)


def subset_mean_interval(values: np.ndarray, level: float, draws: np.ndarray | None = None) -> Estimate:
    """Mean over the runs to which something applies, such as those still outside the accord, and its normal interval.

    How many runs of a draw these are is itself a matter of chance and of the parameters, so no draw may be left out for
    having few. The error is that of a ratio of sums over draws, by its linearisation (Woodruff 1971, J. Am. Stat.
    Assoc. 66, 411-414). Without draws, or with draws of one run, this is `mean_interval`.

    Parameters
    ----------
    values
        One value per run; NaN where it does not apply.
    level, draws
        As of `mean_interval`.

    Returns
    -------
    Estimate
        Low and high are NaN with fewer than two draws to which it applies; all are NaN with none.
    """
    known = np.isfinite(values)
    if draws is None or not known.any():
        return mean_interval(values, level)
    kept = values[known].astype(float)
    mean = float(np.mean(kept))
    _, where = np.unique(draws[known], return_inverse=True)
    residuals = np.bincount(where, kept - mean)  # sums over draws; they add up to 0
    count = residuals.size
    spread = 0.0 if np.ptp(kept) == 0 else float(np.sum(residuals**2))
    error = np.sqrt(count / (count - 1) * spread) / kept.size if count > 1 else np.nan
    reach = z_of(level) * error
    return Estimate(mean, mean - reach, mean + reach)


def standard_error(values: np.ndarray, draws: np.ndarray | None = None) -> float:
    """Standard error of the mean over runs.

    With draws it is that of the mean over draws, of those in which as many runs are known as in the fullest, as the
    engine has it.

    Parameters
    ----------
    values, draws
        As of `mean_interval`.

    Returns
    -------
    float
        In the unit of the values; NaN with fewer than two independent values, exactly 0 where these are equal.
    """
    units = values[np.isfinite(values)].astype(float) if draws is None else draw_means(values, draws)
    return float(np.sqrt(sample_variance(units) / units.size)) if units.size else np.nan


def sample_variance(values: np.ndarray) -> float:
    """Sample variance; NaN with fewer than two values, exactly 0 when all are equal."""
    if values.size < 2:  # noqa: PLR2004  a variance needs two
        return np.nan
    return 0.0 if np.ptp(values) == 0 else float(np.var(values, ddof=1))


def wilson_interval(successes: ArrayLike, trials: ArrayLike, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's score interval of a probability (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212).

    Parameters
    ----------
    successes
        Numbers of successes.
    trials
        Trials, at least 1.
    level
        Probability that the interval is made for.

    Returns
    -------
    low, high
        Within [0, 1], on either side of the share.
    """
    z = z_of(level)
    share = np.asarray(successes) / trials
    centre = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
    reach = z / (1 + z**2 / trials) * np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    return np.clip(centre - reach, 0, share), np.clip(centre + reach, share, 1)


def share_interval(happened: np.ndarray, level: float, draws: np.ndarray | None = None) -> Estimate:
    """Share of the runs in which something happened, and Wilson's interval of its probability.

    It keeps its width where nothing, or everything, happened, which a normal interval loses. With draws, Wilson's
    interval is made for the number of independent runs that would know the share as well (the effective sample size of
    Korn & Graubard 1998, Survey Methodology 24, 193-201): at most the number of runs, and that of the draws where all
    shares are equal.

    Parameters
    ----------
    happened
        1 or 0 per run; runs that are NaN are left out.
    level
        Probability that the interval is made for.
    draws
        As of `mean_interval`.

    Returns
    -------
    Estimate
        All NaN without a run.
    """
    known = happened[np.isfinite(happened)].astype(float)
    if not known.size:
        return Estimate(np.nan, np.nan, np.nan)
    share, trials = float(known.mean()), float(known.size)
    if draws is not None:
        independent = draw_means(happened, draws)
        if not independent.size:
            return Estimate(share, np.nan, np.nan)
        error = standard_error(happened, draws)
        wanted = share * (1 - share) / error**2 if error > 0 else float(independent.size)
        trials = min(trials, wanted)
    low, high = wilson_interval(share * trials, trials, level)
    return Estimate(share, float(low), float(high))


def z_of(level: float) -> float:
    """Half-width of a normal interval in standard errors; refuses what is no probability."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"level = {level}, must lie between 0 and 1")
    return NormalDist().inv_cdf(0.5 + level / 2)


def draw_means(values: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Mean of each draw in which no run is missing: as many are known as in the fullest.

    Parameters
    ----------
    values
        One value per run, or a row of them, in which a NaN means that the run is missing.
    draws
        The draw that each run belongs to.

    Returns
    -------
    numpy.ndarray
        One value, or row, per draw; empty where no run is known.
    """
    known = np.isfinite(values).reshape(len(values), -1).all(axis=1)
    if not known.any():
        return np.empty((0, *values.shape[1:]))
    order = np.argsort(draws[known], kind="stable")
    _, first, counts = np.unique(draws[known][order], return_index=True, return_counts=True)
    sums = np.add.reduceat(values[known][order].astype(float), first)
    whole = counts == counts.max()
    return (sums[whole].T / counts[whole]).T
