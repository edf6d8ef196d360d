"""Which variables are measures, and runs of them that did not finish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

JOB_STATES = {"missing": 0, "ok": 1, "failed": 2}


def measures(ds: xr.Dataset) -> list[str]:
    """Names of the variables that are measures of the model, in the order of the file.

    Parameters
    ----------
    ds
        Results of `steppe.open`.

    Returns
    -------
    list of str
    """
    return [
        str(name)
        for name, variable in ds.data_vars.items()
        if "reduction" in variable.attrs and {"arm", "replicate", "time"} <= set(variable.dims)
    ]


def mask_unfinished(raw: xr.Dataset) -> xr.Dataset:
    """Make runs NaN that did not finish, still reading values only when they are used; count them in attributes."""
    if "job_state" not in raw:
        return raw.copy()
    state = raw["job_state"].fillna(JOB_STATES["missing"]).astype("int8").load().assign_attrs(raw["job_state"].attrs)
    finished = (state == JOB_STATES["ok"]).variable
    masked = {"job_state": state.variable}
    if not bool(finished.all()):
        for name in measures(raw):
            variable = raw[name].variable
            values = indexing.LazilyIndexedArray(_ValuesOfFinishedRuns(variable, finished))
            masked[name] = xr.Variable(variable.dims, values, variable.attrs)
    ds = raw.assign(masked)
    for name, code in JOB_STATES.items():
        ds.attrs[f"jobs_{name}"] = int((state == code).sum())
    return ds


def finished_runs(ds: xr.Dataset, arms: Sequence[str]) -> int:
    """Runs that finished in all of the given arms; of a summary, in that with the fewest."""
    if "job_state" not in ds:
        return int(ds["completed"].sel(arm=list(arms)).min())
    return int((ds["job_state"].sel(arm=list(arms)) == JOB_STATES["ok"]).all("arm").sum())


class _ValuesOfFinishedRuns(BackendArray):
    """A variable read on demand, NaN wherever the run did not finish."""

    def __init__(self, variable: xr.Variable, finished: xr.Variable) -> None:
        self.variable = variable
        self.finished = finished
        self.shape = variable.shape
        self.dtype = variable.dtype

    def __getitem__(self, key: indexing.ExplicitIndexer) -> np.ndarray:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER, self._read)

    def _read(self, key: tuple[Any, ...]) -> np.ndarray:
        where = dict(zip(self.variable.dims, key, strict=True))
        finished = self.finished.isel({dim: where[dim] for dim in self.finished.dims})
        return self.variable.isel(where).where(finished).to_numpy()
