"""Charts of what the hazard of the opening month depends on: their rows, with the words that a pointer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from steppe.format import bracketed, number, parameter_words
from steppe.hazard.steps import OTHERS, steps_to_opening
from steppe.report.charts import (
    BLUE,
    FONT,
    GREEN,
    HINT,
    INK,
    MUTED,
    VERMILION,
    few_values,
    known_rows,
    line_at_zero,
    row_labels,
)
from steppe.report.section import Interactive
from steppe.report.tables import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steppe.hazard.read import HazardFile
    from steppe.plot.steps import Row
    from steppe.report.page_inputs import PageInputs

WATERFALLS = {"now-conditions": "typical", "now-incentives": "no_incentive"}
"""What the bars of each begin from."""
LINES = {"hazard": "as it is", "typical": "typical conditions", "without_incentives": "no incentive"}
ROOM = 1.35  # of the longest bar: numbers stand right of it


def hazard_charts(inputs: PageInputs) -> Interactive:
    """Draw what leads to the opening month, the months, and what would move an accession."""
    hazard = inputs.hazard
    if hazard is None:
        return Interactive()
    level, who = hazard.months.attrs["level"], hazard.months.attrs["hedger"]
    rows = {
        name: [_step(step) for step in steps_to_opening(hazard.ds, start, hedger=who, level=level)]
        for name, start in WATERFALLS.items()
    }
    rows["now-months"] = [row for name, words in LINES.items() for row in _line(hazard, name, words)]
    if hazard.swings is not None:
        rows["now-swings"] = [_swing(row, inputs.names) for row in hazard.swings.to_dict("records")]
    marks = dict.fromkeys(WATERFALLS, _waterfall) | {"now-months": _hazards, "now-swings": _swings}
    still = known_rows(rows)
    return Interactive({name: marks[name](name, held) for name, held in still.items()}, still)


def _step(step: Row) -> dict[str, Any]:
    """Write a bar of a waterfall; an incentive is known by its id where there is no room for its title."""
    title, _, key = step.words.removesuffix(")").partition(" (")
    others = step.key == OTHERS
    told = bracketed(step.mean, step.low, step.high, signed=not step.whole)
    return {
        "label": title if others or step.key != key else f"{key} {title[:1].lower()}{title[1:]}",
        "from": step.start, "to": step.start + step.mean, "low": step.start + step.low, "high": step.start + step.high,
        "kind": "level" if step.whole else "more" if step.mean >= 0 else "less",
        "text": number(step.mean, 2, signed=not step.whole),
        "hint": f"{step.words}\n{told} % a month" if step.whole else f"{step.words}\n{told} percentage points",
    }  # fmt: skip


def _line(hazard: HazardFile, name: str, words: str) -> list[dict[str, Any]]:
    found = []
    for when, row in hazard.months.iterrows():
        mean, low, high = (100 * row[f"{name}{end}"] for end in ("", "_low", "_high"))
        if pd.notna(mean):
            told = bracketed(mean, low, high)
            hint = f"{when:%B %Y}, {words}\n{told} %\n{counted(int(row['at_risk']))} runs still outside"
            date = int(when.timestamp() * 1000)
            found.append({"date": date, "line": words, "mean": mean, "low": low, "high": high, "hint": hint})
    return found


def _swing(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    label = parameter_words(row["parameter"], names)
    ends = {end: [100 * row[f"joined_at_{end}{key}"] for key in ("", "_low", "_high")] for end in ("low", "high")}
    told = [f"at {value_with_unit(row, end)}: {bracketed(*ends[end])} %" for end in ("low", "high")]
    swing = bracketed(*(100 * row[key] for key in ("swing", "low", "high")), signed=True)
    return {
        "label": "\n".join(label), "low": ends["low"][0], "high": ends["high"][0], "low_low": ends["low"][1],
        "low_high": ends["low"][2], "high_low": ends["high"][1], "high_high": ends["high"][2],
        "hint": f"{': '.join(label)} ({row['parameter']})\n" + "\n".join([*told, f"difference {swing} points"]),
    }  # fmt: skip


def value_with_unit(row: Mapping[str, Any], end: str) -> str:
    """Write an end of a parameter's range."""
    unit = "" if row["unit"] in ("", "1") else f" {row['unit']}"
    return f"{row[f'range_{end}']:g}{unit}"


def _waterfall(name: str, held: Sequence[dict[str, Any]]) -> alt.LayerChart:
    """Bars of which each begins where the last ends, with the interval of the length and the length in figures."""
    top = max(row[name] or 0 for row in held for name in ("from", "to", "high")) or 1
    rows = alt.Chart(alt.NamedData(name)).encode(y=row_labels())
    colour = alt.Color(
        "kind:N", legend=None, scale=alt.Scale(domain=["level", "more", "less"], range=[MUTED, BLUE, VERMILION])
    )
    x = alt.X("from:Q", title=None, axis=few_values(), scale=alt.Scale(domain=[0, ROOM * top], nice=False))
    bar = rows.mark_bar(height=15, opacity=0.55).encode(x, alt.X2("to:Q"), color=colour, tooltip=HINT)
    interval = rows.mark_rule(color=INK, strokeWidth=1.5).encode(alt.X("low:Q"), alt.X2("high:Q"))
    told = rows.mark_text(align="left", dx=6, color=INK, font=FONT, fontSize=13).encode(
        alt.X("end:Q"), text=alt.Text("text:N")
    )
    return alt.layer(
        line_at_zero(), bar, interval, told.transform_calculate(end="max(datum.from, datum.to, datum.high)")
    ).properties(height=36 * len(held))


def _hazards(name: str, held: Sequence[dict[str, Any]]) -> alt.LayerChart:
    """A line with its interval for each way of looking at the months."""
    lines = list(dict.fromkeys(row["line"] for row in held))
    hover = alt.selection_point(
        name="hover", nearest=True, on="pointermove", clear="pointerout", fields=["date", "line"], empty=False
    )
    key = alt.Legend(
        title=None,
        orient="top",
        labelColor=INK,
        labelFont=FONT,
        labelFontSize=13,
        symbolType="stroke",
        symbolOpacity=1,
        symbolStrokeWidth=3,
        aria=False,
    )
    colour = alt.Color("line:N", legend=key, scale=alt.Scale(domain=lines, range=[BLUE, GREEN, VERMILION]))
    dash = alt.StrokeDash("line:N", legend=key, scale=alt.Scale(domain=lines, range=[[1, 0], [6, 3], [2, 2]]))
    rows = alt.Chart(alt.NamedData(name)).encode(
        x=alt.X("date:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(tickCount=6, grid=False)), color=colour
    )
    band = rows.mark_area(opacity=0.25).encode(alt.Y("low:Q", title=None), alt.Y2("high:Q"))
    line = rows.mark_line(strokeWidth=2).encode(alt.Y("mean:Q"), strokeDash=dash)
    points = (
        rows.mark_point(filled=True, size=70)
        .encode(alt.Y("mean:Q"), tooltip=HINT, opacity=alt.condition(hover, alt.value(1), alt.value(0)))
        .add_params(hover)
    )
    return alt.layer(line_at_zero("y"), band, line, points).properties(height=260)


def _swings(name: str, held: Sequence[dict[str, Any]]) -> alt.LayerChart:
    """One row for each parameter: a mark at either end of its range, with intervals, and a line between them."""
    rows = alt.Chart(alt.NamedData(name)).encode(y=row_labels(2))
    x = alt.X("low:Q", title=None, axis=few_values())
    between = rows.mark_rule(color=MUTED, strokeWidth=1.5).encode(x, alt.X2("high:Q"))
    ends = []
    for end, colour, shape in (("low", VERMILION, "circle"), ("high", BLUE, "diamond")):
        interval = rows.mark_rule(color=colour, strokeWidth=6, opacity=0.4)
        ends.append(interval.encode(alt.X(f"{end}_low:Q"), alt.X2(f"{end}_high:Q")))
        mark = rows.mark_point(color=colour, filled=True, shape=shape, size=100, opacity=1)
        ends.append(mark.encode(alt.X(f"{end}:Q"), tooltip=HINT))
    return alt.layer(line_at_zero(), between, *ends).properties(height=40 * len(held))
