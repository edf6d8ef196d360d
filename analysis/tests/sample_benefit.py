"""Writes a small file as ``steppe benefit`` does, of made-up effects under a base, priors and three rival readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from declared import SCHEMA_VERSION, beside_contrasts, beside_outcomes
from file_writer import Writer
from scipy.stats import binomtest

if TYPE_CHECKING:
    from pathlib import Path

Z90 = 1.6448536269514722
READINGS = {
    "base": "Made up", "priors": "Made up", "R1-first": "R1: first rival", "R2-second": "R2: second rival",
    "R3-third": "R3: third rival",
}  # fmt: skip
CONTRASTS = ("total", "publicity", "substance", "inducement", "interaction")
PARTS = np.array(
    [1.0, 0.7, 0.3, 0.4, 0.3]
)  # of the total: publicity + substance, and substance + inducement + the rest
OUTCOMES = {
    "alignment[KAZ, ISR]": ("alignment", "1", "mean", "Alignment share", 24, 0.01),
    "welfare[KAZ]": ("welfare", "G", "sum", "Discounted welfare of the month", 24, 0.3),
    "autonomy[KAZ]": ("autonomy", "1", "mean", "Autonomy from stronger partners", 24, 0.001),
    "influence[KAZ, RUS]": ("influence", "1", "mean", "Influence: share in links", 24, -0.004),
    "influence[KAZ, ISR]": ("influence", "1", "mean", "Influence: share in links", 24, 0.002),
    "principal_gain[KAZ, USA]": ("principal_gain", "G", "sum", "Value of the choice to a principal", 24, 0.6),
    "principal_gain[KAZ, IRN]": ("principal_gain", "G", "sum", "Value of the choice to a principal", 24, -0.1),
    "peer_joins": ("peer_joins", "count", "final", "Other states that joined", 24, 0.25),
    "peer_joins by month 12": ("peer_joins", "count", "final", "Other states that joined", 12, 0.1),
}
FACTORS = {"base": 1.0, "priors": 0.5, "R1-first": 1.1, "R2-second": -0.8, "R3-third": 0.0}
"""What each reading makes of the effects of the base; of the last nothing changes in any pair."""
ERRORS = {"base": 0.05, "priors": 0.4, "R1-first": 0.05, "R2-second": 0.05, "R3-third": 0.0}
"""Standard errors of the means, in parts of the base's effects: priors leave the sign open."""
NEGATIVE = {"base": 0.04, "priors": 0.3, "R1-first": 0.02, "R2-second": 0.9, "R3-third": 0.0}
PAIRS, PER_DRAW = 200, 4
MONTHS = 24
STATISTICS = (
    "replicates", "treated_mean", "control_mean", "mean", "standard_deviation", "standard_error", "mean_low",
    "mean_high", "quantile_05", "quantile_95", "quantile_error", "share_positive", "share_negative",
    "share_negative_low", "share_negative_high", "variance_reduction", "parameter_share",
)  # fmt: skip


def trials(reading: str) -> float:
    """Independent pairs that would know the share as well: fewer than pairs where these share a draw."""
    return PAIRS / PER_DRAW * 2 if reading == "priors" else PAIRS


def statistics(reading: str, part: float, effect: float) -> list[float]:
    """Statistics of one effect, in the order of `STATISTICS`."""
    mean, error = FACTORS[reading] * part * effect, ERRORS[reading] * abs(effect)
    negative = NEGATIVE[reading]
    positive = 0.0 if reading == "R3-third" else 1 - negative
    count = trials(reading)
    low, high = binomtest(round(negative * count), round(count)).proportion_ci(0.90, method="wilson")
    return [
        PAIRS, 1.0 + mean, 1.0, mean, error * PAIRS**0.5, error, mean - Z90 * error, mean + Z90 * error,
        mean - 20 * error, mean + 20 * error, 0.0, positive, negative, low, high, 10.0,
        0.5 if reading == "priors" else np.nan,
    ]  # fmt: skip


def write_benefit(path: Path, *, shift: float = 0.0, readings: tuple[str, ...] = tuple(READINGS)) -> Path:
    """Write the file and return its path; `shift`: of every parameter; `readings`: those to keep."""
    effects = [
        [[statistics(reading, part, about[5]) for about in OUTCOMES.values()] for part in PARTS] for reading in readings
    ]
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({"filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": "benefit"})
        file.attrs["title"] = "Made up"
        writer = Writer(file)
        ids = {"outcome": OUTCOMES, "reading": readings, "contrast": CONTRASTS, "outcome_statistic": STATISTICS}
        for name, held in ids.items():
            writer.put(name, list(held), name)
        for place, name in enumerate(("units", "reduction", "long_name"), 1):
            writer.put(f"outcome_{name}", [about[place] for about in OUTCOMES.values()], "outcome")
        writer.put_all(beside_outcomes(list(OUTCOMES), MONTHS), "outcome")
        writer.put_all(beside_contrasts(CONTRASTS), "contrast")
        writer.put("reading_title", [READINGS[name] for name in readings], "reading")
        writer.put("effects", effects, "reading", "contrast", "outcome", "outcome_statistic")
        writer.put("seed", np.uint64(1))
        writer.put("replicates_per_draw", np.int32(0))
        writer.put_provenance(shift)
    return path
