"""Writes a small file as ``steppe attribute`` does, of made-up incentives whose sets have known values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from declared import SCHEMA_VERSION, beside_contrasts, beside_outcomes
from file_writer import Writer
from sample_file import PARAMETERS

if TYPE_CHECKING:
    from pathlib import Path

PLAYERS = {"A1": "first", "B1": "second", "C1": "third", "D1": "no effect"}
CONTRASTS = ("total", "endogenous")
OUTCOMES = {
    "welfare[KAZ]": ("welfare", "G", "sum", "Discounted welfare of the month", 24),
    "alignment[KAZ, ISR]": ("alignment", "1", "mean", "Alignment share", 24),
    "accession_probability[KAZ] by month 1": ("accession_probability", "1", "mean", "Probability of acceding", 1),
}
ADDS = (0.2, -0.05, 0.1, 0.0)
TOGETHER = 0.04  # what the first two do together beyond what they do apart
NOTHING = 0.01  # with every incentive off
REPLICATES = 6
MONTHS = 24


def value(coalition: int) -> float:
    """Mean of the first outcome with a set of incentives on; the others are 0.1 and 0.5 of it."""
    on = [bool(coalition >> place & 1) for place in range(len(PLAYERS))]
    return NOTHING + sum(add for add, is_on in zip(ADDS, on, strict=True) if is_on) + TOGETHER * (on[0] and on[1])


def write_attribution(path: Path, *, orders: int = 0, shift: float = 0.0, record: str = "attribution") -> Path:
    """Write the file and return its path; `orders` above 0: without all sets; `shift`: of every parameter."""
    factors = np.array([1.0, 0.1, 0.5])
    coalitions = np.arange(2 ** len(PLAYERS) if orders == 0 else 5)
    shares = np.array(ADDS) + TOGETHER / 2 * np.array([1, 1, 0, 0])
    shape = (len(CONTRASTS), len(PLAYERS), len(OUTCOMES))
    noise = np.linspace(-0.01, 0.01, REPLICATES)[:, None] * factors
    every = len(coalitions) if orders == 0 else 2 ** len(PLAYERS)
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({"filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": record})
        file.attrs["title"] = "Made up"

        writer = Writer(file)
        put = writer.put
        put("contrast", list(CONTRASTS), "contrast")
        put("incentive", list(PLAYERS), "incentive")
        put("coalition", coalitions.astype(float), "coalition")
        put("replicate", np.arange(REPLICATES), "replicate")
        put("outcome", list(OUTCOMES), "outcome")
        for place, name in enumerate(("units", "reduction", "long_name"), 1):
            put(f"outcome_{name}", [about[place] for about in OUTCOMES.values()], "outcome")
        writer.put_all(beside_outcomes(list(OUTCOMES), MONTHS), "outcome")
        writer.put_all(beside_contrasts(CONTRASTS), "contrast")
        put("incentive_title", list(PLAYERS.values()), "incentive")
        put("orders", np.int32(orders))
        put("share", np.broadcast_to(shares[:, None] * factors, shape), "contrast", "incentive", "outcome")
        errors = np.broadcast_to(np.array([0.01, 0.01, 0.01, 0.0])[:, None] * factors, shape)
        put("share_standard_error", errors, "contrast", "incentive", "outcome")
        for name, coalition in (("without_incentives", 0), ("with_incentives", every - 1)):
            values = np.broadcast_to(value(coalition) * factors + noise, (2, *noise.shape))
            put(name, values, "contrast", "replicate", "outcome")
        means = np.array([value(int(coalition)) for coalition in coalitions])[:, None] * factors
        put("coalition_mean", np.broadcast_to(means, (2, *means.shape)), "contrast", "coalition", "outcome")
        parameters = file.create_group("provenance/parameters")
        for name, column in PARAMETERS.items():
            parameters.create_dataset(name, data=column + shift if name == "value" else column)
    return path
