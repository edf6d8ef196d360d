"""Tables of who gains what: over chance, over priors, under rival readings, and in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steppe.benefit import BASE, PRIORS
from steppe.format import MINUS, REDUCTIONS, capital, estimate, percent, unit_name
from steppe.report.tables import (
    ARROWS,
    Cell,
    Group,
    Row,
    Table,
    interval_cell,
    is_zero,
    kind_of_effect,
    plain_table,
    side_of_zero,
)

if TYPE_CHECKING:
    import pandas as pd

    from steppe.benefit.read import BenefitFile
    from steppe.report.page_inputs import PageInputs

GROUPS = {
    "hedger": "The leadership",
    "principal": "The powers, by what the choice is worth to them",
    "partner": "The powers, by their weight in all links",
    "accord": "The accord and its sponsors",
}
"""Titles of the gains, by whose they are."""
PARTS = ("substance", "inducement", "interaction", "publicity")
"""What total is the sum of, in the order in which the page says so: the first three, or the first and the last."""


def gains_table(benefit: BenefitFile, inputs: PageInputs) -> Table:
    """Write a row for each gain: over chance, over priors, and how many rival readings agree."""
    heads = ["Gain and unit", "Parameters fixed", "Drawn from priors", "Less in, of pairs: fixed; drawn"]
    heads += ["Rival readings"] if benefit.rivals else []
    groups = []
    for whose, title in GROUPS.items():
        shown = benefit.base[benefit.base["better_for"] == whose]
        rows = []
        for outcome, row in shown.iterrows():
            both = [table.loc[outcome] for table in (benefit.base, benefit.priors)]
            less = "; ".join(percent(one["share_negative"]) for one in both)
            cells = [*map(_read_gain, both), Cell(less)]
            cells += [Cell(counts(benefit, outcome))] if benefit.rivals else []
            rows.append(Row(Cell(_name(row, inputs), f"more: {row['better_words']}"), cells))
        groups += [Group(rows, title)] if rows else []
    caption = f"Who gains what: mean difference and its {inputs.level} interval"
    return Table(caption, [Cell(head) for head in heads], groups, "gains")


def counts(benefit: BenefitFile, outcome: str) -> str:
    """Say how many rival readings give which sign: ``5 more, 1 less, 1 open``."""
    row = benefit.signs.loc[outcome]
    named = {"positive": "more", "negative": "less", "open": "open", "still": "no change"}
    return ", ".join(f"{int(row[key])} {words}" for key, words in named.items() if row[key])


def regret_table(benefit: BenefitFile, inputs: PageInputs) -> Table | None:
    """Write the probability of regret under every reading."""
    if benefit.regret.empty:
        return None
    named = {BASE: "Parameters fixed", PRIORS: "Parameters drawn from their priors"}
    rows = [
        Row(
            Cell(named.get(row["reading"], row["title"])),
            [interval_cell(*(100 * row[name] for name in ("probability", "low", "high")))],
        )
        for row in benefit.regret.to_dict("records")
    ]
    level = inputs.level
    caption = f"Probability of regret: share of pairs with less welfare, and its {level} interval (Wilson)"
    return plain_table(caption, ["Reading", "%"], rows)


def signs_table(benefit: BenefitFile, inputs: PageInputs) -> Table | None:
    """Write the sign of every gain under every reading."""
    if not benefit.rivals:
        return None
    columns = [BASE, PRIORS, *benefit.rivals]
    named = {BASE: "Parameters fixed", PRIORS: "Drawn from priors"}
    rows = [
        Row(Cell(_name(row, inputs)), [_sign(benefit.signs.loc[outcome, name]) for name in columns])
        for outcome, row in benefit.base.iterrows()
    ]
    caption = f"Sign of the mean, as far as its {inputs.level} interval shows one"
    return plain_table(caption, ["Gain", *(named.get(name, benefit.titles[name]) for name in columns)], rows)


def _sign(sign: float) -> Cell:
    words = {1.0: ("+", "more"), -1.0: (MINUS, "less"), 0.0: ("·", "open")}
    return Cell(*words.get(sign, ("", "not known")))


def parts_table(benefit: BenefitFile, inputs: PageInputs) -> Table:
    """Write what each gain is made of."""
    named = [name for name in PARTS if name in benefit.parts]
    rows = [
        Row(
            Cell(_name(row, inputs)),
            [_gain(row), *(_gain(benefit.parts[name].loc[outcome]) for name in named)],
        )
        for outcome, row in benefit.base.iterrows()
    ]
    heads = ["Gain and unit", "Total", *(f"{capital(name)}: {benefit.contrast_words[name]}" for name in named)]
    caption = f"The parts of each gain, parameters fixed: mean and its {inputs.level} interval"
    return plain_table(caption, heads, rows)


def _name(row: pd.Series, inputs: PageInputs) -> str:
    """Name a gain: whose, what, how months are counted, and its unit."""
    how = REDUCTIONS.get(row["reduction"], row["reduction"])
    unit = f", {row['unit']}" if unit_name(row["unit"]) else ""
    what = f"{row['long_name'].split(':')[0]} ({how}{unit})"
    return f"{inputs.name_of(row['actor'])}: {what}" if row["actor"] else capital(what)


def _gain(row: pd.Series) -> Cell:
    """Write a gain that no colour reads."""
    ends = row["difference"], row["low"], row["high"]
    if is_zero(*ends):
        return Cell("0", "no change", is_mean=True)
    return interval_cell(*ends, signed=True, kind="clear" if side_of_zero(*ends[1:]) else "unclear")


def _read_gain(row: pd.Series) -> Cell:
    """Write a gain coloured by what more of it is read as."""
    ends = row["difference"], row["low"], row["high"]
    if is_zero(*ends):
        return Cell("0", "no change", is_mean=True)
    mean, low, high = estimate(*ends, signed=True)
    side = side_of_zero(*ends[1:])
    return Cell(mean, f"{low} to {high}", kind_of_effect(side, row["better"]), is_mean=True, arrow=ARROWS[side])
