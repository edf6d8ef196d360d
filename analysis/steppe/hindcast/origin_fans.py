"""Hindcasts from several origins against what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.format import percent
from steppe.hindcast.words import SOURCE
from steppe.plot import frame, style
from steppe.plot.panels import panel_grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = ("series", "origin", "year", "median", "q05", "q25", "q75", "q95")
BANDS = (("q05", "q95", 0.16), ("q25", "q75", 0.30))


@style.styled
def hindcast_fans(
    forecasts: pd.DataFrame,
    observed: pd.DataFrame,
    *,
    origins: Sequence[int] | None = None,
    unit: str = "",
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw what was forecast from some origins, and what was observed.

    Parameters
    ----------
    forecasts
        Columns ``series``, ``origin`` and ``year``, and of the ensemble ``median``, ``q05``, ``q25``, ``q75``, ``q95``.
    observed
        Columns ``series``, ``year``, ``value``.
    origins
        Years to draw fans from. When not given, the first, and then each that the fan before does not reach, so that
        none lies on another.
    unit
        Of all series.
    names, width
        As of every figure (`steppe.figures`); names are those of series.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each series. The median from an origin is labelled ``"<series>|<origin>"``, its bands
        ``"<series>|<origin>|q05"`` and ``"...|q25"``; observations ``"<series>|inside"``, ``"...|outside"`` (of the
        wide band of a fan that is drawn) and ``"...|unforecast"``.
    """
    absent = [name for name in COLUMNS if name not in forecasts]
    if absent or forecasts.empty:
        raise ValueError(f"the table of forecasts lacks {', '.join(absent) or 'rows'}")
    chosen = _apart(forecasts) if origins is None else list(origins)
    shown = forecasts[forecasts["origin"].isin(chosen)]
    if shown.empty:
        raise ValueError(f"no forecast is from {', '.join(str(one) for one in chosen)}")
    series = list(dict.fromkeys(shown["series"]))
    figure, axes = panel_grid(len(series), width)
    inside = counted = 0
    for ax, name in zip(axes, series, strict=True):
        seen = observed[observed["series"] == name].sort_values("year")
        hits, cases = _draw(ax, shown[shown["series"] == name], seen, name)
        inside, counted = inside + hits, counted + cases
        ax.set_title(frame.named(names, name))
        ax.set_ylabel(unit or "Value")
    told = (
        f" Of {counted} observations under a fan, {inside} ({percent(inside / counted)}) lie in its wide band, where "
        "90 % would if the forecasts were right."
        if counted
        else ""
    )
    reading = (
        "Fans: what was forecast from the record up to each origin; line: median; bands: middle half, and 5 % to 95 %. "
        f"Points: observed; vermilion diamonds: outside the wide band; hollow: under no fan.{told}"
    )
    frame.add_frame(figure, "Hindcasts against the record", reading, SOURCE)
    return figure


def _apart(forecasts: pd.DataFrame) -> list[int]:
    """Origins whose fans do not overlap, from the first on."""
    reach = forecasts.groupby("origin")["year"].max().sort_index()
    chosen: list[int] = []
    for origin in reach.index:
        if not chosen or origin >= reach[chosen[-1]]:
            chosen.append(int(origin))
    return chosen


def _draw(ax: Axes, fans: pd.DataFrame, seen: pd.DataFrame, name: str) -> tuple[int, int]:
    """Draw a series; how many observations lie in the wide band of a fan, and how many under one."""
    known = dict(zip(seen["year"], seen["value"].astype(float), strict=True))
    colour = style.SERIES[0]
    bounds: dict[int, tuple[float, float]] = {}
    for origin, fan in fans.groupby("origin"):
        rows = fan.sort_values("year")
        start = [] if origin not in known else [known[origin]]  # a fan opens where the record stood
        at = np.array([origin] * len(start) + rows["year"].tolist())
        for low, high, alpha in BANDS:
            ends = (np.array(start + rows[end].tolist()) for end in (low, high))
            ax.fill_between(at, *ends, color=colour, alpha=alpha, linewidth=0, label=f"{name}|{origin}|{low}")
        ax.plot(at, start + rows["median"].tolist(), color=colour, label=f"{name}|{origin}")
        bounds |= {year: ends for year, *ends in rows[["year", "q05", "q95"]].itertuples(index=False)}
    under = seen["year"].isin(bounds)
    within = np.array([y in bounds and bounds[y][0] <= v <= bounds[y][1] for y, v in known.items()], dtype=bool)
    looks = {
        "unforecast": (~under, {"marker": "o", "facecolors": style.PAPER, "edgecolors": style.INK}),
        "inside": (within, {"marker": "o", "color": style.INK}),
        "outside": (under & ~within, {"marker": "D", "color": style.SERIES[1]}),
    }
    for label, (which, look) in looks.items():
        if which.any():
            ax.scatter(seen["year"][which], seen["value"][which], s=16, zorder=4, label=f"{name}|{label}", **look)
    ax.margins(y=0.08)
    style.value_axis(ax.xaxis)
    ax.xaxis.set_major_formatter(lambda year, _: f"{year:.0f}")
    style.value_axis(ax.yaxis)
    ax.set_xlabel("Year")
    return int((within & under).sum()), int(under.sum())
