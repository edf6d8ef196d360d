"""How a hedger's alignment is shared out over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe.format import arm_name, capital, listing
from steppe.io.unfinished import finished_runs
from steppe.plot import frame, style
from steppe.plot.panels import (
    chosen_arms,
    draw_fan,
    finish_panel,
    hedger_in_title,
    of_hedger,
    over_runs,
    panel_grid,
    reading_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


ALIGNMENT = "alignment"
"""The measure of a hedger's alignment, shared out over its partners."""


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
    names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        The mean line of each share is labelled ``"<arm>|<partner>"``.
    """
    if by not in ("partner", "arm"):
        raise ValueError(f"by = '{by}', must be 'partner' or 'arm'")
    arms = chosen_arms(ds, arms)
    names = names or {}
    shares = over_runs(ds, ALIGNMENT, arms, hedger)
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
    frame.add_frame(
        figure,
        f"Alignment shares{hedger_in_title(shares, names)} in the model",
        reading_of(shares) + scales,
        frame.source_note(ds.attrs, finished_runs(ds, arms)),
    )
    return figure


def describe_shares(ds: xr.Dataset, arms: Sequence[str], names: Mapping[str, str], hedger: str | None = None) -> str:
    """Say what a figure of alignment shares shows, for readers who cannot see it."""
    last = of_hedger(ds[ALIGNMENT].sel(arm=list(arms)), hedger).isel(time=-1).mean("replicate")
    parts = [
        f"{names.get(str(p), str(p))} "
        + listing([f"{float(last.sel(arm=arm, partner=p)):.2g} {arm_name(arm)}" for arm in arms])
        for p in last["partner"].values
    ]
    return "Alignment shares over time in the model. Means in the last month: " + "; ".join(parts) + "."


def shares_over_months(ds: xr.Dataset, arms: Sequence[str], hedger: str | None = None) -> pd.DataFrame:
    """Mean alignment shares, month by month.

    Parameters
    ----------
    ds, arms, hedger
        As of `alignment_shares`.

    Returns
    -------
    pandas.DataFrame
        ``month`` (``2025-11``), ``arm``, ``partner``, ``share``.
    """
    means = of_hedger(ds[ALIGNMENT].sel(arm=list(arms)), hedger).mean("replicate")
    table = means.to_series().rename("share").reset_index()[["time", "arm", "partner", "share"]]
    return table.assign(time=table["time"].dt.strftime("%Y-%m")).rename(columns={"time": "month"})


def _share_scale(axes: list[Axes]) -> None:
    limits = [ax.get_ylim() for ax in axes]
    for ax in axes:
        ax.set_ylim(min(low for low, _ in limits), max(high for _, high in limits))
