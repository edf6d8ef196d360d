"""The section "Figures": every effect, and whose link grows, drawn for all readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.figures import alignment_shares, effect_forest
from steppe.position.alignment import describe_shares
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Section

if TYPE_CHECKING:
    from steppe.report.page_inputs import PageInputs


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
            inline_figure("forest", lambda width: effect_forest(inputs.effects, width=width, **options), words)
        )
    if inputs.has_months and "alignment" in ds:
        words = describe_shares(inputs.first_runs, arms, inputs.names, inputs.hedger or None)
        drawn.append(
            inline_figure(
                "shares", lambda width: alignment_shares(inputs.first_runs, arms, width=width, **options), words
            )
        )
    return {"drawn": drawn}


SECTION = Section("figures", "Figures", "effects/figures_section.html.j2", _data)
