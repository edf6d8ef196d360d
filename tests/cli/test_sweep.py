"""Studies as a user runs them: parts, resumption, and what an abrupt end leaves behind."""

import json
import os
import random
import resource
import signal
import subprocess
import time
from pathlib import Path

import h5py
import numpy as np
import pytest
import steppe as analysis
from command_line import BASE, ROOT, Steppe, wait_until_under_way

KILLS = int(os.environ.get("STEPPE_KILLS", "50"))
STUDY = f"""schema = "steppe-study/1"
title = "a small study"
scenario = "{BASE}"
replicates = 48
months = 6
shocks = "same"
[design]
kind = "lhs"
points = 20
[design.parameters]
"principal.USA.budget" = {{ range = [0.3, 1.7] }}
"incentive.S1" = {{ values = [false, true] }}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.toml"
    path.write_text(STUDY)
    return path


@pytest.fixture
def whole(steppe: Steppe, study: Path, tmp_path: Path) -> bytes:
    """The bytes of the study's result, run at once."""
    result = steppe("sweep", study, "-o", "whole.h5")
    assert result.returncode == 0, result.stderr
    return (tmp_path / "whole.h5").read_bytes()


def test_the_file_is_labelled_by_point_arm_and_replicate(
    steppe: Steppe, study: Path, whole: bytes, tmp_path: Path
) -> None:
    with analysis.open(tmp_path / "whole.h5") as results:
        assert dict(results["outcomes"].sizes).items() >= {"arm": 2, "point": 20, "replicate": 48}.items()
        budget = results["parameter_principal.USA.budget"]
        assert budget.attrs["units"] == "G/year"
        assert ((budget >= 0.3) & (budget <= 1.7)).all()
        assert sorted(set(results["parameter_incentive.S1"].values)) == [0, 1]
        assert not np.isnan(results["outcomes"]).all("replicate").any()
        # a point is what a run with its values gives
        switch = "true" if results["parameter_incentive.S1"][7] == 1 else "false"
        single = steppe(
            *("compare", BASE, "--set", f"principal.USA.budget={float(budget[7]):.17g}"),
            *("--set", f"incentive.S1={switch}"),
            *("-n", 48, "--months", 6, "--record", "final", "-o", "point.h5"),
        )
        assert single.returncode == 0, single.stderr
        with analysis.open(tmp_path / "point.h5") as point:
            np.testing.assert_array_equal(point["outcomes"], results["outcomes"].isel(point=7))
    with h5py.File(tmp_path / "whole.h5") as file:
        assert "a small study" in file["provenance/files/text"][-1].decode()


@pytest.mark.parametrize("threads", [1, 3])
def test_parts_join_to_the_bytes_of_the_whole(
    steppe: Steppe, study: Path, whole: bytes, tmp_path: Path, threads: int
) -> None:
    for part in (3, 1, 2):
        result = steppe("sweep", study, "-o", "joined.h5", "--shard", f"{part}/3", "-j", threads, "--checkpoint", 0)
        assert result.returncode == 0, result.stderr
    assert steppe("merge", "joined.h5").returncode == 0
    assert (tmp_path / "joined.h5").read_bytes() == whole


def test_a_missing_part_is_named(steppe: Steppe, study: Path, tmp_path: Path) -> None:
    steppe("sweep", study, "-o", "joined.h5", "--shard", "1/2")
    result = steppe("merge", "joined.h5")
    assert result.returncode == 2
    assert "part-2-of-2.jsonl: blocks 5 to 9 of 10 are not there; run --shard 2/2 with --resume [O207]" in result.stderr
    assert not (tmp_path / "joined.h5").exists()


def test_killed_at_any_moment_it_goes_on(steppe: Steppe, study: Path, whole: bytes, tmp_path: Path) -> None:
    """What a kill leaves is resumed, killed again, and so on; the end is the whole, bit for bit."""
    chance = random.Random(20251106)
    result = tmp_path / "out.h5"
    command = [steppe.executable, "sweep", study, "-o", result, "--checkpoint", "0", "-q", "--resume"]
    began = time.monotonic()
    assert subprocess.run(command, check=False).returncode == 0
    longest = time.monotonic() - began
    result.unlink()
    kills = finished = 0
    while kills < KILLS:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        time.sleep(chance.uniform(0, 1.2 * longest))
        process.kill()
        _, complaint = process.communicate()
        kills += process.returncode == -signal.SIGKILL
        if process.returncode != -signal.SIGKILL:
            assert process.returncode == 0, complaint
        if result.exists():
            assert result.read_bytes() == whole
            finished += 1
            for path in tmp_path.glob("out.h5*"):
                _remove(path)
    assert finished > 0
    assert subprocess.run(command, check=False).returncode == 0
    assert result.read_bytes() == whole
    assert not (tmp_path / "out.h5.parts").exists()


def _remove(path: Path) -> None:
    if path.is_dir():
        for inner in path.iterdir():
            inner.unlink()
        path.rmdir()
    else:
        path.unlink()


def test_an_interrupt_keeps_what_is_done(steppe: Steppe, study: Path, tmp_path: Path) -> None:
    command = [steppe.executable, "sweep", study, "-o", tmp_path / "out.h5", "-n", "800", "-j", "1"]
    process = subprocess.Popen([*command, "--progress", "always"], stderr=subprocess.PIPE, text=True)
    wait_until_under_way(process)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command with --resume goes on from there" in said
    assert time.monotonic() - began < 30
    refused = steppe("sweep", study, "-o", "out.h5", "-n", 800)
    assert refused.returncode == 2
    assert (
        "an unfinished study is here; pass --resume to go on with it, or --force to begin again [O206]"
        in refused.stderr
    )
    other = steppe("sweep", study, "-o", "out.h5", "-n", 800, "--seed", 5, "--resume")
    assert other.returncode == 2
    assert "cannot go on with this study: it differs in a setting of the scenario [O208]" in other.stderr
    assert steppe("sweep", study, "-o", "out.h5", "-n", 800, "--resume").returncode == 0
    assert steppe("sweep", study, "-o", "straight.h5", "-n", 800).returncode == 0
    assert (tmp_path / "out.h5").read_bytes() == (tmp_path / "straight.h5").read_bytes()


def test_a_full_disk_costs_only_what_did_not_fit(steppe: Steppe, study: Path, whole: bytes, tmp_path: Path) -> None:
    size = len(whole)
    command = [steppe.executable, "sweep", study, "-o", "out.h5", "--checkpoint", "0", "--resume", "-q"]
    for limit in (1000, size // 20, size // 2, size - 1):

        def fill(limit: int = limit) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        result = subprocess.run(
            command,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=fill,
        )
        assert result.returncode == 3, result.stderr
        assert "File too large" in result.stderr
        assert not (tmp_path / "out.h5").exists()
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    assert (tmp_path / "out.h5").read_bytes() == whole


def test_a_second_writer_is_refused(steppe: Steppe, study: Path, tmp_path: Path) -> None:
    command = [steppe.executable, "sweep", study, "-o", tmp_path / "out.h5", "-n", "1500", "-j", "1", "-q"]
    with subprocess.Popen(command) as first:
        while not (tmp_path / "out.h5.parts" / "part-1-of-1.jsonl").exists():
            time.sleep(0.01)
        for how in ("--force", "--resume"):
            second = steppe("sweep", study, "-o", "out.h5", "-n", 1500, how)
            assert second.returncode == 3
            assert "another steppe process is writing to" in second.stderr
        first.terminate()
    assert first.returncode == 130


def test_a_result_is_not_replaced_by_accident(steppe: Steppe, study: Path, whole: bytes, tmp_path: Path) -> None:
    again = steppe("sweep", study, "-o", "whole.h5")
    assert again.returncode == 2
    assert "whole.h5: already exists" in again.stderr
    assert (tmp_path / "whole.h5").read_bytes() == whole
    assert steppe("sweep", study, "-o", "whole.h5", "--force").returncode == 0
    assert (tmp_path / "whole.h5").read_bytes() == whole
    assert steppe("sweep", study, "-o", "whole.h5", "--resume").returncode == 0
    more = steppe("sweep", study, "-o", "whole.h5", "--resume", "-n", 80)
    assert more.returncode == 0, more.stderr
    assert steppe("sweep", study, "-o", "more.h5", "-n", 80).returncode == 0
    assert (tmp_path / "whole.h5").read_bytes() == (tmp_path / "more.h5").read_bytes()
    assert steppe("sweep", study).returncode == 2


def test_another_study_replaces_a_result_only_with_force(
    steppe: Steppe, study: Path, whole: bytes, tmp_path: Path
) -> None:
    """And what was begun with --force goes on with --force --resume, though the old result is still there."""
    other = tmp_path / "other.toml"
    other.write_text(STUDY.replace("points = 20", "points = 30"))
    refused = steppe("sweep", other, "-o", "whole.h5", "--resume")
    assert refused.returncode == 2
    assert "cannot go on with this file: it differs in the points of the design [O205]" in refused.stderr
    assert sorted(path.name for path in tmp_path.glob("whole.h5*")) == ["whole.h5", "whole.h5.json"]
    assert steppe("sweep", other, "-o", "other.h5").returncode == 0
    begun = steppe("sweep", other, "-o", "whole.h5", "--shard", "1/1", "--force")
    assert begun.returncode == 0, begun.stderr
    assert (tmp_path / "whole.h5").read_bytes() == whole
    assert steppe("sweep", other, "-o", "whole.h5", "--resume").returncode == 2
    kept = (tmp_path / "whole.h5.parts" / "part-1-of-1-00000000.shard").stat().st_ino
    again = steppe("sweep", other, "-o", "whole.h5", "--shard", "1/1", "--force", "--resume")
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "whole.h5.parts" / "part-1-of-1-00000000.shard").stat().st_ino == kept
    assert steppe("sweep", other, "-o", "whole.h5", "--force", "--resume").returncode == 0
    assert (tmp_path / "whole.h5").read_bytes() == (tmp_path / "other.h5").read_bytes()


def test_a_merge_replaces_nothing_by_accident(steppe: Steppe, study: Path, tmp_path: Path) -> None:
    assert steppe("sweep", study, "-o", "out.h5", "--shard", "1/1").returncode == 0
    for name in ("out.h5", "out.h5.json"):
        (tmp_path / name).write_text("mine")
        refused = steppe("merge", "out.h5")
        assert refused.returncode == 2
        assert f"{name}: already exists" in refused.stderr
        assert (tmp_path / name).read_text() == "mine"
        (tmp_path / name).unlink()
    (tmp_path / "out.h5").write_text("mine")
    assert steppe("merge", "out.h5", "--force").returncode == 0
    assert (tmp_path / "out.h5").read_bytes()[1:4] == b"HDF"


def test_trajectories_of_a_study(steppe: Steppe, study: Path, tmp_path: Path) -> None:
    arguments = ("--record", "trajectories", "--measures", "welfare,alignment", "--arms", "endogenous")
    assert steppe("sweep", study, "-o", "out.h5", *arguments).returncode == 0
    with analysis.open(tmp_path / "out.h5") as results:
        assert results["alignment"].dims[:4] == ("arm", "point", "replicate", "time")
        assert "hedging" not in results
        np.testing.assert_allclose(results["alignment"].sum("partner"), 1, rtol=1e-6)


def test_a_dry_run_says_what_there_is_to_do(steppe: Steppe, study: Path, tmp_path: Path) -> None:
    result = steppe("sweep", study, "--dry-run")
    assert result.returncode == 0
    assert "20 points of 2 parameters x 2 arms x 48 replicates = 1920 runs of 6 months" in result.stdout
    assert list(tmp_path.glob("*.h5*")) == []


@pytest.mark.parametrize("more", [(), ("-n", 3, "--record", "trajectories")])
def test_the_size_that_a_dry_run_expects_is_that_of_the_file(
    steppe: Steppe, study: Path, tmp_path: Path, more: tuple[object, ...]
) -> None:
    study.write_text(study.read_text().replace("points = 20", "points = 400"))
    plan = json.loads(steppe("sweep", study, "--dry-run", "--json", *more).stdout)
    assert plan["expected_seconds"] > 0
    assert steppe("sweep", study, "-o", "out.h5", *more).returncode == 0
    assert plan["expected_bytes"] == pytest.approx((tmp_path / "out.h5").stat().st_size, rel=0.05)


def test_the_studies_that_are_shipped_are_valid(steppe: Steppe) -> None:
    studies = sorted((ROOT / "scenarios" / "studies").glob("*.toml"))
    assert studies
    result = steppe("check", *studies)
    assert result.returncode == 0, result.stderr
    assert result.stdout.count(": valid, ") == len(studies)
