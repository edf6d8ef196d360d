"""What all tables of an attribution share: which part of the file, its labels, and how far rounding reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.effects.compare import origin
from steppe.io.recorded import LABELS, labels_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xarray as xr

BLOCK_VALUES = 1 << 22  # values held in memory at a time: 32 MiB


def chosen(ds: xr.Dataset, contrast: str | None, outcome: str | None) -> xr.Dataset:
    """Keep one contrast and one outcome, where they are given."""
    if ds.attrs.get("record") != "attribution":
        raise ValueError("these results are no attribution; 'steppe attribute FILE -o OUT.h5' writes one")
    for dim, one in (("contrast", contrast), ("outcome", outcome)):
        if one is None:
            continue
        held = [str(label) for label in ds[dim].values]
        if one not in held:
            raise ValueError(f"no {dim} '{one}' in this attribution; it holds {', '.join(held)}")
        ds = ds.isel({dim: [held.index(one)]})
    return ds


def rounding(ds: xr.Dataset) -> np.ndarray:
    """Tell how far rounding may move a share, for each contrast and outcome.

    A share is a sum over n coalitions with weights that sum to 1 in size on either side. Such a sum is off by at most
    n units of rounding times the sum of sizes, twice the largest value (Higham 2002, Accuracy and Stability of
    Numerical Algorithms, section 4.2); rounding of the products doubles it.
    """
    largest = np.abs(ds["coalition_mean"].transpose("coalition", "contrast", "outcome").to_numpy()).max(axis=0)
    for block in blocks(ds[["with_incentives", "without_incentives"]]):
        for name in ("with_incentives", "without_incentives"):
            values = np.abs(block[name].transpose("replicate", "contrast", "outcome").to_numpy())
            largest = np.fmax(largest, np.nan_to_num(values).max(axis=0))
    return 2 * ds.sizes["coalition"] * np.finfo(float).eps * largest


def blocks(ds: xr.Dataset) -> Iterator[xr.Dataset]:
    """Read replicates in blocks, so that an attribution need not fit in memory."""
    runs = ds.sizes["replicate"]
    of_run = sum(ds[name].size // runs for name in ds.data_vars if "replicate" in ds[name].dims)
    length = max(1, BLOCK_VALUES // max(1, of_run))
    for first in range(0, runs, length):
        yield ds.isel(replicate=slice(first, first + length))


def labelled(ds: xr.Dataset) -> pd.DataFrame:
    """Names of contrast and outcome, a row per pair of these."""
    about = pd.DataFrame(labels_of(ds, ds["coalition_mean"]))
    contrasts = [str(one) for one in ds["contrast"].values]
    table = pd.concat([about] * len(contrasts), ignore_index=True)
    table.insert(0, "contrast", np.repeat(np.array(contrasts, dtype=object), len(about)))
    return table[["contrast", *LABELS]]


def attributes(ds: xr.Dataset, level: float) -> dict[str, object]:
    """What a table of an attribution says about itself."""
    return {**origin(ds), "level": level, "replicates": ds.sizes["replicate"], "orders": int(ds["orders"])}
