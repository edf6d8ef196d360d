"""Where in the space of parameters an outcome comes about: pairs of parameters with a box of PRIM."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle

from steppe.format import percent, unit_name
from steppe.plot import frame, style
from steppe.stats.intervals import wilson_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike

    from steppe.discovery import Box

LEVEL = 0.90
MOST = 4  # parameters that are drawn in pairs
BINS = 8
SWITCH = (0.0, 1.0)


@style.styled
def box_pairs(
    experiments: pd.DataFrame,
    of_interest: ArrayLike | pd.Series,
    box: Box,
    *,
    interest: str,
    most: int = MOST,
    names: Mapping[str, str] | None = None,
    source: Mapping[str, object] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the points of a sweep in pairs of the parameters that a box restricts, and the box.

    Parameters
    ----------
    experiments
        A row per point and a column per parameter, of `steppe.discovery.experiments`.
    of_interest
        Whether each point is of interest, in the order of the rows.
    box
        One of `steppe.discovery.boxes`, found with them.
    interest
        What makes a point interesting, in words: ``"welfare falls"``.
    most
        Parameters to draw: those of the box with the least quasi-p values.
    names
        What to call parameters, by key.
    source
        Attributes of the results, for the source note: ``title``, ``git_commit``.
    width
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
        On the diagonal the share of interesting points by value of each parameter, labelled ``"<key>"``, with
        ``"<key>|interval"`` (Wilson's); below it, points of each pair, ``"<key>|<other key>|of interest"`` and
        ``"...|others"``, and the box, a patch labelled ``"<key>|<other key>|box"``; in the top right corner the
        coverage and density of the boxes that the search came by, ``"trajectory"`` and ``"chosen"``.

    Raises
    ------
    ValueError
        The numbers of points differ.
    """
    cases = np.asarray(of_interest, dtype=bool)
    if cases.shape != (len(experiments),):
        raise ValueError(f"of_interest {cases.shape} must be one truth value for each of the {len(experiments)} points")
    keys = _most_certain(box, most)
    count = len(keys)
    figure = style.new_figure(width, max(0.8 * width, 3.0) + 1.3 if count > 1 else 4.8)
    axes = figure.subplots(max(count, 2), max(count, 2), squeeze=False)
    for row, key in enumerate(keys):
        _draw_share(axes[row, row], experiments, cases, key, box)
        for column in range(row):
            _draw_pair(axes[row, column], experiments, cases, (keys[column], key), box)
    _draw_trajectory(axes[0, -1], box)
    drawn = {(row, column) for row in range(count) for column in range(row + 1)} | {(0, axes.shape[1] - 1)}
    for place in np.ndindex(axes.shape):
        if place not in drawn:
            axes[place].remove()
    _name_axes(axes, keys, names or {}, experiments, width)
    frame.add_frame(figure, *_frame(experiments, cases, box, (interest, keys, names or {}), source))
    return figure


def _most_certain(box: Box, most: int) -> list[str]:
    p = box.limits[["quasi_p_low", "quasi_p_high"]].min(axis="columns")
    return [str(key) for key in p.sort_values(kind="stable").index[:most]]


def _limits(box: Box, key: str, values: pd.Series) -> tuple[float, float]:
    """Ends of the box, moved apart where it holds one value of a switch."""
    low, high = box.limits.loc[key, ["low", "high"]].astype(float)
    if _is_switch(values):
        return low - 0.5, high + 0.5
    return low, high


def _is_switch(values: pd.Series) -> bool:
    return set(np.unique(values.to_numpy().astype(float))) <= set(SWITCH)


def _spread(values: pd.Series, seed: int) -> np.ndarray:
    """Values as they are; those of a switch scattered a little, so that points do not hide each other."""
    at = values.to_numpy().astype(float)
    return at + np.random.default_rng(seed).uniform(-0.3, 0.3, len(at)) if _is_switch(values) else at


def _draw_pair(ax: Axes, experiments: pd.DataFrame, cases: np.ndarray, keys: tuple[str, str], box: Box) -> None:
    across, up = keys
    x, y = _spread(experiments[across], 1), _spread(experiments[up], 2)
    label = f"{across}|{up}"
    ax.scatter(
        x[~cases], y[~cases], s=9, facecolors="none", edgecolors=style.MUTED, linewidths=0.6, alpha=0.7,
        label=f"{label}|others",
    )  # fmt: skip
    ax.scatter(x[cases], y[cases], s=11, color=style.SERIES[1], linewidths=0, label=f"{label}|of interest")
    (left, right), (bottom, top) = (_limits(box, key, experiments[key]) for key in keys)
    frame = {"fill": False, "edgecolor": style.SERIES[0], "linewidth": 1.8, "zorder": 4}
    ax.add_patch(Rectangle((left, bottom), right - left, top - bottom, label=f"{label}|box", **frame))
    ax.margins(0.06)
    ax.autoscale_view()


def _draw_share(ax: Axes, experiments: pd.DataFrame, cases: np.ndarray, key: str, box: Box) -> None:
    """Draw how often points are of interest along one parameter, over the points as they are."""
    values = experiments[key].to_numpy().astype(float)
    if _is_switch(experiments[key]):
        edges = np.array([-0.5, 0.5, 1.5])
    else:
        edges = np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)))
    which = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    trials = np.bincount(which, minlength=len(edges) - 1)
    held = np.bincount(which, cases, minlength=len(edges) - 1)
    some = trials > 0
    low, high = wilson_interval(held[some], trials[some], LEVEL)
    centres = ((edges[1:] + edges[:-1]) / 2)[some]
    left, right = _limits(box, key, experiments[key])
    ax.axvspan(left, right, color=style.SERIES[0], alpha=0.12, linewidth=0)
    ax.vlines(centres, low, high, colors=style.SERIES[1], linewidth=1.6, label=f"{key}|interval")
    ax.scatter(centres, held[some] / trials[some], s=14, color=style.SERIES[1], zorder=3, label=key)
    ax.axhline(cases.mean(), color=style.INK, linewidth=0.8, linestyle=(0, (1, 1.5)))
    ax.set_ylim(-0.04, 1.04)
    ax.set_xlim(edges[0] - 0.06 * np.ptp(edges), edges[-1] + 0.06 * np.ptp(edges))


def _draw_trajectory(ax: Axes, box: Box) -> None:
    path = box.trajectory
    ax.plot(
        path["coverage"], path["density"], color=style.MUTED, linewidth=0.7, marker="o", markersize=2.5,
        label="trajectory",
    )  # fmt: skip
    ax.scatter(box.coverage, box.density, s=34, color=style.SERIES[0], zorder=4, label="chosen")
    ax.set_xlim(0, 1.05)
    ax.set_ylim(0, 1.05)
    ax.set_xlabel("Coverage")
    ax.set_ylabel("Density")
    ax.set_title("Boxes of the search", fontsize=8.5)
    style.value_axis(ax.xaxis)
    style.value_axis(ax.yaxis)


def _name_axes(
    axes: np.ndarray, keys: list[str], names: Mapping[str, str], experiments: pd.DataFrame, width: float
) -> None:
    units = experiments.attrs.get("units", {})
    letters = max(10, int(width / len(axes) * 72 / 5.6))

    def words(key: str) -> str:
        unit = unit_name(str(units.get(key, "1"))) and f", {units[key]}"
        long = names.get(key, key) + unit
        return "\n".join(textwrap.wrap(long.replace(".", ".\u200b"), letters)).replace("\u200b", "")

    for row, key in enumerate(keys):
        for column in range(row + 1):
            ax = axes[row, column]
            for axis, of in ((ax.xaxis, keys[column]), (ax.yaxis, key)):
                if row == column and axis is ax.yaxis:
                    style.value_axis(axis)
                elif _is_switch(experiments[of]):
                    axis.set_ticks([0, 1], ["off", "on"])
                else:
                    style.value_axis(axis)
            ax.set_xlabel(words(keys[column]) if row == len(keys) - 1 else "", fontsize=7.5)
            ax.set_ylabel("Share of interest" if row == column else words(key) if column == 0 else "", fontsize=7.5)
            ax.tick_params(labelsize=7)


def _frame(
    experiments: pd.DataFrame,
    cases: np.ndarray,
    box: Box,
    what: tuple[str, list[str], Mapping[str, str]],
    source: Mapping[str, object] | None,
) -> frame.Words:
    interest, keys, names = what
    inside = box.holds(experiments).to_numpy()
    held = int((inside & cases).sum())
    density = _with_interval(held, int(inside.sum()))
    coverage = _with_interval(held, int(cases.sum()))
    rest = [names.get(str(key), str(key)) for key in box.limits.index if str(key) not in keys]
    others = f" The box restricts besides: {', '.join(rest)}." if rest else ""
    return (
        f"Where {interest}, in the model: {percent(cases.mean())} of {len(cases)} points, and "
        f"{percent(held / max(1, inside.sum()))} inside the box",
        f"Vermilion: points where {interest}; grey: the others. Blue: the box of PRIM. Of the points inside it "
        f"{density} are of interest (density); of those of interest it holds {coverage} (coverage). The box was chosen "
        "on these points, so that its density is too favourable. Diagonal: share of interest by value, with "
        f"{round(100 * LEVEL)} % intervals (Wilson); dotted: over all points; shaded: limits of the box. "
        f"Top right: the boxes that the search came by, and the one chosen.{others} "
        "Shares of points are no probabilities unless the design draws from a distribution that one believes.",
        frame.source_note(source or {}),
    )


def _with_interval(held: int, trials: int) -> str:
    if not trials:
        return "none"
    low, high = wilson_interval(held, trials, LEVEL)
    return f"{percent(held / trials)} ({percent(float(low))} to {percent(float(high))})"
