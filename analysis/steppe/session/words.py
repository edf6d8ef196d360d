"""The words of a command line: options and their values, as the engine takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe.engine import Fault, ScenarioError
from steppe.session.values import text_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping


def sets(changes: Mapping[str, str]) -> list[str]:
    """Change values: ``--set KEY=VALUE`` for each."""
    return [word for key, value in changes.items() for word in ("--set", f"{key}={value}")]


def length(replicates: int | None = None, months: int | None = None, seed: int | None = None) -> dict[str, str]:
    """Settings of how long and how often it is run."""
    asked = {"run.replicates": replicates, "run.months": months, "run.seed": seed}
    return {key: text_of(value) for key, value in asked.items() if value is not None}


def word(option: str, value: object) -> list[str]:
    """An option with its value; nothing where there is none."""
    return [] if value is None else [option, text_of(value)]


def listed(option: str, values: Iterable[object] | None) -> list[str]:
    """An option with a list of values."""
    if isinstance(values, str):
        values = [values]
    return [] if values is None else [option, ",".join(map(str, values))]


def repeated(option: str, values: str | Iterable[str]) -> list[str]:
    """An option again for each value."""
    return [word for value in ([values] if isinstance(values, str) else values) for word in (option, value)]


def draw_words(draws: str | os.PathLike[str] | None, per_draw: int | None) -> list[str]:
    """What parameters are drawn from, and how many runs share a draw."""
    drawn = [] if draws is None else ["--draw-priors"] if draws == "priors" else ["--draws", str(draws)]
    return [*drawn, *word("--per-draw", per_draw)]


def until_words(until: Mapping[str, float] | float | None) -> list[str]:
    """How narrow an interval is wanted, and of which outcome."""
    if until is None:
        return []
    if isinstance(until, int | float):
        return ["--until", text_of(until)]
    if len(until) != 1:
        raise ScenarioError([Fault("'until' takes one outcome", "compare")])
    [(outcome, width)] = until.items()
    return ["--until", text_of(width), "--outcome", outcome]
