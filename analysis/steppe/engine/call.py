"""Run the engine to its end, with a bar, and read what it tells."""

from __future__ import annotations

import json
import signal
import subprocess
import tempfile
from typing import TYPE_CHECKING, Any

from steppe.engine.faults import EngineError, ScenarioError, faults_of_text
from steppe.engine.progress import ProgressBar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

DONE, BAD_INPUT, SOME_FAILED, INTERRUPTED = 0, 2, 4, 130
GRACE = 30.0
"""Seconds that an interrupted engine has for completing its file."""


def call(engine: str, arguments: Sequence[str], *, progress: bool | None = None, steady: bool = False) -> Any:  # noqa: ANN401
    """Run a command of the engine, and read the JSON that it prints.

    Parameters
    ----------
    engine
        Executable.
    arguments
        Of the command; ``--json`` is added.
    progress
        Whether to show a bar; by default in a notebook and in a terminal.
    steady
        Whether the command has no option ``--progress``.

    Returns
    -------
    object
        What the JSON holds, None where the command prints none.

    Raises
    ------
    ScenarioError
        The input is at fault.
    EngineError
        Anything else is.
    KeyboardInterrupt
        Ctrl-C, after the engine has ended.
    """
    command = [engine, *arguments, "--json", *(() if steady else ("--progress", "always"))]
    with tempfile.TemporaryFile() as out:
        code, told = _run(command, out, ProgressBar(progress))
        out.seek(0)
        text = out.read().decode("utf-8")
    if code == BAD_INPUT:
        raise ScenarioError(faults_of_text(told))
    if code not in (DONE, SOME_FAILED):
        raise EngineError(code, told.strip())
    return json.loads(text) if text.strip() else None


def _run(command: Sequence[str], out: IO[bytes], bar: ProgressBar) -> tuple[int, str]:
    """Run to the end; give the exit code and what was said on standard error besides progress."""
    # A group of its own: Ctrl-C reaches this process alone, which passes it on once. A second one would end the engine
    # before it has completed its file.
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, process_group=0
    ) as process:
        told: list[str] = []
        try:
            _listen(process, bar, told)
            return process.wait(), "\n".join(told)
        except BaseException:
            _end(process)
            raise
        finally:
            bar.close()


def _listen(process: subprocess.Popen[bytes], bar: ProgressBar, told: list[str]) -> None:
    assert process.stderr is not None
    rest = ""
    while part := process.stderr.read1(1 << 16):  # type: ignore[attr-defined]
        *lines, rest = (rest + part.decode("utf-8", "replace")).replace("\r", "\n").split("\n")
        told += [line for line in lines if line.strip() and not bar.follow(line)]
    if rest.strip() and not bar.follow(rest):
        told.append(rest)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the engine to stop, and make it if it does not."""
    for wish, patience in ((signal.SIGINT, GRACE), (signal.SIGTERM, 5.0)):
        process.send_signal(wish)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        except KeyboardInterrupt:
            break
        else:
            return
    process.kill()
