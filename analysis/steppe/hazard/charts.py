"""When a hedger accedes and what that depends on: figures of ``steppe hazard``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe import hazard
from steppe.plot import frame, style
from steppe.plot.panels import draw_curve, finish_panel
from steppe.plot.rows import Marks, draw_marks, name_rows, rows_axis, write_beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVEL = 0.90
MOST = 5  # incentives or conditions with a line of their own
MOST_SWINGS = 12
HEIGHTS = (2.3, 2.0, 2.0)  # inches
ROW_HEIGHT = 0.3


@style.styled
def hazard_shares(
    ds: xr.Dataset,
    *,
    hedger: str | None = None,
    most: int = MOST,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the hazard of an accession over time, and the shares of incentives and of conditions in it.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe hazard`` (docs/model.md, section 9.2).
    hedger
        Whose accession; the first hedger when not given.
    most
        Incentives, and conditions, that are drawn: those whose share is largest in any month.
    level, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        Lines are labelled ``"hazard"``, ``"hazard_without_incentives"`` and ``"hazard_under_typical_conditions"``, then
        with the ids of incentives and conditions; bands of intervals ``"<label>|interval"``.
    """
    table = hazard.months(ds, hedger, level)
    figure = style.new_figure(width, sum(HEIGHTS) + 1.9)
    axes = figure.subplots(3, 1, sharex=True, height_ratios=HEIGHTS)
    words = {"hazard": "hazard", "without_incentives": "every incentive off", "typical": "typical conditions"}
    looks = style.arm_style(list(words))
    ends = [
        (word, _line(axes[0], table, name, (hazard.HAZARDS[name], looks[name])), looks[name][0])
        for name, word in words.items()
    ]
    axes[0].set_title("Probability of acceding in the month, of runs still outside")
    axes[0].set_ylim(bottom=0)
    finish_panel(axes[0], ds["hazard"], ends)
    titles = {
        "incentive": "Shares of incentives in what exceeds every incentive off",
        "condition": "Shares of conditions in what differs from typical conditions",
    }
    shares = (hazard.incentives, hazard.conditions)
    for ax, of_months, (over, title) in zip(axes[1:], shares, titles.items(), strict=True):
        _draw_shares(ax, of_months(ds, None, hedger, level), over, most)
        ax.set_title(title)
    for ax in axes:
        ax.set_ylabel("Probability a month", fontsize=8)
    who = table.attrs["hedger"]
    frame.add_frame(
        figure,
        f"Hazard of an accession of {frame.named(names, who)} and its drivers, in the model",
        f"Bands: {frame.level_words(level)} intervals of means over the runs still outside, with parameters fixed. "
        f"Shares are Shapley values; the {most} largest are drawn. After the first months the runs still outside "
        "are not a random part of all: a share of a later month describes those that are left.",
        frame.source_note(ds.attrs) + f" {table.attrs['replicates']} runs at the start.",
    )
    return figure


@style.styled
def hazard_swings(
    ds: xr.Dataset,
    *,
    hedger: str | None = None,
    most: int = MOST_SWINGS,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw how the probability of an accession swings when one parameter goes from one end of its range to the other.

    Parameters
    ----------
    ds, hedger, level, names, width
        As of `hazard_shares`.
    most
        Parameters to draw, those with the largest swings.

    Returns
    -------
    matplotlib.figure.Figure
        Marks are labelled ``"low"`` and ``"high"``, bars between them ``"swing"``, intervals of the ends
        ``"low|interval"`` and ``"high|interval"``, in the order of the rows, the largest swing at the top.
    """
    table = hazard.swings(ds, hedger, level)
    rows = table.head(most)
    figure = style.new_figure(width, ROW_HEIGHT * len(rows) + 2.0)
    ax = figure.subplots()
    places = np.arange(len(rows))
    ax.hlines(places, rows["joined_at_low"], rows["joined_at_high"], colors=style.MUTED, linewidth=1.2, label="swing")
    for end, colour, lift in (("low", style.SERIES[1], -0.1), ("high", style.SERIES[0], 0.1)):
        columns = {"value": "", "low": "_low", "high": "_high"}
        values = {key: rows[f"joined_at_{end}{column}"] for key, column in columns.items()}
        draw_marks(ax, places + lift, values, colour, Marks(alpha=0.5), labels=(end, f"{end}|interval"))
    rows_axis(ax, len(rows), margin=None)
    name_rows(ax, [f"{key} ({tag})" for key, tag in zip(rows["parameter"], rows["tag"], strict=True)], narrow=False)
    write_beside(ax, [_range_words(row) for row in rows.to_dict("records")])
    ax.set_xlabel(f"Probability of an accession within {table.attrs['months']} months")
    who = table.attrs["hedger"]
    frame.add_frame(
        figure,
        f"What would move an accession of {frame.named(names, who)}, in the model",
        "One parameter at a time, from the low end of its range (vermilion) to the high end (blue), as on the "
        f"right; the others stay. Bars: {frame.level_words(level)} intervals of each probability (Wilson); the swing "
        f"between them is paired and known better. The {len(rows)} largest of {len(table)}. Letters: evidence (E "
        "estimated, L literature, A article, J judgement, D disputed).",
        frame.source_note(ds.attrs),
    )
    return figure


def _range_words(row: Mapping[str, object]) -> str:
    unit = "" if row["unit"] in ("", "1") else f" {row['unit']}"
    return f"{row['range_low']:g} to {row['range_high']:g}{unit}"


def _line(ax: Axes, table: pd.DataFrame, name: str, what: tuple[str, tuple[str, object]]) -> float:
    """Draw a column with its interval; return the last value that is known."""
    label, look = what
    values, *ends = (table[f"{name}{end}"].to_numpy() for end in ("", "_low", "_high"))
    draw_curve(ax, table.index, (values, *ends), look, label)
    known = np.flatnonzero(np.isfinite(values))
    return float(values[known[-1]]) if known.size else 0.0


def _draw_shares(ax: Axes, table: pd.DataFrame, over: str, most: int) -> None:
    """Draw the largest shares of incentives or of conditions."""
    ax.axhline(0, color=style.INK, linewidth=0.8)
    largest = table["share"].abs().groupby(table[over], sort=False).max().sort_values(ascending=False, kind="stable")
    order = [str(one) for one in largest.index[:most]]
    looks = style.arm_style(order)
    ends = []
    for one in order:
        rows = table[table[over] == one].set_index("time")
        columns = rows.rename(columns={"share": "", "low": "_low", "high": "_high"})
        word = f"{rows['title'].iloc[0]} ({one})" if "title" in rows else one
        ends.append((word, _line(ax, columns, "", (one, looks[one])), looks[one][0]))
    finish_panel(ax, rows.to_xarray()["share"], ends)
