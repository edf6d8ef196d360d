"""What a comparison's headline is of: the effect on each actor, over draws of the parameters and chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steppe.effects.compare import outcomes
from steppe.io import results
from steppe.io.declared import contrasts, texts
from steppe.io.headline import has_headline
from steppe.io.headline import read_headline as headline
from steppe.stats.intervals import wilson_interval

if TYPE_CHECKING:
    import os

    import pandas as pd
    import xarray as xr

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
LEVEL = 0.90
PERCENT_OF_GDP = 100.0
DRAWN, FIXED = "drawn", "fixed"


@dataclass(frozen=True)
class ActorEffect:
    """The effect on one actor.

    Attributes
    ----------
    outcome
        What it is of: ``welfare[KAZ]``.
    actor
        Id of the actor.
    unit
        Of the effect.
    quantiles
        At `QUANTILES`, of type 7 (Hyndman & Fan 1996).
    gain, gain_low, gain_high
        Share of the draws with more, and Wilson's interval of its probability.
    draws
        How many there are.
    values
        The effect in each draw.
    """

    outcome: str
    actor: str
    unit: str
    quantiles: tuple[float, ...]
    gain: float
    gain_low: float
    gain_high: float
    draws: int
    values: np.ndarray

    @property
    def median(self) -> float:
        """Half of the draws lie on either side."""
        return self.quantiles[2]

    @property
    def middle_half(self) -> tuple[float, float]:
        """Ends between which half of the draws lie."""
        return self.quantiles[1], self.quantiles[3]

    @property
    def nine_tenths(self) -> tuple[float, float]:
        """Ends between which nine tenths of the draws lie."""
        return self.quantiles[0], self.quantiles[4]

    @property
    def is_settled(self) -> bool:
        """Whether nine tenths of the draws lie on one side of 0."""
        low, high = self.nine_tenths
        return low > 0 or high < 0


@dataclass(frozen=True)
class Headline:
    """The effects on all actors, the leadership's first.

    Attributes
    ----------
    effects
        One for each actor.
    parameters
        ``drawn`` from their priors, one draw a pair, or ``fixed`` at the scenario's values.
    usd_per_g
        Billions of USD in a unit of G; NaN where the scenario does not state the hedger's GDP.
    """

    effects: tuple[ActorEffect, ...]
    parameters: str
    usd_per_g: float

    @property
    def leadership(self) -> ActorEffect:
        """The effect that the sentence is about."""
        return self.effects[0]

    @property
    def others(self) -> tuple[ActorEffect, ...]:
        """Those on the powers."""
        return self.effects[1:]


def read_headline(
    path: str | os.PathLike[str],
    ds: xr.Dataset,
    effects: pd.DataFrame,
    hedger: str,
    reduced: xr.DataArray | None = None,
) -> Headline | None:
    """Read the headline of a comparison.

    Parameters
    ----------
    path
        File of ``steppe compare``.
    ds
        The same, of `steppe.open`.
    effects
        Its effects, as of `steppe.compare.effect_table` with the columns of
        `steppe.io.declared_columns.with_declarations`.
    hedger
        Whose leadership.
    reduced
        What `steppe.compare.outcomes` gave of them, where that is known already.

    Returns
    -------
    Headline or None
        Of the file's group ``headline`` where it has one of this contrast and hedger; else of the pairs of the
        comparison itself, whose parameters are as they are. None where the file holds no such outcome, or no runs.
    """
    usd = _usd_per_g(path, hedger)
    found = _of_draws(path, effects, hedger)
    if found:
        return Headline(tuple(found), DRAWN, usd)
    is_drawn = bool(int(ds.get("replicates_per_draw", 0)))
    found = _of_pairs(ds, effects, hedger, reduced)
    return Headline(tuple(found), DRAWN if is_drawn else FIXED, usd) if found else None


def actor_effect(outcome: str, unit: str, values: np.ndarray) -> ActorEffect:
    """Describe the effect on an actor by its draws.

    Parameters
    ----------
    outcome
        Label of the outcome; the last id in its brackets is the actor.
    unit
        Of the values.
    values
        One a draw; NaN where a run did not finish.

    Returns
    -------
    ActorEffect
    """
    known = values[np.isfinite(values)].astype(float)
    positive = int((known > 0).sum())
    low, high = wilson_interval(positive, known.size, LEVEL)
    quantiles = tuple(float(one) for one in np.quantile(known, QUANTILES))
    return ActorEffect(
        outcome, _actor_of(outcome), unit, quantiles, positive / known.size, float(low), float(high), known.size, known
    )


def _of_draws(path: str | os.PathLike[str], effects: pd.DataFrame, hedger: str) -> list[ActorEffect]:
    """Effects with parameters drawn, where the file holds those of the contrast."""
    if not has_headline(path):
        return []
    drawn = headline(path)
    held = contrasts(drawn)
    wanted = tuple((one,) for one in _contrast_of(effects))
    of = next((name for name, arms in held.items() if arms == wanted), None)
    if of is None:
        return []
    differences = drawn["difference"].sel(contrast=of)
    known = set(texts(drawn["outcome"]))
    return [
        actor_effect(row["outcome"], row["unit"], values)
        for row in _told_of(effects, hedger)
        if row["outcome"] in known
        and np.isfinite(values := differences.sel(outcome=row["outcome"]).to_numpy()).sum() > 1
    ]


def _told_of(effects: pd.DataFrame, hedger: str) -> list[dict]:
    """Rows of the leadership's welfare, and of what its choice is worth to each power."""
    own = effects[effects["regret"].astype(bool)]
    powers = effects[(effects["better_for"] == "principal") & (effects["benefit_order"] > 0)]
    return [row for table in (own, powers) for row in table.to_dict("records") if row["hedger"] in ("", hedger)]


def _of_pairs(ds: xr.Dataset, effects: pd.DataFrame, hedger: str, reduced: xr.DataArray | None) -> list[ActorEffect]:
    """Effects over the pairs of the comparison itself."""
    rows = _told_of(effects, hedger)
    if not rows or ds.attrs.get("record") == "summary":  # which keeps no median
        return []
    arms = list(_contrast_of(effects))
    if reduced is None:
        reduced = outcomes(ds.sel(arm=arms), list(dict.fromkeys(row["measure"] for row in rows)))
    labels = [str(one) for one in reduced["outcome"].values]
    wanted = reduced.isel(outcome=[labels.index(row["outcome"]) for row in rows])
    labels = [row["outcome"] for row in rows]
    treated, control = wanted.sel(arm=arms).transpose("arm", "outcome", "replicate").to_numpy()
    return [
        actor_effect(row["outcome"], row["unit"], treated[place] - control[place])
        for row in rows
        if np.isfinite(treated[place := labels.index(row["outcome"])] - control[place]).sum() > 1
    ]


def _contrast_of(effects: pd.DataFrame) -> tuple[str, str]:
    return effects.attrs["treated"], effects.attrs["control"]


def _usd_per_g(path: str | os.PathLike[str], hedger: str) -> float:
    """Billions of USD in 1 G, of the hedger's GDP as the scenario states it."""
    gdp = results.parameter_values(path).get(f"hedger.{hedger}.gdp", 0.0)
    return gdp / PERCENT_OF_GDP if gdp > 0 else np.nan


def _actor_of(outcome: str) -> str:
    return outcome.partition("[")[2].rstrip("]").split(", ")[-1]
