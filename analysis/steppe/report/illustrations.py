"""The figures of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.figures import (
    alignment_shares,
    benefit_intervals,
    difference_fans,
    effect_forest,
    hazard,
    hazard_swings,
    why_now,
)
from steppe.figures.fans import describe_shares
from steppe.report.drawing import inline_figure

if TYPE_CHECKING:
    from steppe.report.findings import Findings
    from steppe.report.material import Material

FAN_PANELS = 6


def illustrations(material: Material) -> str:
    """Draw what the file holds, each figure with words for those who cannot see it."""
    ds, findings = material.ds, material.findings
    treated, control = findings.table.attrs["treated"], findings.table.attrs["control"]
    options = {"hedger": material.hedger or None, "names": material.names}
    drawn = []
    if len(findings.unmoved) < len(findings.table):
        told = "; ".join(
            f"{findings.name(row)}: {findings.sentence(row)}" for row in findings.leading.to_dict("records")
        )
        words = f"{findings.headline()} {told} All values are in the table of effects."
        drawn.append(
            inline_figure("forest", lambda width: effect_forest(material.effects, width=width, **options), words)
        )
    if material.has_months and "alignment" in ds:
        words = describe_shares(ds, [treated, control], material.names, material.hedger or None)
        drawn.append(
            inline_figure(
                "shares",
                lambda width: alignment_shares(ds, [treated, control], width=width, **options),
                words,
            )
        )
    return "\n".join(drawn)


def effects_in_time(material: Material) -> str:
    """Draw the differences that move most over the months: for print, and for browsers without scripts."""
    findings = material.findings
    fans = _measures_to_follow(findings)
    if not material.has_months or not fans:
        return ""
    treated, control = findings.table.attrs["treated"], findings.table.attrs["control"]
    words = "Paired differences over time in the model: " + "; ".join(_long_names(findings, fans)) + "."
    return inline_figure(
        "fans",
        lambda width: difference_fans(
            material.ds, fans, treated, control, width=width, hedger=material.hedger or None, names=material.names
        ),
        words,
    )


def accession_in_time(material: Material) -> str:
    """Draw the probability of acceding month by month: for print, and for browsers without scripts."""
    timing = material.timing
    if timing is None:
        return ""
    return inline_figure(
        "outside",
        lambda width: hazard(
            material.ds, timing.arm, drivers=(), width=width, hedger=material.hedger or None, names=material.names
        ),
        "Probability of acceding in the model, month by month, over the runs still outside.",
    )


def opening_month(material: Material) -> str:
    """Draw what leads to the opening month's hazard: for print, and for browsers without scripts."""
    opening = material.opening
    if opening is None:
        return ""
    return inline_figure(
        "opening",
        lambda width: why_now(opening.ds, width=width, hedger=material.hedger or None, names=material.names),
        "From a typical month, and from no incentive, to the opening month's probability of acceding, in the model. "
        "The tables beside it hold the numbers.",
    )


def parameter_swings(material: Material) -> str:
    """Draw what would move an accession: for print, and for browsers without scripts."""
    opening = material.opening
    if opening is None or opening.swings is None:
        return ""
    return inline_figure(
        "swings",
        lambda width: hazard_swings(opening.ds, width=width, hedger=material.hedger or None, names=material.names),
        "What one parameter at a time does to the probability of an accession, in the model. The table beside it holds "
        "the numbers.",
    )


def benefit_by_actor(material: Material) -> str:
    """Draw who gains what over chance and over priors: for print, and for browsers without scripts."""
    gains = material.gains
    if gains is None:
        return ""
    return inline_figure(
        "benefit-drawn",
        lambda width: benefit_intervals(gains.ds, width=width, hedger=material.hedger or None, names=material.names),
        "Gains of each actor in the model, with parameters fixed and drawn from their priors. The tables beside it "
        "hold the numbers.",
    )


def _measures_to_follow(findings: Findings) -> list[str]:
    """Measures without further dimensions that move most beside the spread."""
    table = findings.table
    single = table[(table["element"] == "") & (table["difference"] != 0) & np.isfinite(table["standardised"])]
    order = single["standardised"].abs().sort_values(ascending=False, kind="stable").index
    return single.loc[order, "measure"].drop_duplicates().head(FAN_PANELS).tolist()


def _long_names(findings: Findings, measures: list[str]) -> list[str]:
    names = findings.table.drop_duplicates("measure").set_index("measure")["long_name"]
    return [names[measure] for measure in measures]
