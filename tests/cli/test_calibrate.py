"""Calibration on made-up records: the file of draws, what may not be seen, and draws in place of priors."""

import json
import math
import random
from pathlib import Path

import h5py
import numpy as np
import pytest
from command_line import ROOT, Steppe
from test_hindcast import PARTNERS, Rows, trade, written

SCENARIO = ROOT / "scenarios/kazakhstan-calibration.toml"
BASE = ROOT / "scenarios/kazakhstan-2025.toml"
EXPORTS = {"RUS": 30.0, "CHN": 12.0, "USA": 3.1, "ISR": 0.12, "TUR": 1.1, "IRN": 3.6, "UZB": 2.3}
IMPORTS = {"RUS": 57.0, "CHN": 3.7, "USA": 6.7, "ISR": 0.38, "TUR": 3.5, "IRN": 0.32, "UZB": 1.7}
SMALL = ("--wave-draws", 60, "--particles", 80, "--generations", 2)


def steady(until: int) -> Rows:
    """Trade that opens as the scenario does and walks a little: a record that the model can have made."""
    rng = random.Random(5)
    shares = {"exports_goods": (EXPORTS, 48.1 / 14, 5720.0), "imports_goods": (IMPORTS, 26.9 / 14, 4120.0)}
    rows: Rows = []
    for flow, (named, other, total) in shares.items():
        for partner in PARTNERS:
            log = math.log(named.get(partner, other) / 100 * total)
            for year in range(2000, until + 1):
                rows.append((year, "KAZ", partner, flow, math.exp(log + 0.15 * (year - 2000)), "mln USD current"))
                log += rng.gauss(0, 0.12)
    return rows


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("record") / "observed.csv", steady(2012))


@pytest.fixture(scope="module")
def draws(engine: Path, observed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("draws") / "draws.h5"
    result = calibrated(Steppe(engine, out.parent), observed, "-o", out)
    assert result.returncode == 0, result.stderr
    return out


def calibrated(steppe: Steppe, observed: Path, *words: object):  # noqa: ANN201
    return steppe("calibrate", SCENARIO, "--observations", observed, "--cutoff", 2012, *SMALL, *words, "-q")


def test_the_file_holds_joint_draws_beside_their_priors(draws: Path) -> None:
    with h5py.File(draws) as file:
        keys = [key.decode() for key in file["parameter"][:]]
        weights, values = file["weight"][:], file["draws"][:]
        assert values.shape == (80, len(keys)) == file["prior_draws"].shape
        assert "hedger.KAZ.import_response" in keys
        assert weights.sum() == pytest.approx(1)
        assert file["effective_size"][()] == pytest.approx(1 / (weights**2).sum())
        assert file["cutoff"][()] == 2012
        inside = file["prior_draws"][:, keys.index("hedger.KAZ.import_response")]
        assert inside.min() >= 0
        assert inside.max() <= 1.5
        assert np.all(np.diff(inside) > 0)
        assert file["wave_kept"][0] > 0
        assert len(file.attrs["scenario_checksum"]) == 32


def test_draws_do_not_depend_on_threads(steppe: Steppe, observed: Path, draws: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.h5"
    assert calibrated(steppe, observed, "-o", again, "--threads", 1, "--lanes", 1).returncode == 0
    with h5py.File(draws) as first, h5py.File(again) as second:
        for name in ("draws", "weight", "ruled_out", "tolerance"):
            assert first[name][:].tobytes() == second[name][:].tobytes(), name


def test_nothing_after_the_cutoff_enters(steppe: Steppe, draws: Path, tmp_path: Path) -> None:
    rows = steady(2012)
    later = [(2013, *row[1:4], row[4] * 1000, row[5]) for row in rows if row[0] == 2012]
    out = tmp_path / "later.h5"
    result = calibrated(steppe, written(tmp_path / "later.csv", rows + later), "-o", out)
    assert result.returncode == 0, result.stderr
    assert "exports_goods of KAZ with RUS: 1 after 2012 refused in fitting" in result.stdout
    with h5py.File(draws) as first, h5py.File(out) as second:
        assert first["draws"][:].tobytes() == second["draws"][:].tobytes()


def test_worlds_give_ranks(steppe: Steppe, observed: Path) -> None:
    result = calibrated(steppe, observed, "--worlds", 2, "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["worlds"] == 2
    assert all(len(one["ranks"]) == 2 for one in found["parameters"])
    assert all(rank is None or 0 <= rank <= 1 for one in found["parameters"] for rank in one["ranks"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--cutoff", 2002), "three years at least are compared [H115]"),
        (
            ("--cutoff", 2012, "--parameters", "hedger.KAZ.price_respons"),
            "did you mean 'hedger.KAZ.price_response'? [H114]",
        ),
        (("--cutoff", 2012, "--parameters", "hedger.KAZ.exports"), "has no prior, and nothing to calibrate [H114]"),
        (("--cutoff", 2012), "fewer than three years of exports and imports with all markets"),
        ((), "name the last year that may be fitted to [C106]"),
    ],
)
def test_what_cannot_be_calibrated_is_refused(steppe: Steppe, words: tuple, message: str) -> None:
    result = steppe("calibrate", SCENARIO, *words)
    assert result.returncode == 2
    assert message in result.stderr


def test_a_record_that_nothing_comes_near_is_told(steppe: Steppe, tmp_path: Path) -> None:
    result = calibrated(steppe, written(tmp_path / "wild.csv", trade(2012)), "-o", tmp_path / "none.h5")
    assert result.returncode == 2
    assert "none of 60 draws comes within 3 deviations of the record" in result.stderr
    assert "[H116]" in result.stderr
    assert not (tmp_path / "none.h5").exists()


def test_draws_take_the_place_of_priors_and_are_named(steppe: Steppe, draws: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.h5"
    words = ("compare", BASE, "-n", 32, "--months", 6, "--per-draw", 1, "--json", "-q")
    result = steppe(*words, "--draws", draws, "-o", out)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["posterior"]["cutoff"] == "2012"
    assert found["posterior"]["others"] == "priors"
    assert "hedger.KAZ.import_response" in found["posterior"]["parameters"]
    assert found["headline"][0]["parameters"] == "posterior and priors"
    priors = json.loads(steppe(*words, "--draw-priors").stdout)
    assert priors["headline"][0]["parameters"] == "priors"
    assert priors["posterior"] is None
    assert priors["contrasts"] != found["contrasts"]
    with h5py.File(out) as file:
        settings = [item.decode() for item in file["provenance/settings/key"][:]]
    assert {"posterior.draws_checksum", "posterior.draws_cutoff", "posterior.draws_parameters"} <= set(settings)


@pytest.mark.parametrize(
    "words",
    [
        ("run", BASE, "-n", 8, "--months", 4),
        ("benefit", BASE, "-n", 8, "--months", 4),
        ("condition", BASE, "-n", 40, "--months", 4, "--given", "not joined before 2025-11", "--least-effective", 1),
        ("hazard", BASE, "-n", 8, "--baseline", "observed"),
    ],
)
def test_commands_that_draw_take_them(steppe: Steppe, draws: Path, words: tuple) -> None:
    result = steppe(*words, "--draws", draws, "-q")
    assert result.returncode == 0, result.stderr
    assert "Given the record up to 2012" in result.stdout


def test_draws_that_are_none_are_refused(steppe: Steppe, tmp_path: Path) -> None:
    result = steppe("compare", BASE, "--draws", tmp_path / "none.h5")
    assert result.returncode == 2
    assert "[H117]" in result.stderr
    result = steppe("compare", ROOT / "scenarios/kazakhstan-history.toml", "--draw-posterior", "--draws", "x.h5")
    assert result.returncode == 2
    assert "[C106]" in result.stderr


def test_a_hindcast_draws_them(steppe: Steppe, observed: Path, draws: Path) -> None:
    words = ("hindcast", SCENARIO, "--observations", observed, "--origins", "2006:2007", "--horizons", 2,
             "--placebos", 0, "--modes", "known", "-n", 40, "-q")  # fmt: skip
    fixed, prior, given = (steppe(*words, *more).stdout for more in ((), ("--draw-priors",), ("--draws", draws)))
    assert "Given the record up to 2012" in given
    assert len({fixed, prior, given}) == 3
