"""Scenario discovery on worlds whose answer is known, and robustness measures against values worked out by hand."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from SALib.analyze import delta
from scipy.stats import binomtest

from steppe import discovery
from steppe.discovery.workbench import workbench

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARMS = ["with_accords", "without_accords"]
HERE = {"units": "1", "long_name": "made up"}


def sweep() -> xr.Dataset:
    """Three points, four replicates, two months; the effect is 10, 20 and 30, give or take 1 a replicate."""
    effect = np.array([10.0, 20.0, 30.0])[:, None] + np.array([-1.0, 1.0, -1.0, 1.0])
    shock = np.array([5.0, -3.0, 8.0, 100.0])
    final = np.stack([shock + effect, np.broadcast_to(shock, effect.shape)])
    gain = np.stack([np.full_like(final, -99.0), final], axis=-1)
    gain[0, 1, 3] = np.nan  # failed with the accord at point 1
    gain[:, 2, 0] = np.nan  # failed in both arms at point 2
    axes = ("arm", "point", "replicate", "time")
    about = {"units": "percent", "long_name": "Gain", "reduction": "final"}
    both = np.stack([gain, 2 * gain], axis=-1).astype("f4")
    return xr.Dataset(
        {
            "gain": (axes, gain.astype("f4"), about),
            "flow": ((*axes, "hedger"), both, about | {"reduction": "sum"}),
            "parameter_learning_rate": ("point", [0.1, 0.2, 0.4], {"units": "1/month", "long_name": "Learning"}),
            "parameter_hedger.KAZ.open": ("point", [0.0, 1.0, 1.0], HERE),
        },
        {"arm": ARMS, "point": [0, 1, 2], "replicate": range(4), "time": [0.0, 30.0], "hedger": ["KAZ", "UZB"]},
        {"record": "trajectories"},
    )


def world(n: int = 800, seed: int = 1) -> pd.DataFrame:
    """Points of five parameters, two of them switches."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(rng.uniform(size=(n, 3)), columns=["a", "b", "c"])
    table["c"] = 100 * table["c"] - 50
    return table.assign(s=rng.integers(0, 2, n).astype(float), t=rng.integers(0, 2, n).astype(float))


# A sweep


def test_experiments_are_the_parameters_of_each_point() -> None:
    table = discovery.experiments(sweep())
    assert list(table.columns) == ["learning_rate", "hedger.KAZ.open"]
    assert table.index.name == "point"
    assert table["learning_rate"].tolist() == [0.1, 0.2, 0.4]
    assert table.attrs["units"] == {"learning_rate": "1/month", "hedger.KAZ.open": "1"}
    assert table.attrs["long_name"]["learning_rate"] == "Learning"


def test_effects_are_means_of_the_pairs_that_finished() -> None:
    table = discovery.effects(sweep())
    assert list(table.columns) == ["gain", "flow[KAZ]", "flow[UZB]"]
    assert table.index.tolist() == [0, 1, 2]
    # Point 1 lacks a pair with +1, point 2 one with −1: the shock of 100 would show if pairs were not kept together.
    np.testing.assert_allclose(table["gain"], [10, 20 - 1 / 3, 30 + 1 / 3], rtol=1e-6)
    np.testing.assert_allclose(table["flow[UZB]"], 2 * table["flow[KAZ]"], rtol=1e-6)
    assert table.attrs == {"treated": "with_accords", "control": "without_accords"}
    turned = discovery.effects(sweep(), "without_accords", "with_accords", names=["gain"])
    pd.testing.assert_frame_equal(turned, -table[["gain"]])


def test_a_point_without_pairs_is_nan_without_a_warning() -> None:
    ds = sweep()
    ds["gain"][0, 1] = np.nan
    assert discovery.effects(ds, names=["gain"])["gain"].isna().tolist() == [False, True, False]


def test_performance_compares_arms_on_the_same_replicates() -> None:
    table = discovery.performance(sweep(), "flow[KAZ]")
    assert table.columns.tolist() == ARMS
    difference = table["with_accords"] - table["without_accords"]
    pd.testing.assert_series_equal(difference, discovery.effects(sweep())["flow[KAZ]"], check_names=False)
    with pytest.raises(ValueError, match=r"no outcome 'flow\[X\]'.*flow\[KAZ\], flow\[UZB\]"):
        discovery.performance(sweep(), "flow[X]")


def test_what_is_no_sweep_is_refused() -> None:
    single = sweep().isel(point=0)
    for function in (discovery.experiments, discovery.effects, discovery.to_ema, discovery.to_salib):
        with pytest.raises(ValueError, match="these results hold"):
            function(single)
    with pytest.raises(ValueError, match="no arm 'x'"):
        discovery.effects(sweep(), "x")
    with pytest.raises(ValueError, match="no sweep"):
        discovery.experiments(sweep()[["gain"]])


def test_ema_workbench_saves_and_loads_the_results(tmp_path: Path) -> None:
    table, outcomes = discovery.to_ema(sweep())
    assert list(outcomes) == ["gain", "flow[KAZ]", "flow[UZB]"]
    assert table.columns.tolist() == ["learning_rate", "hedger.KAZ.open", "scenario", "policy", "model"]
    assert table["policy"].tolist() == [arm for arm in ARMS for _ in range(3)]
    assert table["scenario"].tolist() == [0, 1, 2] * 2
    shocks = [27.5, 27.5, 35]  # means of the replicates that finished in the arm
    np.testing.assert_allclose(outcomes["gain"], [37.5, (5 - 3 + 8 + 59) / 3, 35 + 30 + 1 / 3, *shocks], rtol=1e-6)
    with workbench("prim"):
        from ema_workbench import ScalarOutcome, load_results, save_results  # noqa: PLC0415  it warns on import

        for label in outcomes:
            ScalarOutcome(label)
        save_results((table, outcomes), str(tmp_path / "sweep.tar.gz"))
        loaded, again = load_results(str(tmp_path / "sweep.tar.gz"))
    for label, values in outcomes.items():
        np.testing.assert_array_equal(again[label], values)
    assert loaded["policy"].tolist() == table["policy"].tolist()
    np.testing.assert_array_equal(loaded["learning_rate"], table["learning_rate"])


def test_salib_takes_the_inputs_and_effects() -> None:
    problem, x, y = discovery.to_salib(sweep(), names=["gain"])
    assert problem["num_vars"] == 2
    assert problem["names"] == ["learning_rate", "hedger.KAZ.open"]
    assert problem["bounds"] == [[0.1, 0.4], [0.0, 1.0]]
    assert problem["outputs"] == ["gain"]
    assert x.shape == (3, 2)
    np.testing.assert_allclose(y, [[10], [20 - 1 / 3], [30 + 1 / 3]], rtol=1e-6)
    wider = {"learning_rate": (0, 1), "hedger.KAZ.open": (0, 1)}
    assert discovery.to_salib(sweep(), bounds=wider)[0]["bounds"] == [[0, 1], [0, 1]]
    with pytest.raises(ValueError, match="bounds of learning_rate"):
        discovery.to_salib(sweep().isel(point=[0, 0]))


def test_salib_finds_the_parameter_that_acts() -> None:
    points = world(256)[["a", "b"]]
    gain = np.stack([points["a"] + 1, np.ones(256)])[:, :, None, None]
    ds = xr.Dataset(
        {"gain": (("arm", "point", "replicate", "time"), gain, {"reduction": "final"})}
        | {f"parameter_{key}": ("point", values.to_numpy(), HERE) for key, values in points.items()},
        {"arm": ARMS, "point": range(256), "replicate": [0], "time": [0.0]},
    )
    problem, x, y = discovery.to_salib(ds)
    found = delta.analyze(problem, x, y[:, problem["outputs"].index("gain")], seed=1, num_resamples=10)
    assert found["S1"][0] > 0.9
    assert found["S1"][1] < 0.1


# PRIM


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


def test_discovery_refuses_what_it_cannot_use() -> None:
    points = world(20)
    inside = (points["a"] > 0.5).to_numpy()
    for find in (discovery.boxes, discovery.tree):
        with pytest.raises(ValueError, match="none of the points"):
            find(points, np.zeros(20, bool))
        with pytest.raises(ValueError, match="all of the points"):
            find(points, np.ones(20, bool))
        with pytest.raises(ValueError, match="must be bool"):
            find(points, inside.astype(float))
        with pytest.raises(ValueError, match="one truth value for each of the 20"):
            find(points, inside[1:])
        with pytest.raises(ValueError, match="other row labels"):
            find(points, pd.Series(inside, index=range(1, 21)))
        with pytest.raises(ValueError, match="not finite at every point: b"):
            find(points.assign(b=np.nan), inside)
        with pytest.raises(ValueError, match="'scenario'"):
            find(points.assign(scenario=1.0), inside)
        with pytest.raises(ValueError, match="no points"):
            find(points[[]], inside)
        with pytest.raises(ValueError, match="mass_min = 2"):
            find(points, inside, mass_min=2)


# CART


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


# Robustness

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


# The workbench


def test_only_discovery_imports_the_workbench() -> None:
    code = "import sys, steppe, steppe.discovery; sys.exit('ema_workbench' in sys.modules)"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_the_style_of_figures_stays_as_it_is() -> None:
    code = (
        "import matplotlib as mpl, pandas as pd; from steppe import discovery; before = dict(mpl.rcParams);"
        "discovery.boxes(pd.DataFrame({'a': range(40)}), [False] * 20 + [True] * 20);"
        "assert dict(mpl.rcParams) == before"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
