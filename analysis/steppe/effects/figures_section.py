"""The section "Figures": every effect, and whose link grows, drawn for all readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.figures import alignment_shares, effect_forest
from steppe.position.alignment import describe_shares, shares_over_months
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Section

if TYPE_CHECKING:
    from steppe.report.page_inputs import PageInputs

COLUMNS = ["outcome", "unit", "difference", "low", "high", "spread_low", "spread_high", "pairs"]
"""Of the table of effects, that a reader takes away."""


def _data(inputs: PageInputs) -> dict[str, Any]:
    ds, findings, arms = inputs.ds, inputs.findings, list(inputs.contrast)
    options = {"hedger": inputs.hedger or None, "names": inputs.names}
    drawn = []
    if len(findings.unmoved) < len(findings.table):
        told = "; ".join(
            f"{findings.name(row)}: {findings.sentence(row)}" for row in findings.leading.to_dict("records")
        )
        words = f"{findings.headline()} {told} All values are in the table of effects."
        drawn.append(
            inline_figure(
                "forest",
                lambda width: effect_forest(inputs.effects, width=width, **options),
                words,
                data=inputs.effects[COLUMNS],
            )
        )
    if inputs.has_months and "alignment" in ds:
        words = describe_shares(inputs.first_runs, arms, inputs.names, inputs.hedger or None)
        drawn.append(
            inline_figure(
                "shares",
                lambda width: alignment_shares(inputs.first_runs, arms, width=width, **options),
                words,
                data=shares_over_months(inputs.first_runs, arms, inputs.hedger or None),
            )
        )
    return {"drawn": drawn}


SECTION = Section("figures", "Figures", "effects/figures_section.html.j2", _data)
