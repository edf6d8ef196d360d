"""The engine as a program: where it is, what it tells, and running it to the end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from steppe.io.declared import Members

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPLETE = (0, 4)  # done; some replicates failed


class EngineError(RuntimeError):
    """The engine stopped; it said why on standard error.

    Attributes
    ----------
    code
        Its exit code.
    """

    def __init__(self, code: int) -> None:
        super().__init__(f"the engine stopped with exit code {code}")
        self.code = code


def find_engine(given: str | None) -> str | None:
    """Find the engine: as given, else as ``STEPPE_ENGINE`` says, else ``steppe`` on the path.

    Parameters
    ----------
    given
        Path or name.

    Returns
    -------
    str or None
        The executable, or None if there is none.
    """
    return shutil.which(given or os.environ.get("STEPPE_ENGINE") or "steppe")


def ask(engine: str, *arguments: str) -> Any:  # noqa: ANN401  whatever the JSON holds
    """Ask the engine something that it tells as JSON.

    Parameters
    ----------
    engine
        Executable.
    arguments
        Of the command; ``--json`` is added.

    Returns
    -------
    object
        What the JSON holds.

    Raises
    ------
    EngineError
        The engine refused.
    """
    command = [engine, *arguments, "--json"]
    found = subprocess.run(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
    if found.returncode:
        raise EngineError(found.returncode)
    return json.loads(found.stdout)


def contrasts(engine: str) -> dict[str, Members]:
    """Ask the engine which contrasts have a name, and which arms they take.

    Parameters
    ----------
    engine
        Executable.

    Returns
    -------
    dict
        By name, as of `steppe.io.declared.contrasts`.
    """
    told = ask(engine, "describe", "contrasts")
    return {one["name"]: Members(tuple(one["plus"]), tuple(one["minus"])) for one in told}


def run(command: Sequence[str]) -> int:
    """Run to the end, also after Ctrl-C: the engine gets it too, and keeps what it has.

    Parameters
    ----------
    command
        Executable and arguments.

    Returns
    -------
    int
        Its exit code, one of `COMPLETE`.

    Raises
    ------
    EngineError
        The engine did not complete what it was asked for.
    """
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                continue
            if code not in COMPLETE:
                raise EngineError(code)
            return code
