"""To whose benefit: what each actor gains, over chance and over chance and priors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe import benefit
from steppe.format import outcome_name
from steppe.io.declared import contrasts
from steppe.plot import frame, style
from steppe.plot.paired_rows import lower, paired_rows, upper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

LEVEL = 0.90
LOOKS = {benefit.BASE: upper(style.SERIES[0]), benefit.PRIORS: lower(style.SERIES[1])}
"""How each reading looks, and where in its row."""


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
        Measures to show; all that have a place in the order of benefit when not given.
    hedger
        Whose; the first hedger when not given. Outcomes that belong to no hedger are always shown.
    level, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each unit and size, as of `paired_rows`. Means are labelled ``"base"`` and ``"priors"``, their
        intervals ``"base|interval"`` and ``"priors|interval"``, all in the order of the panel's rows.
    """
    table = benefit.effects(ds, [contrast], hedger=hedger, level=level)
    table = table if measures is None else table[table["measure"].isin(list(measures))]
    figure = paired_rows(
        table,
        "reading",
        LOOKS,
        lambda row: outcome_name({**row, "element": row["actor"]}, names or {}),
        width=width,
        around=1.5,
    )
    frame.add_frame(figure, *_frame(ds, table, contrast))
    return figure


def _frame(ds: xr.Dataset, table: pd.DataFrame, contrast: str) -> frame.Words:
    level = round(100 * table.attrs["level"])
    what = frame.contrast_words(contrast, contrasts(ds))
    return (
        f"To whose benefit: {what}, in the model",
        "Blue, circle, thick line and upper numbers: mean difference over pairs of runs with parameters fixed, and its "
        f"{level} % interval over chance. Vermilion, diamond, thin line and lower numbers: the same with parameters "
        "drawn from their priors, over chance and priors. Hollow: the interval holds 0. Intervals are of means; single "
        "pairs scatter more. Scales differ between panels.",
        frame.source_note(ds.attrs, int(table["pairs"].max()), "arm"),
    )
