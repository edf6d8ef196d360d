"""Every allocation and every call on a file of small jobs is made to fail in turn, and files are damaged.

A job ends with exit code 0 and the bytes of an undisturbed run, or with 2 or 3, a message, and what was there before;
by no signal, and within ten seconds. By default a sample is tried; ``./dev test --all`` (STEPPE_CAMPAIGN=all) tries
every call on a file, and two thousand allocations of each job. Each test prints how much it tried.
"""

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import BASE, ROOT, Steppe, note_count

ALL = os.environ.get("STEPPE_CAMPAIGN") == "all"
SAMPLE = 12
"""Of the calls or allocations of a job, in each way of failing."""
ALLOCATIONS = 2000 if ALL else SAMPLE
"""A job has some hundred thousand."""
DAMAGES = 2000 if ALL else 24
"""Of each kind of file."""
LONGEST = 10
"""Seconds that a job may take, whatever happens."""
STUDY = f"""schema = "steppe-study/1"
title = "a small study"
scenario = "{BASE}"
replicates = 4
months = 2
measures = ["welfare"]
[design]
kind = "lhs"
points = 3
[design.parameters]
"principal.USA.budget" = {{ range = [0.3, 1.7] }}
"""
SHORT = ["--months", 2, "-j", 1, "-q", "-o", "out.h5", "--force"]
JOBS = {
    "run": ["run", BASE, "-n", 4, *SHORT],
    "compare": ["compare", BASE, "-n", 4, "--record", "final", "--checkpoint", 0, *SHORT],
    "summary": ["compare", BASE, "-n", 4, "--record", "summary", *SHORT],
    "sweep": ["sweep", "study.toml", "--checkpoint", 0, *SHORT],
    "attribute": [
        "attribute",
        BASE,
        "-n",
        2,
        "--measures",
        "welfare",
        "--incentives",
        "F1,F2",
        "--checkpoint",
        0,
        *SHORT,
    ],
    "resume": ["compare", BASE, "-n", 6, "--resume", *SHORT[:-1]],
}


@dataclass
class Job:
    """A command, the folder that it starts in, and what it makes there undisturbed."""

    command: list[str]
    start: Path
    whole: bytes

    def run(self, folder: Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run in a fresh copy of the folder."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.start, folder)
        return subprocess.run(
            self.command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=LONGEST,
            check=False,
        )

    def check(self, result: subprocess.CompletedProcess[str], folder: Path, what: str) -> None:
        """Hold an end to what is promised."""
        old, new = self.start / "out.h5", folder / "out.h5"
        assert result.returncode in (0, 2, 3), f"{what}: {result.returncode} {result.stderr}"
        if result.returncode == 0:
            assert new.read_bytes() == self.whole, what
            return
        assert result.stderr.strip(), what
        kept = [old.read_bytes()] if old.exists() else [None]
        # The result may have its name already when what comes after it fails.
        assert (new.read_bytes() if new.exists() else None) in [*kept, self.whole], what


def job(steppe: Steppe, name: str) -> Job:
    start = steppe.folder / "start"
    start.mkdir()
    (start / "study.toml").write_text(STUDY)
    words = [str(word) for word in JOBS[name]]
    inside = Steppe(steppe.executable, start)
    if name == "resume":
        assert inside("compare", BASE, "-n", 4, *SHORT).returncode == 0
    made = Job([str(steppe.executable), *words], start, b"")
    done = made.run(steppe.folder / "whole")
    assert done.returncode == 0, done.stderr
    made.whole = (steppe.folder / "whole" / "out.h5").read_bytes()
    return made


def shim(steppe: Steppe, name: str) -> str:
    library = steppe.folder / f"{name}.so"
    source = ROOT / "tests" / "support" / f"{name}.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    return str(library)


def chosen(count: int, most: int) -> Iterable[int]:
    """So many numbers up to a count, evenly, with the first and the last."""
    if count <= most:
        return range(1, count + 1)
    return sorted({1 + round(i * (count - 1) / (most - 1)) for i in range(most)})


@pytest.fixture
def _not_sanitized(engine: Path) -> None:
    """A sanitizer has a malloc of its own, and must be loaded first."""
    if b"__asan_init" in engine.read_bytes():
        pytest.skip("the engine has a sanitizer")


@pytest.mark.usefixtures("_not_sanitized")
@pytest.mark.parametrize("how", ["and all after it", "alone"])
@pytest.mark.parametrize("name", JOBS)
def test_an_allocation_that_fails_ends_in_a_message(steppe: Steppe, name: str, how: str) -> None:
    small, library = job(steppe, name), shim(steppe, "fail_allocation")
    environment = {"LD_PRELOAD": library, "STEPPE_FAIL_ALONE": "1" if how == "alone" else ""}
    whole = small.run(steppe.folder / "tried", {**environment, "STEPPE_FAIL_ALLOCATION": "0"})
    count = int(whole.stderr.rsplit("allocations: ", 1)[1])
    ends: Counter[int] = Counter()
    for number in chosen(count, ALLOCATIONS):
        result = small.run(steppe.folder / "tried", {**environment, "STEPPE_FAIL_ALLOCATION": str(number)})
        small.check(result, steppe.folder / "tried", f"allocation {number} of {count}")
        ends[result.returncode] += 1
    note_count(f"{name}: of {count} allocations {ends.total()} failed {how}; exit codes {dict(ends)}")
    assert ends[3] > 0


@pytest.mark.usefixtures("_not_sanitized")
@pytest.mark.parametrize("how", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("name", JOBS)
def test_a_call_on_a_file_that_fails_costs_nothing_that_was_there(steppe: Steppe, name: str, how: str) -> None:
    small, library = job(steppe, name), shim(steppe, "fail_io")
    environment = {"LD_PRELOAD": library, **({"STEPPE_FAIL_FULL": "1"} if how == "ENOSPC" else {})}
    whole = small.run(steppe.folder / "tried", {**environment, "STEPPE_FAIL_IO": "0"})
    count = int(whole.stderr.rsplit("calls: ", 1)[1])
    ends: Counter[int] = Counter()
    for number in chosen(count, count if ALL else SAMPLE):
        result = small.run(steppe.folder / "tried", {**environment, "STEPPE_FAIL_IO": str(number)})
        small.check(result, steppe.folder / "tried", f"call {number} of {count}")
        ends[result.returncode] += 1
    note_count(f"{name}: of {count} calls {ends.total()} failed with {how}; exit codes {dict(ends)}")
    assert ends[3] > 0


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Change some bytes, cut the end off, repeat a piece, or put numbers that are large where some stood."""
    how = chance.randrange(6)
    held = bytearray(content)
    place = chance.randrange(max(1, len(held)))
    if how == 0:
        return bytes(held[:place])
    if how == 1:
        return bytes(held[:place] + held[max(0, place - 64) :])
    if how == 2:
        size = chance.choice([2, 4, 8])
        held[place : place + size] = chance.choice([b"\xff", b"\x7f", b"\x00", b"\x80"]) * size
        return bytes(held)
    for _ in range(chance.choice([1, 1, 2, 8, 64])):
        place = chance.randrange(max(1, len(held)))
        held[place : place + 1] = bytes([chance.randrange(256)])
    return bytes(held)


FILES = {
    "a result": (["compare", BASE, "-n", 6, "--resume", *SHORT[:-1]], "out.h5"),
    "a summary": (["compare", BASE, "-n", 6, "--record", "summary", "--resume", *SHORT[:-1]], "out.h5"),
    "a sidecar": (["compare", BASE, "-n", 6, "--resume", *SHORT[:-1]], "out.h5.json"),
    "the head of a study": (["merge", "parts.h5", "-q", "--force"], "parts.h5.parts/head.h5"),
    "a manifest": (["merge", "parts.h5", "-q", "--force"], "parts.h5.parts/part-1-of-1.jsonl"),
    "a shard": (["merge", "parts.h5", "-q", "--force"], "parts.h5.parts/part-1-of-1-00000000.shard"),
    "a study": (["check", "study.toml"], "study.toml"),
    "a scenario": (["check", "base.toml"], "base.toml"),
    "a list of drivers": (["check", "base.toml"], "data/drivers.csv"),
}


def folder_of_files(steppe: Steppe, what: str) -> Path:
    start = steppe.folder / "start"
    start.mkdir()
    shutil.copy(BASE, start / "base.toml")
    shutil.copytree(BASE.parent / "data", start / "data")
    (start / "study.toml").write_text(STUDY)
    inside = Steppe(steppe.executable, start)
    if "out.h5" in FILES[what][1]:
        record = "summary" if what == "a summary" else "trajectories"
        assert inside("compare", BASE, "-n", 4, "--record", record, *SHORT).returncode == 0
        if FILES[what][1] == "out.h5":
            (start / "out.h5.json").unlink()  # its digest would find the damage first
    if "parts" in FILES[what][1]:
        assert inside("sweep", "study.toml", "-o", "parts.h5", "--shard", "1/1", "-q").returncode == 0
    return start


@pytest.mark.parametrize("what", FILES)
def test_a_damaged_file_is_refused_or_does_no_harm(steppe: Steppe, what: str) -> None:
    start = folder_of_files(steppe, what)
    words, name = FILES[what]
    if not (start / name).exists():
        pytest.skip(f"the base scenario reads no {name}")
    content = (start / name).read_bytes()
    command = [str(steppe.executable), *map(str, words)]
    chance = random.Random(f"22 {what}")
    ends: Counter[int] = Counter()
    for number in range(DAMAGES):
        tried = steppe.folder / "tried"
        shutil.rmtree(tried, ignore_errors=True)
        shutil.copytree(start, tried)
        (tried / name).write_bytes(damaged(content, chance))
        result = subprocess.run(
            command, cwd=tried, capture_output=True, text=True, errors="replace", timeout=LONGEST, check=False
        )
        assert result.returncode in (0, 2, 3, 4), f"damage {number}: {result.returncode} {result.stderr}"
        assert result.returncode in (0, 4) or Path(name).stem.split(".")[0] in result.stderr, result.stderr
        assert "root:" not in result.stdout + result.stderr
        ends[result.returncode] += 1
    note_count(f"{what}: {ends.total()} damaged files; exit codes {dict(ends)}")
