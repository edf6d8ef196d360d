"""Sobol indices: Saltelli's design, shares of the variance of parameters and of pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import sobol as sobol_sample

from steppe.stats.indices.checks import Bounds, check_level, checked_bounds, checked_outputs, salib_problem, with_bounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike


@dataclass(frozen=True, eq=False)
class SobolDesign:
    """Points at which to run a model for Sobol indices.

    Attributes
    ----------
    bounds
        Least and greatest value of each parameter.
    points
        A row per run and a column per parameter, in the order of `bounds`: n times (A, A with the columns of B of one
        group for each group, B), which are groups + 2 rows each; a parameter without groups is one by itself. For
        interactions also B with one column of A for each parameter, before B: 2 parameters + 2 rows.
    second_order
        Whether the design has the rows for interactions.
    groups
        The group of each parameter; empty where each is one.
    """

    bounds: Bounds
    points: np.ndarray
    second_order: bool = False
    groups: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """What has indices: groups by their first parameter, or parameters."""
        return list(dict.fromkeys(self.groups or self.bounds))

    @property
    def stride(self) -> int:
        """Rows of one base sample."""
        return (2 if self.second_order else 1) * len(self.names) + 2

    @property
    def independent(self) -> np.ndarray:
        """Rows of A, then those of B: draws of all parameters, without the mixed ones."""
        rows = np.arange(len(self.points))
        return np.concatenate([rows[:: self.stride], rows[self.stride - 1 :: self.stride]])


def sobol_design(
    bounds: Mapping[str, tuple[float, float]],
    n: int,
    seed: int,
    *,
    second_order: bool = False,
    groups: Mapping[str, str] | None = None,
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
    groups
        Group of each parameter by its name; one that is not there is a group by itself. Indices are then those of
        groups, whose parameters are moved together, and the design has n (groups + 2) runs.

    Returns
    -------
    SobolDesign
        Its `points` are to be run in order. Those of fewer base samples with the same seed are its first.
    """
    checked = checked_bounds(bounds)
    grouped = tuple(groups.get(name, name) for name in checked) if groups else ()
    if second_order and grouped:
        raise ValueError("groups have no indices of second order")
    if n < 2 or n & (n - 1):  # noqa: PLR2004  a variance needs two
        raise ValueError(f"n = {n}, must be a power of 2: else the Sobol sequence is unbalanced")
    rng = np.random.default_rng(seed)
    points = sobol_sample.sample(salib_problem(checked, grouped), n, calc_second_order=second_order, seed=rng)
    return SobolDesign(checked, points, second_order, grouped)


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
        A row per parameter or group: ``S1``, ``S1_low``, ``S1_high``, ``ST``, ``ST_low``, ``ST_high``. Estimates and
        bounds may lie somewhat below 0 or above 1. The attribute ``variance`` is that of the output. If it is 0 the
        indices do not exist and are NaN.
    """
    outputs = checked_outputs(outputs, design.points)
    check_level(level)
    independent = outputs[design.independent]
    names = design.names
    columns = {}
    for index in ("S1", "ST"):
        columns |= dict.fromkeys((index, f"{index}_low", f"{index}_high"), np.full(len(names), np.nan))
    if np.ptp(independent) > 0:
        mixed = len(names) + 1  # from here to B come the rows that only interactions need
        found = sobol_analysis.analyze(
            salib_problem(design.bounds, design.groups),
            np.delete(outputs.reshape(-1, design.stride), np.s_[mixed:-1], axis=1).ravel(),
            calc_second_order=False,
            num_resamples=resamples,
            conf_level=level,
            seed=np.random.default_rng(seed),  # an int 0 would be taken for no seed
        )
        for index in ("S1", "ST"):
            columns |= with_bounds(index, found[index], found[f"{index}_conf"])
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
    outputs = checked_outputs(outputs, design.points)
    check_level(level)
    first, second = np.triu_indices(len(design.bounds), k=1)
    values, reach = np.full((2, first.size), np.nan)
    if np.ptp(outputs[design.independent]) > 0:
        found = sobol_analysis.analyze(
            salib_problem(design.bounds),
            outputs,
            calc_second_order=True,
            num_resamples=resamples,
            conf_level=level,
            seed=np.random.default_rng(seed),
        )
        values, reach = found["S2"][first, second], found["S2_conf"][first, second]
    names = np.array(list(design.bounds), dtype=object)
    pairs = pd.MultiIndex.from_arrays([names[first], names[second]], names=["parameter", "other_parameter"])
    table = pd.DataFrame(with_bounds("S2", values, reach), index=pairs)
    table.attrs = {"level": level}
    return table
