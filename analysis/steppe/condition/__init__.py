"""What the accord changed, given what is known.

``steppe condition`` keeps or weighs the endogenous runs that match the evidence, and differences each with its own twin
in which the accord is closed (docs/model.md, section 9.6). This reads its file: effects over all runs and given the
evidence, whether the hedger would have joined anyway, and how necessary and sufficient the accord was for an event.

Intervals of means are normal, those of probabilities by Wilson; both count draws of the parameters, if any are drawn.
"""

from steppe.condition.tables import ALL, GIVEN, conditions, effects, events, joined_anyway, matches

__all__ = ["ALL", "GIVEN", "conditions", "effects", "events", "joined_anyway", "matches"]
