"""Which command wrote a file: a page refuses what it cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe.io.results import SteppeFileError

if TYPE_CHECKING:
    import os

    import xarray as xr


COMMANDS = {"calibration": "calibrate", "hazard_record": "hazard --baseline observed"}
"""Commands that are called otherwise than what they record."""


def check_compares(ds: xr.Dataset, path: str | os.PathLike[str]) -> None:
    """Refuse results that compare no arms.

    Parameters
    ----------
    ds
        Results of `steppe.open`.
    path
        Where they are from.

    Raises
    ------
    SteppeFileError
        They have no arms, as an attribution has none.
    """
    if "arm" not in ds.coords:
        raise SteppeFileError(
            f"{path} compares no arms (record: {ds.attrs.get('record', 'unknown')}). Give a file of 'steppe compare'; "
            "steppe-report takes others beside it, with --attribution, --hazard and --benefit."
        )


def check_record(ds: xr.Dataset, path: str | os.PathLike[str], record: str) -> None:
    """Refuse results of another command than the one whose name they record.

    Parameters
    ----------
    ds
        Results of `steppe.open`.
    path
        Where they are from.
    record
        ``hazard``, ``benefit`` or another.

    Raises
    ------
    SteppeFileError
        They are of another command.
    """
    held = str(ds.attrs.get("record", "trajectories"))
    if held != record:
        command = COMMANDS.get(record, record)
        raise SteppeFileError(
            f"{path} is no {record} (record: {held}); write one with 'steppe {command} SCENARIO -o OUT.h5'"
        )
