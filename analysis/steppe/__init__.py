"""Read, compare and show what the steppe engine wrote."""

from steppe import attribution, benefit, condition, figures, hazard, levers, rivals
from steppe.effects import compare, contrasts
from steppe.io import SteppeFileError, failures, labels, measures, parameters, provenance
from steppe.io import open_results as open  # noqa: A004  steppe.open reads like xarray.open_dataset
from steppe.io.headline import read_headline as headline

__all__ = [
    "SteppeFileError",
    "attribution",
    "benefit",
    "compare",
    "condition",
    "contrasts",
    "failures",
    "figures",
    "hazard",
    "headline",
    "labels",
    "levers",
    "measures",
    "open",
    "parameters",
    "provenance",
    "rivals",
]
