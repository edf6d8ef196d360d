"""Score one forecast: how far an ensemble or a distribution lay from what was observed.

References
----------
Gneiting, T. & Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. Journal of the
American Statistical Association 102, 359-378. https://doi.org/10.1198/016214506000001437

Ferro, C. A. T. (2014). Fair scores for ensemble forecasts. Quarterly Journal of the Royal Meteorological Society 140,
1917-1923. https://doi.org/10.1002/qj.2270
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scoringrules

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BACKEND = "numpy"  # else scoringrules would take numba where it is installed


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


def _cases(members: ArrayLike, observed: ArrayLike, *, fair: bool) -> tuple[np.ndarray, np.ndarray]:
    members, observed = np.asarray(members, dtype=float), np.asarray(observed, dtype=float)
    if members.ndim < 1 or members.shape[:-1] != observed.shape:
        raise ValueError(f"members {members.shape} must be (..., m) for observations (...) = {observed.shape}")
    _check_size(members.shape[-1], fair=fair)
    return members, observed


def _check_size(members: int, *, fair: bool) -> None:
    if members < 1 + fair:
        raise ValueError(f"an ensemble of {members} cannot be scored{' fairly; 2 can' if fair else ''}")
