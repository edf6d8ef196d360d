"""Studies in Python: what is written is what a study file says, and any executor gives the same bytes."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import steppe
from steppe.discovery import experiments

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).parents[2] / "scenarios" / "kazakhstan-2025.toml"
pytestmark = pytest.mark.skipif(ENGINE is None, reason="STEPPE_EXECUTABLE names no engine")
WAYS = {"game.lost_interest": "prior", "principal.USA.budget": (0.3, 1.7)}
SHORT = {"replicates": 4, "months": 6}


@pytest.fixture
def scenario() -> steppe.Scenario:
    return steppe.Scenario(BASE, engine=ENGINE)


def test_a_study_is_saved_and_is_valid(scenario: steppe.Scenario, tmp_path: Path) -> None:
    study = steppe.Study.sobol(scenario, WAYS, points=8, seed=3, measures=["welfare"], **SHORT)
    path = study.save(tmp_path / "study.toml")
    assert subprocess.run([ENGINE, "check", path], check=False, capture_output=True).returncode == 0
    with pytest.raises(FileExistsError, match="force=True"):
        study.save(path)
    assert study.plan()["points"] == 8
    scenario["oil.mean"] = 70.0
    with pytest.raises(steppe.ScenarioError, match="in no file"):
        study.save(tmp_path / "other.toml")


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_bytes_of_one_process(scenario: steppe.Scenario, tmp_path: Path, pool: type) -> None:
    scenario["oil.mean"] = 70.0  # changes go with every part
    study = steppe.Study.lhs(scenario, WAYS, points=6, **SHORT)
    alone = study.run(output=tmp_path / "alone.h5", progress=False)
    with pool(2) as executor:
        parts = study.run(executor, parts=3, output=tmp_path / "parts.h5", progress=False)
    assert parts.path.read_bytes() == alone.path.read_bytes()
    assert sorted(one.suffix for one in tmp_path.glob("*.h5")) == [".h5", ".h5"]
    assert not list(tmp_path.glob(".steppe-study-*"))


def test_a_sweep_gives_points_effects_and_a_map(scenario: steppe.Scenario, tmp_path: Path) -> None:
    ways = {"game.lost_interest": [0.0, 0.3, 0.9], "game.withholding": [0.0, 0.7]}
    sweep = scenario.sweep(ways, **SHORT, progress=False)
    assert sweep.points().equals(experiments(sweep.data))
    assert len(sweep.effects(["welfare"])) == 6
    figure = sweep.plot(outcome="welfare[KAZ]", width="double")
    labels = [patch.get_label() for patch in figure.axes[0].patches]
    assert {f"{x:g}|{y:g}" for x in ways["game.lost_interest"] for y in ways["game.withholding"]} <= set(labels)
    with pytest.raises(steppe.SteppeFileError, match=r"did you mean 'welfare\[KAZ\]'"):
        sweep.plot(outcome="welfare[KAS]")
    assert set(sweep.to_frame()["point"]) == set(range(6))
    assert len(sweep.to_frame(tidy=False)) == 6
    tree = sweep.to_inference_data()
    assert tree["prior"]["parameter_game.lost_interest"].sizes == {"chain": 1, "draw": 6}
    assert sweep.to_excel(tmp_path / "sweep.xlsx").exists()


def test_faults_of_a_design_are_told(scenario: steppe.Scenario) -> None:
    with pytest.raises(steppe.ScenarioError, match="T202"):
        steppe.Study.lhs(scenario, {"game.lost_intrest": "prior"}, points=4, **SHORT).run(progress=False)
    with pytest.raises(steppe.ScenarioError, match="T204"):
        steppe.Study.sobol(scenario, WAYS, points=6).plan()
    with pytest.raises(steppe.ScenarioError, match="varies by"):
        steppe.Study(scenario, {"game.lost_interest": "priors"})
