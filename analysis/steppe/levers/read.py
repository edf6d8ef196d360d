"""Files of ``steppe levers``: what moves an effect, where it turns, and what to measure first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steppe.io import results
from steppe.io.file_kinds import check_record
from steppe.levers import tables

if TYPE_CHECKING:
    import os
    from typing import Any

    import pandas as pd
    import xarray as xr


@dataclass(frozen=True)
class LeverFile:
    """What a file of ``steppe levers`` holds.

    Attributes
    ----------
    ends, turns, break_even
        Of `steppe.levers`.
    beliefs
        Of parameters; None where the file holds no draws from priors.
    groups
        Beliefs of tags, then of all; None likewise.
    ds
        The results, for figures.
    parameters
        Value of every parameter by its key.
    """

    ends: pd.DataFrame
    turns: pd.DataFrame
    break_even: pd.DataFrame | None
    beliefs: pd.DataFrame | None
    groups: pd.DataFrame | None
    ds: xr.Dataset
    parameters: dict[str, float]

    @property
    def facts(self) -> dict[str, Any]:
        """What all of it has in common: `steppe.levers.tables.facts`."""
        return dict(self.ends.attrs)


def read_lever_file(path: str | os.PathLike[str], level: float) -> LeverFile:
    """Read a file of ``steppe levers``.

    Parameters
    ----------
    path
        The file.
    level
        Probability that intervals are made for.

    Returns
    -------
    LeverFile

    Raises
    ------
    SteppeFileError
        The file is another kind of result, or lacks what such files hold.
    """
    with results.open_results(path) as ds:
        check_record(ds, path, "levers")
        ds.load()
    try:
        has_beliefs = "belief" in ds.coords
        groups = None
        if has_beliefs:
            groups = tables.joined_groups(ds)
        return LeverFile(
            tables.ends(ds, level),
            tables.turns(ds),
            tables.break_even(ds, level),
            tables.beliefs(ds) if has_beliefs else None,
            groups,
            ds,
            results.parameter_values(path),
        )
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise results.SteppeFileError(
            f"{path} lacks what files of 'steppe levers' hold ({type(error).__name__}: {error}); write it again"
        ) from error
