"""Figures of what happens in the model: pure functions that return a matplotlib figure."""

from steppe.figures.fans import alignment_shares, difference_fans
from steppe.figures.forest import effect_forest, forest_panels

__all__ = ["alignment_shares", "difference_fans", "effect_forest", "forest_panels"]
