"""What a power cut leaves: every state that it may leave of every write, and what the same command makes of it.

A run of the engine is written down operation by operation; `crash_states` gives the states of the folder that a cut at
any of these moments may leave. In each of them no file that was complete is lost or half replaced, and no shard that
the engine had done with; and the command with ``--resume`` makes the bytes of an undisturbed run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import BASE, Steppe
from crash_states import Tree, WriteLog, build_recorder, digest, read_tree, write_tree

DRAWS = int(os.environ.get("STEPPE_CRASHES", "0"))
"""Random states of each moment, besides the named ones. When 0, of the moments within the writes of a file that has no
final name yet only each 16th is recovered from."""
STUDY = f"""schema = "steppe-study/1"
title = "a small study"
scenario = "{BASE}"
replicates = 8
months = 2
measures = ["welfare"]
[design]
kind = "lhs"
points = 80
[design.parameters]
"principal.USA.budget" = {{ range = [0.3, 1.7] }}
"""
OTHER = STUDY.replace("points = 80", "points = 40")
RESULT = "out.h5"
PARTS = f"{RESULT}.parts"
SAFEGUARDS = {
    what: re.compile(path)
    for what, path in {
        "shards": rf"{PARTS}/.*shard\.tmp-[0-9a-f]+",
        "the lines of the manifest": rf"{PARTS}/part-1-of-1\.jsonl",
        "names of shards": PARTS,
        "the result": rf"{RESULT}\.tmp-[0-9a-f]+",
        "names of the folder and the result": r"\.",
    }.items()
}


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_recorder(tmp_path_factory.mktemp("recorder"))


@dataclass
class Case:
    """A command that is cut off, in a folder prepared by others."""

    engine: Path
    folder: Path
    recorder: Path

    def __post_init__(self) -> None:
        self.here = self.folder / "here"
        self.here.mkdir()
        self.study = self.folder / "study.toml"
        self.study.write_text(STUDY)
        self.other = self.folder / "other.toml"
        self.other.write_text(OTHER)

    def steppe(self, *arguments: object, folder: Path | None = None, code: int = 0) -> None:
        """Run the engine."""
        done = subprocess.run(
            [self.engine, *map(str, arguments)],
            cwd=folder or self.here,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == code, (arguments, done.stderr)

    def record(self, *arguments: object) -> WriteLog:
        """Take down a command, and see that the log tells all that it did."""
        log = WriteLog()
        assert log.run([self.engine, *arguments], self.here, self.recorder, self.folder / "log") == 0
        states = {how: state for how, _, state in log.crashes(draws=0, seed=0)}  # those at the end
        assert states["all of it"].tree() == read_tree(self.here)
        return log

    def recovered(self, tree: Tree, number: int, *arguments: object) -> bytes:
        """Content of the result after a command that finds this."""
        folder = self.folder / f"after-{number}"
        write_tree(tree, folder)
        self.steppe(*arguments, folder=folder)
        assert not (folder / PARTS).exists() or arguments[0] == "merge"
        content = (folder / RESULT).read_bytes()
        shutil.rmtree(folder)
        return content


@pytest.fixture
def case(steppe: Steppe, tmp_path: Path, recorder: Path) -> Case:
    return Case(steppe.executable, tmp_path, recorder)


def kept_shards(tree: Tree, whole: dict[str, bytes]) -> int:
    """How many shards a manifest names that are there as they were written."""
    lines = (tree.get(f"{PARTS}/part-1-of-1.jsonl") or b"").split(b"\n")[1:-1]
    kept = 0
    for line in lines:
        try:
            name = f"{PARTS}/{json.loads(line)['entry']['shard']}"
        except (ValueError, TypeError, KeyError):
            continue  # torn
        kept += tree.get(name) == whole[name]
    return kept


class Losses:
    """What states lack that the engine had done with.

    Attributes
    ----------
    faults
        A line for each.
    trees
        Different states, to recover from.
    """

    def __init__(self, log: WriteLog, old: bytes | None, new: bytes) -> None:
        self._old, self._new = old, new
        shards = _shards_of(log)
        named = [(i, step.path) for i, step in enumerate(log.steps) if step.kind == "names"]
        begun = [i for i, path in named if ".shard.tmp-" in path]
        merging = next(i for i, path in named if path.startswith(f"{RESULT}.tmp-"))
        replaced = next(i for i, path in named if path == RESULT)
        # The engine goes on to the next thing when the one before is safe.
        next_thing = next((i for i, _ in named if i > replaced), len(log.steps))
        self.faults: list[str] = []
        unique: dict[bytes, Tree] = {}
        for how, done, state in log.crashes(DRAWS, seed=1):
            tree = state.tree()
            finished = sum(i < done for i in begun) - (done <= merging) if done <= next_thing else 0
            fault = self._fault(tree, kept_shards(tree, shards), finished, is_safe=done > next_thing)
            if fault:
                self.faults.append(f"after step {done} of {len(log.steps)}, with {how} that was not safe, {fault}")
            if DRAWS or done % 16 == 0 or done == len(log.steps) or not _is_inner(log, done):
                unique.setdefault(digest(tree), tree)
        self.trees = list(unique.values())

    def _fault(self, tree: Tree, kept: int, finished: int, *, is_safe: bool) -> str:
        if tree.get(RESULT) not in (self._old, self._new):
            return "the result is neither the old nor the new one"
        if is_safe and tree.get(RESULT) != self._new:
            return "the new result is lost"
        return f"{kept} of {finished} shards are there" if kept < finished else ""


def check(case: Case, log: WriteLog, old: bytes | None, new: bytes, recovery: list[object]) -> None:
    """See that nothing is lost in any state, and that the command recovers from each."""
    found = Losses(log, old, new)
    assert not found.faults
    assert len(found.trees) > 20
    with ThreadPoolExecutor(max_workers=2) as pool:
        after = pool.map(lambda item: case.recovered(item[1], item[0], *recovery), enumerate(found.trees))
        assert all(content == new for content in after)


def _is_inner(log: WriteLog, done: int) -> bool:
    """Whether the moment lies within the writes of a file that has no final name."""
    return all(".tmp-" in step.path and step.kind in ("write", "size") for step in log.steps[done - 1 : done + 1])


def _shards_of(log: WriteLog) -> dict[str, bytes]:
    """Every shard in full, by path."""
    found: Tree = {}
    for how, _, state in log.crashes(draws=0, seed=0):
        if how == "all of it":
            found |= {name: content for name, content in state.tree().items() if name.endswith(".shard")}
    return {name: content for name, content in found.items() if content}


def undisturbed(case: Case, *arguments: object) -> bytes:
    folder = case.folder / "undisturbed"
    folder.mkdir()
    case.steppe(*arguments, folder=folder)
    content = (folder / RESULT).read_bytes()
    shutil.rmtree(folder)
    return content


def test_a_new_sweep(case: Case) -> None:
    sweep = ["sweep", case.study, "-o", RESULT, "--checkpoint", 0, "-q"]
    new = undisturbed(case, *sweep)
    log = case.record(*sweep)
    check(case, log, None, new, [*sweep, "--resume"])
    for what, of in SAFEGUARDS.items():
        lax = WriteLog(log.before, [step for step in log.steps if step.kind != "sync" or not of.fullmatch(step.path)])
        assert Losses(lax, None, new).faults, f"nothing is lost if the engine does not synchronise {what}"


def test_a_sweep_that_replaces_a_result_and_what_was_left_of_another(case: Case) -> None:
    sweep = ["sweep", case.study, "-o", RESULT, "--checkpoint", 0, "-q", "--force"]
    new = undisturbed(case, *sweep)
    case.steppe("sweep", case.other, "-o", RESULT, "-q", "--seed", 5, "--shard", "1/1")
    case.steppe("sweep", case.other, "-o", RESULT, "-q", "--seed", 5, "--shard", "2/2")
    case.steppe("sweep", case.other, "-o", "old.h5", "-q")
    (case.here / "old.h5").rename(case.here / RESULT)
    old = (case.here / RESULT).read_bytes()
    check(case, case.record(*sweep), old, new, [*sweep, "--resume"])


def test_replicates_that_are_added(case: Case) -> None:
    case.steppe("sweep", case.other, "-o", RESULT, "-q")
    old = (case.here / RESULT).read_bytes()
    more = ["sweep", case.other, "-o", RESULT, "--checkpoint", 0, "-q", "--resume", "-n", 12]
    new = undisturbed(case, *more)
    check(case, case.record(*more), old, new, more)


@pytest.mark.parametrize("replaces", [False, True])
def test_a_merge(case: Case, replaces: bool) -> None:
    old = None
    if replaces:
        case.steppe("sweep", case.other, "-o", RESULT, "-q")
        old = (case.here / RESULT).read_bytes()
    for part in (1, 2):
        case.steppe("sweep", case.study, "-o", RESULT, "-q", "--shard", f"{part}/2", "--force")
    new = undisturbed(case, "sweep", case.study, "-o", RESULT, "-q")
    merge = ["merge", RESULT, "-q", *(["--force"] if replaces else [])]
    check(case, case.record(*merge), old, new, ["merge", RESULT, "-q", "--force"])


@pytest.mark.parametrize("resumes", [False, True])
def test_a_comparison_that_replaces_another(case: Case, resumes: bool) -> None:
    compare = ["compare", BASE, "-o", RESULT, "-q", "--months", 2, "--record", "final"]
    case.steppe(*compare, "-n", 8)
    old = (case.here / RESULT).read_bytes()
    again = [*compare, "-n", 80, "--resume" if resumes else "--force"]
    new = undisturbed(case, *compare, "-n", 80)
    check(case, case.record(*again), old, new, again)
