"""The table of all effects."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from steppe.wording import MINUS, bracketed, listing, number, percent, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from steppe.report.findings import Findings


def table_of_effects(findings: Findings) -> str:
    """Write a row for each outcome of which there is something to tell; `left_out` names the others."""
    heads = [
        "Outcome and unit", f"Mean {findings.treated}", f"Mean {findings.control}", "Mean difference",
        "Pairs, 5 to 95\u00a0%", "Pairs above 0", "Gain from pairing", "Pairs",
    ]  # fmt: skip
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    told = findings.table.drop(findings.constant.index)
    body = "\n".join(_effect_row(findings, row) for row in told.to_dict("records"))
    return (
        f"<table><caption>Effects in the model</caption><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"
    )


def left_out(findings: Findings) -> str:
    """Name the outcomes in which nothing ever happens, by the value that they have; empty where there are none."""
    constant = findings.constant.sort_values("mean_treated", kind="stable")
    if not len(constant):
        return ""
    outcomes = "1 outcome has" if len(constant) == 1 else f"{counted(len(constant))} outcomes have"
    values = [
        f"Always {value.replace('-', MINUS)}: {'; '.join(by_measure(findings, rows))}."
        for value, rows in constant.groupby(constant["mean_treated"].map("{:.3g}".format), sort=False)
    ]
    text = f"{outcomes} no row, being the same in every run of both arms, in the model. {' '.join(values)}"
    return f"<p>{escape(text)}</p>"


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


def by_measure(findings: Findings, rows: pd.DataFrame) -> list[str]:
    """Name outcomes, the elements of one measure together."""
    told = []
    for _, group in rows.groupby("measure", sort=False):
        elements = [
            ", ".join(findings.names.get(key, key) for key in row.split(", ")) for row in group["element"] if row
        ]
        name = findings.name({**group.iloc[0], "element": ""})
        told.append(f"{name}{': ' if elements else ''}{listing(elements)}")
    return list(dict.fromkeys(told))
