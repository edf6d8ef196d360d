"""Read the file of a run: results, provenance, parameters and failures (docs/output.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from steppe.io.frame import Results
from steppe.io.trusted import SteppeFileError, check_objects, faults_of_file
from steppe.io.unfinished import mask_unfinished, measures
from steppe.text import name_of_text

if TYPE_CHECKING:
    import os

__all__ = ["SteppeFileError", "failures", "labels", "measures", "open_results", "parameters", "provenance"]

SCHEMA_MAJOR = 3
FAILURE_COLUMNS = ["arm", "point", "replicate", "month", "message"]


REQUIRED = {
    "trajectories": ("arm", "point", "replicate", "time", "job_state"),
    "final": ("arm", "point", "replicate", "outcome", "job_state"),
    "summary": ("arm", "point", "time", "outcome", "statistic", "quantile", "completed"),
    "attribution": ("contrast", "incentive", "coalition", "replicate", "outcome", "share", "coalition_mean"),
    "hazard": ("time", "hedger", "hazard", "at_risk", "has_joined"),
    "hindcast": ("group", "horizon", "mode", "baseline", "series", "origin", "skill", "observed"),
    "condition": ("population", "outcome", "outcome_statistic", "effects", "match", "weight", "condition_runs"),
    "benefit": ("reading", "contrast", "outcome", "outcome_statistic", "effects"),
}
"""What a file must hold, by what it records."""


def open_results(path: str | os.PathLike[str]) -> xr.Dataset:
    """Open a result file; values are read when they are used.

    Parameters
    ----------
    path
        File written by ``steppe run``, ``compare``, ``sweep``, ``merge``, ``attribute``, ``hazard``, ``benefit`` or
        ``condition``.

    Returns
    -------
    xarray.Dataset
        It refuses to make a frame larger than memory (`steppe.io.frame.Results`).
        One variable per measure, with ``units`` and ``long_name`` as attributes; of a run that kept only final
        outcomes, one variable ``outcomes``; of a summary, statistics over replicates; of an attribution, shares of
        incentives (`steppe.attribution`); of benefit, effects by reading (`steppe.rivals`); of a condition, effects
        given the evidence (`steppe.condition`). The attribute ``record``
        says which, docs/output.md what each holds. A dimension ``point`` of size 1 becomes a scalar coordinate; a sweep
        keeps it, beside a variable ``parameter_<key>(point)`` for each parameter that it varies. Runs that failed or
        are missing are NaN; ``job_state`` says which, and the attributes ``jobs_ok``, ``jobs_failed`` and
        ``jobs_missing`` count them, where the file has it. Close the dataset, or use it in a ``with`` statement.

    Raises
    ------
    SteppeFileError
        The file is not a complete steppe result of schema version 3.
    FileNotFoundError, PermissionError
        The file is not there or may not be read.
    """
    with faults_of_file(path):
        with open_checked(path) as file:
            commit = _text(file["provenance"].attrs.get("git_commit", "")) if "provenance" in file else ""
        raw = xr.open_dataset(path, engine="h5netcdf", decode_timedelta=False)
        try:
            ds = mask_unfinished(raw)
        except BaseException:
            raw.close()
            raise
        ds.attrs["git_commit"] = commit
        if ds.sizes.get("point") == 1:
            ds = ds.isel(point=0)
        results = Results(ds.data_vars, ds.coords, ds.attrs)
        results.encoding = ds.encoding
        results.set_close(raw.close)
        return results


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
    with faults_of_file(path), open_checked(path) as file:
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
        One row per parameter: key, value, unit, range_low, range_high, prior, null (of a claim: the value of no
        effect), tag (E estimated, L literature, A article, J judgement, D disputed), source, section of docs/model.md,
        origin.
    """
    with faults_of_file(path), open_checked(path) as file:
        group = _subgroup(file, "provenance/parameters", path)
        table = _columns(group)
        if "tag" in table:
            table["tag"] = table["tag"].str[:1].str.upper()
        return table


def parameter_values(path: str | os.PathLike[str]) -> dict[str, float]:
    """Value of every parameter of the run, by its key; `path` is a result file."""
    table = parameters(path)
    return dict(zip(table["key"], table["value"], strict=True))


def failures(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Runs that failed: arm, point, replicate, month and message.

    Parameters
    ----------
    path
        Result file.

    Returns
    -------
    pandas.DataFrame
        One row per failed run; empty when none failed. Of an attribution, ``arm`` is the number of the arm among those
        that its contrasts needed, and ``point`` that of the coalition.
    """
    with faults_of_file(path), open_checked(path) as file:
        if "failures" not in file or not len(file["failures"]):
            return pd.DataFrame(columns=FAILURE_COLUMNS)
        table = _columns(file["failures"])
        arms = [_text(name) for name in file["arm"][()]] if "arm" in file else []
        if arms and "arm" in table and pd.api.types.is_integer_dtype(table["arm"]):
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
    with faults_of_file(path), open_checked(path) as file:
        settings = _columns(_subgroup(file, "provenance/settings", path))
        names: dict[str, str] = {}
        for key, value in zip(settings["key"], settings["value"], strict=True):
            match key.split("."):
                case [_, identity, "name"] if value:
                    names[identity] = name_of_text(value)
        return names


def open_checked(path: str | os.PathLike[str]) -> h5py.File:
    """Open a file that holds what its record demands, and nothing that leads out of it, or raise SteppeFileError."""
    file = _open_hdf5(Path(path))
    try:
        check_objects(file, path)
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
            f"{path} is not an HDF5 file. Give a file that a command of steppe wrote (-o OUT.h5); "
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
            "Give a file that a command of steppe wrote (-o OUT.h5)."
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
