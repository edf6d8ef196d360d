"""Figures of rows: a mark with its interval in each, its name left of it and its numbers right, or both above."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.plot import style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike

SAME_SCALE = 8.0  # measures whose reaches differ by more get panels of their own
PANEL_HEADING = 0.62  # inches for the axis of a panel
AT_LEFT, RIGHT = 0, 1.01  # of the axes
BOX = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6}


def stacked_panels(width: float, heights: Sequence[float], around: float) -> tuple[Figure, list[Axes]]:
    """Start a figure of panels one above the other; heights are those of the axes alone, so that rows are as high."""
    figure = style.new_figure(width, sum(heights) + around)
    axes = figure.subplots(len(heights), 1, squeeze=False, height_ratios=heights).ravel()
    return figure, list(axes)


def rows_axis(ax: Axes, rows: int, *, above: float = 0.6, below: float = 0.4, margin: float | None = 0.06) -> None:
    """Make room for so many rows, the first at the top, on an axis of values."""
    ax.set_ylim(rows - below, -above)
    ax.grid(visible=False, axis="y")
    ax.spines["left"].set_visible(False)
    style.value_axis(ax.xaxis)
    if margin is not None:
        ax.margins(x=margin)


def zero_line(ax: Axes) -> None:
    """Mark where nothing differs."""
    ax.axvline(0, color=style.INK, linewidth=0.9)


@dataclass(frozen=True)
class Marks:
    """How points and their intervals look.

    Attributes
    ----------
    thickness, alpha
        Of the intervals.
    size, edge, marker
        Of the points, the width of their edges, and their shape; without an edge none is hollow.
    """

    thickness: float = 3.0
    size: float = 22
    edge: float = 0.0
    marker: str = "o"
    alpha: float | None = None


def draw_marks(
    ax: Axes,
    places: ArrayLike,
    values: pd.DataFrame | Mapping[str, ArrayLike],
    colours: str | Sequence[str],
    marks: Marks,
    *,
    labels: tuple[str, str],
    hollow: ArrayLike | None = None,
) -> None:
    """Draw points with intervals in rows.

    Parameters
    ----------
    ax
        Where.
    places
        Of the rows.
    values
        ``value``, ``low`` and ``high`` of each row.
    colours
        Of all, or of each.
    marks
        How they look.
    labels
        Of the points and of the intervals.
    hollow
        Which points are hollow; none when not given.
    """
    look = {"linewidth": marks.thickness, "alpha": marks.alpha, "label": labels[1]}
    ax.hlines(places, values["low"], values["high"], colors=colours, **look)
    each = [colours] * len(values["value"]) if isinstance(colours, str) else list(colours)
    faces = colours if hollow is None else np.where(hollow, style.PAPER, each).tolist()
    edges = {"edgecolors": colours, "linewidths": marks.edge} if marks.edge else {"linewidths": None}
    ax.scatter(values["value"], places, s=marks.size, c=faces, marker=marks.marker, zorder=3, label=labels[0], **edges)


def separate_rows(ax: Axes, rows: int) -> None:
    """Draw a faint line between neighbouring rows."""
    for place in range(1, rows):
        ax.axhline(place - 0.5, color=style.GRID, linewidth=0.6)


def name_rows(
    ax: Axes, labels: Sequence[str], *, narrow: bool, lift: float = 0.42, letters: int = 999, size: float = 7.5
) -> None:
    """Write names left of the rows, or above their marks where there is little room."""
    if not narrow:
        ax.set_yticks(range(len(labels)), [textwrap.fill(label, letters) for label in labels])
        ax.tick_params(axis="y", length=0)
        return
    ax.set_yticks([])
    for place, label in enumerate(labels):
        _write(ax, label, (AT_LEFT, place - lift), size, bbox=BOX)


def write_beside(ax: Axes, texts: Sequence[str], *, lift: float = 0.0, size: float = 8) -> None:
    """Write right of each row, so far below its middle."""
    for place, text in enumerate(texts):
        _write(ax, text, (RIGHT, place + lift), size)


def _write(ax: Axes, text: str, at: tuple[float, float], size: float, **box: object) -> None:
    where = ("axes fraction", "data")
    ax.annotate(text, at, xycoords=where, va="center", fontsize=size, annotation_clip=False, **box)


def forest_panels(table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Group outcomes so that only like units of like size share an axis.

    Parameters
    ----------
    table
        Of `steppe.compare.effect_table`.

    Returns
    -------
    list of (unit, rows)
        Measures whose reach (the largest absolute end of any interval or spread) differs more than eightfold stand
        apart. Outcomes without any difference, or without a single pair, are left out.
    """
    ends = table[["low", "high", "spread_low", "spread_high", "difference"]].abs().max(axis="columns")
    moving = table[ends > 0].assign(reach=ends[ends > 0].groupby(table["measure"]).transform("max"))
    panels: list[tuple[str, pd.DataFrame]] = []
    for unit, rows in moving.groupby("unit", sort=False):
        for reach in sorted(rows["reach"].unique(), reverse=True):
            part = rows[rows["reach"] == reach]
            if panels and panels[-1][0] == unit and panels[-1][1]["reach"].max() <= SAME_SCALE * reach:
                panels[-1] = (unit, pd.concat([panels[-1][1], part]))
            else:
                panels.append((str(unit), part))
    ordered = [(unit, rows.sort_index().drop(columns="reach")) for unit, rows in panels]
    return sorted(ordered, key=lambda panel: panel[1].index[0])


def of_hedger(table: pd.DataFrame, hedger: str | None = None) -> pd.DataFrame:
    """Rows of one hedger, the first when not given, and of outcomes that belong to none."""
    hedgers = [name for name in table["hedger"].unique() if name]
    if hedger is not None and hedger not in hedgers:
        raise ValueError(f"no hedger '{hedger}' in these effects; they hold {', '.join(hedgers)}")
    chosen = hedger if hedger is not None else next(iter(hedgers), "")
    return table[table["hedger"].isin([chosen, ""])]


def excludes_zero(table: pd.DataFrame) -> pd.Series:
    """Tell which outcomes move: their mean is known to lie on one side of 0 at the level of the table."""
    return (table["low"] > 0) | (table["high"] < 0)
