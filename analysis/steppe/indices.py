"""Tell which parameters an outcome hangs on: designs of runs, and the indices computed from what the runs gave.

Sobol indices split the variance of an output over parameters that are uniform within their bounds: S1 is the share that
fixing a parameter would remove on average, ST the share that would remain were all others fixed. Morris' elementary
effects screen many parameters with few runs. The designs and estimators are SALib's.

References
----------
Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Design and estimator for the total
sensitivity index. Computer Physics Communications 181, 259-270. https://doi.org/10.1016/j.cpc.2009.09.018

Morris, M. D. (1991). Factorial sampling plans for preliminary computational experiments. Technometrics 33, 161-174.
https://doi.org/10.1080/00401706.1991.10484804

Campolongo, F., Cariboni, J. & Saltelli, A. (2007). An effective screening design for sensitivity analysis of large
models. Environmental Modelling & Software 22, 1509-1518. https://doi.org/10.1016/j.envsoft.2006.10.004

Iwanaga, T., Usher, W. & Herman, J. (2022). Toward SALib 2.0. Socio-Environmental Systems Modelling 4, 18155.
https://doi.org/10.18174/sesmo.18155
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from SALib.analyze import morris as morris_analysis
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

Bounds = dict[str, tuple[float, float]]


@dataclass(frozen=True, eq=False)
class SobolDesign:
    """Points at which to run a model for Sobol indices.

    Attributes
    ----------
    bounds
        Least and greatest value of each parameter.
    points
        A row per run and a column per parameter, in the order of `bounds`: n times (A, A with one column of B for each
        parameter, B), which are parameters + 2 rows each. For interactions also B with one column of A for each
        parameter, before B: 2 parameters + 2 rows.
    second_order
        Whether the design has the rows for interactions.
    """

    bounds: Bounds
    points: np.ndarray
    second_order: bool = False

    @property
    def stride(self) -> int:
        """Rows of one base sample."""
        return (2 if self.second_order else 1) * len(self.bounds) + 2

    @property
    def independent(self) -> np.ndarray:
        """Rows of A, then those of B: draws of all parameters, without the mixed ones."""
        rows = np.arange(len(self.points))
        return np.concatenate([rows[:: self.stride], rows[self.stride - 1 :: self.stride]])


@dataclass(frozen=True, eq=False)
class MorrisDesign:
    """Points at which to run a model for elementary effects.

    Attributes
    ----------
    bounds
        Least and greatest value of each parameter.
    points
        A row per run and a column per parameter, in the order of `bounds`: n paths of parameters + 1 rows each.
    levels
        Values that each parameter takes between its bounds.
    """

    bounds: Bounds
    points: np.ndarray
    levels: int


def sobol_design(
    bounds: Mapping[str, tuple[float, float]], n: int, seed: int, *, second_order: bool = False
) -> SobolDesign:
    """Saltelli's design for S1 and ST, and S2 if asked, on a scrambled Sobol sequence.

    Parameters
    ----------
    bounds
        Least and greatest value of each parameter, which is uniform between them.
    n
        Base samples, a power of 2. The design has n (parameters + 2) runs, or n (2 parameters + 2).
    seed
        Seed of the scrambling: the same seed gives the same design.
    second_order
        Whether `sobol_interactions` shall be possible.

    Returns
    -------
    SobolDesign
        Its `points` are to be run in order.
    """
    checked = _checked(bounds)
    if n < 2 or n & (n - 1):  # noqa: PLR2004  a variance needs two
        raise ValueError(f"n = {n}, must be a power of 2: else the Sobol sequence is unbalanced")
    rng = np.random.default_rng(seed)
    points = sobol_sample.sample(_problem(checked), n, calc_second_order=second_order, seed=rng)
    return SobolDesign(checked, points, second_order)


def sobol_indices(
    design: SobolDesign, outputs: ArrayLike, *, level: float = 0.95, resamples: int = 200, seed: int = 0
) -> pd.DataFrame:
    """First-order and total Sobol indices of an output.

    The intervals are normal ones with the spread of a bootstrap over base samples. That treats the samples as
    independent; those of a Sobol sequence err less, so the intervals tend to be too wide rather than too narrow.

    Parameters
    ----------
    design
        Of `sobol_design`.
    outputs
        One number per row of the design's points, in that order.
    level
        Probability that the intervals are made for.
    resamples
        Draws of the bootstrap.
    seed
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        A row per parameter: ``S1``, ``S1_low``, ``S1_high``, ``ST``, ``ST_low``, ``ST_high``. Estimates and bounds may
        lie somewhat below 0 or above 1. The attribute ``variance`` is that of the output. If it is 0 the indices do not
        exist and are NaN.
    """
    outputs = _outputs(outputs, design.points)
    _check_level(level)
    independent = outputs[design.independent]
    names = list(design.bounds)
    columns = {}
    for index in ("S1", "ST"):
        columns |= dict.fromkeys((index, f"{index}_low", f"{index}_high"), np.full(len(names), np.nan))
    if np.ptp(independent) > 0:
        mixed = len(names) + 1  # from here to B come the rows that only interactions need
        found = sobol_analysis.analyze(
            _problem(design.bounds),
            np.delete(outputs.reshape(-1, design.stride), np.s_[mixed:-1], axis=1).ravel(),
            calc_second_order=False,
            num_resamples=resamples,
            conf_level=level,
            seed=np.random.default_rng(seed),  # an int 0 would be taken for no seed
        )
        for index in ("S1", "ST"):
            columns |= _with_bounds(index, found[index], found[f"{index}_conf"])
    table = pd.DataFrame(columns, index=pd.Index(names, name="parameter"))
    table.attrs = {"level": level, "variance": float(np.var(independent))}
    return table


def sobol_interactions(
    design: SobolDesign, outputs: ArrayLike, *, level: float = 0.95, resamples: int = 200, seed: int = 0
) -> pd.DataFrame:
    """Second-order Sobol indices: the share of variance that two parameters make together beyond their S1.

    Parameters
    ----------
    design
        Of `sobol_design` with `second_order`.
    outputs
        One number per row of the design's points, in that order.
    level
        Probability that the intervals are made for; they are made as those of `sobol_indices`.
    resamples
        Draws of the bootstrap.
    seed
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        A row per pair, by ``parameter`` and ``other_parameter``: ``S2``, ``S2_low``, ``S2_high``. NaN if the output
        does not vary.
    """
    if not design.second_order:
        raise ValueError("this design has no rows for interactions; make it with second_order=True")
    outputs = _outputs(outputs, design.points)
    _check_level(level)
    first, second = np.triu_indices(len(design.bounds), k=1)
    values, reach = np.full((2, first.size), np.nan)
    if np.ptp(outputs[design.independent]) > 0:
        found = sobol_analysis.analyze(
            _problem(design.bounds),
            outputs,
            calc_second_order=True,
            num_resamples=resamples,
            conf_level=level,
            seed=np.random.default_rng(seed),
        )
        values, reach = found["S2"][first, second], found["S2_conf"][first, second]
    names = np.array(list(design.bounds), dtype=object)
    pairs = pd.MultiIndex.from_arrays([names[first], names[second]], names=["parameter", "other_parameter"])
    table = pd.DataFrame(_with_bounds("S2", values, reach), index=pairs)
    table.attrs = {"level": level}
    return table


def morris_design(bounds: Mapping[str, tuple[float, float]], n: int, seed: int, levels: int = 4) -> MorrisDesign:
    """Morris' design: paths through a grid on which one parameter changes at each step.

    Parameters
    ----------
    bounds
        Least and greatest value of each parameter.
    n
        Paths, at least 2. The design has n (parameters + 1) runs.
    seed
        The same seed gives the same design.
    levels
        Values of each parameter, an even number. A step spans levels / 2 of the levels - 1 intervals.

    Returns
    -------
    MorrisDesign
        Its `points` are to be run in order.
    """
    checked = _checked(bounds)
    if n < 2:  # noqa: PLR2004  a variance needs two
        raise ValueError(f"n = {n}, must be at least 2")
    if levels < 2 or levels % 2:  # noqa: PLR2004  even
        raise ValueError(f"levels = {levels}, must be even")
    rng = np.random.default_rng(seed)
    return MorrisDesign(checked, morris_sample.sample(_problem(checked), n, num_levels=levels, seed=rng), levels)


def morris_indices(
    design: MorrisDesign, outputs: ArrayLike, *, level: float = 0.95, resamples: int = 200, seed: int = 0
) -> pd.DataFrame:
    """Elementary effects of an output.

    An effect is the change of the output over a step, divided by the step as a share of the parameter's range: what the
    output would change by over the whole range, were it linear.

    Parameters
    ----------
    design
        Of `morris_design`.
    outputs
        One number per row of the design's points, in that order.
    level
        Probability that the interval of mu_star is made for.
    resamples
        Draws of the bootstrap.
    seed
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        A row per parameter: ``mu``, the mean effect (Morris 1991); ``mu_star``, the mean of its absolute value, with
        ``mu_star_low`` and ``mu_star_high`` (Campolongo et al. 2007); ``sigma``, the standard deviation of the effects:
        0 for a parameter that acts linearly and alone.
    """
    outputs = _outputs(outputs, design.points)
    _check_level(level)
    found = morris_analysis.analyze(
        _problem(design.bounds),
        design.points,
        outputs,
        num_resamples=resamples,
        conf_level=level,
        num_levels=design.levels,
        seed=np.random.default_rng(seed),
    )
    columns = {"mu": np.asarray(found["mu"])}
    columns |= _with_bounds("mu_star", found["mu_star"], found["mu_star_conf"])
    columns["sigma"] = np.asarray(found["sigma"])
    table = pd.DataFrame(columns, index=pd.Index(list(design.bounds), name="parameter"))
    table.attrs = {"level": level}
    return table


def _checked(bounds: Mapping[str, tuple[float, float]]) -> Bounds:
    if not bounds:
        raise ValueError("a design needs a parameter")
    checked = {str(name): (float(low), float(high)) for name, (low, high) in bounds.items()}
    for name, (low, high) in checked.items():
        if not (np.isfinite([low, high]).all() and low < high):
            raise ValueError(f"bounds of {name} are {low} and {high}, must be finite and the first the lesser")
    return checked


def _problem(bounds: Bounds) -> dict[str, Any]:
    """Write bounds the way SALib wants them: anew for each call, because it writes into what it is given."""
    return {"num_vars": len(bounds), "names": list(bounds), "bounds": [list(pair) for pair in bounds.values()]}


def _outputs(outputs: ArrayLike, points: np.ndarray) -> np.ndarray:
    outputs = np.asarray(outputs, dtype=float)
    if outputs.shape != (len(points),):
        raise ValueError(f"outputs {outputs.shape} must be one number for each of the {len(points)} points")
    missing = np.flatnonzero(~np.isfinite(outputs))
    if missing.size:
        raise ValueError(f"{missing.size} outputs are not finite, the first at point {missing[0]}")
    return outputs


def _check_level(level: float) -> None:
    if not 0.0 < level < 1.0:
        raise ValueError(f"level = {level}, must lie between 0 and 1")


def _with_bounds(name: str, values: ArrayLike, reach: ArrayLike) -> dict[str, np.ndarray]:
    values, reach = np.asarray(values, dtype=float), np.asarray(reach, dtype=float)
    return {name: values, f"{name}_low": values - reach, f"{name}_high": values + reach}
