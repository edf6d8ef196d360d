"""Figures of what happens in the model: pure functions that return a matplotlib figure."""

from steppe.figures.accession import hazard
from steppe.figures.boxes import box_pairs
from steppe.figures.cascade import cascade_map, joining_table
from steppe.figures.drivers import hazard_drivers, hazard_swings
from steppe.figures.fans import alignment_shares, difference_fans
from steppe.figures.forest import effect_forest, forest_panels
from steppe.figures.gains import benefit_intervals
from steppe.figures.heatmap import benefit_heatmap, heatmap_blocks
from steppe.figures.hindcast import fan_against_observations
from steppe.figures.incentives import incentive_tornado, incentive_waterfall
from steppe.figures.interactions import incentive_interactions
from steppe.figures.joining import joining_order
from steppe.figures.links import channel_dependence
from steppe.figures.opening import why_now
from steppe.figures.rivals import rival_forest
from steppe.figures.sensitivity import morris_plane, sensitivity_indices
from steppe.figures.simplex import hedging_simplex
from steppe.figures.style import dark
from steppe.figures.timeline import event_timeline

__all__ = [
    "alignment_shares",
    "benefit_heatmap",
    "benefit_intervals",
    "box_pairs",
    "cascade_map",
    "channel_dependence",
    "dark",
    "difference_fans",
    "effect_forest",
    "event_timeline",
    "fan_against_observations",
    "forest_panels",
    "hazard",
    "hazard_drivers",
    "hazard_swings",
    "heatmap_blocks",
    "hedging_simplex",
    "incentive_interactions",
    "incentive_tornado",
    "incentive_waterfall",
    "joining_order",
    "joining_table",
    "morris_plane",
    "rival_forest",
    "sensitivity_indices",
    "why_now",
]
