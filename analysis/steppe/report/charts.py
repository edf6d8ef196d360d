"""Charts that scripts fill and redraw, declared in Altair. Colours are the page's variables: they follow its scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INK, MUTED, GRID = "var(--ink)", "var(--muted)", "var(--grid)"
BLUE, VERMILION, GREEN = "var(--blue)", "var(--vermilion)", "var(--green)"
FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
HINT = alt.Tooltip("hint:N")  # a row's words; the page's own handler shows them (scripts/charts.js)


def chart_over_months(name: str) -> alt.LayerChart:
    """Mean, interval and spread from month to month; a line at the chosen month; the month under the pointer."""
    hover = alt.selection_point(
        name="hover", nearest=True, on="pointermove", clear="pointerout", fields=["index"], empty=False
    )
    rows = alt.Chart(alt.NamedData(name)).encode(
        x=alt.X("date:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(tickCount=6, grid=False))
    )
    band = rows.mark_area(color=BLUE, opacity=0.16).encode(
        alt.Y("spread_low:Q", title=None, scale=alt.Scale(zero=False)), alt.Y2("spread_high:Q")
    )
    interval = rows.mark_area(color=BLUE, opacity=0.4).encode(alt.Y("low:Q"), alt.Y2("high:Q"))
    line = rows.mark_line(color=BLUE, strokeWidth=2).encode(alt.Y("mean:Q"))
    points = (
        rows.mark_point(color=BLUE, filled=True, size=70)
        .encode(alt.Y("mean:Q"), tooltip=HINT, opacity=alt.condition(hover, alt.value(1), alt.value(0)))
        .add_params(hover)
    )
    month = alt.Chart(alt.NamedData("chosen")).encode(x=alt.X("date:T"))
    rule = month.mark_rule(color=INK, strokeDash=[4, 3])
    mark = month.mark_point(color=INK, filled=True, size=60).encode(alt.Y("mean:Q"))
    origin = alt.Chart(alt.NamedData("origin")).mark_rule(color=MUTED).encode(alt.Y("value:Q"))
    return alt.layer(origin, band, interval, line, rule, mark, points).properties(height=280)


def chart_of_rows(name: str, count: int) -> alt.LayerChart:
    """One row for each: mean as a point, interval as a thick line, spread as a thin one."""
    rows = alt.Chart(alt.NamedData(name)).encode(y=row_labels())
    x = alt.X("mean:Q", title=None, axis=few_values())
    thin = rows.mark_rule(color=BLUE, strokeWidth=2, opacity=0.4).encode(alt.X("spread_low:Q"), alt.X2("spread_high:Q"))
    thick = rows.mark_rule(color=BLUE, strokeWidth=7, opacity=0.45).encode(alt.X("low:Q"), alt.X2("high:Q"))
    dot = rows.mark_point(color=BLUE, filled=True, size=80, opacity=1).encode(x, tooltip=HINT)
    return alt.layer(line_at_zero(), thin, thick, dot).properties(height=32 * max(1, count))


def row_labels(lines: int = 1) -> alt.Y:
    """Names of rows, of so many lines each, about the middle of the row."""
    return alt.Y(
        "label:N", sort=None, title=None, axis=alt.Axis(grid=False, domain=False, labelOffset=-7.5 * (lines - 1))
    )


def few_values() -> alt.Axis:
    """Mark a few values of the axis along which rows are compared."""
    return alt.Axis(tickCount=5, labelOverlap=True, labelSeparation=8)


def line_at_zero(axis: str = "x") -> alt.Chart:
    """Draw a line where values are 0."""
    place = alt.X("value:Q") if axis == "x" else alt.Y("value:Q")
    return alt.Chart(alt.NamedData("origin")).mark_rule(color=MUTED).encode(place)


def known_rows(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Leave out charts without rows, and write what is no number as nothing: of a single run there is no interval."""
    return {
        name: [{key: _known(value) for key, value in row.items()} for row in held]
        for name, held in rows.items()
        if held
    }


def _known(value: object) -> object:
    return None if isinstance(value, float) and not np.isfinite(value) else value


def specification(chart: alt.LayerChart) -> dict[str, Any]:
    """Write a chart, in the page's looks, as Vega-Lite."""
    styled = (
        chart.properties(width="container", background="transparent")
        .configure(lineBreak="\n")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, gridColor=GRID, domainColor=MUTED, tickColor=MUTED, labelFont=FONT, labelFontSize=13,
            labelPadding=6, aria=False,
        )
        .configure_mark(aria=False)
    )  # fmt: skip
    declared = styled.to_dict()
    declared.pop("$schema")  # an address that nothing here needs
    return declared
