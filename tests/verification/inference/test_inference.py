"""Inference in the conjugate normal model and by hand: see README.md."""

from __future__ import annotations

from math import exp, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from steppe.stats import inference

if TYPE_CHECKING:
    from collections.abc import Callable

OBSERVED = 1.5


def ranks(seed: int, cases: int, draws: int, *, narrow: float = 1.0, shift: float = 0.0) -> np.ndarray:
    """Ranks of theta among draws of N(y/2 + shift, narrow^2 / 2)."""
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=cases)
    y = rng.normal(theta, 1)
    posterior = rng.normal((y / 2 + shift)[:, None], narrow * sqrt(0.5), (cases, draws))
    return inference.calibration_ranks(posterior, theta)


def test_the_exact_posterior_has_uniform_ranks() -> None:
    assert inference.uniformity_test(ranks(1, 10_000, 99), 99).p_value > 0.01


@pytest.mark.parametrize("fault", [{"narrow": 0.8}, {"narrow": 1.25}, {"shift": 0.1}])
def test_a_wrong_posterior_is_rejected(fault: dict[str, float]) -> None:
    assert inference.uniformity_test(ranks(1, 10_000, 99, **fault), 99).p_value < 1e-6


def test_too_narrow_a_posterior_fills_the_ends_and_too_wide_a_one_the_middle() -> None:
    for narrow, ends_are_full in ((0.8, True), (1.25, False)):
        found = ranks(1, 10_000, 99, narrow=narrow)
        assert (np.mean((found < 10) | (found >= 90)) > 0.22) == ends_are_full


def test_the_test_rejects_the_exact_posterior_no_more_often_than_it_says() -> None:
    worlds = 400
    p_values = np.array([inference.uniformity_test(ranks(seed, 200, 19), 19).p_value for seed in range(worlds)])
    for level in (0.1, 0.5, 0.9):
        assert np.mean(p_values < level) == pytest.approx(level, abs=4 * sqrt(level * (1 - level) / worlds))


def test_bins_of_unequal_length_are_expected_to_hold_unequally_many() -> None:
    assert inference.uniformity_test(ranks(2, 10_000, 100), 100, bins=7).p_value > 0.01


def abc_on_a_grid(bandwidth: float) -> tuple[float, float]:
    """Mean and variance of theta by ABC, integrated over theta and the noise of y."""
    theta, noise = (axis.ravel() for axis in np.meshgrid(np.linspace(-8, 8, 641), np.linspace(-8, 8, 641)))
    weights = inference.abc_weights(theta + noise, OBSERVED, bandwidth) * np.exp(-(theta**2 + noise**2) / 2)
    summary = inference.posterior_summary({"theta": theta}, weights).loc["theta"]
    return summary["mean"], summary["sd"] ** 2


@pytest.mark.parametrize("bandwidth", [2.0, 1.0, 0.5, 0.1])
def test_abc_on_a_grid_is_the_posterior_with_the_bandwidth_as_error(bandwidth: float) -> None:
    assert abc_on_a_grid(bandwidth) == pytest.approx(exact_abc(bandwidth), abs=1e-9)


def test_abc_goes_to_the_exact_posterior_as_the_square_of_the_bandwidth() -> None:
    distances = np.array([np.subtract(abc_on_a_grid(bandwidth), (OBSERVED / 2, 0.5)) for bandwidth in (0.2, 0.1, 0.05)])
    np.testing.assert_allclose(distances[:-1] / distances[1:], 4, rtol=0.02)
    assert np.abs(distances[-1]).max() < 1e-3


@pytest.mark.parametrize("bandwidth", [1.0, 0.3, 0.1])
def test_abc_on_simulations_is_that_posterior_within_standard_errors(bandwidth: float) -> None:
    rng = np.random.default_rng(3)
    theta = rng.normal(size=400_000)
    weights = inference.abc_weights(rng.normal(theta, 1), OBSERVED, bandwidth)
    summary = inference.posterior_summary({"theta": theta}, weights)
    found, (mean, variance) = summary.loc["theta"], exact_abc(bandwidth)
    error = sqrt(np.sum(weights**2 * (theta - mean) ** 2))
    assert found["mean"] == pytest.approx(mean, abs=4 * error)
    error = sqrt(np.sum(weights**2 * ((theta - mean) ** 2 - variance) ** 2))
    assert found["sd"] ** 2 == pytest.approx(variance, abs=4 * error)
    for name, normal_quantile, density in (
        ("low", -1.6448536, 0.1031),
        ("median", 0, 0.3989),
        ("high", 1.6448536, 0.1031),
    ):
        probability = {"low": 0.05, "median": 0.5, "high": 0.95}[name]
        below = (theta < found[name]) - probability
        error = sqrt(np.sum(weights**2 * below**2)) * sqrt(variance) / density
        assert found[name] == pytest.approx(mean + normal_quantile * sqrt(variance), abs=4 * error)


def test_ranks_of_abc_are_uniform_for_data_with_the_error_and_not_for_noisier_data() -> None:
    bandwidth, cases, draws = 0.7, 1_000, 39
    rng = np.random.default_rng(4)
    simulated_theta = rng.normal(size=20_000)
    simulated = rng.normal(simulated_theta, 1)
    theta = rng.normal(size=cases)
    p_values = {}
    for error in (bandwidth, 3 * bandwidth):
        data = rng.normal(theta, sqrt(1 + error**2))
        posterior = [rng.choice(simulated_theta, draws, p=inference.abc_weights(simulated, y, bandwidth)) for y in data]
        p_values[error] = inference.uniformity_test(inference.calibration_ranks(posterior, theta), draws).p_value
    assert p_values[bandwidth] > 0.01
    assert p_values[3 * bandwidth] < 1e-6


def test_weights_of_three_simulations_are_those_computed_by_hand() -> None:
    found = inference.abc_weights([[0, 0], [2, 0], [2, 3]], [0, 0], [2, 3])
    raw = np.array([1, exp(-0.5), exp(-1)])
    np.testing.assert_allclose(found, raw / raw.sum(), rtol=1e-14)


def test_weights_survive_simulations_that_all_lie_far_away() -> None:
    found = inference.abc_weights([1e6, 1e6 + 1], 0.0, 1.0)
    np.testing.assert_allclose(found, [1, 0], atol=1e-300)
    assert inference.effective_size(found) == 1


def test_the_effective_size_of_equal_weights_is_their_number() -> None:
    assert inference.effective_size(np.full(7, 3.0)) == pytest.approx(7, rel=1e-14)
    assert inference.effective_size([1, 1, 0, 0]) == pytest.approx(2, rel=1e-14)
    assert inference.effective_size([3, 1]) == pytest.approx(1.6, rel=1e-14)


def test_a_summary_of_four_values_is_that_computed_by_hand() -> None:
    table = inference.posterior_summary({"a": [4, 1, 3, 2], "b": [0, 0, 0, 8]}, [1, 2, 1, 4], level=0.5)
    assert table.loc["a"].to_dict() == pytest.approx(
        {"mean": 17 / 8, "sd": sqrt(7) * sqrt(1 / 8) * sqrt(55 / 56), "low": 1, "median": 2, "high": 2}, rel=1e-12
    )
    assert table.loc["b", ["mean", "sd"]].tolist() == pytest.approx([4, 4])
    assert table.attrs == {"level": 0.5, "effective_size": pytest.approx(64 / 22)}


def test_ranks_count_the_draws_below() -> None:
    draws = [[1.0, 2.0, 3.0]] * 4
    assert inference.calibration_ranks(draws, [0.5, 1.5, 2.5, 9.0]).tolist() == [0, 1, 2, 3]


def test_ties_are_ranked_by_lot() -> None:
    cases, draws = 8_000, 9
    rng = np.random.default_rng(5)
    coin = rng.integers(0, 2, (cases, draws + 1)).astype(float)
    found = inference.calibration_ranks(coin[:, 1:], coin[:, 0])
    assert inference.uniformity_test(found, draws, bins=10).p_value > 0.01


def test_the_chi_square_of_known_counts_is_that_computed_by_hand() -> None:
    found = inference.uniformity_test(np.repeat([0, 1, 2, 3], [10, 20, 30, 40]), 3, bins=2)
    assert found == pytest.approx((16.0, 1, 6.334248366623996e-05), rel=1e-9)  # 2 (20^2 / 50); erfc(sqrt 8)
    found = inference.uniformity_test(np.repeat([0, 1, 2], [10, 50, 40]), 2, bins=2)
    assert found == pytest.approx((2.0, 1, 0.15729920705028513), rel=1e-9)  # 66.7 and 33.3 expected; erfc(1)


@pytest.mark.parametrize(
    "call",
    [
        lambda: inference.abc_weights([[0.0, 1.0]], [0.0], 1.0),
        lambda: inference.abc_weights([0.0, 1.0], 0.0, 0.0),
        lambda: inference.abc_weights([0.0, np.nan], 0.0, 1.0),
        lambda: inference.abc_weights([], 0.0, 1.0),
        lambda: inference.abc_weights([0.0, 1.0], 0.0, [1.0, 1.0]),
        lambda: inference.effective_size([0.0, 0.0]),
        lambda: inference.effective_size([1.0, -1.0]),
        lambda: inference.posterior_summary({"a": [1.0]}, [1.0, 1.0]),
        lambda: inference.posterior_summary({"a": [1.0]}, [1.0], level=1.0),
        lambda: inference.calibration_ranks([[np.nan]], [0.0]),
        lambda: inference.calibration_ranks([[1.0]], [0.0, 1.0]),
        lambda: inference.uniformity_test(np.arange(10), 9, bins=5),
        lambda: inference.uniformity_test(np.full(100, 10), 9, bins=5),
        lambda: inference.uniformity_test(np.full(100, 0.5), 9, bins=5),
        lambda: inference.uniformity_test(np.zeros(100, dtype=int), 3, bins=5),
    ],
)
def test_what_makes_no_sense_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()


def exact_abc(bandwidth: float) -> tuple[float, float]:
    """Mean and variance of theta given y with error variance 1 + bandwidth^2."""
    return OBSERVED / (2 + bandwidth**2), (1 + bandwidth**2) / (2 + bandwidth**2)
