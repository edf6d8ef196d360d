"""To whose benefit: what each actor gains, over chance and over chance and priors."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from steppe import benefit
from steppe.figures import style
from steppe.figures.forest import forest_panels
from steppe.recorded import NAMED_CONTRASTS
from steppe.wording import bracketed, capital, outcome_name, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVEL = 0.90
ROW_HEIGHT = 0.4  # inches, label beside the marks
TALL_ROW_HEIGHT = 0.68  # inches, label above the marks
LIFT = 0.15  # of a row: marks of the two readings stand above and below its middle
LOOKS = {
    benefit.BASE: (style.SERIES[0], 4.5, -LIFT, "o"),
    benefit.PRIORS: (style.SERIES[1], 1.6, LIFT, "D"),
}
"""Colour, line width of the interval, place in the row and marker of each reading."""


@style.styled
def benefit_intervals(
    ds: xr.Dataset,
    contrast: str = "total",
    *,
    measures: Sequence[str] | None = None,
    hedger: str | None = None,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw what each actor gains, with the interval over chance beside that over chance and priors.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe benefit`` (docs/model.md, section 9.3).
    contrast
        Name of a contrast of the file.
    measures
        Measures to show; all of `steppe.benefit.WHOSE` when not given.
    hedger
        Whose; the first hedger when not given. Outcomes that belong to no hedger are always shown.
    level
        Probability that the intervals are made for.
    names
        Names of ids, from `steppe.labels`.
    width
        Inches; below 6 labels stand above the marks.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each unit and size, as of `forest_panels`. Means are labelled ``"base"`` and ``"priors"``, their
        intervals ``"base|interval"`` and ``"priors|interval"``, all in the order of the panel's rows.
    """
    table = benefit.effects(ds, [contrast], hedger=hedger, level=level)
    table = table if measures is None else table[table["measure"].isin(list(measures))]
    # Means and their intervals share a scale; the spread over single pairs is not drawn.
    scaled = table.assign(spread_low=table["low"], spread_high=table["high"])
    panels = forest_panels(scaled.groupby("outcome", sort=False, as_index=False).apply(_widest, include_groups=False))
    if not panels:
        raise ValueError("nothing differs between the arms: nothing to draw")
    by_reading = {reading: rows.set_index("outcome") for reading, rows in table.groupby("reading", sort=False)}
    narrow = width < style.NARROW
    heights = [(TALL_ROW_HEIGHT if narrow else ROW_HEIGHT) * (len(rows) + 0.2) for _, rows in panels]
    figure = style.new_figure(width, sum(heights) + 0.62 * len(panels) + 1.5)
    axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights).ravel()
    for ax, (unit, rows) in zip(axes, panels, strict=True):
        _draw_rows(ax, rows, {reading: part.loc[rows["outcome"]] for reading, part in by_reading.items()})
        _name_rows(ax, rows, by_reading, names or {}, narrow=narrow)
        ax.set_xlabel(f"Difference, {unit_name(unit) or 'no unit (share, index or count)'}")
    style.add_frame(figure, _frame(ds, table, contrast))
    return figure


def _widest(rows: pd.DataFrame) -> pd.Series:
    """One row for an outcome that reaches as far as any reading of it."""
    first = rows.iloc[0].copy()
    for end, how in (("low", "min"), ("high", "max")):
        first[end] = first[f"spread_{end}"] = getattr(rows[end], how)()
    first["difference"] = rows["difference"].abs().max()
    return first


def _draw_rows(ax: Axes, rows: pd.DataFrame, by_reading: Mapping[str, pd.DataFrame]) -> None:
    ax.axvline(0, color=style.INK, linewidth=0.9)
    for reading, part in by_reading.items():
        colour, thickness, lift, marker = LOOKS[reading]
        places = [place + lift for place in range(len(part))]
        clear = (part["low"] > 0) | (part["high"] < 0)
        faces = [colour if known else style.PAPER for known in clear]
        ax.hlines(
            places,
            part["low"],
            part["high"],
            colors=colour,
            linewidth=thickness,
            alpha=0.6,
            label=f"{reading}|interval",
        )
        ax.scatter(
            part["difference"], places, s=26, c=faces, edgecolors=colour, linewidths=1.2, marker=marker, zorder=3,
            label=reading,
        )  # fmt: skip
    ax.grid(visible=False, axis="y")
    ax.spines["left"].set_visible(False)
    style.value_axis(ax.xaxis)
    ax.margins(x=0.06)


def _name_rows(
    ax: Axes, rows: pd.DataFrame, by_reading: Mapping[str, pd.DataFrame], names: Mapping[str, str], *, narrow: bool
) -> None:
    labels = [outcome_name({**row, "element": row["actor"]}, names) for row in rows.to_dict("records")]
    ax.set_ylim(len(rows) - 0.4, -0.85 if narrow else -0.6)
    if narrow:
        ax.set_yticks([])
    else:
        ax.set_yticks(range(len(labels)), [textwrap.fill(label, 52) for label in labels])
        ax.tick_params(axis="y", length=0)
        for place in range(1, len(rows)):
            ax.axhline(place - 0.5, color=style.GRID, linewidth=0.6)
    for place, (label, outcome) in enumerate(zip(labels, rows["outcome"], strict=True)):
        told = {reading: _value(part.loc[outcome]) for reading, part in by_reading.items()}
        if narrow:
            words = f"{label}\n{'; '.join(told.values())}"
            ax.annotate(
                words, (0, place - 0.42), xycoords=("axes fraction", "data"), va="center", fontsize=7.2,
                bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6}, annotation_clip=False,
            )  # fmt: skip
            continue
        for reading, value in told.items():
            at = (1.01, place + 1.25 * LOOKS[reading][2])
            ax.annotate(
                value, at, xycoords=("axes fraction", "data"), va="center", fontsize=7.5, annotation_clip=False,
                color=style.INK,
            )  # fmt: skip


def _value(row: Mapping[str, float]) -> str:
    return bracketed(row["difference"], row["low"], row["high"], signed=True)


def _frame(ds: xr.Dataset, table: pd.DataFrame, contrast: str) -> style.Frame:
    level = round(100 * table.attrs["level"])
    pair = NAMED_CONTRASTS.get(contrast)
    what = capital(style.against(*pair)) if pair else capital(contrast)
    return style.Frame(
        f"To whose benefit: {what[:1].lower() + what[1:]}, in the model",
        "Blue, circle, thick line and upper numbers: mean difference over pairs of runs with parameters fixed, and its "
        f"{level} % interval over chance. Vermilion, diamond, thin line and lower numbers: the same with parameters "
        "drawn from their priors, over chance and priors. Hollow: the interval holds 0. Intervals are of means; single "
        "pairs scatter more. Scales differ between panels.",
        style.source_note(ds.attrs, int(table["pairs"].max()), "arm"),
    )
