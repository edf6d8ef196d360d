"""Tables of a file of ``steppe hazard``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.effects.compare import origin
from steppe.stats.intervals import wilson_interval, z_of

if TYPE_CHECKING:
    import xarray as xr

LEVEL = 0.90
HAZARDS = {
    "hazard": "hazard",
    "without_incentives": "hazard_without_incentives",
    "typical": "hazard_under_typical_conditions",
}
"""Columns of `months`, and the variables of the file that they are of."""


def months(ds: xr.Dataset, hedger: str | None = None, level: float = LEVEL) -> pd.DataFrame:
    """Accession month by month.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe hazard``.
    hedger
        Whose; the first of the file when not given.
    level
        Probability that the intervals are made for.

    Returns
    -------
    pandas.DataFrame
        Indexed by the first day of the month. ``at_risk``: replicates that had not joined before the month. ``hazard``,
        ``without_incentives`` and ``typical``: mean probability of acceding in the month over those replicates, as it
        is, with every incentive off in that month, and under typical conditions; 1/month, NaN where none is left.
        ``has_joined``: share of all replicates with an accession by the end of the month. Each but the first with
        ``_low`` and ``_high``. Attributes: ``hedger``, ``level``, ``replicates`` and where the file is from.

    Raises
    ------
    ValueError
        The file is another kind of result, or is not about the hedger.
    """
    of = _of(ds, hedger)
    table = pd.DataFrame(
        {"at_risk": of["at_risk"].to_numpy().astype(int)}, index=pd.DatetimeIndex(of["time"].values, name="time")
    )
    for column, name in HAZARDS.items():
        for key, values in _interval(of, name, level).items():
            table[column + key] = np.clip(values, 0.0, 1.0)
    for key, values in _interval_of_share(of, "has_joined", level).items():
        table[f"has_joined{key}"] = values
    return _attributed(table, of, level)


def incentives(ds: xr.Dataset, month: int | None = 0, hedger: str | None = None, level: float = LEVEL) -> pd.DataFrame:
    """Shapley shares of the incentives in the hazard of a month, beyond that with every one of them off.

    Parameters
    ----------
    ds, hedger, level
        As of `months`.
    month
        From 0, the opening month; every month when None.

    Returns
    -------
    pandas.DataFrame
        time, incentive, title, share, low, high; 1/month. Of a single month the largest first, else in the file's
        order. The shares of a month add up to ``hazard`` less ``without_incentives`` of `months`.

    Raises
    ------
    ValueError
        As of `months`; or the run has no such month.
    """
    of = _of(ds, hedger)
    titles = {str(key): str(of["incentive_title"].values[i]) for i, key in enumerate(of["incentive"].values)}
    table = _shares(of, "incentive", month, level)
    table.insert(2, "title", table["incentive"].map(titles))
    return table


def conditions(ds: xr.Dataset, month: int | None = 0, hedger: str | None = None, level: float = LEVEL) -> pd.DataFrame:
    """Shapley shares of a month's own conditions in its hazard, beyond that under typical conditions.

    Parameters
    ----------
    ds, month, hedger, level
        As of `incentives`.

    Returns
    -------
    pandas.DataFrame
        time, condition, share, low, high; 1/month. Of a single month the largest first, else in the file's order. The
        shares of a month add up to ``hazard`` less ``typical`` of `months`.
    """
    return _shares(_of(ds, hedger), "condition", month, level)


def world(ds: xr.Dataset, month: int = 0, level: float = LEVEL) -> pd.DataFrame:
    """Readings of the world in a month beside their typical values.

    Parameters
    ----------
    ds, level
        As of `months`.
    month
        From 0, the opening month.

    Returns
    -------
    pandas.DataFrame
        reading, title, mean over replicates with low and high, typical (mean over months and replicates in the arm
        ``without_accords``); in the model's own scales.
    """
    of = _of(ds, None)
    names = ("reading_mean", "reading_mean_standard_error")
    mean, error = (_month(of[name], month).to_numpy() for name in names)
    reach = z_of(level) * error
    return pd.DataFrame(
        {
            "reading": of["reading"].values.astype(str),
            "title": of["reading_long_name"].values.astype(str),
            "mean": mean,
            "low": mean - reach,
            "high": mean + reach,
            "typical": of["reading_typical"].to_numpy(),
        }
    )


def swings(ds: xr.Dataset, hedger: str | None = None, level: float = LEVEL) -> pd.DataFrame:
    """What one parameter at a time, set to either end of its range, does to the probability of an accession.

    Parameters
    ----------
    ds, hedger, level
        As of `months`.

    Returns
    -------
    pandas.DataFrame
        parameter, unit, tag (evidence, as of `steppe.parameters`), range_low, range_high; ``joined_at_low`` and
        ``joined_at_high``, probability of an accession within so many months as the attribute ``months`` says, each
        with ``_low`` and ``_high`` (Wilson's); ``swing``, their paired difference, with ``low`` and ``high``. The
        largest first.

    Raises
    ------
    ValueError
        As of `months`; or the file holds no swings.
    """
    of = _of(ds, hedger)
    if "swing" not in of:
        raise ValueError("these results hold no swings; 'steppe hazard FILE -o OUT.h5' writes them")
    table = pd.DataFrame({"parameter": of["parameter"].values.astype(str)})
    for column, name in (("unit", "parameter_units"), ("tag", "parameter_tag")):
        table[column] = of[name].values.astype(str)
    for end in ("low", "high"):
        table[f"range_{end}"] = of[f"parameter_{end}"].to_numpy()
    for end in ("low", "high"):
        for key, values in _interval_of_share(of, f"joined_at_{end}", level).items():
            table[f"joined_at_{end}{key}"] = values
    for key, values in _interval(of, "swing", level).items():
        table[key[1:] or "swing"] = values
    table = table.iloc[_largest_first(table["swing"])].reset_index(drop=True)
    table = _attributed(table, of, level)
    table.attrs["months"] = int(ds["swing_months"])
    return table


def _of(ds: xr.Dataset, hedger: str | None) -> xr.Dataset:
    if ds.attrs.get("record") != "hazard":
        raise ValueError("these results are of no hazard; 'steppe hazard FILE -o OUT.h5' writes one")
    held = [str(one) for one in ds["hedger"].values]
    chosen = held[0] if hedger is None else hedger
    if chosen not in held:
        raise ValueError(f"no hedger '{chosen}' in this hazard; it holds {', '.join(held)}")
    return ds.isel(hedger=held.index(chosen))


def _replicates(of: xr.Dataset) -> int:
    """Replicates of the run: all are at risk in the opening month."""
    return int(of["at_risk"].max())


def _month(values: xr.DataArray, month: int) -> xr.DataArray:
    if not 0 <= month < values.sizes["time"]:
        raise ValueError(f"no month {month} in this hazard; it has months 0 to {values.sizes['time'] - 1}")
    return values.isel(time=month)


def _shares(of: xr.Dataset, over: str, month: int | None, level: float) -> pd.DataFrame:
    name = f"{over}_share"
    names = (name, f"{name}_standard_error", "hazard")
    share, error, hazard = (of[one] if month is None else _month(of[one], month).expand_dims("time") for one in names)
    share, error = (values.transpose("time", over) for values in (share, error))
    # Each share is a sum over all sets with weights that sum to 1 in size on either side of probabilities of about the
    # hazard: as in `steppe.attribution`, rounding moves it by no more than this.
    rounding = 2 * 2.0 ** of.sizes[over] * np.finfo(float).eps * np.abs(hazard.to_numpy())[:, None]
    mean, reach = share.to_numpy(), z_of(level) * error.to_numpy()
    mean, reach = (np.where(np.abs(values) <= rounding, 0.0, values) for values in (mean, reach))
    keys = of[over].values.astype(str)
    table = pd.DataFrame(
        {
            "time": np.repeat(share["time"].values, len(keys)),
            over: np.tile(keys, len(mean)),
            "share": mean.ravel(),
            "low": (mean - reach).ravel(),
            "high": (mean + reach).ravel(),
        }
    )
    return table if month is None else table.iloc[_largest_first(table["share"])].reset_index(drop=True)


def _largest_first(values: pd.Series) -> np.ndarray:
    return np.argsort(-values.abs().to_numpy(), kind="stable")


def _interval(of: xr.Dataset, name: str, level: float) -> dict[str, np.ndarray]:
    mean = of[name].to_numpy()
    reach = z_of(level) * of[f"{name}_standard_error"].to_numpy()
    return {"": mean, "_low": mean - reach, "_high": mean + reach}


def _interval_of_share(of: xr.Dataset, name: str, level: float) -> dict[str, np.ndarray]:
    """Wilson's interval of a share of replicates, for as many as its standard error stands for."""
    share, error = of[name].to_numpy(), of[f"{name}_standard_error"].to_numpy()
    trials = np.full(share.shape, float(_replicates(of)))
    varies = error > 0  # error^2 = share (1 - share) / (n - 1); where it is 0 or NaN, as many as the run has
    trials[varies] = share[varies] * (1 - share[varies]) / error[varies] ** 2 + 1
    low, high = wilson_interval(share * trials, trials, level)
    return {"": share, "_low": low, "_high": high}


def _attributed(table: pd.DataFrame, of: xr.Dataset, level: float) -> pd.DataFrame:
    table.attrs = {"hedger": str(of["hedger"].values), "level": level, "replicates": _replicates(of), **origin(of)}
    return table
