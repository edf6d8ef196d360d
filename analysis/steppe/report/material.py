"""What a page is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steppe.figures.style import finished_runs
from steppe.results import SteppeFileError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import xarray as xr

    from steppe.report.attribution import Attribution
    from steppe.report.findings import Findings
    from steppe.report.gains import Gains
    from steppe.report.opening import Opening
    from steppe.report.rivals import Rival
    from steppe.report.timing import Timing


@dataclass(frozen=True)
class Material:
    """Results, effects and what was recorded of them; timing and what was given beside them where there is any."""

    ds: xr.Dataset
    effects: pd.DataFrame
    findings: Findings
    hedger: str
    names: Mapping[str, str]
    parameters: pd.DataFrame
    provenance: Mapping[str, Any]
    failures: pd.DataFrame
    timing: Timing | None = None
    attribution: Attribution | None = None
    rivals: Sequence[Rival] = ()
    opening: Opening | None = None
    gains: Gains | None = None

    def caution(self, what: str, parameters: Mapping[str, float]) -> str:
        """Warn where something was made with other values of parameters; else empty."""
        if dict(zip(self.parameters["key"], self.parameters["value"], strict=True)) == parameters:
            return ""
        return (
            f" Caution: the {what} was made with other values of parameters than the comparison on this page, so "
            "numbers of the two need not agree."
        )

    @property
    def record(self) -> str:
        """What the file keeps of each run."""
        return str(self.ds.attrs.get("record", "trajectories"))

    @property
    def has_months(self) -> bool:
        """Whether the file keeps the months of single runs."""
        return self.record == "trajectories"

    @property
    def arms(self) -> list[str]:
        """Arms of the file."""
        return [str(arm) for arm in self.ds["arm"].values]

    @property
    def pairs(self) -> int:
        """Pairs of runs that finished in both arms."""
        if "job_state" in self.ds:
            return finished_runs(self.ds, [self.effects.attrs["treated"], self.effects.attrs["control"]])
        return int(self.effects["pairs"].max())

    @property
    def months(self) -> int:
        """Length of the runs."""
        return self.ds.sizes["time"] if "time" in self.ds.sizes else int(self.ds["outcome_months"].max())


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
        ``hazard`` or ``benefit``.

    Raises
    ------
    SteppeFileError
        They are of another command.
    """
    held = str(ds.attrs.get("record", "trajectories"))
    if held != record:
        raise SteppeFileError(
            f"{path} is no {record} (record: {held}); write one with 'steppe {record} SCENARIO -o OUT.h5'"
        )
