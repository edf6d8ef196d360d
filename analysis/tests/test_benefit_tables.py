"""Tables of a benefit hold what its file holds, and its parts add up."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from declared import MEASURES
from sample_benefit import NEGATIVE, OUTCOMES, PAIRS, READINGS, Z90, trials, write_benefit
from scipy.stats import binomtest

import steppe
from steppe import benefit

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
GAINS_IN_ORDER = sorted(
    (name for name, one in MEASURES.items() if one.benefit_order), key=lambda name: MEASURES[name].benefit_order
)
GAINS = [name for name in OUTCOMES if not name.startswith("alignment") and " by month " not in name]


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[xr.Dataset]:
    with steppe.open(write_benefit(tmp_path / "benefit.h5")) as ds:
        yield ds


@pytest.fixture(scope="module")
def of_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xr.Dataset]:
    if not ENGINE:
        pytest.skip("needs the engine: STEPPE_EXECUTABLE")
    path = tmp_path_factory.mktemp("benefit") / "benefit.h5"
    scenario, rivals = SCENARIOS / "kazakhstan-2025.toml", SCENARIOS / "rivals"
    command = [ENGINE, "benefit", scenario, "--rivals", rivals, "-n", "40", "--months", "8", "-o", path, "-q"]
    subprocess.run(command, check=True, capture_output=True)
    with steppe.open(path) as ds:
        yield ds


def test_gains_are_named_by_whose_they_are(made_up: xr.Dataset) -> None:
    table = benefit.effects(made_up, ["total"], ["base"])
    assert table["outcome"].to_list() == [
        "welfare[KAZ]", "autonomy[KAZ]", "principal_gain[KAZ, USA]", "principal_gain[KAZ, IRN]", "influence[KAZ, RUS]",
        "influence[KAZ, ISR]", "peer_joins",
    ]  # fmt: skip
    assert table["actor"].to_list() == ["KAZ", "KAZ", "USA", "IRN", "RUS", "ISR", ""]
    assert table["whose"].to_list() == ["hedger", "hedger", "principal", "principal", "partner", "partner", "accord"]


def test_means_and_intervals_are_over_chance_and_over_priors(made_up: xr.Dataset) -> None:
    table = benefit.effects(made_up).set_index(["reading", "contrast", "outcome"])
    base, priors = (table.loc[(reading, "total", "welfare[KAZ]")] for reading in ("base", "priors"))
    assert base[["difference", "low", "high"]].to_list() == pytest.approx([0.3, 0.3 - Z90 * 0.015, 0.3 + Z90 * 0.015])
    assert priors[["difference", "low", "high"]].to_list() == pytest.approx(
        [0.15, 0.15 - Z90 * 0.12, 0.15 + Z90 * 0.12]
    )
    assert base["pairs"] == PAIRS


def parts_add_up(ds: xr.Dataset) -> None:
    table = benefit.effects(ds).set_index(["contrast", "reading", "outcome"])["difference"]
    for parts in (["substance", "publicity"], ["substance", "inducement", "interaction"]):
        np.testing.assert_allclose(sum(table[part] for part in parts), table["total"], atol=1e-12)


def test_parts_add_up(made_up: xr.Dataset) -> None:
    parts_add_up(made_up)


def test_parts_of_the_engine_add_up(of_engine: xr.Dataset) -> None:
    parts_add_up(of_engine)
    assert benefit.effects(of_engine)["measure"].unique().tolist() == GAINS_IN_ORDER


def test_regret_with_parameters_fixed_has_the_interval_of_its_pairs(made_up: xr.Dataset) -> None:
    table = benefit.regret(made_up, level=0.95).set_index("reading")
    assert list(table.index) == list(READINGS)
    for reading in ("base", "R1-first", "R2-second", "R3-third"):
        expected = binomtest(round(NEGATIVE[reading] * PAIRS), PAIRS).proportion_ci(0.95, method="wilson")
        found = table.loc[reading, ["probability", "low", "high"]].to_list()
        assert found == pytest.approx([NEGATIVE[reading], expected.low, expected.high], abs=1e-12)


def test_regret_over_priors_counts_as_many_pairs_as_are_independent(made_up: xr.Dataset) -> None:
    row = benefit.regret(made_up).set_index("reading").loc["priors"]
    expected = binomtest(round(0.3 * trials("priors")), round(trials("priors"))).proportion_ci(0.90, method="wilson")
    assert row[["low", "high"]].to_list() == pytest.approx([expected.low, expected.high])


def test_regret_over_priors_that_never_comes_has_a_width(tmp_path: Path) -> None:
    import h5py

    path = write_benefit(tmp_path / "never.h5")
    expected = binomtest(0, 40).proportion_ci(0.90, method="wilson")
    with h5py.File(path, "r+") as file:
        names = [name.decode() for name in file["outcome_statistic"][()]]
        for name, value in (("", 0.0), ("_low", 0.0), ("_high", expected.high)):
            file["effects"][1, :, :, names.index(f"share_negative{name}")] = value
    with steppe.open(path) as ds:
        row = benefit.regret(ds).set_index("reading").loc["priors"]
        wider = benefit.regret(ds, level=0.99).set_index("reading").loc["priors"]
    assert row[["probability", "low"]].to_list() == [0, 0]
    assert row["high"] == pytest.approx(expected.high)
    assert wider["high"] == pytest.approx(binomtest(0, 40).proportion_ci(0.99, method="wilson").high)


def test_regret_of_the_engine_agrees_with_its_own_interval(of_engine: xr.Dataset) -> None:
    table = benefit.regret(of_engine).set_index("reading")
    for reading in ("base", "priors"):
        held = of_engine["effects"].sel(reading=reading, contrast="total", outcome="welfare[KAZ]")
        row = table.loc[reading]
        assert row["probability"] == pytest.approx(float(held.sel(outcome_statistic="share_negative")))
        for end in ("low", "high"):
            assert row[end] == pytest.approx(float(held.sel(outcome_statistic=f"share_negative_{end}")))


def test_signs_are_counted_over_the_rival_readings_alone(made_up: xr.Dataset) -> None:
    table = benefit.signs(made_up)
    assert table.attrs["rivals"] == ["R1-first", "R2-second", "R3-third"]
    row = table.loc["welfare[KAZ]"]
    assert row[["base", "priors", "R1-first", "R2-second", "R3-third"]].to_list() == [1, 0, 1, -1, 0]
    assert row[["positive", "negative", "still", "open"]].to_list() == [1, 1, 1, 0]
    assert table.loc["principal_gain[KAZ, IRN]", ["base", "positive", "negative"]].to_list() == [-1, 1, 1]


def test_every_rival_reading_of_the_engine_is_counted_once(of_engine: xr.Dataset) -> None:
    table = benefit.signs(of_engine)
    rivals = len(list((SCENARIOS / "rivals").glob("*.toml")))
    assert len(table.attrs["rivals"]) == rivals
    assert (table[["positive", "negative", "still", "open"]].sum(axis="columns") == rivals).all()
    assert (table[["positive", "negative", "still", "open"]] >= 0).all(axis=None)


def test_a_file_without_rivals_has_no_counts(tmp_path: Path) -> None:
    with steppe.open(write_benefit(tmp_path / "alone.h5", readings=("base", "priors"))) as ds:
        table = benefit.signs(ds)
    assert table.attrs["rivals"] == []
    assert (table[["positive", "negative", "still", "open"]] == 0).all(axis=None)


def test_what_the_file_does_not_hold_is_named(made_up: xr.Dataset) -> None:
    with pytest.raises(ValueError, match=r"no reading 'R9'.*base, priors, R1-first"):
        benefit.effects(made_up, which=["R9"])
    with pytest.raises(ValueError, match="no contrast 'sum'"):
        benefit.effects(made_up, ["sum"])
    with pytest.raises(ValueError, match=r"no hedger 'XXX'.*KAZ"):
        benefit.effects(made_up, hedger="XXX")
    with pytest.raises(ValueError, match=r"hold no momentum.*welfare"):
        benefit.regret(made_up, "momentum")


def test_other_results_are_of_no_benefit(results: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="of no benefit"):
        benefit.effects(results)
    with pytest.raises(ValueError, match="of no benefit"):
        benefit.titles(results)
