"""Named contrasts between arms: total, publicity, substance, inducement and their interaction, and regret.

Each contrast is a sum over some arms less the sum over others, run by run (docs/model.md, section 9). Publicity and
substance add up to total. Substance, inducement and interaction do too: the interaction is what remains of total after
the parts that an arm isolates, and is no effect of its own. Everything is read in blocks of runs, measure by measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr

from steppe.effects.compare import SPREAD, origin, outcomes, ratio
from steppe.io import recorded
from steppe.io.declared import Members, declarations, long_names, regretted, texts
from steppe.io.declared import contrasts as declared_contrasts
from steppe.io.recorded import LABELS
from steppe.io.unfinished import measures as measures_of
from steppe.stats.intervals import (
    Estimate,
    draws_of,
    least_trials,
    mean_interval,
    runs_per_draw,
    sample_variance,
    share_interval,
    standard_error,
    wilson_interval,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BLOCK_VALUES = 1 << 22  # values of a file held in memory at a time: 32 MiB of float64


def held(ds: xr.Dataset) -> dict[str, Members]:
    """Contrasts whose arms the results hold.

    Parameters
    ----------
    ds
        Results of `steppe.open`.

    Returns
    -------
    dict
        By name, in the order of the file: the arms that the contrast adds (``plus``) and takes away (``minus``).
    """
    arms = set(texts(ds["arm"])) if "arm" in ds.coords else set()
    declared = {name: one for name, one in declared_contrasts(ds).items() if one.minus}
    return declared if "effects" in ds else {name: one for name, one in declared.items() if arms >= set(one.signs)}


def values(ds: xr.Dataset, contrast: str = "total", measures: Iterable[str] | None = None) -> xr.DataArray:
    """Give a contrast for each run and outcome.

    Parameters
    ----------
    ds
        Results of `steppe.open` that keep single runs. Runs are read in blocks.
    contrast
        A name of `held`.
    measures
        Measures to take; all when not given.

    Returns
    -------
    xarray.DataArray
        Dimensions (point,) replicate, outcome, with the coordinates of `steppe.compare.outcomes`, in the units of the
        outcomes. NaN where a run did not finish in every arm of the contrast.

    Raises
    ------
    ValueError
        The contrast is unknown, or the results lack one of its arms.
    """
    signs = _signs(ds, contrast)
    return _combined(_of_arms(ds, list(signs), measures), signs)


def table(
    ds: xr.Dataset,
    contrasts: Iterable[str] | None = None,
    measures: Iterable[str] | None = None,
    level: float = 0.90,
) -> pd.DataFrame:
    """Effects of named contrasts on every outcome, from paired runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of runs or of a summary.
    contrasts
        Names of `held`; all that the results hold when not given.
    measures
        Measures to take; all when not given.
    level
        Probability that the intervals are made for.

    Returns
    -------
    pandas.DataFrame
        A row per contrast, outcome and, of a sweep, ``point``: ``contrast``, the labels and ``role`` of
        `steppe.compare.effect_table`; ``difference`` with ``low`` and ``high``, the mean over pairs and its interval,
        and its ``standard_error``; ``spread_low`` and ``spread_high``, quantiles of 5 % and 95 % over pairs;
        ``standardised``, the difference by the standard deviation between runs (root mean square of the arms);
        ``share_positive`` and ``share_negative`` of the pairs with ``_low`` and ``_high`` (Wilson's intervals);
        ``pairs``. Where several runs share a draw of the parameters, draws are the independent units
        (`steppe.stats.intervals`). The figures that take a table of effects take this one.

    Raises
    ------
    ValueError
        A contrast is unknown, or the results lack one of its arms.
    """
    chosen = list(contrasts) if contrasts is not None else held(ds)
    if not chosen:
        raise ValueError("these results declare no contrast of their arms; steppe.compare takes any two arms")
    signs = {name: _signs(ds, name) for name in chosen}
    if ds.attrs.get("record") == "summary":
        names = list(measures) if measures is not None else None
        parts = [_of_summary(ds, name, list(arms), level, names) for name, arms in signs.items()]
    else:
        parts = list(_of_runs(ds, signs, measures, level))
    rows = pd.concat(parts, ignore_index=True)
    rows["contrast"] = pd.Categorical(rows["contrast"], chosen)
    rows = rows.sort_values("contrast", kind="stable", ignore_index=True).astype({"contrast": object})
    meanings = long_names(ds, "contrast")
    rows.attrs = {"level": level, "meanings": {name: meanings.get(name, "") for name in chosen}, **origin(ds)}
    rows.attrs["pairs_of_arms"] = {name: tuple(arms) for name, arms in signs.items() if held(ds)[name].is_pair}
    return rows


def regret(
    ds: xr.Dataset,
    contrast: str = "total",
    measure: str | None = None,
    *,
    higher_is_better: bool | None = None,
    level: float = 0.90,
) -> pd.DataFrame:
    """Probability that the treated arm of a contrast does worse than its control, and by how much (docs/model.md, 8.5).

    Parameters
    ----------
    ds
        Results of `steppe.open`, of runs or of a summary of a single point.
    contrast
        A name of `held`: regret is between two arms.
    measure
        What is regretted; what the file calls regret when not given.
    higher_is_better
        Whether more of it is better; as the file declares when not given.
    level
        Probability that the intervals are made for.

    Returns
    -------
    pandas.DataFrame
        A row per outcome of the measure: the labels of `table`; ``probability`` of doing worse with ``low`` and
        ``high`` (Wilson's); ``mean_regret`` with ``_low`` and ``_high``, the mean over all pairs of what is lost, 0
        where nothing is, in the unit of the outcome (NaN of a summary, which keeps no single runs); ``pairs``.
    """
    pairs = [name for name, arms in held(ds).items() if arms.is_pair]
    if contrast not in pairs:
        raise ValueError(f"regret is between two arms; no contrast '{contrast}' among {', '.join(pairs)}")
    table_of_measures = declarations(ds)
    measure = regretted(ds, table_of_measures) if measure is None else measure
    if higher_is_better is None:
        higher_is_better = _is_better(table_of_measures, measure)
    worse = "negative" if higher_is_better else "positive"
    rows = table(ds, [contrast], [measure], level)
    columns = {f"share_{worse}{end}": name for end, name in {"": "probability", "_low": "low", "_high": "high"}.items()}
    kept = rows[["contrast", *LABELS, *columns, "pairs"]].rename(columns=columns)
    ends = ("mean_regret", "mean_regret_low", "mean_regret_high")
    if ds.attrs.get("record") == "summary":
        return kept.assign(**dict.fromkeys(ends, np.nan))
    lost = values(ds, contrast, [measure]) * (-1 if higher_is_better else 1)
    if "point" in lost.dims:
        raise ValueError(f"these results hold {lost.sizes['point']} points; choose one: ds.isel(point=0)")
    draws = draws_of(ds)
    found = [mean_interval(np.maximum(row, 0.0), level, draws) for row in lost.transpose("outcome", ...).to_numpy()]
    return kept.assign(**{name: [one[place] for one in found] for place, name in enumerate(ends)})


def _is_better(table: pd.DataFrame, measure: str | None) -> bool:
    """Tell whether more of a measure is a gain."""
    better = 0 if measure not in table.index else table.loc[measure, "better"]
    if not better:
        raise ValueError(f"the file does not say whether more of {measure} is better: give higher_is_better")
    return bool(better > 0)


def _signs(ds: xr.Dataset, contrast: str) -> dict[str, int]:
    known = held(ds)
    if contrast not in known:
        raise ValueError(f"these results do not hold the contrast {contrast}; they hold {', '.join(known) or 'none'}")
    return known[contrast].signs


def _combined(of_arms: xr.DataArray, signs: Mapping[str, int]) -> xr.DataArray:
    return sum(sign * of_arms.sel(arm=arm, drop=True) for arm, sign in signs.items())


def _of_arms(ds: xr.Dataset, arms: list[str], measures: Iterable[str] | None) -> xr.DataArray:
    """Outcomes of some arms, read in blocks of runs."""
    names = list(measures) if measures is not None else None
    chosen = ds.sel(arm=arms)
    return xr.concat([outcomes(block, names).load() for block in _blocks(chosen, names)], "replicate")


def _blocks(ds: xr.Dataset, names: list[str] | None) -> Iterator[xr.Dataset]:
    runs = ds.sizes["replicate"]
    read = ["outcomes"] if "outcomes" in ds else names or measures_of(ds)
    of_run = sum(ds[name].size for name in read if name in ds) // runs
    length = max(1, BLOCK_VALUES // max(1, of_run))
    together = _kept_together(ds, read)
    length = max(together, length - length % together)
    for first in range(0, runs, length):
        yield ds.isel(replicate=slice(first, first + length))


def _kept_together(ds: xr.Dataset, names: list[str]) -> int:
    """Replicates of a chunk of the file, which is read whole or not at all; 1 where it has none."""
    chunks = [ds[name].encoding.get("chunksizes") for name in names if name in ds]
    return max((chunk[2] for chunk in chunks if chunk), default=1)  # (arm, point, replicate, ...)


def _of_runs(
    ds: xr.Dataset, contrasts: Mapping[str, Mapping[str, int]], measures: Iterable[str] | None, level: float
) -> Iterator[pd.DataFrame]:
    arms = list(dict.fromkeys(arm for signs in contrasts.values() for arm in signs))
    draws = draws_of(ds)
    kept = list(dict.fromkeys(map(str, ds["outcome_measure"].values))) if "outcomes" in ds else measures_of(ds)
    for measure in kept if measures is None else measures:
        of_arms = _of_arms(ds, arms, [measure]).transpose("arm", ..., "outcome", "replicate")
        about = pd.DataFrame({name: of_arms[name].to_numpy() for name in LABELS})
        for point in of_arms["point"].to_numpy() if "point" in of_arms.dims else [None]:
            here = of_arms if point is None else of_arms.sel(point=point)
            for name, signs in contrasts.items():
                difference = _combined(here, signs).to_numpy()
                spread = here.sel(arm=list(signs)).transpose("outcome", "arm", "replicate").to_numpy()
                rows = [_statistics(d, a, level, draws) for d, a in zip(difference, spread, strict=True)]
                part = pd.concat([about, pd.DataFrame(rows)], axis="columns")
                part.insert(0, "contrast", name)
                if point is not None:
                    part.insert(1, "point", point)
                yield part


def _statistics(difference: np.ndarray, arms: np.ndarray, level: float, draws: np.ndarray | None) -> dict[str, float]:
    known = np.isfinite(difference)
    mean, low, high = mean_interval(difference, level, draws)
    spread_low, spread_high = np.quantile(difference[known], SPREAD) if known.any() else (np.nan, np.nan)
    between = np.sqrt(np.mean([sample_variance(arm[known]) for arm in arms]))
    positive, negative = (
        share_interval(np.where(known, side, np.nan), level, draws) for side in (difference > 0, difference < 0)
    )
    return {
        "difference": mean, "low": low, "high": high, "standard_error": standard_error(difference, draws),
        "spread_low": float(spread_low), "spread_high": float(spread_high), "standardised": ratio(mean, between),
        **_share_columns("positive", positive), **_share_columns("negative", negative),
        "pairs": int(known.sum()),
    }  # fmt: skip


def _share_columns(side: str, share: Estimate) -> dict[str, float]:
    return dict(zip((f"share_{side}", f"share_{side}_low", f"share_{side}_high"), share, strict=True))


def _of_summary(
    ds: xr.Dataset, contrast: str, arms: list[str], level: float, measures: list[str] | None
) -> pd.DataFrame:
    rows = recorded.contrast_effects(ds, contrast, arms, level, measures)
    rows["standardised"] = [ratio(d, s) for d, s in zip(rows["difference"], rows["standardised"], strict=True)]
    rows.insert(0, "contrast", contrast)
    # A summary does not say how alike the runs of a draw are; draws alone are fewer trials than there may be.
    trials = least_trials(rows["pairs"], runs_per_draw(ds))
    for side in ("positive", "negative"):
        share = rows[f"share_{side}"]
        rows[f"share_{side}_low"], rows[f"share_{side}_high"] = wilson_interval(share * trials, trials, level)
    return rows
