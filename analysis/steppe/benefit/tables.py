"""Tables of a file of ``steppe benefit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.io.declared import declarations, of_measures, regretted
from steppe.io.recorded import LABELS
from steppe.rivals.signs import of_benefit, sign
from steppe.stats.intervals import wilson_interval, z_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xarray as xr

LEVEL = 0.90
BASE, PRIORS = "base", "priors"
"""Readings over chance alone, and over chance and priors."""
_ENGINE_LEVEL = 0.90  # of the intervals that the file holds


def effects(
    ds: xr.Dataset,
    contrasts: Iterable[str] | None = None,
    which: Iterable[str] = (BASE, PRIORS),
    *,
    hedger: str | None = None,
    level: float = LEVEL,
) -> pd.DataFrame:
    """What each actor gains in total and by its parts, beside each other over chance and over priors.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe benefit``.
    contrasts
        Names of contrasts; all of the file when not given. Substance, inducement and interaction add up to total, and
        so do substance and publicity.
    which
        Names of readings.
    hedger
        Whose; the first hedger when not given. Outcomes that belong to no hedger are always there.
    level
        Probability that the intervals are made for.

    Returns
    -------
    pandas.DataFrame
        A row per reading, contrast and outcome over the whole run of a measure with a place in the order of
        benefit: ``reading``, ``contrast``,
        ``whose`` (hedger, principal, partner or accord), ``actor`` (its id; empty for the accord), the labels of
        `steppe.compare.effect_table`, ``difference`` with ``low`` and ``high`` (mean over pairs and its normal
        interval: over draws of the parameters where these are drawn), ``standard_error``, ``spread_low`` and
        ``spread_high`` (5 % and 95 % over pairs), ``share_positive``, ``share_negative``, ``share_negative_low`` and
        ``_high`` (as of `regret`), ``pairs``. In the units of the outcomes.

    Raises
    ------
    ValueError
        The file is another kind of result, or holds no such reading, contrast or hedger.
    """
    held, which = _readings(ds), list(which)
    for one in which:
        if one not in held:
            raise ValueError(f"no reading '{one}' in these results; they hold {', '.join(held)}")
    named = [str(one) for one in ds["contrast"].values] if contrasts is None else list(contrasts)
    parts = []
    for contrast in named:
        tables = of_benefit(ds, contrast, level)
        for reading in which:
            table = _gains(ds, tables[reading], hedger)
            low, high = _wilson(ds, reading, contrast, table, level)
            place = table.columns.get_loc("share_negative") + 1
            table.insert(place, "share_negative_low", low)
            table.insert(place + 1, "share_negative_high", high)
            table.insert(0, "reading", reading)
            parts.append(table)
    found = pd.concat(parts, ignore_index=True)
    found.attrs = dict(parts[0].attrs)
    return found


def regret(
    ds: xr.Dataset,
    measure: str | None = None,
    contrast: str = "total",
    *,
    hedger: str | None = None,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Probability that the treated arm of a contrast has less of something, under every reading.

    For what the hedger weighs in all this is the probability of regret (docs/model.md, section 8.5).

    Parameters
    ----------
    ds, hedger, level
        As of `effects`.
    measure
        One that stands for a gain; what the file calls regret when not given.
    contrast
        Name of a contrast.

    Returns
    -------
    pandas.DataFrame
        A row per reading and outcome: reading, title (of the reading), actor, outcome, ``probability`` with ``low`` and
        ``high`` (Wilson's interval), pairs. Where parameters are drawn, trials are the number of independent pairs that
        would know the share as well (as of `steppe.stats.intervals.share_interval`).
    """
    found = effects(ds, [contrast], _readings(ds), hedger=hedger, level=level)
    held = ", ".join(found["measure"].unique())
    measure = regretted(ds) if measure is None else measure
    found = found[found["measure"] == measure]
    if found.empty:
        raise ValueError(f"these results hold no {measure}; of the gains they hold {held}")
    columns = {"share_negative": "probability", "share_negative_low": "low", "share_negative_high": "high"}
    kept = found[["reading", "actor", "outcome", *columns, "pairs"]].rename(columns=columns).reset_index(drop=True)
    kept.insert(1, "title", kept["reading"].map(titles(ds)))
    return kept


def signs(ds: xr.Dataset, contrast: str = "total", *, hedger: str | None = None, level: float = LEVEL) -> pd.DataFrame:
    """Sign of each gain under every rival reading, and how many have which.

    Parameters
    ----------
    ds, contrast, hedger, level
        As of `regret`.

    Returns
    -------
    pandas.DataFrame
        Indexed by outcome. A column for each reading, rivals last: 1 or -1 where the interval of the mean lies above or
        below 0, 0 where it holds 0, NaN where there is none. Then over the rival readings alone how many give which:
        ``positive``, ``negative``, ``still`` (equal in every pair) and ``open`` (the rest). The attribute ``rivals``
        has the names of the rival readings.
    """
    tables = {
        name: _gains(ds, table, hedger).set_index("outcome", drop=False)
        for name, table in of_benefit(ds, contrast, level).items()
    }
    found = pd.DataFrame({name: sign(table) for name, table in tables.items()})
    rivals = [name for name in tables if name not in (BASE, PRIORS)]
    still = pd.DataFrame(
        {name: (tables[name]["share_positive"] == 0) & (tables[name]["share_negative"] == 0) for name in rivals},
        index=found.index,
    )
    counts = {
        "positive": found[rivals].gt(0).sum(axis="columns"),
        "negative": found[rivals].lt(0).sum(axis="columns"),
        "still": still.sum(axis="columns"),
    }
    found = found.assign(**counts, open=len(rivals) - sum(counts.values()))
    found.attrs = {"rivals": rivals, "level": level}
    return found


def titles(ds: xr.Dataset) -> dict[str, str]:
    """Title of the scenario of each reading, by the name of the reading."""
    return dict(zip(_readings(ds), map(str, ds["reading_title"].values), strict=True))


def _readings(ds: xr.Dataset) -> list[str]:
    if ds.attrs.get("record") != "benefit":
        raise ValueError("these results are of no benefit; 'steppe benefit FILE -o OUT.h5' writes one")
    return [str(one) for one in ds["reading"].values]


def _gains(ds: xr.Dataset, table: pd.DataFrame, hedger: str | None) -> pd.DataFrame:
    """Outcomes over the whole run that stand for gains, of one hedger, in the file's order of benefit."""
    whole = ds["outcome_months"].to_numpy() == ds["outcome_months"].to_numpy().max()
    hedgers = [name for name in table["hedger"].unique() if name]
    if hedger is not None and hedger not in hedgers:
        raise ValueError(f"no hedger '{hedger}' in these results; they hold {', '.join(hedgers)}")
    chosen = hedger if hedger is not None else next(iter(hedgers), "")
    declared = declarations(ds)
    order = np.array(of_measures(declared, table["measure"], "benefit_order"))
    kept = table.assign(order=order)[whole & (order > 0) & table["hedger"].isin([chosen, ""])]
    kept = kept.sort_values("order", kind="stable", ignore_index=True)
    whose = pd.Series(of_measures(declared, kept["measure"], "better_for"), index=kept.index, dtype=object)
    actor = kept["element"].where(whose.isin(["principal", "partner"]), kept["hedger"])
    kept.insert(1, "whose", whose)
    kept.insert(2, "actor", actor)
    about = ["contrast", "whose", "actor", *LABELS]
    numbers = ["difference", "low", "high", "standard_error", "spread_low", "spread_high", "share_positive"]
    return kept[[*about, *numbers, "share_negative", "pairs"]]


def _wilson(
    ds: xr.Dataset, reading: str, contrast: str, table: pd.DataFrame, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's interval of the share of pairs with less, for as many trials as the engine's own interval stands for."""
    statistics = ds["effects"].sel(reading=reading, contrast=contrast, outcome=table["outcome"].to_numpy())
    share = table["share_negative"].to_numpy()
    low, high = (statistics.sel(outcome_statistic=f"share_negative_{end}").to_numpy() for end in ("low", "high"))
    # An end e of Wilson's interval solves (share - e)^2 = z^2 e (1 - e) / trials; the farther end is never cut off.
    end = np.where(share < 0.5, high, low)  # noqa: PLR2004  one half
    trials = z_of(_ENGINE_LEVEL) ** 2 * end * (1 - end) / (share - end) ** 2
    return wilson_interval(share * trials, trials, level)
