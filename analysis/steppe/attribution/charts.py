"""Which incentives an effect is shared out over: step by step, and side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe import attribution
from steppe.format import capital, listing, outcome_name, unit_name
from steppe.io.declared import contrasts
from steppe.plot import frame, style
from steppe.plot.rows import zero_line
from steppe.plot.steps import BAR, Row, colour, draw_steps, name_bars, numbers, prepare, row_height
from steppe.stats.intervals import mean_interval, standard_error, z_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVEL = 0.90
SMALL = 0.01  # an incentive that does not reach this part of the largest is not drawn in a tornado
MOST = 8  # incentives with a row of their own in a waterfall
AROUND = 1.95  # inches for title, axis and notes
OFF, ON, OTHERS = "off", "on", "others"  # rows that are no incentive


@style.styled
def incentive_waterfall(
    ds: xr.Dataset,
    outcome: str,
    contrast: str | None = None,
    *,
    level: float = LEVEL,
    most: int = MOST,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw how shares of incentives lead from the effect with all of them off to that with all of them on.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute``.
    outcome
        Label of the outcome, such as ``welfare[AAA]``.
    contrast
        The first of the file when not given.
    level
        Probability that the intervals are made for.
    most
        Incentives with a bar of their own, those with the largest shares; the others have one together.
    names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        Bars are labelled with the id of the incentive, or ``"off"``, ``"others"`` and ``"on"``; their intervals
        ``"<id>|interval"``. The bar of an incentive begins where that before it ends.
    """
    contrast = str(ds["contrast"].values[0]) if contrast is None else contrast
    rows = _steps(ds, outcome, contrast, level, most)
    figure, ax = _canvas(len(rows), width)
    draw_steps(ax, rows)
    name_bars(ax, [row.words for row in rows], numbers(rows), narrow=width < style.NARROW)
    title, unit = _outcome_words(ds, outcome, contrast, names)
    ax.set_xlabel(unit)
    frame.add_frame(
        figure,
        f"From all incentives off to all on, in the model: {title}",
        "Each bar begins where the last ends; its length is the share of an incentive, what it adds when "
        f"incentives are switched on one after the other, averaged over {_orders(ds)} (Shapley value). Blue adds, "
        f"vermilion takes away. Line and numbers: {frame.level_words(level)} interval of the length over replicates, "
        "not of the place where the bar ends. Shares tell of the model's terms and the values given to them.",
        frame.source_note(ds.attrs, ds.sizes["replicate"], "coalition"),
    )
    return figure


@style.styled
def incentive_tornado(
    ds: xr.Dataset,
    outcome: str,
    contrast: str | None = None,
    *,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw shares of incentives by size, and how far what an incentive adds depends on which others are on.

    Parameters
    ----------
    ds, outcome, contrast, level, names, width
        As of `incentive_waterfall`.

    Returns
    -------
    matplotlib.figure.Figure
        Bars are labelled with the id of the incentive, their intervals ``"<id>|interval"``, the ranges over coalitions
        ``"<id>|range"``. Marks ``"first"`` and ``"last"`` tell what an incentive adds when it is switched on alone, and
        when all others are on, in the order of the bars. Incentives that reach less than 1 % of the
        largest are named in the note.
    """
    contrast = str(ds["contrast"].values[0]) if contrast is None else contrast
    table = attribution.shares(ds, contrast, outcome, level).set_index("incentive")
    added = attribution.contributions(ds, contrast, outcome)
    reach = pd.concat([table[["share", "low", "high"]], added], axis="columns").abs().max(axis="columns")
    if not reach.any():
        raise ValueError(f"no incentive moves {outcome}: nothing to draw")
    moving = reach >= SMALL * reach.max()
    order = table.index[moving][np.argsort(-table.loc[moving, "share"].abs().to_numpy(), kind="stable")]
    figure, ax = _canvas(len(order), width)
    zero_line(ax)
    rows = []
    for place, key in enumerate(order):
        one = table.loc[key]
        row = Row(key, f"{capital(one['title'])} ({key})", 0.0, one["share"], one["low"], one["high"])
        ax.barh(place, row.mean, BAR, color=colour(row), alpha=0.55, linewidth=0, label=key)
        ax.hlines(place, row.low, row.high, colors=style.INK, linewidth=1.3, zorder=3, label=f"{key}|interval")
        ax.hlines(
            place + 0.38, added.loc[key, "least"], added.loc[key, "greatest"], colors=style.MUTED, linewidth=1.0,
            label=f"{key}|range",
        )  # fmt: skip
        rows.append(row)
    places = np.arange(len(order)) + 0.38
    edge = {"s": 20, "edgecolors": style.MUTED, "linewidths": 1.0, "zorder": 4}
    ax.scatter(added.loc[order, "first"], places, c=style.PAPER, marker="o", label="first", **edge)
    ax.scatter(added.loc[order, "last"], places, c=style.MUTED, marker="D", label="last", **edge)
    name_bars(ax, [row.words for row in rows], numbers(rows), narrow=width < style.NARROW)
    title, unit = _outcome_words(ds, outcome, contrast, names)
    ax.set_xlabel(unit)
    frame.add_frame(figure, *_tornado_frame(ds, title, level, [str(key) for key in table.index[~moving]]))
    return figure


def _tornado_frame(ds: xr.Dataset, title: str, level: float, idle: Sequence[str]) -> frame.Words:
    nothing = f" Under {round(100 * SMALL)} % of the largest: {listing(list(idle))}." if idle else ""
    return (
        f"Shares of incentives, in the model: {title}",
        f"Bar and numbers: share of the incentive (Shapley value, over {_orders(ds)}), with the "
        f"{frame.level_words(level)} interval over replicates as a line. Below it, in grey, what it adds to the "
        "means of single coalitions: the range over all that were run, a circle where it is switched on first, a "
        f"diamond where it is last. Where these lie apart, the share averages unlike numbers.{nothing}",
        frame.source_note(ds.attrs, ds.sizes["replicate"], "coalition"),
    )


def _steps(ds: xr.Dataset, outcome: str, contrast: str, level: float, most: int) -> list[Row]:
    table = attribution.shares(ds, contrast, outcome, level).set_index("incentive")
    ends = attribution.effects(ds, contrast, outcome, level).iloc[0]
    order = table.index[np.argsort(-table["share"].abs().to_numpy(), kind="stable")]
    if not (table["share"] != 0).any():
        raise ValueError(f"no incentive moves {outcome}: nothing to draw")
    alone = [key for key in order if table.loc[key, "share"] != 0]
    alone = alone if len(alone) <= most else alone[: most - 1]
    together = [key for key in order if key not in alone]
    off, on = (ends[[f"{word}_incentives{end}" for end in ("", "_low", "_high")]] for word in ("without", "with"))
    rows = [Row(OFF, "All incentives off", 0.0, *off, whole=True)]
    at = rows[0].mean
    for key in alone:
        one = table.loc[key]
        rows.append(Row(key, f"{capital(one['title'])} ({key})", at, one["share"], one["low"], one["high"]))
        at += one["share"]
    if together:
        rows.append(Row(OTHERS, _others(together), at, *_sum_of_shares(ds, together, contrast, outcome, level)))
    rows.append(Row(ON, "All incentives on", 0.0, *on, whole=True))
    return rows


def _others(keys: Sequence[str]) -> str:
    return f"{keys[0]} as well" if len(keys) == 1 else f"{len(keys)} others ({', '.join(keys)})"


def _sum_of_shares(
    ds: xr.Dataset, keys: Sequence[str], contrast: str, outcome: str, level: float
) -> tuple[float, float, float]:
    """Sum of some shares with its interval; what sampled orders add to the errors of its parts is taken to add up."""
    where = {"contrast": contrast, "outcome": outcome, "incentive": list(keys)}
    of_replicates = ds["share_of_replicate"].sel(where).transpose("incentive", "replicate").to_numpy()
    total = of_replicates.sum(axis=0)
    if not int(ds["orders"]):
        return mean_interval(total, level)
    errors = ds["share_standard_error"].sel(where).to_numpy()
    alone = np.array([standard_error(values) for values in of_replicates])
    of_orders = np.sqrt(np.maximum(errors**2 - alone**2, 0.0)).sum()
    reach = z_of(level) * np.hypot(standard_error(total), of_orders)
    mean = float(np.nanmean(total))
    return mean, mean - reach, mean + reach


def _canvas(rows: int, width: float) -> tuple[Figure, Axes]:
    figure = style.new_figure(width, row_height(width) * rows + AROUND)
    ax = figure.subplots()
    prepare(ax, rows, width)
    return figure, ax


def _outcome_words(ds: xr.Dataset, outcome: str, contrast: str, names: Mapping[str, str] | None) -> tuple[str, str]:
    row: pd.Series = attribution.effects(ds, contrast, outcome).iloc[0]
    unit = unit_name(str(row["unit"])) or "no unit (share, index or count)"
    declared = contrasts(ds)
    what = f"{outcome_name(row, names, hedger=True)}, {frame.contrast_words(contrast, declared)}"
    return what, f"Effect, {unit}" if declared[contrast].minus else f"Level, {unit}"


def _orders(ds: xr.Dataset) -> str:
    count = int(ds["orders"])
    return f"{count} orders drawn by lot" if count else "all orders"
