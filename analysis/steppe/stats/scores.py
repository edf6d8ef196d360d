"""Score probabilistic forecasts: how far an ensemble or a distribution lay from what was observed.

Every score here is proper and negatively oriented: its expectation is least for the distribution that the observation
is drawn from, and 0 is perfect. Scores come one per case; average them over cases, then compare two forecasts of the
same cases by `skill_score`.

An ensemble of m runs may be scored as what it is, the distribution that gives each run 1/m (plain), or as a sample of
the distribution that it was drawn from (fair). The plain score punishes small ensembles; compare ensembles of
different sizes by the fair one.

References
----------
Gneiting, T. & Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. Journal of the
American Statistical Association 102, 359-378. https://doi.org/10.1198/016214506000001437

Ferro, C. A. T. (2014). Fair scores for ensemble forecasts. Quarterly Journal of the Royal Meteorological Society 140,
1917-1923. https://doi.org/10.1002/qj.2270
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scoringrules

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BACKEND = "numpy"  # else scoringrules would take numba where it is installed


class Skill(NamedTuple):
    """A skill score and the bounds of its interval."""

    value: float
    low: float
    high: float


def crps_ensemble(members: ArrayLike, observed: ArrayLike, *, fair: bool = False) -> np.ndarray:
    r"""Continuous ranked probability score of an ensemble.

    .. math:: \frac 1 m \sum_i |x_i - y| - \frac{1}{2 m^2} \sum_{i, j} |x_i - x_j|

    (Gneiting & Raftery 2007, section 4.2, for the distribution that gives each member 1/m). The fair score divides the
    second sum by 2 m (m - 1) instead (Ferro 2014): its expectation does not depend on m.

    Parameters
    ----------
    members
        Ensembles, shape (..., m).
    observed
        What happened, shape (...).
    fair
        Score the distribution that the members were drawn from, rather than the members themselves; needs m >= 2.

    Returns
    -------
    numpy.ndarray
        Shape (...), in the unit of the observation; NaN where a member or the observation is. The fair score may be
        negative.
    """
    members, observed = _cases(members, observed, fair=fair)
    deviations = members - observed[..., None]  # about the observation, so that a common offset costs no digits
    estimator = "pwm" if fair else "qd"  # both sort the members instead of pairing them
    scores = scoringrules.crps_ensemble(np.zeros_like(observed), deviations, estimator=estimator, backend=BACKEND)
    return np.asarray(scores)


def crps_normal(mean: ArrayLike, sd: ArrayLike, observed: ArrayLike) -> np.ndarray:
    r"""Continuous ranked probability score of a normal distribution.

    .. math:: \sigma \left[ z (2 \Phi(z) - 1) + 2 \varphi(z) - 1 / \sqrt \pi \right], \quad z = (y - \mu) / \sigma

    (Gneiting & Raftery 2007, section 4.2).

    Parameters
    ----------
    mean, sd
        Of the distribution; sd > 0.
    observed
        What happened. The three broadcast against each other.

    Returns
    -------
    numpy.ndarray
        One score per case, in the unit of the observation.
    """
    sd = np.asarray(sd, dtype=float)
    if np.any(sd <= 0):
        raise ValueError("the standard deviation of a forecast must be greater than 0")
    mean, observed = np.asarray(mean, dtype=float), np.asarray(observed, dtype=float)
    return np.asarray(scoringrules.crps_normal(observed, mean, sd, backend=BACKEND))


def energy_score(members: ArrayLike, observed: ArrayLike, *, fair: bool = False) -> np.ndarray:
    r"""Energy score of an ensemble of vectors, the CRPS of several outcomes at once.

    .. math:: \frac 1 m \sum_i \|x_i - y\| - \frac{1}{2 m^2} \sum_{i, j} \|x_i - x_j\|

    with the Euclidean norm (Gneiting & Raftery 2007, section 4.3, with beta = 1). The fair score divides the second sum
    by 2 m (m - 1) instead (Ferro 2014). Outcomes of different units must be brought to one scale first.

    Parameters
    ----------
    members
        Ensembles, shape (..., m, d). A case needs m * m * d values of memory; cases are scored one by one.
    observed
        What happened, shape (..., d).
    fair
        As in `crps_ensemble`.

    Returns
    -------
    numpy.ndarray
        Shape (...).
    """
    members, observed = np.asarray(members, dtype=float), np.asarray(observed, dtype=float)
    if members.ndim < 2 or members.shape[:-2] + members.shape[-1:] != observed.shape:  # noqa: PLR2004  members, outcomes
        raise ValueError(f"members {members.shape} must be (..., m, d) for observations (..., d) = {observed.shape}")
    _check_size(members.shape[-2], fair=fair)
    estimator = "fair" if fair else "nrg"
    scores = np.empty(observed.shape[:-1])
    for case in np.ndindex(scores.shape):
        scores[case] = scoringrules.es_ensemble(observed[case], members[case], estimator=estimator, backend=BACKEND)
    return scores


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
    tail = _tail(level)
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


def skill_score(
    score: ArrayLike,
    reference: ArrayLike,
    *,
    block: int = 1,
    level: float = 0.90,
    resamples: int = 2000,
    seed: int = 0,
) -> Skill:
    """Skill of a forecast against a reference, 1 - mean(score) / mean(reference), and its interval.

    1 is perfect, 0 is no better than the reference, below 0 is worse (Gneiting & Raftery 2007, section 2.3). The
    interval is the percentile interval of a circular block bootstrap (Politis & Romano 1992), which draws the same
    cases of both forecasts and keeps neighbouring cases together.

    Parameters
    ----------
    score, reference
        Scores of the same cases in the order of time, one dimension, 0 for perfect.
    block
        Cases that are drawn together: at least as many as are correlated with each other, and far fewer than all; 1
        for independent cases.
    level
        Probability that the interval is made for.
    resamples
        Draws of the bootstrap.
    seed
        Seed of the bootstrap.

    Returns
    -------
    Skill
        Value, low and high.

    References
    ----------
    Politis, D. N. & Romano, J. P. (1992). A circular block-resampling procedure for stationary data. In LePage, R. &
    Billard, L. (eds), Exploring the Limits of Bootstrap, 263-270. Wiley.
    """
    score, reference = np.asarray(score, dtype=float), np.asarray(reference, dtype=float)
    if score.ndim != 1 or score.shape != reference.shape:
        raise ValueError(f"scores {score.shape} and {reference.shape} must be two lists of the same cases")
    if not (np.isfinite(score).all() and np.isfinite(reference).all()):
        raise ValueError("a score is not finite")
    if not 1 <= block <= score.size:
        raise ValueError(f"block = {block}, must lie between 1 and the number of cases, {score.size}")
    tail = _tail(level)
    drawn = _circular_blocks(score.size, block, resamples, np.random.default_rng(seed))
    means = reference[drawn].mean(axis=1)
    if np.mean(reference) <= 0 or np.any(means <= 0):
        raise ValueError("the reference is perfect in too many cases to compare with")
    low, high = np.quantile(1 - score[drawn].mean(axis=1) / means, [tail, 1 - tail])
    return Skill(float(1 - np.mean(score) / np.mean(reference)), float(low), float(high))


def _circular_blocks(cases: int, block: int, resamples: int, rng: np.random.Generator) -> np.ndarray:
    """Indices of cases, shape (resamples, cases): runs of `block` neighbours, the last case before the first."""
    starts = rng.integers(cases, size=(resamples, -(-cases // block)))
    drawn = (starts[..., None] + np.arange(block)) % cases
    return drawn.reshape(resamples, -1)[:, :cases]


def _cases(members: ArrayLike, observed: ArrayLike, *, fair: bool) -> tuple[np.ndarray, np.ndarray]:
    members, observed = np.asarray(members, dtype=float), np.asarray(observed, dtype=float)
    if members.ndim < 1 or members.shape[:-1] != observed.shape:
        raise ValueError(f"members {members.shape} must be (..., m) for observations (...) = {observed.shape}")
    _check_size(members.shape[-1], fair=fair)
    return members, observed


def _check_size(members: int, *, fair: bool) -> None:
    if members < 1 + fair:
        raise ValueError(f"an ensemble of {members} cannot be scored{' fairly; 2 can' if fair else ''}")


def _tail(level: float) -> float:
    if not 0.0 < level < 1.0:
        raise ValueError(f"level = {level}, must lie between 0 and 1")
    return (1 - level) / 2
