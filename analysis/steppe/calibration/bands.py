"""Bands that hold the whole empirical distribution function of even ranks (Säilynoja, Bürkner & Vehtari 2022)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

SIMULATIONS = 4000


@dataclass(frozen=True)
class RankBand:
    """Where the share of ranks up to each place lies.

    Attributes
    ----------
    places
        In (0, 1], where the function is looked at.
    low, high
        Ends of the band at each place: the function of even ranks lies within it at all places together with the
        probability asked for.
    """

    places: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def holds(self, ranks: np.ndarray) -> bool:
        """Whether the function of these ranks lies in the band at every place."""
        share = share_below(ranks, self.places)
        return bool(np.all((share >= self.low) & (share <= self.high)))


def share_below(ranks: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Share of the ranks at or below each place."""
    return np.searchsorted(np.sort(ranks), places, side="right") / len(ranks)


def rank_band(count: int, *, level: float = 0.95, places: int = 50, seed: int = 1) -> RankBand:
    """Make the simultaneous band for so many even and independent ranks.

    Pointwise the number of ranks below a place is binomial; the pointwise level is set so that simulated sets of even
    ranks stay within the pointwise intervals at every place with the probability ``level``.

    Parameters
    ----------
    count
        How many ranks.
    level
        Probability that all of the function lies in the band.
    places
        How many places, evenly spaced.
    seed
        Of the simulation.

    Returns
    -------
    RankBand

    Raises
    ------
    ValueError
        There is no rank.
    """
    if count < 1:
        raise ValueError("there is no rank to make a band for")
    at = np.arange(1, places + 1) / places
    inner = at[:-1]
    rng = np.random.default_rng(seed)
    sets = np.sort(rng.random((SIMULATIONS, count)), axis=1)
    below = np.stack([np.searchsorted(one, inner, side="right") for one in sets])
    # of each simulated set, the smallest pointwise tail probability at any place, twofold
    tails = np.minimum(stats.binom.cdf(below, count, inner), stats.binom.sf(below - 1, count, inner))
    pointwise = np.quantile(2 * tails.min(axis=1), 1 - level)
    low = stats.binom.ppf(pointwise / 2, count, inner) / count
    high = stats.binom.isf(pointwise / 2, count, inner) / count
    return RankBand(at, np.append(low, 1.0), np.append(high, 1.0))
