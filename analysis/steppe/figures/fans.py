"""Values and paired differences over time, with bands over runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.compare import CONTROL, TREATED, paired_differences
from steppe.figures import style
from steppe.figures.panels import (
    READING,
    default_arms,
    draw_fan,
    finish_panel,
    hedger_in_title,
    of_hedger,
    over_runs,
    panel_grid,
    reading_of,
)
from steppe.wording import arm_name, capital, listing, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@style.styled
def alignment_shares(
    ds: xr.Dataset,
    arms: Sequence[str] | None = None,
    *,
    hedger: str | None = None,
    by: str = "partner",
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw alignment shares over time: mean, middle half and 5 % to 95 % of the runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point: trajectories, or a summary, of which the bands are the stored
        quantiles.
    arms
        Arms to draw; the with and without arms where the file has both, else all.
    hedger
        Whose alignment; the first hedger when not given.
    by
        ``"partner"``: a panel for each partner, arms together; ``"arm"``: a panel for each arm, partners together.
    names
        Names of ids, from `steppe.labels`.
    width
        Inches; below 6 the panels stand in one column.

    Returns
    -------
    matplotlib.figure.Figure
        The mean line of each share is labelled ``"<arm>|<partner>"``.
    """
    if by not in ("partner", "arm"):
        raise ValueError(f"by = '{by}', must be 'partner' or 'arm'")
    arms = list(arms) if arms is not None else default_arms(ds)
    names = names or {}
    shares = over_runs(ds, "alignment", arms, hedger)
    partners = [str(partner) for partner in shares["partner"].values]
    figure, axes = panel_grid(len(partners if by == "partner" else arms), width)
    words = {**names, **{arm: capital(arm_name(arm)) for arm in arms}}
    panels, series = (partners, arms) if by == "partner" else (arms, partners)
    looks = style.arm_style(series)
    for ax, panel in zip(axes, panels, strict=True):
        ends = []
        for one in series:
            arm, partner = (one, panel) if by == "partner" else (panel, one)
            values = shares.sel(arm=arm, partner=partner)
            end = draw_fan(ax, values, f"{arm}|{partner}", looks[one])
            ends.append((words.get(one, one) if by == "arm" else arm_name(one), end, looks[one][0]))
        ax.set_title(words.get(panel, panel))
        ax.set_ylabel("Alignment share")
        finish_panel(ax, shares, ends)
    if by == "arm":
        _share_scale(axes)
    scales = " Vertical scales differ between panels." if by == "partner" else ""
    style.add_frame(
        figure,
        style.Frame(
            f"Alignment shares{hedger_in_title(shares, names)} in the model",
            reading_of(shares) + scales,
            style.source_note(ds.attrs, style.finished_runs(ds, arms)),
        ),
    )
    return figure


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
    hedger
        The first hedger when not given.
    names
        Names of ids, from `steppe.labels`.
    width
        Inches; below 6 the panels stand in one column.

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
        who = ", ".join((names or {}).get(name, name) for name in key[1:])
        ax.set_title(_wrapped(capital(values.attrs["long_name"]) + (f": {who}" if who else ""), width))
        unit = values.attrs.get("units", "1")
        ax.set_ylabel(f"Difference{f', {unit}' if unit_name(unit) else ''}")
        units.add(unit_name(unit))
        finish_panel(ax, values, [])
    style.add_frame(
        figure,
        style.Frame(
            f"Month by month in the model: {style.against(treated, control)}",
            "Each run is compared with the run that meets the same shocks in the other arm. "
            + READING.replace("runs", "pairs") + " Vertical scales differ between panels."
            + "".join(f" Unit: {unit}." for unit in sorted(units) if "(" in unit),
            style.source_note(ds.attrs, style.finished_runs(ds, [treated, control])),
        ),
    )  # fmt: skip
    return figure


def describe_shares(ds: xr.Dataset, arms: Sequence[str], names: Mapping[str, str], hedger: str | None = None) -> str:
    """Say what a figure of alignment shares shows, for readers who cannot see it."""
    last = of_hedger(ds["alignment"].sel(arm=list(arms)), hedger).isel(time=-1).mean("replicate")
    parts = [
        f"{names.get(str(p), str(p))} "
        + listing([f"{float(last.sel(arm=arm, partner=p)):.2g} {arm_name(arm)}" for arm in arms])
        for p in last["partner"].values
    ]
    return "Alignment shares over time in the model. Means in the last month: " + "; ".join(parts) + "."


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


def _share_scale(axes: list[Axes]) -> None:
    limits = [ax.get_ylim() for ax in axes]
    for ax in axes:
        ax.set_ylim(min(low for low, _ in limits), max(high for _, high in limits))


def _wrapped(text: str, width: float) -> str:
    columns = 1 if width < style.NARROW else 3
    return style.textwrap.fill(text, int(width * 72 / columns / 6.2))
