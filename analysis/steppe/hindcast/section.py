"""The section "Held against the record": hindcasts of the model, scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.figures import coverage_by_horizon, hindcast_fans, pit_histograms, skill_by_horizon
from steppe.format import number
from steppe.hindcast.words import BASELINES, GROUPS, MODES, years
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Missing, Section
from steppe.report.tables import Cell, Row, counted, plain_table

if TYPE_CHECKING:
    import pandas as pd

    from steppe.hindcast.read import HindcastFile
    from steppe.report.inline_svg import InlineFigure
    from steppe.report.page_inputs import PageInputs
    from steppe.report.tables import Table

HOW = (
    "steppe hindcast HISTORY.toml --observations CSV --origins 2000:2014 -o HINDCAST.h5 && "
    "steppe-report OUT.h5 --hindcast HINDCAST.h5 -o REPORT.html"
)
MODES_SHOWN = ("known", "extrapolated")
MOST_FANS = 6


def _data(inputs: PageInputs) -> dict[str, Any]:
    hindcast = inputs.hindcast
    if hindcast is None:
        why = "No file of steppe hindcast was given with this page, which says how the model does against the record."
        return {"missing": Missing(why, HOW)}
    modes = [mode for mode in MODES_SHOWN if mode in set(hindcast.scores["mode"])]
    modes = modes or [str(hindcast.scores["mode"].iloc[0])]
    group = str(hindcast.scores["group"].iloc[0])
    return {
        "missing": None,
        "size": counted(hindcast.members),
        "tables": [_scores_table(hindcast.scores, mode) for mode in modes],
        "panel": _panel_table(hindcast.panel, modes[0]),
        "placebos": _placebo_table(hindcast.placebos),
        "drawn": [_drawn(hindcast, mode) for mode in modes],
        "transforms": inline_figure(
            "hindcast-pit",
            lambda width: pit_histograms(hindcast.transforms, group, modes[0], width=width),
            "Where observations fell in their forecasts. Level bars: as sure as they should be.",
            data=hindcast.transforms,
        ),
        "coverage": inline_figure(
            "hindcast-coverage",
            lambda width: coverage_by_horizon(hindcast.scores, modes[0], width=width),
            "How many observations lay in the intervals of 50 and 90 percent. The tables hold the numbers.",
            data=hindcast.scores,
        ),
        "fans": _fans(hindcast, group, modes[-1]),
    }


def _drawn(hindcast: HindcastFile, mode: str) -> InlineFigure:
    return inline_figure(
        f"hindcast-skill-{mode}",
        lambda width: skill_by_horizon(hindcast.scores, mode, width=width),
        f"Skill by horizon against simple forecasts, {MODES[mode]}. The tables hold the numbers.",
        data=hindcast.scores[hindcast.scores["mode"] == mode],
    )


def _fans(hindcast: HindcastFile, group: str, mode: str) -> InlineFigure:
    rows = hindcast.forecasts[(hindcast.forecasts["group"] == group) & (hindcast.forecasts["mode"] == mode)]
    chosen = list(dict.fromkeys(rows["series"]))[:MOST_FANS]
    unit = hindcast.units.get(chosen[0], "") if chosen else ""
    return inline_figure(
        "hindcast-fans",
        lambda width: hindcast_fans(
            rows[rows["series"].isin(chosen)],
            hindcast.observed[hindcast.observed["series"].isin(chosen)],
            unit=unit,
            width=width,
        ),
        f"Forecasts from past years, {MODES[mode]}, and what was observed.",
        data=rows,
    )


def _scores_table(scores: pd.DataFrame, mode: str) -> Table:
    rows = [
        Row(
            Cell(GROUPS[row["group"]], f"{years(row['horizon'])}, against {BASELINES[row['baseline']]}"),
            [
                _skill_cell(row),
                Cell(f"{row['degrees_of_freedom']:.0f}", "few" if row["few"] else ""),
                Cell(str(row["origins"])),
                Cell(f"{row['coverage50']:.2f}, {row['coverage90']:.2f}"),
            ],
        )
        for row in scores[scores["mode"] == mode].to_dict("records")
    ]
    heads = ["Group", "Skill", "Degrees of freedom", "Origins", "In intervals of 50, 90 %"]
    return plain_table(f"Skill of hindcasts, {MODES[mode]}", heads, rows)


def _panel_table(panel: pd.DataFrame, mode: str) -> Table | None:
    rows = [
        Row(
            Cell(years(row["horizon"]), f"against {BASELINES[row['baseline']]}"),
            [_skill_cell(row), Cell(f"{row['states']:.0f}")],
        )
        for row in panel[panel["mode"] == mode].to_dict("records")
    ]
    caption = f"Points in UN votes over a panel of states, {MODES[mode]}; intervals clustered by state"
    return plain_table(caption, ["Horizon", "Skill", "States"], rows) if rows else None


def _placebo_table(placebos: pd.DataFrame) -> Table | None:
    rows = [
        Row(
            Cell(str(row["driver"]), f"{GROUPS[row['group']]}, {years(row['horizon'])}"),
            [Cell(f"{row['placebo_rank']:.0f} of {row['placebo_of']:.0f}")],
        )
        for row in placebos.to_dict("records")
    ]
    caption = "Place of each driver, known, among its placebos; 1 is the best score"
    return plain_table(caption, ["Driver", "Place"], rows) if rows else None


def _skill_cell(row: dict[str, Any]) -> Cell:
    low, high = row["low"], row["high"]
    told = "" if low != low else f"{number(low, 2, signed=True)} to {number(high, 2, signed=True)}"  # noqa: PLR0124  NaN: no interval
    return Cell(number(row["skill"], 2, signed=True), told, is_mean=True)


SECTION = Section(
    "record", "Held against the record", "hindcast/section.html.j2", _data, link="Record", source="hindcast"
)
