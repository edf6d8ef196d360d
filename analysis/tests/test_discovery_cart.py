"""CART finds the splits that worlds were made with."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from sample_sweep import world

from steppe import discovery


def test_cart_finds_a_known_split() -> None:
    points = world()
    leaves = discovery.tree(points, (points["c"] > 10) & (points["s"] == 0))
    top = leaves.iloc[0]
    split = re.fullmatch(r"c > (\S+) and s = 0", top["rule"])
    assert split
    assert float(split[1]) == pytest.approx(10, abs=1)  # of a range of 100
    assert top["density"] == 1
    assert top["coverage"] > 0.95
    assert (leaves["density"][1:] < 0.1).all()
    assert leaves["points"].sum() == len(points)
    assert leaves["coverage"].sum() == pytest.approx(1)


def test_cart_splits_one_parameter_where_the_cases_part() -> None:
    points = world()
    leaves = discovery.tree(points, points["a"] <= 0.3)
    below, above = leaves["rule"]
    assert [below[:5], above[:4]] == ["a <= ", "a > "]
    at = float(below[5:])
    assert points["a"][points["a"] <= 0.3].max() < at < points["a"][points["a"] > 0.3].min()
    assert leaves["density"].tolist() == [1, 0]


@pytest.mark.parametrize("seed", range(3))
def test_every_point_is_in_one_leaf(seed: int) -> None:
    points = world(300, seed)
    inside = np.random.default_rng(seed).uniform(size=300) < 0.3 + 0.4 * points["a"]
    leaves = discovery.tree(points, inside, most_leaves=6)
    assert len(leaves) == 6
    assert leaves["points"].sum() == 300
    assert leaves["points"].min() >= 15
    assert (leaves["points"] * leaves["density"]).sum() == pytest.approx(inside.sum())
    assert leaves["density"].is_monotonic_decreasing
    pd.testing.assert_frame_equal(leaves, discovery.tree(points, inside, most_leaves=6))


def test_equal_splits_are_told_apart_by_the_seed() -> None:
    points = world()[["a"]].assign(same=lambda table: table["a"])
    inside = points["a"] > 0.5
    rules = [tuple(discovery.tree(points, inside, seed=seed)["rule"]) for seed in [*range(8)] * 2]
    assert rules[:8] == rules[8:]
    assert len(set(rules)) == 2


def test_a_tree_without_splits_is_one_leaf() -> None:
    points = pd.DataFrame({"a": [0.0, 1.0, 2.0], "b": [1.0, 1.0, 1.0]})
    leaves = discovery.tree(points, [True, False, False], mass_min=0.5)
    assert leaves.shape == (2, 5)  # one point is the least that a leaf of 0.5 may hold
    [leaf] = discovery.tree(points[["b"]], [True, False, False]).to_dict("records")
    assert leaf == {"rule": "all points", "points": 3, "density": pytest.approx(1 / 3), "coverage": 1.0, "mass": 1.0}
