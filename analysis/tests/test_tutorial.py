"""The tutorial runs as a script and writes its figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).resolve().parents[1] / "tutorial.py"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("by", ["argument", "variable"])
def test_tutorial_writes_its_figures(any_file: Path, tmp_path: Path, by: str) -> None:
    given = [any_file.resolve(), "figures"] if by == "argument" else []
    variables = {**os.environ, "STEPPE_SAMPLE": str(any_file.resolve()) if by == "variable" else ""}
    done = subprocess.run(
        [sys.executable, "-W", "error", TUTORIAL, *given],
        cwd=tmp_path, env=variables, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    promised = set(re.findall(r'folder / "([^"]+)"', TUTORIAL.read_text()))
    written = {file.name: file for file in (tmp_path / ("figures" if given else "")).glob("*.png")}
    assert promised
    assert set(written) == promised
    assert all(file.read_bytes().startswith(PNG) for file in written.values())
    assert "with_accords minus without_accords" in done.stdout


def test_cells_are_percent_cells_with_prose_before_code() -> None:
    cells = re.findall(r"^# %%.*$", TUTORIAL.read_text(), flags=re.MULTILINE)
    assert cells[0] == "# %% [markdown]"
    assert all("[markdown]" in before for before, cell in pairwise(cells) if cell == "# %%")
