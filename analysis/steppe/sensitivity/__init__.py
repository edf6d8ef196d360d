"""How far the effect of the accords depends on which parameters: designs, runs by the engine, indices.

`sensitivity` takes any function that gives paired differences at points, `of_sweep` the results of a sweep that was
already run; the command ``steppe-sensitivity`` runs the engine in between (`steppe.sensitivity.engine`).
"""

from steppe.sensitivity.analysis import Sensitivity, analyse, sensitivity
from steppe.sensitivity.command import main
from steppe.sensitivity.delta import delta_indices
from steppe.sensitivity.plan import METHODS, Plan, make_plan
from steppe.sensitivity.priors import Parameter, read_parameters
from steppe.sensitivity.swept import contrast_arms, of_sweep, paired_outcomes
from steppe.sensitivity.variance import variance_split

__all__ = [
    "METHODS",
    "Parameter",
    "Plan",
    "Sensitivity",
    "analyse",
    "contrast_arms",
    "delta_indices",
    "main",
    "make_plan",
    "of_sweep",
    "paired_outcomes",
    "read_parameters",
    "sensitivity",
    "variance_split",
]
