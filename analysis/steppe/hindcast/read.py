"""Files of ``steppe hindcast``: forecasts from past years, and how they scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.io import results
from steppe.io.file_kinds import check_record

if TYPE_CHECKING:
    import os

    import xarray as xr

QUANTILES = ("q05", "q25", "median", "q75", "q95")
RANKED = ("driver", "group", "horizon")


@dataclass(frozen=True)
class HindcastFile:
    """What a file of ``steppe hindcast`` holds.

    Attributes
    ----------
    scores
        A row for each group, horizon, mode and baseline, in the columns that `steppe.figures.skill_by_horizon` and
        `steppe.figures.coverage_by_horizon` read; skills with fewer than three origins have no interval.
    panel
        Skill for points in UN votes over several states, clustered by state.
    transforms
        Probability integral transforms of the observations, for `steppe.figures.pit_histograms`.
    forecasts, observed
        Quantiles of the forecasts, and what was observed, for `steppe.figures.hindcast_fans`. Forecasts have a column
        ``mode`` besides.
    placebos
        The place of each driver, known, among its placebos.
    units
        Unit of each series.
    members
        Members of a forecast.
    """

    scores: pd.DataFrame
    panel: pd.DataFrame
    transforms: pd.DataFrame
    forecasts: pd.DataFrame
    observed: pd.DataFrame
    placebos: pd.DataFrame
    units: dict[str, str]
    members: int


def read_hindcast_file(path: str | os.PathLike[str]) -> HindcastFile:
    """Read a file of ``steppe hindcast``.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    HindcastFile

    Raises
    ------
    SteppeFileError
        The file is another kind of result.
    ValueError
        Nothing in it was scored.
    """
    with results.open_results(path) as ds:
        check_record(ds, path, "hindcast")
        ds.load()
    scores = _scores(ds)
    if scores.empty:
        raise ValueError(f"{path}: no forecast was scored; its observations end before the first horizon")
    series = {name: [str(one) for one in ds[f"series_{name}"].to_numpy()] for name in ("group", "units")}
    names = [str(one) for one in ds["series"].to_numpy()]
    groups = dict(zip(names, series["group"], strict=True))
    return HindcastFile(
        scores,
        _table(ds, ["panel_skill", "panel_skill_low", "panel_skill_high", "panel_states"], "panel_skill").rename(
            columns=lambda name: name.removeprefix("panel_").removeprefix("skill_") if "_" in name else name
        ),
        _table(ds, ["pit"], "pit").assign(group=lambda rows: rows["series"].map(groups)),
        _table(ds, [f"forecast_{name}" for name in QUANTILES], "forecast_median")
        .rename(columns={f"forecast_{name}": name for name in QUANTILES})
        .assign(year=lambda rows: rows["origin"] + rows["horizon"], group=lambda rows: rows["series"].map(groups)),
        _table(ds, ["observed"], "observed").rename(columns={"observed": "value"}),
        _table(ds, ["placebo_rank", "placebo_of"], "placebo_rank"),
        dict(zip(names, series["units"], strict=True)),
        int(ds["forecast_members"]),
    )


def _scores(ds: xr.Dataset) -> pd.DataFrame:
    rows = _table(
        ds,
        ["skill", "skill_low", "skill_high", "skill_degrees_of_freedom", "skill_few", "energy_skill", "scored_origins"],
        "skill",
    ).rename(columns={"scored_origins": "origins"})
    rows = rows.rename(columns=lambda name: name.removeprefix("skill_"))
    coverage = _table(ds, ["coverage50", "coverage90"], "coverage50")
    rows = rows.merge(coverage, on=["group", "horizon", "mode"], how="left")
    return rows.assign(few=rows["few"].astype(bool), origins=rows["origins"].astype(int))


def _table(ds: xr.Dataset, names: list[str], known: str) -> pd.DataFrame:
    """Rows of variables over the same dimensions where one of them is known, in the order of the file."""
    rows = ds[names].reset_coords(drop=True).to_dataframe().reset_index()
    rows = rows[rows[known].notna()].reset_index(drop=True)
    for name in ("horizon", "origin", "year"):
        if name in rows:
            rows[name] = rows[name].astype(int)
    for name in ("group", "mode", "baseline", "series", "driver"):
        if name in rows:
            rows[name] = rows[name].astype(str)
    order = [name for name in ("mode", "group", "series", "driver", "origin", "horizon") if name in rows]
    at = {name: {str(one): i for i, one in enumerate(np.atleast_1d(ds[name].to_numpy()))} for name in order}
    keys = pd.DataFrame({name: rows[name].map(lambda one, name=name: at[name].get(str(one), one)) for name in order})
    return rows.loc[keys.sort_values(order, kind="stable").index].reset_index(drop=True)
