"""Where in the plane of two parameters an effect is a gain: points of a sweep, coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from steppe.plot import frame, style
from steppe.plot.cells import KEY_CELLS, KEY_HEIGHT, bare, cell_colour, draw_cell

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LEVELS = 24
"""Different values of a parameter that are drawn as cells; more are points."""
AROUND = 1.7


@style.styled
def effect_plane(
    x: pd.Series,
    y: pd.Series,
    effect: pd.Series,
    *,
    width: float = 9.0,
    units: tuple[str, str, str] = ("", "", ""),
    attrs: dict[str, object] | None = None,
) -> Figure:
    """Draw an effect over two parameters: cells where a design has few values of each, else a point for each point.

    Parameters
    ----------
    x, y
        Values of two parameters at the points of a sweep, named by their keys.
    effect
        Mean effect at the same points, named by its outcome. Cells are means over the points that share them.
    width
        As of every figure (`steppe.figures`).
    units
        Of ``x``, ``y`` and the effect.
    attrs
        Of the results, for the note of the source.

    Returns
    -------
    matplotlib.figure.Figure
        The plane, then the key. A cell is a patch labelled ``"<x>|<y>"``.
    """
    full = float(np.nanmax(np.abs(effect.to_numpy()))) if effect.notna().any() else 0.0
    figure = style.new_figure(width, min(width, 6.0) * 0.75 + AROUND)
    ax, key = figure.subplots(2, 1, height_ratios=[min(width, 6.0) * 0.75, KEY_HEIGHT])
    is_grid = max(x.nunique(), y.nunique()) <= MOST_LEVELS
    (_draw_cells if is_grid else _draw_points)(ax, x, y, effect, full)
    ax.set_xlabel(frame.with_unit(str(x.name), units[0]))
    ax.set_ylabel(frame.with_unit(str(y.name), units[1]))
    _draw_key(key, full, units[2])
    share = float((effect > 0).mean())
    reading = (
        f"{'Cell: mean over its points' if is_grid else 'Point: a point of the design'}. Blue: more of the outcome "
        f"with the accord; vermilion: less. More in {round(100 * share)} % of the points, which is a probability only "
        "if the design is believed to be one."
    )
    frame.add_frame(figure, f"Where the accord changes {effect.name}", reading, frame.source_note(attrs or {}))
    return figure


def _draw_cells(ax: Axes, x: pd.Series, y: pd.Series, effect: pd.Series, full: float) -> None:
    table = pd.DataFrame({"x": x.to_numpy(), "y": y.to_numpy(), "effect": effect.to_numpy()})
    means = table.groupby(["x", "y"])["effect"].mean()
    columns, rows = (sorted(set(table[side])) for side in ("x", "y"))
    for (a, b), value in means.items():
        corner = (columns.index(a), rows.index(b))
        draw_cell(ax, corner, value / full if full else 0.0, f"{a:g}|{b:g}", hatched=False)
        if len(columns) * len(rows) <= 100:  # noqa: PLR2004  as many numbers as can be read
            ax.text(
                corner[0] + 0.5,
                corner[1] + 0.5,
                f"{value:+.2g}".replace("-", "−"),
                ha="center",
                va="center",
                fontsize=8,
            )
    ax.set_xticks(np.arange(len(columns)) + 0.5, [f"{one:g}" for one in columns])
    ax.set_yticks(np.arange(len(rows)) + 0.5, [f"{one:g}" for one in rows])
    ax.set_xlim(0, len(columns))
    ax.set_ylim(0, len(rows))
    bare(ax, 8)


def _draw_points(ax: Axes, x: pd.Series, y: pd.Series, effect: pd.Series, full: float) -> None:
    colours = [cell_colour(value / full if full else 0.0) for value in effect]
    ax.scatter(x, y, s=14, c=[(*to_rgb(colour), max(opacity, 0.15)) for colour, opacity in colours], linewidths=0)


def _draw_key(ax: Axes, full: float, unit: str) -> None:
    for place, size in enumerate(np.linspace(-1, 1, KEY_CELLS)):
        colour, opacity = cell_colour(size)
        ax.add_patch(Rectangle((place, 0), 1, 1, facecolor=colour, alpha=opacity, linewidth=0))
    marks = (0, KEY_CELLS // 2, KEY_CELLS - 1)
    ax.set_xticks([mark + 0.5 for mark in marks], [f"{value:.2g}".replace("-", "−") for value in (-full, 0.0, full)])
    ax.set_xlim(-1, KEY_CELLS + 7)
    ax.set_ylim(0, 1)
    ax.set_yticks([])
    ax.text(KEY_CELLS + 0.6, 0.5, frame.with_unit("mean difference", unit), va="center", fontsize=7.5)
    bare(ax, 7.5)
