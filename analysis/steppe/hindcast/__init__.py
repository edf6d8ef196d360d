"""The model against what was observed."""
