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
#: What a key of a scenario may say without changing any number.
WORDS = ("source", "tag", "unit", "note", "title", "description", "text", "doc", "inert")


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


def model_now() -> str:
    """Name the model as it is: recorded digests of all values, and the values and priors of the base scenario."""
    recorded = "".join(line for line in DIGESTS.read_text(encoding="utf-8").splitlines(keepends=True) if line[0] != "#")
    facts = _without_words(tomllib.loads(BASE.read_text(encoding="utf-8")))
    text = recorded + json.dumps(facts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _without_words(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_words(one) for key, one in value.items() if key not in WORDS}
    return [_without_words(one) for one in value] if isinstance(value, list) else value
