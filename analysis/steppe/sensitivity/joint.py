"""Inputs that depend on each other: draws of several parameters together, or their priors joined by a copula."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import h5py
import numpy as np
import pandas as pd
from scipy.stats import norm

from steppe.io.results import open_results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steppe.sensitivity.priors import Parameter

PREFIX = "parameter_"
FEWEST_ROWS = 2


class JointInput(Protocol):
    """Parameters that are drawn together, from so many columns of the unit cube."""

    @property
    def name(self) -> str:
        """What its index is called."""

    @property
    def keys(self) -> list[str]:
        """Its parameters."""

    @property
    def columns(self) -> list[str]:
        """Names of its columns of the unit cube."""

    def values(self, cube: np.ndarray) -> dict[str, np.ndarray]:
        """Values of its parameters, by key, at rows of these columns."""


@dataclass(frozen=True, eq=False)
class JointDraws:
    """Rows of values that belong together, such as draws from a posterior; each has the same probability.

    One column of the cube chooses the row. The index of the whole is that of all its parameters together: how they
    share it cannot be told where they depend on each other.

    Attributes
    ----------
    name
        Of the whole.
    table
        A row per draw and a column per parameter.
    """

    name: str
    table: pd.DataFrame

    @property
    def keys(self) -> list[str]:
        """Its parameters."""
        return list(self.table)

    @property
    def columns(self) -> list[str]:
        """Names of its columns of the unit cube: one."""
        return [self.name]

    def values(self, cube: np.ndarray) -> dict[str, np.ndarray]:
        """Rows at probabilities.

        Parameters
        ----------
        cube
            One column of probabilities, from 0 to 1.
        """
        rows = np.minimum((cube[:, 0] * len(self.table)).astype(int), len(self.table) - 1)
        return {key: self.table[key].to_numpy()[rows] for key in self.table}


@dataclass(frozen=True, eq=False)
class GaussianCopula:
    """Priors of several parameters, joined by the correlations of normal variables behind them.

    A value at probability u of each prior belongs to the normal variable at u; these have the correlations. Priors stay
    what they are (Nelsen 2006, An Introduction to Copulas, 2.3).

    Attributes
    ----------
    name
        Of the whole.
    parameters
        With their priors.
    correlation
        Positive definite, 1 on its diagonal, in the order of the parameters.
    """

    name: str
    parameters: Sequence[Parameter]
    correlation: np.ndarray

    @property
    def keys(self) -> list[str]:
        """Its parameters."""
        return [parameter.key for parameter in self.parameters]

    @property
    def columns(self) -> list[str]:
        """Names of its columns of the unit cube: one for each parameter."""
        return self.keys

    def values(self, cube: np.ndarray) -> dict[str, np.ndarray]:
        """Quantiles of the priors at probabilities that depend on each other as the correlations say.

        Parameters
        ----------
        cube
            A column of independent probabilities for each parameter.
        """
        inside = np.clip(cube, 1e-12, 1.0 - 1e-12)
        joined = norm.cdf(norm.ppf(inside) @ np.linalg.cholesky(self.correlation).T)
        return {one.key: one.quantile(joined[:, i]) for i, one in enumerate(self.parameters)}


def read_joint_draws(path: Path) -> JointDraws:
    """Read draws of several parameters together.

    Parameters
    ----------
    path
        A CSV whose first line has the keys, or a file of ``steppe sweep``, whose points are the draws.

    Returns
    -------
    JointDraws
        Named as the file.

    Raises
    ------
    ValueError
        It holds no table of two rows or more of finite numbers.
    """
    if h5py.is_hdf5(path):
        with open_results(path) as ds:
            swept = [str(name) for name in ds.data_vars if str(name).startswith(PREFIX)]
            table = pd.DataFrame({name.removeprefix(PREFIX): ds[name].to_numpy() for name in swept})
    else:
        table = _read_csv(path)
    if len(table) < FEWEST_ROWS or not len(table.columns):
        raise ValueError(f"{path} holds {len(table)} draws of {len(table.columns)} parameters; it needs two or more")
    if not np.isfinite(table.to_numpy(dtype=float)).all():
        raise ValueError(f"{path} holds a value that is no finite number")
    return JointDraws(path.stem, table.astype(float))


def read_copula(path: Path, parameters: Sequence[Parameter]) -> GaussianCopula:
    """Read correlations of the normal variables behind several priors.

    Parameters
    ----------
    path
        A CSV whose first line has the keys, and below it their correlations, a row for each in the same order.
    parameters
        Those that the study varies, with their priors.

    Returns
    -------
    GaussianCopula
        Named as the file.

    Raises
    ------
    ValueError
        The study does not vary a key, or the matrix is none of correlations.
    """
    table = _read_csv(path)
    known = {parameter.key: parameter for parameter in parameters}
    unknown = [key for key in table if key not in known]
    if unknown:
        raise ValueError(f"{path} joins {', '.join(unknown)}, which the study does not vary")
    matrix = table.to_numpy(dtype=float)
    square = matrix.shape[0] == matrix.shape[1] >= FEWEST_ROWS
    if not square or not np.allclose(matrix, matrix.T) or not np.allclose(np.diag(matrix), 1.0):
        raise ValueError(f"{path} must hold a symmetric matrix of correlations with 1 on its diagonal, a row per key")
    if np.linalg.eigvalsh(matrix).min() <= 0:
        raise ValueError(f"the correlations in {path} contradict each other: the matrix is not positive definite")
    return GaussianCopula(path.stem, [known[key] for key in table], matrix)


def _read_csv(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, comment="#").astype(float)
    except (ValueError, pd.errors.ParserError) as error:
        raise ValueError(f"{path} is no table of numbers below a line of keys: {error}") from error
