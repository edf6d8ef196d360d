"""The hazard against the record: steppe hazard --baseline observed."""

import json
import math
from pathlib import Path

import h5py
import numpy as np
import pytest
from command_line import BASE, Steppe

SMALL = ("--baseline", "observed", "-n", 24, "-q")


@pytest.fixture(scope="module")
def told(engine: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    result = Steppe(engine, tmp_path_factory.mktemp("record"))("hazard", BASE, *SMALL, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_the_record_goes_from_its_start_to_the_opening_month(told: dict) -> None:
    assert (told["first_month"], told["last_month"]) == ("2021-02", "2025-11")
    hazard = np.array(told["hedgers"]["KAZ"]["at_values"]["hazard"]["mean"])
    assert hazard.shape == (58,)
    assert ((hazard > 0) & (hazard < 1)).all()
    assert told["log_likelihood_of_best_constant"] == pytest.approx(57 * math.log(57 / 58) - math.log(58), abs=1e-12)


def test_a_summit_month_stands_out(told: dict) -> None:
    """Two months of the record had one: the 31st and the last."""
    hazard = np.array(told["hedgers"]["KAZ"]["at_values"]["hazard"]["mean"])
    assert set(np.argsort(hazard)[-2:]) == {31, 57}
    summit = told["readings"].index("window")
    assert told["last_month_readings"][summit] == 1.0
    assert told["mean_of_silent_months"][summit] == pytest.approx(1 / 57, abs=1e-12)


@pytest.mark.parametrize("where", ["at_values", "over_priors"])
def test_shares_of_conditions_add_up_to_the_difference(told: dict, where: str) -> None:
    of = told["hedgers"]["KAZ"][where]
    shares = sum(of["condition_share"]["mean"])
    assert shares == pytest.approx(of["hazard_of_last_month"] - of["hazard_under_mean_conditions"], abs=1e-12)
    assert of["hazard_of_last_month"] == of["hazard"]["mean"][-1]


@pytest.mark.parametrize("where", ["at_values", "over_priors"])
def test_the_likelihood_is_the_mean_over_replicates(told: dict, where: str) -> None:
    of = told["hedgers"]["KAZ"][where]
    each = np.array(of["log_likelihood_of_replicates"])
    assert each.shape == (24,)
    assert of["log_likelihood"]["value"] == pytest.approx(np.log(np.exp(each).mean()), abs=1e-10)
    assert of["log_likelihood_of_silence"]["value"] > of["log_likelihood"]["value"]
    assert set(of["log_bayes_factor"]) == set(told["conditions"])


def test_other_states_are_told_beside_what_was_observed(told: dict) -> None:
    others = told["other_states"]
    assert others["observed_joins"] == 0
    assert sorted(others["state"]) == ["AZE", "KGZ", "SAU", "TJK", "TKM", "UZB"]  # those outside at the opening
    assert sum(others["state_expected"]) == pytest.approx(others["expected_joins"]["mean"][1], rel=1e-9)
    assert sum(others["state_first"]) == pytest.approx(1.0, abs=1e-9)
    for low, mean, high in zip(others["state_low"], others["state_expected"], others["state_high"], strict=True):
        assert 0 <= low <= high
        assert mean > 0
    assert 0 < others["probability_of_none"]["mean"][0] < 1


def test_draws_weighted_by_the_record_are_worth_fewer(told: dict) -> None:
    assert told["draws"] == 24
    assert 1 <= told["effective_draws"] <= 24
    moved = told["posterior"]["game.raise_rate"]
    assert moved["prior_deviation"] > 0


def test_the_record_depends_on_neither_threads_nor_lanes(steppe: Steppe, told: dict) -> None:
    again = steppe("hazard", BASE, *SMALL, "--json", "-j", 1, "--lanes", 1)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout) == told


def test_the_table_warns_of_coincidence_and_of_the_ranking(steppe: Steppe) -> None:
    result = steppe("hazard", BASE, *SMALL)
    assert result.returncode == 0, result.stderr
    assert "Caution: 2 of 58 months had a summit" in result.stdout
    assert "observed: none" in result.stdout
    assert "This ranking is not supported" in result.stdout


def test_the_file_holds_what_is_told(steppe: Steppe, told: dict) -> None:
    result = steppe("hazard", BASE, *SMALL, "-o", "record.h5")
    assert result.returncode == 0, result.stderr
    with h5py.File(steppe.folder / "record.h5") as file:
        assert file.attrs["record"] == b"hazard_record"
        assert [one.decode() for one in file["parameters"][()]] == ["at_values", "over_priors"]
        for place, where in enumerate(["at_values", "over_priors"]):
            of = told["hedgers"]["KAZ"][where]
            assert file["hazard"][place, 0].tolist() == of["hazard"]["mean"]
            assert file["condition_share"][place, 0].tolist() == of["condition_share"]["mean"]
            assert file["log_likelihood_of_silence"][place, 0] == of["log_likelihood_of_silence"]["value"]
            assert file["log_likelihood"][place, 0] == of["log_likelihood"]["value"]
            assert file["log_likelihood_of_replicates"][place, 0].tolist() == of["log_likelihood_of_replicates"]
            factors = {name: one["value"] for name, one in of["log_bayes_factor"].items()}
            assert dict(zip(told["conditions"], file["log_bayes_factor"][place, 0].tolist(), strict=True)) == factors
            assert file["joins_expected"][place] == told["other_states"]["expected_joins"]["mean"][place]
        assert [one.decode() for one in file["state"][()]] == told["other_states"]["state"]
        assert file["state_expected"][()].tolist() == told["other_states"]["state_expected"]
        moved = [one.decode() for one in file["parameter"][()]].index("game.raise_rate")
        assert file["posterior_mean"][moved] == told["posterior"]["game.raise_rate"]["posterior_mean"]
        assert file["months_with_summit"][()] == 2
        assert file["probability_of_coincidence"][()] == pytest.approx(2 / 58, abs=1e-12)


def test_the_file_is_never_replaced_by_accident_and_the_same_again(steppe: Steppe) -> None:
    first = steppe("hazard", BASE, *SMALL, "-o", "record.h5")
    assert first.returncode == 0, first.stderr
    written = (steppe.folder / "record.h5").read_bytes()
    again = steppe("hazard", BASE, *SMALL, "-o", "record.h5")
    assert again.returncode == 2
    assert "[O201]" in again.stderr
    forced = steppe("hazard", BASE, *SMALL, "-o", "record.h5", "--force", "-j", 1)
    assert forced.returncode == 0, forced.stderr
    assert (steppe.folder / "record.h5").read_bytes() == written
    assert not (steppe.folder / "record.h5.lock").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--set", "record.start=2025-11"), "[C118]"),
        (("--months", 12), "[C117]"),
        (("--baseline", "past"), "--baseline"),
    ],
)
def test_what_the_record_cannot_do_is_refused(steppe: Steppe, words: tuple[object, ...], message: str) -> None:
    result = steppe("hazard", BASE, "--baseline", "observed", *words)
    assert result.returncode == 2
    assert message in result.stderr
