"""Read, compare and show what the steppe engine wrote."""

from steppe import attribution, benefit, compare, contrasts, figures, readings, timing
from steppe.results import (
    SteppeFileError,
    failures,
    labels,
    measures,
    parameters,
    provenance,
)
from steppe.results import open_results as open  # noqa: A004  steppe.open reads like xarray.open_dataset

__all__ = [
    "SteppeFileError",
    "attribution",
    "benefit",
    "compare",
    "contrasts",
    "failures",
    "figures",
    "labels",
    "measures",
    "open",
    "parameters",
    "provenance",
    "readings",
    "timing",
]
