"""The table of all effects."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from steppe.wording import bracketed, number, percent, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steppe.report.findings import Findings


def table_of_effects(findings: Findings) -> str:
    """Write a row for each outcome."""
    heads = [
        "Outcome and unit", f"Mean {findings.treated}", f"Mean {findings.control}", "Mean difference",
        "Pairs, 5 to 95\u00a0%", "Pairs above 0", "Gain from pairing", "Pairs",
    ]  # fmt: skip
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "\n".join(_effect_row(findings, row) for row in findings.table.to_dict("records"))
    return (
        f"<table><caption>Effects in the model</caption><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"
    )


def _effect_row(findings: Findings, row: Mapping[str, Any]) -> str:
    cells = [
        *(_two_lines(with_interval(row, f"mean_{arm}", f"low_{arm}", f"high_{arm}")) for arm in ("treated", "control")),
        _two_lines(with_interval(row, "difference", "low", "high", signed=True)),
        f"{number(row['spread_low'], signed=True)} to {number(row['spread_high'], signed=True)}",
        percent(row["share_positive"]),
        number(row["variance_reduction"]),
        counted(row["pairs"]),
    ]
    unit = f"<small>{escape(unit_name(row['unit']))}</small>" if unit_name(row["unit"]) else ""
    moves = ' class="clear"' if row["low"] > 0 or row["high"] < 0 else ""
    return (
        f'<tr{moves}><th scope="row">{escape(findings.name(row))}{unit}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
    )


def _two_lines(text: str) -> str:
    mean, interval = text.split(" ", 1)
    return f"{escape(mean)}<small>{escape(interval)}</small>"


def with_interval(row: Mapping[str, float], value: str, low: str, high: str, *, signed: bool = False) -> str:
    """Write a mean with its interval in brackets."""
    return bracketed(row[value], row[low], row[high], signed=signed)


def counted(value: int) -> str:
    """Write a whole number with thin spaces."""
    return f"{value:,}".replace(",", "\u202f")
