"""Figures of rows with two marks in each: the same differences under two readings, one above the middle of the row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steppe.format import bracketed
from steppe.plot import frame, style
from steppe.plot.rows import (
    PANEL_HEADING,
    Marks,
    draw_marks,
    excludes_zero,
    forest_panels,
    name_rows,
    rows_axis,
    separate_rows,
    stacked_panels,
    write_beside,
    zero_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_HEIGHT = 0.4  # inches, label beside the marks
TALL_ROW_HEIGHT = 0.68  # inches, label above the marks
LIFT = 0.15  # of a row


@dataclass(frozen=True)
class Look:
    """Colour, marks, and place below the middle of the row."""

    colour: str
    marks: Marks
    lift: float


def upper(colour: str) -> Look:
    """Circle and thick line, above the middle of the row."""
    return Look(colour, Marks(4.5, size=26, edge=1.2, alpha=0.6), -LIFT)


def lower(colour: str) -> Look:
    """Diamond and thin line, below it."""
    return Look(colour, Marks(1.6, size=26, edge=1.2, marker="D", alpha=0.6), LIFT)


def paired_rows(
    table: pd.DataFrame,
    by: str,
    looks: Mapping[str, Look],
    name_of: Callable[[dict], str],
    *,
    width: float,
    around: float,
) -> Figure:
    """Draw differences with their intervals, one row an outcome and one mark a reading.

    Parameters
    ----------
    table
        One row an outcome and reading: ``outcome``, ``measure``, ``unit``, ``difference``, ``low``, ``high``.
    by
        Its column of readings.
    looks
        Of each reading, the upper one first; readings that the table lacks are left out.
    name_of
        Name of a row.
    width, around
        Of the figure, and the height around its panels; inches.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each unit and size, as of `forest_panels`. Means are labelled with their reading, intervals with
        ``|interval`` after it, in the order of the panel's rows.

    Raises
    ------
    ValueError
        No outcome differs under any reading.
    """
    panels = forest_panels(_widest(table))
    if not panels:
        raise ValueError("nothing differs between the arms: nothing to draw")
    readings = {name: rows.set_index("outcome") for name, rows in table.groupby(by, sort=False)}
    narrow = width < style.NARROW
    heights = [(TALL_ROW_HEIGHT if narrow else ROW_HEIGHT) * (len(rows) + 0.2) for _, rows in panels]
    figure, axes = stacked_panels(width, heights, PANEL_HEADING * len(panels) + around)
    for ax, (unit, rows) in zip(axes, panels, strict=True):
        parts = {name: readings[name].loc[rows["outcome"]] for name in looks if name in readings}
        _draw(ax, parts, looks, [name_of(row) for row in rows.to_dict("records")], narrow=narrow)
        ax.set_xlabel(frame.difference_words(unit))
    return figure


def _widest(table: pd.DataFrame) -> pd.DataFrame:
    """One row an outcome that reaches as far as any reading of it; the spread over single pairs is not drawn."""
    by_outcome = table.groupby("outcome", sort=False)
    widest = by_outcome.first().assign(
        low=by_outcome["low"].min(), high=by_outcome["high"].max(), difference=by_outcome["difference"].max()
    )
    return widest.assign(spread_low=widest["low"], spread_high=widest["high"]).reset_index()


def _draw(
    ax: Axes, parts: Mapping[str, pd.DataFrame], looks: Mapping[str, Look], labels: list[str], *, narrow: bool
) -> None:
    zero_line(ax)
    rows_axis(ax, len(labels), above=0.85 if narrow else 0.6)
    told = {}
    for name, part in parts.items():
        look = looks[name]
        places = [place + look.lift for place in range(len(part))]
        values = part.rename(columns={"difference": "value"})
        hollow = ~excludes_zero(part).to_numpy()
        draw_marks(ax, places, values, look.colour, look.marks, labels=(name, f"{name}|interval"), hollow=hollow)
        told[name] = [
            bracketed(row["difference"], row["low"], row["high"], signed=True) for row in part.to_dict("records")
        ]
    if narrow:
        words = ("; ".join(row) for row in zip(*told.values(), strict=True))
        labels = [f"{label}\n{row}" for label, row in zip(labels, words, strict=True)]
    name_rows(ax, labels, narrow=narrow, letters=52, size=7.2)
    if not narrow:
        separate_rows(ax, len(labels))
        for name, words_of_rows in told.items():
            write_beside(ax, words_of_rows, lift=1.25 * looks[name].lift, size=7.5)
