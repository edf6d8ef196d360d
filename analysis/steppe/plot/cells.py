"""Tables of coloured cells: blue is more, vermilion less, hatched where the interval includes 0; and their key."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle

from steppe.plot import style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

FAINTEST, STRONGEST = 0.06, 0.65  # opacity
KEY_HEIGHT = 0.18  # inches
KEY_CELLS = 9
HATCH = {"fill": False, "hatch": "////", "linewidth": 0}


def cell_colour(size: float) -> tuple[str, float]:
    """Colour and opacity of a value, by its size beside that of the full colour; NaN where nothing differs."""
    if math.isnan(size) or size == 0:
        return style.PAPER, 0.0
    reach = min(abs(size), 1.0)
    return style.SERIES[0 if size > 0 else 1], FAINTEST * (1 - reach) + STRONGEST * reach


def draw_cell(
    ax: Axes, corner: tuple[float, float], size: float, label: str, *, hatched: bool, height: float = 1
) -> None:
    """Draw a cell as a patch with a label, and its hatching as one labelled ``"<label>|hatch"``."""
    colour, opacity = cell_colour(size)
    ax.add_patch(Rectangle(corner, 1, height, facecolor=colour, alpha=opacity, linewidth=0, label=label))
    if hatched:
        ax.add_patch(Rectangle(corner, 1, height, label=f"{label}|hatch", edgecolor=style.GRID, **HATCH))
    ax.add_patch(Rectangle(corner, 1, height, fill=False, edgecolor=style.PAPER, linewidth=1.5))


def draw_key(ax: Axes, marks: Sequence[int], words: Sequence[str], text_size: float = 7.5) -> None:
    """Draw cells from full vermilion to full blue with words below some of them, and the hatching."""
    for place, size in enumerate(np.linspace(-1, 1, KEY_CELLS)):
        colour, opacity = cell_colour(size)
        ax.add_patch(Rectangle((place, 0), 1, 1, facecolor=colour, alpha=opacity, linewidth=0))
    ax.add_patch(Rectangle((KEY_CELLS + 1, 0), 1, 1, edgecolor=style.MUTED, **HATCH))
    ax.text(KEY_CELLS + 2.2, 0.5, "interval includes 0", va="center", fontsize=7.5)
    ax.set_xlim(-1, KEY_CELLS + 7)
    ax.set_ylim(0, 1)
    ax.set_yticks([])
    ax.set_xticks(np.array(marks) + 0.5, words)
    bare(ax, text_size)


def name_columns(ax: Axes, names: Sequence[str], rows: int) -> None:
    """Write the names of columns above so many rows."""
    ax.set_xticks(np.arange(len(names)) + 0.5, names)
    ax.xaxis.tick_top()
    ax.set_xlim(0, len(names))
    ax.set_ylim(rows, 0)


def bare(ax: Axes, text_size: float) -> None:
    """Leave no line but those of the cells."""
    ax.tick_params(length=0, labelsize=text_size)
    ax.grid(visible=False)
    for spine in ax.spines.values():
        spine.set_visible(False)
