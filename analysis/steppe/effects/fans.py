"""Paired differences over time, with bands over runs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np

from steppe.effects.compare import CONTROL, TREATED, paired_differences
from steppe.format import capital, unit_name
from steppe.io.unfinished import finished_runs
from steppe.plot import frame, style
from steppe.plot.panels import READING, draw_fan, finish_panel, of_hedger, panel_grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.figure import Figure


@style.styled
def difference_fans(
    ds: xr.Dataset,
    measures: Sequence[str],
    treated: str = TREATED,
    control: str = CONTROL,
    *,
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw paired differences over time: mean, middle half and 5 % to 95 % of the pairs of runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    measures
        Names of the measures; those with further dimensions get a panel for each entry.
    treated, control
        The arms; the difference is treated minus control.
    hedger, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        The mean line of each panel is labelled ``"<measure>"`` or ``"<measure>|<id>|..."``.
    """
    panels = [panel for name in measures for panel in _elements(paired_differences(ds, name, treated, control), hedger)]
    figure, axes = panel_grid(len(panels), width)
    units: set[str] = set()
    for ax, (key, values) in zip(axes, panels, strict=True):
        ax.axhline(0, color=style.INK, linewidth=0.9)
        draw_fan(ax, values, "|".join(key), (style.SERIES[0], "-"))
        who = ", ".join(frame.named(names, name) for name in key[1:])
        ax.set_title(_wrapped(capital(values.attrs["long_name"]) + (f": {who}" if who else ""), width))
        unit = values.attrs.get("units", "1")
        ax.set_ylabel(f"Difference{f', {unit}' if unit_name(unit) else ''}")
        units.add(unit_name(unit))
        finish_panel(ax, values, [])
    frame.add_frame(figure,
            f"Month by month in the model: {frame.against(treated, control)}",
            "Each run is compared with the run that meets the same shocks in the other arm. "
            + READING.replace("runs", "pairs") + " Vertical scales differ between panels."
            + "".join(f" Unit: {unit}." for unit in sorted(units) if "(" in unit),
            frame.source_note(ds.attrs, finished_runs(ds, [treated, control])),
        )  # fmt: skip
    return figure


def _elements(values: xr.DataArray, hedger: str | None) -> list[tuple[tuple[str, ...], xr.DataArray]]:
    """One entry per panel: its name and ids, and its values over replicate and time."""
    values = of_hedger(values, hedger).load()
    sets = [dim for dim in values.dims if dim not in ("replicate", "time")]
    keys = np.ndindex(*(values.sizes[dim] for dim in sets))
    chosen = [dict(zip(sets, key, strict=True)) for key in keys]
    return [
        ((str(values.name), *(str(values[dim].values[i]) for dim, i in where.items())), values.isel(where))
        for where in chosen
    ]


def _wrapped(text: str, width: float) -> str:
    columns = 1 if width < style.NARROW else 3
    return textwrap.fill(text, int(width * 72 / columns / 6.2))
