"""When other states follow: probability by month, with intervals over runs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.figures import style
from steppe.figures.panels import FRAME_HEIGHT, PANEL_HEIGHT, complete_runs, default_arms, finish_panel
from steppe.intervals import wilson_interval
from steppe.wording import arm_name, capital, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVEL = 0.90
MOST = 6  # joiners counted up to
RARE = 0.05  # share of the runs below which a number of joiners is not drawn
COLUMNS = 3
LINE_HEIGHT = 0.22  # inches, a row of the table


@style.styled
def cascade_map(
    ds: xr.Dataset,
    arms: Sequence[str] | None = None,
    *,
    level: float = LEVEL,
    width: float = 9.0,
) -> Figure:
    """Draw the probability that at least one, two, ... other states joined by each month.

    Result files count the states that joined (``peer_joins``) but do not name them, so the figure tells how many follow
    by when, not which.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    arms
        Arms to draw; the with and without arms where the file has both, else all.
    level
        Probability that the intervals (Wilson's) are made for.
    width
        Inches; below 6 the panels stand in one column.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each number of joiners, its curves labelled ``"<arm>|<number>"`` and its intervals
        ``"<arm>|<number>|interval"``; then a table of medians, see `joining_table`.
    """
    arms = list(arms) if arms is not None else default_arms(ds)
    joins = ds["peer_joins"].sel(arm=arms).load()
    runs = {arm: complete_runs(joins.sel(arm=arm)) for arm in arms}
    most = _numbers_drawn(runs)
    narrow = width < style.NARROW
    columns = 1 if narrow else min(most, COLUMNS)
    rows = math.ceil(most / columns)
    table_height = LINE_HEIGHT * (1.6 if narrow else 1) * (most + 1) + 0.45
    figure = style.new_figure(width, rows * PANEL_HEIGHT + table_height + FRAME_HEIGHT)
    upper, lower = figure.subfigures(2, 1, height_ratios=[rows * PANEL_HEIGHT, table_height], facecolor="none")
    axes = upper.subplots(rows, columns, squeeze=False, sharey=True).ravel()
    looks = style.arm_style(arms)
    for number, ax in enumerate(axes[:most], 1):
        ends = []
        for arm in arms:
            end = _draw_curve(ax, joins["time"].to_numpy(), runs[arm] >= number, level, (f"{arm}|{number}", looks[arm]))
            ends.append((arm_name(arm), end, looks[arm][0]))
        ax.set_title(f"{number} or more")
        ax.set_ylabel("Probability by month")
        finish_panel(ax, joins, ends)
        ax.set_ylim(bottom=0)
    for ax in axes[most:]:
        ax.remove()
    _draw_table(lower.subplots(), joining_table(ds, arms, most), looks, narrow=narrow)
    style.add_frame(
        figure,
        style.Frame(
            "How many other states join the accord by when, in the model",
            f"Line: share of the runs in which at least so many states had joined since the start. Band: "
            f"{round(100 * level)} % interval of that probability at this number of runs (Wilson); it is not paired "
            "between arms. Result files count the states that join and do not name them.",
            style.source_note(ds.attrs, style.finished_runs(ds, arms)),
        ),
    )
    return figure


def joining_table(ds: xr.Dataset, arms: Sequence[str], most: int = MOST) -> pd.DataFrame:
    """Median month by which at least so many other states joined.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    arms
        Arms to tell of.
    most
        Joiners to count up to.

    Returns
    -------
    pandas.DataFrame
        A row for each number of joiners; for each arm a column ``"<arm>"`` with the first month by which at least half
        of the runs had so many (NaT where fewer do by the end), and ``"<arm>|share"`` with their share in the last
        month.
    """
    table = pd.DataFrame(index=pd.RangeIndex(1, most + 1, name="joined"))
    months = pd.DatetimeIndex(ds["time"].values)
    for arm in arms:
        runs = complete_runs(ds["peer_joins"].sel(arm=arm))
        shares = np.array([(runs >= number).mean(axis=1) for number in table.index])
        reached = shares >= 0.5  # noqa: PLR2004  half of the runs
        table[arm] = [months[row.argmax()] if row.any() else pd.NaT for row in reached]
        table[f"{arm}|share"] = shares[:, -1]
    return table


def _numbers_drawn(runs: Mapping[str, np.ndarray]) -> int:
    for arm, values in runs.items():
        if not values.shape[1]:
            raise ValueError(f"no run of {arm} is complete: nothing to draw")
    common = [n for n in range(1, MOST + 1) if max((values[-1] >= n).mean() for values in runs.values()) >= RARE]
    return max(common, default=1)


def _draw_curve(
    ax: Axes, months: np.ndarray, joined: np.ndarray, level: float, what: tuple[str, tuple[str, object]]
) -> float:
    label, (colour, dashes) = what
    low, high = wilson_interval(joined.sum(axis=1), joined.shape[1], level)
    shares = joined.mean(axis=1)
    ax.fill_between(months, low, high, color=colour, alpha=0.2, linewidth=0, label=f"{label}|interval")
    ax.plot(months, shares, color=colour, linestyle=dashes, label=label)
    return float(shares[-1])


def _draw_table(ax: Axes, table: pd.DataFrame, looks: Mapping[str, tuple[str, object]], *, narrow: bool) -> None:
    """Write medians and shares as text, a column for each arm."""
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(len(table) + 0.5, -0.7)
    ax.set_title("Median month, and share of the runs by the end", fontsize=9)
    size, gap = (7, "\n") if narrow else (8, " ")
    first = 0.15 if narrow else 0.1
    step = min(0.26, (1 - first) / len(looks))
    for number in table.index:
        ax.text(0, number, f"{number} or more", va="center", fontsize=size)
    for place, (arm, (colour, _)) in enumerate(looks.items()):
        x = first + place * step
        ax.text(x, 0, capital(arm_name(arm)), va="center", fontsize=size, fontweight="bold", color=colour)
        for number, month, share in zip(table.index, table[arm], table[f"{arm}|share"], strict=True):
            when = "after the end" if pd.isna(month) else f"{month:%b %Y}"
            ax.text(x, number, f"{when}{gap}({percent(share)})", va="center", fontsize=size)
