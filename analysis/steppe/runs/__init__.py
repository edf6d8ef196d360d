"""What runs of the engine gave: its numbers as tables, its file as labelled data, and figures of both."""

from steppe.runs.answers import Attribution, Benefit, Condition, Hazard, Hindcast, Levers
from steppe.runs.comparison import Comparison
from steppe.runs.difference import Difference
from steppe.runs.result import Result
from steppe.runs.sweep import Sweep

__all__ = [
    "Attribution",
    "Benefit",
    "Comparison",
    "Condition",
    "Difference",
    "Hazard",
    "Hindcast",
    "Levers",
    "Result",
    "Sweep",
]
