"""The engine is given the points as a list, with the settings of the study."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from fake_engine import VARIED
from test_sensitivity_main import run

from steppe import sensitivity as st
from steppe.engine import EngineError
from steppe.sensitivity.listed import EngineRun, list_study

if TYPE_CHECKING:
    from pathlib import Path


def test_the_engine_runs_the_points_as_a_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--base-points", 8, "--replicates", 7, "--progress", "always", "--contrast", "publicity") == 130
    assert "exit code 130; no indices were made" in capsys.readouterr().err
    points = pd.read_csv(folder / "seen" / "points.csv")
    pd.testing.assert_frame_equal(points, st.make_plan(st.read_parameters(VARIED), base_points=8).points)
    text = (folder / "seen" / "study.toml").read_text()
    assert 'scenario = "../base.toml"' in text  # as seen from the folder of the design, wherever that lies
    for line in (
        'title = "Sensitivity: Of \\"incentives\\""',
        'arms = ["with_accords", "quiet_deepening"]',
        "replicates = 7",
        "seed = 5",
        'record = "final"',
        'kind = "list"',
    ):
        assert line in text.splitlines()
    arguments = json.loads((folder / "seen" / "arguments").read_text())
    assert arguments[2:] == ["-o", "out.h5", "--progress", "always"]
    assert sorted(path.name for path in folder.iterdir()) == ["engine", "plan.json", "seen", "studies"]


def test_the_study_keeps_its_replicates_unless_told(folder: Path) -> None:
    text = list_study(folder / "studies" / "study.toml", ["a", "b"], "points.csv")
    assert "replicates = 3" in text.splitlines()
    evaluate = EngineRun(str(folder / "engine"), folder / "studies" / "study.toml", folder / "o.h5", ("a", "b"))
    with pytest.raises(EngineError) as stopped:
        evaluate(pd.DataFrame({"a": [1.0]}))
    assert stopped.value.code == 130
