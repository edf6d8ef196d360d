"""Files that anybody may have written: each is refused as a file, whatever is wrong with it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import h5py
import numpy as np
import pytest
from sample_file import Sample, write_sample

import steppe
from steppe.io import results
from steppe.io.results import SteppeFileError

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = (results.provenance, results.parameters, results.failures, results.labels)


def read_all(path: Path) -> None:
    with steppe.open(path) as ds:
        ds.load()
    for read in READERS:
        read(path)


def replaced(file: h5py.File, name: str, **how: object) -> None:
    del file[name]
    file.create_dataset(name, **how)


def outside(file: h5py.File) -> None:
    replaced(file, "welfare", shape=(64,), dtype="u1", external=[("/etc/passwd", 0, 64)])


def linked(file: h5py.File) -> None:
    del file["provenance/settings"]
    file["provenance/settings"] = h5py.ExternalLink("/etc/passwd", "/")


def soft(file: h5py.File) -> None:
    del file["arm"]
    file["arm"] = h5py.SoftLink("/nowhere")


def virtual(file: h5py.File) -> None:
    layout = h5py.VirtualLayout(shape=(4,), dtype="f8")
    layout[:] = h5py.VirtualSource("other.h5", "data", shape=(4,))
    del file["welfare"]
    file.create_virtual_dataset("welfare", layout)


HOSTILE: dict[str, Callable[[h5py.File], None]] = {
    "raw values in another file": outside,
    "a link to another file": linked,
    "a link to nowhere": soft,
    "a view of another file": virtual,
    "a list that is too large": lambda file: replaced(
        file, "provenance/parameters/value", shape=(1 << 40,), dtype="f8", chunks=(1024,)
    ),
    "a chunk that is too large": lambda file: replaced(
        file, "welfare", shape=(1 << 31,), dtype="u1", chunks=(1 << 31,)
    ),
    "an unknown filter": lambda file: replaced(file, "welfare", shape=(8,), dtype="f4", chunks=(8,), compression="lzf"),
    "no values": lambda file: replaced(file, "welfare", data=h5py.Empty("f4")),
    "columns of unequal length": lambda file: replaced(file, "provenance/parameters/value", data=np.zeros(3)),
    "no keys of settings": lambda file: file["provenance/settings"].__delitem__("key"),
    "numbers for keys": lambda file: replaced(file, "provenance/settings/key", data=np.zeros((2, 2))),
    "an arm beyond the arms": lambda file: replaced(file, "failures/arm", data=np.array([99], "i4")),
    "a group in place of a list": lambda file: (file.__delitem__("arm"), file.create_group("arm")),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_as_a_file(tmp_path: Path, what: str) -> None:
    path = write_sample(tmp_path / "hostile.h5", Sample(replicates=4, months=3, failed=((0, 0, 1),)))
    read_all(path)
    with h5py.File(path, "r+") as file:
        HOSTILE[what](file)
    with pytest.raises(SteppeFileError, match=r"hostile\.h5"):
        read_all(path)


def test_a_group_that_lies_in_itself_ends(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "circle.h5", Sample(replicates=4, months=3))
    with h5py.File(path, "r+") as file:
        file["provenance/again"] = file["provenance"]
    read_all(path)


def test_damage_is_a_fault_of_the_file_or_none(tmp_path: Path) -> None:
    """Never an error of keys, types or values from within."""
    path = write_sample(tmp_path / "damaged.h5", Sample(replicates=4, months=3))
    whole = path.read_bytes()
    chance = random.Random(22)
    refused = 0
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            for read in READERS:
                read(path)
            steppe.open(path).close()
        except SteppeFileError:
            refused += 1
    print(f"{refused} of 60 damaged files were refused")
    assert refused > 0
