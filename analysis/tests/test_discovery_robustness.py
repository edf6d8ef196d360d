"""Robustness measures against values worked out by hand, and properties that they must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from steppe import discovery

if TYPE_CHECKING:
    from collections.abc import Callable

HAND = pd.DataFrame({"x": [4.0, 10.0, 1.0], "y": [6.0, 4.0, 2.0]})


def test_regret_by_hand() -> None:
    up = discovery.regret(HAND, higher_is_better=True)
    assert up.to_numpy().tolist() == [[2, 0], [0, 6], [1, 0]]
    down = discovery.regret(HAND, higher_is_better=False)
    assert down.to_numpy().tolist() == [[0, 2], [6, 0], [0, 1]]
    assert discovery.maximum_regret(HAND, higher_is_better=True).to_dict() == {"x": 2, "y": 6}
    assert discovery.maximum_regret(HAND, higher_is_better=False).to_dict() == {"x": 6, "y": 2}
    # Sorted regrets 0, 1, 2: the 90th percentile lies at 1.8, linearly; 0, 0, 6: at 0.8 of 6.
    found = discovery.percentile_regret_90(HAND, higher_is_better=True)
    assert found.to_dict() == {"x": pytest.approx(1.8), "y": pytest.approx(4.8)}


def test_worst_best_and_mean_by_hand() -> None:
    assert discovery.maximin(HAND, higher_is_better=True).to_dict() == {"x": 1, "y": 2}
    assert discovery.maximin(HAND, higher_is_better=False).to_dict() == {"x": 10, "y": 6}
    assert discovery.maximax(HAND, higher_is_better=True).to_dict() == {"x": 10, "y": 6}
    assert discovery.maximax(HAND, higher_is_better=False).to_dict() == {"x": 1, "y": 2}
    assert discovery.hurwicz(HAND, higher_is_better=True, pessimism=0.75).to_dict() == {"x": 3.25, "y": 3}
    assert discovery.hurwicz(HAND, higher_is_better=False, pessimism=0.75).to_dict() == {"x": 7.75, "y": 5}
    assert discovery.laplace(HAND).to_dict() == {"x": 5, "y": 4}


def test_satisficing_counts_points_that_meet_the_threshold() -> None:
    assert discovery.satisficing(HAND, 4, higher_is_better=True).tolist() == pytest.approx([2 / 3, 2 / 3])
    assert discovery.satisficing(HAND, 5, higher_is_better=True).tolist() == pytest.approx([1 / 3, 1 / 3])
    assert discovery.satisficing(HAND, 1, higher_is_better=False).tolist() == pytest.approx([1 / 3, 0])


def test_mean_against_spread_by_hand() -> None:
    # x: mean 5, squares 1 + 25 + 16 = 42, standard deviation √21; y: mean 4, squares 4 + 0 + 4 = 8, deviation 2.
    found = discovery.mean_variance(HAND, higher_is_better=True)
    assert found.tolist() == pytest.approx([6 / (1 + 21**0.5), 5 / 3])
    assert discovery.signal_to_noise(HAND, higher_is_better=True).tolist() == pytest.approx([5 / 21**0.5, 2])
    assert discovery.signal_to_noise(HAND, higher_is_better=False).tolist() == pytest.approx([5 * 21**0.5, 8])
    small = pd.DataFrame({"x": [0.99, 1.0, 0.5], "y": [0.69, 0.6, 0.6]})  # y: 0.63, squares 0.0054
    expected = [(1 - 0.83) / (1 + 0.0817**0.5), (1 - 0.63) / (1 + 0.0027**0.5)]
    assert discovery.mean_variance(small, higher_is_better=False).tolist() == pytest.approx(expected)
    still = pd.DataFrame({"x": [0.1] * 3, "y": [0.0] * 3})
    assert discovery.signal_to_noise(still, higher_is_better=True)["x"] == np.inf
    assert discovery.signal_to_noise(still, higher_is_better=False)["x"] == 0


def test_spread_is_never_counted_in_favour() -> None:
    with pytest.raises(ValueError, match="mean_variance needs -1"):
        discovery.mean_variance(HAND, higher_is_better=False)
    with pytest.raises(ValueError, match="signal_to_noise needs 0 or more"):
        discovery.signal_to_noise(-HAND, higher_is_better=True)


def test_robustness_refuses_missing_outcomes() -> None:
    with pytest.raises(ValueError, match="1 points have no finite outcome"):
        discovery.laplace(HAND.assign(y=[1.0, np.nan, 2.0]))
    with pytest.raises(ValueError, match="0 points by 2 policies"):
        discovery.laplace(HAND[:0])
    with pytest.raises(ValueError, match="too small"):
        discovery.mean_variance(HAND[:1], higher_is_better=True)
    with pytest.raises(ValueError, match="pessimism = 2"):
        discovery.hurwicz(HAND, higher_is_better=True, pessimism=2)


eighths = st.integers(-8_000, 8_000).map(lambda n: n / 8)  # differences of these are exact
tables = (
    st.tuples(st.integers(1, 12), st.integers(1, 5))
    .flatmap(lambda shape: arrays("f8", shape, elements=eighths))
    .map(lambda values: pd.DataFrame(values, columns=[f"arm {i}" for i in range(values.shape[1])]))
)


@given(tables, st.booleans())
def test_regret_is_never_negative_and_the_best_has_none(table: pd.DataFrame, higher: bool) -> None:
    found = discovery.regret(table, higher_is_better=higher)
    assert (found >= 0).all(axis=None)
    assert (found.min(axis="columns") == 0).all()
    greatest = discovery.maximum_regret(table, higher_is_better=higher)
    assert (discovery.percentile_regret_90(table, higher_is_better=higher) <= greatest).all()


@given(tables, eighths, st.booleans())
def test_satisficing_is_a_share_and_eases_with_the_threshold(table: pd.DataFrame, at: float, higher: bool) -> None:
    found = discovery.satisficing(table, at, higher_is_better=higher)
    assert found.between(0, 1).all()
    easier = discovery.satisficing(table, at - 1 if higher else at + 1, higher_is_better=higher)
    assert (easier >= found).all()


@given(tables, eighths)
def test_adding_the_same_to_all_policies_leaves_regret(table: pd.DataFrame, shift: float) -> None:
    pd.testing.assert_frame_equal(
        discovery.regret(table + shift, higher_is_better=True), discovery.regret(table, higher_is_better=True)
    )


MEASURES = [discovery.maximum_regret, discovery.percentile_regret_90, discovery.maximin, discovery.maximax]


@given(tables)
@pytest.mark.parametrize("measure", [*MEASURES, discovery.hurwicz])
def test_less_is_better_mirrors_more_is_better(measure: Callable[..., pd.Series], table: pd.DataFrame) -> None:
    down = measure(table, higher_is_better=False)
    mirrored = measure(-table, higher_is_better=True)
    sign = 1 if "regret" in str(down.name) else -1
    np.testing.assert_allclose(down, sign * mirrored, rtol=1e-12)


@given(tables, st.booleans(), st.floats(0, 1))
def test_outcomes_lie_between_the_worst_and_the_best(table: pd.DataFrame, higher: bool, pessimism: float) -> None:
    ends = [measure(table, higher_is_better=higher) for measure in (discovery.maximin, discovery.maximax)]
    low, high = (ends if higher else ends[::-1])[0] - 1e-9, (ends if higher else ends[::-1])[1] + 1e-9
    assert discovery.laplace(table).between(low, high).all()
    assert discovery.hurwicz(table, higher_is_better=higher, pessimism=pessimism).between(low, high).all()
