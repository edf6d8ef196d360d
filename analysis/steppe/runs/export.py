"""Results for other tools: frames that fit in memory, workbooks, and ArviZ."""

from __future__ import annotations

import os
import tempfile
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xarray as xr

from steppe.io.frame import check_size
from steppe.io.trusted import SteppeFileError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHEET = 31
"""Characters that a name of a sheet may have."""
MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""


def unknown_name(name: str, known: Sequence[str], what: str) -> SteppeFileError:
    """Say that there is nothing of that name, and what may have been meant."""
    close = get_close_matches(name, known, 1)
    meant = f"; did you mean '{close[0]}'?" if close else f"; there are {', '.join(known)}"
    return SteppeFileError(f"'{name}' is no {what}{meant}")


def tidy_outcomes(values: xr.DataArray) -> pd.DataFrame:
    """Outcomes of single runs, one in a row.

    Parameters
    ----------
    values
        As of `steppe.compare.outcomes`.

    Returns
    -------
    pandas.DataFrame
        ``arm``, (``point``,) ``replicate``, ``outcome``, ``measure``, ``hedger``, ``element``, ``unit``, ``value``.
    """
    dims = [str(dim) for dim in values.dims if dim != "outcome"]
    check_size(values.size, 9 + len(dims), "the outcomes", "name fewer measures")
    labels = [name for name in ("measure", "hedger", "element", "unit") if name in values.coords]
    frame = values.transpose(*dims, "outcome").to_dataframe("value").reset_index()
    return frame[[*dims, "outcome", *labels, "value"]]


def tidy_months(values: xr.DataArray) -> pd.DataFrame:
    """Months of one measure, one in a row: every dimension a column, and ``value``."""
    check_size(values.size, values.ndim + 1, f"the months of {values.name}", "select fewer runs or months")
    return values.drop_vars(set(values.coords) - set(values.dims)).to_dataframe("value").reset_index()


def provenance_table(origin: Mapping[str, Any]) -> pd.DataFrame:
    """Where results are from, a line each; the texts of scenarios stay in the file."""
    return pd.DataFrame(
        [(name, str(value)) for name, value in origin.items() if name != "scenario"], columns=["name", "value"]
    )


def write_workbook(path: Path, tables: Mapping[str, pd.DataFrame], *, force: bool) -> Path:
    """Write tables as sheets, beside the final name, then rename.

    Parameters
    ----------
    path
        Workbook.
    tables
        By name of the sheet.
    force
        Whether to replace an existing file.

    Returns
    -------
    pathlib.Path
        The workbook.
    """
    if find_spec("openpyxl") is None:
        raise ModuleNotFoundError("workbooks need openpyxl: pip install openpyxl, or 'steppe[excel]'", name="openpyxl")
    if path.exists() and not force:
        raise FileExistsError(f"{path} exists already; give another name, or force=True to replace it")
    for name, one in tables.items():
        if len(one) > MOST_ROWS:
            raise SteppeFileError(
                f"{name} has {len(one)} rows, a sheet at most {MOST_ROWS}: write to_frame().to_parquet(...)"
            )
    number, beside = tempfile.mkstemp(prefix=f"{path.name}.tmp-", suffix=".xlsx", dir=path.parent)
    os.close(number)
    try:
        with pd.ExcelWriter(beside, engine="openpyxl") as book:
            for name, one in tables.items():
                one.to_excel(book, sheet_name=name[:SHEET], index=False)
        mask = os.umask(0)
        os.umask(mask)
        Path(beside).chmod(0o666 & ~mask)
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
    return path


def inference_data(ds: xr.Dataset, values: xr.DataArray) -> Any:  # noqa: ANN401
    """Lay runs out as ArviZ has them: groups ``prior`` and ``prior_predictive``, over ``chain`` and ``draw``.

    Parameters
    ----------
    ds
        Results of `steppe.open` that keep single runs.
    values
        Their outcomes (`steppe.compare.outcomes`).

    Returns
    -------
    xarray.DataTree or arviz.InferenceData
        The second where the installed ArviZ is older than 1.
    """
    varied = [name for name in ds.data_vars if str(name).startswith("parameter_")]
    if "point" in values.dims:
        values = values.mean("replicate").rename(point="draw")
        prior = ds[varied].rename(point="draw").reset_coords(drop=True)
    else:
        values, prior = values.rename(replicate="draw"), xr.Dataset()
    about = ["measure", "hedger", "element", "unit"]
    kept = [name for name in ("arm", "draw", "outcome", *about) if name in values.coords]
    values = values.reset_coords(drop=True) if not kept else values.drop_vars(set(values.coords) - set(kept))
    values = values.assign_coords(
        {name: values[name].astype(str) for name in kept if values[name].dtype == np.dtype(object)}
    )
    groups = {"prior_predictive": values.to_dataset(name="outcomes").expand_dims(chain=[0])}
    if prior.data_vars:
        groups["prior"] = prior.expand_dims(chain=[0])
    groups = {name: group.transpose("chain", "draw", ...) for name, group in groups.items()}
    if _arviz_is_old():
        import arviz

        return arviz.InferenceData(**groups)
    return xr.DataTree.from_dict({f"/{name}": group for name, group in groups.items()})


def _arviz_is_old() -> bool:
    try:
        return int(version("arviz").split(".")[0]) < 1
    except PackageNotFoundError:
        return False
