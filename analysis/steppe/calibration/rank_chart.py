"""Whether the calibration finds what it should: ranks of truths in synthetic worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.calibration.bands import rank_band, share_below
from steppe.plot import frame, style
from steppe.plot.panels import panel_grid

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

SOURCE = "Synthetic worlds of steppe calibrate --worlds: truths drawn from the prior, records made by the model."


@style.styled
def truth_ranks(ranks: pd.DataFrame, *, level: float = 0.95, width: float = 9.0) -> Figure:
    """Draw how many truths lie below each place among their draws, less what even ranks would have.

    Parameters
    ----------
    ranks
        A row for each world and a column for each parameter: the weight of the draws below the truth.
    level, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each parameter. Lines are labelled by the parameter, simultaneous bands ``"<parameter>|band"``.

    Raises
    ------
    ValueError
        There is no world.
    """
    band = rank_band(len(ranks), level=level)
    figure, axes = panel_grid(len(ranks.columns), width)
    for ax, key in zip(axes, ranks.columns, strict=False):
        share = share_below(ranks[key].to_numpy(dtype=float), band.places)
        inside = band.holds(ranks[key].to_numpy(dtype=float))
        ax.fill_between(
            band.places, band.low - band.places, band.high - band.places,
            color=style.MUTED, alpha=0.2, linewidth=0, label=f"{key}|band",
        )  # fmt: skip
        ax.plot(band.places, share - band.places, color=style.SERIES[0 if inside else 1], label=str(key))
        ax.axhline(0, color=style.INK, linewidth=0.9)
        ax.set_title(f"{key}{'' if inside else ': outside'}", fontsize=8)
        ax.set_xlim(0, 1)
        ax.set_xticks(np.linspace(0, 1, 5))
        ax.set_xlabel("Place of the truth among draws")
        ax.set_ylabel("Share, less even")
        style.value_axis(ax.yaxis)
    reading = (
        f"{len(ranks)} worlds. The band holds all of the line with a probability of {round(100 * level)} % "
        "where draws are right. A hill: draws are too high; a valley: too low; "
        "an S: too narrow or too wide."
    )
    frame.add_frame(figure, "Truths of synthetic worlds among their draws", reading, SOURCE)
    return figure
