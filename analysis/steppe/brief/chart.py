"""The headline drawn: the effect on each actor as a distribution, with its middle half and nine tenths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.brief.read import DRAWN
from steppe.format import percent
from steppe.plot import frame, style
from steppe.plot.rows import rows_axis, zero_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from steppe.brief.read import ActorEffect, Headline

ROW = 0.46  # inches
HUMP = 0.62  # of a row: the highest a distribution rises
BINS = 60
SHOWN = 1.15  # the axis reaches so much beyond the widest nine tenths


@style.styled
def headline_effects(
    headline: Headline,
    *,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
    attrs: Mapping[str, object] | None = None,
) -> Figure:
    """Draw the effect on each actor, over draws of the parameters and chance.

    Parameters
    ----------
    headline
        Of `steppe.brief.read.read_headline`.
    names, width
        As of every figure (`steppe.figures`).
    attrs
        Attributes of the results, for a title and a source around the figure; without them it has neither, as where
        the words stand beside it.

    Returns
    -------
    matplotlib.figure.Figure
        One axes. A row for each actor, the leadership first: thin lines labelled ``"nine tenths"``, thick ones
        ``"middle half"``, points ``"median"``.
    """
    effects = headline.effects
    narrow = width < style.NARROW
    figure = style.new_figure(width, ROW * (len(effects) + (0.9 if narrow else 0.5)) + (1.35 if attrs else 0.55))
    ax = figure.subplots()
    rows_axis(ax, len(effects), above=0.85, below=0.35, margin=None)
    reach = [end for one in effects for end in one.nine_tenths]
    low, high = min(0.0, *reach) * SHOWN, max(0.0, *reach) * SHOWN
    ax.set_xlim(low if low < high else -1.0, high if low < high else 1.0)
    for place, one in enumerate(effects):
        _draw(ax, place, one, style.SERIES[0] if place == 0 else style.MUTED)
    zero_line(ax)
    ax.set_yticks(range(len(effects)), [frame.named(names, one.actor) for one in effects])
    ax.tick_params(axis="y", length=0)
    ax.get_yticklabels()[0].set_fontweight("bold")
    beside = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "xytext": (6, 0), "va": "center"}
    for place, one in enumerate(effects):
        ax.annotate(percent(one.gain), (1, place), fontsize=8.5, annotation_clip=False, **beside)
    ax.annotate("gains in", (1, 1), xycoords="axes fraction", xytext=(6, 1), textcoords="offset points", fontsize=8,
                color=style.MUTED, annotation_clip=False)  # fmt: skip
    ax.annotate("loses", (0, 1), xycoords=("data", "axes fraction"), xytext=(-5, 1), textcoords="offset points",
                ha="right", fontsize=8, color=style.MUTED)  # fmt: skip
    ax.annotate("gains", (0, 1), xycoords=("data", "axes fraction"), xytext=(5, 1), textcoords="offset points",
                ha="left", fontsize=8, color=style.MUTED)  # fmt: skip
    ax.set_xlabel("Effect, % of a year's GDP" if effects[0].unit == "G" else f"Effect, {effects[0].unit}")
    if attrs is not None:
        frame.add_frame(figure, *_frame(headline, attrs))
    return figure


def _draw(ax: Axes, place: int, one: ActorEffect, colour: str) -> None:
    """Draw one row: the distribution as a hump on its line, and what holds half and nine tenths of it."""
    if one.values.size:
        left, right = ax.get_xlim()
        counts, edges = np.histogram(one.values, bins=BINS, range=(left, right))
        # Smoothed as a kernel of a bin's width would: neighbours in the weights of a binomial.
        smooth = np.convolve(counts, np.array([1, 4, 6, 4, 1]) / 16, mode="same")
        if smooth.max() > 0:
            heights = place - HUMP * smooth / smooth.max()
            middles = (edges[:-1] + edges[1:]) / 2
            ax.fill_between(middles, place, heights, color=colour, alpha=0.22, linewidth=0)
    ax.hlines(place, *one.nine_tenths, colors=colour, linewidth=1.6, label="nine tenths")
    ax.hlines(place, *one.middle_half, colors=colour, linewidth=5.5, label="middle half")
    ax.scatter([one.median], [place], s=30, c=style.PAPER, edgecolors=colour, linewidths=1.6, zorder=3, label="median")


def _frame(headline: Headline, attrs: Mapping[str, object]) -> frame.Words:
    count = f"{headline.leadership.draws:,}".replace(",", "\u202f")
    drawn = headline.parameters == DRAWN
    over = f"{count} draws of parameters as uncertain as their evidence leaves them" if drawn else "chance alone"
    return (
        "What the accord changes for each, in the model",
        f"Over {over}. Hump: the distribution of the effect; dot: its median; thick line: half of it; thin line: nine "
        "tenths. Right: the share in which the actor gains. To the leadership, what the years are worth; to a power, "
        "what the leadership's choices are worth less what it paid.",
        frame.source_note(attrs, None if drawn else headline.leadership.draws),
    )
