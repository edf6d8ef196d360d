"""What figures over time share: a grid of panels, a mean with bands over runs, and the axes of a panel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from steppe.io.declared import CONTROL, TREATED
from steppe.plot import style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike

PANEL_HEIGHT = 1.75  # inches
FRAME_HEIGHT = 1.15  # inches for title and notes
MEAN = "mean"
INTERVAL = 0.22  # opacity of a band of intervals
QUANTILES = tuple(end for low, high, _ in style.BANDS for end in (low, high))
STORED = " Bands are of the quantiles that the summary holds: too low by less than 2/511 of the range of the runs."
READING = "Line: mean over runs. Strong band: middle half of the runs; faint band: 5 % to 95 % of the runs."


def chosen_arms(ds: xr.Dataset, named: Sequence[str] | None) -> list[str]:
    """Arms to show: those named; when none are, with and without where the file has both, else all."""
    if named is not None:
        return list(named)
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
    """Draw bands and mean of values over time, and over replicate or what `over_runs` took from a summary.

    Returns the last mean.
    """
    colour, dashes = look
    mean, quantiles = _mean_and_quantiles(values, label)
    months = values["time"].to_numpy()
    draw_bands(ax, months, quantiles, colour, label)
    ax.plot(months, mean, color=colour, linestyle=dashes, label=label)
    return float(mean[-1])


def draw_bands(ax: Axes, months: np.ndarray, quantiles: Mapping[float, np.ndarray], colour: str, label: str) -> None:
    """Draw bands between quantiles over time, labelled ``"<label>|<low quantile>"``."""
    for low, high, opacity in style.BANDS:
        ends = quantiles[low], quantiles[high]
        ax.fill_between(months, *ends, color=colour, alpha=opacity, linewidth=0, label=f"{label}|{low}")


def draw_curve(ax: Axes, months: ArrayLike, curve: Sequence[np.ndarray], look: tuple[str, object], label: str) -> None:
    """Draw a line over time with the band of its intervals, labelled ``"<label>|interval"``.

    Parameters
    ----------
    ax
        Where.
    months
        Positions on the axis of time.
    curve
        Values, and the lower and upper ends of their intervals.
    look
        Colour and dashes.
    label
        Of the line.
    """
    (values, *ends), (colour, dashes) = curve, look
    ax.fill_between(months, *ends, color=colour, alpha=INTERVAL, linewidth=0, label=f"{label}|interval")
    ax.plot(months, values, color=colour, linestyle=dashes, label=label)


def over_runs(ds: xr.Dataset, measure: str, arms: Sequence[str], hedger: str | None) -> xr.DataArray:
    """Values of a measure that `draw_fan` can draw: of single runs, or the mean and quantiles of a summary.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    measure, arms, hedger
        What to take; the first hedger when not given.

    Returns
    -------
    xarray.DataArray
        Loaded. Over replicate, or over ``part`` where these are a summary: its ``mean``, then its quantiles by number.

    Raises
    ------
    ValueError
        The results do not hold the measure month by month, or hold several points.
    """
    if measure not in ds:
        raise ValueError(f"these results do not hold the months of {measure}")
    if "replicate" in ds[measure].dims:
        return of_hedger(ds[measure].sel(arm=list(arms)), hedger).load()
    mean, quantiles = ds[measure].sel(statistic="mean", drop=True), ds[f"{measure}_quantile"]
    parts = xr.concat(
        [mean.expand_dims("part"), quantiles.rename(quantile="part").drop_vars("part")], "part", coords="minimal"
    )
    kept = parts.assign_coords(part=[MEAN, *map(str, ds["quantile"].values)]).assign_attrs(ds[measure].attrs)
    return of_hedger(kept.sel(arm=list(arms)), hedger).load()


def reading_of(values: xr.DataArray) -> str:
    """Say how to read what `draw_fan` draws of the values."""
    return READING + (STORED if "part" in values.dims else "")


def last_months(series: Sequence[xr.DataArray], label: str, low: float, high: float) -> dict[str, np.ndarray]:
    """Mean and two quantiles over runs in the last month of each series; of a summary, those it holds."""
    found = [_mean_and_quantiles(values.isel(time=[-1]), label, (low, high)) for values in series]
    ends = {name: [quantiles[end][0] for _, quantiles in found] for name, end in (("low", low), ("high", high))}
    return {"value": np.array([mean[0] for mean, _ in found]), **{name: np.array(one) for name, one in ends.items()}}


def _mean_and_quantiles(
    values: xr.DataArray, label: str, wanted: Sequence[float] = QUANTILES
) -> tuple[np.ndarray, dict[float, np.ndarray]]:
    """Mean and quantiles over runs, by month."""
    nothing = f"no run of {label.replace('|', ', ')} is complete: nothing to draw"
    if "part" in values.dims:
        by_part = values.transpose("part", "time").astype(float)
        if not np.isfinite(by_part).all():
            raise ValueError(nothing)
        return by_part.sel(part=MEAN).to_numpy(), {one: by_part.sel(part=str(one)).to_numpy() for one in wanted}
    by_month = complete_runs(values)
    if not by_month.shape[1]:
        raise ValueError(nothing)
    found = np.quantile(by_month, list(wanted), axis=1)
    return by_month.mean(axis=1), dict(zip(wanted, found, strict=True))


def finish_panel(ax: Axes, values: xr.DataArray, ends: list[tuple[str, float, str]]) -> None:
    """Set the axes of a panel over time; `ends` are texts, last values and colours of its lines."""
    finish_axes(ax, values["time"].to_numpy(), ends)


def finish_axes(ax: Axes, months: np.ndarray, ends: list[tuple[str, float, str]]) -> None:
    """Set the axes of a panel over these months; `ends` as of `finish_panel`."""
    if len(months) > 1:
        ax.set_xlim(months[0], months[-1])
    ax.margins(y=0.08)
    style.date_axis(ax, marks=4 if ends else 6)
    style.value_axis(ax.yaxis)
    if ends:
        style.label_ends(ax, months[-1], ends, PANEL_HEIGHT - 0.5)
