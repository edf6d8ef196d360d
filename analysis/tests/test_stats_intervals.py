"""Intervals hold what they are made for as often as they say, and keep what they must keep."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from steppe.effects import compare
from steppe.stats.intervals import (
    Estimate,
    crossed_mean_interval,
    draw_means,
    least_trials,
    mean_interval,
    meets_same_shocks,
    share_interval,
    standard_error,
    subset_mean_interval,
    wilson_interval,
)

eighths = st.integers(-8_000, 8_000).map(lambda n: n / 8)  # sums of these are exact
runs = st.integers(2, 60).flatmap(lambda n: arrays("f8", n, elements=eighths))
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


def test_points_that_share_their_shocks_do_not_average_them_out() -> None:
    """Means of points 1, 3, 5 (variance 4) and of replicates 1, 5 (variance 8): error sqrt(4/3 + 8/2)."""
    values = np.array([[-1.0, 3.0], [1.0, 5.0], [3.0, 7.0]])
    mean, low, high = crossed_mean_interval(values, 0.9)
    assert mean == 3.0
    assert high - mean == pytest.approx(1.6448536 * np.sqrt(4 / 3 + 4))
    assert mean - low == pytest.approx(high - mean)
    assert np.isnan(crossed_mean_interval(values[:, :1], 0.9).low)


def test_points_with_shocks_of_their_own_hold_their_chance_already() -> None:
    """Means 0, 2, 4 of three points: variance 4, error sqrt(4 / 3), whatever the replicates have in common."""
    values = np.array([[-1.0, 1.0], [1.0, 3.0], [3.0, 5.0]])
    own = crossed_mean_interval(values, 0.9, same_shocks=False)
    assert own.high - own.mean == pytest.approx(1.6448536 * np.sqrt(4 / 3))
    same = crossed_mean_interval(values, 0.9)
    assert same.high - same.mean == pytest.approx(1.6448536 * np.sqrt(4 / 3 + 2 / 2))
    assert np.isfinite(crossed_mean_interval(values[:, :1], 0.9, same_shocks=False).low)
    assert meets_same_shocks(xr.Dataset())
    assert not meets_same_shocks(xr.Dataset({"same_shocks": 0}))


@given(runs, levels)
def test_draws_of_one_run_each_change_nothing(values: np.ndarray, level: float) -> None:
    assert mean_interval(values, level, np.arange(values.size)) == pytest.approx(mean_interval(values, level))


@given(runs, st.integers(2, 5), levels)
def test_copies_of_a_run_within_its_draw_add_no_knowledge(values: np.ndarray, copies: int, level: float) -> None:
    draws = np.repeat(np.arange(values.size), copies)
    repeated = mean_interval(np.repeat(values, copies), level, draws)
    assert repeated == pytest.approx(mean_interval(values, level), abs=1e-9)


@given(runs, eighths, levels)
def test_an_interval_moves_with_its_values(values: np.ndarray, shift: float, level: float) -> None:
    moved = mean_interval(values + shift, level)
    assert moved == pytest.approx([end + shift for end in mean_interval(values, level)], abs=1e-6)


@given(runs, st.integers(1, 9), levels)
def test_an_interval_scales_with_its_unit(values: np.ndarray, factor: int, level: float) -> None:
    scaled = mean_interval(values * factor, level)
    assert scaled == pytest.approx([end * factor for end in mean_interval(values, level)], abs=1e-6)


@given(runs)
def test_a_higher_level_is_wider(values: np.ndarray) -> None:
    narrow, wide = mean_interval(values, 0.8), mean_interval(values, 0.95)
    assert wide.low <= narrow.low <= narrow.mean <= narrow.high <= wide.high


@given(runs, st.randoms(use_true_random=False))
def test_the_order_of_runs_does_not_matter(values: np.ndarray, random: object) -> None:
    order = list(range(values.size))
    random.shuffle(order)
    assert mean_interval(values[order], 0.9) == pytest.approx(mean_interval(values, 0.9), abs=1e-9)


@given(st.integers(1, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), levels)
def test_a_share_is_within_its_interval_which_never_vanishes(counts: tuple[int, int], level: float) -> None:
    happened, trials = counts
    values = np.repeat([1.0, 0.0], [happened, trials - happened])
    share, low, high = share_interval(values, level)
    assert 0 <= low <= share <= high <= 1
    assert high > low
    np.testing.assert_allclose((low, high), wilson_interval(happened, trials, level), atol=1e-12)


@given(st.integers(1, 30).flatmap(lambda n: arrays("f8", n, elements=st.sampled_from([0.0, 1.0]))), levels)
def test_what_happens_and_what_does_not_are_mirror_images(values: np.ndarray, level: float) -> None:
    there, back = share_interval(values, level), share_interval(1 - values, level)
    assert (there.mean, there.low, there.high) == pytest.approx((1 - back.mean, 1 - back.high, 1 - back.low))


def test_runs_of_one_draw_that_agree_count_once() -> None:
    happened = np.repeat([1.0, 0.0, 0.0, 1.0, 0.0], 8)
    share = share_interval(happened, 0.9, np.repeat(np.arange(5), 8))
    alone = share_interval(np.array([1.0, 0.0, 0.0, 1.0, 0.0]), 0.9)
    assert share.mean == alone.mean
    assert share.high - share.low == pytest.approx(alone.high - alone.low, rel=0.15)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_runs_are_worth_at_least_the_least_trials(of_draws: list[int]) -> None:
    sizes = np.array(of_draws)
    if_alike = sizes.sum() ** 2 / (sizes**2).sum()
    for per_draw in (sizes.max(), sizes.max() + 3):
        assert 1 <= least_trials(sizes.sum(), per_draw) <= if_alike + 1e-9
    assert least_trials(5 * 8, 8) == 5
    assert least_trials(7, 1) == 7


def test_an_interval_for_as_many_trials_as_draws_is_never_too_narrow() -> None:
    random = np.random.default_rng(6)
    worlds, held, held_if_independent, probability = 2000, 0, 0, 0.3
    for _ in range(worlds):
        happens = np.repeat(random.uniform(size=20) < probability, 8)  # all runs of a draw agree
        own = random.uniform(size=160) < probability
        share = np.where(np.repeat(random.uniform(size=20) < 0.7, 8), happens, own).mean()
        for trials in (least_trials(160, 8), 160):
            low, high = wilson_interval(share * trials, trials, 0.9)
            if trials == 160:
                held_if_independent += low <= probability <= high
            else:
                held += low <= probability <= high
    assert held / worlds > 0.9
    assert held_if_independent / worlds < 0.75


def test_intervals_over_draws_hold_the_mean_as_often_as_they_say() -> None:
    random = np.random.default_rng(5)
    draws = np.repeat(np.arange(40), 4)
    trials, held, held_if_independent = 1500, 0, 0
    for _ in range(trials):
        values = random.normal(0, 1, 40)[draws] + random.normal(0, 0.5, draws.size)
        _, low, high = mean_interval(values, 0.9, draws)
        held += low <= 0 <= high
        _, low, high = mean_interval(values, 0.9)
        held_if_independent += low <= 0 <= high
    assert abs(held / trials - 0.9) < 4 * (0.9 * 0.1 / trials) ** 0.5 + 0.01  # normal, not Student: a little short
    assert held_if_independent / trials < 0.75


@given(runs, levels)
def test_all_runs_are_a_subset_too(values: np.ndarray, level: float) -> None:
    assert subset_mean_interval(values, level) == mean_interval(values, level)
    alone = subset_mean_interval(values, level, np.arange(values.size))
    assert alone == pytest.approx(mean_interval(values, level), abs=1e-9)
    pairs = subset_mean_interval(np.repeat(values, 2), level, np.repeat(np.arange(values.size), 2))
    assert pairs == pytest.approx(mean_interval(values, level), abs=1e-9)


def test_intervals_over_a_subset_hold_its_mean_as_often_as_they_say() -> None:
    """Draws differ both in who is left and in the mean over those: none may count less than it is worth."""
    random = np.random.default_rng(7)
    draws = np.repeat(np.arange(60), 6)
    worlds, held, held_if_independent = 1500, 0, 0
    for _ in range(worlds):
        level_of_draw = random.uniform(-1, 1, 60)[draws]
        left = random.uniform(size=draws.size) < 0.5 + 0.4 * level_of_draw
        values = np.where(left, level_of_draw + random.normal(0, 0.3, draws.size), np.nan)
        truth = 0.4 / 3 / 0.5  # E[u (0.5 + 0.4 u)] / E[0.5 + 0.4 u], u uniform over [-1, 1]
        for counted in (draws, None):
            _, low, high = subset_mean_interval(values, 0.9, counted)
            if counted is None:
                held_if_independent += low <= truth <= high
            else:
                held += low <= truth <= high
    assert abs(held / worlds - 0.9) < 4 * (0.9 * 0.1 / worlds) ** 0.5 + 0.01
    assert held_if_independent / worlds < 0.75


def test_a_subset_of_one_draw_has_no_interval() -> None:
    values = np.array([np.nan, np.nan, 1.0, 2.0])
    found = subset_mean_interval(values, 0.9, np.array([0, 0, 1, 1]))
    assert found.mean == 1.5
    assert np.isnan([found.low, found.high]).all()
    assert np.isnan(subset_mean_interval(np.full(4, np.nan), 0.9, np.array([0, 0, 1, 1]))).all()


def test_means_of_draws_are_taken_row_by_row() -> None:
    draws = np.array([1, 0, 1, 0, 2, 2])
    rows = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [4.0, 40.0], [5.0, np.nan], [6.0, 60.0]])
    assert draw_means(rows, draws).tolist() == [[3, 30], [2, 20]]
    assert draw_means(rows[:, 0], draws).tolist() == [3, 2, 5.5]
    assert draw_means(np.full((6, 2), np.nan), draws).shape == (0, 2)


@given(st.floats(0, 1), st.floats(0, 2))
def test_a_probability_has_no_end_beyond_0_and_1(mean: float, reach: float) -> None:
    found = Estimate(mean, mean - reach, mean + reach).of_probability()
    assert found == (mean, max(0, mean - reach), min(1, mean + reach))


def test_a_draw_with_a_lost_run_counts_in_no_standard_error() -> None:
    values = np.array([1.0, 2.0, 5.0, np.nan, 3.0, 4.0])
    draws = np.repeat([0, 1, 2], 2)
    assert standard_error(values, draws) == pytest.approx(standard_error(np.array([1.5, 3.5])))
    assert mean_interval(values, 0.9, draws).mean == np.nanmean(values)


def test_paired_effects_take_draws_for_the_independent_units() -> None:
    random = np.random.default_rng(3)
    draws = np.repeat(np.arange(20), 5)
    a = random.normal(0, 1, 20)[draws] + random.normal(0, 0.1, 100)
    b = random.normal(0, 0.1, 100)
    effect, plain = compare.paired_effect(a, b, 0.9, draws), compare.paired_effect(a, b, 0.9)
    assert effect["difference"] == plain["difference"]
    assert effect["high"] - effect["low"] > 2 * (plain["high"] - plain["low"])


@pytest.mark.parametrize("level", [0.0, 1.0, 90])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="must lie between 0 and 1"):
        mean_interval(np.zeros(3), level)
