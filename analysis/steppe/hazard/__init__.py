"""Why now: when a hedger accedes, and what the hazard of it depends on.

``steppe hazard`` asks about the months of the arm ``endogenous`` one by one: with other incentives, under other
conditions, and with one parameter at an end of its range (docs/model.md, section 9.2). This reads its file. The hazard
is the probability of acceding in a month of a replicate that has not joined before. Who is left is selected by what
moves the hazard, so later months are about other replicates than the first.

Intervals are over replicates at fixed parameters: normal for means, and cut off at 0 and 1 where these are of
probabilities; Wilson"s for shares of replicates. Shapley shares that are not to be told from the rounding of the sums
that made them are 0.
"""

from steppe.hazard.tables import HAZARDS, conditions, incentives, months, swings, world

__all__ = ["HAZARDS", "conditions", "incentives", "months", "swings", "world"]
