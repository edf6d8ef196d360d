"""Makes of single runs what ``--record summary`` keeps of them, by xarray's own statistics."""

from __future__ import annotations

import pandas as pd
import xarray as xr

QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]
STATISTICS = ["mean", "standard_deviation", "minimum", "maximum"]


def summary_of(ds: xr.Dataset, measures: list[str]) -> xr.Dataset:
    """Statistics over replicates of the given measures."""
    parts = {"completed": ("arm", (ds["job_state"] == 1).sum("replicate").to_numpy())}
    for name in measures:
        runs = ds[name].astype("f8")
        found = [runs.mean("replicate"), runs.std("replicate", ddof=1), runs.min("replicate"), runs.max("replicate")]
        statistics = xr.concat(found, pd.Index(STATISTICS, name="statistic")).assign_attrs(ds[name].attrs)
        parts |= {name: statistics, f"{name}_quantile": runs.quantile(QUANTILES, "replicate")}
    return xr.Dataset(parts, attrs={**ds.attrs, "record": "summary"})
