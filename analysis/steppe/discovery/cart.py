"""Leaves of points with many or few cases of interest, with CART."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from steppe.discovery.workbench import SWITCH, checked_cases, checked_points, workbench

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike


def tree(
    experiments: pd.DataFrame,
    of_interest: ArrayLike | pd.Series,
    *,
    mass_min: float = 0.05,
    most_leaves: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Split the points by their parameters into leaves with many or few cases of interest, with CART.

    Parameters
    ----------
    experiments
        A row per point and a column per parameter. Parameters that take just the values 0 and 1 are switches, and the
        rules name their value.
    of_interest
        Whether each point is of interest, as of `boxes`.
    mass_min
        Least share of the points in a leaf.
    most_leaves
        Leaves at most: the splits that gain most are made first. No bound when not given.
    seed
        Decides between splits that are equally good.

    Returns
    -------
    pandas.DataFrame
        A row per leaf, densest first: ``rule``, ``points``, ``density`` (share of its points that are of interest),
        ``coverage`` (share of all cases of interest), ``mass`` (share of all points). Every point is in one leaf.
    """
    points = checked_points(experiments).astype("float32").astype(float)  # as scikit-learn splits
    cases = checked_cases(experiments.index, of_interest)
    if not 0.0 < mass_min <= 0.5:  # noqa: PLR2004  a split makes two leaves
        raise ValueError(f"mass_min = {mass_min}, must lie between 0 and 0.5")
    mass_min = max(mass_min, (1 + 1e-9) / len(points))  # a point at least, after rounding down
    with workbench("cart") as cart:
        found = cart.CART(points, cases.astype(int), mass_min=mass_min)
        found.build_tree()
        found.clf.set_params(random_state=seed, max_leaf_nodes=most_leaves)  # build_tree draws between equal splits
        found.clf.fit(points.to_numpy(), found.y)
        if found.clf.get_n_leaves() > 1:
            leaves = [
                {"rule": _rule(box, points), "points": round(stats["mass"] * len(points)), **_shares(stats)}
                for box, stats in zip(found.boxes, found.stats, strict=True)
            ]
        else:  # which the workbench cannot take apart
            all_points = {"coverage": 1.0, "density": cases.mean(), "mass": 1.0}
            leaves = [{"rule": "all points", "points": len(points), **_shares(all_points)}]
    table = pd.DataFrame(leaves)
    return table.sort_values(["density", "points"], ascending=False, kind="stable", ignore_index=True)


def _rule(box: pd.DataFrame, points: pd.DataFrame) -> str:
    parts = []
    for name in points:
        low, high = box[name]
        above, below = low > points[name].min(), high < points[name].max()
        if set(points[name].unique()) == SWITCH and (above or below):
            parts.append(f"{name} = {1 if above else 0}")
        elif above and below:
            parts.append(f"{low:.4g} < {name} <= {high:.4g}")
        elif above:
            parts.append(f"{name} > {low:.4g}")
        elif below:
            parts.append(f"{name} <= {high:.4g}")
    return " and ".join(parts)


def _shares(stats: Mapping[str, float]) -> dict[str, float]:
    return {name: float(stats[name]) for name in ("density", "coverage", "mass")}
