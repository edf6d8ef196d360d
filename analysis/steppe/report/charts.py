"""Charts that scripts fill and redraw, declared in Altair. Colours are the page's variables: they follow its scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INK, MUTED, GRID = "var(--ink)", "var(--muted)", "var(--grid)"
BLUE, VERMILION, GREEN = "var(--blue)", "var(--vermilion)", "var(--green)"
FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
HINT = alt.Tooltip("hint:N")  # a row's words; the page's own handler shows them (scripts/charts.js)
ROOM = 1.35  # of the longest bar: numbers stand right of it
SETS = 3  # all off, the reader's, all on


def charts(
    differences: int, incentives: int, still: Mapping[str, Sequence[dict[str, Any]]]
) -> dict[str, dict[str, Any]]:
    """Declare every chart of the page.

    Parameters
    ----------
    differences, incentives
        How many there are: rows of the charts that show one beside the other.
    still
        Rows of the charts that answer to no choice, by their names.

    Returns
    -------
    dict
        Vega-Lite specifications by the name of the data that they draw.
    """
    declared = {
        "months": _over_months("months"),
        "hazard": _over_months("hazard"),
        "contrasts": _rows("contrasts", differences),
        "sets": _rows("sets", SETS),
        "shares": _shares(incentives),
    }
    declared |= {name: _STILL[name](name, rows) for name, rows in still.items()}
    return {name: _plain(chart) for name, chart in declared.items()}


def _over_months(name: str) -> alt.LayerChart:
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


def _rows(name: str, count: int) -> alt.LayerChart:
    """One row for each: mean as a point, interval as a thick line, spread as a thin one."""
    rows = alt.Chart(alt.NamedData(name)).encode(y=_labels())
    x = alt.X("mean:Q", title=None, axis=_values())
    thin = rows.mark_rule(color=BLUE, strokeWidth=2, opacity=0.4).encode(alt.X("spread_low:Q"), alt.X2("spread_high:Q"))
    thick = rows.mark_rule(color=BLUE, strokeWidth=7, opacity=0.45).encode(alt.X("low:Q"), alt.X2("high:Q"))
    dot = rows.mark_point(color=BLUE, filled=True, size=80, opacity=1).encode(x, tooltip=HINT)
    return alt.layer(_zero(), thin, thick, dot).properties(height=32 * max(1, count))


def _shares(count: int) -> alt.LayerChart:
    """Share of each incentive with its interval, and what switching it does to the chosen set."""
    rows = alt.Chart(alt.NamedData("shares")).encode(y=_labels())
    thick = rows.mark_rule(color=BLUE, strokeWidth=7, opacity=0.45).encode(alt.X("low:Q"), alt.X2("high:Q"))
    dot = rows.mark_point(color=BLUE, filled=True, size=80, opacity=1).encode(
        alt.X("mean:Q", title=None, axis=_values()), tooltip=HINT
    )
    flip = rows.mark_point(color=VERMILION, shape="diamond", size=90, strokeWidth=2, opacity=1).encode(
        alt.X("flip:Q"), tooltip=HINT
    )
    return alt.layer(_zero(), thick, dot, flip).properties(height=26 * max(1, count))


def _waterfall(name: str, held: Sequence[dict[str, Any]]) -> alt.LayerChart:
    """Bars of which each begins where the last ends, with the interval of the length and the length in figures."""
    top = max(row[name] or 0 for row in held for name in ("from", "to", "high")) or 1
    rows = alt.Chart(alt.NamedData(name)).encode(y=_labels())
    colour = alt.Color(
        "kind:N", legend=None, scale=alt.Scale(domain=["level", "more", "less"], range=[MUTED, BLUE, VERMILION])
    )
    x = alt.X("from:Q", title=None, axis=_values(), scale=alt.Scale(domain=[0, ROOM * top], nice=False))
    bar = rows.mark_bar(height=15, opacity=0.55).encode(x, alt.X2("to:Q"), color=colour, tooltip=HINT)
    interval = rows.mark_rule(color=INK, strokeWidth=1.5).encode(alt.X("low:Q"), alt.X2("high:Q"))
    told = rows.mark_text(align="left", dx=6, color=INK, font=FONT, fontSize=13).encode(
        alt.X("end:Q"), text=alt.Text("text:N")
    )
    return alt.layer(
        _zero(), bar, interval, told.transform_calculate(end="max(datum.from, datum.to, datum.high)")
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
    return alt.layer(_zero("y"), band, line, points).properties(height=260)


def _swings(name: str, held: Sequence[dict[str, Any]]) -> alt.LayerChart:
    """One row for each parameter: a mark at either end of its range, with intervals, and a line between them."""
    rows = alt.Chart(alt.NamedData(name)).encode(y=_labels(2))
    x = alt.X("low:Q", title=None, axis=_values())
    between = rows.mark_rule(color=MUTED, strokeWidth=1.5).encode(x, alt.X2("high:Q"))
    ends = []
    for end, colour, shape in (("low", VERMILION, "circle"), ("high", BLUE, "diamond")):
        interval = rows.mark_rule(color=colour, strokeWidth=6, opacity=0.4)
        ends.append(interval.encode(alt.X(f"{end}_low:Q"), alt.X2(f"{end}_high:Q")))
        mark = rows.mark_point(color=colour, filled=True, shape=shape, size=100, opacity=1)
        ends.append(mark.encode(alt.X(f"{end}:Q"), tooltip=HINT))
    return alt.layer(_zero(), between, *ends).properties(height=40 * len(held))


def _both(name: str, held: Sequence[dict[str, Any]]) -> alt.LayerChart:
    """One row for each gain: over chance above, over chance and priors below."""
    rows = alt.Chart(alt.NamedData(name)).encode(y=_labels(held[0]["label"].count("\n") + 1))
    x = alt.X("mean:Q", title=None, axis=_values())
    thick = rows.mark_rule(color=BLUE, strokeWidth=7, opacity=0.45, yOffset=-5).encode(alt.X("low:Q"), alt.X2("high:Q"))
    dot = rows.mark_point(color=BLUE, filled=True, size=80, opacity=1, yOffset=-5).encode(x, tooltip=HINT)
    thin = rows.mark_rule(color=VERMILION, strokeWidth=2, yOffset=6).encode(
        alt.X("drawn_low:Q"), alt.X2("drawn_high:Q")
    )
    diamond = rows.mark_point(color=VERMILION, filled=True, shape="diamond", size=110, opacity=1, yOffset=6).encode(
        alt.X("drawn:Q"), tooltip=HINT
    )
    return alt.layer(_zero(), thick, dot, thin, diamond).properties(height=40 * len(held))


_STILL = {
    "now-conditions": _waterfall,
    "now-incentives": _waterfall,
    "now-months": _hazards,
    "now-swings": _swings,
    "gains-value": _both,
    "gains-weight": _both,
}


def _labels(lines: int = 1) -> alt.Y:
    """Names of rows, of so many lines each, about the middle of the row."""
    return alt.Y(
        "label:N", sort=None, title=None, axis=alt.Axis(grid=False, domain=False, labelOffset=-7.5 * (lines - 1))
    )


def _values() -> alt.Axis:
    return alt.Axis(tickCount=5, labelOverlap=True, labelSeparation=8)


def _zero(axis: str = "x") -> alt.Chart:
    place = alt.X("value:Q") if axis == "x" else alt.Y("value:Q")
    return alt.Chart(alt.NamedData("origin")).mark_rule(color=MUTED).encode(place)


def _plain(chart: alt.LayerChart) -> dict[str, Any]:
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
