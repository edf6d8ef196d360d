"""Shares of incentives, their interactions, and what the shares add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.attribution.file import attributes, blocks, chosen, labelled, rounding
from steppe.io.declared import contrasts
from steppe.stats.intervals import mean_interval, z_of
from steppe.stats.shapley import shapley_values

if TYPE_CHECKING:
    import xarray as xr


def shares(
    ds: xr.Dataset, contrast: str | None = None, outcome: str | None = None, level: float = 0.90
) -> pd.DataFrame:
    """Share of every incentive in every effect.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute``.
    contrast, outcome
        Only this contrast, only this outcome; all when not given.
    level
        Probability that the intervals are made for.

    Returns
    -------
    pandas.DataFrame
        A row per contrast, outcome and incentive: ``contrast``; ``outcome``, ``measure``, ``hedger``, ``element``,
        ``long_name``, ``unit``, ``reduction``, ``role``, ... as of `steppe.compare.effect_table`;
        ``incentive`` and its ``title``; ``share`` with ``low`` and ``high`` and its ``standard_error``, in the unit of
        the outcome. The attributes name the level, the replicates and the scenario.
    """
    ds = chosen(ds, contrast, outcome)
    error = ds["share_standard_error"].transpose("contrast", "outcome", "incentive").to_numpy()
    share = ds["share"].transpose("contrast", "outcome", "incentive").to_numpy()
    nil = np.abs(share) + np.nan_to_num(error) <= rounding(ds)[:, :, None]
    share, error = np.where(nil, 0.0, share), np.where(nil, 0.0, error)
    players = [str(one) for one in ds["incentive"].values]
    table = _repeated(labelled(ds), len(players))
    table["incentive"] = np.tile(np.array(players, dtype=object), share.shape[0] * share.shape[1])
    titles = [str(one) for one in ds["incentive_title"].values]
    table["title"] = np.tile(np.array(titles, dtype=object), share.shape[0] * share.shape[1])
    table["share"] = share.ravel()
    return _with_interval(table, share, error, attributes(ds, level))


def interactions(
    ds: xr.Dataset, contrast: str | None = None, outcome: str | None = None, level: float = 0.90
) -> pd.DataFrame:
    """What two incentives do together beyond what they do apart (Grabisch & Roubens 1999).

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute`` without ``--permutations``.
    contrast, outcome, level
        As of `shares`.

    Returns
    -------
    pandas.DataFrame
        A row per contrast, outcome and pair, each pair once: the labels of `shares`; ``incentive`` and
        ``other_incentive``; ``interaction`` with ``low`` and ``high`` and its ``standard_error``. It is above 0 where
        the two do more together than apart.

    Raises
    ------
    ValueError
        The file holds no interactions: orders were sampled, or a single incentive took part.
    """
    if "interaction" not in ds or ds.sizes["incentive"] < 2:  # noqa: PLR2004  a pair
        raise ValueError("this attribution holds no interactions: they need every coalition of two incentives or more")
    ds = chosen(ds, contrast, outcome)
    players = [str(one) for one in ds["incentive"].values]
    first, second = np.triu_indices(len(players), k=1)
    axes = ("contrast", "outcome", "incentive", "other_incentive")
    both, error = (
        ds[name].transpose(*axes).to_numpy()[:, :, first, second]
        for name in ("interaction", "interaction_standard_error")
    )
    nil = np.abs(both) + np.nan_to_num(error) <= 2 * rounding(ds)[:, :, None]  # four terms instead of two
    both, error = np.where(nil, 0.0, both), np.where(nil, 0.0, error)
    table = _repeated(labelled(ds), len(first))
    cells = both.shape[0] * both.shape[1]
    table["incentive"] = np.tile(np.array(players, dtype=object)[first], cells)
    table["other_incentive"] = np.tile(np.array(players, dtype=object)[second], cells)
    table["interaction"] = both.ravel()
    return _with_interval(table, both, error, attributes(ds, level))


def effects(
    ds: xr.Dataset, contrast: str | None = None, outcome: str | None = None, level: float = 0.90
) -> pd.DataFrame:
    """Effects with every incentive on, with every incentive off, and their difference, which the shares add up to.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute``.
    contrast, outcome, level
        As of `shares`.

    Returns
    -------
    pandas.DataFrame
        A row per contrast and outcome: the labels of `shares`; ``with_incentives``, ``without_incentives`` and
        ``shared_out`` (paired: replicate by replicate), each with ``_low`` and ``_high``; ``replicates`` that finished
        in all coalitions. The first two lie within 0 and 1 where they are a probability (`steppe.compare`) in an arm.
    """
    ds = chosen(ds, contrast, outcome)
    table = labelled(ds)
    on, off = (_by_cell(ds[name]) for name in ("with_incentives", "without_incentives"))
    columns = {"with_incentives": on, "without_incentives": off, "shared_out": on - off}
    alone = [name for name, arms in contrasts(ds).items() if not arms.minus]
    of_arm = table["is_probability"].astype(bool) & table["contrast"].isin(alone)
    for name, values in columns.items():
        found = [mean_interval(row, level) for row in values]
        if name != "shared_out":
            found = [one.of_probability() if bounded else one for one, bounded in zip(found, of_arm, strict=True)]
        for place, end in enumerate(("", "_low", "_high")):
            table[f"{name}{end}"] = [one[place] for one in found]
    table["replicates"] = np.isfinite(on - off).sum(axis=1)
    table.attrs = attributes(ds, level)
    return table


def additivity(ds: xr.Dataset) -> pd.DataFrame:
    """Check that shares add up to what they share out, replicate by replicate.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute``. Replicates are read in blocks.

    Returns
    -------
    pandas.DataFrame
        A row per contrast and outcome: ``sum_of_shares`` and ``shared_out`` as means over replicates, ``largest_gap``
        between the two in any replicate, the ``rounding`` that a sum over coalitions may carry, and whether the sum
        ``holds`` to within it. Of an exact attribution, ``recomputed_gap`` is the largest difference between a share
        in the file and the Shapley value of the file's means of coalitions; else it is NaN.
    """
    shared, total, gap = 0.0, 0.0, 0.0
    count = 0.0
    for block in blocks(ds):
        parts = block["share_of_replicate"].sum("incentive", skipna=False).transpose("contrast", "outcome", "replicate")
        whole = (block["with_incentives"] - block["without_incentives"]).transpose("contrast", "outcome", "replicate")
        difference = np.abs((parts - whole).to_numpy())
        gap = np.fmax(gap, np.nan_to_num(difference).max(axis=-1))
        known = np.isfinite(difference)
        shared = shared + np.where(known, parts, 0.0).sum(axis=-1)
        total = total + np.where(known, whole, 0.0).sum(axis=-1)
        count = count + known.sum(axis=-1)
    table = labelled(ds)
    with np.errstate(invalid="ignore"):
        table["sum_of_shares"], table["shared_out"] = (shared / count).ravel(), (total / count).ravel()
    table["largest_gap"] = gap.ravel()
    table["rounding"] = (ds.sizes["incentive"] * rounding(ds)).ravel()
    table["holds"] = table["largest_gap"] <= table["rounding"]
    table["recomputed_gap"] = _recomputed_gap(ds)
    return table


def _recomputed_gap(ds: xr.Dataset) -> np.ndarray:
    if int(ds["orders"]) > 0:
        return np.full(ds.sizes["contrast"] * ds.sizes["outcome"], np.nan)
    game = ds["coalition_mean"].transpose("coalition", "contrast", "outcome").to_numpy()
    kept = ds["share"].transpose("incentive", "contrast", "outcome").to_numpy()
    return np.abs(shapley_values(game) - kept).max(axis=0).ravel()


def _by_cell(values: xr.DataArray) -> np.ndarray:
    """A row per contrast and outcome, a column per replicate."""
    return values.transpose("contrast", "outcome", "replicate").to_numpy().reshape(-1, values.sizes["replicate"])


def _repeated(table: pd.DataFrame, times: int) -> pd.DataFrame:
    return table.loc[table.index.repeat(times)].reset_index(drop=True)


def _with_interval(table: pd.DataFrame, mean: np.ndarray, error: np.ndarray, attrs: dict[str, object]) -> pd.DataFrame:
    """Add ``low`` and ``high`` after a mean, and its standard error."""
    reach = z_of(float(attrs["level"])) * error
    table["low"], table["high"] = (mean - reach).ravel(), (mean + reach).ravel()
    table["standard_error"] = error.ravel()
    table.attrs = attrs
    return table
