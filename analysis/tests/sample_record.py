"""Writes a small file as ``steppe hazard --baseline observed`` does, of likelihoods that agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from declared import SCHEMA_VERSION
from file_writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

MONTHS = 12
REPLICATES = 20
CONDITIONS = {"tension": -0.002, "summit": 0.10, "leader": 0.03}
FACTORS = {"tension": 0.97, "summit": 25.0, "leader": 2.0}
STATES = {"UZB": 0.04, "AZE": 0.09}
TYPICAL, ERROR = 0.002, 0.001
SUMMITS = 2
Z90 = 1.6448536269514722


def hazards(drawn: bool) -> np.ndarray:
    """Of the months; drawn they are half."""
    last = TYPICAL + sum(CONDITIONS.values())
    return np.array([*np.full(MONTHS - 1, TYPICAL), last]) * (0.5 if drawn else 1.0)


def write_record(path: Path, *, hedgers: tuple[str, ...] = ("KAZ",), shift: float = 0.0) -> Path:
    """Write the file and return its path; `shift`: of every parameter."""
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({"filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": "hazard_record"})
        file.attrs["title"] = "Made up"
        writer = Writer(file)
        ids = {
            "parameters": ["at_values", "over_priors"], "hedger": list(hedgers), "condition": list(CONDITIONS),
            "reading": ["tension", "window", "leader_interest"], "state": list(STATES),
            "parameter": ["a.rate", "b.size"],
        }  # fmt: skip
        for name, held in ids.items():
            writer.put(name, held, name)
        writer.put("time", np.array([30.4 * month for month in range(MONTHS)]).round(), "time")
        file["time"].attrs.update({"units": "days since 2024-12-01", "calendar": "standard"})
        writer.put("replicate", np.arange(REPLICATES), "replicate")
        writer.put("condition_long_name", [f"words of {one}" for one in CONDITIONS], "condition")
        writer.put("seed", np.uint64(1))
        writer.put("replicates_per_draw", np.int32(0))
        _put_hedgers(writer, len(hedgers))
        _put_others(writer)
        writer.put_provenance(shift)
    return path


def _put_hedgers(writer: Writer, hedgers: int) -> None:
    over, both = ("parameters", "hedger"), (2, hedgers)

    def estimated(name: str, values: np.ndarray, *dims: str) -> None:
        writer.put(name, values, *over, *dims)
        writer.put(f"{name}_standard_error", np.full(values.shape, ERROR), *over, *dims)

    months = np.broadcast_to(np.array([hazards(drawn=False), hazards(drawn=True)])[:, None], (*both, MONTHS))
    estimated("hazard", months, "time")
    estimated("condition_share", np.broadcast_to(list(CONDITIONS.values()), (*both, len(CONDITIONS))), "condition")
    factors = np.log(list(FACTORS.values())) * np.array([1.0, 0.8])[:, None, None]
    estimated("log_bayes_factor", np.broadcast_to(factors, (*both, len(FACTORS))), "condition")
    silence = np.log1p(-months[..., :-1]).sum(axis=-1)
    estimated("log_likelihood_of_silence", silence)
    estimated("log_likelihood", silence + np.log(months[..., -1]))
    writer.put("hazard_of_last_month", months[..., -1], *over)
    writer.put("hazard_under_mean_conditions", np.full(both, TYPICAL), *over)


def _put_others(writer: Writer) -> None:
    writer.put("months_with_summit", np.float64(SUMMITS))
    writer.put("probability_of_coincidence", np.float64(SUMMITS / MONTHS))
    writer.put("log_likelihood_of_best_constant", np.float64(-3.5))
    for name, values in (("joins_expected", [0.13, 0.2]), ("joins_expected_low", [0.1, 0.05]),
                         ("joins_expected_high", [0.2, 0.5]),
                         ("probability_of_no_join", [0.87, 0.8])):  # fmt: skip
        writer.put(name, np.array(values), "parameters")
    expected = np.array(list(STATES.values()))
    for name, values in (
        ("expected", expected),
        ("low", expected / 2),
        ("high", expected * 2),
        ("first", np.array([0.3, 0.7])),
    ):
        writer.put(f"state_{name}", values, "state")
    for name, values in (("prior_mean", [0.4, 1.0]), ("prior_deviation", [0.2, 0.5]), ("posterior_mean", [0.5, 1.01]),
                         ("posterior_deviation", [0.15, 0.5])):  # fmt: skip
        writer.put(name, np.array(values), "parameter")
    writer.put("draws", np.float64(REPLICATES))
    writer.put("effective_draws", np.float64(9.4))
