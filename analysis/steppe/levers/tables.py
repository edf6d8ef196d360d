"""Tables of a file of ``steppe levers``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from steppe.io.declared import texts
from steppe.stats.intervals import z_of

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

LEVEL = 0.90
INERT_WORDS = {
    "alike": "moves both arms alike",
    "elsewhere": "moves other outcomes",
    "switched_off": "acts once a switch is turned",
    "masked": "is masked by other parameters",
    "no_path": "no path was found",
}
"""What each kind of an inert lever means."""


def ends(ds: xr.Dataset, level: float = LEVEL) -> pd.DataFrame:
    """What one parameter at a time, set to either end of its range, does to the effect.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of ``steppe levers``.
    level
        Probability that intervals are made for.

    Returns
    -------
    pandas.DataFrame
        lever, unit, tag (evidence), value (the scenario's), range_low, range_high, is_switch; ``at_low`` and
        ``at_high``, the effect there, ``change_at_low`` and ``change_at_high``, that less the effect at the scenario's
        values, and ``swing``, each with ``_low`` and ``_high``; standing, inert, words, reason. The largest change
        first. NaN where the world would have no rest.
    """
    table = pd.DataFrame({"lever": texts(ds["lever"])})
    for column, name in (("unit", "units"), ("tag", "tag")):
        table[column] = texts(ds[f"lever_{name}"])
    table["value"] = ds["lever_value"].to_numpy()
    table["is_switch"] = ds["lever_is_switch"].to_numpy() == 1
    for place, end in enumerate(("low", "high")):
        table[f"range_{end}"] = ds["lever_end"].to_numpy()[:, place]
        for column, name in ((f"at_{end}", "effect_at_end"), (f"change_at_{end}", "change_at_end")):
            values = (ds[key].to_numpy()[:, place] for key in (name, f"{name}_standard_error"))
            _put_interval(table, column, *values, level)
    _put_interval(table, "swing", ds["swing"].to_numpy(), ds["swing_standard_error"].to_numpy(), level)
    for name in ("standing", "inert"):
        table[name] = texts(ds[f"lever_{name}"])
    table["words"], table["reason"] = texts(ds["lever_inert_words"]), texts(ds["lever_reason"])
    reach = table[["change_at_low", "change_at_high"]].abs().max(axis=1).fillna(0.0)
    table = table.iloc[reach.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
    table.attrs.update(facts(ds, level))
    return table


def turns(ds: xr.Dataset) -> pd.DataFrame:
    """Where a parameter turns the sign of the effect, the strongest parameter first.

    Parameters
    ----------
    ds
        As of `ends`.

    Returns
    -------
    pandas.DataFrame
        lever, unit, scenario (its value), turn with the ends ``low`` and ``high`` of its 90 % interval, ``open_low``
        and ``open_high``: whether the interval may go on beyond the range. Empty where none turns it.
    """
    columns = ["lever", "unit", "scenario", "turn", "low", "high", "open_low", "open_high"]
    if "turn" not in ds.coords:
        return pd.DataFrame(columns=columns)
    named = pd.DataFrame({"unit": texts(ds["lever_units"]), "value": ds["lever_value"].to_numpy()}, texts(ds["lever"]))
    table = pd.DataFrame({"lever": texts(ds["turn"])})
    table["unit"] = named["unit"].reindex(table["lever"]).to_numpy()
    table["scenario"] = named["value"].reindex(table["lever"]).to_numpy()
    for column, name in (("turn", "turn_value"), ("low", "turn_low"), ("high", "turn_high")):
        table[column] = ds[name].to_numpy()
    for column in ("open_low", "open_high"):
        table[column] = ds[f"turn_{column}"].to_numpy() == 1
    return table[columns]


def break_even(ds: xr.Dataset, level: float = LEVEL) -> pd.DataFrame | None:
    """Effect over a grid of the two strongest parameters.

    Parameters
    ----------
    ds, level
        As of `ends`.

    Returns
    -------
    pandas.DataFrame or None
        up, across, effect with ``low`` and ``high``; NaN where the world would have no rest. Attributes ``up`` and
        ``across`` name the parameters. None where the file holds no map.
    """
    if "map_effect" not in ds:
        return None
    grid = ds["map_effect"].transpose("map_up", "map_across")
    up, across = grid["map_up"].to_numpy(), grid["map_across"].to_numpy()
    table = pd.DataFrame({"up": up.repeat(len(across)), "across": list(across) * len(up)})
    errors = ds["map_effect_standard_error"].transpose("map_up", "map_across")
    _put_interval(table, "effect", grid.to_numpy().ravel(), errors.to_numpy().ravel(), level)
    table = table.rename(columns={"effect_low": "low", "effect_high": "high"})
    table.attrs.update(facts(ds, level))
    table.attrs.update(dict(zip(texts(ds["map_axis"]), texts(ds["map_lever"]), strict=True)))
    return table


def beliefs(ds: xr.Dataset, kind: str = "parameter") -> pd.DataFrame:
    """What it is worth to know a parameter, or a group, and how far belief about it must shift to turn the sign.

    Parameters
    ----------
    ds
        As of `ends`.
    kind
        ``parameter``, ``subject``, ``tag`` or ``everything``.

    Returns
    -------
    pandas.DataFrame
        name, tag, inputs, found (of these, those on which the effect was found to depend); ``information`` and
        ``decided_by_others``, each with ``_low`` and ``_high``, in the unit of the outcome; explained; ``share`` of
        belief that must move to ``towards``, ``divergence`` in nats, prior_mean, ``mean`` of the nearest belief, each
        with ``_low`` and ``_high``, NaN where no shift turns the sign. Intervals are of 90 %. What is worth most first.

    Raises
    ------
    ValueError
        The file holds no draws from priors, or no such kind.
    """
    if "belief" not in ds.coords:
        raise ValueError("these results hold no draws from priors")
    kinds = texts(ds["belief_kind"])
    if kind not in kinds:
        raise ValueError(f"no beliefs of the kind '{kind}'; the file holds {', '.join(sorted(set(kinds)))}")
    table = pd.DataFrame({"name": texts(ds["belief_name"]), "tag": texts(ds["belief_tag"])})
    table["inputs"] = ds["belief_inputs"].to_numpy().astype(int)
    table["found"] = ds["belief_inputs_found"].to_numpy().astype(int)
    names = {
        "information": "information",
        "decided_by_others": "information_decided_by_others",
        "share": "shift_share",
        "divergence": "shift_divergence",
        "mean": "shift_mean",
    }
    for column, name in names.items():
        for end in ("", "_low", "_high"):
            table[f"{column}{end}"] = ds[f"{name}{end}"].to_numpy()
    for column, name in (("explained", "explained"), ("towards", "shift_towards"), ("prior_mean", "prior_mean")):
        table[column] = ds[name].to_numpy()
    table = table[[one == kind for one in kinds]].reset_index(drop=True)
    table.attrs.update(facts(ds, LEVEL))
    return table


def joined_groups(ds: xr.Dataset) -> pd.DataFrame:
    """Beliefs about all parameters of a tag, then about all: `beliefs`.

    Parameters
    ----------
    ds
        As of `ends`.

    Returns
    -------
    pandas.DataFrame
        As of `beliefs`, of those groups in which the effect was found to depend on something.
    """
    groups = pd.concat([beliefs(ds, "tag"), beliefs(ds, "everything")], ignore_index=True)
    groups = groups[groups["found"] > 0].reset_index(drop=True)
    groups.attrs.update(facts(ds, LEVEL))
    return groups


def facts(ds: xr.Dataset, level: float) -> dict[str, object]:
    """What all tables of a file have in common, as their attributes.

    Parameters
    ----------
    ds, level
        As of `ends`.

    Returns
    -------
    dict
        outcome, unit, better (1: more is a gain; -1: a loss), pairs, search_pairs, level, ``at_values`` (mean, low,
        high); and where parameters were drawn draws, ``over_priors`` likewise, gain_probability.
    """
    told: dict[str, object] = {
        "outcome": texts(ds["outcome"])[0],
        "unit": texts(ds["outcome_units"])[0],
        "better": int(ds["better"]),
        "pairs": int(ds["pairs"]),
        "search_pairs": int(ds["search_pairs"]),
        "level": level,
        "at_values": _interval(ds, "effect_at_values", level),
        "draws": int(ds["draws"]) if "draws" in ds else 0,
    }
    if "effect_over_priors" in ds:
        told["over_priors"] = _interval(ds, "effect_over_priors", level)
        told["gain_probability"] = float(ds["gain_probability"])
    return told


def _interval(ds: xr.Dataset, name: str, level: float) -> tuple[float, float, float]:
    mean, error = float(ds[name]), float(ds[f"{name}_standard_error"])
    reach = z_of(level) * error
    return mean, mean - reach, mean + reach


def _put_interval(table: pd.DataFrame, column: str, means: np.ndarray, errors: np.ndarray, level: float) -> None:
    reach = z_of(level) * errors
    for end, values in (("", means), ("_low", means - reach), ("_high", means + reach)):
        table[f"{column}{end}"] = values
