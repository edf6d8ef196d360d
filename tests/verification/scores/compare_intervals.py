"""Print how often intervals of 90 % hold a known skill, for intervals that were thought of (docs/decisions/0046).

python tests/verification/scores/compare_intervals.py [WORLDS]
"""

from __future__ import annotations

import sys

import numpy as np
from scipy.stats import t as student
from steppe.stats.scores import cosine_terms
from worlds import World, changes, equal, informed

CASES = ((9, 5), (15, 5), (40, 1), (40, 5), (200, 5))


def wandering(rng: np.random.Generator, shape: tuple[int, int], horizon: int) -> World:
    """Two forecasts as good as each other, of steps whose log variance remembers .8 of itself a year."""
    volatility = np.zeros((shape[0], shape[1] + 20))
    news = rng.normal(0, 0.3, volatility.shape)
    for year in range(1, volatility.shape[1]):
        volatility[:, year] = 0.8 * volatility[:, year - 1] + news[:, year]
    size = np.exp(volatility[:, 20:])
    score, reference = (np.abs(changes(rng, shape, horizon)) * size for _ in range(2))
    return World(score, reference, 0.0)


def projections(values: np.ndarray, terms: int) -> np.ndarray:
    """Cosines of each row: their mean square is the variance of the row's mean."""
    cases = values.shape[1]
    angles = np.pi * np.arange(1, terms + 1)[:, None] * (np.arange(cases) + 0.5) / cases
    return values @ (np.sqrt(2) / cases * np.cos(angles)).T


def held(world: World, horizon: int) -> dict[str, float]:
    """Share of worlds whose interval holds the skill, by interval; and in which Fieller's has no end."""
    score, reference, true = world
    cases = score.shape[1]
    terms = cosine_terms(cases, horizon)
    reach = student.ppf(0.95, terms)
    mean, below = score.mean(axis=1), reference.mean(axis=1)
    quotient = mean / below
    added = (score - quotient[:, None] * reference) / below[:, None]
    error = np.sqrt((projections(added, terms) ** 2).mean(axis=1))
    difference = score - (1 - true) * reference
    of_test = np.sqrt((projections(difference, terms) ** 2).mean(axis=1))
    independent = added.std(axis=1, ddof=1) / np.sqrt(cases)
    unbounded = below**2 <= reach**2 * (projections(reference, terms) ** 2).mean(axis=1)
    return {
        "cosines": np.mean(np.abs(quotient - 1 + true) <= reach * error),
        "logarithm": np.mean(np.abs(np.log(quotient / (1 - true))) <= reach * error / quotient),
        "Fieller": np.mean(np.abs(difference.mean(axis=1)) <= reach * of_test),
        "no end": np.mean(unbounded),
        "independent": np.mean(np.abs(quotient - 1 + true) <= student.ppf(0.95, cases - 1) * independent),
        "blocks": np.mean(within_blocks(score[:500], reference[:500], horizon, true)),
    }


def within_blocks(score: np.ndarray, reference: np.ndarray, horizon: int, true: float) -> list[bool]:
    """Whether the percentile interval of a circular block bootstrap (Politis & Romano 1992) holds the skill."""
    rng = np.random.default_rng(0)
    cases, found = score.shape[1], []
    for one, other in zip(score, reference, strict=True):
        starts = rng.integers(cases, size=(300, -(-cases // horizon)))
        drawn = ((starts[..., None] + np.arange(horizon)) % cases).reshape(300, -1)[:, :cases]
        skill = 1 - one[drawn].mean(axis=1) / other[drawn].mean(axis=1)
        low, high = np.quantile(skill, [0.05, 0.95])
        found.append(bool(low <= true <= high))
    return found


def main(worlds: int) -> None:
    """Print a row for each world, number of origins and horizon."""
    print(f"{'world':10s} origins horizon  cosines logarithm Fieller no end independent blocks")
    for world in (equal, informed, wandering):
        for origins, horizon in CASES:
            found = held(world(np.random.default_rng(origins), (worlds, origins), horizon), horizon)
            numbers = " ".join(f"{value:8.3f}" for value in found.values())
            print(f"{world.__name__:10s} {origins:7d} {horizon:7d} {numbers}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
