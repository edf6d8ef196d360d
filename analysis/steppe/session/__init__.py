"""Scenarios and studies as objects, from which runs of the engine start."""
