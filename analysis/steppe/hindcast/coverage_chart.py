"""How many observations lay in the intervals of hindcasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom

from steppe.hindcast.words import GROUPS, blocks, framed, of_mode
from steppe.plot import frame, style
from steppe.plot.panels import panel_grid

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVELS = {"coverage50": 0.5, "coverage90": 0.9}
CHANCE = 0.90


@style.styled
def coverage_by_horizon(table: pd.DataFrame, mode: str | None = None, *, width: float = 9.0) -> Figure:
    """Draw the share of observations in the intervals of 50 % and 90 %, by horizon.

    Parameters
    ----------
    table
        Scores of hindcasts as a table: columns ``group``, ``horizon`` in years, ``mode``,
        ``origins``, ``coverage50``, ``coverage90``. Coverage is the same against every baseline.
    mode
        Mode of the drivers to show; the first of the table when not given.
    width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each group. Shares are labelled ``"<group>|coverage50"`` and ``"<group>|coverage90"``, what chance
        allows ``"<group>|coverage50|chance"``.
    """
    rows, chosen = of_mode(table, mode, ("origins", *LEVELS))
    rows = rows.drop_duplicates(["group", "horizon"])
    groups = list(dict.fromkeys(rows["group"]))
    figure, axes = panel_grid(len(groups), width)
    for ax, group in zip(axes, groups, strict=True):
        _draw(ax, rows[rows["group"] == group].sort_values("horizon"), group)
    reading = (
        "Circles: share of observations in the central interval of 50 %; diamonds: in that of 90 %; lines: where they "
        "should lie. Grey: what chance allows calibrated forecasts in 9 of 10 records, if only origins that share no "
        "year count as cases."
    )
    frame.add_frame(figure, *framed("Coverage of hindcasts", chosen, reading))
    return figure


def _draw(ax: Axes, rows: pd.DataFrame, group: str) -> None:
    places = np.arange(len(rows))
    for number, (name, level) in enumerate(LEVELS.items()):
        colour = style.SERIES[number]
        ax.axhline(level, color=colour, linewidth=0.9)
        counts = np.array([blocks(one, h) for one, h in zip(rows["origins"], rows["horizon"], strict=True)])
        low, high = (binom.ppf(p, counts, level) / counts for p in ((1 - CHANCE) / 2, (1 + CHANCE) / 2))
        shift = (number - 0.5) * 0.22
        ax.vlines(places + shift, low, high, color=style.MUTED, alpha=0.3, linewidth=7, label=f"{group}|{name}|chance")
        ax.scatter(
            places + shift, rows[name], s=30, color=colour, marker="oD"[number], zorder=3, label=f"{group}|{name}"
        )
    ax.set_title(GROUPS.get(group, group))
    ax.set_xticks(places, [f"{one:g}" for one in rows["horizon"]])
    ax.set_xlim(-0.6, len(rows) - 0.4)
    ax.set_ylim(-0.03, 1.03)
    ax.grid(visible=False, axis="x")
    ax.set_xlabel("Horizon, years")
    ax.set_ylabel("Share of observations")
    style.value_axis(ax.yaxis)
