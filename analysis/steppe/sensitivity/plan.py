"""Designs over priors: the points to run, and how to analyse what they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from SALib.sample import latin

from steppe.stats import indices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steppe.sensitivity.joint import JointInput
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
        Evidence of each parameter and group; of a group empty where its parameters differ.
    design
        In the unit cube, of Sobol and Morris.
    """

    method: str
    points: pd.DataFrame
    tags: dict[str, str]
    design: indices.SobolDesign | indices.MorrisDesign | None = None

    @property
    def names(self) -> list[str]:
        """What has indices: parameters or, of a grouped design, groups."""
        return self.design.names if isinstance(self.design, indices.SobolDesign) else list(self.points)

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
    groups: Mapping[str, str] | None = None,
    joint: Sequence[JointInput] = (),
) -> Plan:
    """Points over the priors of parameters, which are independent of each other but for joint inputs.

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
    groups
        Group of a parameter by its key, for Sobol indices of groups; the others are groups by themselves.
    joint
        Inputs whose parameters depend on each other, in place of the priors of these; each is a group. Not for Morris,
        which moves one parameter at a time.

    Returns
    -------
    Plan
        The points of fewer base points of Sobol with the same seed are its first.
    """
    n = METHODS.get(method, 0) if base_points is None else base_points
    _check(method, n, second_order=second_order, grouped=bool(groups), joined=bool(joint))
    taken = {key for one in joint for key in one.keys}
    alone = [parameter for parameter in parameters if parameter.key not in taken]
    columns = [*(parameter.key for parameter in alone), *(name for one in joint for name in one.columns)]
    unit = dict.fromkeys(columns, (0.0, 1.0))
    if len(unit) < len(columns) or len({p.key for p in parameters}) < len(parameters):
        raise ValueError("a parameter is given twice")
    design = None
    if method == "sobol":
        together = dict(groups or {}) | {name: one.name for one in joint for name in one.columns}
        design = indices.sobol_design(unit, n, seed, second_order=second_order, groups=together)
    elif method == "morris":
        design = indices.morris_design(unit, n, seed)
    cube = design.points if design else _latin_hypercube(len(unit), n, seed)
    values = {p.key: p.quantile(cube[:, i]) for i, p in enumerate(alone)}
    at = len(alone)
    for one in joint:
        values |= one.values(cube[:, at : at + len(one.columns)])
        at += len(one.columns)
    own = {parameter.key: parameter.tag for parameter in parameters}
    tags = own | {key: "" for key in values if key not in own}
    return Plan(method, pd.DataFrame(values)[list(tags)], tags | _group_tags(tags, groups or {}, joint), design)


def _check(method: str, n: int, *, second_order: bool, grouped: bool, joined: bool) -> None:
    if method not in METHODS:
        raise ValueError(f"no method '{method}'; there are {', '.join(METHODS)}")
    if second_order and method != "sobol":
        raise ValueError("only the method sobol has indices of second order")
    if grouped and method != "sobol":
        raise ValueError("only the method sobol has indices of groups")
    if joined and method == "morris":
        raise ValueError("the method morris moves one parameter at a time; joint inputs go with sobol and delta")
    if method == "delta" and n < PAIR:
        raise ValueError(f"n = {n}, must be at least {PAIR}")


def _group_tags(tags: Mapping[str, str], groups: Mapping[str, str], joint: Sequence[JointInput]) -> dict[str, str]:
    """Evidence of groups: that of their parameters where these have the same, else none."""
    members: dict[str, set[str]] = {one.name: {tags[key] for key in one.keys} for one in joint}
    for key, name in groups.items():
        members.setdefault(name, set()).add(tags.get(key, ""))
    return {name: min(found) if len(found) == 1 else "" for name, found in members.items()}


def _latin_hypercube(parameters: int, n: int, seed: int) -> np.ndarray:
    problem = {
        "num_vars": parameters,
        "names": [str(i) for i in range(parameters)],
        "bounds": [[0.0, 1.0]] * parameters,
    }
    return latin.sample(problem, n, seed=np.random.default_rng(seed))
