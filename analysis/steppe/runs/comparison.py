"""A comparison of arms: what the accord changes, run by run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from steppe.io.declared import CONTROL, TREATED, contrasts, declarations
from steppe.runs import export
from steppe.runs.difference import Difference
from steppe.runs.result import Result
from steppe.runs.told import table, with_parts

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

PLOTS = ("effects", "heatmap", "shares", "difference")


class Comparison(Result):
    """Arms run as pairs: the same replicate of each meets the same shocks.

    ``run["alignment"]`` is a measure as lazy labelled data; ``run - base`` is what a change of the scenario changes in
    an effect, over the same shocks.
    """

    of_what: ClassVar[str] = "Comparison"

    @property
    def contrasts(self) -> list[str]:
        """Names of the differences between arms that it holds."""
        return [str(one["contrast"]) for one in self.told["contrasts"]]

    def headline(self) -> pd.DataFrame:
        """Give what ten years with the accord are worth, over draws of all parameters, as ``steppe compare`` prints it.

        Returns
        -------
        pandas.DataFrame
            A row per hedger: ``median``, ``mean`` and ``probability_of_gain`` with the ends of their intervals, and
            quantiles. Where the pass over the priors was left out, the effects that are headlines, at the scenario's
            values.
        """
        if self.told["headline"]:
            return table(self.told["headline"])
        effects = self.effects()
        declared = [name for name, one in self.data.data_vars.items() if one.attrs.get("headline")]
        chosen = effects[effects["measure"].isin(declared)]
        return effects.head(1) if chosen.empty else chosen

    def effects(self, contrast: str | None = None, measures: list[str] | None = None) -> pd.DataFrame:
        """Give the paired differences of every outcome, as ``steppe compare --json`` tells them.

        Parameters
        ----------
        contrast
            Its name; the first when not given.
        measures
            Measures to keep; all when not given.

        Returns
        -------
        pandas.DataFrame
            A row per outcome: ``outcome`` and its parts, ``unit``, ``reduction``, ``pairs``, means of the arms,
            ``difference`` with ``standard_error`` and the ends of its 90 % interval, the spread of pairs, the shares of
            pairs above and below 0.
        """
        known = self.contrasts
        name = known[0] if contrast is None else contrast
        if name not in known:
            raise export.unknown_name(name, known, "contrast of this comparison")
        told = self.told["contrasts"][known.index(name)]
        rows = with_parts(table(told["outcomes"]))
        rows.attrs = {"contrast": name, "treated": told["treated"], "control": told["control"]}
        if measures is None:
            return rows
        for measure in measures:
            if measure not in set(rows["measure"]):
                raise export.unknown_name(measure, sorted(set(rows["measure"])), "measure of this comparison")
        return rows[rows["measure"].isin(measures)].reset_index(drop=True)

    def regret(self) -> pd.DataFrame:
        """Give the probability that the treated arm is worth less, by contrast and hedger."""
        return table({"contrast": one["contrast"], **row} for one in self.told["contrasts"] for row in one["regret"])

    def plot(
        self,
        what: str = "effects",
        *,
        measure: str | None = None,
        measures: list[str] | None = None,
        width: float | str | None = None,
    ) -> Figure:
        """Draw it.

        Parameters
        ----------
        what
            ``effects`` (every outcome with interval and spread), ``heatmap`` (who gets what), ``shares`` (alignment
            over time) or ``difference`` (of one measure over time).
        measure
            Of a difference; the first headline when not given.
        measures
            Of effects and heat map; those that the file puts before others (``display_order``) when not given.
        width
            In inches, or the name of a journal's column (`steppe.figures.JOURNALS`).

        Returns
        -------
        matplotlib.figure.Figure
        """
        from steppe import figures
        from steppe.effects.compare import effect_table

        options = {"names": self.names, **({} if width is None else {"width": figures.width_of(width)})}
        treated, control = self._pair()
        if what == "shares":
            return figures.alignment_shares(self.data, **options)
        if what == "difference":
            name = measure or str(self.headline()["outcome"].iloc[0]).partition("[")[0]
            return figures.difference_fans(self.data, [name], treated=treated, control=control, **options)
        if what not in PLOTS:
            raise export.unknown_name(what, PLOTS, "figure of a comparison")
        draw = figures.effect_forest if what == "effects" else figures.benefit_heatmap
        return draw(effect_table(self.data, treated, control, names=measures or self._foremost()), **options)

    def to_frame(self, measure: str | None = None, *, tidy: bool = True) -> pd.DataFrame:
        """Give single runs as a frame.

        Parameters
        ----------
        measure
            A measure whose months are wanted; one number a run of every outcome when not given.
        tidy
            One value in a row; otherwise a row per run and a column per outcome.

        Returns
        -------
        pandas.DataFrame
        """
        if measure is not None:
            return export.tidy_months(self[measure])
        frame = export.tidy_outcomes(self.outcomes)
        if tidy:
            return frame
        return frame.pivot_table(index=["arm", "replicate"], columns="outcome", values="value", sort=False)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Headline, and effects of every contrast."""
        return {"headline": self.headline(), **{f"effects {name}": self.effects(name) for name in self.contrasts}}

    def __sub__(self, other: Comparison) -> Difference:
        """Difference of the effects of two scenarios, paired over the shocks that both met."""
        if not isinstance(other, Comparison):
            return NotImplemented
        return Difference(self, other)

    def _foremost(self) -> list[str] | None:
        """Measures that the file puts before others; all where it puts none."""
        order = declarations(self.data)["display_order"]
        return [str(name) for name in order[order > 0].sort_values().index] or None

    def _pair(self) -> tuple[str, str]:
        """Arms of the first contrast that is a pair."""
        pairs = [arms for arms in contrasts(self.data).values() if arms.is_pair]
        if not pairs:
            return TREATED, CONTROL
        return pairs[0].plus[0], pairs[0].minus[0]
