"""Writes a small file as ``steppe levers`` does, of a made-up effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from declared import SCHEMA_VERSION
from file_writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

OUTCOME, UNIT = "welfare[KAZ]", "G"
PAIRS, SEARCH_PAIRS, DRAWS = 64, 256, 1000
ERROR = 0.05
AT_VALUES, OVER_PRIORS, GAIN = -0.3, -0.2, 0.4
# unit, tag, value, low, high, effect at low, effect at high, standing, inert, words, reason
LEVERS = {
    "game.small": ("1", "E", 1.0, 0.5, 2.0, -0.32, -0.28, "unclear", "none", "", ""),
    "game.strong": ("G", "D", 0.2, 0.0, 0.8, 0.3, -1.2, "moves", "none", "", ""),
    "incentive.off": ("1", "A", 0.0, 0.0, 1.0, -0.3, -0.3, "inert", "elsewhere", "momentum", "off by design"),
    "hedger.KAZ.middle": ("1/G", "J", 3.0, 1.0, 9.0, -0.7, 0.1, "moves", "none", "", ""),
}
ORDER = ["game.strong", "hedger.KAZ.middle", "game.small", "incentive.off"]
TURNS = {"game.strong": (0.12, 0.05, 0.2, 0, 0), "hedger.KAZ.middle": (7.0, 5.0, 9.0, 0, 1)}
MAP_ACROSS, MAP_UP = np.array([0.0, 0.4, 0.8]), np.array([1.0, 9.0])
MAP = np.array([[0.2, -0.4, -1.5], [0.5, 0.02, np.nan]])  # [up, across]
# kind, name, tag, inputs, found, worth, explained, share, towards, divergence, prior mean, tilted mean
BELIEFS = [
    ("parameter", "game.strong", "D", 1, 1, 0.1, 0.2, 0.3, 0.0, 0.05, 0.4, 0.2),
    ("parameter", "hedger.KAZ.middle", "J", 1, 1, 0.02, 0.05, 0.8, 9.0, np.nan, 4.0, np.nan),
    ("parameter", "game.small", "E", 1, 0, 0.001, 0.0, np.nan, np.nan, np.nan, 1.2, np.nan),
    ("tag", "D", "D", 1, 1, 0.1, 0.2, *[np.nan] * 5),
    ("tag", "E", "E", 1, 0, 0.0, 0.0, *[np.nan] * 5),
    ("tag", "J", "J", 1, 1, 0.02, 0.05, *[np.nan] * 5),
    ("everything", "all", "", 3, 2, 0.15, 0.3, *[np.nan] * 5),
]
REACH = 0.01  # of every interval of a belief


def write_levers(path: Path, *, shift: float = 0.0, turns: bool = True, draws: bool = True) -> Path:
    """Write the file and return its path; `shift`: of every parameter."""
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({"filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": "levers"})
        file.attrs["title"] = "Made up"
        writer = Writer(file)
        for name, entries in {"outcome": [OUTCOME], "lever": list(LEVERS), "end": ["low", "high"]}.items():
            writer.put(name, entries, name)
        writer.put("outcome_units", [UNIT], "outcome")
        _put_scalars(writer, better=1, pairs=PAIRS, search_pairs=SEARCH_PAIRS, effect_at_values=AT_VALUES)
        _put_scalars(writer, effect_at_values_standard_error=ERROR)
        writer.put("seed", np.uint64(1))
        writer.put("replicates_per_draw", np.int32(0))
        _put_ends(writer)
        if turns:
            writer.put("turn", list(TURNS), "turn")
            names = ("turn_value", "turn_low", "turn_high", "turn_open_low", "turn_open_high")
            for name, column in zip(names, np.array(list(TURNS.values()), dtype=float).T, strict=True):
                writer.put(name, column, "turn")
        writer.put("map_axis", ["across", "up"], "map_axis")
        writer.put("map_lever", ["game.strong", "hedger.KAZ.middle"], "map_axis")
        writer.put("map_up", MAP_UP, "map_up")
        writer.put("map_across", MAP_ACROSS, "map_across")
        writer.put_with_error("map_effect", MAP, ERROR, "map_up", "map_across")
        if draws:
            _put_beliefs(writer)
        writer.put_provenance(shift)
    return path


def _put_scalars(writer: Writer, **values: float) -> None:
    for name, value in values.items():
        writer.put(name, np.float64(value))


def _put_ends(writer: Writer) -> None:
    columns = list(zip(*LEVERS.values(), strict=True))
    texts = {"units": 0, "tag": 1, "standing": 7, "inert": 8, "inert_words": 9, "reason": 10}
    for name, place in texts.items():
        writer.put(f"lever_{name}", list(columns[place]), "lever")
    writer.put("lever_value", np.array(columns[2]), "lever")
    writer.put("lever_is_switch", np.array([float(key.startswith("incentive.")) for key in LEVERS]), "lever")
    writer.put("lever_in_logarithms", np.zeros(len(LEVERS)), "lever")
    writer.put("lever_end", np.array(columns[3:5]).T, "lever", "end")
    effects = np.array(columns[5:7]).T
    writer.put_with_error("effect_at_end", effects, ERROR, "lever", "end")
    writer.put_with_error("change_at_end", effects - AT_VALUES, ERROR / 2, "lever", "end")
    writer.put_with_error("swing", effects[:, 1] - effects[:, 0], ERROR / 2, "lever")


def _put_beliefs(writer: Writer) -> None:
    _put_scalars(writer, draws=DRAWS, effect_over_priors=OVER_PRIORS, effect_over_priors_standard_error=ERROR)
    _put_scalars(writer, gain_probability=GAIN)
    kinds, names, tags, *numbers = zip(*BELIEFS, strict=True)
    writer.put("belief", [f"{kind}:{name}" for kind, name in zip(kinds, names, strict=True)], "belief")
    for name, column in {"kind": kinds, "name": names, "tag": tags}.items():
        writer.put(f"belief_{name}", list(column), "belief")
    inputs, found, worth, explained, share, towards, divergence, prior, mean = (np.array(one, float) for one in numbers)
    plain = {"belief_inputs": inputs, "belief_inputs_found": found, "explained": explained}
    for name, column in (plain | {"shift_towards": towards, "prior_mean": prior}).items():
        writer.put(name, column, "belief")
    bounded = {"information": worth, "information_decided_by_others": worth - REACH, "shift_share": share}
    for name, column in (bounded | {"shift_divergence": divergence, "shift_mean": mean}).items():
        for end, reach in (("", 0.0), ("_low", -REACH), ("_high", REACH)):
            writer.put(f"{name}{end}", column + reach, "belief")
