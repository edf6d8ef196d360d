"""Figures of what happens in the model: pure functions that return a matplotlib figure.

What every figure takes: ``names``, names of ids, from `steppe.labels`; ``width`` in inches, below 6 laid out for a
phone; where it applies, ``hedger``, whose outcomes are drawn (the first hedger when not given, and besides those of
nobody), and ``level``, the probability that intervals are made for.

A figure is imported when it is first used. Fonts, sizes and TeX are those of ``matplotlib.rcParams`` where the user has set them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steppe.accord.cascade import cascade_map as cascade_map, joining_table as joining_table
    from steppe.accord.hazard_over_time import hazard_over_time as hazard_over_time
    from steppe.accord.joining import joining_order as joining_order
    from steppe.accord.timeline import event_timeline as event_timeline
    from steppe.attribution.charts import incentive_tornado as incentive_tornado, incentive_waterfall as incentive_waterfall
    from steppe.attribution.interaction_matrix import incentive_interactions as incentive_interactions
    from steppe.benefit.chart import benefit_intervals as benefit_intervals
    from steppe.condition.chart import effects_given as effects_given
    from steppe.discovery.box_chart import box_pairs as box_pairs
    from steppe.effects.fans import difference_fans as difference_fans
    from steppe.effects.forest import effect_forest as effect_forest
    from steppe.effects.heatmap import benefit_heatmap as benefit_heatmap, heatmap_blocks as heatmap_blocks
    from steppe.effects.plane import effect_plane as effect_plane
    from steppe.hazard.charts import hazard_shares as hazard_shares, hazard_swings as hazard_swings
    from steppe.hazard.steps import hazard_steps as hazard_steps
    from steppe.hindcast.coverage_chart import coverage_by_horizon as coverage_by_horizon
    from steppe.hindcast.fan import fan_against_observations as fan_against_observations
    from steppe.hindcast.origin_fans import hindcast_fans as hindcast_fans
    from steppe.hindcast.pit_chart import pit_histograms as pit_histograms
    from steppe.hindcast.skill_chart import skill_by_horizon as skill_by_horizon
    from steppe.plot.journals import JOURNALS as JOURNALS, width_of as width_of, width_option as width_option
    from steppe.plot.rows import forest_panels as forest_panels
    from steppe.plot.style import dark as dark
    from steppe.position.alignment import alignment_shares as alignment_shares
    from steppe.position.links import channel_dependence as channel_dependence
    from steppe.position.simplex import hedging_simplex as hedging_simplex
    from steppe.rivals.forest import rival_forest as rival_forest
    from steppe.sensitivity.charts import morris_plane as morris_plane, sensitivity_indices as sensitivity_indices

_PLACES = {
    "JOURNALS": "steppe.plot.journals",
    "alignment_shares": "steppe.position.alignment",
    "benefit_heatmap": "steppe.effects.heatmap",
    "benefit_intervals": "steppe.benefit.chart",
    "box_pairs": "steppe.discovery.box_chart",
    "cascade_map": "steppe.accord.cascade",
    "channel_dependence": "steppe.position.links",
    "coverage_by_horizon": "steppe.hindcast.coverage_chart",
    "dark": "steppe.plot.style",
    "difference_fans": "steppe.effects.fans",
    "effect_forest": "steppe.effects.forest",
    "effect_plane": "steppe.effects.plane",
    "effects_given": "steppe.condition.chart",
    "event_timeline": "steppe.accord.timeline",
    "fan_against_observations": "steppe.hindcast.fan",
    "forest_panels": "steppe.plot.rows",
    "hazard_over_time": "steppe.accord.hazard_over_time",
    "hazard_shares": "steppe.hazard.charts",
    "hazard_steps": "steppe.hazard.steps",
    "hazard_swings": "steppe.hazard.charts",
    "heatmap_blocks": "steppe.effects.heatmap",
    "hedging_simplex": "steppe.position.simplex",
    "hindcast_fans": "steppe.hindcast.origin_fans",
    "incentive_interactions": "steppe.attribution.interaction_matrix",
    "incentive_tornado": "steppe.attribution.charts",
    "incentive_waterfall": "steppe.attribution.charts",
    "joining_order": "steppe.accord.joining",
    "joining_table": "steppe.accord.cascade",
    "morris_plane": "steppe.sensitivity.charts",
    "pit_histograms": "steppe.hindcast.pit_chart",
    "rival_forest": "steppe.rivals.forest",
    "sensitivity_indices": "steppe.sensitivity.charts",
    "skill_by_horizon": "steppe.hindcast.skill_chart",
    "width_of": "steppe.plot.journals",
    "width_option": "steppe.plot.journals",
}

__all__ = [
    "JOURNALS",
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
    "effect_plane",
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
    "rival_forest",
    "sensitivity_indices",
    "skill_by_horizon",
    "width_of",
    "width_option",
]


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_PLACES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
