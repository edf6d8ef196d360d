"""Statistics of runs that are taken in block by block and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from steppe.effects.compare import SPREAD


@dataclass
class Moments:
    """Sums over runs, of values less those of the first run: exact where all are equal."""

    count: np.ndarray | float = 0.0
    first: np.ndarray | None = None
    total: np.ndarray | float = 0.0
    squares: np.ndarray | float = 0.0
    has_first: np.ndarray | None = None

    def take(self, values: np.ndarray) -> None:
        """Take in runs by months by elements; an element of a run with a NaN counts in none of its months.

        Parameters
        ----------
        values
            Any number of runs, always of the same months and elements.
        """
        if self.first is None and len(values) and np.isfinite(values[0]).all():
            self.first, self.has_first = values[0].copy(), np.ones(values.shape[2], bool)
        if self.first is None or not self.has_first.all() or not self._take_known(values):
            self._take_with_gaps(values)

    def _take_known(self, values: np.ndarray) -> bool:
        """Take in runs unless one of them has a NaN somewhere, which then is in the sums."""
        departure = values - self.first
        total = departure.sum(axis=0)
        if not np.isfinite(total).all():
            return False
        self.count = self.count + np.full(values.shape[2], len(values))
        self.total = self.total + total
        self.squares = self.squares + np.einsum("rme,rme->me", departure, departure)
        return True

    def _take_with_gaps(self, values: np.ndarray) -> None:
        known = np.isfinite(values).all(axis=1)
        if not known.any():
            return
        if self.first is None:
            self.first, self.has_first = np.zeros(values.shape[1:]), np.zeros(values.shape[2], bool)
        new = known.any(axis=0) & ~self.has_first
        self.first[:, new] = values[known.argmax(axis=0)[new], :, new].T
        self.has_first |= new
        departure = np.where(known[:, None, :], values - self.first, 0.0)
        self.count = self.count + known.sum(axis=0)
        self.total = self.total + departure.sum(axis=0)
        self.squares = self.squares + np.einsum("rme,rme->me", departure, departure)

    def mean_and_error(self) -> tuple[np.ndarray, np.ndarray]:
        """Mean, and its standard error: NaN with fewer than two runs."""
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(self.count > 0, self.first + self.total / self.count, np.nan)
            variance = np.maximum(self.squares - self.total**2 / self.count, 0) / (self.count - 1)
            return mean, np.where(self.count > 1, np.sqrt(variance / self.count), np.nan)


@dataclass
class MomentsOfDraws:
    """The same over draws of the parameters: means of those of which as many runs are known as of the fullest."""

    fullest: int = 0
    moments: Moments = field(default_factory=Moments)

    def take(self, values: np.ndarray, draws: np.ndarray) -> None:
        """Take in runs of whole draws.

        Parameters
        ----------
        values
            Runs by months by elements.
        draws
            The draw that each run belongs to.
        """
        _, first, sizes = np.unique(draws, return_index=True, return_counts=True)
        known = np.isfinite(values).all(axis=1)
        counts = np.add.reduceat(known.astype(int), first, axis=0)  # draws by elements
        largest = int(counts.max(initial=0))
        if largest > self.fullest:
            self.fullest, self.moments = largest, Moments()
        sums = np.add.reduceat(np.where(known[:, None, :], values, 0.0), first, axis=0)
        whole = (counts == self.fullest)[:, None, :]
        if len(sizes) and self.fullest:
            self.moments.take(np.where(whole, sums / self.fullest, np.nan))


def spread_of(values: np.ndarray) -> np.ndarray:
    """Take the ends of the spread over runs.

    Parameters
    ----------
    values
        Runs by months by elements. It may be reordered.

    Returns
    -------
    numpy.ndarray
        The quantiles `steppe.effects.compare.SPREAD`, by months and elements; NaN where no run is known.
    """
    known = np.isfinite(values).all(axis=1)
    if known.all():
        along = np.ascontiguousarray(np.moveaxis(values, 0, -1))
        return np.quantile(along, SPREAD, axis=-1, overwrite_input=True)
    found = np.full((len(SPREAD), *values.shape[1:]), np.nan)
    for element in np.flatnonzero(known.any(axis=0)):
        found[..., element] = np.quantile(values[known[:, element], :, element], SPREAD, axis=0)
    return found
