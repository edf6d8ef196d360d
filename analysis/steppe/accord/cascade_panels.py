"""The parts of a figure of joining: curves with intervals, a table of medians, and the order of one run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from steppe.format import arm_name, capital, percent
from steppe.plot import frame, style
from steppe.plot.panels import FRAME_HEIGHT, PANEL_HEIGHT, draw_curve, finish_axes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

COLUMNS = 3
LINE_HEIGHT = 0.22  # inches, a row of the table
LATE = 0.6  # part of the run after which names stand left of their marks


@dataclass(frozen=True)
class Curve:
    """Probability of having joined, by month, in one arm."""

    arm: str
    label: str
    shares: np.ndarray  # month; share and ends of its interval


def cascade_figure(
    months: pd.DatetimeIndex,
    panels: Mapping[str, Sequence[Curve]],
    table: pd.DataFrame,
    words: frame.Words,
    width: float,
    *,
    orders: Mapping[str, pd.Series] | None = None,
) -> Figure:
    """Draw panels by title, the table below them, and the months of joining of one run by arm below that."""
    arms = [curve.arm for curve in next(iter(panels.values()))]
    narrow = width < style.NARROW
    columns = 1 if narrow else min(len(panels), COLUMNS)
    rows = math.ceil(len(panels) / columns)
    heights = [rows * PANEL_HEIGHT, LINE_HEIGHT * (1.6 if narrow else 1) * (len(table) + 1) + 0.45]
    if orders:
        heights.append((len(orders) if narrow else 1) * _order_height(orders))
    figure = style.new_figure(width, sum(heights) + FRAME_HEIGHT)
    parts = figure.subfigures(len(heights), 1, height_ratios=heights, facecolor="none")
    looks = style.arm_style(arms)
    axes = parts[0].subplots(rows, columns, squeeze=False, sharey=True).ravel()
    for ax, (title, curves) in zip(axes, panels.items(), strict=False):
        ends = []
        for curve in curves:
            draw_curve(ax, months.to_numpy(), curve.shares.T, looks[curve.arm], curve.label)
            ends.append((arm_name(curve.arm), float(curve.shares[-1, 0]), looks[curve.arm][0]))
        ax.set_title(title)
        ax.set_ylabel("Probability by month")
        finish_axes(ax, months.to_numpy(), ends)
        ax.set_ylim(bottom=0)
    for ax in axes[len(panels) :]:
        ax.remove()
    _draw_table(parts[1].subplots(), table, looks, narrow=narrow)
    if orders:
        _draw_orders(parts[2], orders, months, looks, narrow=narrow)
    frame.add_frame(figure, *words)
    return figure


def _draw_table(ax: Axes, table: pd.DataFrame, looks: Mapping[str, tuple[str, object]], *, narrow: bool) -> None:
    """Write medians and shares as text, a column for each arm."""
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(len(table) + 0.5, -0.7)
    ax.set_title("Median month, and share of the runs by the end", fontsize=9)
    size, gap = (7, "\n") if narrow else (8, " ")
    first = 0.22 if narrow else 0.16
    step = min(0.36, (1 - first) / len(looks))
    for place, label in enumerate(table.index, 1):
        ax.text(0, place, label, va="center", fontsize=size)
    for column, (arm, (colour, _)) in enumerate(looks.items()):
        x = first + column * step
        ax.text(x, 0, capital(arm_name(arm)), va="center", fontsize=size, fontweight="bold", color=colour)
        for place, (_, row) in enumerate(table.iterrows(), 1):
            when = "after the end" if pd.isna(row[arm]) else f"{row[arm]:%b %Y}"
            ax.text(x, place, f"{when}{gap}({_share_words(row, arm)})", va="center", fontsize=size)


def _share_words(row: pd.Series, arm: str) -> str:
    share = percent(row[f"{arm}|share"])
    if f"{arm}|low" not in row:
        return share
    return f"{share}; {percent(row[f'{arm}|low'])} to {percent(row[f'{arm}|high'])}"


def _order_height(orders: Mapping[str, pd.Series]) -> float:
    return 0.2 * max(map(len, orders.values())) + 1.1


def _draw_orders(
    part: SubFigure,
    orders: Mapping[str, pd.Series],
    months: pd.DatetimeIndex,
    looks: Mapping[str, tuple[str, object]],
    *,
    narrow: bool,
) -> None:
    """Mark who joined in which month of one run, one place above the other, a panel for each arm."""
    shape = (len(orders), 1) if narrow else (1, len(orders))
    axes = part.subplots(*shape, squeeze=False, sharex=True, sharey=True).ravel()
    most = max(map(len, orders.values()))
    late = months[int(LATE * (len(months) - 1))]
    for ax, (arm, joined) in zip(axes, orders.items(), strict=True):
        colour = looks[arm][0]
        places = np.arange(1, len(joined) + 1)
        ax.step(
            [months[0], *joined, months[-1]], [0, *places, len(joined)], where="post", color=colour, linewidth=1.0,
            label="_count",
        )  # fmt: skip
        ax.scatter(joined.to_numpy(), places, s=20, color=colour, zorder=3, label=f"{arm}|order")
        for place, (name, month) in zip(places, joined.items(), strict=True):
            before = month > late
            ax.annotate(
                name, (month, place), xytext=(-6 if before else 6, 6 if before else -7), textcoords="offset points",
                ha="right" if before else "left", va="center", fontsize=7.5,
            )  # fmt: skip
        ax.set_title(f"{capital(arm_name(arm))}: one run" + ("" if len(joined) else ", in which nobody joins"))
        ax.set_ylabel("Joined so far")
        ax.set_ylim(0, max(most, 1) + 0.6)
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        if len(months) > 1:
            ax.set_xlim(months[0], months[-1])
        style.date_axis(ax, marks=6)
