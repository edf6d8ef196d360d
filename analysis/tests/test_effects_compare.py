"""The statistics, against first principles and brute force."""

from __future__ import annotations

import subprocess
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sample_file import Sample, write_sample
from test_engine_agreement import BASE, ENGINE

import steppe
from steppe.effects import compare

Z90 = 1.6448536269514722  # 95 % quantile of the standard normal distribution
eighths = st.integers(-8_000, 8_000).map(lambda n: n / 8)  # sums and differences of these are exact
runs = st.integers(2, 60).flatmap(lambda n: arrays("f8", n, elements=eighths))
two_arms = st.integers(2, 60).flatmap(lambda n: st.tuples(*[arrays("f8", n, elements=eighths)] * 2))


@given(runs)
def test_identical_arms_differ_by_exactly_zero(values: np.ndarray) -> None:
    effect = compare.paired_effect(values, values.copy())
    assert [effect[key] for key in ("difference", "low", "high", "spread_low", "spread_high", "share_positive")] == [
        0.0
    ] * 6
    if np.ptp(values) == 0:
        assert np.isnan(effect["variance_reduction"])
    else:
        assert effect["variance_reduction"] == np.inf


@given(runs, eighths.filter(lambda shift: shift != 0))
def test_a_constant_shift_is_known_exactly(values: np.ndarray, shift: float) -> None:
    effect = compare.paired_effect(values + shift, values)
    assert [effect[key] for key in ("difference", "low", "high", "spread_low", "spread_high")] == [shift] * 5
    assert effect["share_positive"] == float(shift > 0)


@given(two_arms)
def test_statistics_match_brute_force(arms: tuple[np.ndarray, np.ndarray]) -> None:
    a, b = arms
    effect = compare.paired_effect(a, b)
    d = [x - y for x, y in zip(a, b, strict=True)]
    n = len(d)
    mean = sum(d) / n
    variance = sum((x - mean) ** 2 for x in d) / (n - 1)
    assert effect["difference"] == pytest.approx(mean, abs=1e-9)
    assert effect["high"] - effect["low"] == pytest.approx(2 * Z90 * (variance / n) ** 0.5, rel=1e-9, abs=1e-12)
    assert effect["share_positive"] == sum(x > 0 for x in d) / n
    assert effect["pairs"] == n
    assert effect["spread_low"] == pytest.approx(interpolated_quantile(d, 0.05))
    assert effect["spread_high"] == pytest.approx(interpolated_quantile(d, 0.95))
    if variance > 0:
        assert effect["variance_reduction"] == pytest.approx((np.var(a, ddof=1) + np.var(b, ddof=1)) / variance)


def interpolated_quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    below = min(int(share * (len(ordered) - 1)), len(ordered) - 2)
    rest = share * (len(ordered) - 1) - below
    return ordered[below] * (1 - rest) + ordered[below + 1] * rest


@given(two_arms)
def test_exchanging_the_arms_turns_the_sign(arms: tuple[np.ndarray, np.ndarray]) -> None:
    there, back = compare.paired_effect(*arms), compare.paired_effect(*arms[::-1])
    assert back["difference"] == -there["difference"]
    assert back["low"] == pytest.approx(-there["high"])
    assert back["spread_low"] == pytest.approx(-there["spread_high"])
    assert back["mean_treated"] == there["mean_control"]


@given(two_arms, st.integers(0, 1000), st.sampled_from([0, 1]))
def test_a_lost_run_takes_its_pair_with_it(arms: tuple[np.ndarray, np.ndarray], place: int, arm: int) -> None:
    lost = place % len(arms[0])
    holed = [values.copy() for values in arms]
    holed[arm][lost] = np.nan
    expected = compare.paired_effect(*(np.delete(values, lost) for values in arms))
    assert compare.paired_effect(*holed) == pytest.approx(expected, nan_ok=True)


def test_interval_holds_the_mean_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    trials, n = 2000, 100
    held = 0
    for _ in range(trials):
        effect = compare.paired_effect(random.normal(0.3, 1, n), random.normal(0, 1, n), 0.90)
        held += effect["low"] <= 0.3 <= effect["high"]
    assert abs(held / trials - 0.90) < 4 * (0.9 * 0.1 / trials) ** 0.5 + 0.005  # normal, not Student: a little short


def test_one_pair_has_no_interval() -> None:
    effect = compare.paired_effect(np.array([2.0]), np.array([1.5]))
    assert effect["difference"] == 0.5
    assert all(np.isnan(effect[key]) for key in ("low", "high", "variance_reduction", "standardised"))


def test_no_pair_is_not_an_error() -> None:
    effect = compare.paired_effect(np.array([np.nan]), np.array([1.5]))
    assert effect["pairs"] == 0
    assert np.isnan(effect["difference"])


def test_level_must_be_a_probability() -> None:
    with pytest.raises(ValueError, match="level = 90"):
        compare.paired_effect(np.zeros(3), np.zeros(3), 90)


def test_table_matches_the_file(any_file: Path, results: xr.Dataset) -> None:
    table = compare.effect_table(results).set_index("outcome")
    reduce = {
        "final": lambda v: v[:, -1],
        "mean": lambda v: v.mean(1),
        "sum": lambda v: v.sum(1),
        "maximum": lambda v: v.max(1),
    }
    with h5py.File(any_file) as file:
        arms = [arm.decode() for arm in file["arm"][()]]
        with_, without = arms.index("with_accords"), arms.index("without_accords")
        both = (file["job_state"][with_, 0] == 1) & (file["job_state"][without, 0] == 1)
        for name in steppe.measures(results):
            how = reduce[results[name].attrs["reduction"]]
            a, b = (how(file[name][arm, 0][both].astype("f8")) for arm in (with_, without))
            for key in np.ndindex(a.shape[1:]):
                ids = [
                    file[dim[0].name.strip("/")][i].decode()
                    for dim, i in zip(list(file[name].dims)[4:], key, strict=True)
                ]
                row = table.loc[f"{name}[{', '.join(ids)}]" if ids else name]
                at = (slice(None), *key)
                assert row["mean_treated"] == pytest.approx(a[at].mean(), rel=1e-12)
                assert row["difference"] == pytest.approx((a[at] - b[at]).mean(), rel=1e-9, abs=1e-15)
                assert row["spread_low"] == pytest.approx(np.quantile(a[at] - b[at], 0.05), rel=1e-9, abs=1e-15)
                assert row["pairs"] == both.sum()


def test_outcomes_are_labelled_by_element(results: xr.Dataset) -> None:
    reduced = compare.outcomes(results, ["alignment"])
    hedger, partner = str(results["hedger"].values[0]), str(results["partner"].values[-1])
    assert f"alignment[{hedger}, {partner}]" in reduced["outcome"].values
    one = reduced.isel(outcome=list(reduced["outcome"].values).index(f"alignment[{hedger}, {partner}]"))
    direct = results["alignment"].sel(hedger=hedger, partner=partner).astype("f8").mean("time")
    np.testing.assert_allclose(one.values, direct.values)


def test_blocks_do_not_change_the_outcome(results: xr.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = compare.outcomes(results, ["alignment", "members"])
    monkeypatch.setattr(compare, "BLOCK_VALUES", 1000)
    xr.testing.assert_identical(compare.outcomes(results, ["alignment", "members"]), whole)


@pytest.mark.parametrize("record", ["trajectories", "summary"])
def test_a_probability_in_an_arm_has_no_end_beyond_0_and_1(tmp_path: Path, record: str) -> None:
    if not ENGINE:
        pytest.skip("needs the engine: STEPPE_EXECUTABLE")
    path = tmp_path / "rare.h5"
    command = [ENGINE, "compare", BASE, "-n", "256", "--months", "60", "--record", record, "-o", path, "-q"]
    subprocess.run([*command, "--measures", "has_frozen,welfare"], check=True, capture_output=True)
    with steppe.open(path) as ds:
        table = compare.effect_table(ds).set_index("outcome")
    rare = table[(table["measure"] == "has_frozen") & table["mean_treated"].between(0, 0.01, inclusive="neither")]
    assert len(rare)
    assert (rare["low_treated"] == 0).all()
    assert (rare["high_treated"] > rare["mean_treated"]).all()
    assert rare["low"].lt(0).all()  # a difference may be negative
    welfare = table.loc["welfare[KAZ]"]
    assert welfare["low_treated"] < welfare["mean_treated"] < welfare["high_treated"]


def test_identical_arms_of_a_file_differ_by_zero(tmp_path: Path) -> None:
    with steppe.open(write_sample(tmp_path / "same.h5", Sample(identical=True, months=6))) as ds:
        table = compare.effect_table(ds)
    assert (table[["difference", "low", "high", "spread_low", "spread_high"]] == 0).all(axis=None)


def test_an_absent_arm_is_named(results: xr.Dataset) -> None:
    with pytest.raises(ValueError, match=r"no arm 'quiet'.*with_accords"):
        compare.effect_table(results, "quiet")


def test_several_hedgers_are_kept_apart(tmp_path: Path) -> None:
    sets = {**Sample().sets, "hedger": ["KAZ", "UZB"]}
    with steppe.open(write_sample(tmp_path / "two.h5", Sample(sets=sets, months=3, replicates=5))) as ds:
        table = compare.effect_table(ds)
        assert {"hedging[KAZ]", "hedging[UZB]", "alignment[UZB, ISR]", "members"} <= set(table["outcome"])
        assert set(table["hedger"]) == {"KAZ", "UZB", ""}
