"""The section "Whose incentive": what each incentive adds to an effect, and the effect with any set of them on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from steppe.format import listing, outcome_name, unit_name
from steppe.report.charts import (
    BLUE,
    HINT,
    VERMILION,
    chart_of_rows,
    few_values,
    line_at_zero,
    row_labels,
)
from steppe.report.section import Interactive, Missing, Section
from steppe.report.tables import Cell, Group, Row, Table, counted, interval_cell, is_zero, side_of_zero
from steppe.stats.intervals import mean_interval

if TYPE_CHECKING:
    from steppe.attribution.read import Attribution
    from steppe.effects.offered import Contrast
    from steppe.report.page_inputs import PageInputs

HOW = (
    "steppe attribute SCENARIO --contrasts total,endogenous -o ATTRIBUTION.h5 && "
    "steppe-report OUT.h5 --attribution ATTRIBUTION.h5 -o REPORT.html"
)
COLUMNS = 4  # outcomes that fit beside each other on paper
SETS = 3  # all off, the reader's, all on
SET_VALUES = 400_000  # means of sets of incentives that a page holds; it stays small enough to send by mail
SET_DIGITS = 5


def _data(inputs: PageInputs) -> dict[str, Any]:
    attribution = inputs.attribution
    if attribution is None:
        why = (
            "No attribution was given with this page. One says what each incentive adds to an effect, and what the "
            "effect is with any set of them on."
        )
        return {"missing": Missing(why, HOW)}
    return {
        "missing": None,
        "level": inputs.level,
        "is_complete": attribution.complete,
        "sets": counted(attribution.means.shape[1]),
        "orders": counted(attribution.orders),
        "replicates": counted(attribution.replicates),
        "months": counted(attribution.months),
        "contrasts": listing([contrast.label for contrast in attribution.offered]),
        "caution": inputs.caution("attribution", attribution.parameters),
        "incentives": list(zip(attribution.incentives, attribution.titles, strict=True)),
        "shares": [_shares_table(attribution, inputs, contrast) for contrast in attribution.offered],
    }


def _shares_table(attribution: Attribution, inputs: PageInputs, contrast: Contrast) -> Table:
    """Write incentives down, the outcomes asked about first across."""
    outcomes = attribution.first_outcomes(contrast.id, inputs.hedger)[:COLUMNS]
    columns = [attribution.shares(contrast.id, outcome) for outcome in outcomes]
    labels = [attribution.outcomes.iloc[outcome].to_dict() for outcome in outcomes]
    rows = [
        Row(Cell(f"{player} {title}"), [_share(column[place]) for column in columns])
        for place, (player, title) in enumerate(zip(attribution.incentives, attribution.titles, strict=True))
    ]
    return Table(
        f"Shares of the incentives, with {inputs.level} intervals: {contrast.label}",
        [Cell("Incentive"), *(Cell(outcome_name(one, inputs.names), unit_name(one["unit"])) for one in labels)],
        [Group(rows)],
        label=f"Shares: {contrast.label}",
    )


def _share(share: dict[str, Any]) -> Cell:
    ends = share["mean"], share["low"], share["high"]
    if is_zero(*ends):
        return Cell("0")
    return interval_cell(*ends, signed=True, kind="moves" if side_of_zero(*ends[1:]) else "unclear")


def _interactive(inputs: PageInputs) -> Interactive:
    attribution = inputs.attribution
    players = attribution.incentives if attribution else []
    charts = {"sets": chart_of_rows("sets", SETS), "shares": _shares_chart(len(players))}
    return Interactive(charts, choices={"incentives": _choices(attribution, inputs) if attribution else None})


def _choices(attribution: Attribution, inputs: PageInputs) -> dict[str, Any] | None:
    """Values of every set for the outcomes that readers ask about first, as far as room allows."""
    if not attribution.complete:
        return None
    room = max(1, SET_VALUES // (attribution.means.shape[1] * len(attribution.contrasts)))
    return {
        "players": [
            {"id": player, "title": title}
            for player, title in zip(attribution.incentives, attribution.titles, strict=True)
        ],
        "contrasts": [
            {
                "id": contrast.id,
                "label": contrast.label,
                "difference": bool(contrast.control),
                "outcomes": [
                    _values(attribution, inputs, row, outcome)
                    for outcome in attribution.first_outcomes(contrast.id, inputs.hedger)[:room]
                ],
            }
            for row, contrast in enumerate(attribution.offered)
        ],
    }


def _values(attribution: Attribution, inputs: PageInputs, contrast: int, outcome: int) -> dict[str, Any]:
    row = attribution.outcomes.iloc[outcome].to_dict()
    means = attribution.means[contrast, :, outcome]
    probability = row["is_probability"] and not attribution.offered[contrast].control
    largest = float(np.max(np.abs(means)))
    decimals = max(0, SET_DIGITS - 1 - int(np.floor(np.log10(largest)))) if largest > 0 else 0
    return {
        "id": row["outcome"],
        "name": outcome_name(row, inputs.names),
        "unit": unit_name(row["unit"]),
        "decimals": decimals,
        "values": np.round(means * 10.0**decimals).astype(int).tolist(),
        "off": _interval(attribution.off[contrast, :, outcome], attribution.level, probability=probability),
        "on": _interval(attribution.on[contrast, :, outcome], attribution.level, probability=probability),
        "shares": [
            [share[key] for key in ("mean", "low", "high")]
            for share in attribution.shares(attribution.contrasts[contrast], outcome)
        ],
    }


def _interval(values: np.ndarray, level: float, *, probability: bool) -> list[float | None]:
    found = mean_interval(values, level)
    return [
        float(f"{value:.6g}") if np.isfinite(value) else None
        for value in (found.of_probability() if probability else found)
    ]


def _shares_chart(count: int) -> alt.LayerChart:
    """Share of each incentive with its interval, and what switching it does to the chosen set."""
    rows = alt.Chart(alt.NamedData("shares")).encode(y=row_labels())
    thick = rows.mark_rule(color=BLUE, strokeWidth=7, opacity=0.45).encode(alt.X("low:Q"), alt.X2("high:Q"))
    dot = rows.mark_point(color=BLUE, filled=True, size=80, opacity=1).encode(
        alt.X("mean:Q", title=None, axis=few_values()), tooltip=HINT
    )
    flip = rows.mark_point(color=VERMILION, shape="diamond", size=90, strokeWidth=2, opacity=1).encode(
        alt.X("flip:Q"), tooltip=HINT
    )
    return alt.layer(line_at_zero(), thick, dot, flip).properties(height=26 * max(1, count))


SECTION = Section(
    "incentives",
    "Whose incentive",
    "attribution/section.html.j2",
    _data,
    link="Whose incentive",
    interactive=_interactive,
    source="attribution",
)
