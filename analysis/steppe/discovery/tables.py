"""Tables of a sweep: parameters, effects and outcomes of its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.effects import compare
from steppe.io.unfinished import measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xarray as xr

PREFIX = "parameter_"


def experiments(ds: xr.Dataset) -> pd.DataFrame:
    """Parameters of each point of a sweep.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep.

    Returns
    -------
    pandas.DataFrame
        A row per point and a column per parameter that the design varies, by its scenario key. The attributes ``units``
        and ``long_name`` are those of the parameters, by key.
    """
    names = [str(name) for name in ds.data_vars if str(name).startswith(PREFIX)]
    if "point" not in ds.dims or not names:
        raise ValueError("these results hold no sweep: they need a dimension point and a parameter that varies over it")
    keys = [name.removeprefix(PREFIX) for name in names]
    columns = {key: ds[name].to_numpy().astype(float) for key, name in zip(keys, names, strict=True)}
    table = pd.DataFrame(columns, index=_points(ds))
    table.attrs = {
        about: {key: str(ds[name].attrs.get(about, "")) for key, name in zip(keys, names, strict=True)}
        for about in ("units", "long_name")
    }
    return table


def effects(
    ds: xr.Dataset,
    treated: str = compare.TREATED,
    control: str = compare.CONTROL,
    names: list[str] | None = None,
) -> pd.DataFrame:
    """Mean effect of one arm against another at each point of a sweep, from paired runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep.
    treated, control
        The arms; differences are treated minus control.
    names
        Measures to compare; all when not given.

    Returns
    -------
    pandas.DataFrame
        A row per point and a column per outcome: the mean over replicates of the paired difference. Replicates that
        did not finish in both arms are left out; a point without any pair is NaN.
    """
    _check(ds, [treated, control])
    values = compare.outcomes(ds.sel(arm=[treated, control]), names)
    means = (values.sel(arm=treated, drop=True) - values.sel(arm=control, drop=True)).mean("replicate", skipna=True)
    columns = pd.Index([str(label) for label in means["outcome"].values], name="outcome", dtype=object)
    table = pd.DataFrame(means.transpose("point", "outcome").to_numpy(), index=_points(ds), columns=columns)
    table.attrs = {"treated": treated, "control": control}
    return table


def performance(ds: xr.Dataset, outcome: str) -> pd.DataFrame:
    """Make the table of points by arms of one outcome that the measures of robustness take.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep. Select arms before (``ds.sel(arm=[...])``) to compare only these.
    outcome
        Label of the outcome, such as ``trade_gain[KAZ]``.

    Returns
    -------
    pandas.DataFrame
        A row per point and a column per arm: the mean over the replicates that finished in every arm.
    """
    _check(ds)
    measure = next(
        (name for name in measures(ds) if outcome == name or outcome.startswith((f"{name}[", f"{name} "))), None
    )
    means = arm_means(ds, [measure] if measure else None, together=True)
    labels = [str(label) for label in means["outcome"].values]
    if outcome not in labels:
        raise ValueError(f"no outcome '{outcome}' in these results; of this measure they hold {', '.join(labels)}")
    values = means.isel(outcome=labels.index(outcome)).transpose("point", "arm").to_numpy()
    return pd.DataFrame(values, index=_points(ds), columns=pd.Index(arm_names(ds), name="arm"))


def _check(ds: xr.Dataset, wanted: Sequence[str] = ()) -> None:
    if "point" not in ds.dims:
        raise ValueError("these results hold a single point; a sweep has several")
    arms = arm_names(ds)
    for arm in wanted:
        if arm not in arms:
            raise ValueError(f"no arm '{arm}' in these results; they hold {', '.join(arms)}")


def arm_names(ds: xr.Dataset) -> list[str]:
    """Arms that the results hold, also of a single one."""
    return [str(arm) for arm in np.atleast_1d(ds["arm"].values)]


def _points(ds: xr.Dataset) -> pd.Index:
    return pd.Index(ds["point"].to_numpy(), name="point")


def arm_means(ds: xr.Dataset, names: list[str] | None, *, together: bool) -> xr.DataArray:
    """Mean over replicates in each arm; together: only over those that finished in all arms."""
    values = compare.outcomes(ds, names)
    if together:
        values = values.where(values.notnull().all("arm"))  # noqa: PD004  xarray's
    return values.mean("replicate", skipna=True)
