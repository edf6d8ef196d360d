"""Writes variables over named dimensions, as netCDF readers expect them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
from sample_file import NAMES, PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike


class Writer:
    """Puts variables into an open file."""

    def __init__(self, file: h5py.File) -> None:
        self.file = file

    def put(self, name: str, values: ArrayLike | Sequence[str], *over: str) -> None:
        """Write numbers or texts; over itself alone: as a dimension."""
        texts = isinstance(values, list) and bool(values) and isinstance(values[0], str)
        dataset = self.file.create_dataset(name, data=values, dtype=h5py.string_dtype() if texts else None)
        if over == (name,):
            dataset.make_scale(name)
            return
        for axis, dimension in enumerate(over):
            dataset.dims[axis].attach_scale(self.file[dimension])

    def put_all(self, columns: Mapping[str, ArrayLike | Sequence[str]], *over: str) -> None:
        """Write several over the same dimensions."""
        for name, values in columns.items():
            self.put(name, values, *over)

    def put_with_error(self, name: str, values: np.ndarray, error: float, *over: str) -> None:
        """Write means, and beside them one standard error for all that are known."""
        self.put(name, values, *over)
        self.put(f"{name}_standard_error", np.where(np.isfinite(values), error, np.nan), *over)

    def put_provenance(self, shift: float) -> None:
        """Write parameters, their values shifted, and names."""
        parameters = self.file.create_group("provenance/parameters")
        for name, column in PARAMETERS.items():
            parameters.create_dataset(name, data=column + shift if name == "value" else column)
        settings = self.file.create_group("provenance/settings")
        settings.create_dataset("key", data=[f"{key}.name" for key in NAMES])
        settings.create_dataset("value", data=list(NAMES.values()))
        self.file["provenance"].attrs["git_commit"] = "0123456789abcdef"
