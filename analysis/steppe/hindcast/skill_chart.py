"""Skill of hindcasts by horizon and baseline."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from steppe.format import MINUS
from steppe.hindcast.words import BASELINES, GROUPS, framed, of_mode, years
from steppe.plot import frame, style
from steppe.plot.panels import FRAME_HEIGHT, PANEL_HEIGHT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

DEEPEST = -1.0  # skill below is cut off: as bad as twice the baseline's score
ABOVE = 1.08
KEY_LINE = 0.22  # inches
SPREAD = 0.7  # of the distance of horizons, over which the baselines stand side by side
MARKERS = ("o", "s", "D", "^", "P")
COLUMNS = ("baseline", "skill", "low", "high", "few")


@style.styled
def skill_by_horizon(scores: pd.DataFrame, mode: str | None = None, *, width: float = 9.0) -> Figure:
    """Draw the skill of hindcasts against each baseline, by horizon, with its interval.

    Parameters
    ----------
    scores
        Scores of hindcasts as a table: columns ``group``, ``horizon`` in years, ``mode``,
        ``baseline``, ``skill``, ``low``, ``high``, ``few``.
    mode
        Mode of the drivers to show; the first of the table when not given.
    width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each group. Skills are labelled ``"<group>|<baseline>"``, hollow where few blocks stand behind them
        and at the lower edge, pointing down, where they lie below; intervals ``"<group>|<baseline>|interval"``.
    """
    rows, chosen = of_mode(scores, mode, COLUMNS)
    groups = list(dict.fromkeys(rows["group"]))
    baselines = [name for name in BASELINES if name in set(rows["baseline"])]
    baselines += [name for name in dict.fromkeys(rows["baseline"]) if name not in baselines]
    figure, key, axes = _keyed_grid(len(groups), len(baselines), width)
    for ax, group in zip(axes, groups, strict=True):
        _draw_group(ax, rows[rows["group"] == group], baselines, group)
    drawn = {item.get_label().split("|")[-1]: item for ax in axes for item in ax.collections}
    keys = {name: drawn[name] for name in baselines}
    key.legend(
        keys.values(), [BASELINES.get(name, name) for name in keys], loc="center left", fontsize=8,
        ncols=_columns_of_key(width, len(keys)), frameon=False, handletextpad=0.3, columnspacing=1.2, borderpad=0,
    )  # fmt: skip
    frame.add_frame(figure, *framed("Skill of hindcasts against baselines", chosen, _reading(rows)))
    return figure


def _columns_of_key(width: float, entries: int) -> int:
    return 2 if width < style.NARROW else entries


def _keyed_grid(count: int, entries: int, width: float) -> tuple[Figure, SubFigure, list[Axes]]:
    """Start a figure with a strip for the key above so many equal panels; one column where it is narrow."""
    columns = 1 if width < style.NARROW else min(count, 2)
    rows = math.ceil(count / columns)
    strip = KEY_LINE * math.ceil(entries / _columns_of_key(width, entries))
    figure = style.new_figure(width, rows * PANEL_HEIGHT + strip + FRAME_HEIGHT)
    key, panels = figure.subfigures(2, 1, height_ratios=[strip, rows * PANEL_HEIGHT])
    axes = panels.subplots(rows, columns, squeeze=False).ravel()
    for ax in axes[count:]:
        ax.remove()
    return figure, key, list(axes[:count])


def _draw_group(ax: Axes, rows: pd.DataFrame, baselines: list[str], group: str) -> None:
    horizons = sorted(rows["horizon"].unique())
    ax.axhline(0, color=style.INK, linewidth=0.9)
    offsets = SPREAD * (np.arange(len(baselines)) - (len(baselines) - 1) / 2) / max(1, len(baselines))
    for number, (baseline, offset) in enumerate(zip(baselines, offsets, strict=True)):
        part = rows[rows["baseline"] == baseline].sort_values("horizon")
        if part.empty:
            continue
        places = np.array([horizons.index(one) for one in part["horizon"]]) + offset
        colour, label = style.SERIES[number % len(style.SERIES)], f"{group}|{baseline}"
        ends = part[["low", "high"]].astype(float).clip(DEEPEST, ABOVE)
        ax.vlines(places, ends["low"], ends["high"], color=colour, linewidth=2, alpha=0.6, label=f"{label}|interval")
        few, skill = part["few"].to_numpy(dtype=bool), part["skill"].to_numpy(dtype=float)
        shown = skill >= DEEPEST
        for which, marker, name in ((shown, MARKERS[number % len(MARKERS)], label), (~shown, "v", f"{label}|below")):
            faces = [style.PAPER if one else colour for one in few[which]]
            at = np.maximum(skill[which], DEEPEST)
            look = {"s": 26, "edgecolors": colour, "linewidths": 1.2, "zorder": 3}
            ax.scatter(places[which], at, facecolors=faces, marker=marker, label=name, **look)
    ax.set_title(GROUPS.get(group, group))
    ax.set_xticks(range(len(horizons)), [f"{one:g}" for one in horizons])
    ax.set_xlim(-0.6, len(horizons) - 0.4)
    ax.set_ylim(DEEPEST - 0.08, ABOVE)
    ax.grid(visible=False, axis="x")
    ax.set_xlabel("Horizon, years")
    ax.set_ylabel("Skill")
    style.value_axis(ax.yaxis)


def _reading(rows: pd.DataFrame) -> str:
    few = rows[rows["few"].astype(bool)]
    told = (
        f" Hollow: fewer than 10 blocks of origins that share no year (here {_horizons(few)}); the interval is a guess."
        if len(few)
        else ""
    )
    return (
        "1 is perfect, 0 as good as the baseline, below 0 worse. Lines: 90 % interval of the skill, of the long-run "
        f"variance over origins, cut at {MINUS}1; a mark that points down lies below.{told}"
    )


def _horizons(rows: pd.DataFrame) -> str:
    found = sorted(rows["horizon"].unique())
    return years(found[0]) if len(found) == 1 else f"{found[0]:g} to {years(found[-1])}"
