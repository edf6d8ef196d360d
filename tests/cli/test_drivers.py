"""Observed series in a run: what it follows, what it says of them, and what it refuses to go on with."""

import csv
import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest
from command_line import BASE, ROOT, Steppe


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """Give a copy of the base scenario with the files it reads, in the test's folder."""
    (tmp_path / "data").mkdir()
    shutil.copy(BASE, tmp_path / "base.toml")
    for read in ("data/drivers.csv", "data/candidate_draws.csv"):
        shutil.copy(ROOT / "scenarios" / read, tmp_path / read)
    return tmp_path / "base.toml"


def prices() -> dict[str, float]:
    with (ROOT / "scenarios/data/drivers.csv").open(encoding="utf-8") as file:
        return {row["date"]: float(row["value"]) for row in csv.DictReader(file) if row["series"] == "oil.brent"}


def oil_of(path: Path, months: int) -> np.ndarray:
    with h5py.File(path) as file:
        return file["oil_price"][:].reshape(-1, months)


def test_a_known_price_is_followed_and_then_drawn(steppe: Steppe, scenario: Path, tmp_path: Path) -> None:
    known = ("--set", "drivers.mode=known", "--set", "run.start=2025-01", "--months", 14, "--replicates", 8)
    assert steppe("run", scenario, *known, "-o", "known.h5").returncode == 0
    oil = oil_of(tmp_path / "known.h5", 14)
    series = [prices()[f"2025-{month:02}"] for month in range(1, 11)]
    assert oil[:, :10] == pytest.approx(np.broadcast_to(series, (len(oil), 10)), rel=1e-6)
    assert oil[:, 10].std() > 0, "the first month after the series is drawn"


def test_an_extrapolated_price_opens_with_the_series_alone(steppe: Steppe, scenario: Path, tmp_path: Path) -> None:
    assert (
        steppe("run", scenario, "--set", "run.start=2022-03", "--months", 3, "--replicates", 8, "-o", "x.h5").returncode
        == 0
    )
    oil = oil_of(tmp_path / "x.h5", 3)
    assert oil[:, 0] == pytest.approx(prices()["2022-03"], rel=1e-6)
    assert oil[:, 1].std() > 0


def test_check_says_what_is_used(steppe: Steppe, scenario: Path) -> None:
    text = steppe("check", scenario).stdout
    assert "oil: oil.brent to 2025-10, then its process" in text
    assert "capability of OTH: no series gdp.OTH, so its process runs" in text
    assert (
        "oil: oil.start is set by hand, so no series is used"
        in steppe("check", scenario, "--set", "oil.start=10").stdout
    )


def test_another_driver_file_is_not_mixed_in(steppe: Steppe, scenario: Path, tmp_path: Path) -> None:
    run = ("run", scenario, "--arms", "endogenous", "--months", 6, "-o", "out.h5")
    assert steppe(*run, "--replicates", 4).returncode == 0
    data = tmp_path / "data/drivers.csv"
    data.write_text(
        data.read_text(encoding="utf-8").replace("oil.brent,1992-01,18.16", "oil.brent,1992-01,18.17"), encoding="utf-8"
    )
    refused = steppe(*run, "--replicates", 8, "--resume")
    assert refused.returncode == 2
    assert "a setting of the scenario" in refused.stderr
