"""How likely an accession is from month to month, and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.format import arm_name, capital, unit_name
from steppe.io.declared import OUTCOME, declarations, measures_over
from steppe.io.unfinished import finished_runs
from steppe.plot import frame, style
from steppe.plot.panels import QUANTILES, draw_bands, draw_fan, finish_panel, hedger_in_title, of_hedger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FEWEST = 20  # runs still outside for which a band is drawn
FIRST_HEIGHT = 2.6  # inches
DRIVER_HEIGHT = 1.25
RUG = 0.22  # height of the marks of accessions, of the probability


@style.styled
def hazard_over_time(
    ds: xr.Dataset,
    arm: str | None = None,
    *,
    drivers: Sequence[str] | None = None,
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the probability of acceding in the month over the runs still outside, and the state of the world beside it.

    The probability is 0 once there is, or was, membership, and where the accord is closed. Runs are counted in the
    months in which it is above 0.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    arm
        Arm to draw; when not given, the first in which any run is outside an open accord.
    drivers
        Measures without further dimensions for the panels below; the indices of the world and of the accord when not
        given. Those that the results do not hold are passed over.
    hedger, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        In the first axes the mean is labelled ``"<arm>"``, its bands ``"<arm>|<low quantile>"``, the numbers of
        accessions ``"accessions"``. One axes follows with the share of the runs still outside, labelled ``"outside"``,
        then one for each driver, labelled with its name.
    """
    probability = of_hedger(ds[_probability_of_month(ds)], hedger)
    arm = _defined_arm(probability) if arm is None else arm
    values = probability.sel(arm=arm).transpose("time", "replicate").to_numpy().astype(float)
    values = values[:, np.isfinite(values).all(axis=0)]
    outside = np.where(values > 0, values, np.nan)
    if np.isnan(outside).all():
        raise ValueError(f"no run of {arm} is outside an open accord in any month: nothing to draw")
    drivers = _indices(ds) if drivers is None else [name for name in drivers if name in ds]
    heights = [FIRST_HEIGHT, *[DRIVER_HEIGHT] * (1 + len(drivers))]
    figure = style.new_figure(width, sum(heights) + 1.2)
    axes = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights)
    _draw_hazard(axes[0], probability, outside, arm)
    axes[1].plot(probability["time"], (values > 0).mean(axis=1), color=style.INK, label="outside")
    axes[1].set_ylim(0, 1.05)
    axes[1].set_title("Runs still outside", fontsize=9)
    axes[1].set_ylabel("Share of runs")
    for ax, name in zip(axes[2:], drivers, strict=True):
        world = of_hedger(ds[name].sel(arm=arm), hedger).load()
        draw_fan(ax, world, name, (style.SERIES[1], "-"))
        ax.set_title(capital(str(world.attrs["long_name"])), fontsize=9)
        ax.set_ylabel(unit_name(str(world.attrs.get("units", "1"))) or "No unit")
    for ax in axes:
        finish_panel(ax, probability, [])
    frame.add_frame(
        figure,
        f"Monthly probability of accession{hedger_in_title(probability, names or {})} in the model: {arm_name(arm)}",
        "Line: mean over the runs still outside. Bands: their middle half and 5 % to 95 %, where at least "
        f"{FEWEST} are left. Who is still outside is selected by the same states that move the probability. Lower "
        "panels: mean and bands over all runs; what moves together need not be cause and effect.",
        frame.source_note(ds.attrs, finished_runs(ds, [arm])),
    )
    return figure


def _probability_of_month(ds: xr.Dataset) -> str:
    """Name the probability of acceding in a month: of those of a hedger the one whose outcome is a mean over months."""
    declared = declarations(ds)
    for name in measures_over(ds, "hedger"):
        if declared.loc[name, "is_probability"] and ds[name].attrs["reduction"] == "mean":
            return name
    raise ValueError("these results do not hold the months of a probability of acceding")


def _indices(ds: xr.Dataset) -> list[str]:
    """State of the world and of the accord: measures over nothing but months, without unit, and no diagnostics."""
    roles = declarations(ds)["role"]
    return [name for name in measures_over(ds) if ds[name].attrs["units"] == "1" and roles[name] == OUTCOME]


def _defined_arm(probability: xr.DataArray) -> str:
    for arm in probability["arm"].values:
        if bool((probability.sel(arm=arm) > 0).any()):
            return str(arm)
    raise ValueError(
        f"in these results accession is never open to a run still outside ({probability.name} is 0 throughout); "
        "run the arm 'endogenous'"
    )


def _draw_hazard(ax: Axes, probability: xr.DataArray, outside: np.ndarray, arm: str) -> None:
    months = probability["time"].to_numpy()
    left = np.isfinite(outside).sum(axis=1)
    colour = style.SERIES[0]
    some, enough = left > 0, left >= FEWEST
    quantiles = np.full((len(QUANTILES), len(months)), np.nan)
    if enough.any():
        quantiles[:, enough] = np.nanquantile(outside[enough], QUANTILES, axis=1)
    draw_bands(ax, months, dict(zip(QUANTILES, quantiles, strict=True)), colour, arm)
    ax.plot(months[some], np.nanmean(outside[some], axis=1), color=colour, label=arm)
    # A run that is outside in one month and not in the next acceded in the first.
    joined = (np.isfinite(outside[:-1]) & ~np.isfinite(outside[1:])).sum(axis=1)
    when, most = np.flatnonzero(joined), int(joined.max(initial=0))
    top = float(np.nanmax(np.nanquantile(outside[some], 0.95, axis=1)))
    foot = -RUG * top
    heights = foot + 0.8 * RUG * top * joined[when] / max(1, most)
    ax.vlines(months[when], foot, heights, colors=style.INK, linewidth=1.2, label="accessions")
    ax.axhline(0, color=style.MUTED, linewidth=0.6)
    ax.set_ylim(1.05 * foot, 1.1 * top)
    ax.set_ylabel("Probability a month")
    ax.set_title(f"Probability of acceding; below 0: number of accessions in the month, at most {most}", fontsize=9)
