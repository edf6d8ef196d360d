"""Runs the engine and the Python commands, and words what they print."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages import ROOT

#: Two-sided 90 % of a normal.
Z90 = 1.6448536269514722


@dataclass
class Runner:
    """Runs commands from the root of the project and keeps them, as a reader would type them."""

    engine: Path
    folder: Path
    commands: list[str] = field(default_factory=list)

    def steppe(self, command: str) -> str:
        """Run ``steppe COMMAND``; ``{out}`` is the folder for results."""
        return self._run([str(self.engine), *self._words(command)], f"steppe {command}")

    def steppe_json(self, command: str) -> Any:  # noqa: ANN401
        """Run it for its JSON."""
        return json.loads(self.steppe(f"{command} --json --quiet"))

    def python(self, command: str) -> str:
        """Run ``python COMMAND`` or a console script of the package, with the engine on the path."""
        name, *rest = self._words(command)
        script = Path(sys.executable).parent / name
        start = [str(script)] if script.is_file() else [sys.executable, name]
        return self._run([*start, *rest], command if script.is_file() else f"python {command}")

    def code(self, code: str) -> str:
        """Run lines of Python that a page shows, where ``out/`` is the folder for results."""
        link = self.folder / "out"
        if not link.exists():
            link.symlink_to(self.folder)
        return self._finish([sys.executable, "-c", code], self.folder)

    def _words(self, command: str) -> list[str]:
        return shlex.split(command.replace("{out}", str(self.folder)).replace("{engine}", str(self.engine)))

    def _run(self, words: list[str], shown: str) -> str:
        self.commands.append(shown.replace("{out}", "out").replace("{engine}", "steppe"))
        print(f"  {self.commands[-1]}", file=sys.stderr, flush=True)
        return self._finish(words, ROOT)

    def _finish(self, words: list[str], where: Path) -> str:
        path = f"{self.engine.parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            words, cwd=where, capture_output=True, text=True, check=False, env=os.environ | {"PATH": path}
        )
        if done.returncode != 0:
            raise RuntimeError(f"{shlex.join(words)}\n{done.stderr}")
        return done.stdout


def number(value: float, digits: int = 2, *, sign: bool = False) -> str:
    """Word a number with a true minus sign; with ``sign`` a plus where it is positive."""
    text = f"{value:+.{digits}f}" if sign else f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("+-")
    return text.replace("-", "−")


def interval(low: float, high: float, digits: int = 2) -> str:
    """Word an interval."""
    return f"[{number(low, digits)}, {number(high, digits)}]"


def percent(share: float) -> str:
    """Word a share."""
    return f"{100 * share:.0f} %"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Word a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
