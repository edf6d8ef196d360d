"""When a hedger accedes and what that hangs on: figures of ``steppe hazard``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.figures import style
from steppe.figures.panels import finish_panel, hedger_in_title, of_hedger
from steppe.intervals import z_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVEL = 0.90
MOST = 5  # incentives or conditions with a line of their own
MOST_SWINGS = 12
HEIGHTS = (2.3, 2.0, 2.0)  # inches
ROW_HEIGHT = 0.3


@style.styled
def hazard_drivers(
    ds: xr.Dataset,
    *,
    hedger: str | None = None,
    most: int = MOST,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the hazard of an accession over time, and the shares of incentives and of conditions in it.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe hazard`` (docs/model.md, section 9.2).
    hedger
        Whose accession; the first hedger when not given.
    most
        Incentives, and conditions, that are drawn: those whose share is largest in any month.
    level
        Probability that the intervals are made for.
    names
        Names of ids, from `steppe.labels`.
    width
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
        Lines are labelled ``"hazard"``, ``"hazard_without_incentives"`` and ``"hazard_under_typical_conditions"``, then
        with the ids of incentives and conditions; bands of intervals ``"<label>|interval"``.
    """
    if ds.attrs.get("record") != "hazard":
        raise ValueError("these results are of no hazard; 'steppe hazard FILE -o OUT.h5' writes one")
    figure = style.new_figure(width, sum(HEIGHTS) + 1.9)
    axes = figure.subplots(3, 1, sharex=True, height_ratios=HEIGHTS)
    z = z_of(level)
    words = {
        "hazard": "hazard",
        "hazard_without_incentives": "every incentive off",
        "hazard_under_typical_conditions": "typical conditions",
    }
    looks = style.arm_style(list(words))
    one = ds.isel(hedger=0) if hedger is None else ds.sel(hedger=hedger)
    ends = [
        (word, _line(axes[0], one[name], one[f"{name}_standard_error"], (name, looks[name]), z), looks[name][0])
        for name, word in words.items()
    ]
    axes[0].set_title("Probability of acceding in the month, of runs still outside")
    axes[0].set_ylim(bottom=0)
    finish_panel(axes[0], one["hazard"], ends)
    titles = {
        "incentive": "Shares of incentives in what exceeds every incentive off",
        "condition": "Shares of conditions in what differs from typical conditions",
    }
    for ax, (over, title) in zip(axes[1:], titles.items(), strict=True):
        _draw_shares(ax, one, over, most, z)
        ax.set_title(title)
    for ax in axes:
        ax.set_ylabel("Probability a month", fontsize=8)
    runs = int(one["at_risk"].max())
    style.add_frame(
        figure,
        style.Frame(
            f"Hazard of an accession{hedger_in_title(one['hazard'], names or {})} and its drivers, in the model",
            f"Bands: {round(100 * level)} % intervals of means over the runs still outside, with parameters fixed. "
            f"Shares are Shapley values; the {most} largest are drawn. After the first months the runs still outside "
            "are not a random part of all: a share of a later month describes those that are left.",
            style.source_note(ds.attrs) + f" {runs} runs at the start.",
        ),
    )
    return figure


@style.styled
def hazard_swings(
    ds: xr.Dataset,
    *,
    hedger: str | None = None,
    most: int = MOST_SWINGS,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw how the probability of an accession swings when one parameter goes from one end of its range to the other.

    Parameters
    ----------
    ds, hedger, level, names, width
        As of `hazard_drivers`.
    most
        Parameters to draw, those with the largest swings.

    Returns
    -------
    matplotlib.figure.Figure
        Marks are labelled ``"low"`` and ``"high"``, bars between them ``"swing"``, intervals of the ends
        ``"low|interval"`` and ``"high|interval"``, in the order of the rows, the largest swing at the top.
    """
    if "swing" not in ds:
        raise ValueError("these results hold no swings; 'steppe hazard FILE -o OUT.h5' writes them")
    swing = of_hedger(ds["swing"], hedger).to_numpy()
    order = np.argsort(-np.abs(swing), kind="stable")[:most]
    of_rows = ds.isel(parameter=order)
    figure = style.new_figure(width, ROW_HEIGHT * len(order) + 2.0)
    ax = figure.subplots()
    places = np.arange(len(order))
    low, high = (of_hedger(of_rows[f"joined_at_{end}"], hedger).to_numpy() for end in ("low", "high"))
    ax.hlines(places, low, high, colors=style.MUTED, linewidth=1.2, label="swing")
    for end, at, colour, lift in (("low", low, style.SERIES[1], -0.1), ("high", high, style.SERIES[0], 0.1)):
        error = of_hedger(of_rows[f"joined_at_{end}_standard_error"], hedger).to_numpy()
        ends = np.clip(at - z_of(level) * error, 0, 1), np.clip(at + z_of(level) * error, 0, 1)
        ax.hlines(places + lift, *ends, colors=colour, linewidth=3.0, alpha=0.5, label=f"{end}|interval")
        ax.scatter(at, places + lift, s=22, color=colour, zorder=3, label=end)
    about = zip(*(of_rows[name].values for name in ("parameter", "parameter_tag")), strict=True)
    ax.set_yticks(places, [f"{key} ({tag})" for key, tag in about])
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.grid(visible=False, axis="y")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    style.value_axis(ax.xaxis)
    months, who = int(ds["swing_months"]), hedger_in_title(of_hedger(ds["hazard"], hedger), names or {})
    ax.set_xlabel(f"Probability of an accession within {months} months")
    ranges = [
        f"{bottom:g} to {top:g}{f' {unit}' if unit not in ('', '1') else ''}"
        for bottom, top, unit in zip(
            *(of_rows[name].values for name in ("parameter_low", "parameter_high", "parameter_units")), strict=True
        )
    ]
    for place, told in zip(places, ranges, strict=True):
        ax.annotate(
            told, (1.01, place), xycoords=("axes fraction", "data"), va="center", fontsize=8, annotation_clip=False
        )
    style.add_frame(
        figure,
        style.Frame(
            f"What would move an accession{who}, in the model",
            "One parameter at a time, from the low end of its range (vermilion) to the high end (blue), as on the "
            f"right; the others stay. Bars: {round(100 * level)} % intervals of each probability; the swing between "
            f"them is paired and known better. The {len(order)} largest of {len(swing)}. Letters: evidence (E "
            "estimated, L literature, A article, J judgement, D disputed).",
            style.source_note(ds.attrs),
        ),
    )
    return figure


def _line(ax: Axes, mean: xr.DataArray, error: xr.DataArray, what: tuple[str, tuple[str, object]], z: float) -> float:
    """Draw a mean with its interval; return the last value that is known."""
    label, (colour, dashes) = what
    months, values, reach = mean["time"].to_numpy(), mean.to_numpy(), z * error.to_numpy()
    low, high = values - reach, values + reach
    ax.fill_between(months, low, high, color=colour, alpha=0.22, linewidth=0, label=f"{label}|interval")
    ax.plot(months, values, color=colour, linestyle=dashes, label=label)
    known = np.flatnonzero(np.isfinite(values))
    return float(values[known[-1]]) if known.size else 0.0


def _draw_shares(ax: Axes, ds: xr.Dataset, over: str, most: int, z: float) -> None:
    """Draw the largest shares of incentives or of conditions, of one hedger."""
    ax.axhline(0, color=style.INK, linewidth=0.8)
    name = f"{over}_share"
    if name not in ds:
        return
    share, error = ds[name], ds[f"{name}_standard_error"]
    keys = [str(one) for one in ds[over].values]
    titles = [str(one) for one in ds["incentive_title"].values] if over == "incentive" else keys
    words = {key: f"{title} ({key})" if title != key else key for key, title in zip(keys, titles, strict=True)}
    largest = np.abs(share).max("time").to_numpy()
    order = [keys[i] for i in np.argsort(-largest, kind="stable")[:most]]
    looks = style.arm_style(order)
    ends = [
        (words[one], _line(ax, share.sel({over: one}), error.sel({over: one}), (one, looks[one]), z), looks[one][0])
        for one in order
    ]
    finish_panel(ax, share, ends)
