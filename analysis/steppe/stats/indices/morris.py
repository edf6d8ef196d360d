"""Elementary effects: Morris' design, and what its steps change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from SALib.analyze import morris as morris_analysis
from SALib.sample import morris as morris_sample

from steppe.stats.indices.checks import Bounds, check_level, checked_bounds, checked_outputs, salib_problem, with_bounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike


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
    checked = checked_bounds(bounds)
    if n < 2:  # noqa: PLR2004  a variance needs two
        raise ValueError(f"n = {n}, must be at least 2")
    if levels < 2 or levels % 2:  # noqa: PLR2004  even
        raise ValueError(f"levels = {levels}, must be even")
    rng = np.random.default_rng(seed)
    return MorrisDesign(checked, morris_sample.sample(salib_problem(checked), n, num_levels=levels, seed=rng), levels)


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
    outputs = checked_outputs(outputs, design.points)
    check_level(level)
    found = morris_analysis.analyze(
        salib_problem(design.bounds),
        design.points,
        outputs,
        num_resamples=resamples,
        conf_level=level,
        num_levels=design.levels,
        seed=np.random.default_rng(seed),
    )
    columns = {"mu": np.asarray(found["mu"])}
    columns |= with_bounds("mu_star", found["mu_star"], found["mu_star_conf"])
    columns["sigma"] = np.asarray(found["sigma"])
    table = pd.DataFrame(columns, index=pd.Index(list(design.bounds), name="parameter"))
    table.attrs = {"level": level}
    return table
