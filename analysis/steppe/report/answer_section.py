"""The section that answers first: why now, to whose benefit, how much of that is judgement, and what moves clearly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.benefit.answer import benefit_answer
from steppe.hazard.answer import hazard_answer
from steppe.report.judgement_section import judgement_answer
from steppe.report.section import Section

if TYPE_CHECKING:
    import pandas as pd

    from steppe.effects.findings import Findings
    from steppe.report.page_inputs import PageInputs


def _data(inputs: PageInputs) -> dict[str, Any]:
    findings, effects = inputs.findings, inputs.effects
    others = {
        "These do not move clearly": findings.unclear,
        "These are the same in every pair of runs": findings.unmoved,
        "Set by the arms themselves, and not counted here": effects[effects["role"] == "arm"],
    }
    asked, strongest = (_told(findings, rows) for rows in (findings.leading, findings.strongest))
    return {
        "answers": [
            ("Why now?", hazard_answer(inputs)),
            ("To whose benefit?", benefit_answer(inputs)),
            ("How much of this is judgement?", judgement_answer(inputs)),
        ],
        "headline": findings.headline(),
        "treated": findings.treated,
        "control": findings.control,
        "is_in_g": any(row["unit"] == "G" for row in [*asked, *strongest]),
        "asked": asked,
        "strongest": strongest,
        "caution": findings.caution(),
        "others": [(words, "; ".join(findings.by_measure(rows))) for words, rows in others.items() if len(rows)],
    }


def _told(findings: Findings, rows: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "name": findings.name(row), "sentence": findings.sentence(row), "beside": findings.beside(row),
            "unit": row["unit"],
        }
        for row in rows.to_dict("records")
    ]  # fmt: skip


SECTION = Section("answer", "The answer", "report/answer_section.html.j2", _data, link="Answer")
