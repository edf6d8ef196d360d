"""Reading what the engine wrote: results, what a file declares of its measures, and outcomes that it recorded."""

from steppe.io.results import (
    SteppeFileError,
    failures,
    labels,
    open_results,
    parameter_values,
    parameters,
    provenance,
)
from steppe.io.unfinished import measures

__all__ = [
    "SteppeFileError",
    "failures",
    "labels",
    "measures",
    "open_results",
    "parameter_values",
    "parameters",
    "provenance",
]
