"""Named contrasts add up, agree with pairs of arms and with the engine, and fit in memory."""

from __future__ import annotations

import json
import os
import subprocess
import tracemalloc
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr
from declared import CONTRASTS, beside_contrasts, beside_outcomes
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sample_file import Sample, write_sample

import steppe
from steppe.effects import compare, contrasts

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).resolve().parents[2] / "scenarios" / "kazakhstan-2025.toml"
ARMS = ("with_accords", "without_accords", "quiet_deepening", "inducement_only")
eighths = st.integers(-8_000, 8_000).map(lambda n: n / 8)
four_arms = st.integers(2, 30).flatmap(lambda n: arrays("f8", (4, n), elements=eighths))


def kept_outcomes(values: np.ndarray, per_draw: int = 0) -> xr.Dataset:
    """Results that keep outcomes: welfare of four arms."""
    runs = values.shape[1]
    return xr.Dataset(
        {
            "outcomes": (("arm", "replicate", "outcome"), values[:, :, None]),
            "outcome_units": ("outcome", ["G"]),
            "outcome_reduction": ("outcome", ["sum"]),
            "outcome_long_name": ("outcome", ["Discounted welfare"]),
            **{name: ("outcome", values) for name, values in beside_outcomes(["welfare[KAZ]"]).items()},
            **{name: ("contrast", words) for name, words in beside_contrasts(list(CONTRASTS)).items()},
            "replicates_per_draw": per_draw,
        },
        {"arm": list(ARMS), "replicate": np.arange(runs), "outcome": ["welfare[KAZ]"], "contrast": list(CONTRASTS)},
        {"record": "final"},
    )


@given(four_arms)
@settings(max_examples=30)
def test_parts_add_up_to_total(values: np.ndarray) -> None:
    ds = kept_outcomes(values)
    part = {name: contrasts.values(ds, name).to_numpy() for name in contrasts.held(ds)}
    np.testing.assert_array_equal(part["publicity"] + part["substance"], part["total"])
    np.testing.assert_array_equal(part["substance"] + part["inducement"] + part["interaction"], part["total"])
    mean = contrasts.table(ds).set_index("contrast")["difference"]
    assert mean["publicity"] + mean["substance"] == pytest.approx(mean["total"], abs=1e-9)
    assert mean["substance"] + mean["inducement"] + mean["interaction"] == pytest.approx(mean["total"], abs=1e-9)


@given(four_arms, st.sampled_from([0.5, 0.9, 0.99]))
@settings(max_examples=30)
def test_statistics_are_those_of_the_pairs(values: np.ndarray, level: float) -> None:
    table = contrasts.table(kept_outcomes(values), level=level).set_index("contrast")
    at = dict(zip(ARMS, values, strict=True))
    for name, (plus, minus, _) in CONTRASTS.items():
        if len(plus) > 1:
            continue
        treated, control = *plus, *minus
        effect = compare.paired_effect(at[treated], at[control], level)
        row = table.loc[name]
        for column in ("difference", "low", "high", "spread_low", "spread_high", "share_positive", "pairs"):
            assert row[column] == pytest.approx(effect[column], abs=1e-9)
        assert row["standardised"] == pytest.approx(effect["standardised"], nan_ok=True)
    for side in ("positive", "negative"):
        ends = table[[f"share_{side}_low", f"share_{side}", f"share_{side}_high"]].to_numpy()
        assert (np.diff(ends, axis=1) >= 0).all()
    assert (table["share_positive"] + table["share_negative"] <= 1 + 1e-12).all()


@given(four_arms)
@settings(max_examples=30)
def test_regret_counts_the_pairs_that_do_worse(values: np.ndarray) -> None:
    ds = kept_outcomes(values)
    difference = values[0] - values[1]
    more, less = contrasts.regret(ds).iloc[0], contrasts.regret(ds, higher_is_better=False).iloc[0]
    assert more["probability"] == np.mean(difference < 0)
    assert less["probability"] == np.mean(difference > 0)
    assert more["mean_regret"] == pytest.approx(np.maximum(-difference, 0).mean())
    assert less["mean_regret"] - more["mean_regret"] == pytest.approx(difference.mean(), abs=1e-9)


def test_regret_is_between_two_arms() -> None:
    with pytest.raises(ValueError, match="two arms; no contrast 'interaction'"):
        contrasts.regret(kept_outcomes(np.zeros((4, 3))), "interaction")


def test_draws_are_the_independent_units() -> None:
    random = np.random.default_rng(2)
    values = np.zeros((4, 80))
    values[0] = np.repeat(random.normal(0.2, 1, 20), 4)
    drawn, fixed = (contrasts.table(kept_outcomes(values, per_draw)).iloc[0] for per_draw in (4, 0))
    assert drawn["difference"] == fixed["difference"]
    assert drawn["standard_error"] == pytest.approx(2 * fixed["standard_error"], rel=0.05)
    width = {name: row["share_positive_high"] - row["share_positive_low"] for name, row in
             (("drawn", drawn), ("fixed", fixed))}  # fmt: skip
    assert width["drawn"] > 1.7 * width["fixed"]


def test_a_lost_run_takes_its_pair_out_of_those_contrasts_that_need_it() -> None:
    values = np.arange(20.0).reshape(4, 5)
    values[2, 3] = np.nan
    pairs = contrasts.table(kept_outcomes(values)).set_index("contrast")["pairs"]
    assert pairs.to_dict() == {"total": 5, "publicity": 4, "substance": 4, "inducement": 5, "interaction": 4}


def test_only_contrasts_whose_arms_are_there_are_held(results: xr.Dataset) -> None:
    assert list(contrasts.held(results)) == ["total"]
    with pytest.raises(ValueError, match="do not hold the contrast publicity; they hold total"):
        contrasts.table(results, ["publicity"])
    with pytest.raises(ValueError, match="do not hold the contrast sum"):
        contrasts.values(results, "sum")
    with pytest.raises(ValueError, match="declare no contrast"):
        contrasts.table(results.sel(arm=["with_accords"]))


def test_the_total_is_the_effect_table(results: xr.Dataset) -> None:
    total, effects = contrasts.table(results), compare.effect_table(results)
    same = ["outcome", "measure", "hedger", "element", "unit", "role", "difference", "low", "high", "spread_low",
            "spread_high", "standardised", "share_positive", "pairs"]  # fmt: skip
    pd.testing.assert_frame_equal(total[same], effects[same])


def test_blocks_do_not_change_the_table(results: xr.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = contrasts.table(results, measures=["alignment", "members"])
    monkeypatch.setattr(contrasts, "BLOCK_VALUES", 1)
    assert len(list(contrasts._blocks(results, ["members"]))) == 1  # the file keeps all its runs together
    monkeypatch.setattr(contrasts, "_kept_together", lambda *_: 1)
    assert len(list(contrasts._blocks(results, ["members"]))) == results.sizes["replicate"]
    pd.testing.assert_frame_equal(contrasts.table(results, measures=["alignment", "members"]), whole)


def test_a_sweep_has_a_row_for_every_point(tmp_path: Path) -> None:
    with steppe.open(write_sample(tmp_path / "sweep.h5", Sample(points=3, replicates=6, months=4))) as ds:
        table = contrasts.table(ds, measures=["members"])
        assert table["point"].to_list() == [0, 1, 2]
        for point in range(3):
            alone = compare.effect_table(ds.isel(point=point), names=["members"])
            assert table.loc[point, "difference"] == alone.loc[0, "difference"]
        with pytest.raises(ValueError, match="3 points"):
            contrasts.regret(ds)


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.h5"
    runs, months = 4096, 60
    write_sample(path, Sample(replicates=2, months=months))
    with h5py.File(path, "r+") as file:  # one measure over many runs, as large as the whole sample is small
        for name in ("replicate", "job_state", "welfare"):
            del file[name]
        file["replicate"] = np.arange(runs)
        file["replicate"].make_scale("replicate")
        file["job_state"] = np.ones((2, 1, runs), "i1")
        welfare = file.create_dataset(
            "welfare", (2, 1, runs, months, 16), "f4", chunks=(1, 1, 64, months, 16), compression="gzip", fillvalue=0
        )
        welfare[0] = 1.0
        welfare.attrs.update(units="G", long_name="Welfare", reduction="sum")
        file["state"] = np.arange(16)
        file["state"].make_scale("state")
        for data, dims in ((file["job_state"], 3), (welfare, 5)):
            for axis, dim in enumerate(["arm", "point", "replicate", "time", "state"][:dims]):
                data.dims[axis].attach_scale(file[dim])
        for name in [name for name in file if "reduction" in file[name].attrs and name != "welfare"]:
            del file[name]
        size = welfare.size * 4
    monkeypatch.setattr(contrasts, "BLOCK_VALUES", 1 << 18)
    monkeypatch.setattr(compare, "BLOCK_VALUES", 1 << 18)
    with steppe.open(path) as ds:
        tracemalloc.start()
        table = contrasts.table(ds, measures=["welfare"])
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert table["difference"].to_list() == [months] * 16
    assert size > 30e6
    assert peak < size / 4


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
@pytest.mark.parametrize("record", ["trajectories", "final", "summary"])
def test_contrasts_agree_with_those_of_the_engine(tmp_path: Path, record: str) -> None:
    path = tmp_path / "arms.h5"
    command = [ENGINE, "compare", BASE, "--arms", ",".join(ARMS), "--replicates", "40", "--months", "14", "--json",
               "--record", record, "--measures", "welfare,alignment,members", "-o", path]  # fmt: skip
    printed = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    with steppe.open(path) as ds:
        table = contrasts.table(ds).set_index(["contrast", "outcome"])
        regrets = {
            name: contrasts.regret(ds, name).iloc[0] for name, arms in contrasts.held(ds).items() if arms.is_pair
        }
    assert [entry["contrast"] for entry in printed["contrasts"]] == list(CONTRASTS)
    for entry in printed["contrasts"]:
        for row in entry["outcomes"]:
            ours = table.loc[(entry["contrast"], row["outcome"])]
            scale = 1e-6 * max(1.0, abs(row["treated_mean"]))
            assert ours["difference"] == pytest.approx(row["difference"], abs=scale)
            assert [ours["low"], ours["high"]] == pytest.approx(row["interval_90"], abs=scale)
            if record != "trajectories":  # whose single precision may turn a difference of nothing
                assert ours["share_positive"] == row["share_positive"]
                assert ours["share_negative"] == row["share_negative"]
        for regret in entry["regret"] if entry["contrast"] in regrets else []:
            ours = regrets[entry["contrast"]]
            assert ours["probability"] == pytest.approx(regret["probability"])
            assert [ours["low"], ours["high"]] == pytest.approx(regret["interval_90"])
