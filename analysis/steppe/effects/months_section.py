"""The section "Over the months": one outcome, one difference and one month, as the reader chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from steppe.effects.offered import contrasts_of
from steppe.figures import difference_fans
from steppe.format import unit_name
from steppe.report.charts import chart_of_rows, chart_over_months
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Interactive, Section
from steppe.report.tables import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steppe.effects.findings import Findings
    from steppe.effects.offered import Contrast
    from steppe.report.inline_svg import InlineFigure
    from steppe.report.page_inputs import PageInputs

FAN_PANELS = 6
SECTIONS = {"8.1": "Position", "8.2": "Economy", "8.3": "Bargaining", "8.4": "Standing"}
"""Titles of the groups of outcomes, by the section of docs/model.md that declares them."""
ELSEWHERE = "Other"


def _data(inputs: PageInputs) -> dict[str, Any]:
    offered = contrasts_of(inputs.ds, *inputs.contrast)
    read = [f"{contrast.name}, {contrast.meaning}" for contrast in offered if contrast.control and contrast.meaning]
    return {
        "has_months": inputs.has_months,
        "record": inputs.record,
        "months": counted(inputs.months),
        "level": inputs.level,
        "meanings": f"Read as: {'; '.join(read)}." if read else "",
        "drawn": _fans(inputs) if inputs.has_months else None,
    }


def _fans(inputs: PageInputs) -> InlineFigure | None:
    """Draw the differences that move most over the months: for print, and for browsers without scripts."""
    fans = _measures_to_follow(inputs.findings)
    if not fans:
        return None
    names = inputs.findings.table.drop_duplicates("measure").set_index("measure")["long_name"]
    words = f"Paired differences over time: {'; '.join(names[measure] for measure in fans)}."
    options = {"hedger": inputs.hedger or None, "names": inputs.names}
    return inline_figure(
        "fans", lambda width: difference_fans(inputs.first_runs, fans, *inputs.contrast, width=width, **options), words
    )


def _measures_to_follow(findings: Findings) -> list[str]:
    """Measures without further dimensions that move most beside the spread."""
    table = findings.table
    single = table[(table["element"] == "") & (table["difference"] != 0) & np.isfinite(table["standardised"])]
    order = single["standardised"].abs().sort_values(ascending=False, kind="stable").index
    return single.loc[order, "measure"].drop_duplicates().head(FAN_PANELS).tolist()


def _interactive(inputs: PageInputs) -> Interactive:
    offered = contrasts_of(inputs.ds, *inputs.contrast)
    differences = sum(bool(contrast.control) for contrast in offered)
    charts = {"months": chart_over_months("months"), "contrasts": chart_of_rows("contrasts", differences)}
    return Interactive(charts, choices={"months": _choices(inputs, offered) if inputs.has_months else None})


def _choices(inputs: PageInputs, contrasts: Sequence[Contrast]) -> dict[str, Any]:
    """Every month of every outcome under every difference, and in every arm."""
    ds, findings = inputs.ds, inputs.findings
    table = inputs.effects[inputs.effects["role"] != "diagnostic"]
    followed = table[~table["outcome"].str.contains(" by month ", regex=False)]
    return {
        "dates": [int(date.timestamp() * 1000) for date in pd.DatetimeIndex(ds["time"].values)],
        "contrasts": [
            {
                "id": contrast.id, "label": contrast.label, "short": contrast.short, "meaning": contrast.meaning,
                "difference": bool(contrast.control),
            }
            for contrast in contrasts
        ],
        "outcomes": [
            {
                "id": row["outcome"], "name": findings.name(row), "unit": unit_name(row["unit"]),
                "group": SECTIONS.get(str(ds[row["measure"]].attrs.get("section", "")), ELSEWHERE),
                "probability": bool(row["is_probability"]),
            }
            for row in followed.to_dict("records")
        ],
        "first": next(iter(findings.leading["outcome"]), followed["outcome"].iloc[0]),
        "series": inputs.monthly.series(followed),
    }  # fmt: skip


SECTION = Section(
    "months",
    "Over the months",
    "effects/months_section.html.j2",
    _data,
    link="Over the months",
    interactive=_interactive,
)
