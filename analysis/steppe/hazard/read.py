"""Files of ``steppe hazard``: what the hazard of the opening month depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steppe.hazard import tables
from steppe.io import results
from steppe.io.declared import long_names
from steppe.io.file_kinds import check_record

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd
    import xarray as xr

MOST_SWINGS = 12  # parameters that the page tells of


@dataclass(frozen=True)
class HazardFile:
    """What a file of ``steppe hazard`` holds of one hedger.

    Attributes
    ----------
    months, incentives, conditions, world
        Tables of `steppe.timing`; the last three of the opening month.
    condition_words
        Words of the conditions of a month.
    swings
        The largest, of `steppe.tables.swings`; None where the file holds none.
    ds
        The results, for figures.
    parameters
        Value of every parameter by its key.
    """

    months: pd.DataFrame
    incentives: pd.DataFrame
    conditions: pd.DataFrame
    world: pd.DataFrame
    condition_words: Mapping[str, str]
    swings: pd.DataFrame | None
    ds: xr.Dataset
    parameters: dict[str, float]

    @property
    def replicates(self) -> int:
        """Replicates of the run."""
        return int(self.months.attrs["replicates"])

    def level(self, name: str) -> tuple[float, float, float]:
        """Probability of acceding in the opening month, with its interval.

        Parameters
        ----------
        name
            ``hazard``, ``typical`` or ``without_incentives``.
        """
        mean, low, high = (float(self.months[f"{name}{end}"].iloc[0]) for end in ("", "_low", "_high"))
        return mean, low, high


def read_hazard_file(path: str | os.PathLike[str], hedger: str, level: float) -> HazardFile:
    """Read a file of ``steppe hazard``.

    Parameters
    ----------
    path
        The file.
    hedger
        Whose accession.
    level
        Probability that intervals are made for.

    Returns
    -------
    HazardFile

    Raises
    ------
    SteppeFileError
        The file is another kind of result.
    ValueError
        It is not about the hedger.
    """
    with results.open_results(path) as ds:
        check_record(ds, path, "hazard")
        ds.load()
    who = hedger or None
    try:
        return HazardFile(
            tables.months(ds, who, level),
            tables.incentives(ds, 0, who, level),
            tables.conditions(ds, 0, who, level),
            tables.world(ds, 0, level),
            long_names(ds, "condition"),
            tables.swings(ds, who, level).head(MOST_SWINGS) if "swing" in ds else None,
            ds,
            results.parameter_values(path),
        )
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    except (LookupError, TypeError, AttributeError) as error:
        raise results.SteppeFileError(
            f"{path} lacks what files of 'steppe hazard' hold ({type(error).__name__}: {error}); write it again"
        ) from error
