"""Where the engine is, and whether it is of this package's version."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from steppe.engine.faults import EngineNotFoundError
from steppe.version import VERSION

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]
LEVELS = ("release-v4", "release-v3", "release")
"""Builds of a checkout, those for newer processors first."""
FEATURES = {"release-v4": "avx512vl", "release-v3": "avx2", "release": ""}
HOW_TO = "build it (./dev build in a checkout of steppe), or let the variable STEPPE_ENGINE name it"


def find_engine(given: str | None = None) -> str | None:
    """Find the engine.

    It is the one that is given; else the one that ``STEPPE_ENGINE`` names; else the one installed with this package;
    else that of the build tree around it, for the newest instruction set that this processor has; else ``steppe`` on
    the path.

    Parameters
    ----------
    given
        Path or name.

    Returns
    -------
    str or None
        The executable, or None if there is none.
    """
    named = given or os.environ.get("STEPPE_ENGINE")
    if named:
        return shutil.which(named)
    for path in (PACKAGE / "bin" / "steppe", *built_engines()):
        if path.is_file() and os.access(path, os.X_OK):
            return str(path)
    return shutil.which("steppe")


def built_engines() -> list[Path]:
    """Where a checkout around this package builds the engines that this processor can run, the fastest first."""
    return [CHECKOUT / "build" / level / "sim" / "app" / "steppe" for level in LEVELS if _can_run(level)]


def require_engine(given: str | None = None) -> str:
    """Find the engine, and see that it speaks as this package does.

    Parameters
    ----------
    given
        As of `find_engine`.

    Returns
    -------
    str
        The executable.

    Raises
    ------
    EngineNotFoundError
        There is none, or it is of another version; the message says what to do.
    """
    found = find_engine(given)
    if found is None:
        sought = given or os.environ.get("STEPPE_ENGINE")
        raise EngineNotFoundError(f"cannot find the engine{f' {sought!r}' if sought else ''}: {HOW_TO}")
    version = engine_version(found)
    if version.split(".")[:2] != VERSION.split(".")[:2]:
        raise EngineNotFoundError(
            f"the engine {found} is of version {version or 'unknown'}, this package of {VERSION}: {HOW_TO}, "
            "from the same version of steppe"
        )
    return found


def engine_version(engine: str) -> str:
    """Ask an engine for its version: ``0.1.0``; empty where it does not tell."""
    return _told_version(engine, Path(engine).stat().st_mtime_ns)


@cache
def _told_version(engine: str, _changed: int) -> str:
    done = subprocess.run([engine, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    found = re.match(r"steppe (\S+)", done.stdout)
    return found[1] if found else ""


@cache
def _can_run(level: str) -> bool:
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("\nflags")[2].partition("\n")[0].split()
    except OSError:
        return level == "release"
    return not FEATURES[level] or FEATURES[level] in flags
