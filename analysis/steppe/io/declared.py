"""What a file declares of its measures, arms and contrasts: declared once, in the engine (docs/output.md).

Nothing here is a list of measures: each declaration is read from the file, from the attributes of the measures where it
keeps months, and from coordinates of its outcomes where it does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from steppe.io.unfinished import measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import xarray as xr

TREATED = "with_accords"
CONTROL = "without_accords"
OUTCOME = "outcome"
"""The role of a measure that tells of the world, neither set by an arm nor about the calculation."""

DECLARATION: dict[str, str | int | float | bool] = {
    "role": OUTCOME, "is_probability": False, "lower_bound": np.nan, "upper_bound": np.nan, "better_for": "",
    "better": 0, "better_words": "", "benefit_order": 0, "actor_order": 0, "display_order": 0, "headline": False,
    "regret": False, "section": "",
}  # fmt: skip
"""What is declared of a measure, and what holds where an attribute is left out."""


class Members(NamedTuple):
    """Arms that a contrast adds, and arms that it takes away."""

    plus: tuple[str, ...]
    minus: tuple[str, ...]

    @property
    def is_pair(self) -> bool:
        """Whether it is one arm less another."""
        return len(self.plus) == len(self.minus) == 1

    @property
    def signs(self) -> dict[str, int]:
        """The sign with which it takes each arm."""
        return {**dict.fromkeys(self.plus, 1), **dict.fromkeys(self.minus, -1)}


def declarations(ds: xr.Dataset) -> pd.DataFrame:
    """Tell what the file declares of each of its measures.

    Parameters
    ----------
    ds
        Results of `steppe.open`.

    Returns
    -------
    pandas.DataFrame
        By measure, in the order of the file: ``role`` (``outcome``, ``arm`` for what the arms themselves set,
        ``diagnostic``), ``is_probability``, ``lower_bound`` and ``upper_bound`` (NaN where unbounded), ``better_for``
        (``hedger``, ``partner``, ``principal``, ``accord`` or empty), ``better`` (1 more is a gain, -1 a loss, 0
        neither), ``better_words``, ``benefit_order``, ``actor_order``, ``display_order`` (0: no place), ``headline``,
        ``regret`` (less of it is called regret), ``section`` of docs/model.md.
    """
    if "outcome_measure" not in ds:
        named = {name: {key: ds[name].attrs.get(key, none) for key, none in DECLARATION.items()} for name in _kept(ds)}
        return _typed(pd.DataFrame.from_dict(named, orient="index", columns=list(DECLARATION)))
    held = [key for key in DECLARATION if f"outcome_{key}" in ds]
    table = pd.DataFrame({key: ds[f"outcome_{key}"].to_numpy() for key in held}, index=texts(ds["outcome_measure"]))
    table = table[~table.index.duplicated()]
    return _typed(table.assign(**{key: none for key, none in DECLARATION.items() if key not in held}))


def contrasts(ds: xr.Dataset) -> dict[str, Members]:
    """Tell which arms each contrast of the file takes, by name in the order of the file."""
    if "contrast_plus" not in ds:
        return {}
    plus, minus = ([split(text) for text in texts(ds[f"contrast_{side}"])] for side in ("plus", "minus"))
    return {name: Members(*arms) for name, *arms in zip(texts(ds["contrast"]), plus, minus, strict=True)}


def long_names(ds: xr.Dataset, over: str) -> dict[str, str]:
    """Words of the ids of a dimension, where the file has some: of arms, contrasts or conditions."""
    name = f"{over}_long_name"
    return dict(zip(texts(ds[over]), texts(ds[name]), strict=True)) if name in ds else {}


def measures_over(ds: xr.Dataset, *sets: str) -> list[str]:
    """Measures whose months are over just these sets, besides arms, points and replicates, in the order of the file."""
    return [name for name in _kept(ds) if set(ds[name].dims) - RUNS == set(sets)]


def regretted(ds: xr.Dataset, table: pd.DataFrame | None = None) -> str | None:
    """Name the measure of which less is called regret; None where the file holds none."""
    is_regretted = (declarations(ds) if table is None else table)["regret"]
    return str(is_regretted.idxmax()) if is_regretted.any() else None


RUNS = {"arm", "point", "replicate", "time", "statistic"}
"""Dimensions of a measure that say which run, which month, and what was made of the runs."""


def texts(values: xr.DataArray) -> list[str]:
    """Texts of an array, or of a single one."""
    return [str(one) for one in np.atleast_1d(values.values)]


def split(text: str) -> tuple[str, ...]:
    """Ids of a text that joins them by commas."""
    return tuple(text.split(", ")) if text else ()


def of_measures(table: pd.DataFrame, names: Iterable[str], key: str) -> list[object]:
    """What is declared of each of the named measures; what holds by default where they are not in the table."""
    known: Mapping[str, object] = table[key].to_dict()
    return [known.get(name, DECLARATION[key]) for name in names]


def _kept(ds: xr.Dataset) -> list[str]:
    """Measures whose months the file keeps, of single runs or as statistics."""
    of_runs = measures(ds)
    return of_runs or [str(name) for name, one in ds.data_vars.items() if {"time", "statistic"} <= set(one.dims)]


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    kinds = {key: object if isinstance(none, str) else type(none) for key, none in DECLARATION.items()}
    return table[list(DECLARATION)].astype(kinds).rename_axis("measure")
