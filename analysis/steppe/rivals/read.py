"""The same comparison under rival readings of the scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steppe.effects.compare import effect_table
from steppe.io import results
from steppe.io.file_kinds import check_compares
from steppe.plot.rows import of_hedger
from steppe.text import LONGEST_TITLE, name_of_text

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import pandas as pd


@dataclass(frozen=True)
class Rival:
    """The same comparison under another reading."""

    title: str
    table: pd.DataFrame


def read_rivals(paths: Sequence[str | os.PathLike[str]], treated: str, control: str, hedger: str | None) -> list[Rival]:
    """Read comparisons of rival readings, whatever of their runs they keep.

    Parameters
    ----------
    paths
        Files that ``steppe compare`` wrote.
    treated, control
        The arms that the page compares.
    hedger
        Whose outcomes.

    Returns
    -------
    list of Rival
        In the order of the paths.
    """
    rivals = []
    for path in paths:
        with results.open_results(path) as ds:
            check_compares(ds, path)
            try:
                table = effect_table(ds, treated, control)
            except ValueError as error:
                raise ValueError(f"{path}: {error}") from error
            title = name_of_text(str(ds.attrs.get("title", path)), LONGEST_TITLE)
            rivals.append(Rival(title, of_hedger(table, hedger)))
    return rivals
