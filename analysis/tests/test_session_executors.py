"""Parts of a study in executors of other libraries, and what becomes of them when a worker is lost: the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import steppe

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
pytestmark = pytest.mark.skipif(ENGINE is None, reason="STEPPE_EXECUTABLE names no engine")
LONG = pytest.mark.skipif(os.environ.get("STEPPE_CLUSTER") is None, reason="./dev test --all runs it")
WAYS = {"game.lost_interest": (0.0, 0.9), "game.withholding": (0.0, 0.7)}


@pytest.fixture
def scenario() -> steppe.Scenario:
    return steppe.Scenario("kazakhstan-2025", engine=ENGINE)


def study_of(scenario: steppe.Scenario, replicates: int = 8) -> steppe.Study:
    return steppe.Study.lhs(scenario, WAYS, points=60, replicates=replicates, months=24)


def test_parts_begin_only_where_nothing_is(scenario: steppe.Scenario, tmp_path: Path) -> None:
    study = steppe.Study.lhs(scenario, WAYS, points=4, replicates=2, months=2)
    output = tmp_path / "out.h5"
    with ProcessPoolExecutor(1) as executor:
        study.run(executor, parts=2, output=output, progress=False)
        with pytest.raises(steppe.ScenarioError, match="already exists"):
            study.run(executor, parts=2, output=output, progress=False)
        before = output.read_bytes()
        study.run(executor, parts=1, output=output, force=True, progress=False)
    assert output.read_bytes() == before


def test_an_engine_ends_with_the_process_that_runs_it(tmp_path: Path) -> None:
    engine = tmp_path / "engine"
    engine.write_text(f"#!/bin/sh\necho $$ > {tmp_path / 'pid'}\nexec sleep 60\n")
    engine.chmod(0o755)
    code = f"from steppe.session.design import run_part; run_part({str(engine)!r}, [])"
    with subprocess.Popen([sys.executable, "-c", code]) as worker:
        pid = wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip())
        worker.kill()
    assert wait_for(lambda: not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split())


def wait_for(holds, seconds: float = 120):  # noqa: ANN001, ANN201
    """Wait until ``holds()`` gives something, and give that."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


@LONG
def test_loky_gives_the_bytes_of_one_process(scenario: steppe.Scenario, tmp_path: Path) -> None:
    loky = pytest.importorskip("loky")
    study = study_of(scenario)
    whole = study.run(output=tmp_path / "whole.h5", progress=False)
    executor = loky.get_reusable_executor(max_workers=2)
    parts = study.run(executor, parts=5, output=tmp_path / "parts.h5", progress=False)
    executor.shutdown()
    assert parts.path.read_bytes() == whole.path.read_bytes()


@LONG
@pytest.mark.filterwarnings("ignore")
def test_a_worker_of_dask_that_is_lost_costs_no_byte(scenario: steppe.Scenario, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    study = study_of(scenario, replicates=1024)
    whole = study.run(output=tmp_path / "whole.h5", progress=False)
    folder = tmp_path / "parts.h5.parts"
    killed: list[int] = []

    def lose_a_worker(pids: list[int]) -> None:
        """When part 2 is under way, the worker that runs it ends as by a loss of power."""

        def runner() -> int | None:
            for process in Path("/proc").glob("[0-9]*"):
                try:
                    words = (process / "cmdline").read_bytes()
                    parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
                except OSError:
                    continue
                if b"--shard\x002/3" in words and parent in pids and any(folder.glob("part-2-of-3-*.shard")):
                    return parent
            return None

        pid = wait_for(runner)
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, local_directory=str(tmp_path)
    )
    with cluster, distributed.Client(cluster) as client:
        pids = list(client.run(os.getpid).values())
        killer = threading.Thread(target=lose_a_worker, args=(pids,))
        killer.start()
        executor = client.get_executor()
        # Checkpoints within a part come every 20 s; blocks are kept as they are done.
        parts = study.run(executor, parts=3, output=tmp_path / "parts.h5", progress=False, checkpoint=0.2)
        killer.join()
        after = list(client.run(os.getpid).values())
    assert len(killed) == 1
    assert killed[0] not in after
    assert parts.path.read_bytes() == whole.path.read_bytes()
    print(f"dask: worker {killed[0]} of {pids} lost during part 2 of 3; {after} at the end; the same bytes")
