"""``steppe submit --slurm``: what it hands in, and a real cluster that loses a node."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from command_line import BASE, Steppe, note_count
from slurm_cluster import Cluster, is_installed

STUDY = """\
schema = "steppe-study/1"
title = "Two levers"
scenario = "{scenario}"
replicates = {replicates}
months = 24

[design]
kind = "lhs"
points = 200

[design.parameters]
"game.lost_interest" = {{ range = [0.0, 0.9] }}
"game.withholding" = {{ range = [0.0, 0.7] }}
"""


def study_in(folder: Path, replicates: int = 4) -> Path:
    study = folder / "study.toml"
    study.write_text(STUDY.format(scenario=BASE, replicates=replicates), encoding="utf-8")
    return study


def test_a_dry_run_prints_both_jobs_and_hands_in_nothing(steppe: Steppe) -> None:
    study_in(steppe.folder)
    words = ["study.toml", "--slurm", "--dry-run", "-o", "my out.h5", "--tasks", 7, "--sbatch=--partition=short"]
    words += ["--checkpoint", 5, "-j", 2]
    done = steppe("submit", *words, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["tasks"] == 7
    array = told["array"].splitlines()
    assert array[0] == "#!/bin/bash"
    assert {"#SBATCH --array=1-7", "#SBATCH --cpus-per-task=2", "#SBATCH --requeue"} <= set(array)
    assert "#SBATCH --partition=short" in array
    assert "#SBATCH --partition=short" in told["merge"].splitlines()
    assert array[-1] == (
        f"exec {steppe.executable} sweep study.toml -o 'my out.h5' --checkpoint 5 --threads 2 --progress never "
        '--shard "$SLURM_ARRAY_TASK_ID/7" --resume'
    )
    assert told["merge"].splitlines()[-1] == f"exec {steppe.executable} merge 'my out.h5'"
    assert sorted(path.name for path in steppe.folder.iterdir()) == ["study.toml"]
    for script in ("array", "merge"):
        subprocess.run(["bash", "-n"], input=told[script], text=True, check=True)


def test_the_jobs_give_the_bytes_of_an_undivided_run(steppe: Steppe) -> None:
    """The scripts are what a shell runs, whoever starts them."""
    study_in(steppe.folder)
    assert steppe("sweep", "study.toml", "-o", "whole.h5", "-q").returncode == 0
    told = json.loads(
        steppe("submit", "study.toml", "--slurm", "--dry-run", "-o", "out.h5", "--tasks", 3, "--json").stdout
    )
    for part in (3, 1, 2, 2):  # one is put back into the queue
        environment = {**os.environ, "SLURM_ARRAY_TASK_ID": str(part)}
        subprocess.run(
            ["bash"],
            input=told["array"],
            text=True,
            check=True,
            cwd=steppe.folder,
            env=environment,
            capture_output=True,
        )
    subprocess.run(["bash"], input=told["merge"], text=True, check=True, cwd=steppe.folder, capture_output=True)
    assert (steppe.folder / "out.h5").read_bytes() == (steppe.folder / "whole.h5").read_bytes()


def test_tasks_take_as_long_as_asked(steppe: Steppe) -> None:
    study_in(steppe.folder)
    words = ["study.toml", "--slurm", "--dry-run", "-o", "out.h5", "--json"]
    few = json.loads(steppe("submit", *words).stdout)["tasks"]
    many = json.loads(steppe("submit", *words, "--replicates", 400000, "--minutes", 5).stdout)["tasks"]
    assert few == 1
    assert many > 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["study.toml", "-o", "out.h5"], r"say which queue: --slurm \[C125\]"),
        (["study.toml", "--slurm", "-o", "out.h5", "--minutes", 2], r"5 minutes or more.*\[C104\]"),
        (["study.toml", "--slurm", "-o", "out.h5", "--sbatch=short"], r"--partition=short \[C104\]"),
        (["study.toml", "--slurm"], r"-o OUT.h5 \[C113\]"),
        (["study.toml", "--slurm", "-o", "out.h5", "--digest"], r"\[C115\]"),
        (["--slurm", "-o", "out.h5"], r"expected one study file, got 0 \[C105\]"),
    ],
)
def test_what_is_missing_is_named(steppe: Steppe, words: list[object], message: str) -> None:
    study_in(steppe.folder)
    done = steppe("submit", *words)
    assert done.returncode == 2
    assert re.search(message, done.stderr), done.stderr


def test_an_sbatch_that_refuses_is_the_environments_fault(steppe: Steppe, monkeypatch: pytest.MonkeyPatch) -> None:
    study_in(steppe.folder)
    refusing = steppe.folder / "bin" / "sbatch"
    refusing.parent.mkdir()
    refusing.write_text("#!/bin/sh\necho 'sbatch: error: no such partition' >&2\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{refusing.parent}{os.pathsep}{os.environ['PATH']}")
    done = steppe("submit", "study.toml", "--slurm", "-o", "out.h5", "--tasks", 2)
    assert done.returncode == 3
    assert "no such partition" in done.stderr
    assert "sbatch did not take the job (exit code 1)" in done.stderr


@pytest.mark.skipif(os.environ.get("STEPPE_CLUSTER") is None, reason="./dev test --all runs it")
@pytest.mark.skipif(not is_installed(), reason="Slurm and munge are not installed, or this is not root")
def test_a_node_that_is_lost_costs_no_byte(steppe: Steppe, tmp_path: Path) -> None:
    study_in(steppe.folder, replicates=512)
    assert steppe("sweep", "study.toml", "-o", "whole.h5", "-q").returncode == 0
    folder = tmp_path / "cluster"
    folder.mkdir()
    parts = steppe.folder / "out.h5.parts"
    with Cluster(folder) as cluster:
        words = ["submit", "study.toml", "--slurm", "-o", "out.h5", "--tasks", 2, "--checkpoint", 0.2]
        said = cluster.run(steppe.executable, *words, cwd=steppe.folder)
        note_count(said.strip())
        array, merge = re.findall(r"(?:array|merge) (\d+)", said)
        cluster.wait_for(lambda: len(list(parts.glob("part-2-of-2-*.shard"))) >= 3, "part 2 has begun")
        state, node = cluster.queue()[f"{array}_2"]
        assert state == "RUNNING"
        cluster.lose(node, "--shard 2/2")
        kept = len(list(parts.glob("part-2-of-2-*.shard")))
        note_count(f"node {node} lost with part 2 at {kept} shards")
        cluster.wait_for(lambda: cluster.queue().get(f"{array}_2", ["DONE"])[0] != "RUNNING", "the loss is noticed")
        note_count(f"task {array}_2 is {cluster.queue().get(f'{array}_2')}")
        cluster.start(node)
        cluster.wait_for(lambda: not cluster.queue(), "all jobs have ended", seconds=600)
        assert "requeue" in (folder / "controller.log").read_text().lower()
        told = cluster.run("scontrol", "show", "job", merge)
        assert "JobState=COMPLETED" in told, told
    assert (steppe.folder / "out.h5").read_bytes() == (steppe.folder / "whole.h5").read_bytes()
    note_count("merged after the loss of a node: the bytes of an undivided run")
