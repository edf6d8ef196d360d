"""What a comparison found, as numbers and as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steppe.effects.compare import CONTROL, TREATED
from steppe.format import arm_name, estimate, listing, number, outcome_name, percent
from steppe.plot.rows import excludes_zero

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

STRONGEST = 3  # other outcomes that the first page tells of


@dataclass(frozen=True)
class Findings:
    """A table of effects, restricted to one hedger, with the names to tell of it.

    Attributes
    ----------
    table
        Rows of `steppe.compare.effect_table` that are outcomes, with the columns of
        `steppe.io.declared_columns.with_declarations`.
    names
        Names of ids.
    """

    table: pd.DataFrame
    names: Mapping[str, str]

    @property
    def treated(self) -> str:
        """The arm of interest in words."""
        return arm_name(self.table.attrs["treated"])

    @property
    def control(self) -> str:
        """The arm compared with in words."""
        return arm_name(self.table.attrs["control"])

    @property
    def level(self) -> str:
        """The level of the intervals: ``90 %``."""
        return percent(self.table.attrs["level"])

    @property
    def clear(self) -> pd.DataFrame:
        """Outcomes whose interval of the mean excludes 0, largest beside the spread between runs first."""
        rows = self.table[excludes_zero(self.table)]
        return rows.loc[rows["standardised"].abs().sort_values(ascending=False, kind="stable").index]

    @property
    def leading(self) -> pd.DataFrame:
        """The outcomes that a line of the answer is about, in a fixed order: of each the element that moves most."""
        moved = self.table[~self._still]
        order = moved["standardised"].abs().sort_values(ascending=False, kind="stable", na_position="last").index
        first = moved.loc[order].drop_duplicates("measure").set_index("measure", drop=False)
        return first[first["headline"]].sort_values("display_order")

    @property
    def strongest(self) -> pd.DataFrame:
        """Of the other measures, the elements that move most clearly, largest beside the spread first."""
        others = self.clear[~self.clear["headline"] & np.isfinite(self.clear["standardised"])]
        return others.drop_duplicates("measure").head(STRONGEST)

    @property
    def unclear(self) -> pd.DataFrame:
        """Outcomes that differ in some pair of runs but whose interval of the mean includes 0 or is unknown."""
        return self.table[~excludes_zero(self.table) & ~self._still]

    @property
    def unmoved(self) -> pd.DataFrame:
        """Outcomes that are equal in every pair of runs."""
        return self.table[self._still]

    @property
    def constant(self) -> pd.DataFrame:
        """Outcomes that have one value in all runs of both arms."""
        return self.table[self._still & self.table["standardised"].isna()]  # 0 by a standard deviation of 0

    @property
    def _still(self) -> pd.Series:
        return self.table[["difference", "spread_low", "spread_high", "low", "high"]].eq(0).all(axis="columns")

    def question(self, hedger: str) -> str:
        """Ask what the page answers."""
        who = f" for {self.names.get(hedger, hedger)}" if hedger else ""
        if (self.table.attrs["treated"], self.table.attrs["control"]) == (TREATED, CONTROL):
            return f"What does the accord change{who}?"
        return f"What changes{who}: {self.treated}, compared with {self.control}?"

    def headline(self) -> str:
        """Count the outcomes that move clearly."""
        count, clear = len(self.table), self.clear
        if not len(clear):
            return (
                f"None of {count} outcomes moves clearly: every {self.level} interval of a mean "
                "difference includes 0, or there are too few runs to tell."
            )
        verb = "moves" if len(clear) == 1 else "move"
        return (
            f"{len(clear)} of {count} outcomes {verb} clearly: the {self.level} interval of the mean "
            f"difference excludes 0."
        )

    def caution(self) -> str:
        """Say how many outcomes would pass by chance, and how many hold in nearly every run."""
        drawn = int((self.table["pairs"] > 1).sum()) - len(self.unmoved)
        chance = number((1 - self.table.attrs["level"]) * drawn, 0)
        clear = self.clear
        if not len(clear):
            return f"Even if nothing changed on average, about {chance} of {drawn} would pass by chance."
        steady = int(((clear["spread_low"] > 0) | (clear["spread_high"] < 0)).sum())
        return (
            f"If nothing changed on average, about {chance} of the {drawn} outcomes that vary would still "
            f"pass this test by chance. Moving clearly is not moving much: "
            f"in {steady} of the {len(clear)} the difference "
            "keeps its sign from the 5 % to the 95 % point of the pairs of runs; in the others chance can "
            "outweigh it in a single run."
        )

    def sentence(self, row: Mapping[str, float]) -> str:
        """Tell of one outcome, after its name."""
        sign = 1 if row["difference"] > 0 else -1
        ends = sorted((sign * row["low"], sign * row["high"]))
        size, low, high = estimate(abs(row["difference"]), *ends)
        unit = f" {row['unit']}" if row["unit"] not in ("1", "count") else ""
        if not excludes_zero(row):
            mean, low, high = estimate(row["difference"], row["low"], row["high"], signed=True)
            return f"no clear change: {mean}{unit} ({self.level} interval of the mean: {low} to {high})."
        return (
            f"{'higher' if sign > 0 else 'lower'} by {size}{unit} ({self.level} interval of the mean: {low} to {high})."
        )

    def beside(self, row: Mapping[str, float]) -> str:
        """Set one effect beside the spread of the runs."""
        bottom, top = number(row["spread_low"], signed=True), number(row["spread_high"], signed=True)
        share = row["share_positive"]
        side, part = ("above", share) if row["difference"] > 0 else ("not above", 1 - share)
        times = number(abs(row["standardised"]))
        return (
            f"Single pairs of runs: {bottom} to {top} (5 % to 95 %), {side} 0 in {percent(part)} of them; "
            f"the mean difference is {times} times the standard deviation between runs."
        )

    def name(self, row: Mapping[str, str]) -> str:
        """Name an outcome."""
        return outcome_name(row, self.names)

    def by_measure(self, rows: pd.DataFrame) -> list[str]:
        """Name outcomes, the elements of one measure together."""
        told = []
        for _, group in rows.groupby("measure", sort=False):
            elements = [
                ", ".join(self.names.get(key, key) for key in row.split(", ")) for row in group["element"] if row
            ]
            name = self.name({**group.iloc[0], "element": ""})
            told.append(f"{name}{': ' if elements else ''}{listing(elements)}")
        return list(dict.fromkeys(told))
