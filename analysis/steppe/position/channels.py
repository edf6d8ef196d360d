"""Whose the links of each channel are: partners' shares in the last month, beside those of the first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from steppe.plot import style
from steppe.plot.panels import last_months
from steppe.plot.rows import Marks, draw_marks, name_rows, rows_axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

ROW_HEIGHT = 0.3  # inches, a partner
REACH = (0.05, 0.95)
SPREAD = 0.56  # of a row, over which arms stand


def shares_height(shares: xr.DataArray, columns: int) -> float:
    """Inches that `draw_shares` needs."""
    rows = math.ceil(shares.sizes["channel"] / columns)
    return rows * (ROW_HEIGHT * shares.sizes["partner"] + 0.75) + 0.2


def draw_shares(
    part: SubFigure, shares: xr.DataArray, arms: Sequence[str], names: Mapping[str, str], columns: int
) -> None:
    """Draw a panel for each channel: each partner's share of its links, arms one below the other.

    Marks are labelled ``"<arm>|<channel>|share"``, their intervals ``"<arm>|<channel>|runs"`` and the ticks of the
    first month ``"<arm>|<channel>|first"``, in the order of the partners.
    """
    channels = [str(one) for one in shares["channel"].values]
    partners = [str(one) for one in shares["partner"].values]
    rows = math.ceil(len(channels) / columns)
    axes = part.subplots(rows, columns, squeeze=False, sharex=True, sharey=True).ravel()
    for ax, channel in zip(axes, channels, strict=False):
        _draw_channel(ax, shares.sel(channel=channel), arms, channel)
        ax.set_title(names.get(channel, channel))
        rows_axis(ax, len(partners), margin=None)
        name_rows(ax, [names.get(one, one) for one in partners], narrow=False)
        ax.tick_params(axis="x", labelbottom=True)
    axes[0].set_xlim(0, None)  # of all panels, once all have been drawn
    for ax in axes[len(channels) :]:
        ax.remove()
    for ax in axes[max(0, len(channels) - columns) : len(channels)]:
        ax.set_xlabel("Share of the channel's links")


def _draw_channel(ax: Axes, shares: xr.DataArray, arms: Sequence[str], channel: str) -> None:
    looks = style.arm_style(arms)
    offsets = SPREAD * (np.arange(len(arms)) + 0.5) / len(arms) - SPREAD / 2
    for arm, offset in zip(arms, offsets, strict=True):
        of_arm = shares.sel(arm=arm)
        partners = [of_arm.sel(partner=one) for one in shares["partner"].values]
        label = f"{arm}|{channel}"
        last = last_months(partners, label, *REACH)
        first = last_months([values.isel(time=[0]) for values in partners], label, *REACH)["value"]
        places = np.arange(len(partners)) + offset
        tick = SPREAD / len(arms) / 2
        ax.vlines(first, places - tick, places + tick, colors=style.INK, linewidth=1.0, label=f"{label}|first")
        marks = Marks(size=16, alpha=0.45)
        draw_marks(ax, places, last, looks[arm][0], marks, labels=(f"{label}|share", f"{label}|runs"))
