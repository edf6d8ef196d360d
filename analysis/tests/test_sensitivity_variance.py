"""The split of the variance recovers the parts that worlds were made with."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest

from steppe import sensitivity as st


def nested(points: int, replicates: int, seed: int, common: float = 0.0) -> np.ndarray:
    """Differences with variance 4 of points, 2 of single runs, and of shocks that all points meet."""
    rng = np.random.default_rng(seed)
    made = 2 * rng.normal(size=(points, 1)) + sqrt(2) * rng.normal(size=(points, replicates))
    return made + common * rng.normal(size=replicates)


@pytest.mark.parametrize("common", [0.0, 3.0])
def test_the_split_recovers_known_components(common: float) -> None:
    worlds = [st.variance_split(nested(300, 4, seed, common), resamples=50) for seed in range(40)]
    table = pd.DataFrame(worlds).mean()
    # Standard errors of the means: 4 sqrt(2 / 300 / 40) for points, and for chance that of 40 x 4 shocks.
    assert table["variance_parameters"] == pytest.approx(4, abs=0.2)
    assert table["variance_chance"] == pytest.approx(2 + common**2, abs=0.2 if common == 0 else 4)
    assert table["share_noise"] == pytest.approx(0.5 / 4.5, abs=0.02)
    assert (table["share_parameters"] + table["share_chance"]) == pytest.approx(1)


def test_intervals_of_the_split() -> None:
    held = 0
    for seed in range(60):
        split = st.variance_split(nested(200, 5, seed), level=0.9)
        held += split["share_parameters_low"] <= 4 / 6 <= split["share_parameters_high"]
        assert split["share_chance_low"] == pytest.approx(1 - split["share_parameters_high"])
    assert held >= 0.75 * 60


def test_the_split_of_pure_chance_and_of_none() -> None:
    chance = np.random.default_rng(1).normal(size=(400, 5))
    assert st.variance_split(chance)["share_parameters"] == pytest.approx(0, abs=0.05)
    sure = st.variance_split(np.arange(20.0)[:, None] + np.zeros(3))
    assert (sure["share_parameters"], sure["share_chance"], sure["share_noise"]) == (1, 0, 0)
    same = st.variance_split(np.zeros((20, 3)))
    assert np.isnan(same["share_parameters"])
    assert same["variance_parameters"] == same["variance_chance"] == 0


def test_the_split_without_pairs_that_failed() -> None:
    d = nested(300, 12, seed=5)
    whole = st.variance_split(d)["variance_parameters"]
    d[7, 3] = np.nan
    assert st.variance_split(d)["variance_parameters"] == pytest.approx(whole, rel=0.02)
    d[np.arange(12), np.arange(12)] = np.nan  # no replicate finished everywhere
    assert st.variance_split(d)["variance_parameters"] == pytest.approx(whole, rel=0.05)
    d[9, 1:] = np.nan
    assert np.isnan(list(st.variance_split(d).values())).all()


def test_with_shocks_of_their_own_all_variance_within_points_is_their_chance() -> None:
    """Means 1 and 5 of two points, variance 8; within each 2, of two replicates: 8 - 2 / 2 = 7 is left."""
    split = st.variance_split([[0.0, 2.0], [4.0, 6.0]], same_shocks=False)
    assert split["variance_parameters"] == pytest.approx(7.0)
    assert split["variance_chance"] == pytest.approx(2.0)
    same = st.variance_split([[0.0, 2.0], [4.0, 6.0]])  # both replicates move both points alike
    assert same["variance_parameters"] == pytest.approx(8.0)
