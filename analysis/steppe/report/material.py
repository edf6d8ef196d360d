"""What a page is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import xarray as xr

    from steppe.report.findings import Findings


@dataclass(frozen=True)
class Material:
    """Results, effects and what was recorded of them."""

    ds: xr.Dataset
    effects: pd.DataFrame
    findings: Findings
    hedger: str
    names: Mapping[str, str]
    parameters: pd.DataFrame
    provenance: Mapping[str, Any]
    failures: pd.DataFrame
