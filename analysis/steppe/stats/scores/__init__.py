"""Score probabilistic forecasts: how far an ensemble or a distribution lay from what was observed.

Every score here is proper and negatively oriented: its expectation is least for the distribution that the observation
is drawn from, and 0 is perfect. Scores come one per case; average them over cases, then compare two forecasts of the
same cases by `skill_score`, or by `panel_skill` over several states.

An ensemble of m runs may be scored as what it is, the distribution that gives each run 1/m (plain), or as a sample of
the distribution that it was drawn from (fair). The plain score punishes small ensembles; compare ensembles of
different sizes by the fair one.
"""

from steppe.stats.scores.calibration import PitBins, central_interval, interval_coverage, pit, pit_bins
from steppe.stats.scores.ensembles import crps_ensemble, crps_normal, energy_score
from steppe.stats.scores.skill import PlaceboRank, Skill, cosine_terms, panel_skill, placebo_rank, skill_score

__all__ = [
    "PitBins",
    "PlaceboRank",
    "Skill",
    "central_interval",
    "cosine_terms",
    "crps_ensemble",
    "crps_normal",
    "energy_score",
    "interval_coverage",
    "panel_skill",
    "pit",
    "pit_bins",
    "placebo_rank",
    "skill_score",
]
