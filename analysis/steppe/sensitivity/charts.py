"""Which parameters an effect depends on: indices with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.format import unit_name
from steppe.plot import frame, style
from steppe.plot.rows import Marks, draw_marks, name_rows, rows_axis, stacked_panels, zero_line
from steppe.sensitivity.analysis import MAIN_INDEX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 10  # parameters of an outcome that are drawn
ROW_HEIGHT = 0.3  # inches
HEADING = 0.95  # inches for title and axis of a panel
TAGS = "Letters: evidence (E estimated, L literature, A article, J judgement, D disputed)."
ABOUT = {
    "sobol": (
        "Total (filled): share of the variance of the mean difference between points in which the parameter has a "
        "part, alone or with others. Alone (hollow): what it makes by itself. Where the two lie apart, it acts "
        "together with others (Sobol indices)."
    ),
    "delta": (
        "Share of probability by which knowing the parameter shifts the distribution of the mean difference between "
        "points: 0 not at all, 1 wholly (Borgonovo's delta)."
    ),
}
DIRECT = {"ST": "total", "S1": "alone"}
AXES = {"sobol": "Share of variance, no unit", "delta": "Index, no unit"}


@style.styled
def sensitivity_indices(
    table: pd.DataFrame,
    outcomes: Sequence[str] | None = None,
    *,
    most: int = MOST,
    names: Mapping[str, str] | None = None,
    source: Mapping[str, object] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw Sobol indices, or Borgonovo's delta, of the parameters that an outcome depends on most.

    Parameters
    ----------
    table
        What ``steppe-sensitivity`` writes to ``OUT.h5.indices.csv``, or `steppe.sensitivity.Sensitivity.tidy` gives, of
        the method ``sobol`` or ``delta``.
    outcomes
        Labels of outcomes, a panel each; those with any index above 0 when not given.
    most
        Parameters to draw, the largest of each panel.
    names
        What to call parameters or outcomes, by key.
    source
        Attributes of the results, for the source note: ``title``, ``git_commit``.
    width
        Inches; below 6 keys stand above the marks.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each outcome. Its points are labelled ``"ST"`` (or ``"delta"``) and ``"S1"``, their intervals
        ``"ST|interval"`` and so on, in the order of the rows, the largest at the top.
    """
    method = _method(table)
    if method == "morris":
        raise ValueError("these are elementary effects of Morris: draw them with morris_plane")
    main = MAIN_INDEX[method]
    chosen = _outcomes(table, main, outcomes)
    panels = [_rows(table, outcome, main, most) for outcome in chosen]
    narrow = width < style.NARROW
    row_height = 1.7 * ROW_HEIGHT if narrow else ROW_HEIGHT
    heights = [row_height * (len(rows) + 0.2) for rows in panels]
    figure, axes = stacked_panels(width, heights, HEADING * len(panels) + 1.4)
    for ax, outcome, rows in zip(axes, chosen, panels, strict=True):
        keys = list(rows["parameter"])
        both = method == "sobol"
        _draw_points(ax, _indexed(table, outcome, main).reindex(keys), main, -0.12 if both else 0.0, filled=True)
        if both:
            _draw_points(ax, _indexed(table, outcome, "S1").reindex(keys), "S1", 0.16, filled=False)
        _name_parameters(ax, rows, names or {}, narrow=narrow)
        zero_line(ax)
        ax.set_title(frame.named(names, outcome), fontsize=9)
        ax.set_xlabel(AXES[method])
    frame.add_frame(figure, *_frame(ABOUT[method], _indexed(table, chosen[0], main).index.nunique(), most, source))
    return figure


@style.styled
def morris_plane(
    table: pd.DataFrame,
    outcome: str,
    *,
    names: Mapping[str, str] | None = None,
    source: Mapping[str, object] | None = None,
    width: float = 6.5,
) -> Figure:
    """Draw Morris's plane: how much each parameter moves an effect, and how unevenly.

    Parameters
    ----------
    table
        As of `sensitivity_indices`, of the method ``morris``.
    outcome
        Label of the outcome.
    names, source, width
        As of `sensitivity_indices`.

    Returns
    -------
    matplotlib.figure.Figure
        Points are labelled ``"parameters"``, in the order of the table, their intervals ``"interval"``. Parameters that
        never move the outcome are named in the note.
    """
    if _method(table) != "morris":
        raise ValueError("these are no elementary effects of Morris: draw them with sensitivity_indices")
    size, spread = (_indexed(table, outcome, index) for index in ("mu_star", "sigma"))
    if size.empty:
        raise ValueError(f"no outcome '{outcome}' in this table")
    moving = size["estimate"] > 0
    if not moving.any():
        raise ValueError(f"no parameter moves {outcome}: nothing to draw")
    idle = list(size.index[~moving])
    size, spread = size[moving], spread[moving]
    figure = style.new_figure(width, 0.68 * width + 1.5)
    ax = figure.subplots()
    x, y = size["estimate"].to_numpy(), spread["estimate"].to_numpy()
    ax.hlines(y, size["low"], size["high"], colors=style.SERIES[0], linewidth=1.4, alpha=0.6, label="interval")
    ax.scatter(x, y, s=28, color=style.SERIES[0], zorder=3, label="parameters")
    reach = 1.08 * float(np.nanmax([x.max(), y.max(), size["high"].max()]))
    ax.plot([0, reach], [0, reach], color=style.MUTED, linewidth=0.8, linestyle=(0, (4, 3)), label="_even")
    ax.set_xlim(min(0.0, 1.08 * float(np.nan_to_num(size["low"]).min())), reach)
    ax.set_ylim(-0.04 * reach, 1.08 * max(float(y.max()), 0.3 * reach))
    _label_points(ax, size, y, names or {}, width)
    unit = unit_name(str(size["unit"].iloc[0]))
    ax.set_xlabel(f"Mean size of the change of the difference{f', {unit}' if unit else ', no unit'}")
    ax.set_ylabel(f"Standard deviation of the change{f', {unit}' if unit else ', no unit'}")
    style.value_axis(ax.xaxis)
    style.value_axis(ax.yaxis)
    nothing = f" Without any effect: {', '.join(frame.named(names, key) for key in idle)}." if idle else ""
    frame.add_frame(
        figure,
        f"What moves an effect, and how unevenly, in the model: {frame.named(names, outcome)}",
        "Elementary effects of Morris: how the mean paired difference changes when one parameter crosses its "
        "range, the others staying where they are. To the right: larger. Above: its size depends on the other "
        "parameters, or on where in its range it moves; above the dashed line the spread exceeds the mean. Bar: "
        f"interval of the mean by a bootstrap. {TAGS}{nothing}",
        frame.source_note(source or {}),
    )
    return figure


def _method(table: pd.DataFrame) -> str:
    held = set(table["index"])
    for method, index in MAIN_INDEX.items():
        if index in held:
            return method
    raise ValueError(f"this table holds none of the indices {', '.join(MAIN_INDEX.values())}")


def _outcomes(table: pd.DataFrame, main: str, outcomes: Sequence[str] | None) -> list[str]:
    of_main = table[table["index"] == main]
    if outcomes is None:
        moved = of_main.groupby("outcome", sort=False)["estimate"].max()
        chosen = [str(one) for one in moved.index[moved > 0]]
        if not chosen:
            raise ValueError("no outcome varies between the points: nothing to draw")
        return chosen
    absent = [one for one in outcomes if one not in set(of_main["outcome"])]
    if absent:
        raise ValueError(f"no outcome {', '.join(absent)} in this table")
    return list(outcomes)


def _indexed(table: pd.DataFrame, outcome: str, index: str) -> pd.DataFrame:
    alone = table["other_parameter"].isna() | table["other_parameter"].eq("")
    return table[(table["outcome"] == outcome) & (table["index"] == index) & alone].set_index("parameter")


def _rows(table: pd.DataFrame, outcome: str, main: str, most: int) -> pd.DataFrame:
    rows = _indexed(table, outcome, main).reset_index()
    return rows.sort_values("estimate", ascending=False, kind="stable").head(most)


def _draw_points(ax: Axes, rows: pd.DataFrame, index: str, lift: float, *, filled: bool) -> None:
    places = np.arange(len(rows)) + lift
    colour = style.SERIES[0] if filled else style.MUTED
    values = rows.rename(columns={"estimate": "value"})
    marks = Marks(thickness=2.6, size=28, edge=1.1) if filled else Marks(thickness=1.2, size=18, edge=1.1)
    draw_marks(ax, places, values, colour, marks, labels=(index, f"{index}|interval"), hollow=not filled)
    first = rows.iloc[0]
    if index in DIRECT and np.isfinite(first["high"]):
        ax.annotate(
            DIRECT[index], (first["high"], places[0]), xytext=(4, 0), textcoords="offset points", fontsize=7.5,
            va="center", color=colour, annotation_clip=False,
        )  # fmt: skip


def _name_parameters(ax: Axes, rows: pd.DataFrame, names: Mapping[str, str], *, narrow: bool) -> None:
    words = [_tagged(names.get(row["parameter"], row["parameter"]), row["tag"]) for row in rows.to_dict("records")]
    rows_axis(ax, len(rows), above=0.85 if narrow else 0.6, margin=None)
    name_rows(ax, words, narrow=narrow, lift=0.45)


def _tagged(word: str, tag: object) -> str:
    return f"{word} ({tag})" if isinstance(tag, str) and tag else word


def _label_points(ax: Axes, size: pd.DataFrame, heights: np.ndarray, names: Mapping[str, str], width: float) -> None:
    """Write names right of the points, or left where the axes end, moved apart where they would overlap."""
    bottom, top = ax.get_ylim()
    gap = (top - bottom) * 0.17 / (0.62 * width)
    order = np.argsort(heights, kind="stable")
    places = style.spread_apart(heights[order], gap)
    _, right = ax.get_xlim()
    for place, which in zip(places, order, strict=True):
        row = size.iloc[which]
        word = _tagged(names.get(size.index[which], size.index[which]), row["tag"])
        low, high = (row[end] if np.isfinite(row[end]) else row["estimate"] for end in ("low", "high"))
        pad = 0.012 * right
        fits = high / right + 0.078 * len(word) / width < 1
        at = max(high, row["estimate"]) + pad if fits else low - pad
        ax.annotate(
            word, (at, place), fontsize=7.5, va="center", ha="left" if fits else "right", annotation_clip=False,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        )  # fmt: skip


def _frame(about: str, parameters: int, most: int, source: Mapping[str, object] | None) -> frame.Words:
    largest = f" The {most} largest of {parameters} parameters." if parameters > most else ""
    return (
        "Which parameters an effect depends on, in the model",
        f"{about} Bars: intervals of a bootstrap; estimates near 0 may fall below it.{largest} Over the ranges and "
        f"priors of the study. {TAGS}",
        frame.source_note(source or {}),
    )
