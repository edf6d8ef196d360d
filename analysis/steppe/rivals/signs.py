"""Effects under rival readings, and how many of them agree on a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.effects.compare import origin
from steppe.io.declared import contrasts
from steppe.io.recorded import effect_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr


def of_benefit(ds: xr.Dataset, contrast: str = "total", level: float = 0.90) -> dict[str, pd.DataFrame]:
    """Effects under each reading of a file of ``steppe benefit``.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe benefit``.
    contrast
        Name of the contrast.
    level
        Probability that the intervals are made for.

    Returns
    -------
    dict
        By the id of the reading, the base first: tables with the columns of `steppe.contrasts.table` but for
        ``standardised`` and the intervals of the shares of pairs, which the file does not hold.

    Raises
    ------
    ValueError
        The file is another kind of result, or does not hold the contrast.
    """
    if ds.attrs.get("record") != "benefit":
        raise ValueError("these results hold no readings; 'steppe benefit FILE -o OUT.h5' writes some")
    held = [str(one) for one in ds["contrast"].values]
    if contrast not in held:
        raise ValueError(f"no contrast '{contrast}' in these results; they hold {', '.join(held)}")
    arms = contrasts(ds)[contrast]
    treated, control = (*arms.plus, *arms.minus) if arms.is_pair else ("", "")
    tables = {}
    for reading in ds["reading"].values:
        effect = ds["effects"].sel(reading=reading, contrast=contrast, drop=True)
        table = effect_columns(ds, effect, level)
        table.insert(0, "contrast", contrast)
        table.attrs = {"treated": treated, "control": control, "level": level, **origin(ds)}
        tables[str(reading)] = table
    return tables


def sign(effects: pd.DataFrame) -> pd.Series:
    """Sign of each effect as far as it is known.

    Parameters
    ----------
    effects
        A table of `steppe.compare.effect_table` or `steppe.contrasts.table`, of one contrast.

    Returns
    -------
    pandas.Series
        By outcome: 1 where the interval of the mean lies above 0, -1 where it lies below, 0 where it holds 0, NaN where
        there is no interval.
    """
    if effects["outcome"].duplicated().any():
        raise ValueError("a table of one contrast has each outcome once; choose a contrast (and a point)")
    low, high = effects["low"].to_numpy(), effects["high"].to_numpy()
    known = np.where(np.isfinite(low) & np.isfinite(high), 0.0, np.nan)
    signs = np.where(low > 0, 1.0, np.where(high < 0, -1.0, known))
    return pd.Series(signs, index=pd.Index(effects["outcome"], name="outcome"), name="sign")


def sign_agreement(readings: Mapping[str, pd.DataFrame], base: str | None = None) -> pd.DataFrame:
    """Count the readings under which an effect has the sign that it has in the base.

    Parameters
    ----------
    readings
        Tables of effects by the name of the reading, the base among them.
    base
        Name of the base; the first when not given.

    Returns
    -------
    pandas.DataFrame
        A row per outcome of the base: ``base``, its sign as of `sign`; then, over the other readings, how many have the
        same sign (``same``), the opposite one (``opposite``) or an interval that holds 0 (``open``), and how many do
        not have the outcome (``absent``). Where the base itself is open, ``same`` and ``opposite`` are 0, and
        ``positive`` and ``negative`` tell what the others say; these are given everywhere.
    """
    if not readings:
        raise ValueError("no readings are given")
    base = next(iter(readings)) if base is None else base
    if base not in readings:
        raise ValueError(f"no reading '{base}' among {', '.join(readings)}")
    signs = pd.DataFrame({name: sign(table) for name, table in readings.items()})
    signs = signs.reindex(pd.Index(readings[base]["outcome"], name="outcome"))
    rest, own = signs.drop(columns=base), signs[base]
    return pd.DataFrame(
        {
            "base": own,
            "same": rest.eq(own, axis="index").where(own.ne(0), other=False, axis="index").sum(axis="columns"),
            "opposite": rest.eq(-own, axis="index").where(own.ne(0), other=False, axis="index").sum(axis="columns"),
            "open": rest.eq(0).sum(axis="columns"),
            "absent": rest.isna().sum(axis="columns"),
            "positive": rest.gt(0).sum(axis="columns"),
            "negative": rest.lt(0).sum(axis="columns"),
        }
    )


def combined(readings: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put the tables of several readings below each other.

    Parameters
    ----------
    readings
        Tables of effects by the name of the reading.

    Returns
    -------
    pandas.DataFrame
        All rows with a first column ``reading``; its attributes are those of the first table.
    """
    table = pd.concat([part.assign(reading=name) for name, part in readings.items()], ignore_index=True)
    table.insert(0, "reading", table.pop("reading"))
    table.attrs = dict(next(iter(readings.values())).attrs)
    return table
