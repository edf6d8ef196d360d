"""What runs wrote that kept outcomes or statistics instead of trajectories."""

import numpy as np
import pandas as pd
import scipy.stats
import xarray as xr

NAMED_CONTRASTS = {
    "total": ("with_accords", "without_accords"),
    "publicity": ("with_accords", "quiet_deepening"),
    "substance": ("quiet_deepening", "without_accords"),
    "inducement": ("inducement_only", "without_accords"),
}
"""Contrasts that have a name, as treated and control arm."""

_BESIDE_OUTCOME = [
    "outcome_measure", "outcome_dimensions", "outcome_units", "outcome_reduction", "outcome_long_name",
    "outcome_months",
]  # fmt: skip


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
    return kept.drop_vars([*_BESIDE_OUTCOME, "outcome"], errors="ignore").assign_coords(labels)


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
    contrast = next((name for name, arms in NAMED_CONTRASTS.items() if arms == (treated, control)), None)
    contrast = contrast or f"{treated} - {control}"
    if contrast not in ds["contrast"].values:
        held = ", ".join(map(str, ds["contrast"].values))
        raise ValueError(f"this summary does not hold {contrast}; it holds {held}")
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
    reach = scipy.stats.norm.ppf(0.5 + level / 2) * values.sel(outcome_statistic="standard_error").to_numpy()
    return dict(zip(names, (mean, mean - reach, mean + reach), strict=True))


def labels_of(ds: xr.Dataset, kept: xr.DataArray) -> dict[str, np.ndarray]:
    """Take the labels apart that the engine gave: ``alignment[KAZ, ISR]``, ``peer_joins by month 12``.

    Parameters
    ----------
    ds
        Results of `steppe.open` that keep outcomes.
    kept
        Values with the outcomes that are wanted.

    Returns
    -------
    dict
        Columns outcome, measure, hedger, element, long_name, unit and reduction, as `steppe.compare.outcomes` has them.
    """
    labels = [str(label) for label in kept["outcome"].values]
    about = ds[[name for name in _BESIDE_OUTCOME if name in ds]].sel(outcome=kept["outcome"])
    ids = [label.partition("[")[2].partition("]")[0].split(", ") for label in labels]
    # Before layout 1.3 files did not say what an outcome is over, and every measure with ids began with the hedger.
    over = about["outcome_dimensions"].values if "outcome_dimensions" in about else None
    of_hedger = [bool(key[0]) for key in ids] if over is None else [str(one).startswith("hedger") for one in over]
    horizons = [label[label.index(" by month ") :] if " by month " in label else "" for label in labels]
    long_names = [str(name) for name in about["outcome_long_name"].values]
    columns = {
        "outcome": labels,
        "measure": [str(name) for name in about["outcome_measure"].values],
        "hedger": [key[0] if has else "" for key, has in zip(ids, of_hedger, strict=True)],
        "element": [", ".join(key[has:]) for key, has in zip(ids, of_hedger, strict=True)],
        "long_name": [name + horizon for name, horizon in zip(long_names, horizons, strict=True)],
        "unit": [str(unit) for unit in about["outcome_units"].values],
        "reduction": [str(how) for how in about["outcome_reduction"].values],
    }
    return {name: np.array(column, dtype=object) for name, column in columns.items()}
