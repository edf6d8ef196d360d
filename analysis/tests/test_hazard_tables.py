"""Tables of a hazard hold what its file holds, and their shares add up."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from sample_hazard import (
    CONDITIONS,
    ERROR,
    INCENTIVE_SHARES,
    MONTHS,
    READINGS,
    REPLICATES,
    SWING_MONTHS,
    SWINGS,
    WITHOUT,
    hazard,
    write_hazard,
)
from scipy.stats import binomtest

import steppe
from steppe.hazard import tables

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).resolve().parents[2] / "scenarios" / "kazakhstan-2025.toml"
Z90 = 1.6448536269514722


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[xr.Dataset]:
    with steppe.open(write_hazard(tmp_path / "hazard.h5", hedgers=("KAZ", "UZB"))) as ds:
        yield ds


@pytest.fixture(scope="module")
def of_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xr.Dataset]:
    if not ENGINE:
        pytest.skip("needs the engine: STEPPE_EXECUTABLE")
    path = tmp_path_factory.mktemp("hazard") / "hazard.h5"
    command = [ENGINE, "hazard", BASE, "-n", "6", "--months", "5", "-o", path, "-q"]
    subprocess.run(command, check=True, capture_output=True)
    with steppe.open(path) as ds:
        yield ds


def test_months_are_those_of_the_file(made_up: xr.Dataset) -> None:
    table = tables.months(made_up)
    assert len(table) == MONTHS
    assert str(table.index[1].date()) == "2025-12-01"
    assert table["at_risk"].to_list()[:3] == [100, 95, 90]
    assert table["hazard"].to_list() == pytest.approx([hazard(month) for month in range(MONTHS)])
    first = table.iloc[0]
    assert (first["hazard_low"], first["hazard_high"]) == pytest.approx(
        (hazard(0) - Z90 * ERROR, hazard(0) + Z90 * ERROR)
    )
    assert first["without_incentives"] == pytest.approx(WITHOUT)
    assert first["typical"] == pytest.approx(hazard(0) - sum(CONDITIONS.values()))
    assert table.attrs["replicates"] == REPLICATES
    assert table.attrs["hedger"] == "KAZ"


@pytest.mark.parametrize("month", [0, 3])
def test_the_share_that_joined_has_a_width_even_at_the_ends(made_up: xr.Dataset, month: int) -> None:
    row = tables.months(made_up, level=0.95).iloc[month]
    joined = round(0.05 * month * REPLICATES)
    expected = binomtest(joined, REPLICATES).proportion_ci(0.95, method="wilson")
    assert (row["has_joined_low"], row["has_joined_high"]) == pytest.approx((expected.low, expected.high))


def test_another_hedger_is_taken_by_name(made_up: xr.Dataset) -> None:
    assert tables.months(made_up, "UZB")["hazard"].iloc[0] == pytest.approx(hazard(0) / 2)
    assert tables.incentives(made_up, hedger="UZB")["share"].iloc[0] == pytest.approx(INCENTIVE_SHARES[0] / 2)
    with pytest.raises(ValueError, match="no hedger 'XXX' in this hazard; it holds KAZ, UZB"):
        tables.months(made_up, "XXX")


def test_shares_of_a_month_come_largest_first_and_rounding_is_nothing(made_up: xr.Dataset) -> None:
    table = tables.incentives(made_up)
    assert table["incentive"].to_list() == ["A1", "C1", "B1", "D1"]
    assert table["title"].to_list() == ["first", "third", "second", "no effect"]
    assert table.iloc[0][["low", "high"]].to_list() == pytest.approx([0.010 - Z90 * ERROR, 0.010 + Z90 * ERROR])
    assert table.iloc[3][["share", "low", "high"]].to_list() == [0, 0, 0]
    assert tables.conditions(made_up)["condition"].to_list() == ["calendar", "momentum", "conflict"]


def test_all_months_stand_below_each_other(made_up: xr.Dataset) -> None:
    table = tables.incentives(made_up, month=None)
    assert len(table) == MONTHS * len(INCENTIVE_SHARES)
    assert table["incentive"].to_list()[:4] == ["A1", "B1", "C1", "D1"]
    of_month = table[table["time"] == table["time"].unique()[4]].set_index("incentive")["share"]
    assert of_month["A1"] == pytest.approx(tables.incentives(made_up, 4).set_index("incentive")["share"]["A1"])
    with pytest.raises(ValueError, match="months 0 to 11"):
        tables.conditions(made_up, MONTHS)


def adds_up(ds: xr.Dataset) -> None:
    months = tables.months(ds)
    for shares, start in (
        (tables.incentives(ds, None), "without_incentives"),
        (tables.conditions(ds, None), "typical"),
    ):
        of_month = shares.groupby("time")["share"].sum()
        np.testing.assert_allclose(of_month, months["hazard"] - months[start], atol=1e-12)


def test_shares_add_up(made_up: xr.Dataset) -> None:
    adds_up(made_up)


def test_shares_of_the_engine_add_up(of_engine: xr.Dataset) -> None:
    adds_up(of_engine)
    first = tables.months(of_engine).iloc[0]
    assert first["at_risk"] == 6
    assert first["hazard_low"] < first["hazard"] < first["hazard_high"]


def test_months_with_nobody_left_are_not_known(tmp_path: Path) -> None:
    with steppe.open(write_hazard(tmp_path / "left.h5", left=4)) as ds:
        table = tables.months(ds)
        assert table["at_risk"].to_list()[3:5] == [85, 0]
        assert np.isfinite(table["hazard"]).sum() == 4
        assert np.isfinite(table["has_joined"]).all()
        assert tables.incentives(ds, 6)["share"].isna().all()


def test_the_world_stands_beside_its_typical_values(made_up: xr.Dataset) -> None:
    table = tables.world(made_up).set_index("reading")
    for name, (mean, typical) in READINGS.items():
        assert table.loc[name, ["mean", "typical"]].to_list() == pytest.approx([mean, typical])
    assert table["title"].to_list() == ["title of conflict_intensity", "title of window"]


def test_swings_come_largest_first_between_their_ends(made_up: xr.Dataset) -> None:
    table = tables.swings(made_up)
    assert table["parameter"].to_list() == list(SWINGS)
    assert table.attrs["months"] == SWING_MONTHS
    for row, (low, high, unit, tag, at_low, at_high) in zip(table.to_dict("records"), SWINGS.values(), strict=True):
        assert (row["range_low"], row["range_high"], row["unit"], row["tag"]) == (low, high, unit, tag)
        assert row["swing"] == pytest.approx(at_high - at_low)
        assert row["low"] == pytest.approx(at_high - at_low - Z90 * 0.01)
        for end, share in (("low", at_low), ("high", at_high)):
            expected = binomtest(round(share * REPLICATES), REPLICATES).proportion_ci(0.9, method="wilson")
            ends = (row[f"joined_at_{end}_low"], row[f"joined_at_{end}_high"])
            assert ends == pytest.approx((expected.low, expected.high))


def test_probabilities_stay_between_0_and_1(made_up: xr.Dataset) -> None:
    few = made_up.load().copy(deep=True)
    few["hazard_standard_error"][:] = 0.3  # as over two replicates, one of which is certain to accede
    few["hazard"][3] = 0.9
    for end in ("low", "high"):  # the same in all replicates
        few[f"joined_at_{end}"][0] = {"low": 0.0, "high": 1.0}[end]
        few[f"joined_at_{end}_standard_error"][0] = 0.0
    months, swings = tables.months(few), tables.swings(few)
    for table in (months, swings):
        of_probability = [name for name in table if str(name).startswith(("hazard", "has_joined", "joined_at"))]
        assert table[of_probability].min(axis=None) == 0
        assert table[of_probability].max(axis=None) <= 1
    assert months["hazard_high"].iloc[3] == 1
    top = swings.iloc[0]
    assert top["joined_at_low_high"] == pytest.approx(1 - top["joined_at_high_low"])
    assert 0.02 < top["joined_at_low_high"] < 0.03  # Wilson's at 0 of 100: z^2 / (100 + z^2)


def test_a_file_without_swings_is_told(tmp_path: Path) -> None:
    with (
        steppe.open(write_hazard(tmp_path / "still.h5", swings=False)) as ds,
        pytest.raises(ValueError, match="no swings"),
    ):
        tables.swings(ds)


def test_other_results_are_of_no_hazard(results: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="of no hazard"):
        tables.months(results)
