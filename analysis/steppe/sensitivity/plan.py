"""Designs over priors: the points to run, and how to analyse what they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from SALib.sample import latin

from steppe.stats import indices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steppe.sensitivity.priors import Parameter

METHODS = {"sobol": 128, "morris": 20, "delta": 512}
"""Methods, with the base points they take when not told."""
PAIR = 2  # least number of things that have a variance


@dataclass(frozen=True, eq=False)
class Plan:
    """Points to run, and how to analyse what they give.

    Attributes
    ----------
    method
        ``sobol``, ``morris`` or ``delta``.
    points
        A row per point and a column per parameter, in the parameters' units.
    tags
        Evidence of each parameter.
    design
        In the unit cube, of Sobol and Morris.
    """

    method: str
    points: pd.DataFrame
    tags: dict[str, str]
    design: indices.SobolDesign | indices.MorrisDesign | None = None

    @property
    def independent(self) -> np.ndarray:
        """Rows that stand for the distribution of the parameters: of Sobol, those that are not mixed of two others."""
        if isinstance(self.design, indices.SobolDesign):
            return self.design.independent
        return np.arange(len(self.points))


def make_plan(
    parameters: Sequence[Parameter],
    method: str = "sobol",
    base_points: int | None = None,
    seed: int = 1,
    *,
    second_order: bool = False,
) -> Plan:
    """Points over the priors of parameters, which are independent of each other.

    Parameters
    ----------
    parameters
        What varies.
    method
        ``sobol``; ``morris``, whose points are levels of the unit cube: 0, 1/3, 2/3 and 1, so that a split of the
        variance is over these; or ``delta``, a Latin
        hypercube.
    base_points
        Base samples of Sobol, a power of 2; paths of Morris; points of delta. By default as `METHODS` says.
    seed
        The same seed gives the same points.
    second_order
        Whether Sobol's indices of pairs are wanted; twice the points.

    Returns
    -------
    Plan
    """
    if method not in METHODS:
        raise ValueError(f"no method '{method}'; there are {', '.join(METHODS)}")
    if second_order and method != "sobol":
        raise ValueError("only the method sobol has indices of second order")
    n = METHODS[method] if base_points is None else base_points
    unit = {parameter.key: (0.0, 1.0) for parameter in parameters}
    if len(unit) < len(parameters):
        raise ValueError("a parameter is given twice")
    design = None
    if method == "sobol":
        design = indices.sobol_design(unit, n, seed, second_order=second_order)
    elif method == "morris":
        design = indices.morris_design(unit, n, seed)
    elif n < PAIR:
        raise ValueError(f"n = {n}, must be at least {PAIR}")
    cube = design.points if design else _latin_hypercube(len(unit), n, seed)
    points = pd.DataFrame({p.key: p.quantile(cube[:, i]) for i, p in enumerate(parameters)})
    return Plan(method, points, {p.key: p.tag for p in parameters}, design)


def _latin_hypercube(parameters: int, n: int, seed: int) -> np.ndarray:
    problem = {
        "num_vars": parameters,
        "names": [str(i) for i in range(parameters)],
        "bounds": [[0.0, 1.0]] * parameters,
    }
    return latin.sample(problem, n, seed=np.random.default_rng(seed))
