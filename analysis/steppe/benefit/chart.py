"""To whose benefit: what each actor gains, over chance and over chance and priors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe import benefit
from steppe.format import bracketed, outcome_name
from steppe.io.declared import contrasts
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

LEVEL = 0.90
ROW_HEIGHT = 0.4  # inches, label beside the marks
TALL_ROW_HEIGHT = 0.68  # inches, label above the marks
LIFT = 0.15  # of a row: marks of the two readings stand above and below its middle
LOOKS = {
    benefit.BASE: (style.SERIES[0], Marks(4.5, size=26, edge=1.2, alpha=0.6), -LIFT),
    benefit.PRIORS: (style.SERIES[1], Marks(1.6, size=26, edge=1.2, marker="D", alpha=0.6), LIFT),
}
"""Colour, marks and place in the row of each reading."""


@style.styled
def benefit_intervals(
    ds: xr.Dataset,
    contrast: str = "total",
    *,
    measures: Sequence[str] | None = None,
    hedger: str | None = None,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw what each actor gains, with the interval over chance beside that over chance and priors.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe benefit`` (docs/model.md, section 9.3).
    contrast
        Name of a contrast of the file.
    measures
        Measures to show; all that have a place in the order of benefit when not given.
    hedger
        Whose; the first hedger when not given. Outcomes that belong to no hedger are always shown.
    level, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each unit and size, as of `forest_panels`. Means are labelled ``"base"`` and ``"priors"``, their
        intervals ``"base|interval"`` and ``"priors|interval"``, all in the order of the panel's rows.
    """
    table = benefit.effects(ds, [contrast], hedger=hedger, level=level)
    table = table if measures is None else table[table["measure"].isin(list(measures))]
    # Means and their intervals share a scale; the spread over single pairs is not drawn.
    scaled = table.assign(spread_low=table["low"], spread_high=table["high"])
    panels = forest_panels(scaled.groupby("outcome", sort=False, as_index=False).apply(_widest, include_groups=False))
    if not panels:
        raise ValueError("nothing differs between the arms: nothing to draw")
    by_reading = {reading: rows.set_index("outcome") for reading, rows in table.groupby("reading", sort=False)}
    narrow = width < style.NARROW
    heights = [(TALL_ROW_HEIGHT if narrow else ROW_HEIGHT) * (len(rows) + 0.2) for _, rows in panels]
    figure, axes = stacked_panels(width, heights, PANEL_HEADING * len(panels) + 1.5)
    for ax, (unit, rows) in zip(axes, panels, strict=True):
        _draw_rows(ax, rows, {reading: part.loc[rows["outcome"]] for reading, part in by_reading.items()})
        _name_rows(ax, rows, by_reading, names or {}, narrow=narrow)
        ax.set_xlabel(frame.difference_words(unit))
    frame.add_frame(figure, *_frame(ds, table, contrast))
    return figure


def _widest(rows: pd.DataFrame) -> pd.Series:
    """One row for an outcome that reaches as far as any reading of it."""
    first = rows.iloc[0].copy()
    for end, how in (("low", "min"), ("high", "max")):
        first[end] = first[f"spread_{end}"] = getattr(rows[end], how)()
    first["difference"] = rows["difference"].abs().max()
    return first


def _draw_rows(ax: Axes, rows: pd.DataFrame, by_reading: Mapping[str, pd.DataFrame]) -> None:
    zero_line(ax)
    for reading, part in by_reading.items():
        colour, marks, lift = LOOKS[reading]
        places = [place + lift for place in range(len(part))]
        values = part.rename(columns={"difference": "value"})
        hollow = ~excludes_zero(part).to_numpy()
        draw_marks(ax, places, values, colour, marks, labels=(reading, f"{reading}|interval"), hollow=hollow)


def _name_rows(
    ax: Axes, rows: pd.DataFrame, by_reading: Mapping[str, pd.DataFrame], names: Mapping[str, str], *, narrow: bool
) -> None:
    labels = [outcome_name({**row, "element": row["actor"]}, names) for row in rows.to_dict("records")]
    values = {
        reading: [_value(part.loc[outcome]) for outcome in rows["outcome"]] for reading, part in by_reading.items()
    }
    rows_axis(ax, len(rows), above=0.85 if narrow else 0.6)
    if narrow:
        of_rows = ("; ".join(row) for row in zip(*values.values(), strict=True))
        labels = [f"{label}\n{words}" for label, words in zip(labels, of_rows, strict=True)]
    name_rows(ax, labels, narrow=narrow, letters=52, size=7.2)
    if not narrow:
        separate_rows(ax, len(rows))
        for reading, words in values.items():
            write_beside(ax, words, lift=1.25 * LOOKS[reading][2], size=7.5)


def _value(row: Mapping[str, float]) -> str:
    return bracketed(row["difference"], row["low"], row["high"], signed=True)


def _frame(ds: xr.Dataset, table: pd.DataFrame, contrast: str) -> frame.Words:
    level = round(100 * table.attrs["level"])
    what = frame.contrast_words(contrast, contrasts(ds))
    return (
        f"To whose benefit: {what}, in the model",
        "Blue, circle, thick line and upper numbers: mean difference over pairs of runs with parameters fixed, and its "
        f"{level} % interval over chance. Vermilion, diamond, thin line and lower numbers: the same with parameters "
        "drawn from their priors, over chance and priors. Hollow: the interval holds 0. Intervals are of means; single "
        "pairs scatter more. Scales differ between panels.",
        frame.source_note(ds.attrs, int(table["pairs"].max()), "arm"),
    )
