"""What all results share: a file, read when it is used, and what the engine told of it."""

from __future__ import annotations

from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from steppe.effects.compare import outcomes
from steppe.io.results import labels, open_results, parameters, provenance
from steppe.runs import export

if TYPE_CHECKING:
    import os

    import xarray as xr
    from matplotlib.figure import Figure

    from steppe.runs.folder import PassingFolder

SHOWN = 12
"""Rows of a table that a notebook shows."""


class Result:
    """A result of the engine.

    Parameters
    ----------
    path
        Its file.
    told
        What the engine told of it as JSON.
    keep
        The folder of a file that nobody asked to keep: it is gone with the result.

    Attributes
    ----------
    path
        The result file: h5py, xarray and R open it as it is.
    told
        Every number that the engine told, as JSON has it.
    """

    of_what: ClassVar[str] = "result"

    def __init__(
        self,
        path: str | os.PathLike[str],
        told: Any = None,  # noqa: ANN401
        keep: PassingFolder | None = None,
    ) -> None:
        self.path = Path(path)
        self.told: Any = told
        self._keep = keep
        self._data: xr.Dataset | None = None

    @property
    def data(self) -> xr.Dataset:
        """The file as labelled xarray data, whose values are read when they are used (`steppe.open`)."""
        if self._data is None:
            self._data = open_results(self.path)
        return self._data

    @property
    def parameters(self) -> pd.DataFrame:
        """Every parameter of the run with its value, range, evidence and source (`steppe.parameters`)."""
        return parameters(self.path)

    @property
    def provenance(self) -> dict[str, Any]:
        """How the result came about (`steppe.provenance`)."""
        return provenance(self.path)

    @property
    def names(self) -> dict[str, str]:
        """Names that the scenario gives to its actors, by id."""
        return labels(self.path)

    @cached_property
    def outcomes(self) -> xr.DataArray:
        """One number of each run for every outcome, of results that keep single runs (`steppe.compare.outcomes`)."""
        return outcomes(self.data)

    def __getitem__(self, name: str) -> xr.DataArray:
        """Values of one variable of the file, lazily."""
        if name not in self.data.variables:
            raise export.unknown_name(name, list(map(str, self.data.data_vars)), "variable of this result")
        return self.data[name]

    def _ipython_key_completions_(self) -> list[str]:
        return list(map(str, self.data.data_vars))

    def headline(self) -> pd.DataFrame:
        """Give the answer in a row or a few."""
        raise NotImplementedError

    def effects(self) -> pd.DataFrame:
        """Give every effect with its interval."""
        raise NotImplementedError

    def plot(self) -> Figure:
        """Draw the answer."""
        raise NotImplementedError

    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables of the result by name, as `to_excel` writes them."""
        return {"headline": self.headline(), "effects": self.effects()}

    def to_excel(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the tables, the parameters with their sources, and where the numbers are from into a workbook.

        Parameters
        ----------
        path
            Workbook to write: it appears whole or not at all.
        force
            Whether to replace one that is there.

        Returns
        -------
        pathlib.Path
            The workbook.

        Raises
        ------
        FileExistsError
            It is there already.
        ModuleNotFoundError
            Workbooks need the package openpyxl.
        """
        of_runs = {"parameters": self.parameters, "provenance": export.provenance_table(self.provenance)}
        return export.write_workbook(Path(path), {**self.tables(), **of_runs}, force=force)

    def to_inference_data(self) -> Any:  # noqa: ANN401  of ArviZ before 1, or a tree of xarray
        """Hand the runs to ArviZ.

        Returns
        -------
        xarray.DataTree or arviz.InferenceData
            As the installed ArviZ takes it: a tree of xarray from version 1 on, and where none is installed. Groups are
            ``prior`` (parameters that vary) and ``prior_predictive`` (outcomes), over ``chain`` (one) and ``draw``.
        """
        return export.inference_data(self.data, self.outcomes)

    def close(self) -> None:
        """Close the file; a temporary one is removed."""
        if self._data is not None:
            self._data.close()
            self._data = None
        if self._keep is not None:
            self._keep.cleanup()

    def __enter__(self) -> Result:
        """Close it at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def __repr__(self) -> str:
        """Say what it is, and the answer."""
        return f"<{type(self).__name__} of {self.path.name}>\n{self.headline().head(SHOWN).to_string(index=False)}"

    def _repr_html_(self) -> str:
        """Show the answer in a notebook."""
        title = escape(str(self.data.attrs.get("title", "")))
        shown = self.headline().head(SHOWN).to_html(index=False, border=0, float_format="{:.4g}".format)
        return (
            f"<p><strong>{escape(self.of_what)}</strong>: {title}</p>{shown}"
            "<p><small>In the model; no forecast. Intervals are over the runs, as docs/model.md says.</small></p>"
        )
