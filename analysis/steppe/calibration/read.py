"""Files of ``steppe calibrate``: draws of parameters given the record, beside their priors."""

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

MOVED = 0.1
"""Contraction from which the record is said to move a parameter."""
ENDS = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}


@dataclass(frozen=True)
class CalibrationFile:
    """What a file of ``steppe calibrate`` holds.

    Attributes
    ----------
    parameters
        A row for each parameter: ``parameter``, ``unit``, quantiles of prior and posterior (``prior_q05`` to
        ``posterior_q95``), ``contraction`` (1 less the variance of the posterior over that of the prior) and ``moved``,
        whether that is `MOVED` or more.
    draws, prior
        A column for each parameter; of the posterior with ``weight``, of the prior by even quantiles, each by itself.
    ranks
        A row for each synthetic world and a column for each parameter: the weight of draws below the truth. Empty where
        none was asked for; worlds of which no draw was left are not in it.
    worlds
        Synthetic worlds that were calibrated on, those included of which no draw was left.
    waves, generations
        How the draws came about.
    effective, cutoff
        Effective number of draws; the last year that was fitted to.
    """

    parameters: pd.DataFrame
    draws: pd.DataFrame
    prior: pd.DataFrame
    ranks: pd.DataFrame
    worlds: int
    waves: pd.DataFrame
    generations: pd.DataFrame
    effective: float
    cutoff: int

    @property
    def moved(self) -> int:
        """How many parameters the record moved."""
        return int(self.parameters["moved"].sum())


def read_calibration_file(path: str | os.PathLike[str]) -> CalibrationFile:
    """Read a file of ``steppe calibrate``.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    CalibrationFile

    Raises
    ------
    SteppeFileError
        The file is another kind of result.
    """
    with results.open_results(path) as ds:
        check_record(ds, path, "calibration")
        ds.load()
    keys = [str(key) for key in ds["parameter"].to_numpy()]
    columns = {
        "unit": [str(unit) for unit in ds["parameter_units"].to_numpy()],
        "contraction": ds["contraction"].to_numpy(),
        "explained": ds["explained"].to_numpy(),
    }
    for which in ("prior", "posterior"):
        at = ds[f"{which}_quantile"].transpose("parameter", "probability")
        columns |= {
            f"{which}_{name}": at.sel(probability=probability, method="nearest").to_numpy()
            for name, probability in ENDS.items()
        }
    parameters = pd.DataFrame({"parameter": keys, **columns})
    ranks = pd.DataFrame(ds["rank"].to_numpy(), columns=keys) if "rank" in ds else pd.DataFrame(columns=keys)
    return CalibrationFile(
        parameters.assign(moved=parameters["contraction"] >= MOVED),
        pd.DataFrame(ds["draws"].to_numpy(), columns=keys).assign(weight=ds["weight"].to_numpy()),
        pd.DataFrame(ds["prior_draws"].to_numpy(), columns=keys),
        ranks.dropna(),
        len(ranks),
        _columns(ds, "wave", "wave_draws", "wave_kept", "wave_nearest"),
        _columns(ds, "generation", "tolerance", "simulated", "accepted", "generation_effective"),
        float(ds["effective_size"]),
        int(ds["cutoff"]),
    )


def _columns(ds: xr.Dataset, over: str, *names: str) -> pd.DataFrame:
    return pd.DataFrame({name: np.atleast_1d(ds[name].to_numpy()) for name in names}, index=ds[over].to_numpy())
