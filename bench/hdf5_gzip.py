"""Time of HDF5's own shuffle and gzip on the measures of a result file: a ratio of docs/performance.md.

python bench/hdf5_gzip.py OUT.h5
"""

import sys
import tempfile
import time
from pathlib import Path

import h5py


def main() -> None:
    """Write the measures again at three levels and print the time of each."""
    with h5py.File(sys.argv[1]) as file:
        measures = {name: (item[...], item.chunks) for name, item in file.items() if "reduction" in item.attrs}
    size = sum(values.nbytes for values, _ in measures.values())
    for level in (1, 4, 6):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "again.h5"
            start = time.perf_counter()
            with h5py.File(path, "w") as copy:
                for name, (values, chunks) in measures.items():
                    copy.create_dataset(
                        name, data=values, chunks=chunks, shuffle=True, compression=level, fletcher32=True
                    )
            seconds = time.perf_counter() - start
            print(f"gzip {level}: {seconds * 1e3:.0f} ms, {size / seconds / 1e6:.0f} MB/s, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
