"""Infer parameters from simulations, and check that the inference is calibrated.

`abc_weights` turns prior simulations into a posterior by how near each comes to the observation. `calibration_ranks`
tells whether the posteriors of any method are right: over worlds drawn from the prior, the rank of the true parameter
among draws of its posterior must be uniform.

References
----------
Beaumont, M. A., Zhang, W. & Balding, D. J. (2002). Approximate Bayesian computation in population genetics. Genetics
162, 2025-2035.

Wilkinson, R. D. (2013). Approximate Bayesian computation (ABC) gives exact results under the assumption of model error.
Statistical Applications in Genetics and Molecular Biology 12, 129-141. https://doi.org/10.1515/sagmb-2013-0010

Talts, S., Betancourt, M., Simpson, D., Vehtari, A. & Gelman, A. (2018). Validating Bayesian inference algorithms with
simulation-based calibration. arXiv:1804.06788
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import chi2

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

EXPECTED_PER_BIN = 5  # below, the chi-square distribution does not hold


class Uniformity(NamedTuple):
    """Chi-square test that ranks are uniform: a small p-value refutes the posteriors."""

    statistic: float
    degrees: int
    p_value: float


def abc_weights(simulated: ArrayLike, observed: ArrayLike, bandwidth: ArrayLike) -> np.ndarray:
    r"""Posterior weights of prior simulations by a Gaussian kernel.

    .. math:: w_i \propto \exp \left( -\tfrac 1 2 \sum_k \left( (s_{ik} - y_k) / h_k \right)^2 \right)

    (Beaumont, Zhang & Balding 2002). The weighted parameters are exact for a model whose summaries carry an additional
    normal error with standard deviation h (Wilkinson 2013); without such an error they approximate the posterior as h
    falls, at the price of fewer simulations that count: see `effective_size`.

    Parameters
    ----------
    simulated
        Summaries of each simulation, shape (n, d), or (n,) for a single summary.
    observed
        The same summaries of the observation, shape (d,) or scalar.
    bandwidth
        Standard deviation h of the kernel, one for all summaries or one for each, in their units.

    Returns
    -------
    numpy.ndarray
        Shape (n,), summing to 1.
    """
    simulated = np.asarray(simulated, dtype=float)
    simulated = simulated[:, None] if simulated.ndim == 1 else simulated
    observed, bandwidth = np.atleast_1d(np.asarray(observed, dtype=float)), np.asarray(bandwidth, dtype=float)
    if simulated.ndim != 2 or simulated.shape[1:] != observed.shape or not simulated.size:  # noqa: PLR2004  a table
        raise ValueError(f"simulations {simulated.shape} must be (n, d) for an observation (d,) = {observed.shape}")
    if bandwidth.shape not in ((), observed.shape) or not np.all(bandwidth > 0):
        raise ValueError("the bandwidth must be greater than 0, one for all summaries or one for each")
    if not (np.isfinite(simulated).all() and np.isfinite(observed).all()):
        raise ValueError("a summary is not finite")
    squared = np.sum(((simulated - observed) / bandwidth) ** 2, axis=1)
    weights = np.exp(-0.5 * (squared - squared.min()))  # the nearest keeps weight 1 however far it is
    return weights / weights.sum()


def effective_size(weights: ArrayLike) -> float:
    r"""Count the equally weighted draws that weighted ones are worth: :math:`(\sum w)^2 / \sum w^2` (Kish 1965).

    Parameters
    ----------
    weights
        Not negative, not all 0.

    Returns
    -------
    float
        Between 1 and the number of weights.
    """
    weights = _normalised(weights)
    return float(1 / np.sum(weights**2))


def posterior_summary(parameters: Mapping[str, ArrayLike], weights: ArrayLike, level: float = 0.90) -> pd.DataFrame:
    """Mean, spread and central interval of each parameter under weights.

    Parameters
    ----------
    parameters
        Values of each parameter by its name, one per simulation; a data frame will do.
    weights
        One per simulation, as of `abc_weights`.
    level
        Probability of the interval.

    Returns
    -------
    pandas.DataFrame
        A row per parameter: ``mean``, ``sd``, ``low``, ``median``, ``high``. Quantiles are values that occur: the least
        at which the weights reach the probability. The attributes hold the level and the ``effective_size``.
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"level = {level}, must lie between 0 and 1")
    weights = _normalised(weights)
    rows = {}
    for name in parameters:
        values = np.asarray(parameters[name], dtype=float)
        if values.shape != weights.shape:
            raise ValueError(f"parameter {name} has {values.size} values for {weights.size} weights")
        mean = float(weights @ values)
        low, median, high = _quantiles(values, weights, [(1 - level) / 2, 0.5, (1 + level) / 2])
        sd = float(np.sqrt(weights @ (values - mean) ** 2))
        rows[str(name)] = {"mean": mean, "sd": sd, "low": low, "median": median, "high": high}
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("parameter")
    table.attrs = {"level": level, "effective_size": effective_size(weights)}
    return table


def calibration_ranks(draws: ArrayLike, truth: ArrayLike, seed: int = 0) -> np.ndarray:
    """Rank of each true parameter among draws of its posterior (Talts et al. 2018).

    For each case a parameter is drawn from the prior and data from the model; draws from the posterior given those data
    must be independent. Then the rank is uniform on 0, ..., L if and only if, for this parameter, the posteriors are
    right on average.

    Parameters
    ----------
    draws
        Posterior draws of each case, shape (n, L).
    truth
        The parameter that made each case's data, shape (n,).
    seed
        Of the lot that ranks a truth among draws equal to it, as with discrete parameters.

    Returns
    -------
    numpy.ndarray
        Integers of shape (n,): how many draws lie below the truth, from 0 to L.
    """
    draws, truth = np.asarray(draws, dtype=float), np.asarray(truth, dtype=float)
    if draws.ndim != 2 or draws.shape[:1] != truth.shape or not draws.size:  # noqa: PLR2004  cases by draws
        raise ValueError(f"draws {draws.shape} must be (n, L) for truths (n,) = {truth.shape}")
    if np.isnan(draws).any() or np.isnan(truth).any():
        raise ValueError("a draw or a truth is NaN and has no rank")
    below = np.sum(draws < truth[:, None], axis=1)
    equal = np.sum(draws == truth[:, None], axis=1)
    return below + np.random.default_rng(seed).integers(equal + 1)


def uniformity_test(ranks: ArrayLike, draws: int, bins: int = 20) -> Uniformity:
    """Chi-square test that ranks are uniform on 0, ..., draws.

    Parameters
    ----------
    ranks
        As of `calibration_ranks`.
    draws
        Posterior draws per case, L.
    bins
        Runs of neighbouring ranks whose cases are counted, at most L + 1. They need not be of equal length.

    Returns
    -------
    Uniformity
        Statistic, degrees of freedom (bins - 1) and p-value.

    Raises
    ------
    ValueError
        A bin is expected to hold fewer than 5 cases, or a rank is none.
    """
    ranks = np.asarray(ranks)
    if ranks.ndim != 1 or not np.issubdtype(ranks.dtype, np.integer):
        raise ValueError("ranks must be a list of integers")
    if ranks.size and not 0 <= ranks.min() <= ranks.max() <= draws:
        raise ValueError(f"a rank does not lie between 0 and {draws}")
    if not 2 <= bins <= draws + 1:  # noqa: PLR2004  one bin tests nothing
        raise ValueError(f"bins = {bins}, must lie between 2 and the number of ranks, {draws + 1}")
    lengths = np.array([part.size for part in np.array_split(np.arange(draws + 1), bins)])
    expected = ranks.size * lengths / (draws + 1)
    if expected.min() < EXPECTED_PER_BIN:
        raise ValueError(f"{ranks.size} cases are too few for {bins} bins; a bin should hold {EXPECTED_PER_BIN}")
    counts = np.bincount(np.repeat(np.arange(bins), lengths)[ranks], minlength=bins)
    statistic = float(np.sum((counts - expected) ** 2 / expected))
    return Uniformity(statistic, bins - 1, float(chi2.sf(statistic, bins - 1)))


def _normalised(weights: ArrayLike) -> np.ndarray:
    weights = np.asarray(weights, dtype=float)
    if weights.ndim != 1 or not np.all(weights >= 0) or not 0 < weights.sum() < np.inf:
        raise ValueError("weights must be a list, none negative or NaN, not all 0")
    return weights / weights.sum()


def _quantiles(values: np.ndarray, weights: np.ndarray, probabilities: list[float]) -> list[float]:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    places = np.searchsorted(reached, np.array(probabilities) * reached[-1])
    return [float(value) for value in values[order][places]]
