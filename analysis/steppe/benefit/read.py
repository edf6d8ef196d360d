"""Files of ``steppe benefit``: who gains what over chance, over priors and under rival readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from steppe.benefit import tables as benefit
from steppe.io import results
from steppe.io.declared import long_names
from steppe.io.declared_columns import with_declarations
from steppe.io.file_kinds import check_record

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import xarray as xr


@dataclass(frozen=True)
class BenefitFile:
    """What a file of ``steppe benefit`` holds of one hedger.

    Attributes
    ----------
    base, priors
        Total of every gain with parameters fixed, and drawn from their priors: `steppe.benefit.effects`, indexed by
        outcome, with the columns of `steppe.io.declared_columns.with_declarations`.
    parts
        The other contrasts with parameters fixed: outcomes by contrast.
    totals
        Total of every gain under every reading.
    signs
        Of `steppe.benefit.signs`.
    regret
        Of `steppe.benefit.regret`, of welfare; empty where the file does not hold welfare.
    contrast_words
        What each contrast is, in a few words.
    titles
        Title of each reading.
    months
        Length of the runs.
    ds
        The results, for figures.
    parameters
        Value of every parameter by its key.
    """

    base: pd.DataFrame
    priors: pd.DataFrame
    parts: dict[str, pd.DataFrame]
    totals: pd.DataFrame
    signs: pd.DataFrame
    regret: pd.DataFrame
    contrast_words: Mapping[str, str]
    titles: dict[str, str]
    months: int
    ds: xr.Dataset
    parameters: dict[str, float]

    @property
    def pairs(self) -> int:
        """Pairs of runs of each reading."""
        return int(self.base["pairs"].max())

    @property
    def rivals(self) -> list[str]:
        """Names of the rival readings."""
        return list(self.signs.attrs["rivals"])

    @property
    def gains_of_choice(self) -> pd.DataFrame:
        """Rows of `base`: what the leadership's choice is worth to each power, less what it paid."""
        return self.base[self.base["better_for"] == "principal"]

    @property
    def welfare(self) -> pd.DataFrame:
        """Rows of `base`: the leadership's welfare, as the measure whose loss the file calls regret."""
        return self.base[self.base["regret"].astype(bool)]

    def readings_of(self, outcome: str) -> pd.DataFrame:
        """Total of one gain under each reading.

        Parameters
        ----------
        outcome
            Its label.

        Returns
        -------
        pandas.DataFrame
            A row for each reading, indexed by reading.
        """
        return self.totals[self.totals["outcome"] == outcome].set_index("reading")


def read_benefit_file(path: str | os.PathLike[str], hedger: str, level: float) -> BenefitFile:
    """Read a file of ``steppe benefit``.

    Parameters
    ----------
    path
        The file.
    hedger
        Whose.
    level
        Probability that intervals are made for.

    Returns
    -------
    BenefitFile

    Raises
    ------
    SteppeFileError
        The file is another kind of result.
    ValueError
        It is not about the hedger, or holds nothing that tells of a gain.
    """
    with results.open_results(path) as ds:
        check_record(ds, path, "benefit")
        ds.load()
    who = hedger or None
    try:
        table = with_declarations(benefit.effects(ds, hedger=who, level=level), ds)
        if table.empty:
            raise ValueError("it holds no measure of what anybody gains: write it without --measures")
        by_reading = {
            key: rows.set_index("outcome", drop=False)
            for key, rows in table.groupby(["reading", "contrast"], sort=False)
        }
        has_regret = table["regret"].any()
        return BenefitFile(
            by_reading[(benefit.BASE, "total")],
            by_reading[(benefit.PRIORS, "total")],
            {name: rows for (reading, name), rows in by_reading.items() if reading == benefit.BASE and name != "total"},
            benefit.effects(ds, ["total"], benefit.titles(ds), hedger=who, level=level),
            benefit.signs(ds, hedger=who, level=level),
            benefit.regret(ds, hedger=who, level=level) if has_regret else pd.DataFrame(),
            long_names(ds, "contrast"),
            benefit.titles(ds),
            int(ds["outcome_months"].max()),
            ds,
            results.parameter_values(path),
        )
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    except (LookupError, TypeError, AttributeError) as error:
        raise results.SteppeFileError(
            f"{path} lacks what files of 'steppe benefit' hold ({type(error).__name__}: {error}); write it again"
        ) from error
