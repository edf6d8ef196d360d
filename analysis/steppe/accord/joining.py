"""Who joins when: probabilities of having joined by candidate and month, from single runs or from a summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.io.declared import declarations, measures_over
from steppe.io.unfinished import finished_runs
from steppe.plot import frame
from steppe.stats.intervals import draws_of, least_trials, runs_per_draw, share_interval, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr

WHOLE = 1.0  # membership of a state that has joined
LEVEL = 0.90
HALF = 0.5  # of the runs


@dataclass(frozen=True)
class Joining:
    """Probability that each candidate is a member at the end of each month."""

    months: pd.DatetimeIndex
    candidates: list[str]
    """Those outside at the start, in the order of `joining_order`."""
    members: dict[str, float]
    """Membership of those that begin with some: they do not join again."""
    shares: Mapping[str, np.ndarray]
    """By arm: candidate, month, and share of the runs with the ends of its interval."""
    runs: int
    """That finished in all of the arms."""


def membership(ds: xr.Dataset) -> xr.DataArray | None:
    """Membership of each state that could join: the probability over candidates; None where nobody is named."""
    declared = declarations(ds)
    return next((ds[one] for one in measures_over(ds, "candidate") if declared.loc[one, "is_probability"]), None)


def joining_of(ds: xr.Dataset, arms: Sequence[str], level: float = LEVEL) -> Joining:
    """Share of the runs in which each candidate was a member, with Wilson's interval of its probability.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point, with the membership of candidates: trajectories, or a summary.
    arms
        Arms to tell of; the first decides the order of the candidates.
    level
        Probability that the intervals are made for.

    Returns
    -------
    Joining
        A candidate that is a member in the first month of every run counts as one at the start, and is left out. Where
        runs share draws of the parameters, intervals are made for as many independent runs as would tell as much
        (`steppe.stats.intervals.share_interval`). A summary does not keep how alike the runs of a draw are: its
        intervals are made for as many trials as there are draws, and may be too wide, not too narrow.

    Raises
    ------
    ValueError
        The results do not name who joins, hold several points, nobody who could join, or no complete run of an arm.
    """
    member = _membership(ds)
    if "point" in member.dims:
        raise ValueError(f"these results hold {ds.sizes['point']} points; choose one: ds.isel(point=0)")
    least = _least_at_first(member)
    members = {one: float(least.sel(candidate=one)) for one in map(str, least["candidate"].values)}
    outside = [one for one, share in members.items() if not share > 0]
    if not outside:
        raise ValueError("every candidate is in the accord from the start: nobody can join")
    shares = {arm: _shares(ds.sel(arm=arm), member.sel(arm=arm, candidate=outside), arm, level) for arm in arms}
    order = _order(shares[arms[0]])
    return Joining(
        pd.DatetimeIndex(ds["time"].values),
        [outside[place] for place in order],
        {one: share for one, share in members.items() if share > 0},
        {arm: of_arm[order] for arm, of_arm in shares.items()},
        finished_runs(ds, arms),
    )


def joining_order(ds: xr.Dataset, arms: Sequence[str], level: float = LEVEL) -> pd.DataFrame:
    """Median month by which each candidate was a member, and how likely it is to be one at the end.

    Parameters
    ----------
    ds, arms, level
        As of `joining_of`.

    Returns
    -------
    pandas.DataFrame
        A row for each candidate that is outside the accord at the start, by the median month in the first arm and,
        where fewer than half of the runs see it join, by the probability of membership at the end. For each arm the
        columns ``"<arm>"``: first month by whose end at least half of the runs had it (NaT where fewer do);
        ``"<arm>|share"``, ``"<arm>|low"`` and ``"<arm>|high"``: probability of having joined by the last month, and its
        interval.
    """
    joining = joining_of(ds, arms, level)
    table = pd.DataFrame(index=pd.Index(joining.candidates, name="candidate"))
    for arm, shares in joining.shares.items():
        reached = shares[:, :, 0] >= HALF
        table[arm] = [joining.months[row.argmax()] if row.any() else pd.NaT for row in reached]
        for place, name in enumerate(("share", "low", "high")):
            table[f"{arm}|{name}"] = shares[:, -1, place]
    return table


def interval_words(ds: xr.Dataset, level: float) -> str:
    """Say what the intervals of `joining_of`, and of shares of the runs of `ds` in general, are made for.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of runs or of a summary.
    level
        Probability that the intervals are made for.

    Returns
    -------
    str
        Goes on after a colon, without a stop at the end.
    """
    what = f"{frame.level_words(level)} interval of that probability"
    shared = runs_per_draw(ds)
    if shared == 1:
        return f"{what} at this number of runs (Wilson)"
    drawn = f"{shared} runs share each draw of the parameters"
    if "replicate" in ds.dims:
        return f"{what} at the number of independent runs that would tell as much, as {drawn} (Wilson)"
    return (
        f"{what} at as many runs as there are draws (Wilson), which may be too wide: {drawn}, and a summary does not "
        "keep how alike these are"
    )


def order_of_run(ds: xr.Dataset, arm: str, replicate: int) -> pd.Series:
    """Tell in which month each state joined in one run.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point, with single runs.
    arm, replicate
        Which run.

    Returns
    -------
    pandas.Series
        First month with whole membership by candidate, in the order of joining; states that join in the same month
        stand in the order of the file. Those that do not join, or begin with some membership, are left out.

    Raises
    ------
    ValueError
        The run is not in the results or did not finish, or these are a summary.
    """
    member = _membership(ds)
    if "replicate" not in member.dims:
        raise ValueError("these results are a summary, without single runs")
    if replicate not in ds["replicate"].values:
        raise ValueError(f"no replicate {replicate} in these results")
    least = _least_at_first(member)
    run = member.sel(arm=arm, replicate=replicate).transpose("candidate", "time").load()
    if not np.isfinite(run).all():
        raise ValueError(f"replicate {replicate} did not finish in {arm}")
    outside = [str(one) for one in least["candidate"].values if not float(least.sel(candidate=one)) > 0]
    is_member = run.sel(candidate=outside).to_numpy() >= WHOLE
    joined = {one: row.argmax() for one, row in zip(outside, is_member, strict=True) if row.any()}
    order = sorted(joined, key=joined.__getitem__)
    months = pd.DatetimeIndex(ds["time"].values)[[joined[one] for one in order]]
    return pd.Series(months, index=pd.Index(order, name="candidate"))


def _membership(ds: xr.Dataset) -> xr.DataArray:
    found = membership(ds)
    if found is None:
        raise ValueError("these results record no membership: they count the states that join and do not name them")
    return found


def _least_at_first(member: xr.DataArray) -> xr.DataArray:
    """Least membership of each candidate in the first month, over arms and runs."""
    first = member.isel(time=0)
    if "replicate" in first.dims:
        return first.min(["arm", "replicate"]).load()
    return first.sel(statistic="minimum").min("arm").load()


def _shares(of_arm: xr.Dataset, member: xr.DataArray, arm: str, level: float) -> np.ndarray:
    """Over candidate and month: share of the runs, and the ends of its interval."""
    if "replicate" not in member.dims:
        return _shares_of_summary(member, of_arm, arm, level)
    values = member.transpose("candidate", "time", "replicate").to_numpy().astype(float)
    if not np.isfinite(values).any():
        raise ValueError(f"no run of {arm} is complete: nothing to draw")
    joined = np.where(np.isfinite(values), values >= WHOLE, np.nan)
    draws = draws_of(of_arm)
    return np.array([[share_interval(month, level, draws) for month in one] for one in joined])


def _shares_of_summary(member: xr.DataArray, of_arm: xr.Dataset, arm: str, level: float) -> np.ndarray:
    runs = int(of_arm["completed"])
    if not runs:
        raise ValueError(f"no run of {arm} is complete: nothing to draw")
    share = member.sel(statistic="mean").transpose("candidate", "time").to_numpy().astype(float)
    trials = least_trials(runs, runs_per_draw(of_arm))
    return np.stack([share, *wilson_interval(share * trials, trials, level)], axis=-1)


def _order(shares: np.ndarray) -> list[int]:
    """Places of candidates by median month, then by share in the last month, then as they come."""
    reached = shares[:, :, 0] >= HALF
    median = np.where(reached.any(axis=1), reached.argmax(axis=1), shares.shape[1])
    return [int(place) for place in np.lexsort((-shares[:, -1, 0], median))]
