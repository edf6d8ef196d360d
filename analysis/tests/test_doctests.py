"""Examples in docstrings do what they say."""

from __future__ import annotations

import doctest
import os
from importlib import import_module
from pathlib import Path

import pytest

import steppe

PACKAGE = Path(steppe.__file__).parent
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
ENGINE = os.environ.get("STEPPE_EXECUTABLE")
ASKS_THE_ENGINE = {"steppe.session.scenario", "steppe.session.study"}


def test_there_are_examples() -> None:
    assert set(WITH_EXAMPLES) >= ASKS_THE_ENGINE
    assert len(WITH_EXAMPLES) > 5


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_do_what_they_say(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name in ASKS_THE_ENGINE:
        if ENGINE is None:
            pytest.skip("STEPPE_EXECUTABLE names no engine")
        monkeypatch.setenv("STEPPE_ENGINE", ENGINE)
    found = doctest.testmod(import_module(name), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 0
    assert found.failed == 0
