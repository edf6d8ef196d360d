"""The layout of a result file without its numbers, so that two files can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py

if TYPE_CHECKING:
    from pathlib import Path

COUNTS_USERS = "REFERENCE_LIST"  # as long as there are users of a dimension


def layout_of(path: Path) -> dict[str, tuple[object, ...]]:
    """Give every group, dataset and attribute (``dataset@attribute``) its kind, type, rank and storage."""
    found: dict[str, tuple[object, ...]] = {}

    def note(name: str, item: h5py.Group | h5py.Dataset) -> None:
        found[name] = _dataset(item) if isinstance(item, h5py.Dataset) else ("group",)
        for attribute in item.attrs:
            stored = item.attrs.get_id(attribute)
            shape = "any" if attribute == COUNTS_USERS else stored.shape
            found[f"{name}@{attribute}"] = (_kind(stored.dtype), shape)

    with h5py.File(path) as file:
        note("", file)
        file.visititems(note)
    return found


def measures_of(path: Path) -> dict[str, tuple[object, ...]]:
    """Give every measure its dimensions, unit and reduction."""
    with h5py.File(path) as file:
        return {
            name: (
                [dimension[0].name.strip("/") for dimension in item.dims],
                item.attrs["units"],
                item.attrs["reduction"],
                item.attrs["long_name"],
            )
            for name, item in file.items()
            if isinstance(item, h5py.Dataset) and "reduction" in item.attrs
        }


def _dataset(item: h5py.Dataset) -> tuple[object, ...]:
    shuffled = "as the model declares" if "reduction" in item.attrs else item.shuffle
    storage = (item.compression, item.compression_opts, shuffled, item.fletcher32, item.chunks is not None)
    return ("dataset", _kind(item.dtype), item.ndim, str(item.fillvalue), *storage)


def _kind(dtype: object) -> str:
    text = h5py.check_string_dtype(dtype)
    if text:
        return f"{text.encoding} text of {'variable' if text.length is None else 'fixed'} length"
    return "references" if h5py.check_vlen_dtype(dtype) is not None or dtype.names else str(dtype)
