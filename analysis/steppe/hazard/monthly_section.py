"""The section on accession month by month, in the runs of the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.figures import hazard_over_time
from steppe.hazard.monthly import FEWEST
from steppe.report.charts import chart_over_months
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Interactive, Section

if TYPE_CHECKING:
    from steppe.report.page_inputs import PageInputs


def _data(inputs: PageInputs) -> dict[str, Any]:
    monthly = inputs.monthly_hazard
    if monthly is None:
        return {"is_known": False, "drawn": None}
    options = {"hedger": inputs.hedger or None, "names": inputs.names}
    return {
        "is_known": True,
        "level": inputs.level,
        "fewest": FEWEST,
        "drawn": inline_figure(
            "outside",
            lambda width: hazard_over_time(inputs.first_runs, monthly.arm, drivers=(), width=width, **options),
            "Probability of acceding, month by month, over the runs still outside.",
        ),
    }


def _interactive(inputs: PageInputs) -> Interactive:
    monthly = inputs.monthly_hazard
    series = monthly.series() if monthly else None
    return Interactive({"hazard": chart_over_months("hazard")}, choices={"hazard": series})


SECTION = Section(
    "timing",
    "Accession month by month",
    "hazard/monthly_section.html.j2",
    _data,
    link="Accession by month",
    interactive=_interactive,
)
