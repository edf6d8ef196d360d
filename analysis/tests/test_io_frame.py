"""A frame of a result fits in memory, or is refused with what to do instead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import xarray as xr

import steppe
from steppe.io import frame

BASE = Path(__file__).parents[2] / "scenarios" / "kazakhstan-2025.toml"


def test_a_frame_of_everything_is_refused_with_what_to_do(results: xr.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "MOST_CELLS", 10_000)
    with pytest.raises(steppe.SteppeFileError, match=r"ds\[\['hedging', 'welfare'\]\]"):
        results.to_dataframe()
    with pytest.raises(steppe.SteppeFileError):  # what is selected is still a result
        results.sel(arm="with_accords").to_dataframe()


def test_a_frame_of_one_shape_is_made(results: xr.Dataset) -> None:
    table = results[["welfare"]].to_dataframe()
    assert len(table) == results["welfare"].size
    assert steppe.compare.outcomes(results, ["welfare"]).to_dataframe().shape[0] > 0


@pytest.mark.skipif("STEPPE_EXECUTABLE" not in os.environ, reason="STEPPE_EXECUTABLE names no engine")
def test_500_replicates_are_framed_or_refused_in_a_gigabyte(tmp_path: Path) -> None:
    code = (
        "import resource, steppe\n"
        f"run = steppe.Scenario({str(BASE)!r}).compare(replicates=500, progress=False, headline=False)\n"
        "run.data\n"
        "try:\n"
        "    run.data.to_dataframe()\n"
        "except steppe.SteppeFileError as refused:\n"
        "    assert 'GB' in str(refused)\n"
        "assert len(run.to_frame()) == 500 * 2 * len(run.effects())\n"
        "assert len(run.data[['welfare', 'hedging']].to_dataframe()) == 500 * 2 * 120\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    variables = {**os.environ, "STEPPE_ENGINE": os.environ["STEPPE_EXECUTABLE"], "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, env=variables)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 1_000_000  # KiB
    assert not list(tmp_path.iterdir())  # what nobody asked to keep is gone with the process
