"""How likely an accession is, month by month, where the leadership decides for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.effects.monthly_series import rounded, select_element
from steppe.effects.offered import OWN_CHOICE
from steppe.io.unfinished import measures
from steppe.stats.intervals import Estimate, draws_of, share_interval, subset_mean_interval

if TYPE_CHECKING:
    import xarray as xr
    from numpy.typing import NDArray

FEWEST = 20  # runs still outside for which an interval and a spread are shown
AFTER = (12, 60)  # months after which the share that has joined is reported


@dataclass(frozen=True)
class MonthlyHazard:
    """Accession month by month in the runs of one arm.

    Attributes
    ----------
    arm
        The arm.
    probability
        Runs by months: probability of acceding in the month of a run still outside; NaN of others.
    joined
        Runs by months: whether a run has acceded by the end of the month; empty where the file does not say.
    times
        First day of each month.
    level
        Of the intervals.
    draws
        The draw of the parameters that each run belongs to, where several share one: then intervals are over draws.
    """

    arm: str
    probability: NDArray[np.float64]
    joined: NDArray[np.bool]
    times: pd.DatetimeIndex
    level: float
    draws: NDArray[np.int64] | None = None

    @property
    def opening(self) -> Estimate:
        """Mean probability of acceding in the first month, with its interval over runs."""
        return self.mean_in(slice(0, 1))

    @property
    def following(self) -> Estimate:
        """Mean over the next eleven months of the runs still outside, with its interval over runs."""
        return self.mean_in(slice(1, AFTER[0]))

    @property
    def monthly(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Mean of each month over the runs still outside, and how many those are."""
        left = np.isfinite(self.probability).sum(axis=0)
        return np.nansum(self.probability, axis=0) / np.maximum(left, 1), left

    def joined_after(self, months: int) -> Estimate:
        """Share of the runs that have acceded after so many months, with its interval.

        Parameters
        ----------
        months
            From 1.

        Returns
        -------
        Estimate
            Wilson's interval, which also has a width where the share is 0 or 1.
        """
        return share_interval(self.joined[:, months - 1].astype(float), self.level, self.draws)

    def series(self) -> dict[str, list]:
        """Probability over the runs still outside, and how many those are, for scripts."""
        outside = np.isfinite(self.probability)
        statistics = np.full((4, len(self.times)), np.nan)
        for month in np.flatnonzero(outside.any(axis=0)):
            values = self.probability[:, month]
            mean, low, high = subset_mean_interval(values, self.level, self.draws)
            statistics[0, month] = mean
            if outside[:, month].sum() >= FEWEST:
                statistics[1:, month] = (high - low) / 2, *np.nanquantile(values, (0.05, 0.95))
        return {"values": rounded(statistics), "outside": outside.sum(axis=0).tolist(), "runs": len(outside)}

    def mean_in(self, months: slice) -> Estimate:
        """Mean over some months of the runs still outside, with its interval over runs.

        Parameters
        ----------
        months
            Which; each run counts once, with the mean of its months outside.

        Returns
        -------
        Estimate
            A probability, and so are the ends; NaN where no run is outside.
        """
        part = self.probability[:, months]
        outside = np.isfinite(part)
        of_run = np.full(len(part), np.nan)
        np.divide(np.nansum(part, axis=1), outside.sum(axis=1), out=of_run, where=outside.any(axis=1))
        return subset_mean_interval(of_run, self.level, self.draws).of_probability()


def monthly_hazard(ds: xr.Dataset, hedger: str, level: float) -> MonthlyHazard | None:
    """Follow accession in the arm in which the leadership decides.

    Parameters
    ----------
    ds
        Results of `steppe.open` with months of single runs.
    hedger
        Whose accession.
    level
        Probability that intervals are made for.

    Returns
    -------
    MonthlyHazard or None
        None where the file does not hold the arm or the measure, or no run is ever outside an open accord.
    """
    monthly = [name for name in measures(ds) if _is_monthly_probability(ds[name])]
    if OWN_CHOICE not in ds["arm"].values or not monthly:
        return None
    row = {"hedger": hedger, "element": ""}

    def runs(name: str) -> np.ndarray:
        chosen = select_element(ds[name].sel(arm=OWN_CHOICE, drop=True), row)
        return chosen.transpose("replicate", "time").to_numpy().astype(float)

    probability = runs(monthly[0])
    finished = np.isfinite(probability).all(axis=1)
    outside = np.where(probability > 0, probability, np.nan)[finished]
    if not np.isfinite(outside).any():
        return None
    joined = runs("has_joined")[finished] > 0 if "has_joined" in ds else np.empty((0, outside.shape[1]), bool)
    draws = draws_of(ds)
    return MonthlyHazard(
        OWN_CHOICE,
        outside,
        joined,
        pd.DatetimeIndex(ds["time"].values),
        level,
        None if draws is None else draws[finished],
    )


def _is_monthly_probability(measure: xr.DataArray) -> bool:
    """Whether a measure is a probability of each month for itself, whose outcome is its mean."""
    return bool(measure.attrs.get("is_probability", 0)) and measure.attrs.get("reduction") == "mean"
