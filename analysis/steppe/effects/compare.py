"""Compare two arms run by run: the same run of two arms meets the same shocks, so differences are paired.

Every number here is a statement about the model. The interval of a mean says how well the number of runs pins the
mean down with the scenario's parameters as they are; it does not say how uncertain the parameters are. Of a run with
``--draw-priors`` it is over both, and draws rather than runs are its independent units (`steppe.stats.intervals`).
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr

from steppe.io import recorded
from steppe.io.declared import CONTROL, TREATED, declarations, of_measures
from steppe.io.recorded import DECLARED, LABELS
from steppe.io.unfinished import measures
from steppe.stats.intervals import draws_of, mean_interval, runs_per_draw, sample_variance, z_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SPREAD = (0.05, 0.95)
BLOCK_VALUES = 1 << 21  # values of one measure held in memory at a time: 8 MiB of float32
CHUNK = 128  # replicates that a file keeps together (docs/output.md)

_REDUCE = {
    "final": lambda values: values.isel(time=-1).copy(),  # a view would hold all months
    "mean": lambda values: values.mean("time", skipna=False),
    "sum": lambda values: values.sum("time", skipna=False),
    "maximum": lambda values: values.max("time", skipna=False),
}


def outcomes(
    ds: xr.Dataset, names: list[str] | None = None, watch: Callable[[str, xr.DataArray], None] | None = None
) -> xr.DataArray:
    """Make one number of the months of each run, as each measure's ``reduction`` says.

    Parameters
    ----------
    ds
        Results of `steppe.open`.
    names
        Measures to reduce; all when not given.
    watch
        Is shown every block of runs of every measure as it is read, in order, so that a file need be read once only. It
        sees nothing of files that keep no months.

    Returns
    -------
    xarray.DataArray
        Dimensions arm, (point,) replicate, outcome. The outcome coordinate reads ``alignment[KAZ, ISR]``; beside it
        stand measure, hedger (empty where the measure has none), element (the ids after the hedger), unit, long_name,
        reduction, role, is_probability and display_order
        (`steppe.io.declared.declarations`). A measure with horizons has an outcome
        for each of them besides: ``peer_joins by month 12``.
    """
    if "outcomes" in ds:
        return recorded.outcomes(ds, names)
    if ds.attrs.get("record") == "summary":
        raise ValueError("these results are a summary, without single runs; effect_table reads its statistics")
    parts = []
    declared = declarations(ds)
    for name in measures(ds) if names is None else names:
        about = {key: of_measures(declared, [name], key) for key in DECLARED}
        reduced = _reduce(ds[name], watch, runs_per_draw(ds))
        parts += [_label(values, ds[name], about, months) for months, values in reduced.items()]
    if not parts:
        raise ValueError("these results hold no measure")
    return xr.concat(parts, "outcome", coords="minimal", compat="override", join="exact").rename("outcomes")


def effect_table(
    ds: xr.Dataset,
    treated: str = TREATED,
    control: str = CONTROL,
    level: float = 0.90,
    names: list[str] | None = None,
    *,
    reduced: xr.DataArray | None = None,
) -> pd.DataFrame:
    """Effect of one arm against another on every outcome, from paired runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    treated, control
        The arms; differences are treated minus control.
    level
        Probability that the interval of the mean is made for.
    names
        Measures to compare; all when not given.
    reduced
        What `outcomes` gave of these results, where that is known already.

    Returns
    -------
    pandas.DataFrame
        One row per outcome:

        ``outcome``, ``measure``, ``hedger``, ``element``, ``long_name``, ``unit``, ``reduction``
            what it is;
        ``role``
            ``outcome``, ``arm`` for what the arms themselves set (the status of the accord), or ``diagnostic`` for what
            tells of the calculation rather than of the world;
        ``is_probability``
            whether its mean over runs is a probability;
        ``display_order``
            its place among what readers ask about first, 0 for none;
        ``mean_treated``, ``low_treated``, ``high_treated``; the same for ``control``
            mean over the pairs in each arm, with its normal interval, cut off at 0 and 1 where it is a probability;
        ``difference``, ``low``, ``high``
            mean paired difference with its normal interval at `level`;
        ``spread_low``, ``spread_high``
            5 % and 95 % quantiles of the paired differences over runs;
        ``standardised``
            difference divided by the standard deviation between runs (root mean square of the two arms);
        ``variance_reduction``
            (var treated + var control) / var difference: how many times more unpaired runs the same interval would
            need. Infinite where the difference is the same in every run, NaN where nothing varies at all;
        ``share_positive``
            share of pairs whose difference is above 0;
        ``pairs``
            runs that finished in both arms.

        The attributes of the table name the arms, the level and the scenario.
    """
    check_arms(ds, treated, control)
    if ds.attrs.get("record") == "summary":
        table = recorded.effects(ds, treated, control, level, names)
        table["standardised"] = [ratio(d, s) for d, s in zip(table["difference"], table["standardised"], strict=True)]
        return _finished(table, treated, control, level, ds)
    if reduced is None:
        reduced = outcomes(ds.sel(arm=[treated, control]), names)
    of_arms = (reduced.sel(arm=arm).transpose("outcome", "replicate").to_numpy() for arm in (treated, control))
    about = pd.DataFrame({name: reduced[name].to_numpy() for name in LABELS})
    draws = draws_of(ds)
    rows = [paired_effect(a, b, level, draws) for a, b in zip(*of_arms, strict=True)]
    return _finished(pd.concat([about, pd.DataFrame(rows)], axis="columns"), treated, control, level, ds)


def _finished(table: pd.DataFrame, treated: str, control: str, level: float, ds: xr.Dataset) -> pd.DataFrame:
    """Keep intervals of probabilities within 0 and 1, and say where the table is from."""
    bounded = table["is_probability"].astype(bool)
    ends = [f"{end}_{arm}" for arm in ("treated", "control") for end in ("low", "high")]
    table.loc[bounded, ends] = table.loc[bounded, ends].clip(0.0, 1.0)
    table.attrs = {"treated": treated, "control": control, "level": level, **origin(ds)}
    return table


def paired_effect(
    treated: np.ndarray, control: np.ndarray, level: float = 0.90, draws: np.ndarray | None = None
) -> dict[str, float]:
    """Statistics of the paired difference of one outcome.

    Parameters
    ----------
    treated, control
        One value per run, the same run at the same place. Pairs with a NaN are left out.
    level
        Probability that the intervals of the means are made for.
    draws
        The draw of the parameters that each run belongs to, where several share one (`draws_of`).

    Returns
    -------
    dict
        The numeric columns of `effect_table`. With one pair, intervals are NaN.
    """
    z_of(level)
    both = np.isfinite(treated) & np.isfinite(control)
    first, second = (np.where(both, values, np.nan).astype(float) for values in (treated, control))
    a, b = first[both], second[both]
    difference = a - b
    mean_a, low_a, high_a = mean_interval(first, level, draws)
    mean_b, low_b, high_b = mean_interval(second, level, draws)
    mean, low, high = mean_interval(first - second, level, draws)
    spread_low, spread_high = np.quantile(difference, SPREAD) if difference.size else (np.nan, np.nan)
    variances = sample_variance(a) + sample_variance(b)
    return {
        "mean_treated": mean_a, "low_treated": low_a, "high_treated": high_a,
        "mean_control": mean_b, "low_control": low_b, "high_control": high_b,
        "difference": mean, "low": low, "high": high,
        "spread_low": float(spread_low), "spread_high": float(spread_high),
        "standardised": ratio(mean, np.sqrt(variances / 2)),
        "variance_reduction": ratio(variances, sample_variance(difference)),
        "share_positive": float(np.mean(difference > 0)) if difference.size else np.nan,
        "pairs": int(difference.size),
    }  # fmt: skip


def paired_differences(ds: xr.Dataset, measure: str, treated: str = TREATED, control: str = CONTROL) -> xr.DataArray:
    """Difference of one measure between two arms, run by run and month by month.

    Parameters
    ----------
    ds
        Results of `steppe.open`.
    measure
        Name of the measure.
    treated, control
        The arms; the difference is treated minus control.

    Returns
    -------
    xarray.DataArray
        The dimensions of the measure without arm; NaN where a run did not finish in both arms.
    """
    check_arms(ds, treated, control)
    values = ds[measure]
    difference = values.sel(arm=treated, drop=True) - values.sel(arm=control, drop=True)
    return difference.assign_attrs(values.attrs)


def _reduce(
    values: xr.DataArray, watch: Callable[[str, xr.DataArray], None] | None, per_draw: int
) -> dict[int | None, xr.DataArray]:
    """Reduce all months, and those of each horizon, in blocks of runs: a measure need not fit in memory."""
    how = values.attrs["reduction"]
    if how not in _REDUCE:
        raise ValueError(f"measure {values.name} has reduction '{how}'; known are {', '.join(_REDUCE)}")
    horizons = [int(one) for one in np.atleast_1d(values.attrs.get("horizons", [])) if one < values.sizes["time"]]
    parts: dict[int | None, list[xr.DataArray]] = {months: [] for months in (None, *horizons)}
    for block in blocks_of(values, per_draw):
        if watch is not None:
            watch(str(values.name), block)
        whole = block.astype("float64")
        for months, held in parts.items():
            held.append(_REDUCE[how](whole if months is None else whole.isel(time=slice(months))))
    return {months: xr.concat(held, "replicate") for months, held in parts.items()}


def blocks_of(values: xr.DataArray, per_draw: int = 1) -> Iterator[xr.DataArray]:
    """Read a measure in blocks of runs, each while the one before is worked on.

    Parameters
    ----------
    values
        With a dimension replicate; read when it is used.
    per_draw
        Consecutive runs that share a draw of the parameters.

    Yields
    ------
    xarray.DataArray
        In memory: whole draws, and whole chunks of the file where these fit.
    """
    runs = values.sizes["replicate"]
    length = max(1, BLOCK_VALUES // max(1, values.size // max(1, runs)))
    whole = math.lcm(CHUNK, per_draw)
    length = length // whole * whole or max(per_draw, length // per_draw * per_draw)

    def read(first: int) -> xr.DataArray:
        return values.isel(replicate=slice(first, first + length)).load()

    following = _reader().submit(read, 0)
    for first in range(0, runs, length):
        block = following.result()
        if first + length < runs:
            following = _reader().submit(read, first + length)
        yield block


@cache
def _reader() -> ThreadPoolExecutor:
    """Give the one thread that reads ahead: with one for each measure, freed memory would stay with each."""
    return ThreadPoolExecutor(1)


def _label(
    reduced: xr.DataArray, measure: xr.DataArray, declared: Mapping[str, list[object]], months: int | None = None
) -> xr.DataArray:
    """Flatten the index sets into one labelled outcome dimension; `months` names a horizon."""
    horizon = "" if months is None else f" by month {months}"
    sets = [dim for dim in measure.dims if dim not in ("arm", "point", "replicate", "time")]
    ids = (
        [tuple(map(str, key)) for key in pd.MultiIndex.from_product([measure[dim].values for dim in sets])]
        if sets
        else [()]
    )
    has_hedger = sets[:1] == ["hedger"]
    flat = reduced.drop_vars(["time", *sets], errors="ignore")
    flat = flat.stack(outcome=sets, create_index=False) if sets else flat.expand_dims("outcome", -1)  # noqa: PD013  xarray's
    count = len(ids)
    columns = {
        "outcome": [(f"{measure.name}[{', '.join(key)}]" if key else str(measure.name)) + horizon for key in ids],
        "measure": [str(measure.name)] * count,
        "hedger": [key[0] if has_hedger else "" for key in ids],
        "element": [", ".join(key[has_hedger:]) for key in ids],
        "long_name": [str(measure.attrs.get("long_name", measure.name)) + horizon] * count,
        "unit": [str(measure.attrs.get("units", "1"))] * count,
        "reduction": [str(measure.attrs["reduction"])] * count,
        **{name: column * count for name, column in declared.items()},
    }
    return flat.assign_coords({name: ("outcome", np.array(column, dtype=object)) for name, column in columns.items()})


def check_arms(ds: xr.Dataset, treated: str, control: str) -> None:
    """Refuse arms that the results do not hold, and results of several points."""
    if "arm" not in ds.coords:
        raise ValueError(f"these results compare no arms ({ds.attrs.get('record', '')}); 'steppe compare' writes some")
    arms = [str(arm) for arm in ds["arm"].values]
    for arm in (treated, control):
        if arm not in arms:
            raise ValueError(f"no arm '{arm}' in these results; they hold {', '.join(arms)}")
    if "point" in ds.dims:
        raise ValueError(f"these results hold {ds.sizes['point']} points; choose one: ds.isel(point=0)")


def origin(ds: xr.Dataset) -> dict[str, str]:
    """Where results come from, as the attributes of a table keep it."""
    return {name: str(ds.attrs.get(name, "")) for name in ("title", "git_commit", "schema_version")}


def ratio(numerator: float, denominator: float) -> float:
    """Divide, with a signed infinity over 0, and NaN for 0 over 0."""
    if denominator == 0:
        return np.nan if numerator == 0 else float(np.copysign(np.inf, numerator))
    return float(numerator / denominator)
