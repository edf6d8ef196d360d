"""What the commands of this package share: how they end, and how they write a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DONE, INPUT_AT_FAULT, ENVIRONMENT_AT_FAULT = 0, 2, 3
"""Exit codes."""


def write_beside_and_rename(path: Path, text: str) -> None:
    """Write a file so that its name never holds half of it.

    Parameters
    ----------
    path
        The final name; an existing file is replaced.
    text
        All that the file is to hold.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
