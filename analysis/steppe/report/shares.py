"""Shares of incentives as tables, for print and for browsers without scripts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from steppe.report.choices import contrast_label, first_outcomes
from steppe.wording import estimate, outcome_name, unit_name

if TYPE_CHECKING:
    from steppe.report.attribution import Attribution
    from steppe.report.material import Material

COLUMNS = 4  # outcomes that fit beside each other on paper


def shares_tables(attribution: Attribution, material: Material) -> str:
    """Write a table for each effect: incentives down, the outcomes asked about first across.

    Parameters
    ----------
    attribution
        Where the shares are.
    material
        What the page is made from.

    Returns
    -------
    str
        HTML tables.
    """
    tables = []
    for row, name in enumerate(attribution.contrasts):
        outcomes = first_outcomes(attribution, row, material.hedger)[:COLUMNS]
        columns = [attribution.shares(name, outcome) for outcome in outcomes]
        labels = [attribution.outcomes.iloc[outcome].to_dict() for outcome in outcomes]
        head = "".join(
            f'<th scope="col">{escape(outcome_name(label, material.names))}{_unit(label["unit"])}</th>'
            for label in labels
        )
        body = "".join(
            f'<tr><th scope="row">{escape(player)} {escape(title)}</th>'
            + "".join(_cell(column[place]) for column in columns)
            + "</tr>"
            for place, (player, title) in enumerate(zip(attribution.incentives, attribution.titles, strict=True))
        )
        label = escape(contrast_label(name))
        tables.append(
            f'<div class="scroll" role="region" aria-label="Shares: {label}" tabindex="0"><table>'
            f"<caption>Shares of the incentives in the model, with {escape(material.findings.level)} intervals: {label}"
            f'</caption><thead><tr><th scope="col">Incentive</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        )
    return "\n".join(tables)


def _unit(unit: str) -> str:
    return f"<small>{escape(unit_name(unit))}</small>" if unit_name(unit) else ""


def _cell(share: dict) -> str:
    if share["mean"] == share["low"] == share["high"] == 0:
        return "<td>0</td>"
    mean, low, high = estimate(share["mean"], share["low"], share["high"], signed=True)
    kind = "moves" if share["low"] > 0 or share["high"] < 0 else "unclear"
    return f'<td class="{kind}"><span class="mean">{mean}</span><small>{low} to {high}</small></td>'
