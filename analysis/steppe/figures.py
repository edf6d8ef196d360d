"""Figures of what happens in the model: pure functions that return a matplotlib figure.

What every figure takes: ``names``, names of ids, from `steppe.labels`; ``width`` in inches, below 6 laid out for a
phone; where it applies, ``hedger``, whose outcomes are drawn (the first hedger when not given, and besides those of
nobody), and ``level``, the probability that intervals are made for.

A figure is imported when it is first used. Fonts, sizes and TeX are those of ``matplotlib.rcParams`` where the user has
set them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steppe.accord.cascade import cascade_map, joining_table
    from steppe.accord.hazard_over_time import hazard_over_time
    from steppe.accord.joining import joining_order
    from steppe.accord.timeline import event_timeline
    from steppe.attribution.charts import (
        incentive_tornado,
        incentive_waterfall,
    )
    from steppe.attribution.interaction_matrix import incentive_interactions
    from steppe.benefit.chart import benefit_intervals
    from steppe.brief.chart import headline_effects
    from steppe.brief.turns import headline_turns
    from steppe.calibration.contraction_chart import priors_and_posteriors
    from steppe.calibration.rank_chart import truth_ranks
    from steppe.condition.chart import effects_given
    from steppe.discovery.box_chart import box_pairs
    from steppe.effects.fans import difference_fans
    from steppe.effects.forest import effect_forest
    from steppe.effects.heatmap import benefit_heatmap, heatmap_blocks
    from steppe.effects.plane import effect_plane
    from steppe.hazard.charts import hazard_shares, hazard_swings
    from steppe.hazard.record_chart import hazard_record
    from steppe.hazard.steps import hazard_steps
    from steppe.hindcast.coverage_chart import coverage_by_horizon
    from steppe.hindcast.fan import fan_against_observations
    from steppe.hindcast.origin_fans import hindcast_fans
    from steppe.hindcast.pit_chart import pit_histograms
    from steppe.hindcast.skill_chart import skill_by_horizon
    from steppe.levers.charts import break_even_map, breakdown_frontier, information_values, lever_tornado
    from steppe.plot.journals import JOURNALS, width_of, width_option
    from steppe.plot.rows import forest_panels
    from steppe.plot.style import dark
    from steppe.position.alignment import alignment_shares
    from steppe.position.links import channel_dependence
    from steppe.position.simplex import hedging_simplex
    from steppe.rivals.forest import rival_forest
    from steppe.sensitivity.charts import morris_plane, sensitivity_indices

_PLACES = (
    "steppe.plot.journals:JOURNALS",
    "steppe.position.alignment:alignment_shares",
    "steppe.effects.heatmap:benefit_heatmap",
    "steppe.benefit.chart:benefit_intervals",
    "steppe.discovery.box_chart:box_pairs",
    "steppe.levers.charts:break_even_map",
    "steppe.levers.charts:breakdown_frontier",
    "steppe.accord.cascade:cascade_map",
    "steppe.position.links:channel_dependence",
    "steppe.hindcast.coverage_chart:coverage_by_horizon",
    "steppe.plot.style:dark",
    "steppe.effects.fans:difference_fans",
    "steppe.effects.forest:effect_forest",
    "steppe.effects.plane:effect_plane",
    "steppe.condition.chart:effects_given",
    "steppe.accord.timeline:event_timeline",
    "steppe.hindcast.fan:fan_against_observations",
    "steppe.plot.rows:forest_panels",
    "steppe.accord.hazard_over_time:hazard_over_time",
    "steppe.hazard.record_chart:hazard_record",
    "steppe.hazard.charts:hazard_shares",
    "steppe.hazard.steps:hazard_steps",
    "steppe.hazard.charts:hazard_swings",
    "steppe.brief.chart:headline_effects",
    "steppe.brief.turns:headline_turns",
    "steppe.effects.heatmap:heatmap_blocks",
    "steppe.position.simplex:hedging_simplex",
    "steppe.hindcast.origin_fans:hindcast_fans",
    "steppe.attribution.interaction_matrix:incentive_interactions",
    "steppe.attribution.charts:incentive_tornado",
    "steppe.attribution.charts:incentive_waterfall",
    "steppe.levers.charts:information_values",
    "steppe.accord.joining:joining_order",
    "steppe.accord.cascade:joining_table",
    "steppe.levers.charts:lever_tornado",
    "steppe.sensitivity.charts:morris_plane",
    "steppe.hindcast.pit_chart:pit_histograms",
    "steppe.calibration.contraction_chart:priors_and_posteriors",
    "steppe.rivals.forest:rival_forest",
    "steppe.sensitivity.charts:sensitivity_indices",
    "steppe.hindcast.skill_chart:skill_by_horizon",
    "steppe.calibration.rank_chart:truth_ranks",
    "steppe.plot.journals:width_of",
    "steppe.plot.journals:width_option",
)
_MODULES = {place.partition(":")[2]: place.partition(":")[0] for place in _PLACES}

__all__ = [
    "JOURNALS",
    "alignment_shares",
    "benefit_heatmap",
    "benefit_intervals",
    "box_pairs",
    "break_even_map",
    "breakdown_frontier",
    "cascade_map",
    "channel_dependence",
    "coverage_by_horizon",
    "dark",
    "difference_fans",
    "effect_forest",
    "effect_plane",
    "effects_given",
    "event_timeline",
    "fan_against_observations",
    "forest_panels",
    "hazard_over_time",
    "hazard_record",
    "hazard_shares",
    "hazard_steps",
    "hazard_swings",
    "headline_effects",
    "headline_turns",
    "heatmap_blocks",
    "hedging_simplex",
    "hindcast_fans",
    "incentive_interactions",
    "incentive_tornado",
    "incentive_waterfall",
    "information_values",
    "joining_order",
    "joining_table",
    "lever_tornado",
    "morris_plane",
    "pit_histograms",
    "priors_and_posteriors",
    "rival_forest",
    "sensitivity_indices",
    "skill_by_horizon",
    "truth_ranks",
    "width_of",
    "width_option",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
