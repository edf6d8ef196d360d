"""Which policy does well wherever the parameters lie: measures of robustness over the points of a sweep."""

from __future__ import annotations

import numpy as np
import pandas as pd


def regret(table: pd.DataFrame, *, higher_is_better: bool) -> pd.DataFrame:
    """How much worse each policy does at each point than the best of the policies there.

    This is Savage's regret, from the best alternative as McPhail et al. (2018) say, in the unit of the outcome. Herman
    et al. (2015) make it relative, which an outcome that may be 0 or change its sign does not allow.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy, as of `performance`.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.DataFrame
        The shape of `table`; never below 0, and 0 for the best policy at each point.
    """
    values = _checked_performance(table)
    if higher_is_better:
        return values.rsub(values.max(axis="columns"), axis="index")
    return values.sub(values.min(axis="columns"), axis="index")


def maximum_regret(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Greatest regret of each policy over the points, which minimax regret makes least.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One number per policy; the least is most robust.
    """
    return regret(table, higher_is_better=higher_is_better).max().rename("maximum_regret")


def percentile_regret_90(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """90th percentile of the regret of each policy over the points, after Herman et al. (2015) and not relative.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One number per policy, interpolated linearly between points; the least is most robust.
    """
    return regret(table, higher_is_better=higher_is_better).quantile(0.9).rename("percentile_regret_90")


def satisficing(table: pd.DataFrame, threshold: float, *, higher_is_better: bool) -> pd.Series:
    """Share of the points at which each policy meets a threshold: the domain criterion of Starr.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    threshold
        What the outcome must reach, or must not exceed where less is better. Meeting it exactly is enough.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One share per policy; the greatest is most robust.
    """
    values = _checked_performance(table)
    met = values >= threshold if higher_is_better else values <= threshold
    return met.mean().rename("satisficing")


def maximin(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Worst outcome of each policy over the points (Wald).

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better. If not, the worst is the greatest value, which minimax makes least.

    Returns
    -------
    pandas.Series
        One outcome per policy; the best of them is most robust.
    """
    values = _checked_performance(table)
    return (values.min() if higher_is_better else values.max()).rename("maximin")


def maximax(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Best outcome of each policy over the points.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better. If not, the best is the least value.

    Returns
    -------
    pandas.Series
        One outcome per policy.
    """
    return maximin(table, higher_is_better=not higher_is_better).rename("maximax")


def hurwicz(table: pd.DataFrame, *, higher_is_better: bool, pessimism: float = 0.5) -> pd.Series:
    """Weighted mean of the worst and the best outcome of each policy: Hurwicz' optimism-pessimism rule.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better.
    pessimism
        Weight of the worst outcome, from 0 (maximax) to 1 (maximin).

    Returns
    -------
    pandas.Series
        One outcome per policy; the best of them is most robust.
    """
    if not 0.0 <= pessimism <= 1.0:
        raise ValueError(f"pessimism = {pessimism}, must lie between 0 and 1")
    worst = maximin(table, higher_is_better=higher_is_better)
    best = maximax(table, higher_is_better=higher_is_better)
    return (pessimism * worst + (1 - pessimism) * best).rename("hurwicz")


def laplace(table: pd.DataFrame) -> pd.Series:
    """Mean outcome of each policy over the points: Laplace's principle of insufficient reason.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy. Points count alike.

    Returns
    -------
    pandas.Series
        One outcome per policy; the best of them is most robust.
    """
    return _checked_performance(table).mean().rename("laplace")


def mean_variance(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Mean of each policy over the points, held against its spread: (mean + 1) / (standard deviation + 1).

    The form of McPhail et al. (2018), which takes the negative of an outcome of which less is better. The ones keep it
    from dividing by 0, and tie it to the unit of the outcome. Below a mean of -1 spread would count in favour of
    a policy.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy; at least two points.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One number per policy; the greatest is most robust.

    Raises
    ------
    ValueError
        A mean, turned so that more is better, is below -1: choose another unit or another measure.
    """
    values = _checked_performance(table, least=2)
    means = values.mean() if higher_is_better else -values.mean()
    if (means < -1).any():
        raise ValueError(f"the mean, turned so that more is better, is {means.min():.4g}; mean_variance needs -1")
    return ((means + 1) / (_spread(values) + 1)).rename("mean_variance")


def signal_to_noise(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Mean of each policy over the points by its spread, as Kwakkel et al. (2016) do.

    The mean divided by the standard deviation where more is better, multiplied by it where less is better.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy; at least two points, and no mean below 0.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One number per policy. The greatest is most robust where more of the outcome is better, else the least.
        Infinite without spread; NaN if the mean is 0 besides.

    Raises
    ------
    ValueError
        A mean is below 0: spread would count in favour of the policy.
    """
    values = _checked_performance(table, least=2)
    means = values.mean()
    if (means < 0).any():
        raise ValueError(f"the mean is {means.min():.4g}; signal_to_noise needs 0 or more")
    spread = _spread(values)
    return (means / spread if higher_is_better else means * spread).rename("signal_to_noise")


def _checked_performance(table: pd.DataFrame, least: int = 1) -> pd.DataFrame:
    if len(table) < least or not table.shape[1]:
        raise ValueError(f"a table of {len(table)} points by {table.shape[1]} policies is too small")
    values = table.astype(float)
    bad = int((~np.isfinite(values)).any(axis="columns").sum())
    if bad:
        raise ValueError(f"{bad} points have no finite outcome under some policy; leave them out: table.dropna()")
    return values


def _spread(values: pd.DataFrame) -> pd.Series:
    """Sample standard deviation; exactly 0 where all values are equal."""
    return values.std(ddof=1).where(values.max() > values.min(), 0.0)
