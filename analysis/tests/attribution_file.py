"""Write attribution files for tests: any game, shared out by brute force over all orders."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import h5py
import numpy as np
from declared import SCHEMA_VERSION, beside_contrasts, beside_outcomes

if TYPE_CHECKING:
    from pathlib import Path

TEXT = h5py.string_dtype()
PLAYERS = ["F1", "G1", "S1", "P1"]
OUTCOMES = ["welfare[KAZ]", "alignment[KAZ, ISR]", "members"]


def brute_force_shares(game: np.ndarray) -> np.ndarray:
    """What each player adds when it joins, averaged over all orders: the definition, without a formula."""
    players = len(game).bit_length() - 1
    orders = list(permutations(range(players)))
    shares = np.zeros((players, *game.shape[1:]))
    for order in orders:
        inside = 0
        for player in order:
            shares[player] += game[inside | 1 << player] - game[inside]
            inside |= 1 << player
    return shares / len(orders)


def write_attribution(
    path: Path, game: np.ndarray, contrasts: tuple[str, ...] = ("total",), *, orders: int = 0, keep: object = None
) -> Path:
    """Write a game of coalition, contrast, replicate and outcome; `keep` are the coalitions whose means are kept."""
    count, _, replicates, outcomes = game.shape
    players = PLAYERS[: count.bit_length() - 1]
    kept = np.arange(count) if keep is None else np.array(keep)
    shares = brute_force_shares(game)  # player, contrast, replicate, outcome
    error = np.std(shares, axis=2, ddof=1) / np.sqrt(replicates)
    names = OUTCOMES[:outcomes]
    with h5py.File(path, "w", track_order=True) as file:
        for name, text in {
            "Conventions": "CF-1.10", "filetype": "steppe", "schema_version": SCHEMA_VERSION, "record": "attribution",
            "title": "Made up for tests",
        }.items():  # fmt: skip
            file.attrs.create(name, np.bytes_(text))
        _scale(file, "contrast", np.array(contrasts, dtype=object))
        _scale(file, "incentive", np.array(players, dtype=object))
        _scale(file, "other_incentive", np.array(players, dtype=object))
        _scale(file, "coalition", kept.astype(float))
        _scale(file, "replicate", np.arange(replicates))
        _scale(file, "outcome", np.array(names, dtype=object))
        about = {
            "units": ["G", "1", "count"][:outcomes],
            "reduction": ["sum", "mean", "final"][:outcomes],
            "long_name": ["Discounted welfare", "Alignment share", "States in the accord"][:outcomes],
        }  # fmt: skip
        for name, texts in about.items():
            _over(file, f"outcome_{name}", np.array(texts, dtype=object), ["outcome"])
        for name, values in beside_outcomes(names).items():
            _over(file, name, np.array(values, dtype=object if isinstance(values, list) else None), ["outcome"])
        for name, texts in beside_contrasts(contrasts).items():
            _over(file, name, np.array(texts, dtype=object), ["contrast"])
        _over(file, "incentive_title", np.array([f"title of {one}" for one in players], dtype=object), ["incentive"])
        file["orders"] = np.int32(orders)
        file["seed"] = np.uint64(1)
        file["replicates_per_draw"] = np.int32(0)
        of_replicate = np.moveaxis(shares, 0, 1)
        _over(file, "share_of_replicate", of_replicate, ["contrast", "incentive", "replicate", "outcome"])
        _over(file, "share", of_replicate.mean(axis=2), ["contrast", "incentive", "outcome"])
        _over(file, "share_standard_error", np.moveaxis(error, 0, 1), ["contrast", "incentive", "outcome"])
        _over(file, "without_incentives", game[0], ["contrast", "replicate", "outcome"])
        _over(file, "with_incentives", game[-1], ["contrast", "replicate", "outcome"])
        means = np.moveaxis(game[kept].mean(axis=2), 0, 1)
        _over(file, "coalition_mean", means, ["contrast", "coalition", "outcome"])
        file.create_group("provenance")
        file.create_group("failures")
    return path


def _scale(file: h5py.File, name: str, values: np.ndarray) -> None:
    file.create_dataset(name, data=values, dtype=TEXT if values.dtype == object else None).make_scale(name)


def _over(file: h5py.File, name: str, values: np.ndarray, dims: list[str]) -> None:
    data = file.create_dataset(name, data=values, dtype=TEXT if values.dtype == object else None)
    for axis, dim in enumerate(dims):
        data.dims[axis].attach_scale(file[dim])
