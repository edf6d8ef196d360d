"""The sections on judgement and limits: what values of parameters rest on, and what no number here can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.format import percent
from steppe.report.section import Answer, Paragraph, Section
from steppe.report.tables import counted
from steppe.rivals.section import agreement

if TYPE_CHECKING:
    import pandas as pd

    from steppe.report.page_inputs import PageInputs

TAGS = {
    "E": "estimated from data",
    "L": "taken from the literature",
    "A": "claimed by the article under study",
    "J": "judgement",
    "D": "disputed between sources",
}
JUDGED = "AJD"  # tags of values that no data and no study gave
VALUED = "7"  # section of docs/model.md that gives incentives their size


def judgement_answer(inputs: PageInputs) -> Answer:
    """Count what rests on judgement, among all parameters and among those that give incentives their size."""
    parameters = inputs.parameters
    valued = parameters[(parameters["section"] == VALUED) & ~parameters["key"].str.startswith("incentive.")]
    valued = valued[valued["value"] != 0]
    resting, total = _count_judged(parameters), len(parameters)
    lead = (
        f"{counted(resting)} of {counted(total)} parameters ({percent(resting / max(1, total))}) have "
        "values that no data and no study gave."
    )
    more = (
        "They rest on judgement, on the article under study, or are disputed. This counts parameters; it does not "
        "weigh how much each matters."
    )
    if len(valued):
        more += (
            f" Of the {counted(len(valued))} values other than 0 that give the incentives and the substance of the "
            f"accord their size, {counted(_count_judged(valued))} do. Intervals on this page say how exactly the "
            "model's own answer is known, not how right those values are."
        )
    parts = [Paragraph(lead, "lead"), Paragraph(more)]
    if inputs.rivals:
        parts.append(Paragraph(agreement(inputs.findings, inputs.rivals), "lead"))
    return Answer(parts)


def _count_judged(parameters: pd.DataFrame) -> int:
    return int(parameters["tag"].isin(list(JUDGED)).sum())


def _data(inputs: PageInputs) -> dict[str, Any]:
    return {
        "rows": [
            {
                "tag": tag,
                "meaning": meaning,
                "count": counted(count),
                "share": percent(share),
                "length": f"{100 * share:.1f}%",
            }
            for tag, meaning, count, share in count_evidence(inputs.parameters)
        ]
    }


def _limits(inputs: PageInputs) -> dict[str, Any]:
    return {"level": inputs.level, "are_parameters_drawn": bool(int(inputs.ds.get("replicates_per_draw", 0)))}


def count_evidence(parameters: pd.DataFrame) -> list[tuple[str, str, int, float]]:
    """Count parameters by what their value rests on.

    Parameters
    ----------
    parameters
        Of `steppe.parameters`.

    Returns
    -------
    list of (tag, meaning, count, share)
        In the order E, L, A, J, D, then tags that are not known; tags without a parameter included.
    """
    counts = parameters["tag"].value_counts()
    tags = [*TAGS, *(tag for tag in counts.index if tag not in TAGS)]
    total = max(1, len(parameters))
    return [(tag, TAGS.get(tag, "not explained"), int(counts.get(tag, 0)), counts.get(tag, 0) / total) for tag in tags]


SECTION = Section(
    "judgement",
    "How much is judgement",
    "report/judgement_section.html.j2",
    _data,
    link="Judgement and limits",
)
LIMITS = Section("limits", "What this cannot say", "report/limits_section.html.j2", _limits)
