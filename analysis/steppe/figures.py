"""Figures of what happens in the model: pure functions that return a matplotlib figure.

What every figure takes: ``names``, names of ids, from `steppe.labels`; ``width`` in inches, below 6 laid out for a
phone; where it applies, ``hedger``, whose outcomes are drawn (the first hedger when not given, and besides those of
nobody), and ``level``, the probability that intervals are made for.
"""

from steppe.accord.cascade import cascade_map, joining_table
from steppe.accord.hazard_over_time import hazard_over_time
from steppe.accord.joining import joining_order
from steppe.accord.timeline import event_timeline
from steppe.attribution.charts import incentive_tornado, incentive_waterfall
from steppe.attribution.interaction_matrix import incentive_interactions
from steppe.benefit.chart import benefit_intervals
from steppe.calibration.contraction_chart import priors_and_posteriors
from steppe.calibration.rank_chart import truth_ranks
from steppe.condition.chart import effects_given
from steppe.discovery.box_chart import box_pairs
from steppe.effects.fans import difference_fans
from steppe.effects.forest import effect_forest
from steppe.effects.heatmap import benefit_heatmap, heatmap_blocks
from steppe.hazard.charts import hazard_shares, hazard_swings
from steppe.hazard.steps import hazard_steps
from steppe.hindcast.coverage_chart import coverage_by_horizon
from steppe.hindcast.fan import fan_against_observations
from steppe.hindcast.origin_fans import hindcast_fans
from steppe.hindcast.pit_chart import pit_histograms
from steppe.hindcast.skill_chart import skill_by_horizon
from steppe.plot.rows import forest_panels
from steppe.plot.style import dark
from steppe.position.alignment import alignment_shares
from steppe.position.links import channel_dependence
from steppe.position.simplex import hedging_simplex
from steppe.rivals.forest import rival_forest
from steppe.sensitivity.charts import morris_plane, sensitivity_indices

__all__ = [
    "alignment_shares",
    "benefit_heatmap",
    "benefit_intervals",
    "box_pairs",
    "cascade_map",
    "channel_dependence",
    "coverage_by_horizon",
    "dark",
    "difference_fans",
    "effect_forest",
    "effects_given",
    "event_timeline",
    "fan_against_observations",
    "forest_panels",
    "hazard_over_time",
    "hazard_shares",
    "hazard_steps",
    "hazard_swings",
    "heatmap_blocks",
    "hedging_simplex",
    "hindcast_fans",
    "incentive_interactions",
    "incentive_tornado",
    "incentive_waterfall",
    "joining_order",
    "joining_table",
    "morris_plane",
    "pit_histograms",
    "priors_and_posteriors",
    "rival_forest",
    "sensitivity_indices",
    "skill_by_horizon",
    "truth_ranks",
]
