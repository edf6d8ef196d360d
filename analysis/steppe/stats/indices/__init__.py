"""Tell which parameters an outcome depends on: designs of runs, and the indices computed from what the runs gave.

Sobol indices split the variance of an output over parameters that are uniform within their bounds: S1 is the share that
fixing a parameter would remove on average, ST the share that would remain were all others fixed. Morris' elementary
effects screen many parameters with few runs. The designs and estimators are SALib's.

References
----------
Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Design and estimator for the total
sensitivity index. Computer Physics Communications 181, 259-270. https://doi.org/10.1016/j.cpc.2009.09.018

Morris, M. D. (1991). Factorial sampling plans for preliminary computational experiments. Technometrics 33, 161-174.
https://doi.org/10.1080/00401706.1991.10484804

Campolongo, F., Cariboni, J. & Saltelli, A. (2007). An effective screening design for sensitivity analysis of large
models. Environmental Modelling & Software 22, 1509-1518. https://doi.org/10.1016/j.envsoft.2006.10.004

Iwanaga, T., Usher, W. & Herman, J. (2022). Toward SALib 2.0. Socio-Environmental Systems Modelling 4, 18155.
https://doi.org/10.18174/sesmo.18155
"""

from steppe.stats.indices.checks import Bounds
from steppe.stats.indices.morris import MorrisDesign, morris_design, morris_indices
from steppe.stats.indices.sobol import SobolDesign, sobol_design, sobol_indices, sobol_interactions

__all__ = [
    "Bounds",
    "MorrisDesign",
    "SobolDesign",
    "morris_design",
    "morris_indices",
    "sobol_design",
    "sobol_indices",
    "sobol_interactions",
]
