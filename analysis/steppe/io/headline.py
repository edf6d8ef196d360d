"""The headline of a comparison: effects with parameters drawn, as the file of ``steppe compare`` holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xarray as xr

from steppe.io.results import open_checked
from steppe.io.trusted import SteppeFileError, faults_of_file

if TYPE_CHECKING:
    import os

GROUP = "headline"
REQUIRED = ("difference", "effect", "outcome", "outcome_units", "statistic")


def read_headline(path: str | os.PathLike[str]) -> xr.Dataset:
    """Read what an arm changes over another with parameters drawn, one pair of runs a draw.

    Parameters
    ----------
    path
        File written by ``steppe compare``.

    Returns
    -------
    xarray.Dataset
        In memory. ``effect(contrast, outcome, statistic)`` has what the engine prints: ``pairs``, ``mean``,
        ``mean_low`` and ``mean_high`` (90 %), quantiles ``q05``, ``q25``, ``median``, ``q75``, ``q95`` and
        ``share_positive`` with the ends of its 90 % interval. ``difference(contrast, outcome, replicate)`` has each
        draw, in ``outcome_units``. ``headline_outcome`` and ``usd_per_g`` (billions of USD in a unit of G), over
        ``headline_hedger``, say which outcome is the headline of each hedger; absent where too few pairs ran. The
        attribute ``parameters`` says what the draws are from.

    Raises
    ------
    SteppeFileError
        The file is not a complete steppe result, or has no headline: it is not of ``compare``, or was written with
        ``--no-headline``.
    """
    with faults_of_file(path):
        with open_checked(path) as file:
            if GROUP not in file:
                raise SteppeFileError(
                    f"{path} has no headline. Give a file of 'steppe compare' that was run without --no-headline."
                )
            absent = [name for name in REQUIRED if name not in file[GROUP]]
            if absent:
                raise SteppeFileError(
                    f"{path} lacks {', '.join(absent)} in its group /{GROUP} (docs/output.md). "
                    "It was edited after it was written: run the command that wrote it again."
                )
        with xr.open_dataset(path, engine="h5netcdf", group=GROUP) as ds:
            return ds.load()
