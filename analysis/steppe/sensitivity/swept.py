"""Paired differences of a sweep, and what one that was run before says of its parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import xarray as xr

from steppe.effects.compare import outcomes
from steppe.io.declared import contrasts
from steppe.io.results import open_results, parameters
from steppe.sensitivity.analysis import Sensitivity, analyse
from steppe.sensitivity.plan import Plan
from steppe.stats.intervals import meets_same_shocks

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from steppe.io.declared import Members

PREFIX = "parameter_"


def contrast_arms(contrast: str, named: Mapping[str, Members]) -> tuple[str, str]:
    """Arms of a contrast.

    Parameters
    ----------
    contrast
        The name of one, or ``TREATED - CONTROL``.
    named
        Contrasts by name: of a file (`steppe.io.declared.contrasts`), or of the engine (`steppe.engine.contrasts`).

    Returns
    -------
    treated, control
    """
    pairs = {name: (*arms.plus, *arms.minus) for name, arms in named.items() if arms.is_pair}
    if contrast in pairs:
        return pairs[contrast]
    match = re.fullmatch(r"(\w+) - (\w+)", contrast)
    if not match or match[1] == match[2]:
        known = ", ".join(pairs)
        raise ValueError(f"no contrast '{contrast}'; there are {known}, and 'ARM - OTHER_ARM'")
    return match[1], match[2]


def paired_outcomes(ds: xr.Dataset, arms: tuple[str, str], names: list[str] | None = None) -> xr.DataArray:
    """Difference of two arms in every outcome of every pair of runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`.
    arms
        Treated and control; differences are treated minus control.
    names
        Measures to take; all when not given.

    Returns
    -------
    xarray.DataArray
        Dimensions point, replicate, outcome; NaN where a run of the pair did not finish.
    """
    held = [str(arm) for arm in ds["arm"].values]
    for arm in arms:
        if arm not in held:
            raise ValueError(f"no arm '{arm}' in these results; they hold {', '.join(held)}")
    values = outcomes(ds, names)
    if "job_state" in ds:
        values = values.where(ds["job_state"] == 1)
    difference = values.sel(arm=arms[0], drop=True) - values.sel(arm=arms[1], drop=True)
    if "point" not in difference.dims:
        difference = difference.expand_dims("point")
    return difference.transpose("point", "replicate", "outcome")


def paired_by_month(ds: xr.Dataset, arms: tuple[str, str], measure: str, every: int = 12) -> xr.DataArray:
    """Difference of two arms in every outcome of a measure, had the runs ended after some of their months.

    Parameters
    ----------
    ds
        Results of `steppe.open` that keep every month.
    arms
        As of `paired_outcomes`.
    measure
        The measure.
    every
        Months between one end and the next; the last is the end of the runs.

    Returns
    -------
    xarray.DataArray
        As of `paired_outcomes`; outcomes are called ``welfare[KAZ] by month 12`` and so on.
    """
    months = ds.sizes["time"]
    parts = []
    for last in [*range(every, months, every), months]:
        part = paired_outcomes(ds.isel(time=slice(0, last)), arms, [measure])
        whole = [label for label in part["outcome"].values.astype(str) if " by month " not in label]
        part = part.sel(outcome=whole)
        parts.append(part.assign_coords(outcome=[f"{label} by month {last}" for label in whole]))
    return xr.concat(parts, "outcome")


def of_sweep(
    path: str | os.PathLike[str],
    contrast: str = "total",
    names: list[str] | None = None,
    *,
    level: float = 0.95,
    resamples: int = 50,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:
    """Borgonovo's delta and the split of the variance from a sweep that was run before, whatever its design.

    Over a design other than random draws or a Sobol sequence, the shares are those over its points and not over the
    priors. Ten seconds an outcome for 4096 points of 30 parameters: name the measures of interest.

    Parameters
    ----------
    path
        File of ``steppe sweep``.
    contrast
        As of `contrast_arms`.
    names
        Measures to take; all when not given.
    level, resamples, seed, progress
        As of `steppe.sensitivity.analyse`.

    Returns
    -------
    Sensitivity
    """
    table = parameters(path)
    with open_results(path) as ds:
        arms = contrast_arms(contrast, contrasts(ds))
        swept = [str(name) for name in ds.data_vars if str(name).startswith(PREFIX)]
        if "point" not in ds.dims or not swept:
            raise ValueError(f"{path} holds no points to compare; give the file of a sweep")
        points = pd.DataFrame({name.removeprefix(PREFIX): ds[name].to_numpy() for name in swept})
        differences, same_shocks = paired_outcomes(ds, arms, names).load(), meets_same_shocks(ds)
    tag = dict(zip(table["key"], table["tag"], strict=True))
    plan = Plan("delta", points, {key: tag.get(key, "") for key in points})
    how = {"level": level, "resamples": resamples, "seed": seed, "same_shocks": same_shocks}
    return analyse(plan, differences, progress=progress, **how)
