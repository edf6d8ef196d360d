"""The section "To whose benefit": gains over chance, over priors and under rival readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from steppe.benefit import BASE, PRIORS
from steppe.benefit.page_tables import gains_table, parts_table, regret_table, signs_table
from steppe.figures import benefit_intervals
from steppe.format import bracketed, listing
from steppe.report.charts import BLUE, HINT, VERMILION, few_values, known_rows, line_at_zero, row_labels
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Interactive, Missing, Section
from steppe.report.tables import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from steppe.benefit.read import BenefitFile
    from steppe.report.page_inputs import PageInputs

HOW = (
    "steppe benefit SCENARIO --rivals scenarios/rivals -o BENEFIT.h5 && "
    "steppe-report OUT.h5 --benefit BENEFIT.h5 -o REPORT.html"
)
CHARTS = {
    "gains-value": ("Gains and harm, in G", 1.0),
    "gains-weight": ("Weight in all links, in percentage points", 100.0),
}
"""Title of each chart, and what its gains are multiplied by."""


def _data(inputs: PageInputs) -> dict[str, Any]:
    benefit = inputs.benefit
    if benefit is None:
        why = "No file of steppe benefit was given with this page, which sets chance, priors and rival readings apart."
        return {"missing": Missing(why, HOW)}
    return {
        "missing": None,
        "level": inputs.level,
        "months": counted(benefit.months),
        "pairs": counted(benefit.pairs),
        "rivals": listing([benefit.titles[name] for name in benefit.rivals]),
        "caution": inputs.caution("benefit", benefit.parameters),
        "charts": [(name, title) for name, (title, _) in CHARTS.items() if len(_shown(benefit, name))],
        "drawn": inline_figure(
            "benefit-drawn",
            lambda width: benefit_intervals(benefit.ds, width=width, hedger=inputs.hedger or None, names=inputs.names),
            "Gains of each actor, with parameters fixed and drawn from their priors. The tables beside "
            "it hold the numbers.",
        ),
        "gains": gains_table(benefit, inputs),
        "regret": regret_table(benefit, inputs),
        "signs": signs_table(benefit, inputs),
        "parts": parts_table(benefit, inputs),
    }


def _interactive(inputs: PageInputs) -> Interactive:
    benefit = inputs.benefit
    if benefit is None:
        return Interactive()
    still = known_rows({name: _rows(benefit, inputs, name) for name in CHARTS})
    return Interactive({name: _chart(name, held) for name, held in still.items()}, still)


def _shown(benefit: BenefitFile, chart: str) -> pd.DataFrame:
    """Gains of a chart: those in G, or weights of the powers."""
    base = benefit.base
    if chart == "gains-value":
        return base[base["unit"] == "G"]
    return base[(base["unit"] == "1") & (base["better_for"] == "partner")]


def _rows(benefit: BenefitFile, inputs: PageInputs, chart: str) -> list[dict[str, Any]]:
    """Rows of a chart, with the words that a pointer shows."""
    rows = []
    factor = CHARTS[chart][1]
    for outcome, row in _shown(benefit, chart).iterrows():
        fixed, drawn = (
            [factor * table.loc[outcome, column] for column in ("difference", "low", "high")]
            for table in (benefit.base, benefit.priors)
        )
        whose, what = inputs.name_of(row["actor"]), _short(row)
        told = {BASE: bracketed(*fixed, signed=True), PRIORS: bracketed(*drawn, signed=True)}
        rows.append(
            {
                "label": f"{whose}\n{what}" if chart == "gains-value" else whose,
                **dict(zip(("mean", "low", "high"), fixed, strict=True)),
                **dict(zip(("drawn", "drawn_low", "drawn_high"), drawn, strict=True)),
                "hint": f"{whose}, {what}\nParameters fixed {told[BASE]}\nDrawn from priors {told[PRIORS]}",
            }
        )
    return rows


def _short(row: pd.Series) -> str:
    """Name a gain by its measure, if that is one word, else by the first words of the long name."""
    if "_" not in row["measure"]:
        return str(row["measure"])
    first = row["long_name"].partition(",")[0].partition(":")[0]
    return first[:1].lower() + first[1:]


def _chart(name: str, held: Sequence[dict[str, Any]]) -> alt.LayerChart:
    """One row for each gain: over chance above, over chance and priors below."""
    rows = alt.Chart(alt.NamedData(name)).encode(y=row_labels(held[0]["label"].count("\n") + 1))
    x = alt.X("mean:Q", title=None, axis=few_values())
    thick = rows.mark_rule(color=BLUE, strokeWidth=7, opacity=0.45, yOffset=-5).encode(alt.X("low:Q"), alt.X2("high:Q"))
    dot = rows.mark_point(color=BLUE, filled=True, size=80, opacity=1, yOffset=-5).encode(x, tooltip=HINT)
    thin = rows.mark_rule(color=VERMILION, strokeWidth=2, yOffset=6).encode(
        alt.X("drawn_low:Q"), alt.X2("drawn_high:Q")
    )
    diamond = rows.mark_point(color=VERMILION, filled=True, shape="diamond", size=110, opacity=1, yOffset=6).encode(
        alt.X("drawn:Q"), tooltip=HINT
    )
    return alt.layer(line_at_zero(), thick, dot, thin, diamond).properties(height=40 * len(held))


SECTION = Section(
    "benefit",
    "To whose benefit: chance, priors, rival readings",
    "benefit/section.html.j2",
    _data,
    link="To whose benefit",
    interactive=_interactive,
    source="benefit",
)
