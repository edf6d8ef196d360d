"""Charts that scripts fill and redraw, declared in Altair. Colours are the page's variables: they follow its scheme."""

from __future__ import annotations

from typing import Any

import altair as alt

INK, MUTED, GRID = "var(--ink)", "var(--muted)", "var(--grid)"
BLUE, VERMILION = "var(--blue)", "var(--vermilion)"
FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
HINT = alt.Tooltip("hint:N")  # a row's words; the page's own handler shows them (scripts/charts.js)
SETS = 3  # all off, the reader's, all on


def charts(differences: int, incentives: int) -> dict[str, dict[str, Any]]:
    """Declare every chart of the page.

    Parameters
    ----------
    differences, incentives
        How many there are: rows of the charts that show one beside the other.

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


def _labels() -> alt.Y:
    return alt.Y("label:N", sort=None, title=None, axis=alt.Axis(grid=False, domain=False))


def _values() -> alt.Axis:
    return alt.Axis(tickCount=5, labelOverlap=True, labelSeparation=8)


def _zero() -> alt.Chart:
    return alt.Chart(alt.NamedData("origin")).mark_rule(color=MUTED).encode(alt.X("value:Q"))


def _plain(chart: alt.LayerChart) -> dict[str, Any]:
    styled = (
        chart.properties(width="container", background="transparent")
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
