"""A small sweep whose effects are known, and points to find regions in."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

ARMS = ["with_accords", "without_accords"]
HERE = {"units": "1", "long_name": "made up"}


def sweep() -> xr.Dataset:
    """Three points, four replicates, two months; the effect is 10, 20 and 30, give or take 1 a replicate."""
    effect = np.array([10.0, 20.0, 30.0])[:, None] + np.array([-1.0, 1.0, -1.0, 1.0])
    shock = np.array([5.0, -3.0, 8.0, 100.0])
    final = np.stack([shock + effect, np.broadcast_to(shock, effect.shape)])
    gain = np.stack([np.full_like(final, -99.0), final], axis=-1)
    gain[0, 1, 3] = np.nan  # failed with the accord at point 1
    gain[:, 2, 0] = np.nan  # failed in both arms at point 2
    axes = ("arm", "point", "replicate", "time")
    about = {"units": "percent", "long_name": "Gain", "reduction": "final"}
    both = np.stack([gain, 2 * gain], axis=-1).astype("f4")
    return xr.Dataset(
        {
            "gain": (axes, gain.astype("f4"), about),
            "flow": ((*axes, "hedger"), both, about | {"reduction": "sum"}),
            "parameter_learning_rate": ("point", [0.1, 0.2, 0.4], {"units": "1/month", "long_name": "Learning"}),
            "parameter_hedger.KAZ.open": ("point", [0.0, 1.0, 1.0], HERE),
        },
        {"arm": ARMS, "point": [0, 1, 2], "replicate": range(4), "time": [0.0, 30.0], "hedger": ["KAZ", "UZB"]},
        {"record": "trajectories"},
    )


def world(n: int = 800, seed: int = 1) -> pd.DataFrame:
    """Points of five parameters, two of them switches."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(rng.uniform(size=(n, 3)), columns=["a", "b", "c"])
    table["c"] = 100 * table["c"] - 50
    return table.assign(s=rng.integers(0, 2, n).astype(float), t=rng.integers(0, 2, n).astype(float))
