"""Priors of parameters, and what the record leaves of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe.plot import frame, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from steppe.calibration.read import CalibrationFile

ROW_HEIGHT = 0.42  # inches
FRAME_HEIGHT = 1.3
LIFT = 0.16  # of a row: prior above, posterior below its middle
LOOKS = {"prior": (style.SERIES[0], LIFT), "posterior": (style.SERIES[1], -LIFT)}
SOURCE = "Draws of steppe calibrate. A statement about the model and its errors, not about the world."


@style.styled
def priors_and_posteriors(held: CalibrationFile, *, width: float = 9.0) -> Figure:
    """Draw what the record leaves of each prior.

    Parameters
    ----------
    held
        As `steppe.calibration.read.read_calibration_file` gives it.
    width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A row for each parameter, from the 5 % to the 95 % quantile of its prior. Medians are labelled ``"prior"`` and
        ``"posterior"``, intervals of 90 % ``"prior|interval"`` and ``"posterior|interval"``, in the order of the rows.
    """
    rows = held.parameters
    figure = style.new_figure(width, ROW_HEIGHT * len(rows) + FRAME_HEIGHT)
    ax = figure.subplots()
    low, span = rows["prior_q05"], rows["prior_q95"] - rows["prior_q05"]
    places = len(rows) - 1 - rows.index.to_numpy()
    for which, (colour, lift) in LOOKS.items():
        ends = [(rows[f"{which}_{name}"] - low) / span for name in ("q05", "median", "q95")]
        ax.hlines(places + lift, ends[0], ends[2], color=colour, linewidth=3, alpha=0.6, label=f"{which}|interval")
        ax.scatter(ends[1], places + lift, s=26, color=colour, zorder=3, label=which)
    ax.set_yticks(places, [f"{row.parameter}  ({row.contraction:.2f})" for row in rows.itertuples()])
    ax.set_ylim(-0.6, len(rows) - 0.4)
    ax.set_xticks([0, 1], ["5 %", "95 %"])
    ax.set_xlabel("Place in the prior, from its 5 % to its 95 % quantile")
    ax.legend(
        [item for item in ax.collections if item.get_label() in LOOKS], ["prior", "given the record"],
        loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize=8, borderpad=0,
    )  # fmt: skip
    reading = (
        "Lines: 90 % of the draws, dots their medians. In brackets the contraction, 1 less the variance given the "
        f"record over that before: 0 where the record says nothing. Fitted to years up to {held.cutoff}."
    )
    title = f"The record moves {held.moved} of {len(rows)} parameters"
    frame.add_frame(figure, title, reading, SOURCE)
    return figure
