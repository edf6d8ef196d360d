"""A made-up file of ``steppe calibrate``, in the variables of docs/output.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from file_writer import Writer
from sample_file import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ("hedger.K.learned", "hedger.K.silent")
DRAWS, WORLDS, CUTOFF = 60, 40, 2014
PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)
CONTRACTION = (0.75, 0.02)


def write_calibration(path: Path, *, worlds: int = WORLDS) -> Path:
    """Write the file, of a parameter that is learned, and too low in every world, and one that is not."""
    rng = np.random.default_rng(4)
    prior = np.repeat(((np.arange(DRAWS) + 0.5) / DRAWS)[:, None], 2, axis=1)
    draws = np.column_stack([0.4 + 0.2 * prior[:, 0], prior[:, 1]])
    ranks = rng.random((worlds, 2))
    ranks[:, 0] = 0.5 + 0.5 * ranks[:, 0]
    if worlds:
        ranks[0] = np.nan  # a world of which no draw was left
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({"filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": "calibration"})
        file.attrs["title"] = "Made up"
        writer = Writer(file)
        writer.put("parameter", list(KEYS), "parameter")
        for name, numbers in (
            ("draw", range(DRAWS)),
            ("probability", PROBABILITIES),
            ("wave", range(2)),
            ("generation", range(3)),
            *([("world", range(worlds))] if worlds else []),
        ):
            writer.put(name, np.array(numbers, dtype="f8"), name)
        writer.put("parameter_units", ["1", "1/month"], "parameter")
        writer.put("contraction", np.array(CONTRACTION), "parameter")
        writer.put("explained", np.array([0.7, 0.0]), "parameter")
        writer.put("prior_quantile", np.quantile(prior, PROBABILITIES, axis=0).T, "parameter", "probability")
        writer.put("posterior_quantile", np.quantile(draws, PROBABILITIES, axis=0).T, "parameter", "probability")
        writer.put("draws", draws, "draw", "parameter")
        writer.put("prior_draws", prior, "draw", "parameter")
        writer.put("weight", np.full(DRAWS, 1 / DRAWS), "draw")
        writer.put_all(
            {"wave_draws": np.array([200.0, 200]), "wave_kept": np.array([50.0, 80]), "wave_nearest": np.ones(2)},
            "wave",
        )
        writer.put_all(
            {
                "tolerance": np.array([2.0, 1, 0.5]),
                "simulated": np.full(3, 100.0),
                "accepted": np.full(3, 60.0),
                "generation_effective": np.full(3, 50.0),
            },
            "generation",
        )
        if worlds:
            writer.put("rank", ranks, "world", "parameter")
            writer.put("world_effective", np.full(worlds, 50.0), "world")
        for name, value in (("effective_size", float(DRAWS)), ("cutoff", float(CUTOFF)), ("opening_year", 2000.0)):
            file.create_dataset(name, data=value)
        writer.put_provenance(0.0)
    return path
