"""Who gains: actors and outcomes as a table whose cells scripts can fill anew."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from steppe.wording import REDUCTIONS, bracketed, capital, estimate, listing, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from steppe.report.findings import Findings


@dataclass(frozen=True)
class Reading:
    """How more of an outcome is read: as a gain (1), as a loss or cost (-1), or as neither (0)."""

    sign: int
    words: str


POWERS = {
    "influence": Reading(1, "more: a gain in weight"),
    "alignment": Reading(1, "more: the leadership leans to it"),
    "bids": Reading(-1, "more: a cost"),
    "delivered": Reading(-1, "more: a cost"),
    "pressure": Reading(0, "more: it presses harder"),
}
OWN = {
    "welfare": Reading(1, "more: a material gain"),
    "fdi_stock": Reading(1, "more: a gain"),
    "trade_gain": Reading(1, "more: a gain"),
    "autonomy": Reading(1, "more: freer of stronger partners"),
    "hedging": Reading(0, "more: leans more evenly"),
    "coercion": Reading(-1, "more: a loss"),
    "home_legitimacy": Reading(1, "more: better liked at home"),
}
ACCORD = {
    "members": Reading(1, "more: the accord grows"),
    "momentum": Reading(1, "more: the accord revives"),
    "legitimacy": Reading(1, "more: its contested sponsor gains standing"),
    "leader_credit": Reading(1, "more: its leader gains credit"),
}
"""What readers ask about first, and a reading that they may dispute."""

ARROWS = {1: "▲", -1: "▼", 0: ""}


def actors_table(findings: Findings, hedger: str) -> str:
    """Write a row for each power, and rows for the leadership and for the accord.

    Parameters
    ----------
    findings
        Of the page's own difference.
    hedger
        Whose leadership.

    Returns
    -------
    str
        Two HTML tables. Cells carry the id of their outcome and the sign of their reading, for scripts.
    """
    return f"{_powers(findings)}\n{_singles(findings, hedger)}"


def gains_of_powers(findings: Findings) -> str:
    """Tell which powers gain weight and which lose it, with intervals."""
    rows = findings.table[findings.table["measure"] == "influence"].to_dict("records")
    if not rows:
        return ""
    gaining = [row for row in rows if row["low"] > 0]
    losing = [row for row in rows if row["high"] < 0]
    open_ = [row for row in rows if row not in gaining and row not in losing]
    parts = [
        f"{listing([_in_points(findings, row) for row in sorted(chosen, key=lambda row: -abs(row['difference']))])}"
        f" {verb}"
        for chosen, verb in ((gaining, "more"), (losing, "less"))
        if chosen
    ]
    if open_:
        parts.append(f"no clear change for {listing([_actor(findings, row) for row in open_])}")
    return (
        f"Weight of the powers, as their share in all links, in percentage points ({findings.level} interval of the "
        f"mean, in the model): {'; '.join(parts)}."
    )


def _in_points(findings: Findings, row: Mapping[str, Any]) -> str:
    told = bracketed(*(100 * row[key] for key in ("difference", "low", "high")), signed=True)
    return f"{_actor(findings, row)} {told}"


def _actor(findings: Findings, row: Mapping[str, Any]) -> str:
    return findings.names.get(row["element"], row["element"])


def _powers(findings: Findings) -> str:
    table = findings.table
    held = [name for name in POWERS if (table["measure"] == name).any()]
    rows = table[table["measure"].isin(held)]
    if rows.empty:
        return ""
    actors = list(dict.fromkeys(rows["element"]))
    cells = {(row["element"], row["measure"]): row for row in rows.to_dict("records")}
    heads = "".join(_column_head(rows[rows["measure"] == name].iloc[0], POWERS[name]) for name in held)
    body = "".join(
        f'<tr><th scope="row">{escape(findings.names.get(actor, actor))}</th>'
        + "".join(_cell(cells.get((actor, name)), POWERS[name]) for name in held)
        + "</tr>"
        for actor in actors
    )
    return (
        '<div class="scroll" role="region" aria-label="Table of powers" tabindex="0">'
        '<table class="gains"><caption>The powers, in the model: difference in the mean and its '
        f'{escape(findings.level)} interval</caption><thead><tr><th scope="col">Power</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _singles(findings: Findings, hedger: str) -> str:
    table = findings.table
    of_leadership = f"The leadership of {findings.names.get(hedger, hedger)}" if hedger else "The leadership"
    groups = []
    for title, readings in ((of_leadership, OWN), ("The accord and its sponsors", ACCORD)):
        rows = [
            (row, readings[row["measure"]])
            for name in readings
            for row in table[(table["measure"] == name) & (table["element"] == "")].to_dict("records")
            if " by month " not in row["outcome"]
        ]
        if rows:
            body = "".join(
                f'<tr><th scope="row">{_heading(row)}<small>{escape(reading.words)}</small></th>'
                f"{_cell(row, reading)}</tr>"
                for row, reading in rows
            )
            groups.append(f'<tbody><tr><th scope="rowgroup" colspan="2">{escape(title)}</th></tr>{body}</tbody>')
    if not groups:
        return ""
    return (
        '<div class="scroll" role="region" aria-label="Table of the leadership and the accord" tabindex="0">'
        '<table class="gains singles"><caption>The leadership and the accord, in the model: difference in the mean and '
        f'its {escape(findings.level)} interval</caption><thead><tr><th scope="col">Outcome</th>'
        f'<th scope="col">Difference</th></tr></thead>{"".join(groups)}</table></div>'
    )


def _column_head(row: pd.Series, reading: Reading) -> str:
    return f'<th scope="col">{_heading(row)}<small>{escape(reading.words)}</small></th>'


def _heading(row: Mapping[str, Any]) -> str:
    how = REDUCTIONS.get(row["reduction"], row["reduction"])
    unit = unit_name(row["unit"]) and f", {row['unit']}"
    name = str(row["long_name"]).split(":")[0]
    return f"{escape(capital(name))} ({escape(how)}{escape(unit)})"


def _cell(row: Mapping[str, Any] | None, reading: Reading) -> str:
    if row is None:
        return "<td>–</td>"
    about = f'data-outcome="{escape(row["outcome"])}" data-reading="{reading.sign}"'
    if row["difference"] == row["low"] == row["high"] == 0:
        return f'<td {about}><span class="mean">0</span><small>no change in any pair</small></td>'
    mean, low, high = estimate(row["difference"], row["low"], row["high"], signed=True)
    clear = (row["low"] > 0) - (row["high"] < 0)
    kind = {1: "gain", -1: "loss", 0: "moves"}[clear * reading.sign] if clear else "unclear"
    arrow = f'<span aria-hidden="true">{ARROWS[clear]}</span> ' if clear else ""
    return f'<td {about} class="{kind}"><span class="mean">{arrow}{mean}</span><small>{low} to {high}</small></td>'
