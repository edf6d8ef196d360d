"""What runs wrote that kept outcomes or statistics instead of trajectories."""

import numpy as np
import pandas as pd
import xarray as xr

from steppe.io.declared import contrasts, declarations, of_measures, texts
from steppe.stats.intervals import z_of

DECLARED = ["role", "is_probability", "display_order"]
LABELS = ["outcome", "measure", "hedger", "element", "long_name", "unit", "reduction", *DECLARED]
"""What says of an outcome what it is, in every table and beside every array."""


def outcomes(ds: xr.Dataset, names: list[str] | None = None) -> xr.DataArray:
    """Outcomes as a run with ``--record final`` wrote them.

    Parameters
    ----------
    ds
        Results of `steppe.open`.
    names
        Measures to keep; all when not given.

    Returns
    -------
    xarray.DataArray
        Dimensions and coordinates as of `steppe.compare.outcomes`.
    """
    values = ds["outcomes"].transpose(..., "outcome")
    kept = values if names is None else values.isel(outcome=np.isin(ds["outcome_measure"].values.astype(str), names))
    labels = {name: ("outcome", column) for name, column in labels_of(ds, kept).items()}
    beside = [name for name in kept.coords if str(name).startswith("outcome")]
    return kept.drop_vars(beside).assign_coords(labels)


def effects(ds: xr.Dataset, treated: str, control: str, level: float, names: list[str] | None = None) -> pd.DataFrame:
    """Effects from a summary, for a contrast that the engine kept.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    treated, control
        The arms; differences are treated minus control.
    level
        Probability that the intervals of the means are made for.
    names
        Measures to keep; all when not given.

    Returns
    -------
    pandas.DataFrame
        The labels and numbers of `steppe.compare.effect_table`; ``standardised`` still holds the pooled standard
        deviation that the difference is to be divided by. Spreads may be low by their ``quantile_error``.

    Raises
    ------
    ValueError
        The summary does not hold the contrast.
    """
    contrast = next((one for one, arms in contrasts(ds).items() if arms == ((treated,), (control,))), None)
    if contrast is None:
        held = ", ".join(contrasts(ds))
        raise ValueError(f"this summary does not hold {treated} - {control}; it holds {held}")
    _, arms = _chosen(ds, contrast, [treated, control], names)
    table = contrast_effects(ds, contrast, [treated, control], level, names)
    ends = {
        **_interval(arms.sel(arm=treated), level, ("mean_treated", "low_treated", "high_treated")),
        **_interval(arms.sel(arm=control), level, ("mean_control", "low_control", "high_control")),
    }
    for place, (name, column) in enumerate(ends.items(), table.columns.get_loc("difference")):
        table.insert(place, name, column)
    return table.drop(columns=["standard_error", "share_negative"])


def contrast_effects(
    ds: xr.Dataset, contrast: str, arms: list[str], level: float, names: list[str] | None = None
) -> pd.DataFrame:
    """Effects of one contrast from a summary, whether between two arms or more.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    contrast
        Its name in the file.
    arms
        Arms that it takes, for the pooled standard deviation.
    level, names
        As of `effects`.

    Returns
    -------
    pandas.DataFrame
        As of `effects`, without the means of single arms, and with ``standard_error`` and ``share_negative``.
    """
    effect, of_arms = _chosen(ds, contrast, arms, names)
    table = effect_columns(ds, effect, level)
    spread = np.sqrt((of_arms.sel(outcome_statistic="standard_deviation") ** 2).mean("arm")).to_numpy()
    table.insert(table.columns.get_loc("variance_reduction"), "standardised", spread)
    return table


def effect_columns(ds: xr.Dataset, effect: xr.DataArray, level: float) -> pd.DataFrame:
    """Labels and numbers of one contrast from the statistics that the engine kept.

    Parameters
    ----------
    ds
        Results of `steppe.open` that keep statistics of outcomes.
    effect
        Statistics over outcome and outcome_statistic.
    level
        Probability that the intervals of the means are made for.

    Returns
    -------
    pandas.DataFrame
        A row per outcome.
    """

    def of_effect(name: str) -> np.ndarray:
        return effect.sel(outcome_statistic=name).to_numpy()

    return pd.DataFrame(
        {
            **labels_of(ds, effect),
            **_interval(effect, level, ("difference", "low", "high")),
            "standard_error": of_effect("standard_error"),
            "spread_low": of_effect("quantile_05"),
            "spread_high": of_effect("quantile_95"),
            "variance_reduction": of_effect("variance_reduction"),
            "share_positive": of_effect("share_positive"),
            "share_negative": of_effect("share_negative"),
            "pairs": of_effect("replicates").astype(int),
        }
    )


def _chosen(
    ds: xr.Dataset, contrast: str, arms: list[str], names: list[str] | None
) -> tuple[xr.DataArray, xr.DataArray]:
    """Statistics of a contrast and of its arms, of the measures that are wanted."""
    effect = ds["effects"].sel(contrast=contrast, drop=True)
    of_arms = ds["arm_outcomes"].sel(arm=arms)
    if names is None:
        return effect, of_arms
    wanted = np.isin(ds["outcome_measure"].values.astype(str), names)
    return effect.isel(outcome=wanted), of_arms.isel(outcome=wanted)


def _interval(values: xr.DataArray, level: float, names: tuple[str, str, str]) -> dict[str, np.ndarray]:
    mean = values.sel(outcome_statistic="mean").to_numpy()
    reach = z_of(level) * values.sel(outcome_statistic="standard_error").to_numpy()
    return dict(zip(names, (mean, mean - reach, mean + reach), strict=True))


def labels_of(ds: xr.Dataset, kept: xr.DataArray) -> dict[str, np.ndarray]:
    """Say what outcomes are, as the engine told it beside their labels.

    Parameters
    ----------
    ds
        Results of `steppe.open` that keep outcomes.
    kept
        Values with the outcomes that are wanted.

    Returns
    -------
    dict
        The columns `LABELS`, as `steppe.compare.outcomes` has them.
    """
    about = ds[[name for name in ds.variables if str(name).startswith("outcome_")]].sel(outcome=kept["outcome"])
    columns = {"outcome": texts(kept["outcome"])}
    for name in ("measure", "hedger", "element"):
        columns[name] = texts(about[f"outcome_{name}"])
    ends = [f" by month {months}" for months in about["outcome_months"].to_numpy()]
    horizons = [end if label.endswith(end) else "" for label, end in zip(columns["outcome"], ends, strict=True)]
    long_names = texts(about["outcome_long_name"])
    columns["long_name"] = [name + horizon for name, horizon in zip(long_names, horizons, strict=True)]
    columns |= {"unit": texts(about["outcome_units"]), "reduction": texts(about["outcome_reduction"])}
    columns |= declared_columns(ds, columns["measure"])
    return {name: np.array(column, dtype=object) for name, column in columns.items()}


def declared_columns(ds: xr.Dataset, names: list[str]) -> dict[str, list[object]]:
    """Columns of `LABELS` that the file declares of the measures of outcomes."""
    table = declarations(ds)
    return {key: of_measures(table, names, key) for key in DECLARED}
