"""Colours, type, axes, and labels at the ends of lines; dark screens."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import MONTHLY, AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from steppe.format import MINUS
from steppe.plot.tex import write_for_tex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axis import Axis

INK = "#1a1b1c"
MUTED = "#5a5b5c"
GRID = "#d5d6d7"
PAPER = "#fdfefe"
# Okabe and Ito's colours that reach a contrast of 3 on white, then the two that do not; black last.
SERIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", INK, "#E69F00", "#56B4E9")
DARK = {
    INK: "#f8f9f9", MUTED: "#a9abad", GRID: "#3b3d40", PAPER: "#16181a", "#0072B2": "#57b1ea", "#D55E00": "#f08c47",
    "#009E73": "#2fc59a", "#CC79A7": "#dd9cc0", "#E69F00": "#f0b840", "#56B4E9": "#8dcdf2",
}  # fmt: skip
"""What each colour becomes on a dark screen."""
_IN_DARK = {mpl.colors.to_hex(light): mpl.colors.to_rgb(other) for light, other in DARK.items()}
DASHES = ("-", (0, (4, 1.5)), (0, (1, 1)), (0, (6, 1.5, 1, 1.5)))
BANDS = ((0.05, 0.95, 0.14), (0.25, 0.75, 0.26))  # low quantile, high quantile, opacity
NARROW = 6.0  # inches: a figure below is laid out for a phone

STYLE = {
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.labelsize": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.facecolor": "none",
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "lines.linewidth": 1.6,
    "axes.unicode_minus": True,
    "text.parse_math": False,  # a name with dollar signs is a name, no formula
}


def styled(function: Callable[..., Figure]) -> Callable[..., Figure]:
    """Draw with the house style where the user has none, leaving matplotlib's settings as they were.

    What the user has set in ``matplotlib.rcParams``, by a style sheet or by hand, counts more: font, sizes, colours of
    axes. With ``text.usetex`` every text is written as TeX takes it.
    """

    @wraps(function)
    def draw(*args: object, **options: object) -> Figure:
        with mpl.rc_context(house_style()):
            figure = function(*args, **options)
        if mpl.rcParams["text.usetex"]:
            write_for_tex(figure)
        return figure

    return draw


def house_style() -> dict[str, object]:
    """Settings of the house style that the user has left at matplotlib's defaults."""
    return {key: value for key, value in STYLE.items() if mpl.rcParams[key] == mpl.rcParamsDefault[key]}


def new_figure(width: float, height: float) -> Figure:
    """Start an empty figure that belongs to no window."""
    figure = Figure(figsize=(width, height), layout="constrained", facecolor=PAPER)
    figure.get_layout_engine().set(h_pad=0.08, w_pad=0.08)
    return figure


def dark(figure: Figure) -> Figure:
    """Turn a figure of this package, drawn for white paper, into one for a dark screen.

    Ink, paper and greys change places, and colours take lighter shades. Text and lines keep a contrast of at least 4.5
    to the paper.

    Parameters
    ----------
    figure
        Any figure of `steppe.figures`. It is changed.

    Returns
    -------
    matplotlib.figure.Figure
        The same figure.
    """
    figure.draw_without_rendering()  # ticks come into being when they are drawn
    for artist in figure.findobj():
        hidden = (getattr(artist, "arrow_patch", None), artist.get_bbox_patch() if isinstance(artist, Text) else None)
        for one in (artist, *hidden):
            _exchange(one)
    for ax in figure.findobj(Axes):
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_tick_params(which="both", color=DARK[MUTED], labelcolor=DARK[INK], grid_color=DARK[GRID])
    return figure


def _exchange(artist: Artist | None) -> None:
    for part in ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor"):
        get, put = getattr(artist, f"get_{part}", None), getattr(artist, f"set_{part}", None)
        if get is not None and put is not None and len(rgba := mpl.colors.to_rgba_array(_named(get()))):
            light = [mpl.colors.to_hex(one) for one in rgba]
            changed = [(*_IN_DARK.get(name, one[:3]), one[3]) for name, one in zip(light, rgba, strict=True)]
            put(changed[0] if len(changed) == 1 else changed)


def _named(colours: object) -> object:
    """Colours that an artist takes from elsewhere are none of its own."""
    return [] if colours is None or (isinstance(colours, str) and colours in ("none", "auto")) else colours


def date_axis(ax: Axes, marks: int) -> None:
    """Mark years, or months where the run is short; at most `marks` of them."""
    locator = AutoDateLocator(minticks=2, maxticks=marks)
    # A run of two years in a narrow panel needs steps longer than half a year.
    locator.intervald[MONTHLY] = [1, 2, 3, 4, 6, 12, 24]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))


def value_axis(axis: Axis) -> None:
    """Mark a few values, written out in full."""
    axis.set_major_locator(MaxNLocator(nbins=5, min_n_ticks=3, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}".replace("-", MINUS)))


def label_ends(ax: Axes, x: object, ends: Sequence[tuple[str, float, str]], figure_height: float) -> None:
    """Write labels right of the last values, moved apart where they would overlap.

    Parameters
    ----------
    ax
        Where, with its limits already final.
    x
        Last position on the time axis.
    ends
        Text, last value and colour of each line.
    figure_height
        Height of the axes in inches, about.
    """
    bottom, top = ax.get_ylim()
    gap = (top - bottom) * 0.145 / figure_height
    order = sorted(range(len(ends)), key=lambda i: ends[i][1])
    places = spread_apart(np.array([ends[i][1] for i in order]), gap)
    for place, i in zip(places, order, strict=True):
        text, value, colour = ends[i]
        ax.annotate(
            text, (x, value), xytext=(1.08, place), textcoords=("axes fraction", "data"), va="center", fontsize=8,
            arrowprops={"arrowstyle": "-", "color": colour, "lw": 1.6, "shrinkA": 0, "shrinkB": 0, "relpos": (0, 0.5)},
            annotation_clip=False,
        )  # fmt: skip


def spread_apart(sorted_values: np.ndarray, gap: float) -> np.ndarray:
    """Move sorted values apart so that neighbours are at least `gap` from each other, keeping clusters centred."""
    clusters: list[tuple[float, int]] = []  # centre, members
    for value in sorted_values:
        clusters.append((float(value), 1))
        while len(clusters) > 1 and _overlap(clusters[-2], clusters[-1], gap):
            (low, m), (high, n) = clusters[-2:]
            clusters[-2:] = [((low * m + high * n) / (m + n), m + n)]
    return np.concatenate([centre + gap * (np.arange(n) - (n - 1) / 2) for centre, n in clusters])


def _overlap(below: tuple[float, int], above: tuple[float, int], gap: float) -> bool:
    return above[0] - below[0] < gap * (below[1] + above[1]) / 2


def arm_style(arms: Sequence[str]) -> dict[str, tuple[str, object]]:
    """Colour and dashes of each arm."""
    return {arm: (SERIES[i % len(SERIES)], DASHES[i % len(DASHES)]) for i, arm in enumerate(arms)}
