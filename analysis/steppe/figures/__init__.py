"""Figures of what happens in the model: pure functions that return a matplotlib figure."""

from steppe.figures.accession import hazard
from steppe.figures.cascade import cascade_map, joining_table
from steppe.figures.fans import alignment_shares, difference_fans
from steppe.figures.forest import effect_forest, forest_panels
from steppe.figures.heatmap import benefit_heatmap, heatmap_blocks
from steppe.figures.links import channel_dependence
from steppe.figures.simplex import hedging_simplex
from steppe.figures.timeline import event_timeline

__all__ = [
    "alignment_shares",
    "benefit_heatmap",
    "cascade_map",
    "channel_dependence",
    "difference_fans",
    "effect_forest",
    "event_timeline",
    "forest_panels",
    "hazard",
    "heatmap_blocks",
    "hedging_simplex",
    "joining_table",
]
