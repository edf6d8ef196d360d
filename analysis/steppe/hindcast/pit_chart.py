"""Whether hindcasts were as sure as they should have been: where observations fell in their ensembles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.hindcast.words import GROUPS, blocks, framed, of_mode, years
from steppe.plot import frame, style
from steppe.plot.panels import panel_grid
from steppe.stats import scores

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@style.styled
def pit_histograms(
    transforms: pd.DataFrame,
    group: str,
    mode: str | None = None,
    *,
    bins: int = 5,
    level: float = 0.90,
    width: float = 9.0,
) -> Figure:
    """Draw where observations fell in their ensembles, with the band that holds all bins if forecasts were calibrated.

    Parameters
    ----------
    transforms
        A row for each observation: columns ``group``, ``horizon`` in years, ``mode``, ``origin``, and ``pit``, its
        probability integral transform (`steppe.stats.scores.pit`).
    group
        Which group of series to show.
    mode
        Mode of the drivers to show; the first of the table when not given.
    bins
        How many bins.
    level, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each horizon. Bars are labelled ``"<horizon>"``, their band ``"<horizon>|band"``.
    """
    rows, chosen = of_mode(transforms, mode, ("origin", "pit"))
    rows = rows[rows["group"] == group]
    if rows.empty:
        raise ValueError(f"no transform is of the group {group}; there are {', '.join(transforms['group'].unique())}")
    horizons = sorted(rows["horizon"].unique())
    figure, axes = panel_grid(len(horizons), width)
    top = 0.0
    for ax, horizon in zip(axes, horizons, strict=True):
        part = rows[rows["horizon"] == horizon]
        free = blocks(part["origin"].nunique(), horizon)
        top = max(top, _draw(ax, part["pit"].to_numpy(dtype=float), f"{horizon:g}", (free, bins, level)))
        ax.set_title(f"{years(horizon)}: {len(part)} observations, {free} block{'' if free == 1 else 's'}")
        ax.set_xlabel("Place in the ensemble, 0 lowest")
        ax.set_ylabel("Share of observations")
    for ax in axes:
        ax.set_ylim(0, min(1.02, 1.08 * top))
    reading = (
        "Level bars: forecasts were as sure as they should have been; a hill: too unsure; a valley: too sure; a slope: "
        f"off to one side. Band: holds all bars together in {round(100 * level)} % of records of calibrated forecasts, "
        "if origins that share years count as one case, whatever their number and that of the series."
    )
    title = f"{GROUPS.get(group, group)}: where observations fell"
    frame.add_frame(figure, *framed(title, chosen, reading))
    return figure


def _draw(ax: Axes, transforms: np.ndarray, label: str, how: tuple[int, int, float]) -> float:
    """Draw a histogram and its band; how high the two reach."""
    independent, bins, level = how
    found = scores.pit_bins(transforms, bins=bins, independent=independent, level=level)
    edges = np.linspace(0, 1, bins + 1)
    ax.bar(
        edges[:-1],
        found.share,
        1 / bins,
        align="edge",
        color=style.SERIES[0],
        alpha=0.75,
        edgecolor=style.PAPER,
        label=label,
    )
    ax.axhspan(found.low, found.high, color=style.MUTED, alpha=0.18, linewidth=0, label=f"{label}|band")
    ax.axhline(1 / bins, color=style.INK, linewidth=0.9)
    ax.set_xlim(0, 1)
    ax.grid(visible=False, axis="x")
    style.value_axis(ax.yaxis)
    return float(max(found.share.max(), found.high))
