"""When other states follow, and which: probability by month, with intervals over runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.accord.cascade_panels import Curve, cascade_figure
from steppe.accord.joining import LEVEL, interval_words, joining_of, joining_order, membership, order_of_run
from steppe.format import listing
from steppe.io.unfinished import finished_runs
from steppe.plot import frame, style
from steppe.plot.panels import chosen_arms, complete_runs
from steppe.stats.intervals import draws_of, share_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.figure import Figure

COUNT = "peer_joins"
MOST = 6  # joiners counted up to
RARE = 0.05  # share of the runs below which a number of joiners is not drawn
WAYS = ("state", "count")


@style.styled
def cascade_map(
    ds: xr.Dataset,
    arms: Sequence[str] | None = None,
    *,
    by: str | None = None,
    replicate: int | None = None,
    level: float = LEVEL,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw who joins when: the probability that each state has joined by each month.

    Files that do not record the membership of candidates count the states that join and do not name them. Of these, the
    figure tells how many join by when, and says so.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point; of a summary only where it names who joins.
    arms
        Arms to draw; the with and without arms where the file has both, else all.
    by
        ``"state"``: a panel for each candidate; ``"count"``: a panel for each number of joiners. By state where the
        file allows it when not given.
    replicate
        A run whose order of joining is drawn below the probabilities, in each arm.
    level
        Probability that the intervals (Wilson's) are made for. Where runs share draws of the parameters they count what
        these runs tell, and of a summary, which does not keep that, draws: see `joining_of`. The figure says so.
    names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each candidate, in the order of `joining_order`, or for each number of joiners. Curves are labelled
        ``"<arm>|<candidate>"`` or ``"<arm>|<number>"``, their intervals ``"<arm>|...|interval"``. Then a table of
        medians, see `joining_order` and `joining_table`; and with `replicate` a panel for each arm, whose marks are
        labelled ``"<arm>|order"``: month and place of each state that joins.

    Raises
    ------
    ValueError
        An unknown way, a run that is not there, or a file that does not name who joins where that is asked for.
    """
    if by not in (None, *WAYS):
        raise ValueError(f"by = '{by}', must be 'state' or 'count'")
    arms = chosen_arms(ds, arms)
    if by == "state" or (by is None and membership(ds) is not None):
        return _by_state(ds, arms, level, width, replicate=replicate, names=names or {})
    if replicate is not None:
        raise ValueError("the order of joining in a run needs by = 'state', and a file that names who joins")
    return _by_count(ds, arms, level, width)


def joining_table(ds: xr.Dataset, arms: Sequence[str], most: int = MOST) -> pd.DataFrame:
    """Median month by which at least so many other states joined.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    arms
        Arms to tell of.
    most
        Joiners to count up to.

    Returns
    -------
    pandas.DataFrame
        A row for each number of joiners; for each arm a column ``"<arm>"`` with the first month by which at least half
        of the runs had so many (NaT where fewer do by the end), and ``"<arm>|share"`` with their share in the last
        month.
    """
    table = pd.DataFrame(index=pd.RangeIndex(1, most + 1, name="joined"))
    months = pd.DatetimeIndex(ds["time"].values)
    for arm in arms:
        runs = complete_runs(ds[COUNT].sel(arm=arm))
        shares = np.array([(runs >= number).mean(axis=1) for number in table.index])
        reached = shares >= 0.5  # noqa: PLR2004  half of the runs
        table[arm] = [months[row.argmax()] if row.any() else pd.NaT for row in reached]
        table[f"{arm}|share"] = shares[:, -1]
    return table


def _by_state(
    ds: xr.Dataset, arms: list[str], level: float, width: float, *, replicate: int | None, names: Mapping[str, str]
) -> Figure:
    joining = joining_of(ds, arms, level)
    panels = {
        names.get(one, one): [Curve(arm, f"{arm}|{one}", joining.shares[arm][place]) for arm in arms]
        for place, one in enumerate(joining.candidates)
    }
    table = joining_order(ds, arms, level).rename(index=lambda one: names.get(one, one))
    orders = {}
    if replicate is not None:
        found = {arm: order_of_run(ds, arm, replicate) for arm in arms}
        orders = {arm: joined.rename(index=lambda one: names.get(one, one)) for arm, joined in found.items()}
    inside = [
        names.get(one, one) + ("" if share == 1 else f" ({share:g}, unfinished)")
        for one, share in joining.members.items()
    ]
    reading = (
        "Line: share of the runs in which the state was a member at the end of the month (one that has frozen its "
        "membership, or left, is none). Band, and interval in the "
        f"table: {interval_words(ds, level)}. Intervals are not paired between arms. States stand by the "
        "median month in the first arm, then by their probability by the end."
    )
    if inside:
        reading += f" In the accord from the start, and not drawn: {listing(inside)}."
    if replicate is not None:
        reading += f" Last panels: one run of many (replicate {replicate}), an example and not a result."
    words = (
        "Which other states join the accord by when, in the model",
        reading,
        frame.source_note(ds.attrs, joining.runs),
    )
    return cascade_figure(joining.months, panels, table, words, width, orders=orders)


def _by_count(ds: xr.Dataset, arms: list[str], level: float, width: float) -> Figure:
    if "replicate" not in ds[COUNT].dims:
        raise ValueError("these results are a summary, without single runs, and do not tell how many join by when")
    if "point" in ds[COUNT].dims:
        raise ValueError(f"these results hold {ds.sizes['point']} points; choose one: ds.isel(point=0)")
    joins = ds[COUNT].sel(arm=arms).load()
    most = _numbers_drawn({arm: complete_runs(joins.sel(arm=arm)) for arm in arms})
    draws = draws_of(ds)
    panels = {}
    for count in range(1, most + 1):
        panels[f"{count} or more"] = []
        for arm in arms:
            values = joins.sel(arm=arm).transpose("time", "replicate").to_numpy()
            joined = np.where(np.isfinite(values), values >= count, np.nan)
            shares = np.array([share_interval(month, level, draws) for month in joined])
            panels[f"{count} or more"].append(Curve(arm, f"{arm}|{count}", shares))
    table = joining_table(ds, arms, most).rename(index=lambda count: f"{count} or more")
    unnamed = (
        ""
        if membership(ds) is not None
        else " This file counts the states that join and does not name them: it does not record their membership."
    )
    words = (
        "How many other states join the accord by when, in the model",
        f"Line: share of the runs in which at least so many states had joined since the start. Band: "
        f"{interval_words(ds, level)}. Intervals are not paired between arms.{unnamed}",
        frame.source_note(ds.attrs, finished_runs(ds, arms)),
    )
    return cascade_figure(pd.DatetimeIndex(ds["time"].values), panels, table, words, width)


def _numbers_drawn(runs: Mapping[str, np.ndarray]) -> int:
    for arm, values in runs.items():
        if not values.shape[1]:
            raise ValueError(f"no run of {arm} is complete: nothing to draw")
    common = [n for n in range(1, MOST + 1) if max((values[-1] >= n).mean() for values in runs.values()) >= RARE]
    return max(common, default=1)
