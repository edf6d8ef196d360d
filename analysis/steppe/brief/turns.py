"""What turns the headline around: the leadership's effect under readings that depart from the base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steppe.plot import style
from steppe.plot.rows import rows_axis, zero_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

MOST_ROWS = 6
ROW = 0.46  # inches
LETTERS = 24


@dataclass(frozen=True)
class Turn:
    """The leadership's mean effect where something is otherwise.

    Attributes
    ----------
    words
        What is otherwise; of the first, what the others depart from.
    value, low, high
        Mean and its interval.
    """

    words: str
    value: float
    low: float
    high: float

    @property
    def sign(self) -> int:
        """Side of 0 on which the whole interval lies; 0 where it lies on neither."""
        return int(self.low > 0) - int(self.high < 0)


@dataclass(frozen=True)
class Turns:
    """What the headline was held against.

    Attributes
    ----------
    base
        The effect as it is.
    others
        All that was tried.
    what
        What the others are: ``rival reading``.
    command
        That made them.
    """

    base: Turn
    others: Sequence[Turn]
    what: str
    command: str

    @property
    def turning(self) -> list[Turn]:
        """Those under which the sign is the other one, farthest first."""
        turned = [one for one in self.others if one.sign * np.sign(self.base.value) < 0]
        return sorted(turned, key=lambda one: -abs(one.value - self.base.value))

    @property
    def shown(self) -> list[Turn]:
        """The base, those that turn it around, and of the rest the farthest from it, as room allows."""
        turning = self.turning[: MOST_ROWS - 1]
        rest = sorted(
            (one for one in self.others if one not in turning), key=lambda one: -abs(one.value - self.base.value)
        )
        return [self.base, *turning, *rest[: MOST_ROWS - 1 - len(turning)]]


@style.styled
def headline_turns(turns: Turns, *, width: float = 4.6, unit: str = "G") -> Figure:
    """Draw the leadership's effect as it is, and where something is otherwise.

    Parameters
    ----------
    turns
        What was tried.
    width
        Inches.
    unit
        Of the effect.

    Returns
    -------
    matplotlib.figure.Figure
        One axes. A row for the base and for each of `Turns.shown`: points labelled ``"mean"``, in vermilion where the
        sign is the other one, and lines ``"interval"``.
    """
    rows = turns.shown
    turning = turns.turning
    figure = style.new_figure(width, ROW * (len(rows) + 0.5) + 0.55)
    ax = figure.subplots()
    rows_axis(ax, len(rows), above=0.6, below=0.4, margin=0.08)
    colours = [style.SERIES[1] if one in turning else style.SERIES[0] for one in rows]
    places = range(len(rows))
    ax.hlines(places, [one.low for one in rows], [one.high for one in rows], colors=colours, linewidth=4, alpha=0.5,
              label="interval")  # fmt: skip
    ax.scatter([one.value for one in rows], places, s=30, c=colours, zorder=3, label="mean")
    zero_line(ax)
    ax.set_yticks(places, [_short(one.words) for one in rows])
    ax.tick_params(axis="y", length=0)
    ax.get_yticklabels()[0].set_fontweight("bold")
    ax.set_xlabel("Mean effect, % of a year's GDP" if unit == "G" else f"Mean effect, {unit}")
    return figure


def _short(words: str) -> str:
    """Break a title into two lines at most."""
    lines, line = [], ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > LETTERS:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")  # noqa: PLR2004
