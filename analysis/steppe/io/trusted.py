"""What a result file may hold before anything of it is read: the rules of the engine (sim/output/hdf5_input.hpp).

Anybody may have written the file. Names lead to objects of this very file, values lie in it, and nothing that is read
at once is larger than what a file of its size can hold.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import h5py

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

MOST_BYTES = 2 << 30
"""Of what is read at once."""
ALWAYS_ALLOWED = 16 << 20
BEST_DEFLATION = 1032
KNOWN_FILTERS = {h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_FLETCHER32}


class SteppeFileError(ValueError):
    """A file that this package cannot read as a steppe result; the message says what to do."""


@contextmanager
def faults_of_file(path: str | os.PathLike[str]) -> Iterator[None]:
    """Report whatever goes wrong while a file is read as a fault of the file.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    SteppeFileError
        Instead of errors of keys, types and values, and of HDF5. A file that is not there, or may not be read, is
        reported by the operating system.
    """
    try:
        yield
    except (SteppeFileError, FileNotFoundError, PermissionError, IsADirectoryError):
        raise
    except (
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RuntimeError,
        OSError,
        MemoryError,
    ) as error:
        raise SteppeFileError(
            f"{path} is damaged, or is no file of steppe ({type(error).__name__}: {error}). Copy it again, or run the "
            "command that wrote it again."
        ) from error


def check_objects(file: h5py.File, path: str | os.PathLike[str]) -> None:
    """Refuse links to elsewhere, values that lie elsewhere, unknown filters, and sizes that the file cannot hold.

    Parameters
    ----------
    file
        Open for reading.
    path
        Where it is from.

    Raises
    ------
    SteppeFileError
        Naming object, what was expected and what was found.
    """
    allowed = min(MOST_BYTES, ALWAYS_ALLOWED + BEST_DEFLATION * Path(path).stat().st_size)
    groups: list[tuple[str, h5py.Group]] = [("", file)]
    seen = {h5py.h5o.get_info(file.id).addr}
    while groups:
        prefix, group = groups.pop()
        for name in group:
            full = f"{prefix}/{name}"
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise _fault(path, full, "an object of this file", "a link to elsewhere")
            held = group[name]
            if isinstance(held, h5py.Dataset):
                _check_dataset(held, full, path, allowed)
            elif isinstance(held, h5py.Group):
                address = h5py.h5o.get_info(held.id).addr
                if address not in seen:  # a group may lie in itself
                    seen.add(address)
                    groups.append((full, held))


def _check_dataset(dataset: h5py.Dataset, name: str, path: str | os.PathLike[str], allowed: int) -> None:
    if dataset.is_virtual or dataset.external:
        raise _fault(path, name, "values in this file", "values in another")
    created = dataset.id.get_create_plist()
    filters = {created.get_filter(place)[0] for place in range(created.get_nfilters())}
    if filters - KNOWN_FILTERS:
        raise _fault(path, name, "values that are shuffled, deflated and checksummed", f"filters {sorted(filters)}")
    if dataset.shape is None:
        raise _fault(path, name, "values", "none")
    # Variables of replicates are read in parts, at least a chunk; lists and what became of each run are read whole.
    is_read_whole = dataset.ndim <= 1 or name == "/job_state"
    size = math.prod(dataset.shape) * dataset.dtype.itemsize if is_read_whole else 0
    chunk = math.prod(dataset.chunks) * dataset.dtype.itemsize if dataset.chunks else 0
    if max(size, chunk) > allowed:
        raise _fault(path, name, f"at most {allowed} bytes", f"{max(size, chunk)}")


def _fault(path: str | os.PathLike[str], name: str, expected: str, found: str) -> SteppeFileError:
    return SteppeFileError(
        f"{path}: {name}: expected {expected}, found {found}. The file was damaged or changed: run the command that "
        "wrote it again."
    )
