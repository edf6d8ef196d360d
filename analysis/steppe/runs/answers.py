"""Answers of the engine: why now, whose incentive, to whose benefit, given what is known, held against the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steppe.runs import export
from steppe.runs.result import Result
from steppe.runs.told import table, tables, with_parts

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Attribution(Result):
    """Shapley shares of incentives in an effect."""

    of_what: ClassVar[str] = "Whose incentive"

    def effects(self, contrast: str | None = None) -> pd.DataFrame:
        """Give every effect with all incentives on and with all off, and the share of each in it.

        Parameters
        ----------
        contrast
            Its name; all when not given.

        Returns
        -------
        pandas.DataFrame
            A row per contrast, outcome and incentive: ``mean``, ``standard_error`` and the interval of its share.
        """
        rows = (
            {
                "contrast": one["contrast"],
                "outcome": row["outcome"],
                "unit": row["unit"],
                "incentive": incentive,
                **share,
            }
            for one in self.told["attributions"]
            if contrast in (None, one["contrast"])
            for row in one["outcomes"]
            for incentive, share in row["shares"].items()
        )
        return with_parts(table(rows))

    def headline(self) -> pd.DataFrame:
        """Give the shares in what the file calls a headline, the largest first."""
        from steppe.io.declared import declarations

        declared = declarations(self.data)
        shares = self.effects()
        chosen = shares[shares["measure"].isin(declared.index[declared["headline"]])]
        chosen = shares[shares["outcome"] == shares["outcome"].iloc[0]] if chosen.empty else chosen
        return chosen.sort_values("mean", key=abs, ascending=False, kind="stable").reset_index(drop=True)

    def plot(
        self, outcome: str | None = None, *, contrast: str | None = None, width: float | str | None = None
    ) -> Figure:
        """Draw the shares step by step (`steppe.figures.incentive_waterfall`)."""
        from steppe import figures

        name = contrast or str(self.told["attributions"][0]["contrast"])
        wanted = outcome or str(self.headline()["outcome"].iloc[0])
        return figures.incentive_waterfall(self.data, wanted, name, **figures.width_option(width))


class Hazard(Result):
    """When a hedger accedes, and what that depends on."""

    of_what: ClassVar[str] = "Why now"

    def effects(self) -> pd.DataFrame:
        """Give every month: the hazard as it is, in typical conditions and without incentives, and shares in it."""
        return table({"hedger": one["hedger"], **row} for one in self.told["hedgers"] for row in one["months"])

    def headline(self) -> pd.DataFrame:
        """Give the opening month of each hedger."""
        months = self.effects()
        first = months.groupby("hedger", sort=False).head(1)
        return first[[name for name in first if "shares" not in name]].reset_index(drop=True)

    def swings(self) -> pd.DataFrame:
        """Give what each parameter would move at the ends of its range, the largest first."""
        rows = table({"hedger": one["hedger"], **row} for one in self.told["hedgers"] for row in one["swings"])
        return rows.sort_values("difference_mean", key=abs, ascending=False, kind="stable").reset_index(drop=True)

    def plot(self, *, width: float | str | None = None) -> Figure:
        """Draw the steps from a typical month to the opening month (`steppe.figures.hazard_steps`)."""
        from steppe import figures

        return figures.hazard_steps(self.data, **figures.width_option(width))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Headline, months and swings."""
        return {**super().tables(), "swings": self.swings()}


class Benefit(Result):
    """Who gains what, over chance, over priors and under rival readings."""

    of_what: ClassVar[str] = "To whose benefit"

    def effects(self, contrast: str | None = "total") -> pd.DataFrame:
        """Give every effect under every reading: mean with its interval, spread, shares of either sign."""
        rows = (
            {"outcome": one["outcome"], "unit": one["unit"], "reading": reading, "contrast": name, **effect}
            for one in self.told["outcomes"]
            for reading, by_contrast in one["readings"].items()
            for name, effect in by_contrast.items()
            if contrast in (None, name)
        )
        return with_parts(table(rows))

    def headline(self) -> pd.DataFrame:
        """Give who gains what: the outcomes of the table of benefits, in its order."""
        from steppe.io.declared import declarations

        order = declarations(self.data)["benefit_order"]
        rows = self.effects()
        place = rows["measure"].map(order).fillna(0)
        chosen = rows[place > 0].assign(place=place[place > 0]).sort_values("place", kind="stable")
        return chosen.drop(columns="place").reset_index(drop=True)

    def plot(self, *, width: float | str | None = None) -> Figure:
        """Draw what each actor gains (`steppe.figures.benefit_intervals`)."""
        from steppe import figures

        return figures.benefit_intervals(self.data, **figures.width_option(width))


class Condition(Result):
    """What the accord changed, given what is known."""

    of_what: ClassVar[str] = "Given what is known"

    def effects(self) -> pd.DataFrame:
        """Give effects over all runs and given the evidence (`steppe.condition.effects`, statistics of the engine)."""
        from steppe import condition

        return condition.effects(self.data)

    def headline(self) -> pd.DataFrame:
        """Give whether it would have come anyway (`steppe.condition.joined_anyway`), else what the evidence is."""
        from steppe import condition

        anyway = condition.joined_anyway(self.data)
        return anyway if len(anyway) else condition.conditions(self.data)

    def plot(self, *, width: float | str | None = None) -> Figure:
        """Draw effects given the evidence beside those over all runs (`steppe.figures.effects_given`)."""
        from steppe import figures

        return figures.effects_given(self.data, **figures.width_option(width))


class Hindcast(Result):
    """Forecasts from past years, scored against what was observed."""

    of_what: ClassVar[str] = "Held against the record"

    def effects(self) -> pd.DataFrame:
        """Give scores by group, horizon, mode and baseline."""
        from steppe.hindcast.read import read_hindcast_file

        return read_hindcast_file(self.path).scores

    def headline(self) -> pd.DataFrame:
        """Give scores with the drivers known no further than a forecast would."""
        scores = self.effects()
        return scores[scores["mode"] == "extrapolated"].reset_index(drop=True) if "mode" in scores else scores

    def plot(self, *, width: float | str | None = None) -> Figure:
        """Draw skill by horizon (`steppe.figures.skill_by_horizon`)."""
        from steppe import figures

        return figures.skill_by_horizon(self.effects(), **figures.width_option(width))


class Levers(Result):
    """What one would have to believe: every list of rows that ``steppe levers`` tells, by its name."""

    of_what: ClassVar[str] = "What would you have to believe"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every list of rows in the answer, by the name that the engine gives it."""
        found = tables(self.told)
        if not found:
            raise export.unknown_name("levers", [], "table of what the engine told")
        return found

    def effects(self) -> pd.DataFrame:
        """Give the longest of the tables: a row per parameter."""
        return max(self.tables().values(), key=len)

    def headline(self) -> pd.DataFrame:
        """Give the first rows of it."""
        return self.effects().head(10)

    def scalars(self) -> dict[str, Any]:
        """Give what is told besides tables: the outcome, replicates, seed."""
        return {name: value for name, value in self.told.items() if not isinstance(value, list | dict)}
