"""Writes a small file as ``steppe hazard`` does, of a made-up hazard whose shares add up as they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from declared import CONDITIONS as WORDS
from declared import SCHEMA_VERSION, words_of
from file_writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

HEDGERS = ("KAZ",)
INCENTIVES = {"A1": "first", "B1": "second", "C1": "third", "D1": "no effect"}
INCENTIVE_SHARES = np.array([0.010, -0.002, 0.006, 1e-19])  # in the opening month; the last is rounding
CONDITIONS = {"conflict": -0.001, "calendar": 0.007, "momentum": 0.0015}
READINGS = {"conflict_intensity": (0.4, 0.3), "window": (1.0, 0.1)}
SWINGS = {
    "hedger.KAZ.precision": (2.0, 8.0, "1/G", "J", 0.10, 0.45),
    "hedger.KAZ.gain": (0.0, 0.3, "G", "A", 0.30, 0.15),
    "opinion.rate": (0.1, 0.2, "1", "E", 0.20, 0.21),
}
WITHOUT = 0.008
REPLICATES = 100
MONTHS = 12
ERROR = 0.0004
SWING_MONTHS = 12


def hazard(month: int) -> float:
    """Hazard of a month: the opening one, then less."""
    return float(WITHOUT + INCENTIVE_SHARES.sum() * (1 if month == 0 else 0.6 + 0.01 * month))


def error_of_share(share: np.ndarray) -> np.ndarray:
    """Standard error of a share of the replicates, by the sample variance."""
    return np.sqrt(share * (1 - share) / (REPLICATES - 1))


def write_hazard(
    path: Path, *, hedgers: tuple[str, ...] = HEDGERS, shift: float = 0.0, left: int = MONTHS, swings: bool = True
) -> Path:
    """Write the file and return its path; `shift`: of every parameter; `left`: months before nobody is left outside."""
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({"filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": "hazard"})
        file.attrs["title"] = "Made up"
        writer = Writer(file)
        ids = {"hedger": hedgers, "incentive": INCENTIVES, "condition": CONDITIONS, "reading": READINGS}
        for name, held in ids.items():
            writer.put(name, list(held), name)
        writer.put("time", np.cumsum([0, *[30 + (month % 2) for month in range(MONTHS - 1)]]).astype("f8"), "time")
        file["time"].attrs.update({"units": "days since 2025-11-01", "calendar": "standard"})
        writer.put("incentive_title", list(INCENTIVES.values()), "incentive")
        writer.put("condition_long_name", words_of(list(CONDITIONS), WORDS), "condition")
        writer.put("reading_long_name", [f"title of {name}" for name in READINGS], "reading")
        writer.put("seed", np.uint64(1))
        writer.put("replicates_per_draw", np.int32(0))
        _put_months(writer, len(hedgers), left)
        if swings:
            _put_swings(writer, len(hedgers))
        writer.put_provenance(shift)
    return path


def _of_all(values: np.ndarray, hedgers: int) -> np.ndarray:
    """The same for every hedger, each half of the one before."""
    return values[:, None, ...] * (0.5 ** np.arange(hedgers)).reshape(1, -1, *[1] * (values.ndim - 1))


def _put_months(writer: Writer, hedgers: int, left: int) -> None:
    months = np.arange(MONTHS)
    known = np.where(months < left, 1.0, np.nan)
    whole = np.array([hazard(month) for month in months]) * known
    conditions = np.array(list(CONDITIONS.values())) * (months == 0)[:, None] * known[:, None]
    shares = INCENTIVE_SHARES * ((whole - WITHOUT) / INCENTIVE_SHARES.sum())[:, None]
    over = ("time", "hedger")
    at_risk = np.where(months < left, REPLICATES - 5.0 * months, 0.0)
    writer.put("at_risk", np.repeat(at_risk[:, None], hedgers, axis=1), *over)
    for name, values, error, *further in (
        ("has_joined", 0.05 * months, error_of_share(0.05 * months)[:, None]),
        ("hazard", whole, ERROR),
        ("hazard_without_incentives", WITHOUT * known, ERROR / 10),
        ("hazard_under_typical_conditions", whole - conditions.sum(axis=1), ERROR),
        ("incentive_share", shares, ERROR, "incentive"),
        ("condition_share", conditions, ERROR / 2, "condition"),
    ):
        writer.put_with_error(name, _of_all(values, hedgers), error, *over, *further)
    writer.file["incentive_share_standard_error"][..., -1] = 0.0
    writer.put("incentive_share_check", _of_all(shares, hedgers)[0], "hedger", "incentive")
    means, typical = np.array(list(READINGS.values())).T
    writer.put_with_error("reading_mean", np.tile(means, (MONTHS, 1)), 0.01, "time", "reading")
    writer.put("reading_typical", typical, "reading")


def _put_swings(writer: Writer, hedgers: int) -> None:
    low, high, units, tags, at_low, at_high = (list(column) for column in zip(*SWINGS.values(), strict=True))
    writer.put("parameter", list(SWINGS), "parameter")
    for name, values in {"units": units, "tag": tags, "low": low, "high": high}.items():
        writer.put(f"parameter_{name}", values, "parameter")
    writer.put("swing_months", np.int32(SWING_MONTHS))
    ends = {
        name: np.repeat(np.array(at)[:, None], hedgers, axis=1) for name, at in (("low", at_low), ("high", at_high))
    }
    for name, values in ends.items():
        writer.put_with_error(f"joined_at_{name}", values, error_of_share(values), "parameter", "hedger")
    writer.put_with_error("swing", ends["high"] - ends["low"], 0.01, "parameter", "hedger")
