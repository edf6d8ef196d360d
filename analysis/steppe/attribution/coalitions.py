"""The value of any coalition of incentives, and what an incentive adds to coalitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.attribution.file import chosen, rounding

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xarray as xr


def coalitions(ds: xr.Dataset) -> pd.DataFrame:
    """Which incentives are on in each coalition that was run.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute``.

    Returns
    -------
    pandas.DataFrame
        A row per coalition, by its number, and a column of truth values per incentive.
    """
    numbers = ds["coalition"].to_numpy().astype(np.int64)
    players = [str(one) for one in ds["incentive"].values]
    bits = (numbers[:, None] >> np.arange(len(players))) & 1
    return pd.DataFrame(bits.astype(bool), index=pd.Index(numbers, name="coalition"), columns=players)


def value(ds: xr.Dataset, incentives: Iterable[str], contrast: str, outcome: str) -> float:
    """Effect with the given incentives on and all others that took part off, mean over replicates.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute``.
    incentives
        Ids of the incentives that are on; none is a coalition too.
    contrast, outcome
        Which effect.

    Returns
    -------
    float
        In the unit of the outcome. The file keeps no single replicates of it, so it has no interval.

    Raises
    ------
    ValueError
        An incentive did not take part, or the coalition was not run because orders were sampled.
    """
    number = _number(ds, incentives)
    of_outcome = values(ds, contrast, outcome)
    if number not in of_outcome.index:
        raise ValueError(f"the coalition {', '.join(sorted(incentives)) or 'of none'} was not run: orders were sampled")
    return float(of_outcome.loc[number])


def values(ds: xr.Dataset, contrast: str, outcome: str) -> pd.Series:
    """Effect in every coalition that was run, mean over replicates.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute``.
    contrast, outcome
        Which effect.

    Returns
    -------
    pandas.Series
        By the number of the coalition; see `coalitions`.
    """
    one = chosen(ds, contrast, outcome)
    index = pd.Index(one["coalition"].to_numpy().astype(np.int64), name="coalition")
    return pd.Series(one["coalition_mean"].isel(contrast=0, outcome=0).to_numpy(), index=index, name=outcome)


def contributions(ds: xr.Dataset, contrast: str, outcome: str) -> pd.DataFrame:
    """What an incentive adds when it is switched on alone, and when it is switched on last.

    Where the two differ, so does its contribution from order to order, and the share is an average of unlike numbers.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe attribute``.
    contrast, outcome
        Which effect.

    Returns
    -------
    pandas.DataFrame
        A row per incentive: ``first`` and ``last``, NaN where a coalition was not run; ``least`` and ``greatest`` of
        what it adds to any coalition that was run with and without it. Means over replicates, without intervals.
    """
    game = values(ds, contrast, outcome)
    numbers = game.index.to_numpy()
    bound = float(rounding(chosen(ds, contrast, outcome))[0, 0])
    players = [str(one) for one in ds["incentive"].values]
    rows = {}
    for place, player in enumerate(players):
        without = game[(numbers >> place) & 1 == 0]
        added = game.reindex(without.index.to_numpy() | 1 << place).to_numpy() - without.to_numpy()
        added = pd.Series(np.where(np.abs(added) <= bound, 0.0, added), index=without.index)
        everyone_else = (1 << len(players)) - 1 - (1 << place)
        rows[player] = {
            "first": added.get(0, np.nan),
            "last": added.get(everyone_else, np.nan),
            "least": added.min(),
            "greatest": added.max(),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("incentive")


def _number(ds: xr.Dataset, incentives: Iterable[str]) -> int:
    players = [str(one) for one in ds["incentive"].values]
    absent = [one for one in incentives if one not in players]
    if absent:
        raise ValueError(f"no incentive {', '.join(absent)} in this attribution; it holds {', '.join(players)}")
    return sum(1 << players.index(one) for one in set(incentives))
