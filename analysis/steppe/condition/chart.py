"""What the accord changes, over all runs and given the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe.condition.tables import ALL, GIVEN, conditions, gains
from steppe.format import bracketed, listing, outcome_name
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
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_HEIGHT = 0.4  # inches, label beside the marks
TALL_ROW_HEIGHT = 0.68  # inches, label above the marks
LIFT = 0.15  # of a row: marks of the two populations stand above and below its middle
LOOKS = {
    ALL: (style.SERIES[0], Marks(1.6, size=26, edge=1.2, marker="D", alpha=0.6), LIFT),
    GIVEN: (style.SERIES[1], Marks(4.5, size=26, edge=1.2, alpha=0.6), -LIFT),
}
"""Colour, marks and place in the row of each population."""


@style.styled
def effects_given(
    ds: xr.Dataset,
    *,
    measures: Sequence[str] | None = None,
    level: float = 0.90,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw what the accord changes given the evidence beside what it changes over all runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe condition`` (docs/model.md, section 9.6).
    measures
        Measures to show; all that have a place in the order of benefit when not given.
    level, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each unit and size, as of `forest_panels`. Means are labelled ``"all"`` and ``"given"``, their
        intervals ``"all|interval"`` and ``"given|interval"``, all in the order of the panel's rows.
    """
    table = gains(ds, level=level)
    table = table if measures is None else table[table["measure"].isin(list(measures))]
    populations = {name: rows.set_index("outcome") for name, rows in table.groupby("population", sort=False)}
    panels = forest_panels(_widest(table))
    if not panels:
        raise ValueError("nothing differs between the arms: nothing to draw")
    narrow = width < style.NARROW
    heights = [(TALL_ROW_HEIGHT if narrow else ROW_HEIGHT) * (len(rows) + 0.2) for _, rows in panels]
    figure, axes = stacked_panels(width, heights, PANEL_HEADING * len(panels) + 1.6)
    for ax, (unit, rows) in zip(axes, panels, strict=True):
        _draw(ax, rows, {name: part.loc[rows["outcome"]] for name, part in populations.items()}, names, narrow=narrow)
        ax.set_xlabel(frame.difference_words(unit))
    frame.add_frame(figure, *_frame(ds, level))
    return figure


def _widest(table: pd.DataFrame) -> pd.DataFrame:
    """One row for an outcome that reaches as far as either population; the spread over single pairs is not drawn."""
    by_outcome = table.groupby("outcome", sort=False)
    widest = by_outcome.first().assign(
        low=by_outcome["low"].min(), high=by_outcome["high"].max(), difference=by_outcome["difference"].max()
    )
    return widest.assign(spread_low=widest["low"], spread_high=widest["high"]).reset_index()


def _draw(
    ax: Axes, rows: pd.DataFrame, parts: Mapping[str, pd.DataFrame], names: Mapping[str, str] | None, *, narrow: bool
) -> None:
    zero_line(ax)
    rows_axis(ax, len(rows), above=0.85 if narrow else 0.6)
    labels = [outcome_name(row, names or {}) for row in rows.to_dict("records")]
    told = {}
    for name, part in parts.items():
        colour, marks, lift = LOOKS[name]
        places = [place + lift for place in range(len(part))]
        values = part.rename(columns={"difference": "value"})
        hollow = ~excludes_zero(part).to_numpy()
        draw_marks(ax, places, values, colour, marks, labels=(name, f"{name}|interval"), hollow=hollow)
        told[name] = [
            bracketed(row["difference"], row["low"], row["high"], signed=True) for row in part.to_dict("records")
        ]
    if narrow:
        both = ("; ".join(row) for row in zip(told[GIVEN], told[ALL], strict=True))
        labels = [f"{label}\n{words}" for label, words in zip(labels, both, strict=True)]
    name_rows(ax, labels, narrow=narrow, letters=52, size=7.2)
    if not narrow:
        separate_rows(ax, len(rows))
        for name, words in told.items():
            write_beside(ax, words, lift=1.25 * LOOKS[name][2], size=7.5)


def _frame(ds: xr.Dataset, level: float) -> frame.Words:
    known = conditions(ds)
    size = known.attrs
    return (
        f"What the accord changed, given {listing(list(known.index))}; in the model",
        "Vermilion, circle, thick line and upper numbers: mean difference of the runs that match the evidence from "
        f"their twins without accords, and its {round(100 * level)} % interval. Blue, diamond, thin line and lower "
        f"numbers: the same over all runs. {size['matching']} of {size['pairs']} pairs match, with an effective "
        f"sample size of {size['effective']:.0f}. Hollow: the interval holds 0. Scales differ between panels.",
        frame.source_note(ds.attrs, size["pairs"], "arm"),
    )
