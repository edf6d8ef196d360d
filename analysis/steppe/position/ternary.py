"""Axes of a triangle: three shares that sum to 1, drawn as distances from its sides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steppe.plot import style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

HEIGHT = math.sqrt(3) / 2  # of a triangle with sides of 1
STEPS = (0.005, 0.01, 0.02, 0.025, 0.05, 0.1, 0.2)  # between ticks
TICKS = 10  # at most so many on a side


@dataclass(frozen=True)
class Window:
    """The part of the triangle that is drawn: shares at least `least`; a triangle with sides of `side`."""

    least: tuple[float, float, float]
    step: float

    @property
    def side(self) -> float:
        """Length of a side, in shares."""
        return 1.0 - sum(self.least)


WHOLE = Window((0.0, 0.0, 0.0), STEPS[-1])


def to_plane(shares: np.ndarray) -> np.ndarray:
    """Place three shares in the plane: the corners are (0, 0), (1, 0) and (1/2, `HEIGHT`), in order.

    Parameters
    ----------
    shares
        Any shape, three shares along the last axis that sum to 1.

    Returns
    -------
    numpy.ndarray
        The same shape, with x and y along the last axis.
    """
    return np.stack([shares[..., 1] + shares[..., 2] / 2, shares[..., 2] * HEIGHT], axis=-1)


def to_shares(plane: np.ndarray) -> np.ndarray:
    """Read the three shares off places in the plane; the inverse of `to_plane`."""
    third = plane[..., 1] / HEIGHT
    second = plane[..., 0] - third / 2
    return np.stack([1 - second - third, second, third], axis=-1)


def window_around(shares: np.ndarray) -> Window:
    """Cut out the smallest triangle on round numbers that holds all shares.

    Parameters
    ----------
    shares
        A row for each point, three shares each.

    Returns
    -------
    Window
    """
    lowest = shares.min(axis=0)
    for step in STEPS:
        least = np.maximum(0, np.floor((lowest - step / 10) / step)) * step
        window = Window(tuple(float(share) for share in np.round(least, 6)), step)
        if window.side <= TICKS * step:
            return window
    return WHOLE


def draw_triangle(ax: Axes, window: Window, corners: Sequence[str], width: float) -> None:
    """Draw the sides with ticks, lines of equal share, and an arrow along each side.

    Parameters
    ----------
    ax
        Empty axes.
    window
        What to draw.
    corners
        Names of the three shares: bottom left, bottom right, top.
    width
        Of the figure, in inches: type takes more of a small triangle.
    """
    ax.set_axis_off()
    ax.set_aspect("equal")
    ends = to_plane(_corners(window))
    ax.fill(*ends.T, facecolor="none", edgecolor=style.MUTED, linewidth=1.0, zorder=1.5, label="_sides")
    for which in range(3):
        for share in _ticks(window, which):
            _draw_tick(ax, window, which, share)
        _draw_arrow(ax, window, which, f"{corners[which]} (share)", 1 / width)
    size, type_size = window.side, 1 / width
    left, bottom = ends[0]
    ax.set_xlim(left - 1.2 * type_size * size, left + (1 + 1.2 * type_size) * size)
    ax.set_ylim(bottom - 1.5 * type_size * size, bottom + (HEIGHT + 0.04) * size)


def draw_place(ax: Axes, window: Window, corners: Sequence[str]) -> None:
    """Show in a small whole triangle which part of it is drawn."""
    ax.set_axis_off()
    ax.set_aspect("equal")
    ends = to_plane(np.eye(3))
    ax.fill(*ends.T, facecolor="none", edgecolor=style.MUTED, linewidth=0.8)
    ax.fill(*to_plane(_corners(window)).T, facecolor=style.INK, edgecolor=style.INK, linewidth=0.8, label="window")
    for (x, y), name, align, offset in zip(
        ends, corners, ("right", "left", "center"), ((4, -3), (-4, -3), (0, 3)), strict=True
    ):
        ax.annotate(
            name, (x, y), xytext=offset, textcoords="offset points", fontsize=7, ha=align,
            va="bottom" if y else "top", annotation_clip=False,
        )  # fmt: skip
    ax.set_xlim(-0.1, 1.1)
    ax.set_ylim(-0.12, HEIGHT + 0.1)


def _corners(window: Window) -> np.ndarray:
    return np.array(window.least) + window.side * np.eye(3)


def _ticks(window: Window, which: int) -> np.ndarray:
    least = window.least[which]
    return np.round(least + window.step * np.arange(1, round(window.side / window.step)), 6)


def _draw_tick(ax: Axes, window: Window, which: int, share: float) -> None:
    """Draw a line of equal share from its side of the triangle, and the number outside.

    Going round against the clock, the share of a corner rises along the side that ends in it.
    """
    before, after = (which - 1) % 3, (which + 1) % 3
    reach = window.side - (share - window.least[which])
    start, stop = (np.zeros(3), np.zeros(3))
    start[[which, before, after]] = share, window.least[before] + reach, window.least[after]
    stop[[which, before, after]] = share, window.least[before], window.least[after] + reach
    first, last = to_plane(start), to_plane(stop)
    out = (first - last) / reach * window.side * 0.02
    ax.plot(*np.stack([last, first]).T, color=style.GRID, linewidth=0.6, zorder=1, label="_grid")
    ax.plot(*np.stack([first, first + out]).T, color=style.MUTED, linewidth=0.8, zorder=1, label="_tick")
    align = ("right", "center", "left")[which]
    ax.annotate(
        f"{share:g}", first + 1.5 * out, fontsize=8, ha=align, va=("bottom", "top", "center")[which],
        annotation_clip=False,
    )  # fmt: skip


def _draw_arrow(ax: Axes, window: Window, which: int, text: str, type_size: float) -> None:
    ends = to_plane(_corners(window))
    first, last = ends[(which - 1) % 3], ends[which]
    along = last - first
    outwards = np.array([along[1], -along[0]])
    aside = outwards * type_size * (1.05 if which != 1 else 0.8)
    start, stop = (first + part * along + aside for part in (0.28, 0.72))
    ax.annotate("", stop, start, arrowprops={"arrowstyle": "->", "color": style.MUTED, "lw": 1.0})
    ax.annotate(
        text, (start + stop) / 2 + outwards * type_size * 0.3, fontsize=8.5, ha="center", va="center",
        rotation=(60, 0, -60)[which], rotation_mode="anchor", annotation_clip=False,
    )  # fmt: skip
