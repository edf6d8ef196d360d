"""Every block of code of the tutorials runs as it stands, in the order of the page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "docs" / "tutorials").glob("*.md") if path.name != "README.md")
ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: What each page leaves in the folder.
LEFT = {
    "what-if": ["change.png"],
    "another-state": ["Ruritania.toml"],
    "heat-map": ["where.h5", "where.png"],
    "sensitivity-and-discovery": ["indices.h5", "indices.h5.indices.csv", "sweep.h5"],
    "journal-export": ["effects.csv", "effects.pdf", "paper.h5", "paper.xlsx", "shares.pdf"],
}


def script(page: Path) -> str:
    """The blocks of a page as one script; those of a shell are run from it."""
    parts = []
    for kind, code in BLOCK.findall(page.read_text(encoding="utf-8")):
        shell = code.replace("SCENARIOS", str(ROOT / "scenarios"))
        parts.append(
            code
            if kind == "python"
            else f"import subprocess\nsubprocess.run(['bash', '-euc', {shell!r}], check=True)\n"
        )
    return "\n".join(parts)


def test_every_tutorial_is_listed_and_known_here() -> None:
    listed = (ROOT / "docs" / "tutorials" / "README.md").read_text(encoding="utf-8")
    assert {page.stem for page in PAGES} == set(LEFT)
    assert [page.name for page in PAGES if f"({page.name})" not in listed] == []


@pytest.mark.skipif(ENGINE is None, reason="STEPPE_EXECUTABLE names no engine")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_runs_as_it_stands(page: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "steppe").symlink_to(Path(ENGINE).resolve())
    command = tools / "steppe-sensitivity"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m steppe.sensitivity "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    folder = tmp_path / "work"
    folder.mkdir()
    variables = {
        **os.environ,
        "STEPPE_ENGINE": str(ENGINE),
        "PATH": f"{tools}:{os.environ['PATH']}",
        "MPLBACKEND": "Agg",
    }
    variables["MPLBACKEND"], variables["PYTHONPATH"] = "Agg", str(ROOT / "analysis")
    done = subprocess.run(
        [sys.executable, "-c", script(page)], cwd=folder, env=variables, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    left = {one.name for one in folder.iterdir()}
    assert set(LEFT[page.stem]) <= left
    assert not [name for name in left if ".tmp-" in name or name.endswith(".parts")]
