"""What the engine refuses, and why: every fault with its place, as the engine told it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TOLD = re.compile(
    r"^(?:(?P<file>.*?):(?P<line>\d+):(?P<column>\d+)|(?P<where>.*?)): "
    r"(?P<message>.*?)(?:; did you mean '(?P<suggestion>[^']*)'\?)? \[(?P<code>[A-Z]\d+)\]$"
)


@dataclass(frozen=True)
class Fault:
    """One fault of an input.

    Attributes
    ----------
    message
        What is wrong.
    file, line, column
        Where; line and column are 0 where the whole file, or an option, is meant.
    code
        As explained in docs/scenario.md and docs/studies.md.
    suggestion
        A name that may have been meant, or empty.
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    code: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        """As the engine writes it: ``file:line:column: message; did you mean 'name'? [code]``."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        meant = f"; did you mean '{self.suggestion}'?" if self.suggestion else ""
        return f"{place}{': ' if place else ''}{self.message}{meant}{f' [{self.code}]' if self.code else ''}"


class EngineError(RuntimeError):
    """The engine stopped, and its input is not the reason, or it said why on standard error.

    Attributes
    ----------
    code
        Its exit code.
    """

    def __init__(self, code: int, told: str = "") -> None:
        super().__init__(told or f"the engine stopped with exit code {code}")
        self.code = code


class EngineNotFoundError(EngineError):
    """There is no engine, or none of this version."""

    def __init__(self, message: str) -> None:
        super().__init__(3, message)


class ScenarioError(ValueError):
    """An input that the engine refuses: a scenario, a study, or what was asked of them.

    Attributes
    ----------
    faults
        Every fault, with its place and a suggestion where there is one.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def faults_of_json(rows: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Faults as ``steppe check --json`` tells them."""
    known = Fault.__dataclass_fields__
    return [Fault(**{name: row[name] for name in known if name in row}) for row in rows]


def faults_of_text(text: str) -> list[Fault]:
    """Faults as commands print them; a line that is none stands by itself.

    Parameters
    ----------
    text
        What the engine wrote on standard error.

    Returns
    -------
    list of Fault

    Examples
    --------
    >>> [fault] = faults_of_text("a.toml:3:1: unknown key 'budgt'; did you mean 'budget'? [S102]")
    >>> fault.line, fault.suggestion, fault.code
    (3, 'budget', 'S102')
    >>> str(fault)
    "a.toml:3:1: unknown key 'budgt'; did you mean 'budget'? [S102]"
    """
    return [_fault_of_line(line) for line in text.splitlines() if line.strip()]


def _fault_of_line(line: str) -> Fault:
    found = _TOLD.match(line)
    if found is None:
        return Fault(line.strip())
    told = found.groupdict()
    return Fault(
        told["message"],
        told["file"] or told["where"],
        int(told["line"] or 0),
        int(told["column"] or 0),
        told["code"],
        told["suggestion"] or "",
    )
