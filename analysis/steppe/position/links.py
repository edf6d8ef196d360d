"""Links by channel and by partner: how concentrated they are, and whose they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from steppe.format import arm_name
from steppe.io.declared import measures_over
from steppe.io.unfinished import finished_runs
from steppe.plot import frame, style
from steppe.plot.panels import (
    FRAME_HEIGHT,
    PANEL_HEIGHT,
    chosen_arms,
    draw_fan,
    finish_panel,
    hedger_in_title,
    last_months,
    over_runs,
    reading_of,
)
from steppe.plot.rows import Marks, draw_marks, name_rows, rows_axis
from steppe.position.channels import REACH, draw_shares, shares_height

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 3
ROW_HEIGHT = 0.34  # inches, a channel in the panel of levels
INFLUENCE = "influence"
_WITHIN = (
    "Below, whose each channel is in the last month: mean and 5 % to 95 % of the runs; upright line: mean of the first "
    "month."
)
_NOT_WITHIN = "Shares of partners within a channel are not in this file: --measures default,channel_share records them."


@style.styled
def channel_dependence(
    ds: xr.Dataset,
    arms: Sequence[str] | None = None,
    *,
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the concentration of links in each channel, each partner's share in all links, and partners within channels.

    Result files hold the Herfindahl index (HHI) of the partners' shares in each channel, and each partner's share over
    all channels together (influence). The shares of partners within a channel are in files that were asked for them
    (``--measures default,channel_share``); of other files the figure leaves them out and says so.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point: trajectories, or a summary.
    arms
        Arms to draw; the with and without arms where the file has both, else all.
    hedger, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each channel, one for each partner, and one with the HHI of all channels in the last month on a
        common scale. Mean lines are labelled ``"<arm>|<channel>"`` and ``"<arm>|<partner>"``; the points of the last
        panel ``"<arm>"``, their intervals ``"<arm>|runs"``, in the order of the channels. Where the file has them, the
        shares within each channel follow, labelled as of `steppe.position.channels.draw_shares`.
    """
    arms = chosen_arms(ds, arms)
    concentration = over_runs(ds, _only_measure(ds, "hedger", "channel"), arms, hedger)
    influence = over_runs(ds, INFLUENCE, arms, hedger)
    within = measures_over(ds, "hedger", "channel", "partner")
    shares = over_runs(ds, within[0], arms, hedger) if within else None
    partners = influence.sizes["partner"]
    sections = [("channel", concentration, "HHI of links"), ("partner", influence, "Share in links")]
    columns = 1 if width < style.NARROW else COLUMNS
    rows = [math.ceil(values.sizes[over] / columns) for over, values, _ in sections]
    level_height = ROW_HEIGHT * concentration.sizes["channel"] + 0.75
    heights = [sum(rows) * PANEL_HEIGHT, level_height]
    if shares is not None:
        heights.append(shares_height(shares, columns))
    figure = style.new_figure(width, sum(heights) + FRAME_HEIGHT)
    upper, lower, *lowest = figure.subfigures(len(heights), 1, height_ratios=heights, facecolor="none")
    grid = upper.add_gridspec(sum(rows), columns)
    for (over, values, label), first in zip(sections, (0, rows[0]), strict=True):
        for place, one in enumerate(values[over].values):
            ax = upper.add_subplot(grid[first + place // columns, place % columns])
            _draw_panel(ax, values.sel({over: one}), arms, str(one), names or {})
            ax.set_ylabel(label)
    _draw_levels(lower.subplots(), concentration, arms, names or {}, 1 / partners)
    if shares is not None:
        draw_shares(lowest[0], shares, arms, names or {}, columns)
    frame.add_frame(
        figure,
        f"Links{hedger_in_title(concentration, names or {})} in the model: how concentrated, and whose",
        "HHI: sum of the squared shares of the partners in a channel's links; 1 with one partner, "
        f"{1 / partners:.2g} when {partners} partners share evenly. Share in links: over all channels. "
        f"{reading_of(concentration)} Vertical scales differ between panels. All channels in the last month, "
        f"colours as above: mean and 5 % to 95 % of the runs. {_WITHIN if shares is not None else _NOT_WITHIN}",
        frame.source_note(ds.attrs, finished_runs(ds, arms)),
    )
    return figure


def _only_measure(ds: xr.Dataset, *sets: str) -> str:
    found = measures_over(ds, *sets)
    if len(found) != 1:
        raise ValueError(f"these results hold {len(found)} measures over {' and '.join(sets)}, not one")
    return found[0]


def _draw_panel(ax: Axes, values: xr.DataArray, arms: Sequence[str], one: str, names: Mapping[str, str]) -> None:
    looks = style.arm_style(arms)
    ends = [
        (arm_name(arm), draw_fan(ax, values.sel(arm=arm), f"{arm}|{one}", looks[arm]), looks[arm][0]) for arm in arms
    ]
    ax.set_title(names.get(one, one))
    finish_panel(ax, values, ends)


def _draw_levels(
    ax: Axes, concentration: xr.DataArray, arms: Sequence[str], names: Mapping[str, str], even: float
) -> None:
    """Compare channels on one scale in the last month; arms stand one below the other."""
    channels = [str(channel) for channel in concentration["channel"].values]
    looks = style.arm_style(arms)
    offsets = 0.5 * (np.arange(len(arms)) + 0.5) / len(arms) - 0.25
    ax.axvline(even, color=style.INK, linewidth=0.9, linestyle=(0, (1, 1.5)))
    for arm, offset in zip(arms, offsets, strict=True):
        of_channels = [concentration.sel(arm=arm, channel=one) for one in channels]
        last = last_months(of_channels, f"{arm}|{channels[0]}", *REACH)
        places = np.arange(len(channels)) + offset
        marks = Marks(thickness=3.5, alpha=0.45)
        draw_marks(ax, places, last, looks[arm][0], marks, labels=(arm, f"{arm}|runs"))
    rows_axis(ax, len(channels), margin=0.08)
    name_rows(ax, [names.get(channel, channel) for channel in channels], narrow=False)
    ax.set_title("All channels in the last month")
    ax.set_xlabel("HHI of links, no unit (dotted: evenly shared)")
