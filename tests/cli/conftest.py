"""The engine that the tests of the command line run."""

import os
from pathlib import Path

import pytest
from command_line import ROOT, Steppe


@pytest.fixture(scope="session")
def engine() -> Path:
    """The executable."""
    executable = os.environ.get("STEPPE_EXECUTABLE")
    if executable is None:
        pytest.fail("set STEPPE_EXECUTABLE to the engine; ./dev test does")
    return (ROOT / executable).resolve()


@pytest.fixture
def steppe(engine: Path, tmp_path: Path) -> Steppe:
    return Steppe(engine, tmp_path)
