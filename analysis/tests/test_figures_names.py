"""No state is named in the code of the figures: states differ by data only."""

from __future__ import annotations

import re
from pathlib import Path

from sample_file import NAMES, SETS

import steppe

PACKAGE = Path(steppe.__file__).parent
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "matplotlib" in path.read_text())


def test_figures_name_no_actor_of_a_scenario() -> None:
    ids = {one for name in ("hedger", "principal", "partner") for one in SETS[name]}
    names = {name for name in NAMES.values() if name and name != "Others"}
    pattern = re.compile(rf"\b({'|'.join(sorted(map(re.escape, ids | names)))})\b")
    assert SOURCES
    assert {source.name: pattern.findall(source.read_text()) for source in SOURCES} == {
        source.name: [] for source in SOURCES
    }
