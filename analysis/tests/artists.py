"""What a figure holds: its lines, marks and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.container import BarContainer

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.collections import LineCollection, PathCollection
    from matplotlib.figure import Figure


def lines_by_label(figure: Figure) -> dict[str, np.ndarray]:
    return {
        line.get_label(): line.get_ydata()
        for ax in figure.axes
        for line in ax.get_lines()
        if line.get_label()[0] != "_"
    }


def collection(ax: Axes, label: str) -> LineCollection | PathCollection:
    return next(item for item in ax.collections if item.get_label() == label)


def words(figure: Figure) -> str:
    texts = [text.get_text() for text in figure.findobj(mpl.text.Text)]
    return " ".join(" ".join(texts).replace("\u00a0", " ").split())


def ends_of_band(ax: Axes, label: str) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper edge of a band that `fill_between` drew, by month."""
    outline = collection(ax, label).get_paths()[0].vertices
    months = (len(outline) - 3) // 2
    return outline[1 : months + 1, 1], outline[months + 2 : 2 * months + 2, 1][::-1]


def bars(ax: Axes) -> dict[str, tuple[float, float]]:
    """Start and length of each bar."""
    return {
        item.get_label(): (item.patches[0].get_x(), item.patches[0].get_width())
        for item in ax.containers
        if isinstance(item, BarContainer)
    }


def ends_of_interval(ax: Axes, label: str) -> np.ndarray:
    """Ends of a single horizontal line."""
    return collection(ax, label).get_segments()[0][:, 0]
