"""Run, read, compare and show what the steppe engine computes: a hedging state with and without an accord.

``steppe.Scenario`` runs a scenario; ``steppe.open`` reads the file of a run. Everything is imported when it is first
used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from steppe.version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from steppe import (
        attribution,
        benefit,
        condition,
        discovery,
        figures,
        hazard,
        hindcast,
        rivals,
        sensitivity,
    )
    from steppe.effects import compare, contrasts
    from steppe.engine.faults import EngineError, EngineNotFoundError, ScenarioError
    from steppe.io.headline import read_headline as headline
    from steppe.io.results import failures, labels, parameters, provenance
    from steppe.io.results import open_results as open  # noqa: A004  steppe.open reads like xarray.open_dataset
    from steppe.io.trusted import SteppeFileError
    from steppe.io.unfinished import measures
    from steppe.runs.answers import Attribution, Benefit, Condition, Hazard, Hindcast, Levers
    from steppe.runs.comparison import Comparison
    from steppe.runs.difference import Difference
    from steppe.runs.sweep import Sweep
    from steppe.session.scenario import Scenario
    from steppe.session.shipped import scenarios
    from steppe.session.study import Study

_PLACES = {
    "Attribution": "steppe.runs.answers:Attribution",
    "Benefit": "steppe.runs.answers:Benefit",
    "Comparison": "steppe.runs.comparison:Comparison",
    "Condition": "steppe.runs.answers:Condition",
    "Difference": "steppe.runs.difference:Difference",
    "EngineError": "steppe.engine.faults:EngineError",
    "EngineNotFoundError": "steppe.engine.faults:EngineNotFoundError",
    "Hazard": "steppe.runs.answers:Hazard",
    "Hindcast": "steppe.runs.answers:Hindcast",
    "Levers": "steppe.runs.answers:Levers",
    "Scenario": "steppe.session.scenario:Scenario",
    "ScenarioError": "steppe.engine.faults:ScenarioError",
    "SteppeFileError": "steppe.io.trusted:SteppeFileError",
    "Study": "steppe.session.study:Study",
    "Sweep": "steppe.runs.sweep:Sweep",
    "attribution": "steppe.attribution",
    "benefit": "steppe.benefit",
    "compare": "steppe.effects.compare",
    "condition": "steppe.condition",
    "contrasts": "steppe.effects.contrasts",
    "discovery": "steppe.discovery",
    "failures": "steppe.io.results:failures",
    "figures": "steppe.figures",
    "hazard": "steppe.hazard",
    "headline": "steppe.io.headline:read_headline",
    "hindcast": "steppe.hindcast",
    "labels": "steppe.io.results:labels",
    "measures": "steppe.io.unfinished:measures",
    "open": "steppe.io.results:open_results",
    "parameters": "steppe.io.results:parameters",
    "provenance": "steppe.io.results:provenance",
    "rivals": "steppe.rivals",
    "scenarios": "steppe.session.shipped:scenarios",
    "sensitivity": "steppe.sensitivity",
}

__all__ = [
    "Attribution",
    "Benefit",
    "Comparison",
    "Condition",
    "Difference",
    "EngineError",
    "EngineNotFoundError",
    "Hazard",
    "Hindcast",
    "Levers",
    "Scenario",
    "ScenarioError",
    "SteppeFileError",
    "Study",
    "Sweep",
    "__version__",
    "attribution",
    "benefit",
    "compare",
    "condition",
    "contrasts",
    "discovery",
    "failures",
    "figures",
    "hazard",
    "headline",
    "hindcast",
    "labels",
    "measures",
    "open",
    "parameters",
    "provenance",
    "rivals",
    "scenarios",
    "sensitivity",
]


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _PLACES[name].partition(":")
    found = import_module(module)
    value = getattr(found, attribute) if attribute else found
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
