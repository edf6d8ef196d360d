"""Read the file of a run: results, provenance, parameters and failures (docs/output.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import h5py
import numpy as np
import pandas as pd
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

if TYPE_CHECKING:
    import os

SCHEMA_MAJOR = 1
JOB_DIMENSIONS = ("arm", "point", "replicate")
JOB_STATES = {"missing": 0, "ok": 1, "failed": 2}
FAILURE_COLUMNS = ["arm", "point", "replicate", "month", "message"]


REQUIRED = {
    "trajectories": ("arm", "point", "replicate", "time", "job_state"),
    "final": ("arm", "point", "replicate", "outcome", "job_state"),
    "summary": ("arm", "point", "time", "outcome", "statistic", "quantile", "completed"),
}
"""What a file must hold, by what it records."""


class SteppeFileError(ValueError):
    """A file that this package cannot read as a steppe result; the message says what to do."""


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


def open_results(path: str | os.PathLike[str]) -> xr.Dataset:
    """Open a result file; values are read when they are used.

    Parameters
    ----------
    path
        File written by ``steppe run``, ``compare`` or ``sweep``.

    Returns
    -------
    xarray.Dataset
        One variable per measure, with ``units`` and ``long_name`` as attributes (of a run that kept only final
        outcomes, one variable ``outcomes``; of a summary, statistics over replicates: docs/output.md). The attribute
        ``record`` says which. A ``point`` dimension of size 1
        becomes a scalar coordinate. Runs that failed or are missing are NaN; ``job_state`` says which, and the
        attributes ``jobs_ok``, ``jobs_failed`` and ``jobs_missing`` count them. Close it, or use it in a ``with``
        statement.

    Raises
    ------
    SteppeFileError
        The file is not a complete steppe result of schema version 1.
    FileNotFoundError, PermissionError
        The file is not there or may not be read.
    """
    with _open_checked(path) as file:
        commit = _text(file["provenance"].attrs.get("git_commit", "")) if "provenance" in file else ""
    raw = xr.open_dataset(path, engine="h5netcdf", decode_timedelta=False)
    try:
        ds = _mask_unfinished(raw)
    except BaseException:
        raw.close()
        raise
    ds.attrs["git_commit"] = commit
    if ds.sizes["point"] == 1:
        ds = ds.isel(point=0)
    ds.set_close(raw.close)
    return ds


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


def provenance(path: str | os.PathLike[str]) -> dict[str, Any]:
    """How a file came about.

    Parameters
    ----------
    path
        Result file.

    Returns
    -------
    dict
        The attributes of the file's ``/provenance`` (git_commit, compiler, flags, lane_width, isa, schema_version,
        ...), ``seed`` where the file has one, and ``scenario``: the text of every scenario file by its path, base
        first.
    """
    with _open_checked(path) as file:
        group = _subgroup(file, "provenance", path)
        found = {name: _plain(value) for name, value in group.attrs.items()}
        if "seed" in file and "seed" not in found:
            found["seed"] = int(np.ravel(file["seed"][()])[0])
        found["scenario"] = _scenario_texts(group)
    return found


def parameters(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Every parameter of the run with its value, range, evidence and source.

    Parameters
    ----------
    path
        Result file.

    Returns
    -------
    pandas.DataFrame
        One row per parameter: key, value, unit, range_low, range_high, prior, tag (E estimated, L literature, A
        article, J judgement, D disputed), source, section of docs/model.md, origin.
    """
    with _open_checked(path) as file:
        group = _subgroup(file, "provenance/parameters", path)
        table = _columns(group)
    if "tag" in table:
        table["tag"] = table["tag"].str[:1].str.upper()
    return table


def failures(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Runs that failed: arm, point, replicate, month and message.

    Parameters
    ----------
    path
        Result file.

    Returns
    -------
    pandas.DataFrame
        One row per failed run; empty when none failed.
    """
    with _open_checked(path) as file:
        if "failures" not in file or not len(file["failures"]):
            return pd.DataFrame(columns=FAILURE_COLUMNS)
        table = _columns(file["failures"])
        arms = [_text(name) for name in file["arm"][()]]
    if "arm" in table and pd.api.types.is_integer_dtype(table["arm"]):
        table["arm"] = [arms[index] for index in table["arm"]]
    return table


def labels(path: str | os.PathLike[str]) -> dict[str, str]:
    """Names that the scenario gives to its actors and channels, by id.

    Parameters
    ----------
    path
        Result file. Its scenario may say, for example, ``[partner.ISR]`` with ``name = "Israel"``.

    Returns
    -------
    dict
        ``{"ISR": "Israel"}``; ids without a name are absent.
    """
    with _open_checked(path) as file:
        settings = _columns(_subgroup(file, "provenance/settings", path))
    names: dict[str, str] = {}
    for key, value in zip(settings["key"], settings["value"], strict=True):
        match key.split("."):
            case [_, identity, "name"] if value:
                names[identity] = value
    return names


def _open_checked(path: str | os.PathLike[str]) -> h5py.File:
    file = _open_hdf5(Path(path))
    try:
        _check_schema(file, path)
    except BaseException:
        file.close()
        raise
    return file


def _open_hdf5(path: Path) -> h5py.File:
    with path.open("rb"):  # a missing or unreadable file is reported by the operating system, by name
        pass
    if not h5py.is_hdf5(path):
        raise SteppeFileError(
            f"{path} is not an HDF5 file. Give the file that 'steppe compare ... -o OUT.h5' wrote; "
            "if it should be that file, it was damaged or never completed: run the command again."
        )
    try:
        return h5py.File(path, "r")
    except OSError as error:
        raise SteppeFileError(
            f"{path} is damaged or incomplete ({error}). Copy it again, or run the command that wrote it again."
        ) from error


def _check_schema(file: h5py.File, path: str | os.PathLike[str]) -> None:
    if _text(file.attrs.get("filetype", "")) != "steppe":
        raise SteppeFileError(
            f"{path} is an HDF5 file, but not one that steppe wrote (its attribute 'filetype' is not 'steppe'). "
            "Give the file that 'steppe compare ... -o OUT.h5' wrote."
        )
    version = _text(file.attrs.get("schema_version", ""))
    if version.split(".")[0] != str(SCHEMA_MAJOR):
        raise SteppeFileError(
            f"{path} has schema version {version or 'unknown'}; this package reads version {SCHEMA_MAJOR}.x. "
            "Install the analysis package of the steppe version that wrote the file (pip install ./analysis in its "
            "checkout), or write the file again with the engine of this checkout."
        )
    record = _text(file.attrs.get("record", "trajectories"))
    absent = [name for name in REQUIRED.get(record, REQUIRED["trajectories"]) if name not in file]
    if absent:
        raise SteppeFileError(
            f"{path} lacks {', '.join(absent)}, which every steppe result has (docs/output.md). "
            "It was edited or not written to its end: run the command that wrote it again."
        )


def _mask_unfinished(raw: xr.Dataset) -> xr.Dataset:
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


def _subgroup(file: h5py.File, name: str, path: str | os.PathLike[str]) -> h5py.Group:
    if name not in file:
        raise SteppeFileError(
            f"{path} has no group /{name}. It was edited after it was written: run the command that wrote it again."
        )
    return file[name]


def _scenario_texts(group: h5py.Group) -> dict[str, str]:
    if "files" not in group:
        return {}
    table = _columns(group["files"])
    return dict(zip(table["path"], table["text"], strict=True))


def _columns(group: h5py.Group) -> pd.DataFrame:
    """Parallel arrays of a group as the columns of a table."""
    return pd.DataFrame({name: _column(dataset[()]) for name, dataset in group.items()})


def _column(values: np.ndarray) -> list[Any] | np.ndarray:
    return [_text(value) for value in values] if values.dtype.kind in "OS" else values


def _plain(value: object) -> object:
    if isinstance(value, bytes | str):
        return _text(value)
    array = np.asarray(value)
    return array.item() if array.size == 1 else array.tolist()


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
