"""What a page needs to run the engine: the scenario with all that it was read from, and the WebAssembly."""

from __future__ import annotations

import base64
import gzip
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steppe import engine as program

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 1_500_000
"""Bytes that the WebAssembly may have."""
NAME = "steppe.wasm"


@dataclass(frozen=True)
class LiveEngine:
    """An engine for a page, with the scenario that it runs.

    Attributes
    ----------
    scenario
        Path of the scenario, as the user named it.
    sources
        What ``steppe describe sources`` tells of it.
    wasm
        The engine.
    """

    scenario: str
    sources: Mapping[str, Any]
    wasm: bytes


def read_live(scenario: str | os.PathLike[str], wasm: str | os.PathLike[str] | None = None) -> LiveEngine:
    """Ask the engine for a scenario's sources, and read the WebAssembly.

    Parameters
    ----------
    scenario
        Scenario file.
    wasm
        The WebAssembly; else as ``STEPPE_WASM`` says.

    Returns
    -------
    LiveEngine
        Both.

    Raises
    ------
    ValueError
        There is no engine, or no WebAssembly of its kind and size, or the scenario is at fault.
    """
    found = program.find_engine(None)
    if found is None:
        raise ValueError("--live asks the engine for the scenario, and there is none: name it in STEPPE_ENGINE.")
    try:
        sources = program.ask(found, "describe", "sources", os.fspath(scenario))
    except program.EngineError as error:
        raise ValueError(f"the engine refused {os.fspath(scenario)}: {error}.") from error
    return LiveEngine(os.fspath(scenario), sources, _read_wasm(wasm or os.environ.get("STEPPE_WASM")))


def _read_wasm(given: str | os.PathLike[str] | None) -> bytes:
    if not given:
        raise ValueError(
            f"--live needs {NAME}, which ./dev build makes in build/wasm: name it by --wasm or STEPPE_WASM."
        )
    path = Path(given)
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path} has more than {LARGEST:,} bytes.".replace(",", " "))
    content = path.read_bytes()
    if not content.startswith(b"\0asm"):
        raise ValueError(f"{path} is no WebAssembly.")
    return content


def packed_bytes(content: bytes) -> str:
    """Compress bytes, as text that needs no escaping: what a page hands on exactly as it is.

    Parameters
    ----------
    content
        Bytes.

    Returns
    -------
    str
        Base 64.
    """
    return base64.b64encode(gzip.compress(content, mtime=0)).decode("ascii")
