"""Numbers in the project's pages, each between two marks that name what was measured.

A page holds ``<!-- measured: NAME -->text<!-- /measured -->``, in a line or around lines of their own. Marks do not
show in the rendered page. ``values.json`` holds, for each group of names, the texts, the commands that gave them, and
the model that they are of.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STORED = Path(__file__).with_name("values.json")
DIGESTS = ROOT / "tests" / "regression" / "digests.txt"
BASE = ROOT / "scenarios" / "kazakhstan-2025.toml"
PAGES = (
    "README.md",
    "docs/model.md",
    "docs/performance.md",
    "docs/studies.md",
    "docs/validation.md",
    "scenarios/cookbook/README.md",
)
MARK = re.compile(r"(<!-- measured: ([A-Za-z0-9_.-]+) -->)(.*?)(<!-- /measured -->)", re.DOTALL)
_GROUPS, _TESTS = "docs/measured/groups", "tests/verification"
#: What makes the texts of each group.
PROGRAMS = {
    "effect": (f"{_GROUPS}/effect.py",),
    "levers": (f"{_GROUPS}/headline.py", f"{_TESTS}/headline/headline.py"),
    "priors": (f"{_GROUPS}/headline.py", f"{_TESTS}/headline/headline.py"),
    "patterns": (f"{_GROUPS}/effect.py", f"{_TESTS}/patterns/patterns.py"),
    "gates": (f"{_GROUPS}/effect.py", f"{_TESTS}/gates/gates.py"),
    "audit": (f"{_GROUPS}/mechanisms.py", "scenarios/kazakhstan-2025.toml"),
    "rivals": (f"{_GROUPS}/questions.py",),
    "benefit": (f"{_GROUPS}/questions.py",),
    "hazard": (f"{_GROUPS}/questions.py",),
    "condition": (f"{_GROUPS}/condition.py",),
    "attribution": (f"{_GROUPS}/questions.py",),
    "grid": (f"{_GROUPS}/studies.py",),
    "discovery": (f"{_GROUPS}/studies.py",),
    "sensitivity": (f"{_GROUPS}/studies.py",),
    "cookbook": (f"{_GROUPS}/cookbook.py",),
    "opening": (f"{_GROUPS}/economy.py",),
    "responses": (f"{_GROUPS}/economy.py", f"{_TESTS}/economy/responses.py"),
}
#: Scenarios that no group runs.
UNMEASURED = ("kazakhstan-history.toml", "kazakhstan-calibration.toml", "uzbekistan-alone.toml")
#: What a key of a scenario may say without changing any text.
WORDS = ("source", "unit", "note", "title", "description", "inert")


def read_values() -> dict[str, dict[str, Any]]:
    """Read what was measured, by group."""
    return json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}


def write_values(values: dict[str, dict[str, Any]]) -> None:
    """Store what was measured."""
    STORED.write_text(json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def texts_of(values: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Give the text of each name, ``group.name``."""
    return {f"{group}.{name}": text for group, one in values.items() for name, text in one["texts"].items()}


def marks_in(page: str) -> list[tuple[str, str]]:
    """List the names in a page with the texts that stand there."""
    return [(mark[2], mark[3].strip("\n")) for mark in MARK.finditer((ROOT / page).read_text(encoding="utf-8"))]


def fill(page: str, texts: dict[str, str]) -> bool:
    """Write the texts into a page; say whether it changed. A text of several lines gets lines of its own."""
    path = ROOT / page
    before = path.read_text(encoding="utf-8")

    def put(mark: re.Match[str]) -> str:
        text = texts.get(mark[2], mark[3].strip("\n"))
        body = f"\n{text}\n" if "\n" in text or mark[3].startswith("\n") else text
        return f"{mark[1]}{body}{mark[4]}"

    after = MARK.sub(put, before)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


def model_now(group: str) -> str:
    """Name the model as it is for a group.

    By the recorded digests of all results, what every scenario and study says, the drivers, and the programs that make
    the group's texts.
    """
    recorded = "".join(line for line in DIGESTS.read_text(encoding="utf-8").splitlines(keepends=True) if line[0] != "#")
    said = {
        str(path.relative_to(ROOT)): _without_words(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted((ROOT / "scenarios").rglob("*.toml"))
        if path.name not in UNMEASURED
    }
    text = recorded + json.dumps(said, sort_keys=True, default=str)
    programs = [ROOT / "scenarios" / "data" / "drivers.csv", *(ROOT / name for name in PROGRAMS[group])]
    parts = [text.encode(), *(path.read_bytes() for path in programs)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _without_words(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_words(one) for key, one in value.items() if key not in WORDS}
    return [_without_words(one) for one in value] if isinstance(value, list) else value
