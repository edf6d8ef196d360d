"""What moves an effect, where it breaks even, and what to measure first: figures of ``steppe levers``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe import levers
from steppe.format import number, percent, unit_name
from steppe.levers.tables import joined_groups
from steppe.plot import frame, style
from steppe.plot.cells import draw_cell
from steppe.plot.rows import Marks, draw_marks, name_rows, rows_axis, write_beside, zero_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr
    from matplotlib.figure import Figure

LEVEL = 0.90
MOST = 14
ROW_HEIGHT = 0.3
CELL_HEIGHT = 0.42
TAGS = "Letters: evidence (E estimated, L literature, A article, J judgement, D disputed)."


@style.styled
def lever_tornado(ds: xr.Dataset, *, most: int = MOST, level: float = LEVEL, width: float = 9.0) -> Figure:
    """Draw the effect with one parameter at a time at either end of its range.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe levers``.
    most
        Parameters to draw, those with the largest changes.
    level, width
        As of `steppe.figures`.

    Returns
    -------
    matplotlib.figure.Figure
        Marks are labelled ``"low"`` and ``"high"``, bars between them ``"swing"``, intervals ``"low|interval"`` and
        ``"high|interval"``, the line at the scenario's values ``"scenario"``.
    """
    table = levers.ends(ds, level)
    rows = table[table[["at_low", "at_high"]].notna().all(axis=1)].head(most)
    narrow = width < style.NARROW
    figure = style.new_figure(width, _height(len(rows), narrow=narrow))
    ax = figure.subplots()
    places = np.arange(len(rows))
    ax.axvline(table.attrs["at_values"][0], color=style.MUTED, linewidth=0.9, linestyle=":", label="scenario")
    zero_line(ax)
    ax.hlines(places, rows["at_low"], rows["at_high"], colors=style.MUTED, linewidth=1.2, label="swing")
    for end, colour, lift in (("low", style.SERIES[1], -0.1), ("high", style.SERIES[0], 0.1)):
        values = {"value": rows[f"at_{end}"], "low": rows[f"at_{end}_low"], "high": rows[f"at_{end}_high"]}
        draw_marks(ax, places + lift, values, colour, Marks(alpha=0.5), labels=(end, f"{end}|interval"))
    rows_axis(ax, len(rows), margin=None)
    name_rows(ax, [f"{row.lever} ({row.tag})" for row in rows.itertuples()], narrow=narrow)
    if not narrow:
        write_beside(ax, [_range_words(row) for row in rows.to_dict("records")])
    ax.set_xlabel(f"Effect on {table.attrs['outcome']}, {unit_name(table.attrs['unit'])}")
    frame.add_frame(
        figure,
        f"What moves {table.attrs['outcome']}, one parameter at a time, in the model",
        "The effect of the accord with a parameter at the low end of its range (vermilion) and at the high end (blue), "
        f"the others at the scenario's values (dotted: all of them). Bars: {frame.level_words(level)} intervals of the "
        f"means of {table.attrs['pairs']} pairs; differences between marks are paired and known better. The "
        f"{len(rows)} largest of {len(table)}. {TAGS}",
        frame.source_note(ds.attrs),
    )
    return figure


@style.styled
def break_even_map(ds: xr.Dataset, *, level: float = LEVEL, width: float = 9.0) -> Figure:
    """Draw the effect over a grid of the two parameters that move it most, and where it is nothing.

    Parameters
    ----------
    ds, level, width
        As of `lever_tornado`.

    Returns
    -------
    matplotlib.figure.Figure
        Cells are patches labelled ``"<row>,<column>"`` from the lowest left one, hatched ones also
        ``"<row>,<column>|hatch"``; without cells where the world would have no rest.

    Raises
    ------
    ValueError
        The file holds no map.
    """
    table = levers.break_even(ds, level)
    if table is None:
        raise ValueError("these results hold no break-even map: fewer than two parameters move the effect")
    grid = table.set_index(["up", "across"])["effect"].to_xarray().to_pandas()
    reach = float(np.nanmax(np.abs(grid.to_numpy()))) or 1.0
    figure = style.new_figure(width, CELL_HEIGHT * len(grid) + 2.4)
    ax = figure.subplots()
    small = width < style.NARROW
    for place, row in enumerate(table.itertuples()):
        up, across = divmod(place, len(grid.columns))
        if not np.isfinite(row.effect):
            continue
        hatched = row.low <= 0 <= row.high
        draw_cell(ax, (across, up), row.effect / reach, f"{up},{across}", hatched=hatched)
        if not small:
            words = number(row.effect, 2, signed=True)
            ax.text(across + 0.5, up + 0.5, words, ha="center", va="center", fontsize=7)
    ax.set_xlim(0, len(grid.columns))
    ax.set_ylim(0, len(grid))
    ax.set_xticks(np.arange(len(grid.columns)) + 0.5, [f"{value:.3g}" for value in grid.columns])
    ax.set_yticks(np.arange(len(grid)) + 0.5, [f"{value:.3g}" for value in grid.index])
    ax.grid(visible=False)
    ax.tick_params(length=0)
    ax.set_xlabel(table.attrs["across"])
    ax.set_ylabel(table.attrs["up"])
    frame.add_frame(
        figure,
        f"Where the effect on {table.attrs['outcome']} turns, in the model",
        f"Blue: above 0; vermilion: below; hatched: the {frame.level_words(level)} interval includes 0 "
        f"({table.attrs['pairs']} pairs a cell, the same shocks in all). All other parameters are at the scenario's "
        f"values. Unit: {unit_name(table.attrs['unit'])}.",
        frame.source_note(ds.attrs),
    )
    return figure


@style.styled
def breakdown_frontier(ds: xr.Dataset, *, most: int = MOST, width: float = 9.0) -> Figure:
    """Draw how much belief about one parameter must move to turn the sign of the mean over the priors.

    Parameters
    ----------
    ds, most, width
        As of `lever_tornado`.

    Returns
    -------
    matplotlib.figure.Figure
        Marks are labelled ``"share"``, their intervals ``"share|interval"``, the least share at the top.

    Raises
    ------
    ValueError
        The file holds no draws from priors.
    """
    table = levers.beliefs(ds)
    able = table[table["share"].notna()].sort_values("share", kind="stable")
    rows = able.head(most)
    narrow = width < style.NARROW
    figure = style.new_figure(width, _height(len(rows), narrow=narrow))
    ax = figure.subplots()
    values = {"value": rows["share"], "low": rows["share_low"], "high": rows["share_high"]}
    draw_marks(ax, np.arange(len(rows)), values, style.SERIES[0], Marks(alpha=0.5), labels=("share", "share|interval"))
    rows_axis(ax, max(len(rows), 1), margin=None)
    name_rows(ax, [f"{row.name} ({row.tag})" for row in rows.itertuples(index=False)], narrow=narrow)
    if not narrow:
        write_beside(ax, [_shift_words(row) for row in rows.to_dict("records")])
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(lambda value, _: percent(value))
    ax.set_xlabel("Share of belief that must move")
    frame.add_frame(
        figure,
        f"What one would have to believe for the other sign of {table.attrs['outcome']}, in the model",
        "How much of the prior mass of one parameter must move to the value on the right before the mean over the "
        "priors turns its sign, all else as in the priors; and the mean of the nearest belief under which the effect "
        f"is 0, by Kullback-Leibler divergence. Bars: 90\u00a0% intervals over {table.attrs['draws']} draws. Of "
        f"{len(table)} parameters {len(able)} could do it alone. {TAGS}",
        frame.source_note(ds.attrs),
    )
    return figure


@style.styled
def information_values(ds: xr.Dataset, *, most: int = MOST, width: float = 9.0) -> Figure:
    """Draw what it would be worth to know parameters, and groups of them, before deciding on the accord.

    Parameters
    ----------
    ds, most, width
        As of `lever_tornado`.

    Returns
    -------
    matplotlib.figure.Figure
        Marks are labelled ``"information"`` and ``"decided_by_others"``, intervals ``"information|interval"`` and
        ``"decided_by_others|interval"``: parameters first, then tags, then all.

    Raises
    ------
    ValueError
        The file holds no draws from priors.
    """
    parameters = levers.beliefs(ds)
    worth = parameters[(parameters["found"] > 0) & (parameters["information_high"] > 0)].head(most)
    groups = joined_groups(ds)
    rows = pd.concat([worth, groups])
    narrow = width < style.NARROW
    figure = style.new_figure(width, _height(len(rows), narrow=narrow))
    ax = figure.subplots()
    places = np.arange(len(rows))
    zero_line(ax)
    for column, colour, lift in (
        ("information", style.SERIES[0], -0.1),
        ("decided_by_others", style.SERIES[5], 0.1),
    ):
        values = {"value": rows[column], "low": rows[f"{column}_low"], "high": rows[f"{column}_high"]}
        draw_marks(ax, places + lift, values, colour, Marks(alpha=0.5), labels=(column, f"{column}|interval"))
    if len(worth) and len(groups):
        ax.axhline(len(worth) - 0.5, color=style.GRID, linewidth=0.8)
    rows_axis(ax, max(len(rows), 1), margin=None)
    names = [f"{row.name} ({row.tag})" for row in worth.itertuples(index=False)]
    names += [f"all with tag {row.tag}" if row.tag else "all parameters" for row in groups.itertuples(index=False)]
    name_rows(ax, names, narrow=narrow)
    ax.set_xlabel(f"Worth of knowing, {unit_name(parameters.attrs['unit'])}")
    frame.add_frame(
        figure,
        f"What to measure first, for who decides by {parameters.attrs['outcome']}, in the model",
        "Expected value of knowing a parameter, or all with an evidence tag, before deciding for or against the accord "
        "(EVPPI; blue: by regression, a little too large; orange: each draw decided by the others, rather too small). "
        f"Bars: 90\u00a0% intervals over {parameters.attrs['draws']} draws from the priors. {TAGS}",
        frame.source_note(ds.attrs),
    )
    return figure


def _height(rows: int, *, narrow: bool) -> float:
    """Inches for rows and the words around them, which take more lines where there is little room."""
    return (0.42 if narrow else ROW_HEIGHT) * max(rows, 2) + (3.4 if narrow else 2.1)


def _range_words(row: Mapping[str, object]) -> str:
    if row["is_switch"]:
        return "off to on"
    unit = "" if row["unit"] in ("", "1") else f" {row['unit']}"
    return f"{row['range_low']:.3g} to {row['range_high']:.3g}{unit}"


def _shift_words(row: Mapping[str, object]) -> str:
    nearest = "" if np.isnan(row["mean"]) else f"; mean {row['prior_mean']:.3g} to {row['mean']:.3g}"
    return f"to {row['towards']:.3g}{nearest}"
