"""Named shocks: lasting changes of what a reading of the world opens at and returns to."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from steppe.engine import ask
from steppe.engine.faults import Fault, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Shock:
    """A reading of the world that may be shocked, as the engine declares it.

    Attributes
    ----------
    name
        ``oil``, ``conflict``, ...
    keys
        Parameters that a shock moves: the opening value, and what the process returns to.
    relative
        Whether a shock of .1 is one of 10 %; otherwise it is added.
    doc
        What the reading is.
    """

    name: str
    keys: tuple[str, ...]
    relative: bool
    doc: str


@cache
def shocks(engine: str) -> dict[str, Shock]:
    """Ask the engine which shocks have a name.

    Parameters
    ----------
    engine
        Executable.

    Returns
    -------
    dict
        By name.
    """
    found = {}
    for one in ask(engine, "describe", "parameters")["readings"]:
        keys = tuple(dict.fromkeys(key for key in (one["opening"], one["reverts_to"]) if key))
        if keys:
            found[one["name"]] = Shock(one["name"], keys, one["kind"] == "level", one["doc"])
    return found


def shocked(name: str, size: float, known: Mapping[str, Shock], values: Mapping[str, Any]) -> dict[str, float]:
    """Give the values of the parameters that a shock moves.

    Parameters
    ----------
    name
        Of the shock.
    size
        -0.4: 40 % less of a level; .4 less of an index or a share.
    known
        As of `shocks`.
    values
        What the parameters are now, by key.

    Returns
    -------
    dict
        By key.

    Raises
    ------
    ScenarioError
        No shock has that name.

    Examples
    --------
    >>> oil = Shock("oil", ("oil.start", "oil.mean"), True, "Oil price.")
    >>> shocked("oil", -0.5, {"oil": oil}, {"oil.start": 64.0, "oil.mean": 62.0})
    {'oil.start': 32.0, 'oil.mean': 31.0}
    """
    if name not in known:
        close = get_close_matches(name, known, 1)
        there = "" if close else f"; there are {', '.join(known)}"
        raise ScenarioError([Fault(f"no shock '{name}'{there}", "what_if", suggestion=close[0] if close else "")])
    shock = known[name]
    return {key: values[key] * (1 + size) if shock.relative else values[key] + size for key in shock.keys}
