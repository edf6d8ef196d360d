"""Results as frames of pandas, refused where they would not fit in memory."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import xarray as xr

from steppe.io.trusted import SteppeFileError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd

MOST_CELLS = 50_000_000
"""Cells of a frame: with its index and what making it takes, less than 1 GB."""


def check_size(rows: int, columns: int, what: str, instead: str) -> None:
    """Refuse a frame that is too large.

    Parameters
    ----------
    rows, columns
        Of the frame.
    what
        What it would hold.
    instead
        What to do.

    Raises
    ------
    SteppeFileError
        It has more than `MOST_CELLS` cells.
    """
    if rows * columns > MOST_CELLS:
        raise SteppeFileError(
            f"{what} would make a frame of {rows:,} rows and {columns} columns, about {rows * columns * 8 / 1e9:.1f} "
            f"GB: {instead}"
        )


class Results(xr.Dataset):
    """Labelled data of a result file; a dataset of xarray in all but one thing: it makes no frame larger than memory.

    Measures have different index sets, and a frame of all of them has a row for every combination: of 500 replicates,
    thousands of millions.
    """

    __slots__ = ()

    def to_dataframe(self, dim_order: Sequence[Hashable] | None = None) -> pd.DataFrame:
        """Make a frame with a column for each variable, as `xarray.Dataset.to_dataframe` does.

        Parameters
        ----------
        dim_order
            Order of the index.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        SteppeFileError
            It would not fit in 1 GB; the message says what to do.
        """
        check_size(
            prod(self.sizes.values()),
            len(self.variables),
            "these variables together",
            "choose measures of one shape, ds[['hedging', 'welfare']].to_dataframe(), and fewer arms, runs or months "
            "by ds.sel; or take one number a run, steppe.compare.outcomes(ds).to_dataframe()",
        )
        return super().to_dataframe(dim_order)
