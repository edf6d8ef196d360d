"""Tell whether forecasts were as sure as they should have been: central intervals, their coverage, ranks.

References
----------
Gneiting, T., Balabdaoui, F. & Raftery, A. E. (2007). Probabilistic forecasts, calibration and sharpness. Journal of the
Royal Statistical Society B 69, 243-268. https://doi.org/10.1111/j.1467-9868.2007.00587.x
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import binom

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class PitBins(NamedTuple):
    """Shares of probability integral transforms in bins of equal width, and where all of them should lie.

    Attributes
    ----------
    share
        Of each bin; sums to 1.
    low, high
        Within which the shares of all bins lie together with at least the level, if the forecasts are calibrated.
    """

    share: np.ndarray
    low: float
    high: float


def central_interval(members: ArrayLike, level: float = 0.90) -> tuple[np.ndarray, np.ndarray]:
    """Bounds between which the next draw of an ensemble's distribution falls with a given probability.

    The bounds are the quantiles at which rank p (m + 1) lies, so that the probability is the level whatever the
    distribution, exactly where (m + 1) (1 - level) / 2 is whole, and nearly so between.

    Parameters
    ----------
    members
        Ensembles, shape (..., m), with m + 1 >= 2 / (1 - level): 19 members for 90 %.
    level
        Probability of the interval.

    Returns
    -------
    low, high
        Shape (...).
    """
    members = np.asarray(members, dtype=float)
    tail = tail_of(level)
    needed = int(np.ceil(1 / tail - 1 - 1e-9))
    if members.ndim < 1 or members.shape[-1] < needed:
        raise ValueError(f"an interval of level {level} needs {needed} members")
    low, high = np.quantile(members, [tail, 1 - tail], axis=-1, method="weibull")
    return low, high


def interval_coverage(low: ArrayLike, high: ArrayLike, observed: ArrayLike) -> float:
    """Share of cases whose observation lies between the bounds, which belong to the interval.

    Parameters
    ----------
    low, high
        Bounds of the cases, as of `central_interval`.
    observed
        What happened. The three broadcast against each other.

    Returns
    -------
    float
        To be compared with the level of the intervals; over n independent cases its standard error is
        sqrt(level (1 - level) / n).
    """
    low, high, observed = np.broadcast_arrays(low, high, observed)
    if not observed.size or np.isnan(low).any() or np.isnan(high).any() or np.isnan(observed).any():
        raise ValueError("coverage needs cases, and bounds and an observation in each")
    return float(np.mean((low <= observed) & (observed <= high)))


def pit(members: ArrayLike, observed: ArrayLike) -> np.ndarray:
    r"""Probability integral transform of observations in ensembles.

    .. math:: \left(\#\{x_i < y\} + \tfrac 1 2 \#\{x_i = y\} + \tfrac 1 2\right) / (m + 1)

    in the middle of the places that the observation could take among m members. Uniform if members and observation are
    drawn alike (Gneiting, Balabdaoui & Raftery 2007).

    Parameters
    ----------
    members
        Ensembles, shape (..., m), none NaN.
    observed
        What happened, shape (...), none NaN.

    Returns
    -------
    numpy.ndarray
        Shape (...), between 0 and 1.
    """
    members, observed = np.asarray(members, dtype=float), np.asarray(observed, dtype=float)
    if members.ndim < 1 or not members.shape[-1] or members.shape[:-1] != observed.shape:
        raise ValueError(f"members {members.shape} must be (..., m) for observations (...) = {observed.shape}")
    if np.isnan(members).any() or np.isnan(observed).any():
        raise ValueError("a rank needs every member, and the observation")
    below = (members < observed[..., None]).sum(axis=-1)
    equal = (members == observed[..., None]).sum(axis=-1)
    return (below + 0.5 * equal + 0.5) / (members.shape[-1] + 1)


def pit_bins(
    transforms: ArrayLike, *, bins: int = 10, independent: float | None = None, level: float = 0.90
) -> PitBins:
    """Sort probability integral transforms into bins, with a band that holds all of them together.

    The band is that of a binomial share of each bin at a level raised by Bonferroni's inequality, so that it holds all
    bins at once with at least the level. It supposes as many independent cases as are told, not as many as there are:
    the origins of an h-step forecast share years, and the series of a group share causes.

    Parameters
    ----------
    transforms
        As of `pit`.
    bins
        How many.
    independent
        Cases that are as good as independent, at least 1 and rounded down: origins / horizon for one series. All of
        them when not given.
    level
        Probability that the band is made for.

    Returns
    -------
    PitBins
        Shares and the band.
    """
    transforms = np.asarray(transforms, dtype=float).ravel()
    if not transforms.size or not ((transforms >= 0) & (transforms <= 1)).all():
        raise ValueError("transforms must lie between 0 and 1, and there must be some")
    cases = transforms.size if independent is None else int(independent)
    if not 1 <= cases <= transforms.size:
        raise ValueError(f"independent = {independent}, must lie between 1 and the number of transforms")
    counts, _ = np.histogram(transforms, bins=bins, range=(0, 1))
    tail = tail_of(1 - (1 - level) / bins)
    low, high = binom.ppf([tail, 1 - tail], cases, 1 / bins) / cases
    return PitBins(counts / transforms.size, float(low), float(high))


def tail_of(level: float) -> float:
    """Probability below a central interval of a level between 0 and 1."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"level = {level}, must lie between 0 and 1")
    return (1 - level) / 2
