"""How many replicates run, which shocks points meet, and what is said of values that change nothing."""

import json
import re

import h5py
import numpy as np
import pytest
from command_line import BASE, Steppe

SHORT = ("--months", 6, "--no-headline")


def effect(done_stdout: str, outcome: str) -> dict:
    (contrast,) = json.loads(done_stdout)["contrasts"]
    return next(row for row in contrast["outcomes"] if row["outcome"] == outcome)


def test_until_runs_as_many_as_the_interval_needs_and_has_the_bits_of_that_size(steppe: Steppe) -> None:
    wanted = 0.008
    until = ("--until", wanted, "--outcome", "welfare", "--digest", "--json")
    done = steppe("compare", BASE, *SHORT, *until)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    low, high = effect(done.stdout, "welfare[KAZ]")["interval_90"]
    assert high - low <= wanted
    assert found["replicates"] % 128 == 0
    assert f"{found['replicates']} are expected to make it {wanted}" in done.stderr
    plain = steppe("compare", BASE, *SHORT, "-n", found["replicates"], "--digest", "--json", "-q")
    assert json.loads(plain.stdout) == found


def test_until_stops_at_the_most_and_says_what_it_would_take(steppe: Steppe) -> None:
    done = steppe("compare", BASE, *SHORT, "--until", 1e-5, "-n", 640, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["replicates"] == 640
    needed = re.search(r"after 640 replicates, the most; about (\d+) would make it 1e-05", done.stderr)
    assert needed
    assert int(needed[1]) > 640


def test_until_writes_the_file_of_a_run_of_its_size(steppe: Steppe) -> None:
    options = (*SHORT, "--measures", "welfare", "--record", "final", "-q")
    done = steppe("compare", BASE, *options, "--until", 0.008, "-o", "until.h5", "--json")
    assert done.returncode == 0, done.stderr
    size = json.loads(done.stdout)["replicates"]
    assert steppe("compare", BASE, *options, "-n", size, "-o", "plain.h5").returncode == 0
    with h5py.File(steppe.folder / "until.h5") as until, h5py.File(steppe.folder / "plain.h5") as plain:
        np.testing.assert_array_equal(until["outcomes"][()], plain["outcomes"][()])
        assert until["outcomes"].shape[2] == size


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("--until", 0), "the width of an interval is above 0"),
        (("--outcome", "welfare"), "goes with --until"),
        (("--until", 1, "--outcome", "welfair"), "unknown outcome 'welfair'"),
    ],
)
def test_faults_of_until_are_told(steppe: Steppe, arguments: tuple[object, ...], fault: str) -> None:
    done = steppe("compare", BASE, *SHORT, *arguments)
    assert done.returncode == 2
    assert fault in done.stderr


def test_draws_have_one_replicate_and_a_pilot_tells_parameters_from_chance(steppe: Steppe) -> None:
    drawn = ("--months", 6, "--no-headline", "--draw-priors", "--json", "-q")
    by_default = steppe("compare", BASE, *drawn, "-n", 256)
    assert by_default.stdout == steppe("compare", BASE, *drawn, "-n", 256, "--per-draw", 1).stdout
    pilot = steppe("compare", BASE, *drawn, "-n", 64, "--per-draw", 4)  # 256 / 16 draws of four
    shares = [row["parameter_share"] for row in json.loads(by_default.stdout)["contrasts"][0]["outcomes"]]
    assert shares == [row["parameter_share"] for row in json.loads(pilot.stdout)["contrasts"][0]["outcomes"]]
    assert max(share for share in shares if share is not None) > 0
    few = steppe("compare", BASE, *drawn, "-n", 32)
    assert effect(few.stdout, "welfare[KAZ]")["parameter_share"] is None  # too few for a pilot


STUDY = """schema = "steppe-study/1"
title = "t"
scenario = "{base}"
arms = ["with_accords", "without_accords"]
replicates = 3
months = 4
measures = ["welfare"]
{shocks}[design]
kind = "list"
file = "points.csv"
"""


@pytest.mark.parametrize(
    ("stated", "options", "same"),
    [("", (), 0), ("", ("--same-shocks",), 1), ('shocks = "same"\n', (), 1), ("", ("--set", "run.shocks=same"), 1)],
)
def test_points_meet_shocks_of_their_own_unless_told(
    steppe: Steppe, stated: str, options: tuple[str, ...], same: int
) -> None:
    (steppe.folder / "points.csv").write_text("game.withholding\n0.2\n0.2\n0.2\n")
    (steppe.folder / "study.toml").write_text(STUDY.format(base=BASE, shocks=stated))
    done = steppe("sweep", "study.toml", "-o", "out.h5", "-q", *options)
    assert done.returncode == 0, done.stderr
    with h5py.File(steppe.folder / "out.h5") as file:
        assert file["same_shocks"][()] == same
        first, second, third = np.moveaxis(file["outcomes"][()], 1, 0)
    assert np.array_equal(first, second) == bool(same)
    assert np.array_equal(second, third) == bool(same)


def test_a_sweep_goes_on_only_with_the_shocks_it_began_with(steppe: Steppe) -> None:
    (steppe.folder / "points.csv").write_text("game.withholding\n0.1\n0.2\n")
    (steppe.folder / "study.toml").write_text(STUDY.format(base=BASE, shocks=""))
    assert steppe("sweep", "study.toml", "-o", "out.h5", "-q").returncode == 0
    done = steppe("sweep", "study.toml", "-o", "out.h5", "-n", 5, "--resume", "--same-shocks", "-q")
    assert done.returncode == 2
    assert "run.shocks" in done.stderr or "setting" in done.stderr


def test_a_study_with_other_shocks_is_refused(steppe: Steppe) -> None:
    (steppe.folder / "points.csv").write_text("game.withholding\n0.1\n")
    (steppe.folder / "study.toml").write_text(STUDY.format(base=BASE, shocks='shocks = "sane"\n'))
    done = steppe("check", "study.toml")
    assert done.returncode == 2
    assert "must be one of own, same" in done.stderr
    assert "same" in done.stderr


def test_a_value_that_changes_nothing_is_told(steppe: Steppe) -> None:
    size = ("-n", 8, "--months", 12, "--no-headline")
    done = steppe("compare", BASE, *size, "--set", "hedger.KAZ.gdp=500", "--set", "hedger.KAZ.precision=6")
    assert done.returncode == 0, done.stderr
    assert "note: no outcome depends on hedger.KAZ.gdp in this scenario: 8 replicates of 12 months" in done.stderr
    assert "precision" not in done.stderr
    assert "note:" not in steppe("compare", BASE, *size, "--set", "hedger.KAZ.gdp=500", "-q").stderr
