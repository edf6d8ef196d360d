"""To whose benefit: who gains what from the accord, over chance, over priors and under rival readings.

``steppe benefit`` runs the arms of the named contrasts with parameters fixed (reading ``base``), with parameters drawn
from their priors (``priors``), and under rival readings of the record (docs/model.md, section 9.3). This reads its
file. A gain is the model"s, in the unit in which the model"s actors weigh; whether more of something is good is the
reader"s to say, and counts of signs over rival readings are no probabilities.
"""

from steppe.benefit.tables import BASE, PRIORS, effects, regret, signs, titles

__all__ = ["BASE", "PRIORS", "effects", "regret", "signs", "titles"]
