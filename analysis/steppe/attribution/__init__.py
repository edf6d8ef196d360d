"""Whose incentive is it: shares of incentives in effects, their interactions, and the value of any coalition.

``steppe attribute`` switches incentives of a scenario on and off and shares an effect out over them by Shapley values
(docs/model.md, section 9.1). This reads its file. A share tells of the model's terms and the scenario's values, not of
causes in the world, and depends on which terms were given a switch.

Intervals are normal and over replicates; where orders of switching on were sampled (``--permutations``) the scatter
over orders is in them too. Shares that are not to be told from the rounding of the sums that made them are 0.
"""

from steppe.attribution.coalitions import coalitions, contributions, value, values
from steppe.attribution.shares import additivity, effects, interactions, shares

__all__ = [
    "additivity",
    "coalitions",
    "contributions",
    "effects",
    "interactions",
    "shares",
    "value",
    "values",
]
