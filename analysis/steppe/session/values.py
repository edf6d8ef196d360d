"""Values of a scenario as the engine resolved them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Value:
    """A parameter of a scenario, and what it rests on.

    Attributes
    ----------
    key, value, unit
        What it is.
    tag
        Evidence: E estimated, L literature, A article, J judgement, D disputed.
    low, high, prior
        How uncertain it is.
    source, note, doc, section
        Where it is from, what it means, and the section of docs/model.md that has it.
    inert
        Why it may move no outcome; empty where it does.
    origin
        File and line that gave it; ``default`` for the engine's.
    is_switch
        Whether it is on or off.
    """

    key: str
    value: float
    unit: str
    tag: str
    low: float
    high: float
    prior: str
    source: str
    note: str
    doc: str
    section: str
    inert: str
    origin: str
    is_switch: bool


def value_of_json(row: Mapping[str, Any]) -> Value:
    """Read what ``steppe check --origins --json`` tells of a parameter."""
    origin = row["origin"]
    place = f"{origin['file']}:{origin['line']}" if origin["line"] else str(origin["file"])
    kept = {
        name: row[name]
        for name in ("key", "value", "unit", "tag", "prior", "source", "note", "doc", "section", "inert")
    }
    low, high = row["range"]
    return Value(**kept, low=low, high=high, origin=place, is_switch=row["kind"] == "switch")


def text_of(value: object) -> str:
    """Write a value as ``--set`` takes it.

    Parameters
    ----------
    value
        A number, a switch, a text, or a list of these.

    Returns
    -------
    str

    Examples
    --------
    >>> text_of(True), text_of(0.25), text_of((0.1, 2)), text_of("2026-01")
    ('true', '0.25', '[0.1, 2]', '2026-01')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inner(one) for one in value)}]"
    return _inner(value)


def _inner(value: object) -> str:
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, str):
        return f'"{plain}"'
    return repr(plain)
