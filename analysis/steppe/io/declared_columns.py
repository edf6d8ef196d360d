"""What a file declares of its measures, beside each of its outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe.io.declared import declarations, of_measures

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

COLUMNS = (
    "better", "better_words", "better_for", "benefit_order", "actor_order", "display_order", "headline",
    "is_probability", "regret",
)  # fmt: skip


def with_declarations(table: pd.DataFrame, ds: xr.Dataset) -> pd.DataFrame:
    """Add what a file declares of its measures to a table of outcomes.

    Parameters
    ----------
    table
        A row per outcome, with the name of its measure as ``measure``.
    ds
        Results of `steppe.open` that the table is of.

    Returns
    -------
    pandas.DataFrame
        The table with the columns of `steppe.io.declared.declarations` by which the page colours, orders and chooses.
    """
    declared = declarations(ds)
    return table.assign(**{column: of_measures(declared, table["measure"], column) for column in COLUMNS})
