"""Which incentives do more, or less, together than apart: the matrix of their pairwise interactions."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe import attribution
from steppe.format import MINUS, capital, listing, number, outcome_name, power_of_ten, unit_name
from steppe.io.declared import contrasts
from steppe.plot import frame, style
from steppe.plot.cells import KEY_CELLS, KEY_HEIGHT, bare, draw_cell, draw_key, name_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVEL = 0.90
SMALL = 0.01  # an incentive whose interactions all stay below this part of the largest has no row
CELL = 0.42  # inches, height
AROUND = 2.05  # inches for title, names of columns and notes
LEAST_POWER, MOST_POWER = -1, 3  # of ten; beyond them, numbers are told in a power of their own


@style.styled
def incentive_interactions(
    ds: xr.Dataset,
    outcome: str,
    contrast: str | None = None,
    *,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw what each pair of incentives does together beyond what the two do apart, as a table of coloured cells.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute`` without ``--permutations``.
    outcome
        Label of the outcome, such as ``welfare[AAA]``.
    contrast
        The first of the file when not given.
    level, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A matrix, then its key. The cell of a row and a column is a patch labelled ``"<id>|<other id>"``, its number a
        text in the unit of the outcome, or in a power of ten of it that the note names, and its hatching, where the
        interval includes 0, ``"<id>|<other id>|hatch"``; the matrix is symmetric and its diagonal empty. Incentives
        whose interactions all stay under 1 % of the largest are named in the note.

    Raises
    ------
    ValueError
        The file holds no interactions (`steppe.attribution.interactions`), or none that differs from 0.

    Notes
    -----
    The pairwise interaction index of Grabisch & Roubens (1999), Int. J. Game Theory 28, 547-565.
    """
    contrast = str(ds["contrast"].values[0]) if contrast is None else contrast
    table = attribution.interactions(ds, contrast, outcome, level)
    largest = float(table["interaction"].abs().max())
    if not largest > 0:
        raise ValueError(f"no two incentives interact in {outcome}: nothing to draw")
    drawn, idle = _sorted_out(ds, table, largest)
    narrow = width < style.NARROW
    figure = style.new_figure(width, CELL * len(drawn) + KEY_HEIGHT + AROUND)
    matrix, key = figure.subplots(2, 1, height_ratios=[CELL * len(drawn), KEY_HEIGHT])
    power, places = _scale(largest)
    for row in table.itertuples():
        if row.incentive in drawn and row.other_incentive in drawn:
            for one, other in ((row.incentive, row.other_incentive), (row.other_incentive, row.incentive)):
                where = drawn.index(other), drawn.index(one)
                hatched = not (row.low > 0 or row.high < 0)
                draw_cell(matrix, where, row.interaction / largest, f"{one}|{other}", hatched=hatched)
                size = 6.0 if narrow else 7.5
                words = number(row.interaction / 10**power, places, signed=True)
                matrix.text(where[0] + 0.5, where[1] + 0.5, words, ha="center", va="center", fontsize=size)
    _name_cells(matrix, ds, drawn, narrow=narrow)
    _draw_key(key, largest, power)
    frame.add_frame(figure, *_frame(ds, table, contrast, idle, names))
    return figure


def _scale(largest: float) -> tuple[int, int]:
    """Power of ten that numbers are told in, and their decimals: the largest has three digits."""
    power = math.floor(math.log10(largest))
    return (0, max(0, 2 - power)) if LEAST_POWER <= power <= MOST_POWER else (power, 2)


def _sorted_out(ds: xr.Dataset, table: pd.DataFrame, largest: float) -> tuple[list[str], list[str]]:
    """Incentives with an interaction worth a row, in the order of the file, and the others."""
    both = pd.concat([table, table.rename(columns={"incentive": "other_incentive", "other_incentive": "incentive"})])
    reach = both.groupby("incentive")["interaction"].agg(lambda values: values.abs().max())
    players = [str(one) for one in ds["incentive"].values]
    drawn = [one for one in players if reach[one] >= SMALL * largest]
    return drawn, [one for one in players if one not in drawn]


def _name_cells(ax: Axes, ds: xr.Dataset, drawn: Sequence[str], *, narrow: bool) -> None:
    titles = dict(zip(map(str, ds["incentive"].values), map(str, ds["incentive_title"].values), strict=True))
    rows = drawn if narrow else [textwrap.fill(f"{capital(titles[one])} ({one})", 40) for one in drawn]
    ax.set_yticks(np.arange(len(drawn)) + 0.5, rows)
    name_columns(ax, drawn, len(drawn))
    bare(ax, 7.5)


def _draw_key(ax: Axes, largest: float, power: int) -> None:
    sizes = np.linspace(-largest, largest, KEY_CELLS) / 10**power
    marks = [0, KEY_CELLS // 2, KEY_CELLS - 1]
    draw_key(ax, marks, [_rounded(sizes[mark]) for mark in marks])


def _rounded(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS)


def _frame(
    ds: xr.Dataset, table: pd.DataFrame, contrast: str, idle: Sequence[str], names: Mapping[str, str] | None
) -> frame.Words:
    first: pd.Series = table.iloc[0]
    power, _ = _scale(float(table["interaction"].abs().max()))
    unit = " ".join(filter(None, [power_of_ten(power) if power else "", unit_name(str(first["unit"]))]))
    nothing = f" Under {round(100 * SMALL)} % of the largest with all others: {listing(list(idle))}." if idle else ""
    return (
        f"What incentives do together, in the model: {outcome_name(first, names, hedger=True)}, "
        f"{frame.contrast_words(contrast, contrasts(ds))}",
        f"Number: pairwise interaction index{', in ' + unit if unit else ''}: what two incentives do together beyond "
        "what they do apart, averaged over sets of the others. Blue: together they do more; vermilion: less. Hatched: "
        f"the {round(100 * table.attrs['level'])} % interval over replicates includes 0; of many pairs some leave 0 "
        f"out by chance. Interactions tell of the model's terms and the values given to them.{nothing}",
        frame.source_note(ds.attrs, ds.sizes["replicate"], "coalition"),
    )
