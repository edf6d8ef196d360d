"""A fan of the model against what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.format import percent
from steppe.plot import frame, style
from steppe.plot.panels import QUANTILES, draw_bands

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BAND = (0.05, 0.95)
EXPECTED = BAND[1] - BAND[0]


@style.styled
def fan_against_observations(
    model: pd.DataFrame,
    observed: pd.Series,
    *,
    label: str,
    unit: str = "",
    source: str,
    known_until: pd.Timestamp | str | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the spread of model runs over time, and observations of the same quantity on it.

    The engine has no command that starts in the past; a hindcast is a run of a scenario whose calendar and opening
    values are those of an earlier month. This takes the runs as a table, wherever they come from:
    ``ds["alignment"].sel(...).transpose("time", "replicate").to_pandas()``.

    Parameters
    ----------
    model
        A row per date and a column per run. Runs with a gap are left out.
    observed
        Values by date, in the unit of the model; dates need not be those of the model, but must lie within them. NaN is
        no observation.
    label
        What it is, for axis and title.
    unit
        Unit of both.
    source
        Where the observations come from.
    known_until
        Last date whose observations the scenario was made with; a fan that was fitted to its observations proves
        nothing. Those until then are drawn hollow and not counted.
    width
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
        The mean is labelled ``"model"``, its bands ``"model|<low quantile>"``; observations ``"inside"``, ``"outside"``
        (of the band from 5 % to 95 %) and ``"known"``.

    Raises
    ------
    ValueError
        There is no complete run, or an observation outside the dates of the model.
    """
    months = pd.DatetimeIndex(model.index)
    runs = model.to_numpy().astype(float)
    runs = runs[:, np.isfinite(runs).all(axis=0)]
    if not runs.shape[1]:
        raise ValueError("no run is complete: nothing to draw")
    seen = observed.dropna().sort_index()
    dates = pd.DatetimeIndex(seen.index)
    if len(seen) and not months.min() <= dates.min() <= dates.max() <= months.max():
        raise ValueError(f"an observation lies outside the model's dates, {months.min():%Y-%m} to {months.max():%Y-%m}")
    figure = style.new_figure(width, 0.42 * width + 1.4)
    ax = figure.subplots()
    colour = style.SERIES[0]
    draw_bands(ax, months, dict(zip(QUANTILES, np.quantile(runs, QUANTILES, axis=1), strict=True)), colour, "model")
    mean = runs.mean(axis=1)
    ax.plot(months, mean, color=colour, label="model")
    known = np.zeros(len(seen), dtype=bool) if known_until is None else dates <= pd.Timestamp(known_until)
    inside = within_band(model.index, runs, seen)
    looks = {
        "known": (known, {"marker": "o", "facecolors": style.PAPER, "edgecolors": style.INK}),
        "inside": (inside & ~known, {"marker": "o", "color": style.INK}),
        "outside": (~inside & ~known, {"marker": "D", "color": style.SERIES[1]}),
    }
    for name, (which, look) in looks.items():
        if which.any():
            ax.scatter(dates[which], seen.to_numpy()[which], s=22, linewidths=1.1, zorder=4, label=name, **look)
    ax.set_xlim(months[0], months[-1])
    ax.set_ylabel(frame.with_unit(label, unit or "1", ", no unit"))
    ax.margins(y=0.08)
    style.date_axis(ax, marks=8)
    style.value_axis(ax.yaxis)
    style.label_ends(ax, months[-1], [("model", float(mean[-1]), colour)], 0.42 * width)
    counted = int((~known).sum())
    frame.add_frame(figure, *_frame(label, source, (int((inside & ~known).sum()), counted), runs.shape[1]))
    return figure


def within_band(months: pd.Index, runs: np.ndarray, observed: pd.Series) -> np.ndarray:
    """Tell which observations lie in the band from 5 % to 95 % of the runs, interpolated between months.

    Parameters
    ----------
    months
        Dates of the rows of `runs`.
    runs
        A row per date and a column per run, none NaN.
    observed
        Values by date, within the months.

    Returns
    -------
    numpy.ndarray
        A truth value per observation.
    """
    at = pd.DatetimeIndex(months).asi8.astype(float)
    when = pd.DatetimeIndex(observed.index).as_unit(pd.DatetimeIndex(months).unit).asi8.astype(float)
    low, high = (np.interp(when, at, np.quantile(runs, share, axis=1)) for share in BAND)
    values = observed.to_numpy().astype(float)
    return (values >= low) & (values <= high)


def _frame(label: str, source: str, counts: tuple[int, int], runs: int) -> frame.Words:
    inside, counted = counts
    told = (
        f" Of {counted} observations that the scenario was not made with, {inside} ({percent(inside / counted)}) lie "
        f"in the faint band, where {percent(EXPECTED)} would if the runs were right and the observations independent; "
        "those that do not are vermilion."
        if counted
        else " No observation lies after what the scenario was made with: nothing is tested."
    )
    return (
        f"The model against the record: {label}",
        f"Line: mean of {runs:,} runs. Bands: their middle half and 5 % to 95 %. Points: observations; hollow: known "
        f"when the scenario was made.{told}".replace(",", "\u202f", 1 if runs >= 1000 else 0),  # noqa: PLR2004  thousands
        f"Observations: {source.rstrip('.')}. Runs: steppe. In the model; a statement about the model, not a forecast.",
    )
