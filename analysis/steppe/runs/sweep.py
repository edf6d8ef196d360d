"""A sweep: the points of a study, in every arm."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from steppe.io.declared import CONTROL, TREATED
from steppe.runs import export
from steppe.runs.result import Result

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Sweep(Result):
    """Every point of a design, with the same replicates: points, like arms, meet the same shocks."""

    of_what: ClassVar[str] = "Sweep"

    def points(self) -> pd.DataFrame:
        """Values of what varies: a row per point, a column per parameter (`steppe.discovery.experiments`)."""
        from steppe.discovery import experiments

        return experiments(self.data)

    def effects(
        self, measures: list[str] | None = None, treated: str = TREATED, control: str = CONTROL
    ) -> pd.DataFrame:
        """Give the mean paired difference at every point: a row per point, a column per outcome."""
        from steppe.discovery import effects

        return effects(self.data, treated, control, names=measures)

    def headline(self) -> pd.DataFrame:
        """Give what varies and how the effects spread over the points."""
        effects = self.effects()
        return effects.quantile([0.05, 0.5, 0.95]).T.rename_axis("outcome").reset_index()

    def sensitivity(self, measure: str | None = None, contrast: str = "total") -> pd.DataFrame:
        """Give what an effect depends on: delta indices and the split of its variance (`steppe.sensitivity.of_sweep`).

        Parameters
        ----------
        measure
            A measure; all when not given, which takes seconds an outcome.
        contrast
            Its name, or ``"ARM - OTHER_ARM"``.

        Returns
        -------
        pandas.DataFrame
            A row per index, outcome and parameter.
        """
        from steppe.sensitivity import of_sweep

        return of_sweep(self.path, contrast, None if measure is None else [measure]).tidy()

    def plot(self, x: str | None = None, y: str | None = None, *, outcome: str | None = None,
             width: float | str | None = None) -> Figure:  # fmt: skip
        """Draw where in the space of two parameters the effect on an outcome is a gain.

        Parameters
        ----------
        x, y
            Parameters; the first two that vary when not given.
        outcome
            Of `effects`; the first when not given.
        width
            In inches, or the name of a journal's column.

        Returns
        -------
        matplotlib.figure.Figure
        """
        from steppe import figures

        points, effects = self.points(), self.effects()
        named = list(points.columns)
        if len(named) < 2 and (x is None or y is None):  # noqa: PLR2004  a plane
            raise export.unknown_name("", named, "pair of parameters that vary")
        x, y = x or named[0], y or named[1]
        wanted = outcome or str(effects.columns[0])
        for name in (x, y):
            if name not in named:
                raise export.unknown_name(name, named, "parameter that varies")
        if wanted not in effects:
            raise export.unknown_name(wanted, list(effects.columns), "outcome of this sweep")
        return figures.effect_plane(points[x], points[y], effects[wanted], width=figures.width_of(width))

    def to_frame(self, *, tidy: bool = True) -> pd.DataFrame:
        """Give outcomes of single runs, one in a row; or, not tidy, points beside the mean effects at them."""
        return export.tidy_outcomes(self.outcomes) if tidy else self.points().join(self.effects())

    def tables(self) -> dict[str, pd.DataFrame]:
        """Points, and effects at them."""
        return {
            "headline": self.headline(),
            "points": self.points().reset_index(),
            "effects": self.effects().reset_index(),
        }
