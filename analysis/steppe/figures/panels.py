"""What figures over time share: a grid of panels, a mean with bands over runs, and the axes of a panel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from steppe.compare import CONTROL, TREATED
from steppe.figures import style

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANEL_HEIGHT = 1.75  # inches
FRAME_HEIGHT = 1.15  # inches for title and notes
READING = "Line: mean over runs. Strong band: middle half of the runs; faint band: 5 % to 95 % of the runs."


def default_arms(ds: xr.Dataset) -> list[str]:
    """Arms to show when none are named: with and without where the file has both, else all."""
    arms = [str(arm) for arm in ds["arm"].values]
    return [TREATED, CONTROL] if {TREATED, CONTROL} <= set(arms) else arms


def of_hedger(values: xr.DataArray, hedger: str | None) -> xr.DataArray:
    """Values of one hedger, the first when not given, in results of a single point."""
    if "point" in values.dims:
        raise ValueError(f"these results hold {values.sizes['point']} points; choose one: ds.isel(point=0)")
    if "hedger" not in values.dims:
        return values
    return values.isel(hedger=0) if hedger is None else values.sel(hedger=hedger)


def hedger_in_title(values: xr.DataArray, names: Mapping[str, str]) -> str:
    """Write `` of `` and the name, for values of one hedger; empty where they belong to none."""
    who = str(values["hedger"].values) if "hedger" in values.coords else ""
    return f" of {names.get(who, who)}" if who else ""


def complete_runs(values: xr.DataArray) -> np.ndarray:
    """Values over time and replicate of the runs without a NaN."""
    by_month = values.transpose("time", "replicate").to_numpy().astype(float)
    return by_month[:, np.isfinite(by_month).all(axis=0)]


def panel_grid(count: int, width: float) -> tuple[Figure, list[Axes]]:
    """Start a figure with so many equal panels; one column where it is narrow."""
    columns = 1 if width < style.NARROW else min(count, 3 if count not in (2, 4) else 2)
    rows = math.ceil(count / columns)
    figure = style.new_figure(width, rows * PANEL_HEIGHT + FRAME_HEIGHT)
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for ax in axes[count:]:
        ax.remove()
    return figure, list(axes[:count])


def draw_fan(ax: Axes, values: xr.DataArray, label: str, look: tuple[str, object]) -> float:
    """Draw bands and mean of values over replicate and time; return the last mean."""
    colour, dashes = look
    by_month = complete_runs(values)
    if not by_month.shape[1]:
        raise ValueError(f"no run of {label.replace('|', ', ')} is complete: nothing to draw")
    months = values["time"].to_numpy()
    for low, high, opacity in style.BANDS:
        bottom, top = np.quantile(by_month, [low, high], axis=1)
        ax.fill_between(months, bottom, top, color=colour, alpha=opacity, linewidth=0, label=f"{label}|{low}")
    mean = by_month.mean(axis=1)
    ax.plot(months, mean, color=colour, linestyle=dashes, label=label)
    return float(mean[-1])


def finish_panel(ax: Axes, values: xr.DataArray, ends: list[tuple[str, float, str]]) -> None:
    """Set the axes of a panel over time; `ends` are texts, last values and colours of its lines."""
    months = values["time"].to_numpy()
    if len(months) > 1:
        ax.set_xlim(months[0], months[-1])
    ax.margins(y=0.08)
    style.date_axis(ax, marks=4 if ends else 6)
    style.value_axis(ax.yaxis)
    if ends:
        style.label_ends(ax, months[-1], ends, PANEL_HEIGHT - 0.5)
