"""What is measured, by group: a function each, which runs commands and gives texts by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groups.condition import condition
from groups.cookbook import cookbook
from groups.economy import opening, responses
from groups.effect import effect, gates, patterns
from groups.headline import levers, priors
from groups.mechanisms import audit
from groups.questions import attribution, benefit, hazard, rivals
from groups.studies import discovered, grid, sensitivity

if TYPE_CHECKING:
    from collections.abc import Callable

    from running import Runner

ALL: dict[str, Callable[[Runner], dict[str, str]]] = {
    "effect": effect,
    "levers": levers,
    "priors": priors,
    "patterns": patterns,
    "gates": gates,
    "audit": audit,
    "rivals": rivals,
    "benefit": benefit,
    "hazard": hazard,
    "condition": condition,
    "attribution": attribution,
    "grid": grid,
    "discovery": discovered,
    "sensitivity": sensitivity,
    "cookbook": cookbook,
    "opening": opening,
    "responses": responses,
}
