"""Effects on every outcome, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from steppe.effects.compare import CONTROL, TREATED, effect_table
from steppe.format import bracketed, capital, listing, outcome_name
from steppe.plot import frame, style
from steppe.plot.rows import (
    PANEL_HEADING,
    Marks,
    draw_marks,
    excludes_zero,
    forest_panels,
    name_rows,
    of_hedger,
    rows_axis,
    stacked_panels,
    write_beside,
    zero_line,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_HEIGHT = 0.3  # inches, label beside the mark
TALL_ROW_HEIGHT = 0.56  # inches, label above the mark
MARKS = Marks(thickness=4.5, size=30, edge=1.2)


@style.styled
def effect_forest(
    effects: pd.DataFrame | xr.Dataset,
    treated: str = TREATED,
    control: str = CONTROL,
    *,
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the paired difference of every outcome with the interval of its mean and its spread over runs.

    Parameters
    ----------
    effects
        A table of `steppe.compare.effect_table`, or results to make it from.
    treated, control
        The arms, where `effects` are results.
    hedger
        Whose outcomes; the first hedger when not given. Outcomes that belong to no hedger are always shown;
        diagnostics, and what the arms themselves set, never (column ``role``).
    names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each unit and size, see `forest_panels`. The points of a panel are labelled ``"difference"``, its
        intervals ``"interval"``, its spreads ``"spread"``, all in the order of the panel's rows.
    """
    table = effects if isinstance(effects, pd.DataFrame) else effect_table(effects, treated, control)
    rows = of_hedger(table[table["role"] == "outcome"], hedger)
    panels = forest_panels(rows)
    if not panels:
        raise ValueError("no outcome differs between the arms: nothing to draw")
    narrow = width < style.NARROW
    row_height = TALL_ROW_HEIGHT if narrow else ROW_HEIGHT
    heights = [row_height * (len(panel) + 0.2) for _, panel in panels]
    figure, axes = stacked_panels(width, heights, PANEL_HEADING * len(panels) + 1.35)
    for ax, (unit, panel) in zip(axes, panels, strict=True):
        _draw_rows(ax, panel, names or {}, narrow=narrow)
        ax.set_xlabel(frame.difference_words(unit))
    frame.add_frame(figure, *_frame(table, rows))
    return figure


def _draw_rows(ax: Axes, rows: pd.DataFrame, names: Mapping[str, str], *, narrow: bool) -> None:
    places = list(range(len(rows)))
    clear = excludes_zero(rows).to_numpy()
    colours = [style.SERIES[0] if moves else style.MUTED for moves in clear]
    zero_line(ax)
    ax.hlines(places, rows["spread_low"], rows["spread_high"], colors=colours, linewidth=1.0, label="spread")
    values = rows.rename(columns={"difference": "value"})
    draw_marks(ax, places, values, colours, MARKS, labels=("difference", "interval"), hollow=~clear)
    rows_axis(ax, len(rows), above=0.8 if narrow else 0.6)
    labels = [outcome_name(row, names) for row in rows.to_dict("records")]
    values = [_value(row) for row in rows.to_dict("records")]
    if narrow:
        labels = [f"{label}\n{value}" for label, value in zip(labels, values, strict=True)]
    name_rows(ax, labels, narrow=narrow, lift=0.37, letters=62)
    if not narrow:
        write_beside(ax, values)


def _value(row: Mapping[str, float]) -> str:
    return bracketed(row["difference"], row["low"], row["high"], signed=True)


def _frame(table: pd.DataFrame, rows: pd.DataFrame) -> frame.Words:
    level = round(100 * table.attrs.get("level", 0.90))
    still = rows[rows["difference"].eq(0) & rows["spread_low"].eq(0) & rows["spread_high"].eq(0)]
    unmoved = listing([str(name) for name in dict.fromkeys(still["long_name"])]) if len(still) else ""
    reading = (
        f"Point: mean difference over pairs of runs that meet the same shocks. Thick bar and numbers: {level} % "
        "interval of that mean. Thin line: 5 % to 95 % of the pairs. Filled and blue: the interval excludes 0. "
        "Scales differ between panels."
    )
    if unmoved:
        reading += f" Without any difference: {unmoved}."
    pairs = int(rows["pairs"].max())
    contrast = capital(frame.against(table.attrs.get("treated", TREATED), table.attrs.get("control", CONTROL)))
    return (f"{contrast}, in the model", reading, frame.source_note(table.attrs, pairs))
