"""Files of ``steppe attribute``: whose incentive an effect is, and what it is with any set of incentives on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from steppe.effects.offered import attributed
from steppe.io.declared_columns import with_declarations
from steppe.io.recorded import labels_of
from steppe.io.results import parameter_values
from steppe.io.trusted import SteppeFileError, check_objects, faults_of_file

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray

    from steppe.effects.offered import Contrast

NOISE = 1e-9  # of the largest value: what rounding leaves where a share is 0


@dataclass(frozen=True)
class Attribution:
    """What a file of ``steppe attribute`` holds.

    Attributes
    ----------
    incentives, titles
        Ids and words of the incentives that take part.
    contrasts
        Names of the differences, or arms by themselves, that are shared out.
    offered
        The same, for lists of choices.
    outcomes
        One row per outcome, labelled like `steppe.compare.effect_table`, with the columns of
        `steppe.io.declared_columns.with_declarations`.
    share, share_reach
        Share of each incentive and the reach of its interval to either side: contrast, incentive, outcome.
    off, on
        With every incentive off, and on: contrast, replicate, outcome.
    means
        Mean over replicates of every set of incentives: contrast, set, outcome; bit i of the set is incentive i. Empty
        where the file does not hold all sets.
    orders
        Orders of switching on that were sampled; 0: all.
    level
        Of the intervals.
    parameters
        Value of every parameter by its key.
    """

    incentives: list[str]
    titles: list[str]
    contrasts: list[str]
    offered: list[Contrast]
    outcomes: pd.DataFrame
    share: NDArray[np.float64]
    share_reach: NDArray[np.float64]
    off: NDArray[np.float64]
    on: NDArray[np.float64]
    means: NDArray[np.float64]
    orders: int
    level: float
    parameters: dict[str, float]

    @property
    def replicates(self) -> int:
        """Replicates asked for."""
        return self.on.shape[1]

    @property
    def months(self) -> int:
        """Length of the runs."""
        return int(self.outcomes["months"].max())

    @property
    def complete(self) -> bool:
        """Whether every set of incentives was run."""
        return bool(self.means.size)

    def place(self, outcome: str) -> int | None:
        """Where an outcome stands; None where the file does not hold it."""
        found = np.flatnonzero(self.outcomes["outcome"] == outcome)
        return int(found[0]) if found.size else None

    def shares(self, contrast: str, outcome: int) -> list[dict[str, Any]]:
        """Share of each incentive in the mean of an outcome.

        Parameters
        ----------
        contrast
            One of `contrasts`.
        outcome
            Place among `outcomes`.

        Returns
        -------
        list of dict
            id, title, mean, low and high, in the order of the file. What rounding leaves of 0 is 0.
        """
        row = self.contrasts.index(contrast)
        mean, reach = self.share[row, :, outcome], self.share_reach[row, :, outcome]
        largest = np.nanmax(np.abs([*mean, *self.on[row, :, outcome], *self.off[row, :, outcome]]), initial=0)
        still = (np.abs(mean) <= NOISE * largest) & ~(reach > NOISE * largest)
        mean, reach = np.where(still, 0.0, mean), np.where(still, 0.0, reach)
        return [
            {"id": player, "title": title, "mean": m, "low": m - r, "high": m + r}
            for player, title, m, r in zip(self.incentives, self.titles, mean, reach, strict=True)
        ]

    def first_outcomes(self, contrast: str, hedger: str) -> list[int]:
        """Places of the outcomes that any incentive moves, those asked about first in front.

        Parameters
        ----------
        contrast
            One of `contrasts`.
        hedger
            Whose outcomes.

        Returns
        -------
        list of int
            Places among `outcomes`.
        """
        table, row = self.outcomes, self.contrasts.index(contrast)
        kept = (table["role"] == "outcome") & table["hedger"].isin([hedger, ""])
        largest = np.nanmax(np.abs(self.share[row]), axis=0, initial=0)
        size = np.nanmax(np.abs(self.on[row]), axis=0, initial=0)
        places = np.flatnonzero(kept & (largest > NOISE * np.maximum(size, largest)) & (largest > 0))
        order = table["display_order"].mask(table["display_order"] == 0, np.inf)
        return sorted(places.tolist(), key=lambda place: (order.iloc[place], table["months"].iloc[place], place))


def read_attribution(path: str | os.PathLike[str], level: float) -> Attribution:
    """Read a file of ``steppe attribute``.

    Parameters
    ----------
    path
        The file.
    level
        Probability that intervals of means are made for.

    Returns
    -------
    Attribution

    Raises
    ------
    SteppeFileError
        The file is another kind of result.
    """
    with Path(path).open("rb"):  # a missing or unreadable file is reported by the operating system, by name
        pass
    if not h5py.is_hdf5(path):
        raise SteppeFileError(f"{path} is not an HDF5 file. Give the file that 'steppe attribute' wrote.")
    with faults_of_file(path):
        return _read_attribution(path, level)


def _read_attribution(path: str | os.PathLike[str], level: float) -> Attribution:
    with h5py.File(path) as file:
        check_objects(file, path)
        record = file.attrs.get("record", b"")
        if (record.decode() if isinstance(record, bytes) else record) != "attribution":
            raise SteppeFileError(f"{path} is no attribution; write one with 'steppe attribute SCENARIO -o OUT.h5'")
    with xr.open_dataset(path, engine="h5netcdf") as ds:
        ds.load()
    count = ds.sizes["incentive"]
    complete = int(ds["orders"]) == 0 and ds.sizes["coalition"] == 2**count
    ordered = ds["coalition_mean"].sortby("coalition").transpose("contrast", "coalition", "outcome")
    labels = pd.DataFrame(labels_of(ds, ds["outcome"])).assign(months=ds["outcome_months"].to_numpy())
    three = ("contrast", "incentive", "outcome")
    return Attribution(
        incentives=[str(name) for name in ds["incentive"].values],
        titles=[str(title) for title in ds["incentive_title"].values],
        contrasts=[str(name) for name in ds["contrast"].values],
        offered=attributed(ds),
        outcomes=with_declarations(labels, ds),
        share=ds["share"].transpose(*three).to_numpy(),
        share_reach=_factor(level) * ds["share_standard_error"].transpose(*three).to_numpy(),
        off=ds["without_incentives"].transpose("contrast", "replicate", "outcome").to_numpy(),
        on=ds["with_incentives"].transpose("contrast", "replicate", "outcome").to_numpy(),
        means=ordered.to_numpy() if complete else np.empty((ds.sizes["contrast"], 0, ds.sizes["outcome"])),
        orders=int(ds["orders"]),
        level=level,
        parameters=parameter_values(path),
    )


def _factor(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2)
