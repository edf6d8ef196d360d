"""PRIM finds the boxes that worlds were made with, and none where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from sample_sweep import world
from scipy.stats import binomtest

from steppe import discovery


def test_prim_finds_a_known_box() -> None:
    points = world()
    inside = (points["a"] > 0.5) & points["b"].between(0.2, 0.8) & (points["s"] == 1)
    [box] = discovery.boxes(points, inside, min_coverage=0.95)
    assert box.limits.index.tolist() == ["a", "b", "s"]
    assert box.coverage > 0.95
    assert box.density > 0.95
    assert box.limits.loc["a", "low"] == pytest.approx(0.5, abs=0.03)
    assert box.limits.loc["b", ["low", "high"]].tolist() == pytest.approx([0.2, 0.8], abs=0.03)
    assert box.limits.loc["s", ["low", "high"]].tolist() == [1, 1]
    assert box.limits.loc["a", "high"] == points["a"].max()
    sides = box.limits[["quasi_p_low", "quasi_p_high"]]
    assert sides.isna().to_numpy().tolist() == [[False, True], [False, False], [False, True]]
    assert (sides.fillna(0) < 0.01).all(axis=None)


def test_the_shares_of_a_box_are_those_of_its_points() -> None:
    points = world()
    rng = np.random.default_rng(2)
    inside = ((points["a"] > 0.6) & (points["t"] == 0)).to_numpy() ^ (rng.uniform(size=len(points)) < 0.1)
    [box] = discovery.boxes(points, inside, min_coverage=0.6)
    held = box.holds(points).to_numpy()
    assert box.coverage == pytest.approx(inside[held].sum() / inside.sum())
    assert box.density == pytest.approx(inside[held].mean())
    assert box.mass == pytest.approx(held.mean())
    assert box.limits.index.tolist() == ["a", "t"]
    without = points["t"].eq(0) & points["a"].le(box.limits.loc["a", "high"])  # the lower limit of a taken away
    by_chance = binomtest(int(inside[held].sum()), int(held.sum()), inside[without].mean(), alternative="greater")
    assert box.limits.loc["a", "quasi_p_low"] == pytest.approx(by_chance.pvalue)
    last = box.trajectory.iloc[-1]
    assert last[["points", "of_interest", "restricted"]].tolist() == [held.sum(), inside[held].sum(), 2]


def test_the_densest_box_that_covers_enough_is_chosen() -> None:
    points = world()
    inside = points["a"].to_numpy() > np.random.default_rng(3).uniform(size=len(points))  # the denser the greater a
    for coverage in (0.3, 0.6, 0.9):
        [box] = discovery.boxes(points, inside, min_coverage=coverage, significance=1)
        enough = box.trajectory[box.trajectory["coverage"] >= coverage]
        assert box.density == enough["density"].max()
        assert box.density == box.trajectory["density"].iloc[box.chosen]
        assert box.coverage >= coverage
    first = box.trajectory.iloc[0]
    assert first.tolist() == pytest.approx([1, inside.mean(), 1, 0, len(points), inside.sum()])


def test_restrictions_by_chance_are_freed() -> None:
    points = world()
    inside = (points["a"] > 0.6).to_numpy() & (np.random.default_rng(4).uniform(size=len(points)) < 0.7)
    [kept] = discovery.boxes(points, inside, min_coverage=0.3, significance=1)
    assert len(kept.limits) > 1
    [freed] = discovery.boxes(points, inside, min_coverage=0.3, significance=1e-6)
    assert freed.limits.index.tolist() == ["a"]
    assert freed.coverage >= kept.coverage
    assert len(freed.trajectory) > len(kept.trajectory)
    assert freed.chosen == kept.chosen


def test_switches_alone_make_a_box() -> None:
    points = world()[["s", "t"]]
    [box] = discovery.boxes(points, (points["s"] == 0) & (points["t"] == 1))
    assert box.limits[["low", "high"]].to_numpy().tolist() == [[0, 0], [1, 1]]
    assert (box.coverage, box.density) == (1, 1)


def test_two_boxes_cover_two_regions() -> None:
    points = world()
    inside = np.where(points["s"] == 1, points["a"] > 0.6, points["b"] > 0.8).astype(bool)
    first, second = discovery.boxes(points, inside, most=2, min_coverage=0.4)
    assert not (first.holds(points) & second.holds(points)).any()
    assert first.limits.index.tolist() == ["a", "s"]
    assert second.limits.index.tolist() == ["b", "s"] or second.limits.index.tolist() == ["b"]
    assert first.coverage + second.coverage > 0.9
    assert min(first.density, second.density) > 0.9
    assert len(discovery.boxes(points, points["a"] > 0.5, most=5, min_coverage=1.0)) == 1  # nothing left


def test_chance_alone_gives_no_box() -> None:
    inside = np.random.default_rng(5).uniform(size=800) < 0.5
    assert discovery.boxes(world(), inside, significance=1e-6) == []
