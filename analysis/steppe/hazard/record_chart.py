"""Why then: the hazard of each month of the record, what sets the last apart, and what that is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator

from steppe.format import number
from steppe.plot import frame, style
from steppe.plot.rows import rows_axis, zero_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from steppe.hazard.record import RecordFile

ROW = 0.34  # inches
TOP = 2.3  # inches of the panel over months
LEAST = 1e-5  # the axis of probabilities begins no lower


@style.styled
def hazard_record(record: RecordFile, *, width: float = 9.0) -> Figure:
    """Draw the months of the record, the shares of the conditions in the last one, and their Bayes factors.

    Parameters
    ----------
    record
        Of `steppe.hazard.record.read_record_file`.
    width
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
        Three axes: hazards in percent over months, lines labelled ``"at_values"`` and ``"over_priors"``; shares in
        percentage points, points labelled ``"share"``; Bayes factors on a logarithmic axis, points labelled
        ``"factor"`` and ``"factor_drawn"``. Rows follow `RecordFile.conditions`.
    """
    narrow = width < style.NARROW
    rows = ROW * len(record.conditions)
    heights = [TOP, rows, rows] if narrow else [TOP, rows]
    figure = style.new_figure(width, sum(heights) + (4.6 if narrow else 3.3))
    grid = figure.add_gridspec(len(heights), 1 if narrow else 2, height_ratios=heights)
    months = figure.add_subplot(grid[0, :])
    shares = figure.add_subplot(grid[1, 0])
    factors = figure.add_subplot(grid[2, 0] if narrow else grid[1, 1])
    _draw_months(months, record)
    _draw_shares(shares, record)
    _draw_factors(factors, record, named=narrow)
    frame.add_frame(figure, *_frame(record))
    return figure


def _draw_months(ax: Axes, record: RecordFile) -> None:
    times = record.months.index
    for name, colour, dashes, label in (
        ("hazard", style.SERIES[0], "-", "at_values"),
        ("drawn", style.SERIES[1], style.DASHES[1], "over_priors"),
    ):
        values = np.maximum(100 * record.months[name].to_numpy(), LEAST)
        ax.step(times, values, where="mid", color=colour, linestyle=dashes, label=label)
    ax.scatter(times[-1:], 100 * record.months["hazard"].to_numpy()[-1:], s=34, c=style.SERIES[0], zorder=3)
    ax.set_yscale("log")
    ax.yaxis.set_major_locator(LogLocator(numticks=5))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    ax.minorticks_off()
    style.date_axis(ax, 6)
    ax.set_title("Probability of acceding in the month, %", fontsize=9)


def _draw_shares(ax: Axes, record: RecordFile) -> None:
    table = record.conditions
    places = np.arange(len(table))
    rows_axis(ax, len(table))
    ax.hlines(places, 100 * table["low"], 100 * table["high"], colors=style.SERIES[0], linewidth=3.5, alpha=0.5)
    ax.scatter(100 * table["share"], places, s=24, c=style.SERIES[0], zorder=3, label="share")
    zero_line(ax)
    _name(ax, table["condition"])
    ax.set_title("Added to the last month, points", fontsize=9)


def _draw_factors(ax: Axes, record: RecordFile, *, named: bool) -> None:
    table = record.conditions
    rows_axis(ax, len(table), margin=None)
    for name, colour, lift, marker in (
        ("factor", style.SERIES[0], -0.14, "o"),
        ("factor_drawn", style.SERIES[1], 0.14, "D"),
    ):
        places = np.arange(len(table)) + lift
        ax.hlines(places, table[f"{name}_low"], table[f"{name}_high"], colors=colour, linewidth=3, alpha=0.5)
        ax.scatter(table[name], places, s=22, c=colour, marker=marker, zorder=3, label=name)
    ax.axvline(1, color=style.INK, linewidth=0.9)
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 3), numticks=6))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    ax.minorticks_off()
    if named:
        _name(ax, table["condition"])
    else:
        ax.set_yticks([])
    ax.set_title("Bayes factor of each", fontsize=9)


def _name(ax: Axes, names: object) -> None:
    ax.set_yticks(range(len(names)), list(names))
    ax.tick_params(axis="y", length=0)


def _frame(record: RecordFile) -> frame.Words:
    silence, both = (number(record.chances[name].iloc[0]) for name in ("silence", "accession"))
    return (
        f"Why then? {record.silent} without an accession, {record.last} with one, in the model",
        "Blue: parameters at the scenario's values; vermilion: drawn from their priors. Silence has probability "
        f"{silence}, and silence with an accession in the last month {both}; under the best constant hazard "
        f"{number(record.constant)}. A Bayes factor is the likelihood of the record over that with the condition at "
        f"its mean of the silent months throughout. {record.caution}",
        frame.source_note(record.attrs, record.replicates, "set of parameters"),
    )
