"""A made-up file of ``steppe hindcast``, in the variables of docs/output.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from file_writer import Writer
from sample_file import SCHEMA_VERSION

from steppe.hindcast.words import BASELINES, GROUPS

if TYPE_CHECKING:
    from pathlib import Path

HORIZONS = (1, 3)
MODES = ("known", "extrapolated")
SERIES = {
    "trade_share.A": ("trade", "percent"),
    "trade_share.B": ("trade", "percent"),
    "un_distance.A": ("un_distance", "ideal point units"),
    "un_point.K": ("un_point", "ideal point units"),
    "un_point.L": ("un_point", "ideal point units"),
    "arms.A": ("arms", "mln SIPRI TIV"),
}
ORIGINS = tuple(range(2000, 2011))
YEARS = tuple(range(1995, 2012))
DRIVERS = ("oil", "un")


def skill(group: int, horizon: int, mode: int, baseline: int) -> float:
    """A number that tells where it is from."""
    return 0.5 - 0.1 * group - 0.05 * horizon - 0.2 * mode + 0.01 * baseline


def write_hindcast(path: Path, *, scored: bool = True) -> Path:
    """Write the file and return its path; `scored`: whether any forecast met an observation."""
    rng = np.random.default_rng(8)
    shape = (len(GROUPS), len(HORIZONS), len(MODES), len(BASELINES))
    skills = np.fromfunction(np.vectorize(lambda *at: skill(*map(int, at))), shape)
    skills[-1, :, :, -1] = np.nan  # there is no conditional persistence of arms
    skills = skills if scored else np.full(shape, np.nan)
    cases = (len(SERIES), len(ORIGINS), len(HORIZONS), len(MODES))
    middle = rng.normal(10, 2, cases)
    seen = np.add.outer(np.array(ORIGINS), np.array(HORIZONS)) <= YEARS[-1]
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({"filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": "hindcast"})
        file.attrs["title"] = "Made up"
        writer = Writer(file)
        for name, held in (
            ("group", GROUPS),
            ("mode", MODES),
            ("baseline", BASELINES),
            ("series", SERIES),
            ("driver", DRIVERS),
        ):
            writer.put(name, list(held), name)
        for name, numbers in (("horizon", HORIZONS), ("origin", ORIGINS), ("year", YEARS)):
            writer.put(name, np.array(numbers, dtype="f8"), name)
        writer.put("series_group", [group for group, _ in SERIES.values()], "series")
        writer.put("series_units", [unit for _, unit in SERIES.values()], "series")
        writer.put("forecast_members", np.int64(64))
        writer.put("seed", np.uint64(1))
        four = ("group", "horizon", "mode", "baseline")
        for name, values in (
            ("skill", skills),
            ("skill_low", skills - 0.2),
            ("skill_high", skills + 0.2),
            ("skill_degrees_of_freedom", np.where(np.isnan(skills), np.nan, 2.0)),
            ("skill_few", np.where(np.isnan(skills), np.nan, [[[[0.0]], [[1.0]]]])),
            ("energy_skill", skills / 2),
            ("scored_origins", np.where(np.isnan(skills), np.nan, 11.0)),
        ):
            writer.put(name, values, *four)
        coverage = np.where(np.isnan(skills[..., 0]), np.nan, 0.5)
        writer.put("coverage50", coverage, *four[:3])
        writer.put("coverage90", coverage + 0.4, *four[:3])
        for name, values in (("", skills[2]), ("_low", skills[2] - 0.1), ("_high", skills[2] + 0.1)):
            writer.put(f"panel_skill{name}", values, *four[1:])
        writer.put("panel_states", np.full(shape[1:], 2.0), *four[1:])
        over = ("series", "origin", "horizon", "mode")
        for name, away in (("q05", -3), ("q25", -1), ("median", 0), ("q75", 1), ("q95", 3)):
            writer.put(f"forecast_{name}", middle + away, *over)
        pit = np.where(seen[None, :, :, None], rng.uniform(0, 1, cases), np.nan)
        writer.put("pit", pit, *over)
        writer.put("crps", pit, *over)
        writer.put("observed", rng.normal(10, 2, (len(SERIES), len(YEARS))), "series", "year")
        ranks = np.full((len(DRIVERS), len(GROUPS), len(HORIZONS)), np.nan)
        ranks[0, 0], ranks[1, 1] = 3, 1
        writer.put("placebo_rank", ranks, "driver", "group", "horizon")
        writer.put("placebo_of", np.where(np.isnan(ranks), np.nan, 10.0), "driver", "group", "horizon")
        writer.put_provenance(0.0)
    return path
