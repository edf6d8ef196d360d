"""The section "What would you have to believe": what moves the effect, where it turns, and what to measure first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from steppe.figures import break_even_map, breakdown_frontier, information_values, lever_tornado
from steppe.format import number, unit_name
from steppe.levers.tables import INERT_WORDS
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Missing, Section
from steppe.report.tables import Cell, Row, counted, interval_cell, is_zero, plain_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from steppe.levers.read import LeverFile
    from steppe.report.page_inputs import PageInputs
    from steppe.report.tables import Table

HOW = "steppe levers SCENARIO -o LEVERS.h5 && steppe-report OUT.h5 --levers LEVERS.h5 -o REPORT.html"
MOST = 12


def _data(inputs: PageInputs) -> dict[str, Any]:
    levers = inputs.levers
    if levers is None:
        why = "No file of steppe levers was given with this page, which says what moves the effect and turns its sign."
        return {"missing": Missing(why, HOW)}
    facts, moving = levers.facts, (levers.ends["standing"] == "moves").sum()
    inert = levers.ends[levers.ends["standing"] == "inert"]
    return {
        "missing": None,
        "caution": inputs.caution("study of levers", levers.parameters),
        "level": inputs.level,
        "outcome": facts["outcome"],
        "unit": unit_name(facts["unit"]),
        "pairs": counted(facts["pairs"]),
        "search_pairs": counted(facts["search_pairs"]),
        "draws": counted(facts["draws"]),
        "count": counted(len(levers.ends)),
        "moving": counted(int(moving)),
        "tornado": inline_figure(
            "levers",
            lambda width: lever_tornado(levers.ds, width=width),
            "The effect of the accord with one parameter at a time at either end of its range, in the model. The table "
            "beside it holds the numbers.",
        ),
        "ends": _ends_table(levers.ends.head(MOST)),
        "turns": _turns_table(levers.turns) if len(levers.turns) else None,
        "map": _map(levers),
        "inert": _inert_table(inert) if len(inert) else None,
        "beliefs": _beliefs(levers),
    }


def _ends_table(rows: pd.DataFrame) -> Table:
    made = [
        Row(
            Cell(row["lever"], row["tag"]),
            [
                Cell(_range_words(row)),
                *(_cell(row, f"at_{end}") for end in ("low", "high")),
                _cell(row, "swing"),
            ],
        )
        for row in rows.to_dict("records")
    ]
    caption = "Effect of the accord, one parameter at a time, in the model; the largest changes"
    return plain_table(caption, ["Parameter", "From, to", "At the low end", "At the high end", "Difference"], made)


def _turns_table(turns: pd.DataFrame) -> Table:
    made = [
        Row(
            Cell(row["lever"], row["unit"] if row["unit"] != "1" else ""),
            [
                Cell(
                    number(row["turn"]),
                    f"{number(row['low'])}{' or less' if row['open_low'] else ''} to "
                    f"{number(row['high'])}{' or more' if row['open_high'] else ''}",
                    is_mean=True,
                ),
                Cell(number(row["scenario"])),
            ],
        )
        for row in turns.to_dict("records")
    ]
    caption = "Values at which the effect turns its sign, in the model; all other parameters as in the scenario"
    return plain_table(caption, ["Parameter", "Turns at, 90\u00a0%", "The scenario has"], made)


def _inert_table(inert: pd.DataFrame) -> Table:
    made = [
        Row(
            Cell(row["lever"]),
            [Cell(" ".join(filter(None, [INERT_WORDS[row["inert"]], f"({row['words']})" if row["words"] else ""]))),
             Cell(row["reason"])],
        )
        for row in inert.to_dict("records")
    ]  # fmt: skip
    return plain_table(
        "Parameters that move nothing of the effect at either end of their range, in the model",
        ["Parameter", "It", "Reason that the scenario states"],
        made,
    )


def _map(levers: LeverFile) -> dict[str, Any] | None:
    table = levers.break_even
    if table is None:
        return None
    return {
        "up": table.attrs["up"],
        "across": table.attrs["across"],
        "drawn": inline_figure(
            "break-even",
            lambda width: break_even_map(levers.ds, width=width),
            f"The effect over {table.attrs['across']} and {table.attrs['up']}, in the model.",
        ),
    }


def _beliefs(levers: LeverFile) -> dict[str, Any] | None:
    """Show what to measure first, and what belief would have to be."""
    if levers.beliefs is None or levers.groups is None:
        return None
    able = levers.beliefs[levers.beliefs["share"].notna()].sort_values("share", kind="stable").head(MOST)
    worth = levers.beliefs[levers.beliefs["found"] > 0].head(MOST)
    named = [Row(Cell(row["name"], row["tag"]), _worth_cells(row)) for row in worth.to_dict("records")]
    named += [
        Row(Cell(f"All with tag {row['tag']}" if row["tag"] else "All parameters"), _worth_cells(row))
        for row in levers.groups.to_dict("records")
    ]
    shifts = [
        Row(
            Cell(row["name"], row["tag"]),
            [
                _cell({key: 100 * row[key] for key in ("share", "share_low", "share_high")}, "share"),
                Cell(number(row["towards"])),
                Cell(number(row["prior_mean"])),
                Cell("") if math.isnan(row["mean"]) else _cell(row, "mean"),
            ],
        )
        for row in able.to_dict("records")
    ]
    return {
        "worth": plain_table(
            "Worth of knowing it before deciding, in the unit of the outcome, in the model",
            ["Parameter", "By regression", "Decided by others"],
            named,
        ),
        "shifts": plain_table(
            "How belief about one parameter would have to shift to turn the sign of the mean over the priors",
            ["Parameter", "Share that moves, %", "To", "Mean in the prior", "Mean of the nearest belief"],
            shifts,
        )
        if shifts
        else None,
        "worth_drawn": inline_figure(
            "information",
            lambda width: information_values(levers.ds, width=width),
            "What it is worth to know parameters before deciding, in the model. The table beside it holds the numbers.",
        ),
        "shift_drawn": inline_figure(
            "frontier",
            lambda width: breakdown_frontier(levers.ds, width=width),
            "How far belief about a parameter must shift, in the model. The table beside it holds the numbers.",
        ),
    }


def _worth_cells(row: Mapping[str, Any]) -> list[Cell]:
    return [_cell(row, "information"), _cell(row, "decided_by_others")]


def _cell(row: Mapping[str, Any], column: str) -> Cell:
    mean, low, high = (float(row[f"{column}{end}"]) for end in ("", "_low", "_high"))
    if math.isnan(mean):
        return Cell("no rest")
    return Cell("0") if is_zero(mean, low, high) else interval_cell(mean, low, high)


def _range_words(row: Mapping[str, Any]) -> str:
    if row["is_switch"]:
        return "off to on"
    unit = "" if row["unit"] in ("", "1") else f" {row['unit']}"
    return f"{number(row['range_low'])} to {number(row['range_high'])}{unit}"


SECTION = Section(
    "levers",
    "What would you have to believe: what moves the effect and turns its sign",
    "levers/section.html.j2",
    _data,
    link="What would turn it",
)
