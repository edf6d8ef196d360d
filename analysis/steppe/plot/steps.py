"""What figures of steps share: bars of which each begins where the last ends, with names and numbers beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steppe.format import number
from steppe.plot import rows, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

ROW_HEIGHT = 0.34  # inches, label beside the bar
TALL_ROW_HEIGHT = 0.56  # inches, label above the bar
BAR = 0.56  # of a row


@dataclass(frozen=True)
class Row:
    """A bar with the interval of its length; a whole one is a level between which the others lead."""

    key: str
    words: str
    start: float
    mean: float
    low: float
    high: float
    whole: bool = False


def row_height(width: float) -> float:
    """Inches that a row takes in a figure so wide."""
    return TALL_ROW_HEIGHT if width < style.NARROW else ROW_HEIGHT


def prepare(ax: Axes, count: int, width: float) -> None:
    """Make room for so many rows, the first at the top."""
    rows.rows_axis(ax, count, above=0.8 if width < style.NARROW else 0.6)


def draw_steps(ax: Axes, bars: Sequence[Row]) -> None:
    """Draw the bars, labelled with their keys, their intervals ``"<key>|interval"``, and a line from bar to bar."""
    rows.zero_line(ax)
    for place, row in enumerate(bars):
        ax.barh(place, row.mean, BAR, row.start, color=colour(row), alpha=0.55, linewidth=0, label=row.key)
        ends = row.start + row.low, row.start + row.high
        ax.hlines(place, *ends, colors=style.INK, linewidth=1.3, zorder=3, label=f"{row.key}|interval")
        if place + 1 < len(bars):
            end = row.start + row.mean
            ax.plot([end, end], [place - BAR / 2, place + 1 + BAR / 2], color=style.MUTED, linewidth=0.8, label="_link")


def colour(row: Row) -> str:
    """Blue adds, vermilion takes away, grey is a level."""
    if row.whole:
        return style.MUTED
    return style.SERIES[0 if row.mean >= 0 else 1]


def numbers(bars: Sequence[Row], *, digits: int = 3, signed_levels: bool = True) -> list[str]:
    """Means and intervals with as many decimals as show the largest to so many digits: bars are compared."""
    largest = max(max(abs(row.mean), abs(row.low), abs(row.high)) for row in bars)
    places = digits - 1 - math.floor(math.log10(largest)) if 0 < largest < math.inf else 2
    told = []
    for row in bars:
        signed = signed_levels or not row.whole
        mean, low, high = (number(value, places, signed=signed) for value in (row.mean, row.low, row.high))
        told.append(f"{mean} ({low} to {high})")
    return told


def name_bars(ax: Axes, words: Sequence[str], told: Sequence[str], *, narrow: bool) -> None:
    """Write what each bar is left of it and its numbers right of it, or both above where there is little room."""
    if narrow:
        words = [f"{word}: {value}" for word, value in zip(words, told, strict=True)]
    rows.name_rows(ax, words, narrow=narrow)
    if not narrow:
        rows.write_beside(ax, told)
