"""The launcher of a release package runs the engine that fits the processor."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import Steppe

LEVELS = ("x86-64", "x86-64-v3", "x86-64-v4")


@pytest.fixture
def package(steppe: Steppe, tmp_path: Path) -> Path:
    """A package whose engines say which one they are."""
    launcher = steppe.executable.parent / "launcher" / "steppe"
    if not launcher.exists():
        pytest.skip("the launcher was not built beside this engine")
    (tmp_path / "bin").mkdir()
    shutil.copy(launcher, tmp_path / "bin" / "steppe")
    for level in LEVELS:
        engine = tmp_path / "libexec" / "steppe" / level / "steppe"
        engine.parent.mkdir(parents=True)
        engine.write_text(f'#!/bin/sh\necho {level} "$@"\n')
        engine.chmod(0o755)
    return tmp_path


def run(package: Path, *arguments: str, level: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "STEPPE_LEVEL"}
    if level is not None:
        environment["STEPPE_LEVEL"] = level
    return subprocess.run(
        [package / "bin" / "steppe", *arguments], capture_output=True, text=True, check=False, env=environment
    )


def best_level() -> str:
    flags = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("flags")).split()
    if not {"avx2", "fma", "bmi1", "bmi2"} <= set(flags):
        return LEVELS[0]
    wide = {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"} <= set(flags)
    return LEVELS[2] if wide else LEVELS[1]


def test_the_fastest_engine_that_runs_here_is_chosen(package: Path) -> None:
    assert run(package, "check", "a b").stdout == f"{best_level()} check a b\n"


def test_an_engine_that_is_not_there_is_passed_over(package: Path) -> None:
    for level in LEVELS[1:]:
        shutil.rmtree(package / "libexec" / "steppe" / level)
    assert run(package).stdout.strip() == LEVELS[0]
    shutil.rmtree(package / "libexec")
    assert run(package).returncode == 3


def test_a_level_can_be_chosen_by_hand(package: Path) -> None:
    assert run(package, level=LEVELS[0]).stdout.strip() == LEVELS[0]
    wrong = run(package, level="x86-64-v9")
    assert wrong.returncode == 3
    assert "none of" in wrong.stderr
