"""Tell where in a sweep an outcome comes about, and which arm does well wherever the parameters lie.

Scenario discovery looks for the parameters that go with the cases of interest: PRIM for a box that holds many of them
and little else (Friedman & Fisher 1999; Bryant & Lempert 2010), CART for a tree of splits (Breiman et al. 1984). Both
are EMA Workbench's (Kwakkel 2017). The measures of robustness bear the names they have with McPhail et al. (2018) and
Herman et al. (2015); a policy there is an arm here, a scenario there is a point of the sweep.

All of it describes the points that were run, in the model. A share of points is no probability unless the design draws
the parameters from a distribution that one believes, and a box or split says what goes together, not what would happen
in the world.

References
----------
Friedman, J. H. & Fisher, N. I. (1999). Bump hunting in high-dimensional data. Statistics and Computing 9, 123-143.
https://doi.org/10.1023/A:1008894516817

Bryant, B. P. & Lempert, R. J. (2010). Thinking inside the box: A participatory, computer-assisted approach to scenario
discovery. Technological Forecasting and Social Change 77, 34-49. https://doi.org/10.1016/j.techfore.2009.08.002

Breiman, L., Friedman, J. H., Olshen, R. A. & Stone, C. J. (1984). Classification and regression trees. Wadsworth.

Kwakkel, J. H. (2017). The Exploratory Modeling Workbench: An open source toolkit for exploratory modeling, scenario
discovery, and (multi-objective) robust decision making. Environmental Modelling & Software 96, 239-250.
https://doi.org/10.1016/j.envsoft.2017.06.054

McPhail, C. et al. (2018). Robustness metrics: How are they calculated, when should they be used and why do they give
different results? Earth's Future 6, 169-191. https://doi.org/10.1002/2017EF000649

Herman, J. D., Reed, P. M., Zeff, H. B. & Characklis, G. W. (2015). How should robustness be defined for water systems
planning under change? Journal of Water Resources Planning and Management 141, 04015012.
https://doi.org/10.1061/(ASCE)WR.1943-5452.0000509

Kwakkel, J. H., Haasnoot, M. & Walker, W. E. (2016). Comparing robust decision-making and dynamic adaptive policy
pathways for model-based decision support under deep uncertainty. Journal of Water Resources Planning and Management
142, 04015168. https://doi.org/10.1061/(ASCE)WR.1943-5452.0000626
"""

from steppe.discovery.cart import tree
from steppe.discovery.export import to_ema, to_salib
from steppe.discovery.prim import Box, boxes
from steppe.discovery.robustness import (
    hurwicz,
    laplace,
    maximax,
    maximin,
    maximum_regret,
    mean_variance,
    percentile_regret_90,
    regret,
    satisficing,
    signal_to_noise,
)
from steppe.discovery.tables import effects, experiments, performance

__all__ = [
    "Box",
    "boxes",
    "effects",
    "experiments",
    "hurwicz",
    "laplace",
    "maximax",
    "maximin",
    "maximum_regret",
    "mean_variance",
    "percentile_regret_90",
    "performance",
    "regret",
    "satisficing",
    "signal_to_noise",
    "to_ema",
    "to_salib",
    "tree",
]
