"""Borgonovo's delta from given data.

References
----------
Borgonovo, E. (2007). A new uncertainty importance measure. Reliability Engineering & System Safety 92, 771-784.
https://doi.org/10.1016/j.ress.2006.04.015

Plischke, E., Borgonovo, E. & Smith, C. L. (2013). Global sensitivity measures from given data. European Journal of
Operational Research 226, 536-550. https://doi.org/10.1016/j.ejor.2012.11.047
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.stats.intervals import z_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def delta_indices(
    points: pd.DataFrame, outputs: ArrayLike, *, level: float = 0.95, resamples: int = 50, seed: int = 1
) -> pd.DataFrame:
    """Borgonovo's delta from given data: how far knowing a parameter shifts the distribution of an output.

    It is half the mean area between the density of the output and its density given the parameter: 0 where they are
    independent, at most 1. The estimator is that of Plischke et al. (2013), less the bias that a bootstrap finds, with
    the classes and densities that SALib takes; SALib's own function is slow, and sets seed and warnings of the process.
    Classes in which the output does not vary count as 0, so delta is too small for an output that seldom varies.
    Densities are smoothed: estimates of parameters that do nothing stay somewhat above 0, those of strong ones somewhat
    too small. The intervals say how estimates scatter, not how far they are off for that.

    Parameters
    ----------
    points
        A row per run and a column per parameter.
    outputs
        One number per row.
    level
        Probability that the intervals are made for.
    resamples
        Draws of the bootstrap, over points.
    seed
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        A row per parameter: ``delta``, ``delta_low``, ``delta_high``; NaN if the output does not vary.
    """
    y = np.asarray(outputs, dtype=float)
    if y.shape != (len(points),) or not np.isfinite(y).all():
        raise ValueError(f"outputs {y.shape} must be one finite number for each of the {len(points)} points")
    if not 0.0 < level < 1.0:
        raise ValueError(f"level = {level}, must lie between 0 and 1")
    estimate, reach = np.full((2, points.shape[1]), np.nan)
    if np.ptp(y) > 0:
        y = (y - y.mean()) / y.std()
        x = points.to_numpy(dtype=float)
        draws = np.random.default_rng(seed).integers(y.size, size=(resamples, y.size))
        drawn = np.array([_deltas(y[draw], x[draw]) for draw in draws])
        estimate = 2 * _deltas(y, x) - drawn.mean(axis=0)
        reach = z_of(level) * drawn.std(axis=0, ddof=1)
    columns = {"delta": estimate, "delta_low": estimate - reach, "delta_high": estimate + reach}
    return pd.DataFrame(columns, index=pd.Index(list(points), name="parameter"))


def _deltas(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Plischke's estimate for every column of `x`."""
    n = y.size
    if np.ptp(y) == 0:
        return np.zeros(x.shape[1])
    grid = np.linspace(y.min(), y.max(), 100)
    density = _densities(y, np.array([0, n]), grid)
    power = 2.0 / (7.0 + np.tanh((1500.0 - n) / 500.0))
    edges = np.linspace(0, n, round(min(int(np.ceil(n**power)), 48)) + 1).astype(int)
    edges = np.unique(edges)
    weights = np.diff(edges) / (2 * n)
    found = []
    for column in x.T:
        given = _densities(y[np.argsort(column, kind="stable")], edges, grid)
        found.append(weights @ np.nan_to_num(np.trapezoid(np.abs(density - given), grid, axis=1)))
    return np.array(found)


def _densities(y: np.ndarray, edges: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Kernel densities of consecutive parts of `y`, a row each, with Silverman's bandwidth; NaN without spread."""
    counts = np.diff(edges)
    means = np.add.reduceat(y, edges[:-1]) / counts
    left = (y - np.repeat(means, counts)) ** 2
    spread = np.sqrt(np.add.reduceat(left, edges[:-1]) / np.maximum(counts - 1, 1))
    spread[np.maximum.reduceat(y, edges[:-1]) == np.minimum.reduceat(y, edges[:-1])] = np.nan
    width = np.repeat(spread * (0.75 * counts) ** -0.2, counts)
    kernels = np.exp(-0.5 * ((grid[:, None] - y) / width) ** 2) / (width * np.sqrt(2 * np.pi))
    return (np.add.reduceat(kernels, edges[:-1], axis=1) / counts).T
