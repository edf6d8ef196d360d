"""Boxes of parameters that hold many cases of interest and little else, with PRIM."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import signature
from typing import TYPE_CHECKING, Any

import pandas as pd

from steppe.discovery.workbench import SWITCH, checked_cases, checked_points, workbench

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

ALL = 1.0 - 1e-12  # coverage, but for rounding


@dataclass(frozen=True, eq=False)
class Box:
    """A box of parameters that PRIM found.

    Its shares count points that an earlier box holds as no longer there.

    Attributes
    ----------
    limits
        A row per restricted parameter. ``low`` and ``high`` belong to the box; a switch restricted to one value has
        that value as both. ``quasi_p_low`` and ``quasi_p_high`` say how likely a density as great as the box's would
        be by chance without that limit (a one-sided binomial test; Bryant & Lempert 2010). They are called quasi-p
        values because the limits were chosen on the data that test them: they are too small. NaN marks a side that is
        not restricted, where the limit is the least or greatest value among the points. A switch has its one value in
        ``quasi_p_low``.
    coverage
        Share of all cases of interest that lie in the box.
    density
        Share of the points in the box that are of interest.
    mass
        Share of all points that lie in the box.
    trajectory
        A row per box that PRIM came by, from all points to the last peel and the pastes, then one for each restriction
        that was given up: ``coverage``, ``density``, ``mass``, ``restricted`` (number of parameters), ``points``,
        ``of_interest``.
    chosen
        Row of `trajectory` with the best density at the coverage asked for.
    """

    limits: pd.DataFrame
    coverage: float
    density: float
    mass: float
    trajectory: pd.DataFrame
    chosen: int

    def holds(self, experiments: pd.DataFrame) -> pd.Series:
        """Tell which points lie in the box.

        Parameters
        ----------
        experiments
            A row per point, with a column for each restricted parameter.

        Returns
        -------
        pandas.Series
            True where all limits are kept.
        """
        values = experiments[list(self.limits.index)]
        return (values.ge(self.limits["low"]) & values.le(self.limits["high"])).all(axis="columns")


def boxes(
    experiments: pd.DataFrame,
    of_interest: ArrayLike | pd.Series,
    *,
    min_coverage: float = 0.8,
    significance: float = 0.05,
    most: int = 1,
    peel_alpha: float = 0.05,
    paste_alpha: float = 0.05,
    mass_min: float = 0.05,
) -> list[Box]:
    """Find boxes of parameters that hold many cases of interest and little else, with PRIM.

    PRIM peels off shares of the points, keeping what makes the rest denser in cases of interest, then pastes back what
    does not thin it. Of the boxes it comes by, this takes the densest that covers at least `min_coverage`; among those
    as dense, that with fewest parameters, then that with most points. Then, as long as a parameter is restricted for
    which no quasi-p value is at most `significance`, the one with the greatest is freed. Freeing may cost density,
    never coverage.

    Parameters
    ----------
    experiments
        A row per point and a column per parameter. Parameters that take just the values 0 and 1 are switches: the box
        holds one of the values, or both.
    of_interest
        Whether each point is of interest, in the order of the rows. Beware of NaN in what it is made from: a comparison
        with NaN is False, so leave out points without an outcome first.
    min_coverage
        Share of the cases of interest that the box must hold. With `most` above 1, share of those that no box before
        holds.
    significance
        Bound of the quasi-p values of a parameter that stays restricted; 1 keeps all of them.
    most
        Boxes to find at most. The points of a box are set aside before the next is sought.
    peel_alpha, paste_alpha
        Share of the points in the box to peel off or paste at a time.
    mass_min
        Least share of all points that a box may hold.

    Returns
    -------
    list of Box
        In the order found; empty if no parameter stays restricted.
    """
    points = checked_points(experiments)
    cases = checked_cases(experiments.index, of_interest)
    for name, share in {"min_coverage": min_coverage, "significance": significance, "mass_min": mass_min}.items():
        if not 0.0 <= share <= 1.0:
            raise ValueError(f"{name} = {share}, must lie between 0 and 1")
    switches = [column for column in points if set(points[column].unique()) == SWITCH]
    found: list[Box] = []
    with workbench("prim") as prim:
        # Cases of interest are those at or above the threshold, and no box thinner than all points is taken.
        # Version 3 of the workbench takes cases as they are, and has no threshold: such a box is never the densest.
        has_threshold = "threshold" in signature(prim.Prim).parameters
        search = prim.Prim(
            points.astype(dict.fromkeys(switches, bool)),
            cases.astype(int) if has_threshold else cases,
            **({"threshold": cases.mean()} if has_threshold else {}),
            peel_alpha=peel_alpha,
            paste_alpha=paste_alpha,
            mass_min=mass_min,
        )
        while len(found) < most and (covered := sum(box.coverage for box in found)) < ALL:
            box = search.find_box()
            chosen = _choose(box.peeling_trajectory, min_coverage * (1.0 - covered))
            box.select(chosen)
            row = _free_insignificant(box, chosen, significance)
            if not box.res_dim:
                break
            found.append(_box(box, chosen, row))
    return found


def _choose(trajectory: pd.DataFrame, min_coverage: float) -> int:
    """Row of the densest box that covers enough; the first row, all points, always does."""
    enough = trajectory[trajectory["coverage"] >= min(min_coverage, trajectory["coverage"].iloc[0])]
    order = enough.assign(density=-enough["density"].round(12), mass=-enough["mass"])
    return int(order.sort_values(["density", "res_dim", "mass"], kind="stable").index[0])


def _free_insignificant(box: Any, row: int, significance: float) -> int:  # noqa: ANN401  a PrimBox, imported late
    """Drop restrictions of the box at a row of its trajectory, and return the row of what is left."""
    while _quasi_p(box)[row]:
        best = {name: min(p for p in pair if p >= 0) for name, pair in _quasi_p(box)[row].items()}  # -1: none
        worst = max(best, key=best.__getitem__)
        if best[worst] <= significance:
            break
        box.drop_restriction(worst)
        row = len(box.peeling_trajectory) - 1
    return row


def _quasi_p(box: Any) -> list[dict[str, list[float]]]:  # noqa: ANN401  a PrimBox, imported late
    """Quasi-p values of each box of a trajectory: ``p_values`` from version 3 of the workbench on."""
    found: list[dict[str, list[float]]] = box.p_values if hasattr(box, "p_values") else box.qp
    return found


def _box(box: Any, chosen: int, row: int) -> Box:  # noqa: ANN401  a PrimBox, imported late
    rows = {name: [*_limits(box.box_lims[row][name]), *pair] for name, pair in _quasi_p(box)[row].items()}
    columns = ["low", "high", "quasi_p_low", "quasi_p_high"]
    limits = pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype=float)
    limits.index.name = "parameter"
    p = ["quasi_p_low", "quasi_p_high"]
    limits[p] = limits[p].where(limits[p] >= 0)
    about = {"res_dim": "restricted", "n": "points", "k": "of_interest"}
    trajectory = box.peeling_trajectory.rename(columns=about)[["coverage", "density", "mass", *about.values()]]
    trajectory = trajectory.astype(dict.fromkeys(about.values(), int))
    return Box(limits, float(box.coverage), float(box.density), float(box.mass), trajectory, chosen)


def _limits(column: pd.Series) -> tuple[float, float]:
    """Least and greatest value; the workbench keeps the values of a switch as a set."""
    low, high = column.iloc[0], column.iloc[1]
    return (float(min(low)), float(max(high))) if isinstance(low, set) else (float(low), float(high))
