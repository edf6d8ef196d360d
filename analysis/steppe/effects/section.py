"""The section "All effects": a row for each outcome in which anything happens, and the names of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.format import MINUS, bracketed, number, percent, unit_name
from steppe.report.section import Section
from steppe.report.tables import Cell, Row, counted, plain_table, side_of_zero

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steppe.effects.findings import Findings
    from steppe.report.page_inputs import PageInputs


def _data(inputs: PageInputs) -> dict[str, Any]:
    findings = inputs.findings
    heads = [
        "Outcome and unit", f"Mean {findings.treated}", f"Mean {findings.control}", "Mean difference",
        "Pairs, 5 to 95\u00a0%", "Pairs above 0", "Gain from pairing", "Pairs",
    ]  # fmt: skip
    told = findings.table.drop(findings.constant.index)
    rows = [_row(findings, row) for row in told.to_dict("records")]
    return {
        "level": inputs.level,
        "table": plain_table("Effects", heads, rows),
        "left_out": _left_out(findings),
    }


def _row(findings: Findings, row: Mapping[str, Any]) -> Row:
    cells = [
        _mean(row["mean_treated"], row["low_treated"], row["high_treated"]),
        _mean(row["mean_control"], row["low_control"], row["high_control"]),
        _mean(row["difference"], row["low"], row["high"], signed=True),
        Cell(f"{number(row['spread_low'], signed=True)} to {number(row['spread_high'], signed=True)}"),
        Cell(percent(row["share_positive"])),
        Cell(number(row["variance_reduction"])),
        Cell(counted(row["pairs"])),
    ]
    moves = "clear" if side_of_zero(row["low"], row["high"]) else ""
    return Row(Cell(findings.name(row), unit_name(row["unit"])), cells, moves)


def _mean(mean: float, low: float, high: float, *, signed: bool = False) -> Cell:
    return Cell(*bracketed(mean, low, high, signed=signed).split(" ", 1))


def _left_out(findings: Findings) -> str:
    """Name the outcomes in which nothing ever happens, by the value that they have; empty where there are none."""
    constant = findings.constant.sort_values("mean_treated", kind="stable")
    if not len(constant):
        return ""
    outcomes = "1 outcome has" if len(constant) == 1 else f"{counted(len(constant))} outcomes have"
    values = [
        f"Always {value.replace('-', MINUS)}: {'; '.join(findings.by_measure(rows))}."
        for value, rows in constant.groupby(constant["mean_treated"].map("{:.3g}".format), sort=False)
    ]
    return f"{outcomes} no row, being the same in every run of both arms. {' '.join(values)}"


SECTION = Section("effects", "All effects", "effects/section.html.j2", _data, link="All effects")
