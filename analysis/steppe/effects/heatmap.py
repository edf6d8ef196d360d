"""Who gets more and who gets less of what: effects as a table of coloured cells."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.effects.compare import CONTROL, TREATED
from steppe.format import MINUS, capital, estimate, listing, outcome_name, unit_name
from steppe.plot import frame, style
from steppe.plot.cells import KEY_CELLS, KEY_HEIGHT, bare, draw_cell, draw_key, name_columns
from steppe.plot.rows import of_hedger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FULL = 1.0  # standard deviations between runs at which the colour is full
LINE = 0.125  # inches
WIDE_CELL = 1.75  # inches: takes mean and interval in one line
PAD = 0.1  # inches above and below the text of a cell
AROUND = 1.75  # inches for title, notes and the words of the key
LABELS = 3.2  # inches left of the cells


@dataclass(frozen=True)
class Block:
    """Cells that share their columns: rows of `steppe.compare.effect_table` by label and column."""

    title: str
    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], dict]


@style.styled
def benefit_heatmap(
    effects: pd.DataFrame,
    *,
    measures: Sequence[str] | None = None,
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw effects as a table of actors and outcomes, coloured by sign and by size beside the spread of the runs.

    Parameters
    ----------
    effects
        A table of `steppe.compare.effect_table`; or several, put together with a column ``contrast`` that names them.
        The source note is made of the table's attributes.
    measures
        Measures to show; all outcomes when not given (column ``role``).
    hedger, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        An axes for each block of `heatmap_blocks`, then the key. The cell of an outcome is a patch labelled
        ``"<contrast>|<outcome>"``, its hatching ``"<contrast>|<outcome>|hatch"``.
    """
    table = _chosen(effects, measures, hedger)
    blocks = heatmap_blocks(table, names)
    narrow = width < style.NARROW
    heights = [_row_height(block, width, narrow=narrow) * len(block.rows) for block in blocks]
    around = sum(_heading(block, width, narrow=narrow) for block in blocks) + AROUND
    figure = style.new_figure(width, sum(heights) + KEY_HEIGHT + around)
    axes = figure.subplots(len(blocks) + 1, 1, squeeze=False, height_ratios=[*heights, KEY_HEIGHT]).ravel()
    for ax, block in zip(axes, blocks, strict=False):
        _draw_block(ax, block, width, narrow=narrow)
    _draw_key(axes[-1])
    frame.add_frame(figure, *_frame(effects, table))
    return figure


def heatmap_blocks(table: pd.DataFrame, names: Mapping[str, str] | None = None) -> list[Block]:
    """Group outcomes that exist for the same things: for powers, say, or for channels, or only once.

    Parameters
    ----------
    table
        Effects with a column ``contrast``, of one hedger.
    names
        Names of ids, from `steppe.labels`.

    Returns
    -------
    list of Block
        Outcomes of which there is only one stand in a last block with a column for each contrast; the others in a block
        for each contrast, with a column for each id. Measures whose ids overlap share a block.
    """
    names = names or {}
    contrasts = list(dict.fromkeys(table["contrast"]))
    single = table["element"] == ""
    blocks = []
    for ids in _families(table[~single]):
        of_family = table[table["element"].isin(ids)]
        blocks += [
            _block(
                of_family[of_family["contrast"] == contrast], contrast if len(contrasts) > 1 else "", "element", names
            )
            for contrast in contrasts
        ]
    if single.any():
        blocks.append(_block(table[single], "", "contrast", names))
    return blocks


def _chosen(effects: pd.DataFrame, measures: Sequence[str] | None, hedger: str | None) -> pd.DataFrame:
    table = of_hedger(effects[effects["role"] == "outcome"], hedger)
    if "contrast" not in table:
        treated, control = effects.attrs.get("treated", TREATED), effects.attrs.get("control", CONTROL)
        table = table.assign(contrast=frame.against(treated, control))
    if measures is not None:
        table = table[table["measure"].isin(list(measures))]
    if table.empty:
        raise ValueError("none of these measures is an outcome of these effects: nothing to draw")
    return table


def _families(table: pd.DataFrame) -> list[list[str]]:
    """Ids that are linked by measures they share, in the order of the table."""
    families: list[list[str]] = []
    for _, rows in table.groupby("measure", sort=False):
        ids = list(dict.fromkeys(rows["element"]))
        linked = [family for family in families if set(family) & set(ids)]
        for family in linked[1:]:
            linked[0].extend(family)
            families.remove(family)
        if linked:
            linked[0].extend(one for one in ids if one not in linked[0])
        else:
            families.append(ids)
    return families


def _block(rows: pd.DataFrame, title: str, across: str, names: Mapping[str, str]) -> Block:
    cells = {}
    for row in rows.to_dict("records"):
        unit = unit_name(row["unit"]) and f", {row['unit']}"
        cells[outcome_name({**row, "element": ""}, names) + unit, names.get(row[across], row[across])] = row
    labels, columns = (list(dict.fromkeys(key[part] for key in cells)) for part in (0, 1))
    return Block(title, labels, columns, cells)


def _heading(block: Block, width: float, *, narrow: bool) -> float:
    letters = _letters(block, width, narrow=narrow)
    return LINE * max(len(_wrapped(name, letters)) for name in block.columns) + (0.45 if block.title else 0.2)


def _row_height(block: Block, width: float, *, narrow: bool) -> float:
    lines = 1 if _column(block, width, narrow=narrow) > WIDE_CELL else 3
    return LINE * (lines + narrow) + PAD


def _column(block: Block, width: float, *, narrow: bool) -> float:
    return (width - (0.2 if narrow else LABELS)) / len(block.columns)


def _letters(block: Block, width: float, *, narrow: bool) -> int:
    return max(8, int(_column(block, width, narrow=narrow) * 72 / 4.4))


def _wrapped(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, break_long_words=False)


def _draw_block(ax: Axes, block: Block, width: float, *, narrow: bool) -> None:
    gap = (LINE + 0.04) / _row_height(block, width, narrow=narrow) if narrow else 0.0  # for the label above
    one_line = _column(block, width, narrow=narrow) > WIDE_CELL
    for (label, column), row in block.cells.items():
        left, top = block.columns.index(column), block.rows.index(label) + gap
        size, hatched = row["standardised"] / FULL, row["low"] <= 0 <= row["high"]
        draw_cell(ax, (left, top), size, f"{row['contrast']}|{row['outcome']}", hatched=hatched, height=1 - gap)
        words = _cell_text(row, one_line=one_line)
        ax.text(left + 0.5, top + (1 - gap) / 2, words, ha="center", va="center", fontsize=6.3 if narrow else 7)
    letters = _letters(block, width, narrow=narrow)
    name_columns(ax, ["\n".join(_wrapped(name, letters)) for name in block.columns], len(block.rows))
    bare(ax, 7)
    if block.title:
        ax.set_title(capital(block.title), fontsize=9)
    if narrow:
        ax.set_yticks([])
        for place, label in enumerate(block.rows):
            ax.text(0.01, place + gap / 2, label, va="center", fontsize=7)
    else:
        ax.set_yticks(np.arange(len(block.rows)) + 0.5, [textwrap.fill(label, 64) for label in block.rows])


def _cell_text(row: Mapping[str, float], *, one_line: bool) -> str:
    if row["difference"] == row["low"] == row["high"] == 0:
        return "0"
    mean, low, high = estimate(row["difference"], row["low"], row["high"])
    sign = "+" if row["difference"] > 0 else ""
    return f"{sign}{mean} ({low} to {high})" if one_line else f"{sign}{mean}\n({low} to\n{high})"


def _draw_key(ax: Axes) -> None:
    sizes = np.linspace(-FULL, FULL, KEY_CELLS)
    marks = range(0, KEY_CELLS, 2)
    words = [f"{sizes[mark]:g}".replace("-", MINUS) for mark in marks]
    words[0], words[-1] = f"{words[0]} or less", f"{words[-1]} or more"
    draw_key(ax, marks, words, 7)
    ax.set_title("Mean difference, in standard deviations between runs", fontsize=7.5, fontweight="normal", pad=3)


def _frame(effects: pd.DataFrame, table: pd.DataFrame) -> frame.Words:
    contrasts = list(dict.fromkeys(table["contrast"]))
    level = round(100 * effects.attrs.get("level", 0.90))
    reading = (
        f"Numbers: mean difference over pairs of runs that meet the same shocks, and {level} % interval of that mean. "
        "Blue: more in the first arm; vermilion: less, which need not be worse. Hatched: the interval includes 0."
    )
    if any(unit == "G" for unit in table["unit"]):
        reading += " G: 1 % of a year's GDP."
    pairs, meanings = (effects.attrs.get(name, {}) for name in ("pairs_of_arms", "meanings"))
    for name in contrasts:
        meaning = frame.against(*pairs[name]) if name in pairs else meanings.get(name)
        reading += f" {capital(name)}: {meaning}." if meaning else ""
    return (
        f"Who gets more and less of what, in the model: {listing(contrasts)}",
        reading,
        frame.source_note(effects.attrs, int(table["pairs"].max())),
    )
