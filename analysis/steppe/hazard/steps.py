"""Why now: what leads to the hazard of an accession in the opening month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe import hazard
from steppe.format import capital
from steppe.io.declared import long_names
from steppe.plot import frame, style
from steppe.plot.steps import Row, draw_steps, name_bars, numbers, prepare, row_height

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

LEVEL = 0.90
MOST = 7  # conditions, and incentives, with a bar of their own
SMALL = 0.005  # of the hazard: what adds less is drawn together with its like
DIGITS = 4  # of the largest number: intervals of shares are narrow
AROUND = 2.9  # inches for title, notes and the axes of two panels
START, END, OTHERS = "start", "end", "others"  # rows that are no condition and no incentive


@style.styled
def hazard_steps(
    ds: xr.Dataset,
    *,
    hedger: str | None = None,
    most: int = MOST,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw what leads to the hazard of the opening month: from a typical month, and from no incentive.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe hazard`` (docs/model.md, section 9.2).
    hedger
        Whose accession; the first hedger when not given.
    most
        Conditions, and incentives, with a bar of their own, those with the largest shares; the others, and those that
        add less than half a percent of the hazard, have one together.
    level, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        Two axes, conditions then incentives, in percent a month. Bars are labelled with the id of the condition or
        incentive, or ``"start"``, ``"others"`` and ``"end"``; their intervals ``"<id>|interval"``. A bar begins where
        that before it ends. The interval of ``"others"`` is the sum of those of its parts, which is at least as wide as
        its own.
    """
    panels = [
        (title, steps_to_opening(ds, start, hedger=hedger, most=most, level=level))
        for title, start in (
            ("From a typical month to this one", "typical"),
            ("From no incentive to all", "no_incentive"),
        )
    ]
    figure = style.new_figure(width, row_height(width) * sum(len(rows) for _, rows in panels) + AROUND)
    axes = figure.subplots(2, 1, sharex=True, height_ratios=[len(rows) for _, rows in panels])
    for ax, (title, rows) in zip(axes, panels, strict=True):
        prepare(ax, len(rows), width)
        draw_steps(ax, rows)
        name_bars(
            ax,
            [row.words for row in rows],
            numbers(rows, digits=DIGITS, signed_levels=False),
            narrow=width < style.NARROW,
        )
        ax.set_title(title)
        ax.tick_params(axis="x", labelbottom=True)
    axes[1].set_xlabel("Probability of acceding in the month, %")
    table = hazard.months(ds, hedger, level)
    who, when = table.attrs["hedger"], table.index[0]
    frame.add_frame(
        figure,
        f"Why now? Hazard of an accession of {frame.named(names, who)} in {when:%B %Y}, in the model",
        "Each bar begins where the last ends; its length is what a condition of the month, or an incentive, adds "
        "to the probability, averaged over all orders of putting them in place one by one (Shapley value). "
        f"Blue adds, vermilion takes away. Line and numbers: {frame.level_words(level)} interval of the length over "
        "runs, with parameters fixed. Typical: mean conditions over months and runs without an accession. "
        "Only the month itself is changed, nothing before it. Shares tell of the model's terms and the values "
        "given to them.",
        frame.source_note(ds.attrs) + f" {table.attrs['replicates']} runs.",
    )
    return figure


def steps_to_opening(
    ds: xr.Dataset, start: str, *, hedger: str | None = None, most: int = MOST, level: float = LEVEL
) -> list[Row]:
    """Bars that lead to the hazard of the opening month.

    Parameters
    ----------
    ds, hedger, most, level
        As of `hazard_steps`.
    start
        Where they begin: ``typical`` (then come conditions) or ``no_incentive`` (then come incentives).

    Returns
    -------
    list of Row
        In percent a month: the start, the shares, the largest first, what is left of them, and the month itself.
    """
    first = hazard.months(ds, hedger, level).iloc[0]
    if start == "typical":
        shares = hazard.conditions(ds, 0, hedger, level).set_index("condition")
        words, column, word = long_names(ds, "condition"), "typical", "A typical month"
    else:
        shares = hazard.incentives(ds, 0, hedger, level).set_index("incentive")
        words = {key: f"{title} ({key})" for key, title in shares["title"].items()}
        column, word = "without_incentives", "No incentive"
    shown = shares[shares["share"].abs() >= SMALL * first["hazard"]].head(most)
    rest = shares.drop(shown.index)
    rows = [_level(START, word, first, column)]
    at = first[column]
    for key, share in shown.iterrows():
        rows.append(_row(str(key), capital(words.get(str(key), str(key))), at, share))
        at += share["share"]
    if rest["share"].any():
        rows.append(_row(OTHERS, f"Others ({', '.join(map(str, rest.index))})", at, _together(rest)))
    rows.append(_level(END, "The opening month", first, "hazard"))
    return rows


def _level(key: str, words: str, first: pd.Series, column: str) -> Row:
    return Row(key, words, 0.0, *(100 * first[f"{column}{end}"] for end in ("", "_low", "_high")), whole=True)


def _row(key: str, words: str, at: float, share: Mapping[str, float] | pd.Series) -> Row:
    return Row(key, words, 100 * at, *(100 * share[name] for name in ("share", "low", "high")))


def _together(rest: pd.DataFrame) -> dict[str, float]:
    """Sum with an interval that holds whatever correlation its parts have: the file does not keep it."""
    return {name: float(rest[name].sum()) for name in ("share", "low", "high")}
