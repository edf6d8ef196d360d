"""Effects under rival readings of the record, and whether their signs agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.effects.compare import CONTROL, TREATED
from steppe.format import MINUS, capital, listing, outcome_name
from steppe.plot import frame, style
from steppe.plot.rows import Marks, draw_marks, forest_panels, name_rows, of_hedger, rows_axis, separate_rows, zero_line
from steppe.rivals import combined, sign, sign_agreement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEP = 0.085  # inches between the marks of two readings
LEAST_ROW = 0.5  # inches
LABEL_HEIGHT = 0.22  # inches above the marks of a row, where the figure is narrow
HEADING = 0.85  # inches for the axis of a panel
BASE_APART = 1.6  # columns between the sign of the base and the first other
OF_BASE = Marks(thickness=5, size=13, edge=1.0, alpha=0.5)
OF_RIVAL = Marks(thickness=1.8, size=6, edge=1.0, alpha=0.5)
SIGNS = {1.0: "+", -1.0: MINUS, 0.0: "0"}


@style.styled
def rival_forest(
    readings: Mapping[str, pd.DataFrame],
    *,
    outcomes: Sequence[str] | None = None,
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw each effect under a base and its rival readings, and the sign that each reading gives it.

    Parameters
    ----------
    readings
        Tables of `steppe.compare.effect_table` by a short name of the reading (``"R1"``); the first is the base.
    outcomes
        Labels of the outcomes to draw; all of role ``outcome`` when not given.
    hedger
        Whose outcomes; the first hedger when not given. Outcomes that belong to no hedger are always shown.
    names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        Two axes for each panel of `forest_panels`: effects and signs. The point of a reading is labelled
        ``"<reading>|<outcome>"``, its interval ``"<reading>|<outcome>|interval"``. The sign stands in the second axes
        as a text with the id ``"<reading>|<outcome>"``, and the count of those that agree with ``"<outcome>"``.
    """
    if len(readings) < 2:  # noqa: PLR2004  a base and a rival
        raise ValueError("a comparison of readings needs a base and at least one other")
    base = next(iter(readings))
    table = of_hedger(readings[base][readings[base]["role"] == "outcome"], hedger)
    wanted = list(table["outcome"]) if outcomes is None else list(outcomes)
    absent = [one for one in wanted if one not in set(table["outcome"])]
    if absent:
        raise ValueError(f"no outcome {', '.join(absent)} in the reading {base}")
    kept = {name: part[part["outcome"].isin(wanted)] for name, part in readings.items()}
    panels = _panels(kept)
    narrow = width < style.NARROW
    row_height = max(LEAST_ROW, STEP * (len(readings) + 2)) + (LABEL_HEIGHT if narrow else 0)
    heights = [row_height * len(rows) for _, rows in panels]  # of the axes alone: rows are as high everywhere
    figure = style.new_figure(width, sum(heights) + HEADING * len(panels) + 1.35)
    share = 1.5 if narrow else 3.0
    axes = figure.subplots(len(panels), 2, squeeze=False, height_ratios=heights, width_ratios=[share, 1])
    agreement = sign_agreement(kept, base)
    for (left, right), (unit, rows) in zip(axes, panels, strict=True):
        _draw_effects(left, rows, kept, row_height)
        _draw_signs(right, rows, kept, agreement, row_height)
        left.set_xlabel(frame.difference_words(unit))
        name_rows(left, [outcome_name(row, names) for row in rows], narrow=narrow, letters=38)
    frame.add_frame(figure, *_frame(kept, agreement, base))
    return figure


def _panels(readings: Mapping[str, pd.DataFrame]) -> list[tuple[str, list[dict]]]:
    """Outcomes by unit and size over all readings, each once."""
    table = combined(readings)
    panels = forest_panels(table)
    if not panels:
        raise ValueError("no outcome differs between the arms under any reading: nothing to draw")
    return [(unit, rows.drop_duplicates("outcome").to_dict("records")) for unit, rows in panels]


def _draw_effects(
    ax: Axes, rows: Sequence[Mapping[str, object]], readings: Mapping[str, pd.DataFrame], row_height: float
) -> None:
    """Draw the base above and its rivals below it, in the order of the columns of signs."""
    zero_line(ax)
    offsets = STEP / row_height * (np.arange(len(readings)) - (len(readings) - 1) / 2)
    base = next(iter(readings))
    signs = {name: sign(table) for name, table in readings.items()}
    for place, row in enumerate(rows):
        outcome = row["outcome"]
        for (name, table), offset in zip(readings.items(), offsets, strict=True):
            found = table[table["outcome"] == outcome]
            if found.empty or not np.isfinite(found["difference"].iloc[0]):
                continue
            one, label = found.iloc[0], f"{name}|{outcome}"
            is_base = name == base
            colour = _colour(signs[name][outcome], signs[base].get(outcome, np.nan), is_base=is_base)
            values = {"value": [one["difference"]], "low": [one["low"]], "high": [one["high"]]}
            y = place + offset - (0.5 * STEP / row_height if is_base else 0)
            draw_marks(
                ax, [y], values, colour, OF_BASE if is_base else OF_RIVAL, labels=(label, f"{label}|interval"),
                hollow=[signs[name][outcome] == 0],
            )  # fmt: skip
    separate_rows(ax, len(rows))
    rows_axis(ax, len(rows), above=0.5, below=0.5)


def _colour(one: float, base: float, *, is_base: bool) -> str:
    if is_base:
        return style.INK
    if one == 0 or not np.isfinite(one):
        return style.MUTED
    if base == 0 or not np.isfinite(base):
        return style.SERIES[3]
    return style.SERIES[0 if one == base else 1]


def _draw_signs(
    ax: Axes,
    rows: Sequence[Mapping[str, object]],
    readings: Mapping[str, pd.DataFrame],
    agreement: pd.DataFrame,
    row_height: float,
) -> None:
    base, *rivals = readings
    columns = [-BASE_APART, *range(len(rivals))]
    signs = {name: sign(table) for name, table in readings.items()}
    for place, row in enumerate(rows):
        outcome = row["outcome"]
        own = signs[base].get(outcome, np.nan)
        for column, name in zip(columns, readings, strict=True):
            one = signs[name].get(outcome, np.nan)
            ax.text(
                column, place, SIGNS.get(one, "·"), ha="center", va="center", fontsize=11,
                color=_colour(one, own, is_base=name == base), gid=f"{name}|{outcome}",
            )  # fmt: skip
        below = place + 0.175 / row_height
        ax.text(
            (len(rivals) - 1 - BASE_APART) / 2, below, _count(agreement, outcome, len(rivals)),
            ha="center", va="top", fontsize=7, color=style.MUTED, gid=outcome,
        )  # fmt: skip
    separate_rows(ax, len(rows))
    ax.set_xlim(-BASE_APART - 0.8, len(rivals) - 0.4)
    rows_axis(ax, len(rows), above=0.5, below=0.5, margin=None)
    ax.set_xticks(columns, list(readings), fontsize=7.5)
    ax.xaxis.tick_top()
    ax.tick_params(axis="both", length=0)
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)


def _count(agreement: pd.DataFrame, outcome: object, rivals: int) -> str:
    if outcome not in agreement.index:
        return "not in the base"
    row = agreement.loc[outcome].fillna(0).astype(int)
    if row["base"] == 0:
        told = [f"{row[side]} {SIGNS[one]}" for one, side in ((1.0, "positive"), (-1.0, "negative")) if row[side]]
        return f"open; of {rivals}: {', '.join(told)}" if told else f"open, as in all {rivals}"
    return f"{row['same']} of {rivals} agree" + (f", {row['opposite']} against" if row["opposite"] else "")


def _frame(readings: Mapping[str, pd.DataFrame], agreement: pd.DataFrame, base: str) -> frame.Words:
    attrs = readings[base].attrs
    level = round(100 * attrs.get("level", 0.90))
    pairs = int(readings[base]["pairs"].max())
    contrast = capital(frame.against(attrs.get("treated", TREATED), attrs.get("control", CONTROL)))
    known = agreement[agreement["base"] != 0]
    all_agree = int((known["same"] == len(readings) - 1).sum())
    return (
        f"{contrast} under rival readings, in the model",
        f"Top mark of each row, the thickest: {base}; below it {listing(list(readings)[1:])}, in this order. Point: "
        f"mean difference over pairs of runs; bar: {level} % interval of that mean. Blue: the sign of {base}; "
        f"vermilion: the opposite; purple: a sign where {base} has none; grey and hollow: the interval holds 0. Signs "
        f"on the right, whatever the size: all readings agree on {all_agree} of the {len(known)} that {base} has. "
        "Scales differ between panels.",
        frame.source_note(attrs, pairs),
    )
