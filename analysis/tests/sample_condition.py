"""Writes a small file as ``steppe condition`` does, of made-up effects over all runs and given the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from declared import SCHEMA_VERSION, beside_outcomes
from file_writer import Writer
from sample_benefit import OUTCOMES, STATISTICS, Z90

if TYPE_CHECKING:
    from pathlib import Path

POPULATIONS = ("all", "given")
CONDITIONS = ("joined[KAZ] @ 2025-11", "oil_price @ 2 = 60 +- 5")
EVENT_STATISTICS = ("open", "closed", "necessity", "sufficiency", "both", "prevented")
EVENT = "welfare[KAZ] @ 24 > 0"
FACTORS = {"all": 0.3, "given": 1.0}
ERRORS = {"all": 0.4, "given": 0.1}
"""Standard errors of the means, in parts of the effects given: over all runs the sign is open."""
PAIRS, MATCHING, EFFECTIVE, MONTHS = 200, 30, 24.5, 24


def statistics(population: str, effect: float) -> list[float]:
    """Statistics of one effect, in the order of a summary."""
    mean, error = FACTORS[population] * effect, ERRORS[population] * abs(effect)
    return [
        PAIRS if population == "all" else MATCHING, 1.0 + mean, 1.0, mean, 5 * error, error, mean - Z90 * error,
        mean + Z90 * error, mean - 8 * error, mean + 8 * error, 0.0, 0.9, 0.1, 0.05, 0.2, 10.0, np.nan,
    ]  # fmt: skip


def estimate(value: float) -> list[float]:
    """Value, standard error, ends and effective size of a made-up probability."""
    return [value, 0.02, value - 0.03, value + 0.03, EFFECTIVE]


def write_condition(path: Path) -> Path:
    """Write the file and return its path."""
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({"filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": "condition"})
        file.attrs["title"] = "Made up"
        writer = Writer(file)
        ids = {
            "population": POPULATIONS, "outcome": OUTCOMES, "condition": CONDITIONS, "outcome_statistic": STATISTICS,
            "estimate": ("value", "standard_error", "low", "high", "effective"), "event": (EVENT,),
            "event_statistic": EVENT_STATISTICS, "joining": CONDITIONS[:1],
        }  # fmt: skip
        for name, held in ids.items():
            writer.put(name, list(held), name)
        writer.put("match", np.arange(0.0, 3 * MATCHING, 3), "match")
        writer.put("horizon", np.arange(2.0), "horizon")
        for place, name in enumerate(("units", "reduction", "long_name"), 1):
            writer.put(f"outcome_{name}", [about[place] for about in OUTCOMES.values()], "outcome")
        writer.put_all(beside_outcomes(list(OUTCOMES), MONTHS), "outcome")
        effects = [[statistics(one, about[5]) for about in OUTCOMES.values()] for one in POPULATIONS]
        writer.put("effects", effects, "population", "outcome", "outcome_statistic")
        writer.put_all({"condition_certain": [1.0, 0.0], "condition_runs": [31.0, PAIRS]}, "condition")
        writer.put("weight", np.linspace(1.0, 0.1, MATCHING), "match")
        for arm, shift in (("endogenous", 1.0), ("without_accords", 0.0)):
            writer.put(arm, np.full((MATCHING, len(OUTCOMES)), shift), "match", "outcome")
        events = [[[estimate(0.1 * (i + 1)) for i in range(6)]] for _ in POPULATIONS]
        writer.put("event_probability", events, "population", "event", "event_statistic", "estimate")
        writer.put("joining_hedger", ["KAZ"], "joining")
        writer.put("joining_chance", [[estimate(0.11), estimate(0.12)]], "joining", "population", "estimate")
        writer.put("months_after", [[12.0, 23.0]], "joining", "horizon")
        writer.put("joined_later", [[estimate(0.2), estimate(0.4)]], "joining", "horizon", "estimate")
        for name, value in {"pairs": PAIRS, "matching": MATCHING, "effective_size": EFFECTIVE}.items():
            writer.put(name, float(value))
        writer.put("seed", np.uint64(1))
        writer.put("replicates_per_draw", np.int32(0))
        writer.put_provenance(0.0)
    return path
