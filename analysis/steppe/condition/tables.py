"""Tables of a file of ``steppe condition``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.io.declared import declarations, of_measures, texts
from steppe.io.recorded import effect_columns
from steppe.io.results import SteppeFileError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xarray as xr

LEVEL = 0.90
ALL, GIVEN = "all", "given"
"""Over all runs, and over those that match the evidence, by their weights."""
ESTIMATES = ["value", "standard_error", "low", "high", "effective"]


def conditions(ds: xr.Dataset) -> pd.DataFrame:
    """What is known, and in how many pairs each condition holds by itself.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe condition``.

    Returns
    -------
    pandas.DataFrame
        By condition: ``certain`` (it holds or not; else it weighs runs by their likelihood) and ``runs``. The
        attributes ``pairs``, ``matching`` and ``effective`` tell how many pairs ran, how many match, and for how many
        equal ones these stand.
    """
    _check(ds)
    table = pd.DataFrame(
        {"certain": ds["condition_certain"].to_numpy() > 0, "runs": ds["condition_runs"].to_numpy().astype(int)},
        index=pd.Index(texts(ds["condition"]), name="condition"),
    )
    table.attrs = {
        "pairs": int(ds["pairs"]), "matching": int(ds["matching"]), "effective": float(ds["effective_size"])
    }  # fmt: skip
    return table


def effects(ds: xr.Dataset, measures: Iterable[str] | None = None, *, level: float = LEVEL) -> pd.DataFrame:
    """Tell what the accord changes over all runs, and given the evidence.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe condition``.
    measures
        Measures to keep; all when not given.
    level
        Probability that the intervals are made for.

    Returns
    -------
    pandas.DataFrame
        A row per outcome of each population, ``all`` and ``given``: ``population``, the labels of
        `steppe.compare.effect_table`, ``difference`` (endogenous less its twin without accords) with ``low`` and
        ``high``, ``standard_error``, ``spread_low`` and ``spread_high`` (5 % and 95 % over pairs), ``share_positive``,
        ``share_negative``, ``pairs``.
    """
    _check(ds)
    parts = []
    for population in (ALL, GIVEN):
        table = effect_columns(ds, ds["effects"].sel(population=population, drop=True), level)
        table.insert(0, "population", population)
        parts.append(table.drop(columns="variance_reduction"))
    found = pd.concat(parts, ignore_index=True)
    if measures is not None:
        wanted = list(measures)
        absent = sorted(set(wanted) - set(found["measure"]))
        if absent:
            raise ValueError(f"these results hold no {', '.join(absent)}")
        found = found[found["measure"].isin(wanted)].reset_index(drop=True)
    found.attrs = {"level": level}
    return found


def gains(ds: xr.Dataset, *, level: float = LEVEL) -> pd.DataFrame:
    """Rows of `effects` over the whole run that stand for what somebody gains, in the file's order of benefit."""
    table = effects(ds, level=level)
    months = dict(zip(texts(ds["outcome"]), ds["outcome_months"].to_numpy(), strict=True))
    order = np.array(of_measures(declarations(ds), table["measure"], "benefit_order"))
    whole = table["outcome"].map(months) == max(months.values())
    kept = table.assign(order=order)[whole & (order > 0)].sort_values("order", kind="stable", ignore_index=True)
    kept.attrs = dict(table.attrs)
    return kept.drop(columns="order")


def events(ds: xr.Dataset) -> pd.DataFrame:
    """How probable each event is with the accord open and closed, and how necessary and sufficient the accord was.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe condition`` with ``--event``.

    Returns
    -------
    pandas.DataFrame
        Indexed by event, population and statistic: ``open`` and ``closed`` (it comes in the endogenous run, in its
        twin), ``necessity`` (where it comes in the run, it fails in the twin), ``sufficiency`` (where it fails in the
        twin, it comes in the run), ``both`` (it comes in the run and fails in the twin), ``prevented`` (the reverse).
        ``value`` with ``low`` and ``high`` (90 %), ``standard_error``, ``effective``: for how many independent runs
        those that count stand. Empty where no event was asked about.
    """
    _check(ds)
    names = ["event", "population", "event_statistic"]
    if "event_probability" not in ds:
        return pd.DataFrame(columns=ESTIMATES, index=pd.MultiIndex.from_arrays([[]] * 3, names=names))
    return _estimates(ds["event_probability"].transpose(*names, "estimate"), names)


def joined_anyway(ds: xr.Dataset) -> pd.DataFrame:
    """Tell whether it would have joined anyway, had chance gone against it when it did.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe condition``.

    Returns
    -------
    pandas.DataFrame
        A row per condition that says when a hedger joined and horizon after it: ``condition``, ``hedger``,
        ``months_after``, and the probability of having joined by then with the columns of `events`. Empty where the
        evidence says of no accession when it came, or also tells of what may have followed from it.
    """
    _check(ds)
    columns = ["condition", "hedger", "months_after", *ESTIMATES]
    if "joined_later" not in ds:
        return pd.DataFrame(columns=columns)
    table = _estimates(ds["joined_later"].transpose("joining", "horizon", "estimate"), ["joining", "horizon"])
    table = table.reset_index().rename(columns={"joining": "condition"})
    hedgers = dict(zip(texts(ds["joining"]), texts(ds["joining_hedger"]), strict=True))
    table.insert(1, "hedger", table["condition"].map(hedgers))
    table.insert(2, "months_after", ds["months_after"].transpose("joining", "horizon").to_numpy().ravel())
    return table.dropna(subset="months_after").astype({"months_after": int})[columns].reset_index(drop=True)


def matches(ds: xr.Dataset, outcome: str) -> pd.DataFrame:
    """Pairs that match the evidence: replicate, ``weight``, ``endogenous`` and ``without_accords`` of an outcome."""
    _check(ds)
    if outcome not in texts(ds["outcome"]):
        raise ValueError(f"these results hold no outcome '{outcome}'")
    one = ds[["weight", "endogenous", "without_accords"]].sel(outcome=outcome)
    return pd.DataFrame(
        {name: one[name].to_numpy() for name in ("weight", "endogenous", "without_accords")},
        index=pd.Index(ds["match"].to_numpy().astype(int), name="replicate"),
    )


def _estimates(values: xr.DataArray, over: list[str]) -> pd.DataFrame:
    """Estimates over some dimensions, a row for each."""
    index = pd.MultiIndex.from_product([_labels(values[name]) for name in over], names=over)
    shape = (len(index), values.sizes["estimate"])
    return pd.DataFrame(values.to_numpy().reshape(shape), index=index, columns=texts(values["estimate"]))


def _labels(values: xr.DataArray) -> list[object]:
    return texts(values) if values.dtype.kind in "OUS" else values.to_numpy().astype(int).tolist()


def _check(ds: xr.Dataset) -> None:
    if ds.attrs.get("record") != "condition":
        raise SteppeFileError(
            "these results know of no evidence; 'steppe condition FILE --given ... -o OUT.h5' writes one"
        )
