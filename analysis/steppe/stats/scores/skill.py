"""Compare two forecasts of the same cases: skill, its interval, and the place of a driver among its placebos.

The engine computes the same numbers (``sim/study/hindcast``, no command yet); what is here is for scores of
yours. Both are held to the numbers of ``tests/verification/scores/vectors.json``.

References
----------
Lazarus, E., Lewis, D. J., Stock, J. H. & Watson, M. W. (2018). HAR inference: recommendations for practice. Journal of
Business & Economic Statistics 36, 541-559. https://doi.org/10.1080/07350015.2018.1506926

Cameron, A. C. & Miller, D. L. (2015). A practitioner's guide to cluster-robust inference. Journal of Human Resources
50, 317-372. https://doi.org/10.3368/jhr.50.2.317

Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in Genetics and
Molecular Biology 9, 39. https://doi.org/10.2202/1544-6115.1585
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import t as student

from steppe.stats.scores.calibration import tail_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

LEAST_BLOCKS = 10
LEAST_ORIGINS = 3


class Skill(NamedTuple):
    """A skill score and its interval.

    Attributes
    ----------
    value
        1 is perfect, 0 no better than the reference, below 0 worse.
    low, high
        Of the interval, which is cut at 1.
    method
        ``"ewc"``, or ``"clustered"`` by state.
    degrees_of_freedom
        Of the Student t distribution that the interval takes its quantiles of.
    few
        Fewer than 10 blocks of time (origins / horizon), or fewer than 10 states: read the interval as a guess.
    """

    value: float
    low: float
    high: float
    method: str
    degrees_of_freedom: int
    few: bool


class PlaceboRank(NamedTuple):
    """The place of a driver among its placebos: ``rank`` of ``of``, 1 the best."""

    rank: int
    of: int


def skill_score(score: ArrayLike, reference: ArrayLike, *, horizon: int = 1, level: float = 0.90) -> Skill:
    r"""Skill of a forecast against a reference over origins, 1 - mean(score) / mean(reference), and its interval.

    The origins of an h-step forecast share years, so that neighbouring scores depend on each other (a moving average of
    order h - 1 at least) also where both forecasts are ideal. The interval is that of the quotient of means, by the
    delta method: y_t is what origin t adds to it. With the equal-weighted cosine estimator of the long-run variance,

    .. math:: \hat\Omega = \frac 1 B \sum_{j=1}^{B} \left[ \sqrt{\tfrac 2 T} \sum_{t=1}^{T} y_t
        \cos \frac{\pi j (t - 1/2)}{T} \right]^2, \quad B = \lfloor 0.4\, T^{2/3} \rfloor,

    and quantiles of Student's t with B degrees of freedom (Lazarus, Lewis, Stock & Watson 2018); B is at most the
    number of whole blocks, T / h, and at least 1. No bootstrap of blocks: over 9 origins it excludes 0 in nearly half
    of the cases at equal skill.

    Parameters
    ----------
    score, reference
        Scores of the same cases in the order of time, one dimension, 0 for perfect; at least 3. A gap in time is closed
        up.
    horizon
        How many neighbouring origins share years: the forecast's horizon over the distance of origins.
    level
        Probability that the interval is made for.

    Returns
    -------
    Skill
        With method ``"ewc"``.
    """
    score, reference, quotient = _checked(score, reference)
    cases = score.size
    if cases < LEAST_ORIGINS or horizon < 1:
        raise ValueError(f"{cases} origins at horizon {horizon}: needs at least {LEAST_ORIGINS}, and a horizon from 1")
    terms = cosine_terms(cases, horizon)
    angles = np.pi * np.arange(1, terms + 1)[:, None] * (np.arange(cases) + 0.5) / cases
    projections = sqrt(2 / cases) * np.cos(angles) @ _influences(score, reference, quotient)
    error = sqrt(np.mean(projections**2) / cases)
    return _with_interval(quotient, error, level, ("ewc", terms, cases / horizon < LEAST_BLOCKS))


def cosine_terms(origins: int, horizon: int = 1) -> int:
    """Cosines that the long-run variance is averaged over, its degrees of freedom: see `skill_score`."""
    return max(1, min(int(0.4 * origins ** (2 / 3) + 1e-9), origins // horizon))


def panel_skill(score: ArrayLike, reference: ArrayLike, state: ArrayLike, *, level: float = 0.90) -> Skill:
    """Skill of a forecast against a reference over a panel of states, with an interval clustered by state.

    Whatever dependence there is within a state is allowed for; states are taken for independent of each other
    (Cameron & Miller 2015, with G / (G - 1) for G states and G - 1 degrees of freedom). What all states share in a
    year, such as the move of a partner that each distance is measured to, is not seen: then average the states of each
    origin and take `skill_score`.

    Parameters
    ----------
    score, reference
        Scores of the same cases, one dimension, in any order.
    state
        The state of each case.
    level
        Probability that the interval is made for.

    Returns
    -------
    Skill
        With method ``"clustered"``.
    """
    score, reference, quotient = _checked(score, reference)
    state = np.asarray(state)
    if state.shape != score.shape:
        raise ValueError(f"states {state.shape} must be those of the cases {score.shape}")
    names, number = np.unique(state, return_inverse=True)
    states = names.size
    if states < 2:  # noqa: PLR2004  a variance
        raise ValueError("a panel needs at least 2 states")
    sums = np.bincount(number, _influences(score, reference, quotient))
    error = sqrt(states / (states - 1) * np.sum(sums**2)) / score.size
    return _with_interval(quotient, error, level, ("clustered", states - 1, states < LEAST_BLOCKS))


def placebo_rank(score: float, placebos: ArrayLike) -> PlaceboRank:
    """Place of a driver's score among those of its placebos, 1 + how many of them scored as well or better.

    Were the driver no better than a placebo, each place would be as likely, so that rank / of is a p-value (Phipson &
    Smyth 2010).

    Parameters
    ----------
    score
        Mean score with the driver as it was.
    placebos
        Mean scores with placebos in its place.

    Returns
    -------
    PlaceboRank
        Of 1 + the number of placebos.
    """
    placebos = np.asarray(placebos, dtype=float).ravel()
    if not np.isfinite([score, *placebos]).all():
        raise ValueError("a score is not finite")
    return PlaceboRank(1 + int((placebos <= score).sum()), 1 + placebos.size)


def _checked(score: ArrayLike, reference: ArrayLike) -> tuple[np.ndarray, np.ndarray, float]:
    score, reference = np.asarray(score, dtype=float), np.asarray(reference, dtype=float)
    if score.ndim != 1 or score.shape != reference.shape:
        raise ValueError(f"scores {score.shape} and {reference.shape} must be two lists of the same cases")
    if not (np.isfinite(score).all() and np.isfinite(reference).all()):
        raise ValueError("a score is not finite")
    if not score.size or np.mean(reference) <= 0:
        raise ValueError("the mean score of the reference must be above 0 to compare with")
    return score, reference, float(np.mean(score) / np.mean(reference))


def _influences(score: np.ndarray, reference: np.ndarray, quotient: float) -> np.ndarray:
    """What each case adds to the quotient of means, times their number."""
    return (score - quotient * reference) / np.mean(reference)


def _with_interval(quotient: float, error: float, level: float, how: tuple[str, int, bool]) -> Skill:
    reach = float(student.ppf(1 - tail_of(level), how[1])) * error
    value = 1 - quotient
    return Skill(value, value - reach, min(value + reach, max(value, 1.0)), *how)
