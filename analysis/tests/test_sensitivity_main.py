"""The command writes and tells indices, with a function in place of the engine, and tells every fault."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from fake_engine import STUDY, VARIED
from sample_functions import COLUMNS, outcomes

from steppe import sensitivity as st
from steppe.engine import locate
from steppe.sensitivity import command

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> int:
    return st.main(["studies/study.toml", "-o", "out.h5", *map(str, arguments)])


class Instead:
    """Stands for the engine: Ishigami's function of the first and second parameter, and a failed pair."""

    def __init__(self, *_: object, **__: object) -> None:
        self.code = 4

    def __call__(self, points: pd.DataFrame) -> xr.DataArray:
        """Differences at points."""
        x = points.to_numpy()
        noise = np.random.default_rng(0).normal(size=(len(x), 4))
        values = np.stack([x[:, [0]] * x[:, [1]] + noise, x[:, [1]] + 0 * noise], axis=-1)
        values[3, 2] = np.nan
        return outcomes(values, ("welfare[KAZ]", "alignment[KAZ, RUS]"))


def test_the_command_writes_and_tells_the_indices(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "EngineRun", Instead)
    assert run("--base-points", 64) == 4  # some pairs failed; the rest is analysed
    table = pd.read_csv(folder / "out.h5.indices.csv")
    assert list(table.columns) == COLUMNS
    of_alignment = table[table["outcome"] == "alignment[KAZ, RUS]"].set_index(["index", "parameter"])["estimate"]
    assert of_alignment["ST", "b"] == pytest.approx(1, abs=0.05)
    assert of_alignment["ST", "a"] == 0
    shown = capsys.readouterr().out
    assert shown.startswith("In the model: ")
    assert "256 points of 4 paired replicates" in shown
    assert shown.index("welfare[KAZ]: mean difference") < shown.index("alignment[KAZ, RUS]")
    assert "comes from the parameters" in shown
    assert max(map(len, shown.splitlines())) <= 120
    again = (folder / "out.h5.indices.csv").read_bytes()
    assert run("--base-points", 64, "--force") == 4
    assert (folder / "out.h5.indices.csv").read_bytes() == again


@pytest.mark.parametrize("method", ["morris", "delta"])
def test_the_command_tells_other_indices(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    monkeypatch.setattr(command, "EngineRun", Instead)
    assert run("--base-points", 30, "--method", method) == 4
    indices = set(pd.read_csv(folder / "out.h5.indices.csv")["index"])
    assert ({"mu", "mu_star", "sigma"} if method == "morris" else {"delta"}) < indices
    assert {"morris": "mu_star: mean size", "delta": "delta: how far"}[method] in capsys.readouterr().out


def test_every_fault_is_told_and_nothing_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out.h5").write_text("kept")
    (folder / "out.h5.indices.csv").write_text("kept")
    (folder / "plan.json").write_text(json.dumps({"varied": [{**VARIED[0], "prior": "fixed"}]}))
    assert run("--base-points", 12, "--contrast", "none", "--replicates", 0, "--seed", -1) == 2
    told = capsys.readouterr().err
    for part in (
        "power of 2",
        "no contrast 'none'",
        "--replicates 0",
        "--seed -1",
        "out.h5 exists already",
        "out.h5.indices.csv exists already",
        "a has the prior 'fixed'",
    ):
        assert part in told
    assert run("--method", "morris", "--second-order", "--base-points", 1, "--force") == 2
    told = capsys.readouterr().err
    assert "--second-order belongs to" in told
    assert "at least 2" in told
    assert run("--method", "fast", "--base-points", "few", "--seed", "x", "--progress", "maybe", "--force") == 2
    told = capsys.readouterr().err
    for part in ("no method 'fast'", "--base-points few, must be", "--seed x, must be", "--progress maybe, must be"):
        assert part in told
    assert (folder / "out.h5").read_text() == (folder / "out.h5.indices.csv").read_text() == "kept"
    assert not (folder / "seen").exists()


def test_a_study_that_is_not_there(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert st.main(["none.toml", "-o", "out.h5"]) == 2
    assert "no such file" in capfd.readouterr().err
    assert st.main(["none.toml", "-o", "no/out.h5"]) == 2
    told = capfd.readouterr().err
    assert "no such file" in told
    assert "folder 'no' does not exist" in told
    assert not (folder / "out.h5").exists()


def test_the_study_is_not_the_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert st.main(["studies/study.toml", "-o", "studies/study.toml", "--force"]) == 2
    assert "is the study itself" in capsys.readouterr().err
    assert (folder / "studies" / "study.toml").read_text() == STUDY


def test_an_engine_that_is_absent_or_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--engine", "no-such-engine") == 3
    assert "cannot find the engine 'no-such-engine'" in capsys.readouterr().err
    (folder / "plan.json").write_text("{}")
    assert run() == 3
    assert "older version" in capsys.readouterr().err
    monkeypatch.delenv("STEPPE_ENGINE")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(locate, "CHECKOUT", folder)  # no engine is built there
    assert run() == 3
