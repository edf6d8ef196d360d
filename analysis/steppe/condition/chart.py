"""What the accord changes, over all runs and given the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe.condition.tables import ALL, GIVEN, conditions, gains
from steppe.format import listing, outcome_name
from steppe.plot import frame, style
from steppe.plot.paired_rows import lower, paired_rows, upper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.figure import Figure

LOOKS = {GIVEN: upper(style.SERIES[1]), ALL: lower(style.SERIES[0])}
"""How each population looks, and where in its row."""


@style.styled
def effects_given(
    ds: xr.Dataset,
    *,
    measures: Sequence[str] | None = None,
    level: float = 0.90,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw what the accord changes given the evidence beside what it changes over all runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe condition`` (docs/model.md, section 9.6).
    measures
        Measures to show; all that have a place in the order of benefit when not given.
    level, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each unit and size, as of `paired_rows`. Means are labelled ``"all"`` and ``"given"``, their
        intervals ``"all|interval"`` and ``"given|interval"``, all in the order of the panel's rows.
    """
    table = gains(ds, level=level)
    table = table if measures is None else table[table["measure"].isin(list(measures))]
    figure = paired_rows(
        table, "population", LOOKS, lambda row: outcome_name(row, names or {}), width=width, around=1.6
    )
    frame.add_frame(figure, *_frame(ds, level))
    return figure


def _frame(ds: xr.Dataset, level: float) -> frame.Words:
    known = conditions(ds)
    size = known.attrs
    return (
        f"What the accord changed, given {listing(list(known.index))}; in the model",
        "Vermilion, circle, thick line and upper numbers: mean difference of the runs that match the evidence from "
        f"their twins without accords, and its {round(100 * level)} % interval. Blue, diamond, thin line and lower "
        f"numbers: the same over all runs. {size['matching']} of {size['pairs']} pairs match, with an effective "
        f"sample size of {size['effective']:.0f}. Hollow: the interval holds 0. Scales differ between panels.",
        frame.source_note(ds.attrs, size["pairs"], "arm"),
    )
