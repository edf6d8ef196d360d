"""Tables as data: what their cells say. The macro ``table`` of ``macros.html.j2`` writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steppe.format import estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

ARROWS = {1: "▲", -1: "▼", 0: ""}


@dataclass(frozen=True)
class Cell:
    """A cell, or the head of a row or column.

    Attributes
    ----------
    text
        What it says.
    small
        What it says below that, in small type.
    kind
        Class of the cell: how its number is coloured.
    is_mean
        Whether the text is a mean, which stands out above its interval.
    arrow
        Points up or down before the mean.
    outcome, reading
        For scripts that fill the cell anew: the outcome that it is about, and the sign that more of it is read as.
    """

    text: str
    small: str = ""
    kind: str = ""
    is_mean: bool = False
    arrow: str = ""
    outcome: str = ""
    reading: int = 0


@dataclass(frozen=True)
class Row:
    """A row: its head and its cells."""

    head: Cell
    cells: Sequence[Cell]
    kind: str = ""


@dataclass(frozen=True)
class Group:
    """Rows that stand together, under a title where they have one."""

    rows: Sequence[Row]
    title: str = ""


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    caption
        What the table holds.
    heads
        Heads of the columns.
    groups
        Its rows.
    kind
        Class of the table.
    label
        Name of the region in which a keyboard scrolls the table; the caption when empty.
    """

    caption: str
    heads: Sequence[Cell]
    groups: Sequence[Group]
    kind: str = ""
    label: str = ""


def plain_table(caption: str, heads: Sequence[str], rows: Sequence[Row], kind: str = "", label: str = "") -> Table:
    """Make a table whose heads are plain text and whose rows are one group."""
    return Table(caption, [Cell(head) for head in heads], [Group(rows)], kind, label)


def interval_cell(mean: float, low: float, high: float, *, signed: bool = False, kind: str = "") -> Cell:
    """Write a mean above its interval."""
    told, bottom, top = estimate(mean, low, high, signed=signed)
    return Cell(told, f"{bottom} to {top}", kind, is_mean=True)


def is_zero(mean: float, low: float, high: float) -> bool:
    """Whether nothing varies: mean and interval are 0."""
    return mean == low == high == 0


def side_of_zero(low: float, high: float) -> int:
    """Side of 0 on which a whole interval lies: 1 above, -1 below, 0 neither."""
    return int(low > 0) - int(high < 0)


def kind_of_effect(side: int, better: int) -> str:
    """Choose the class of an effect's cell.

    Parameters
    ----------
    side
        Of 0, as of `side_of_zero`.
    better
        Whether more is read as a gain (1), as a loss or cost (-1), or as neither (0).

    Returns
    -------
    str
        ``gain``, ``loss``, ``moves`` for what is neither, or ``unclear``.
    """
    return {1: "gain", -1: "loss", 0: "moves"}[side * better] if side else "unclear"


def counted(value: int) -> str:
    """Write a whole number with thin spaces."""
    return f"{value:,}".replace(",", "\u202f")
