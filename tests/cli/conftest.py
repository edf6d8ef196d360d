"""The engine that the tests of the command line run."""

import os
from pathlib import Path

import pytest
from command_line import ROOT, Steppe


@pytest.fixture
def steppe(tmp_path: Path) -> Steppe:
    executable = os.environ.get("STEPPE_EXECUTABLE")
    if executable is None:
        pytest.fail("set STEPPE_EXECUTABLE to the engine; ./dev test does")
    return Steppe((ROOT / executable).resolve(), tmp_path)
