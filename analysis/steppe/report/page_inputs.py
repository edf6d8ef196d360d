"""What the sections of a page are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steppe.io.unfinished import finished_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import xarray as xr

    from steppe.attribution.read import Attribution
    from steppe.benefit.read import BenefitFile
    from steppe.brief.read import Headline
    from steppe.calibration.read import CalibrationFile
    from steppe.effects.findings import Findings
    from steppe.effects.monthly_series import MonthlyStatistics
    from steppe.hazard.monthly import MonthlyHazard
    from steppe.hazard.read import HazardFile
    from steppe.hazard.record import RecordFile
    from steppe.hindcast.read import HindcastFile
    from steppe.levers.read import LeverFile
    from steppe.live.engine import LiveEngine
    from steppe.rivals.read import Rival


FIRST_RUNS = 4096
"""Runs that figures of single runs are drawn of."""


@dataclass(frozen=True)
class PageInputs:
    """Results, effects and what was recorded of them.

    Also the hazard of each month, where the file holds one, and the files that were given beside it.
    """

    ds: xr.Dataset
    effects: pd.DataFrame
    findings: Findings
    hedger: str
    names: Mapping[str, str]
    parameters: pd.DataFrame
    provenance: Mapping[str, Any]
    failures: pd.DataFrame
    monthly_hazard: MonthlyHazard | None = None
    attribution: Attribution | None = None
    rivals: Sequence[Rival] = ()
    hazard: HazardFile | None = None
    benefit: BenefitFile | None = None
    hindcast: HindcastFile | None = None
    headline: Headline | None = None
    record_file: RecordFile | None = None
    monthly: MonthlyStatistics | None = None
    levers: LeverFile | None = None
    live: LiveEngine | None = None
    calibration: CalibrationFile | None = None

    @property
    def first_runs(self) -> xr.Dataset:
        """The results, with the first runs only where there are many: for figures of single runs."""
        return self.ds.isel(replicate=slice(FIRST_RUNS)) if self.has_months else self.ds

    def caution(self, what: str, parameters: Mapping[str, float]) -> str:
        """Warn where something was made with other values of parameters; else empty."""
        own = dict(zip(self.parameters["key"], self.parameters["value"], strict=True))
        if own.keys() >= parameters.keys() and all(own[key] == value for key, value in parameters.items()):
            return ""
        return (
            f" Caution: the {what} was made with other values of parameters than the comparison on this page, so "
            "numbers of the two need not agree."
        )

    def name_of(self, key: str) -> str:
        """Name of an id; the id itself where it has none."""
        return self.names.get(key, key)

    @property
    def contrast(self) -> tuple[str, str]:
        """The arms that the page is about: treated and control."""
        return self.effects.attrs["treated"], self.effects.attrs["control"]

    @property
    def level(self) -> str:
        """The level of the intervals: ``90 %``."""
        return self.findings.level

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
            return finished_runs(self.ds, list(self.contrast))
        return int(self.effects["pairs"].max())

    @property
    def months(self) -> int:
        """Length of the runs."""
        return self.ds.sizes["time"] if "time" in self.ds.sizes else int(self.ds["outcome_months"].max())
