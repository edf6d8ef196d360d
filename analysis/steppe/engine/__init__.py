"""The engine as a program: where it is, what it tells, and running it to the end."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from steppe.engine.call import call
from steppe.engine.faults import EngineError, EngineNotFoundError, Fault, ScenarioError
from steppe.engine.locate import find_engine, require_engine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steppe.io.declared import Members

__all__ = [
    "COMPLETE",
    "EngineError",
    "EngineNotFoundError",
    "Fault",
    "ScenarioError",
    "ask",
    "call",
    "contrasts",
    "find_engine",
    "require_engine",
    "run",
]

COMPLETE = (0, 4)  # done; some replicates failed


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
    from steppe.io.declared import Members  # after pandas and xarray, which a question to the engine need not wait for

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
