"""How much of the variance of a difference parameters make, and how much chance makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.sensitivity.plan import PAIR

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def variance_split(
    differences: ArrayLike, *, level: float = 0.95, resamples: int = 200, seed: int = 1, same_shocks: bool = True
) -> dict[str, float]:
    """Split the variance of a difference into what parameters make and what chance makes.

    By the law of total variance, Var d = Var E(d | point) + E Var(d | point). The first is estimated by the variance
    over points of the mean over replicates, less what the chance of the replicates adds to that variance. Where all
    points meet the same shocks, that is the interaction of points and replicates alone: what a shock does at every
    point alike cancels. With fewer than two replicates that finished everywhere, all variance within points is taken
    for it.

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
    same_shocks
        Whether all points meet the same shocks, replicate by replicate; else all variance within points is chance of
        the point's own.

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
    noise = (_interaction(d, within) if same_shocks else within) / pairs

    def split(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        between = means[points].var(axis=-1, ddof=1) - noise[points].mean(axis=-1)
        return np.maximum(between, 0.0), within[points].mean(axis=-1)

    draws = np.random.default_rng(seed).integers(len(d), size=(resamples, len(d)))
    parameters, chance = (float(part) for part in split(np.arange(len(d))))
    share = share_of(parameters, parameters + chance)
    low, high = (np.nan, np.nan)
    if np.isfinite(share):
        made, left = split(draws)
        drawn = made[made + left > 0] / (made + left)[made + left > 0]
        low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2]) if drawn.size else (np.nan, np.nan)
    found = (parameters, chance, share, low, high, 1 - share, 1 - high, 1 - low)
    leftover = min(1.0, share_of(float(noise.mean()), float(means.var(ddof=1))))
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


def _interaction(d: np.ndarray, within: np.ndarray) -> np.ndarray:
    """Per point, the variance over replicates of what neither point nor replicate alone explains."""
    whole = d[:, np.isfinite(d).all(axis=0)]
    points, replicates = whole.shape
    if replicates < PAIR:
        return within
    left = whole - whole.mean(axis=1, keepdims=True) - whole.mean(axis=0) + whole.mean()
    return (left**2).sum(axis=1) / (replicates - 1) * points / (points - 1)


def share_of(part: float, whole: float) -> float:
    """Part of a whole; NaN where there is no whole."""
    return part / whole if whole > 0 else np.nan
