"""Scenarios that come with steppe, by name."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from steppe.engine.faults import Fault, ScenarioError
from steppe.engine.locate import CHECKOUT, PACKAGE

if TYPE_CHECKING:
    import os

FOLDERS = ("", "rivals", "cookbook")
"""Of scenarios; studies lie in ``studies``."""


def scenarios() -> list[str]:
    """Names of the scenarios that come with steppe: ``kazakhstan-2025``, ``rivals/R12-article``, ..."""
    return sorted(_shipped())


def path_of(source: str | os.PathLike[str]) -> Path:
    """Find a scenario by its path, or by the name of one that comes with steppe.

    Parameters
    ----------
    source
        Path, with or without its ending; or a name of `scenarios`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ScenarioError
        There is none; a name that may have been meant is suggested.
    """
    path = Path(source)
    if path.suffix == ".toml" or path.is_file():
        return path
    shipped = _shipped()
    name = str(source)
    if name in shipped:
        return shipped[name]
    by_last = {one.rpartition("/")[2]: at for one, at in shipped.items()}
    if name in by_last:
        return by_last[name]
    close = get_close_matches(name, [*shipped, *by_last], 1)
    known = f"; there are {', '.join(sorted(shipped))}" if not close else ""
    raise ScenarioError(
        [Fault(f"no scenario of that name, and no file{known}", name, suggestion=close[0] if close else "")]
    )


def folder() -> Path:
    """The folder of the scenarios: beside the package where it is installed whole, else that of the checkout."""
    inside = PACKAGE / "scenarios"
    return inside if inside.is_dir() else CHECKOUT / "scenarios"


def _shipped() -> dict[str, Path]:
    found = {}
    for part in FOLDERS:
        for path in sorted((folder() / part).glob("*.toml")):
            found[f"{part}/{path.stem}" if part else path.stem] = path
    return found
