"""The section "Why now": what the hazard of the opening month depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.figures import hazard_steps, hazard_swings
from steppe.format import capital, estimate, number, parameter_words
from steppe.hazard.page_charts import hazard_charts, value_with_unit
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Missing, Section
from steppe.report.tables import Cell, Row, counted, interval_cell, is_zero, plain_table

if TYPE_CHECKING:
    from steppe.hazard.read import HazardFile
    from steppe.report.page_inputs import PageInputs
    from steppe.report.tables import Table

HOW = "steppe hazard SCENARIO -o HAZARD.h5 && steppe-report OUT.h5 --hazard HAZARD.h5 -o REPORT.html"


def _data(inputs: PageInputs) -> dict[str, Any]:
    hazard = inputs.hazard
    if hazard is None:
        why = "No file of steppe hazard was given with this page, which says what a month depends on."
        return {"missing": Missing(why, HOW)}
    options = {"hedger": inputs.hedger or None, "names": inputs.names}
    return {
        "missing": None,
        "level": inputs.level,
        "month": _month(hazard),
        "runs": counted(hazard.replicates),
        "months": counted(len(hazard.months)),
        "caution": inputs.caution("hazard", hazard.parameters),
        "levels": _levels_table(hazard),
        "conditions": _shares_table(hazard, "condition"),
        "incentives": _shares_table(hazard, "incentive"),
        "world": _world_table(hazard),
        "drawn": inline_figure(
            "opening",
            lambda width: hazard_steps(hazard.ds, width=width, **options),
            "From a typical month, and from no incentive, to the opening month's probability of acceding, in the "
            "model. The tables beside it hold the numbers.",
        ),
        "swings": None if hazard.swings is None else _swings(inputs, hazard),
    }


def _swings(inputs: PageInputs, hazard: HazardFile) -> dict[str, Any]:
    """Show what would move an accession."""
    swings, options = hazard.swings, {"hedger": inputs.hedger or None, "names": inputs.names}
    months = counted(int(swings.attrs["months"]))
    rows = [
        Row(
            Cell(": ".join(parameter_words(row["parameter"], inputs.names)), f"{row['parameter']}, {row['tag']}"),
            [
                Cell(f"{value_with_unit(row, 'low')} to {value_with_unit(row, 'high')}"),
                *(
                    _percent(*(row[f"joined_at_{end}{key}"] for key in ("", "_low", "_high")))
                    for end in ("low", "high")
                ),
                _percent(*(row[key] for key in ("swing", "low", "high")), signed=True),
            ],
        )
        for row in swings.to_dict("records")
    ]
    heads = ["Parameter", "From, to", "At the low end, %", "At the high end, %", "Difference, points"]
    caption = f"Probability of an accession within {months} months, one parameter at a time"
    return {
        "months": months,
        "table": plain_table(caption, heads, rows),
        "drawn": inline_figure(
            "swings",
            lambda width: hazard_swings(hazard.ds, width=width, **options),
            "What one parameter at a time does to the probability of an accession. The table beside it "
            "holds the numbers.",
        ),
    }


def _levels_table(hazard: HazardFile) -> Table:
    named = {
        "hazard": "As it is",
        "typical": "Under the conditions of a typical month",
        "without_incentives": "With every incentive off in that month",
    }
    rows = [Row(Cell(words), [_percent(*hazard.level(name))]) for name, words in named.items()]
    return plain_table(f"Probability of acceding in {_month(hazard)}", ["The month", "%"], rows)


def _shares_table(hazard: HazardFile, over: str) -> Table:
    shares = hazard.conditions if over == "condition" else hazard.incentives
    rows = []
    for row in shares.to_dict("records"):
        key = row[over]
        words = capital(hazard.condition_words.get(key, key)) if over == "condition" else f"{key} {row['title']}"
        rows.append(Row(Cell(words), [_percent(*(row[name] for name in ("share", "low", "high")), signed=True)]))
    start = "a typical month" if over == "condition" else "no incentive"
    caption = f"Added to the probability of {start}"
    return plain_table(caption, [capital(over), "Percentage points"], rows)


def _world_table(hazard: HazardFile) -> Table:
    rows = [
        Row(Cell(capital(row["title"])), [_cell(row["mean"], row["low"], row["high"]), Cell(number(row["typical"]))])
        for row in hazard.world.to_dict("records")
    ]
    caption = f"The world in {_month(hazard)} and typically, in the model's own scales"
    return plain_table(caption, ["Reading", "In the month", "Typically"], rows)


def _month(hazard: HazardFile) -> str:
    return f"{hazard.months.index[0]:%B %Y}"


def _percent(mean: float, low: float, high: float, *, signed: bool = False) -> Cell:
    return _cell(100 * mean, 100 * low, 100 * high, signed=signed)


def _cell(mean: float, low: float, high: float, *, signed: bool = False) -> Cell:
    if is_zero(mean, low, high):
        return Cell("0")
    told, bottom, top = estimate(mean, low, high, signed=signed)
    if bottom == top:
        return Cell(told, "the same in all runs", is_mean=True)
    return interval_cell(mean, low, high, signed=signed)


SECTION = Section(
    "now",
    "Why now: what the opening month depends on",
    "hazard/section.html.j2",
    _data,
    link="Why now",
    interactive=hazard_charts,
    source="hazard",
)
