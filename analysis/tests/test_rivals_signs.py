"""Signs under rival readings are counted as they are."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

import steppe
from steppe import figures, rivals

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"

SIGNS = {1.0: (1.0, 2.0), -1.0: (-2.0, -1.0), 0.0: (-1.0, 1.0)}
some_signs = st.lists(st.lists(st.sampled_from([1.0, -1.0, 0.0]), min_size=3, max_size=3), min_size=2, max_size=8)


def table(signs: list[float]) -> pd.DataFrame:
    low, high = np.array([SIGNS[one] for one in signs]).T
    return pd.DataFrame({"outcome": [f"outcome {i}" for i in range(len(signs))], "low": low, "high": high})


@given(some_signs)
@settings(deadline=None)  # the machine may be shared
def test_every_reading_is_counted_once(signs: list[list[float]]) -> None:
    tables = {f"R{i}": table(row) for i, row in enumerate(signs)}
    found = rivals.sign_agreement(tables)
    others = len(signs) - 1
    assert (found[["positive", "negative", "open", "absent"]].sum(axis=1) == others).all()
    known = found[found["base"] != 0]
    assert (known[["same", "opposite", "open", "absent"]].sum(axis=1) == others).all()
    assert (found.loc[found["base"] == 0, ["same", "opposite"]] == 0).all(axis=None)
    for place in range(3):
        rest = [row[place] for row in signs[1:]]
        assert found["positive"].iloc[place] == rest.count(1.0)
        assert found["negative"].iloc[place] == rest.count(-1.0)


def test_a_missing_outcome_is_absent_and_no_interval_is_no_sign() -> None:
    base, short = table([1.0, -1.0]), table([1.0])
    unknown = table([1.0, 1.0]).assign(low=np.nan)
    found = rivals.sign_agreement({"base": base, "short": short, "unknown": unknown})
    assert found["absent"].to_list() == [1, 2]
    assert found["same"].to_list() == [1, 0]


def test_an_interval_that_touches_zero_is_open() -> None:
    assert rivals.sign(table([0.0]).assign(low=0.0, high=0.0)).to_list() == [0.0]
    assert rivals.sign(table([0.0]).assign(low=0.0, high=1.0)).to_list() == [0.0]


def test_readings_are_of_one_contrast() -> None:
    twice = pd.concat([table([1.0]), table([1.0])])
    with pytest.raises(ValueError, match="each outcome once"):
        rivals.sign(twice)
    with pytest.raises(ValueError, match="no reading 'R9'"):
        rivals.sign_agreement({"base": table([1.0])}, "R9")


def test_combined_tables_keep_the_name_of_their_reading() -> None:
    both = rivals.combined({"base": table([1.0]), "R1": table([-1.0])})
    assert both["reading"].to_list() == ["base", "R1"]


def test_other_results_hold_no_readings(results: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="no readings"):
        rivals.of_benefit(results)


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
def test_readings_of_a_file_are_what_the_engine_found(tmp_path: Path) -> None:
    path = tmp_path / "benefit.h5"
    command = [ENGINE, "benefit", SCENARIOS / "kazakhstan-2025.toml", "-n", "12", "--months", "8", "-o", path, "-q"]
    subprocess.run(command, check=True, capture_output=True)
    with steppe.open(path) as ds:
        tables = rivals.of_benefit(ds)
        assert list(tables) == [str(one) for one in ds["reading"].values]
        for reading, table in tables.items():
            kept = ds["effects"].sel(reading=reading, contrast="total")
            np.testing.assert_array_equal(table["difference"], kept.sel(outcome_statistic="mean"))
            np.testing.assert_allclose(table["low"], kept.sel(outcome_statistic="mean_low"), atol=1e-12)
            np.testing.assert_array_equal(table["pairs"], kept.sel(outcome_statistic="replicates"))
        assert figures.rival_forest(tables, outcomes=["welfare[KAZ]"]).axes
        with pytest.raises(ValueError, match="no contrast 'sum'"):
            rivals.of_benefit(ds, "sum")
