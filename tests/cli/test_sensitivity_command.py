"""The command steppe-sensitivity with the engine."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import steppe as analysis
from command_line import BASE, Steppe
from steppe.sensitivity import main, make_plan, of_sweep
from steppe.sensitivity.listed import varied_parameters

KEYS = ["principal.USA.budget", "hedger.KAZ.precision", "principal.RUS.stake"]


@pytest.fixture
def study(steppe: Steppe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STEPPE_ENGINE", str(steppe.executable))
    path = tmp_path / "study.toml"
    path.write_text(
        f"""schema = "steppe-study/1"
title = "Three parameters"
scenario = "{BASE}"
replicates = 6
months = 6
[design]
kind = "lhs"
points = 40
[design.parameters]
"principal.USA.budget" = {{ range = [0.3, 1.7] }}
"hedger.KAZ.precision" = {{ range = [2.0, 8.0], scale = "log" }}
"principal.RUS.stake" = {{ prior = true }}
"""
    )
    return path


def test_the_engine_runs_the_design_of_the_method(
    study: Path, steppe: Steppe, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.h5"
    assert main([str(study), "-o", str(out), "--base-points", "4", "--progress", "always"]) == 0
    told = capfd.readouterr()
    assert "In the model" in told.out
    assert "20 points of 6 paired replicates" in told.out
    assert "welfare[KAZ]" in told.out
    assert "replicates (100 %)" in told.err
    points = make_plan(varied_parameters(str(steppe.executable), study), base_points=4).points
    assert set(points) == set(KEYS)
    assert points["hedger.KAZ.precision"].between(2, 8).all()
    with analysis.open(out) as ds:
        for key in KEYS:
            np.testing.assert_array_equal(ds[f"parameter_{key}"], points[key])
        values = analysis.compare.outcomes(ds)
        difference = values.sel(arm="with_accords") - values.sel(arm="without_accords")
        welfare = difference[..., list(values["outcome"].values).index("welfare[KAZ]")].mean("replicate").to_numpy()
    table = pd.read_csv(f"{out}.indices.csv", keep_default_na=False, na_values={"estimate": "", "low": "", "high": ""})
    assert set(table.loc[table["index"] == "ST", "parameter"]) == set(KEYS)
    assert set(table.loc[table["parameter"] == "principal.RUS.stake", "tag"]) == {"J"}
    mean = table[(table["outcome"] == "welfare[KAZ]") & (table["index"] == "mean_difference")]["estimate"].item()
    assert mean == pytest.approx(np.r_[welfare[0::5], welfare[4::5]].mean(), rel=1e-12)
    kept = ["out.h5", "out.h5.indices.csv", "out.h5.json", "study.toml"]
    assert sorted(path.name for path in tmp_path.iterdir()) == kept


def test_the_same_command_gives_the_same_bytes(study: Path, tmp_path: Path) -> None:
    made = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        out = tmp_path / folder / "out.h5"
        assert main([str(study), "-o", str(out), "--method", "morris", "--base-points", "3"]) == 0
        made.append((out.read_bytes(), Path(f"{out}.indices.csv").read_bytes()))
    assert made[0] == made[1]


def test_a_sweep_that_was_run_before(study: Path, steppe: Steppe, tmp_path: Path) -> None:
    result = steppe("sweep", study, "-o", "sweep.h5")
    assert result.returncode == 0, result.stderr
    found = of_sweep(tmp_path / "sweep.h5", resamples=10)
    assert (found.method, found.points, found.replicates) == ("delta", 40, 6)
    assert set(found.indices["parameter"]) == set(KEYS)
    some = of_sweep(tmp_path / "sweep.h5", names=["welfare"], resamples=10)
    assert list(some.outcomes["outcome"]) == ["welfare[KAZ]"]
    of_welfare = found.indices[found.indices["outcome"] == "welfare[KAZ]"].reset_index(drop=True)
    pd.testing.assert_frame_equal(some.indices, of_welfare)
    with pytest.raises(ValueError, match="no contrast 'publicity'"):
        of_sweep(tmp_path / "sweep.h5", "publicity")


def test_faults_are_the_engines_and_nothing_is_written(
    study: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    study.write_text(study.read_text().replace("USA.budget", "USA.budgets"))
    assert main([str(study), "-o", str(tmp_path / "out.h5"), "--base-points", "3"]) == 2
    told = capfd.readouterr().err
    assert "power of 2" in told
    assert "T202" in told
    assert [path.name for path in tmp_path.iterdir()] == ["study.toml"]


def test_arms_that_the_scenario_does_not_know(study: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["--base-points", "2", "--contrast", "with_accords - nowhere"]
    assert main([str(study), "-o", str(tmp_path / "out.h5"), *arguments]) == 2
    assert "nowhere" in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["study.toml"]
