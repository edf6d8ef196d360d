"""Functions whose indices are known, and their values as the differences of a sweep."""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from declared import MEASURES, Declared

from steppe import sensitivity as st

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

COLUMNS = ["outcome", "unit", "index", "parameter", "other_parameter", "estimate", "low", "high", "tag"]
ISHIGAMI = [st.Parameter(f"x{i + 1}", "uniform", -pi, pi, tag=tag) for i, tag in enumerate("JEJ")]


def ishigami(x: np.ndarray) -> np.ndarray:
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def outcomes(values: np.ndarray, names: tuple[str, ...] = ("y",), unit: str = "G") -> xr.DataArray:
    """Label values of point, replicate and outcome as the paired differences of a sweep are."""
    about = {"outcome": list(names), "measure": [name.split("[")[0] for name in names], "unit": [unit] * len(names)}
    about["display_order"] = [MEASURES.get(name, Declared()).display_order for name in about["measure"]]
    about["role"] = [MEASURES.get(name, Declared()).role for name in about["measure"]]
    coords = {key: ("outcome", np.array(column, dtype=object)) for key, column in about.items()}
    return xr.DataArray(values, dims=("point", "replicate", "outcome"), coords=coords)


def evaluated(function: Callable[[np.ndarray], np.ndarray]) -> Callable[[pd.DataFrame], xr.DataArray]:
    return lambda points: outcomes(function(points.to_numpy())[:, None, None])


def rows(found: st.Sensitivity, index: str) -> pd.DataFrame:
    return found.indices[found.indices["index"] == index].set_index("parameter")
