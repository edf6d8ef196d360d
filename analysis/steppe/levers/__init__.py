"""What would one have to believe: which parameters move an effect, turn its sign, and should be measured first.

``steppe levers`` asks about the effect of the accord on one outcome (docs/model.md, section 9.8). This reads its file.
Ends of ranges, turns and the break-even map are at the scenario's values of all other parameters, over pairs that meet
the same shocks; beliefs are over draws of all parameters from their priors.
"""

from steppe.levers.tables import beliefs, break_even, ends, turns

__all__ = ["beliefs", "break_even", "ends", "turns"]
