"""Scores against exact values: see README.md."""

from __future__ import annotations

from itertools import product
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.integrate import quad
from scipy.stats import norm
from steppe.stats import scores

if TYPE_CHECKING:
    from collections.abc import Callable

eighths = st.integers(-8_000, 8_000).map(lambda n: n / 8)  # sums and differences of these are exact
ensembles = st.integers(2, 30).flatmap(lambda m: arrays("f8", m, elements=eighths))
vectors = st.tuples(st.integers(2, 10), st.integers(1, 4)).flatmap(
    lambda shape: st.tuples(arrays("f8", shape, elements=eighths), arrays("f8", shape[1], elements=eighths))
)


@pytest.mark.parametrize(
    ("mean", "sd", "observed", "exact"),
    [(0, 1, 0, 0.2336949773), (0, 1, 1, 0.6024413576), (1, 2, 0, 0.6628070625)],
)
def test_the_crps_of_a_normal_distribution_is_the_published_one(
    mean: float, sd: float, observed: float, exact: float
) -> None:
    assert scores.crps_normal(mean, sd, observed) == pytest.approx(exact, abs=1e-10)
    assert integrated_crps(mean, sd, observed) == pytest.approx(exact, abs=1e-10)


def test_the_crps_of_a_small_ensemble_is_that_computed_by_hand() -> None:
    assert scores.crps_ensemble([1, 2, 4], 3) == pytest.approx(2 / 3, abs=1e-15)
    assert scores.crps_ensemble([1, 2, 4], 3, fair=True) == pytest.approx(1 / 3, abs=1e-15)


@given(ensembles, eighths, st.booleans())
def test_the_crps_is_its_definition_over_pairs(members: np.ndarray, observed: float, fair: bool) -> None:
    m = members.size
    pairs = sum(abs(a - b) for a, b in product(members, members)) / (2 * m * (m - fair))
    expected = sum(abs(a - observed) for a in members) / m - pairs
    assert scores.crps_ensemble(members, observed, fair=fair) == pytest.approx(expected, abs=1e-9)


@given(ensembles, eighths, st.booleans())
def test_the_energy_score_in_one_dimension_is_the_crps(members: np.ndarray, observed: float, fair: bool) -> None:
    energy = scores.energy_score(members[:, None], [observed], fair=fair)
    assert energy == pytest.approx(scores.crps_ensemble(members, observed, fair=fair), abs=1e-9)


def test_the_energy_score_in_two_dimensions_is_that_computed_by_hand() -> None:
    assert scores.energy_score([[0, 0], [3, 4]], [0, 0]) == pytest.approx(5 / 2 - 5 / 4, abs=1e-15)
    assert scores.energy_score([[0, 0], [3, 4]], [0, 0], fair=True) == pytest.approx(0, abs=1e-15)


@given(eighths, eighths)
def test_the_score_of_one_member_is_the_absolute_error(member: float, observed: float) -> None:
    assert scores.crps_ensemble([member], observed) == abs(member - observed)
    assert scores.energy_score([[member]], [observed]) == abs(member - observed)


@given(ensembles, eighths, eighths, st.booleans())
def test_translation_leaves_the_crps(members: np.ndarray, observed: float, shift: float, fair: bool) -> None:
    moved = scores.crps_ensemble(members + shift, observed + shift, fair=fair)
    assert moved == scores.crps_ensemble(members, observed, fair=fair)


@given(ensembles, eighths, st.floats(1e-3, 1e3), st.booleans())
def test_positive_scaling_scales_the_crps(members: np.ndarray, observed: float, scale: float, fair: bool) -> None:
    scaled = scores.crps_ensemble(scale * members, scale * observed, fair=fair)
    assert scaled == pytest.approx(scale * scores.crps_ensemble(members, observed, fair=fair), abs=1e-9 * scale)


@given(vectors, eighths, st.floats(1e-3, 1e3), st.booleans())
def test_the_energy_score_is_translation_invariant_and_scales(
    case: tuple[np.ndarray, np.ndarray], shift: float, scale: float, fair: bool
) -> None:
    members, observed = case
    moved = scores.energy_score(scale * (members + shift), scale * (observed + shift), fair=fair)
    assert moved == pytest.approx(scale * scores.energy_score(members, observed, fair=fair), abs=1e-9 * scale)


@given(eighths, eighths, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_the_crps_of_a_normal_is_translation_invariant_and_scales(
    mean: float, observed: float, sd: float, scale: float
) -> None:
    reference = scores.crps_normal(0, sd, observed - mean)
    assert scores.crps_normal(mean, sd, observed) == pytest.approx(reference, rel=1e-9)
    assert scores.crps_normal(scale * mean, scale * sd, scale * observed) == pytest.approx(scale * reference, rel=1e-9)


@pytest.mark.parametrize("size", [2, 3, 4])
@pytest.mark.parametrize("observed", [2, 9])
def test_the_mean_fair_score_of_all_samples_of_a_die_is_the_score_of_the_die(size: int, observed: int) -> None:
    faces = np.arange(1, 7)
    samples = np.array(list(product(faces, repeat=size)))
    seen = np.full(len(samples), observed)
    exact = np.mean(np.abs(faces - observed)) - np.mean(np.abs(faces[:, None] - faces)) / 2
    assert np.mean(scores.crps_ensemble(samples, seen, fair=True)) == pytest.approx(exact, abs=1e-12)
    vectors, seen = samples[..., None], seen[:, None]
    assert np.mean(scores.energy_score(vectors, seen, fair=True)) == pytest.approx(exact, abs=1e-12)
    assert np.mean(scores.crps_ensemble(samples, seen[:, 0])) > exact + 0.1


@pytest.mark.parametrize("members", [2, 5, 50])
def test_the_fair_score_of_normal_ensembles_is_the_score_of_the_normal_distribution(members: int) -> None:
    cases = 20_000
    draws = np.random.default_rng(1).normal(1, 2, (cases, members))
    fair = scores.crps_ensemble(draws, np.zeros(cases), fair=True)
    assert np.mean(fair) == pytest.approx(0.6628070625, abs=4 * np.std(fair) / sqrt(cases))


def test_a_distant_origin_costs_no_digits() -> None:
    members = np.array([1.0, 2.0, 4.0]) + 2.0**40
    assert scores.crps_ensemble(members, 3 + 2.0**40, fair=True) == pytest.approx(1 / 3, abs=1e-12)


def test_the_range_of_19_members_holds_the_next_draw_with_probability_18_in_20() -> None:
    cases = 20_000
    draws = np.random.default_rng(2).exponential(size=(cases, 20))
    low, high = scores.central_interval(draws[:, 1:], level=0.9)
    np.testing.assert_allclose(low, draws[:, 1:].min(axis=1))
    np.testing.assert_allclose(high, draws[:, 1:].max(axis=1))
    assert scores.interval_coverage(low, high, draws[:, 0]) == pytest.approx(0.9, abs=4 * sqrt(0.09 / cases))


def test_bounds_belong_to_the_interval() -> None:
    assert scores.interval_coverage(0, 1, [-0.1, 0, 0.5, 1, 1.1]) == pytest.approx(0.6, abs=1e-15)


@pytest.mark.parametrize(
    "call",
    [
        lambda: scores.crps_ensemble([1.0], 0.0, fair=True),
        lambda: scores.crps_ensemble([], 0.0),
        lambda: scores.crps_ensemble([[1.0, 2.0]], [0.0, 1.0]),
        lambda: scores.energy_score([[1.0, 2.0]], [0.0]),
        lambda: scores.crps_normal(0, 0, 1),
        lambda: scores.central_interval(np.arange(18.0), level=0.9),
        lambda: scores.interval_coverage([0.0], [1.0], [np.nan]),
        lambda: scores.interval_coverage([], [], []),
    ],
)
def test_what_cannot_be_scored_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()


def test_a_missing_member_makes_the_score_missing() -> None:
    for fair in (False, True):
        assert np.isnan(scores.crps_ensemble([1.0, np.nan, 2.0], 1.0, fair=fair))
        assert np.isnan(scores.energy_score([[1.0], [np.nan], [2.0]], [1.0], fair=fair))


def integrated_crps(mean: float, sd: float, observed: float) -> float:
    """Integral of (F(x) - 1{x >= y})^2 on either side of the observation."""
    below, _ = quad(lambda x: norm.cdf(x, mean, sd) ** 2, -np.inf, observed, epsabs=1e-12)
    above, _ = quad(lambda x: norm.sf(x, mean, sd) ** 2, observed, np.inf, epsabs=1e-12)
    return below + above
