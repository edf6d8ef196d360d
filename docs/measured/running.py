"""Runs the engine and the Python commands, and words what they print."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from pages import ROOT
from steppe.format import estimate, number


@dataclass
class Runner:
    """Runs commands from the root of the project and keeps them, as a reader would type them."""

    engine: Path
    folder: Path
    commands: list[str] = field(default_factory=list)
    #: What commands that write no file printed, for groups that ask for the same.
    printed: ClassVar[dict[str, str]] = {}

    def steppe(self, command: str) -> str:
        """Run ``steppe COMMAND``; ``{out}`` is the folder for results."""
        shown = self._show(f"steppe {command}")
        if "{out}" in command or shown not in self.printed:
            text = self._finish([str(self.engine), *self._words(command)], ROOT)
            if "{out}" in command:
                return text
            self.printed[shown] = text
        return self.printed[shown]

    def steppe_json(self, command: str) -> Any:  # noqa: ANN401
        """Run it for its JSON."""
        return json.loads(self.steppe(f"{command} --json --quiet"))

    def python(self, command: str) -> str:
        """Run ``python COMMAND`` or a console script of the package, with the engine on the path."""
        name, *rest = self._words(command)
        script = Path(sys.executable).parent / name
        self._show(command if script.is_file() else f"python {command}")
        return self._finish([*([str(script)] if script.is_file() else [sys.executable, name]), *rest], ROOT)

    def code(self, code: str, shown: str) -> str:
        """Run lines of Python that a page shows, where ``out/`` is the folder for results."""
        link = self.folder / "out"
        if not link.exists():
            link.symlink_to(self.folder)
        self._show(shown)
        return self._finish([sys.executable, "-c", code], self.folder)

    def _show(self, command: str) -> str:
        shown = command.replace("{out}", "out").replace("{engine}", "steppe")
        self.commands.append(shown)
        print(f"  {shown}", file=sys.stderr, flush=True)
        return shown

    def _words(self, command: str) -> list[str]:
        return shlex.split(command.replace("{out}", str(self.folder)).replace("{engine}", str(self.engine)))

    def _finish(self, words: list[str], where: Path) -> str:
        path = f"{self.engine.parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            words, cwd=where, capture_output=True, text=True, check=False, env=os.environ | {"PATH": path}
        )
        if done.returncode != 0:
            raise RuntimeError(f"{shlex.join(words)}\n{done.stderr}")
        return done.stdout.replace(str(self.folder), "out")


def with_interval(mean: float, low: float, high: float, *, signed: bool = False) -> str:
    """Word a mean with its interval, as the package does: ``0.26 [0.25, 0.27]``."""
    middle, bottom, top = estimate(mean, low, high, signed=signed)
    return f"{middle} [{bottom}, {top}]"


def span(low: float, high: float) -> str:
    """Word a range."""
    return f"{number(low)} to {number(high)}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Word a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
