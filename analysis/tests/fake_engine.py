"""A study, and an engine that tells what it varies and is interrupted when it runs it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from declared import CONTRASTS

if TYPE_CHECKING:
    from pathlib import Path

VARIED = [
    {"key": "a", "unit": "G", "tag": "judgement", "prior": "loguniform", "low": 1, "high": 4, "value": 2},
    {"key": "b", "unit": "1", "tag": "E", "prior": "claim", "low": 0.5, "high": 1, "value": 0.7},
]
STUDY = """schema = "steppe-study/1"
title = "Of \\"incentives\\""
scenario = "../base.toml"
arms = ["endogenous"]
replicates = 3
months = 6
seed = 5
record = "trajectories"
[design]
kind = "grid"
[design.parameters]
"a" = { range = [1, 4], levels = 2 }
"""
FAKE = """#!{python}
import json, os, pathlib, shutil, sys
study = pathlib.Path(sys.argv[2])
if sys.argv[1] == "describe":
    print({contrasts!r})
    sys.exit(0)
if "--dry-run" in sys.argv:
    if not study.exists():
        print("no such file", file=sys.stderr)
        sys.exit(2)
    print(pathlib.Path(r"{plan}").read_text())
    sys.exit(0)
shutil.copytree(study.parent, r"{seen}", dirs_exist_ok=True)
pathlib.Path(r"{seen}", "arguments").write_text(json.dumps(sys.argv[1:]))
sys.exit({code})
"""


def contrasts() -> str:
    """Contrasts as the engine tells them."""
    return json.dumps([{"name": name, "plus": plus, "minus": minus} for name, (plus, minus, _) in CONTRASTS.items()])


def write_study(folder: Path) -> Path:
    """Write both into a folder; return the engine."""
    (folder / "studies").mkdir()
    (folder / "studies" / "study.toml").write_text(STUDY)
    (folder / "plan.json").write_text(json.dumps({"varied": VARIED}))
    engine = folder / "engine"
    told = {"plan": folder / "plan.json", "seen": folder / "seen", "contrasts": contrasts()}
    engine.write_text(FAKE.format(python=sys.executable, code=130, **told))
    engine.chmod(0o755)
    return engine
