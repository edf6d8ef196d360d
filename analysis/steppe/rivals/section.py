"""The section "Rival readings": whether an effect keeps its sign where the model is read otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.format import capital, unit_name
from steppe.report.section import Section
from steppe.report.tables import Cell, Group, Row, Table, counted, interval_cell, is_zero, side_of_zero

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from steppe.effects.findings import Findings
    from steppe.report.page_inputs import PageInputs
    from steppe.rivals.read import Rival

LARGE = 0.5  # of an effect's size: what counts as agreement in size


def _data(inputs: PageInputs) -> dict[str, Any]:
    findings, rivals = inputs.findings, inputs.rivals
    if not rivals:
        return {"table": None}
    rows = []
    for own, held, same in followed(findings, rivals):
        cells = [Cell(f"{same} of {len(rivals)}"), *map(_cell, (own, *held))]
        rows.append(Row(Cell(findings.name(own), unit_name(own["unit"])), cells))
    heads = ["Outcome and unit", "Same side", "Base scenario", *(rival.title for rival in rivals)]
    caption = f"{capital(findings.treated)} minus {findings.control}: mean difference and its {findings.level} interval"
    return {
        "agreement": agreement(findings, rivals),
        "table": Table(caption, [Cell(head) for head in heads], [Group(rows)], label="Table of rival readings"),
    }


def agreement(findings: Findings, rivals: Sequence[Rival]) -> str:
    """Count the outcomes that move to the same side under every reading."""
    kept = followed(findings, rivals)
    agreed = [(own, held) for own, held, same in kept if same == len(rivals)]
    steady = len(agreed)
    large = sum(all(abs(row["difference"]) >= LARGE * abs(own["difference"]) for row in held) for own, held in agreed)
    return (
        f"Of {counted(len(kept))} outcomes asked about first that move clearly in the base scenario, "
        f"{counted(steady)} {'moves' if steady == 1 else 'move'} clearly to the same side in all "
        f"{counted(len(rivals))} rival readings, {counted(large)} of them in all with at least half the size."
    )


def followed(findings: Findings, rivals: Sequence[Rival]) -> list[tuple[pd.Series, list[pd.Series | None], int]]:
    """Choose the outcomes that the readings are compared on.

    Parameters
    ----------
    findings
        Of the page's own comparison.
    rivals
        Of `steppe.rivals.read.read_rivals`.

    Returns
    -------
    list of (row, rows, count)
        An outcome that moves clearly, its rows in the rival readings, and in how many of those it moves to the same
        side. Outcomes that a line of the answer is about come first, then others that readers ask about after these.
    """
    own = findings.table.set_index("outcome", drop=False)
    last = own["display_order"].where(own["headline"], 0).max()
    asked = [*findings.leading["outcome"], *own[own["display_order"] > last]["outcome"]]
    others = [rival.table.set_index("outcome", drop=False) for rival in rivals]
    kept = []
    for name in dict.fromkeys(asked):
        side = _side(own.loc[name])
        held = [table.loc[name] if name in table.index else None for table in others]
        if side:
            kept.append((own.loc[name], held, sum(row is not None and _side(row) == side for row in held)))
    return kept


def _cell(row: pd.Series | None) -> Cell:
    if row is None:
        return Cell("not recorded")
    ends = row["difference"], row["low"], row["high"]
    if is_zero(*ends):
        return Cell("0", "in every pair")
    return interval_cell(*ends, signed=True, kind="moves" if _side(row) else "unclear")


def _side(row: pd.Series) -> int:
    return side_of_zero(row["low"], row["high"])


SECTION = Section("rivals", "Rival readings", "rivals/section.html.j2", _data, link="Rival readings", source="rivals")
