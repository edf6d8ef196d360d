"""Effects on every outcome, one row each."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from steppe.compare import CONTROL, TREATED, effect_table
from steppe.figures import style
from steppe.wording import bracketed, capital, listing, outcome_name, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SAME_SCALE = 8.0  # measures whose reaches differ by more get panels of their own
ROW_HEIGHT = 0.3  # inches, label beside the mark
TALL_ROW_HEIGHT = 0.56  # inches, label above the mark


@style.styled
def effect_forest(
    effects: pd.DataFrame | xr.Dataset,
    treated: str = TREATED,
    control: str = CONTROL,
    *,
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the paired difference of every outcome with the interval of its mean and its spread over runs.

    Parameters
    ----------
    effects
        A table of `steppe.compare.effect_table`, or results to make it from.
    treated, control
        The arms, where `effects` are results.
    hedger
        Whose outcomes; the first hedger when not given. Outcomes that belong to no hedger are always shown;
        diagnostics, and what the arms themselves set, never (column ``role``).
    names
        Names of ids, from `steppe.labels`.
    width
        Inches; below 6 labels stand above the marks.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each unit and size, see `forest_panels`. The points of a panel are labelled ``"difference"``, its
        intervals ``"interval"``, its spreads ``"spread"``, all in the order of the panel's rows.
    """
    table = effects if isinstance(effects, pd.DataFrame) else effect_table(effects, treated, control)
    rows = of_hedger(table[table["role"] == "outcome"], hedger)
    panels = forest_panels(rows)
    if not panels:
        raise ValueError("no outcome differs between the arms: nothing to draw")
    narrow = width < style.NARROW
    row_height = TALL_ROW_HEIGHT if narrow else ROW_HEIGHT
    heights = [row_height * (len(panel) + 0.2) for _, panel in panels]  # of the axes alone: rows are as high everywhere
    figure = style.new_figure(width, sum(heights) + 0.62 * len(panels) + 1.35)
    axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights).ravel()
    for ax, (unit, panel) in zip(axes, panels, strict=True):
        _draw_rows(ax, panel, names or {}, narrow=narrow)
        ax.set_xlabel(f"Difference, {unit_name(unit) or 'no unit (share, index or count)'}")
    style.add_frame(figure, _frame(table, rows))
    return figure


def forest_panels(table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Group outcomes so that only like units of like size share an axis.

    Parameters
    ----------
    table
        Of `steppe.compare.effect_table`.

    Returns
    -------
    list of (unit, rows)
        Measures whose reach (the largest absolute end of any interval or spread) differs more than eightfold stand
        apart. Outcomes without any difference, or without a single pair, are left out.
    """
    ends = table[["low", "high", "spread_low", "spread_high", "difference"]].abs().max(axis="columns")
    moving = table[ends > 0].assign(reach=ends[ends > 0].groupby(table["measure"]).transform("max"))
    panels: list[tuple[str, pd.DataFrame]] = []
    for unit, rows in moving.groupby("unit", sort=False):
        for reach in sorted(rows["reach"].unique(), reverse=True):
            part = rows[rows["reach"] == reach]
            if panels and panels[-1][0] == unit and panels[-1][1]["reach"].max() <= SAME_SCALE * reach:
                panels[-1] = (unit, pd.concat([panels[-1][1], part]))
            else:
                panels.append((str(unit), part))
    ordered = [(unit, rows.sort_index().drop(columns="reach")) for unit, rows in panels]
    return sorted(ordered, key=lambda panel: panel[1].index[0])


def of_hedger(table: pd.DataFrame, hedger: str | None = None) -> pd.DataFrame:
    """Rows of one hedger, the first when not given, and of outcomes that belong to none."""
    hedgers = [name for name in table["hedger"].unique() if name]
    if hedger is not None and hedger not in hedgers:
        raise ValueError(f"no hedger '{hedger}' in these effects; they hold {', '.join(hedgers)}")
    chosen = hedger if hedger is not None else next(iter(hedgers), "")
    return table[table["hedger"].isin([chosen, ""])]


def excludes_zero(table: pd.DataFrame) -> pd.Series:
    """Outcomes that move: their mean is known to lie on one side of 0 at the level of the table."""
    return (table["low"] > 0) | (table["high"] < 0)


def _draw_rows(ax: Axes, rows: pd.DataFrame, names: Mapping[str, str], *, narrow: bool) -> None:
    places = list(range(len(rows)))
    clear = excludes_zero(rows).to_numpy()
    colours = [style.SERIES[0] if moves else style.MUTED for moves in clear]
    ax.axvline(0, color=style.INK, linewidth=0.9)
    ax.hlines(places, rows["spread_low"], rows["spread_high"], colors=colours, linewidth=1.0, label="spread")
    ax.hlines(places, rows["low"], rows["high"], colors=colours, linewidth=4.5, label="interval")
    faces = [colour if moves else style.PAPER for colour, moves in zip(colours, clear, strict=True)]
    ax.scatter(
        rows["difference"],
        places,
        s=30,
        c=faces,
        edgecolors=colours,
        linewidths=1.2,
        zorder=3,
        label="difference",
    )
    ax.set_ylim(len(rows) - 0.4, -0.8 if narrow else -0.6)
    ax.grid(visible=False, axis="y")
    style.value_axis(ax.xaxis)
    ax.margins(x=0.06)
    ax.spines["left"].set_visible(False)
    labels = [outcome_name(row, names) for row in rows.to_dict("records")]
    values = [_value(row) for row in rows.to_dict("records")]
    _label_above(ax, labels, values) if narrow else _label_beside(ax, labels, values)


def _label_beside(ax: Axes, labels: list[str], values: list[str]) -> None:
    ax.set_yticks(range(len(labels)), [textwrap.fill(label, 62) for label in labels])
    ax.tick_params(axis="y", length=0)
    for place, value in enumerate(values):
        ax.annotate(value, (1.01, place), xycoords=("axes fraction", "data"), va="center", fontsize=8)


def _label_above(ax: Axes, labels: list[str], values: list[str]) -> None:
    ax.set_yticks([])
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        words = f"{label}\n{value}"
        ax.annotate(
            words, (0, place - 0.37), xycoords=("axes fraction", "data"), va="center", fontsize=7.5,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip


def _value(row: Mapping[str, float]) -> str:
    return bracketed(row["difference"], row["low"], row["high"], signed=True)


def _frame(table: pd.DataFrame, rows: pd.DataFrame) -> style.Frame:
    level = round(100 * table.attrs.get("level", 0.90))
    still = rows[rows["difference"].eq(0) & rows["spread_low"].eq(0) & rows["spread_high"].eq(0)]
    unmoved = listing([str(name) for name in dict.fromkeys(still["long_name"])]) if len(still) else ""
    reading = (
        f"Point: mean difference over pairs of runs that meet the same shocks. Thick bar and numbers: {level} % "
        "interval of that mean. Thin line: 5 % to 95 % of the pairs. Filled and blue: the interval excludes 0. "
        "Scales differ between panels."
    )
    if unmoved:
        reading += f" Without any difference: {unmoved}."
    pairs = int(rows["pairs"].max())
    contrast = capital(style.against(table.attrs.get("treated", TREATED), table.attrs.get("control", CONTROL)))
    return style.Frame(f"{contrast}, in the model", reading, style.source_note(table.attrs, pairs))
