"""The parts of the page that answer to choices: what scripts fill, and what stands there without them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from steppe.report.actors import actors_table
from steppe.report.choices import contrast_label
from steppe.report.contrasts import contrasts_of
from steppe.report.parts_of import missing, part
from steppe.report.shares import shares_tables
from steppe.report.tables import counted
from steppe.report.timing import FEWEST
from steppe.wording import listing

if TYPE_CHECKING:
    from steppe.report.attribution import Attribution
    from steppe.report.material import Material

HOW_TO_ATTRIBUTE = (
    "steppe attribute SCENARIO --contrasts total,endogenous -o ATTRIBUTION.h5 && "
    "steppe-report OUT.h5 --attribution ATTRIBUTION.h5 -o REPORT.html"
)


def gains(material: Material) -> str:
    """Write the table of actors, and the choice of difference and month that it follows."""
    note = (
        "<p>Cells are coloured where the interval of the mean excludes 0: blue for what is read here as a gain, "
        "vermilion for a loss or cost, grey for neither. ▲ is more, ▼ is less. The readings are ours and may be "
        "disputed: weight that one power gains another may not miss.</p>"
    )
    choice = part("choice") if material.has_months else _nothing_monthly(material)
    return f"{choice}\n{note}\n{actors_table(material.findings, material.hedger)}"


def over_months(material: Material) -> str:
    """Write the charts of one outcome over the months."""
    if not material.has_months:
        return _nothing_monthly(material)
    attrs = material.effects.attrs
    offered = contrasts_of(material.ds, attrs["treated"], attrs["control"])
    read = [f"{contrast.name}, {contrast.meaning}" for contrast in offered if contrast.control and contrast.meaning]
    meanings = escape(f"Read as: {'; '.join(read)}." if read else "")
    return part("months", level=material.findings.level, meanings=meanings)


def hazard(material: Material) -> str:
    """Write the chart of accession month by month."""
    if material.timing is None:
        return '<p class="missing">Not in this file: see “Why now?” above.</p>'
    return part("hazard", level=material.findings.level, fewest=str(FEWEST))


def incentives(material: Material) -> str:
    """Write the switches of incentives and what each adds, or how to get them."""
    attribution = material.attribution
    if attribution is None:
        why = (
            "No attribution was given with this page. One says what each incentive adds to an effect, and what the "
            "effect is with any set of them on."
        )
        return missing(why, HOW_TO_ATTRIBUTE)
    shares = shares_tables(attribution, material)
    if not attribution.complete:
        why = (
            f"The attribution given with this page sampled {counted(attribution.orders)} orders of switching on. To "
            "switch incentives here, it must run every set of them: leave out --permutations."
        )
        return f'<p class="missing">{why}</p>\n{shares}'
    boxes = "\n".join(
        f'<label><input type="checkbox" name="incentive" value="{escape(player)}" checked> '
        f"<span><b>{escape(player)}</b> {escape(title)}</span></label>"
        for player, title in zip(attribution.incentives, attribution.titles, strict=True)
    )
    live = part("incentives", level=material.findings.level, about=escape(_about(attribution, material)), boxes=boxes)
    return f'{live}\n<div class="in-print">\n{shares}\n</div>'


def _about(attribution: Attribution, material: Material) -> str:
    told = (
        f"Every one of {counted(attribution.means.shape[1])} sets of incentives was run: "
        f"{counted(attribution.replicates)} replicates of {counted(attribution.months)} months, the same shocks in "
        f"all; for {listing([contrast_label(name) for name in attribution.contrasts])}. Switch incentives and see the "
        "mean in the model move. An incentive that is off is a term left out of the model, not a motive disproved."
    )
    return told + material.caution("attribution", attribution.parameters)


def _nothing_monthly(material: Material) -> str:
    return (
        f'<p class="missing">This {escape(material.record)} file keeps no months of single runs: tables stand at month '
        f"{counted(material.months)}, and neither month nor difference can be chosen. To add them: "
        "<code>steppe compare SCENARIO --record trajectories -o OUT.h5</code></p>"
    )
