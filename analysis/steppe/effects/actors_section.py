"""The section "Who gains": actors and outcomes as tables whose cells scripts fill anew for each choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.format import REDUCTIONS, capital, estimate, unit_name
from steppe.report.section import Section
from steppe.report.tables import (
    ARROWS,
    Cell,
    Group,
    Row,
    Table,
    counted,
    is_zero,
    kind_of_effect,
    side_of_zero,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from steppe.report.page_inputs import PageInputs

POWERS = ("partner", "principal")  # whose gains and losses the table of powers holds


def _data(inputs: PageInputs) -> dict[str, Any]:
    table = inputs.findings.table
    shown = table[table["actor_order"] > 0].sort_values("actor_order", kind="stable")
    return {
        "has_months": inputs.has_months,
        "record": inputs.record,
        "months": counted(inputs.months),
        "tables": [one for one in (_powers(inputs, shown), _singles(inputs, shown)) if one],
    }


def _powers(inputs: PageInputs, shown: pd.DataFrame) -> Table | None:
    """Write a row for each power."""
    rows = shown[shown["better_for"].isin(POWERS)]
    if rows.empty:
        return None
    measures = rows.drop_duplicates("measure").to_dict("records")
    cells = {(row["element"], row["measure"]): row for row in rows.to_dict("records")}
    actors = dict.fromkeys(rows.sort_index()["element"])  # in the order of the file
    return Table(
        f"The powers: difference in the mean and its {inputs.level} interval",
        [Cell("Power"), *map(_head, measures)],
        [
            Group(
                [
                    Row(Cell(inputs.name_of(actor)), [_cell(cells.get((actor, one["measure"]))) for one in measures])
                    for actor in actors
                ]
            )
        ],
        "gains",
        "Table of powers",
    )


def _singles(inputs: PageInputs, shown: pd.DataFrame) -> Table | None:
    """Write rows for the leadership and for the accord."""
    whole = shown[(shown["element"] == "") & ~shown["outcome"].str.contains(" by month ", regex=False)]
    leadership = f"The leadership of {inputs.name_of(inputs.hedger)}" if inputs.hedger else "The leadership"
    groups = []
    for title, whose in ((leadership, "hedger"), ("The accord and its sponsors", "accord")):
        rows = whole[whole["better_for"] == whose].to_dict("records")
        groups += [Group([Row(_head(row), [_cell(row)]) for row in rows], title)] if rows else []
    if not groups:
        return None
    return Table(
        f"The leadership and the accord: difference in the mean and its {inputs.level} interval",
        [Cell("Outcome"), Cell("Difference")],
        groups,
        "gains singles",
        "Table of the leadership and the accord",
    )


def _head(row: Mapping[str, Any]) -> Cell:
    how = REDUCTIONS.get(row["reduction"], row["reduction"])
    unit = unit_name(row["unit"]) and f", {row['unit']}"
    name = str(row["long_name"]).split(":")[0]
    return Cell(f"{capital(name)} ({how}{unit})", f"more: {row['better_words']}")


def _cell(row: Mapping[str, Any] | None) -> Cell:
    if row is None:
        return Cell("–")
    ends, better = (row["difference"], row["low"], row["high"]), int(row["better"])
    for_scripts = {"outcome": row["outcome"], "reading": better}
    if is_zero(*ends):
        return Cell("0", "no change in any pair", is_mean=True, **for_scripts)
    mean, low, high = estimate(*ends, signed=True)
    side = side_of_zero(*ends[1:])
    kind = kind_of_effect(side, better)
    return Cell(mean, f"{low} to {high}", kind, is_mean=True, arrow=ARROWS[side], **for_scripts)


SECTION = Section(
    "gains",
    "Who gains, in any month and under any difference",
    "effects/actors_section.html.j2",
    _data,
    link="Who gains",
)
