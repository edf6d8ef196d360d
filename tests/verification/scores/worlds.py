"""Scores of forecasts whose skill is known, origin by origin: what the intervals of a skill are held against."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from steppe.stats import scores


class World(NamedTuple):
    """Scores of a forecast and of a reference, a row per world and a column per origin, and the skill of all."""

    score: np.ndarray
    reference: np.ndarray
    skill: float


def changes(rng: np.random.Generator, shape: tuple[int, int], horizon: int) -> np.ndarray:
    """What a random walk with steps of variance 1 / horizon adds in `horizon` years: a moving average of variance 1."""
    walk = np.cumsum(rng.normal(0, horizon**-0.5, (shape[0], shape[1] + horizon)), axis=1)
    return walk[:, horizon:] - walk[:, :-horizon]


def equal(rng: np.random.Generator, shape: tuple[int, int], horizon: int) -> World:
    """Two forecasts as good as each other, each misled by a walk of its own: the difference of scores is dependent."""
    happens, first, second = (changes(rng, shape, horizon) for _ in range(3))
    spread = np.sqrt(1.25)
    score, reference = (scores.crps_normal(0.5 * misled, spread, happens) for misled in (first, second))
    return World(score, reference, 0.0)


def informed(rng: np.random.Generator, shape: tuple[int, int], horizon: int) -> World:
    """The forecast knows half of the variance of what happens, the reference nothing: skill 1 - sqrt(1/2)."""
    known, unknown = (changes(rng, shape, horizon) / np.sqrt(2) for _ in range(2))
    happens = known + unknown
    half = np.sqrt(0.5)
    return World(scores.crps_normal(known, half, happens), scores.crps_normal(0, 1, happens), 1 - half)


def overconfident(rng: np.random.Generator, shape: tuple[int, int], horizon: int) -> World:
    """A forecast of half the spread that it should have: the mean CRPS of N(0, 1) under N(0, s^2) is in closed form."""
    happens = changes(rng, shape, horizon)
    spread = 0.5
    # E CRPS = sqrt(2 (1 + s^2) / pi) - s / sqrt(pi), of N(0, s^2) for y ~ N(0, 1); 1 / sqrt(pi) where s = 1.
    mean = np.sqrt(2 * (1 + spread**2) / np.pi) - spread / np.sqrt(np.pi)
    return World(
        scores.crps_normal(0, spread, happens),
        scores.crps_normal(0, 1, happens),
        1 - float(mean) * float(np.sqrt(np.pi)),
    )
