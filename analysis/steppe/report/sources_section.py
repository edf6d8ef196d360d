"""The section of sources: every parameter with its value, range, evidence and source, to search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.format import number
from steppe.report.judgement_section import TAGS
from steppe.report.section import Section
from steppe.report.tables import counted
from steppe.text import LONGEST_TITLE, name_of_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steppe.report.page_inputs import PageInputs

LONGEST_SOURCE = 400  # characters that are shown


def _data(inputs: PageInputs) -> dict[str, Any]:
    rows = inputs.parameters.to_dict("records")
    held = [str(row["tag"]) for row in rows]
    return {
        "count": counted(len(rows)),
        "tags": [(tag, words) for tag, words in TAGS.items() if tag in held],
        "rows": [_row(row) for row in rows],
    }


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    unit = "" if row["unit"] == "1" else f" {row['unit']}"
    ranged = row["range_low"] != row["range_high"]
    return {
        "key": name_of_text(str(row["key"]), LONGEST_TITLE),
        "value": f"{number(row['value'])}{unit}",
        "range": f"{number(row['range_low'])} to {number(row['range_high'])}" if ranged else "",
        "prior": str(row["prior"]) if ranged else "",
        "tag": str(row["tag"]),
        "source": name_of_text(str(row["source"]), LONGEST_SOURCE),
    }


SECTION = Section("sources", "Every parameter, its evidence and its source", "report/sources_section.html.j2", _data)
