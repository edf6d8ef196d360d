"""Tables of who gains what: over chance, over priors, under rival readings, and in parts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from steppe.benefit import BASE, PRIORS
from steppe.report.actors import ACCORD, OWN, POWERS, Reading
from steppe.report.parts_of import table
from steppe.wording import MINUS, REDUCTIONS, capital, estimate, percent, unit_name

if TYPE_CHECKING:
    import pandas as pd

    from steppe.report.gains import Gains
    from steppe.report.material import Material

READINGS = {
    **OWN,
    **ACCORD,
    "influence": POWERS["influence"],
    "principal_gain": Reading(1, "more: the choice is worth more to it"),
    "peer_joins": Reading(1, "more: the accord grows"),
}
GROUPS = {
    "hedger": "The leadership",
    "principal": "The powers, by what the choice is worth to them",
    "partner": "The powers, by their weight in all links",
    "accord": "The accord and its sponsors",
}
MEANINGS = {
    "substance": "closer ties without announcement",
    "inducement": "the announced deals alone",
    "interaction": "what these do together beyond what they do apart",
    "publicity": "all but the substance",
}


def gains_table(gains: Gains, material: Material) -> str:
    """Write a row for each gain: over chance, over priors, and how many rival readings agree."""
    heads = ["Gain and unit", "Parameters fixed", "Drawn from priors", "Less in, of pairs: fixed; drawn"]
    heads += ["Rival readings"] if gains.rivals else []
    body: list[list[str] | str] = []
    for whose, title in GROUPS.items():
        shown = gains.base[gains.base["whose"] == whose]
        body += [title] if len(shown) else []
        for outcome, row in shown.iterrows():
            reading = READINGS[row["measure"]]
            cells = [_gain(table.loc[outcome], reading) for table in (gains.base, gains.priors)]
            less = "; ".join(percent(table.loc[outcome, "share_negative"]) for table in (gains.base, gains.priors))
            signs = [escape(counts(gains, outcome))] if gains.rivals else []
            body.append([_head(row, material, reading), *cells, less, *signs])
    caption = f"Who gains what in the model: mean difference and its {material.findings.level} interval"
    return table(caption, heads, body, "gains")


def counts(gains: Gains, outcome: str) -> str:
    """Say how many rival readings give which sign: ``5 more, 1 less, 1 open``."""
    row = gains.signs.loc[outcome]
    named = {"positive": "more", "negative": "less", "open": "open", "still": "no change"}
    return ", ".join(f"{int(row[key])} {words}" for key, words in named.items() if row[key])


def regret_table(gains: Gains, material: Material) -> str:
    """Write the probability of regret under every reading."""
    if gains.regret.empty:
        return ""
    named = {BASE: "Parameters fixed", PRIORS: "Parameters drawn from their priors"}
    body = []
    for row in gains.regret.to_dict("records"):
        ends = [100 * row[name] for name in ("probability", "low", "high")]
        mean, low, high = estimate(*ends)
        words = named.get(row["reading"], row["title"])
        body.append([escape(words), f'<span class="mean">{mean}</span><small>{low} to {high}</small>'])
    level = material.findings.level
    caption = f"Probability of regret in the model: share of pairs with less welfare, and its {level} interval (Wilson)"
    return table(caption, ["Reading", "%"], body)


def signs_table(gains: Gains, material: Material) -> str:
    """Write the sign of every gain under every reading."""
    if not gains.rivals:
        return ""
    columns = [BASE, PRIORS, *gains.rivals]
    named = {BASE: "Parameters fixed", PRIORS: "Drawn from priors"}
    body = []
    for outcome, row in gains.base.iterrows():
        signs = [_sign(gains.signs.loc[outcome, name]) for name in columns]
        body.append([_head(row, material, None), *signs])
    caption = f"Sign of the mean in the model, as far as its {material.findings.level} interval shows one"
    return table(caption, ["Gain", *(named.get(name, gains.titles[name]) for name in columns)], body)


def _sign(sign: float) -> str:
    words = {1.0: ("+", "more"), -1.0: (MINUS, "less"), 0.0: ("·", "open")}
    mark, told = words.get(sign, ("", "not known"))
    return f"{mark}<small>{told}</small>"


def parts_table(gains: Gains, material: Material) -> str:
    """Write what each gain is made of."""
    named = [name for name in MEANINGS if name in gains.parts]
    body = []
    for outcome, row in gains.base.iterrows():
        cells = [_gain(gains.parts[name].loc[outcome], None) for name in named]
        body.append([_head(row, material, None), _gain(row, None), *cells])
    heads = ["Gain and unit", "Total", *(f"{capital(name)}: {MEANINGS[name]}" for name in named)]
    caption = f"The parts of each gain in the model, parameters fixed: mean and its {material.findings.level} interval"
    return table(caption, heads, body)


def _head(row: pd.Series, material: Material, reading: Reading | None) -> str:
    """Name a gain: whose, what, how months are counted, and its unit."""
    whose = material.names.get(row["actor"], row["actor"]) if row["actor"] else ""
    how = REDUCTIONS.get(row["reduction"], row["reduction"])
    unit = f", {row['unit']}" if unit_name(row["unit"]) else ""
    what = f"{row['long_name'].split(':')[0]} ({how}{unit})"
    small = f"<small>{escape(reading.words)}</small>" if reading else ""
    return f"{escape(f'{whose}: {what}' if whose else capital(what))}{small}"


def _gain(row: pd.Series, reading: Reading | None) -> str:
    if row["difference"] == row["low"] == row["high"] == 0:
        return '<td><span class="mean">0</span><small>no change</small></td>'
    mean, low, high = estimate(row["difference"], row["low"], row["high"], signed=True)
    clear = int(row["low"] > 0) - int(row["high"] < 0)
    sign = reading.sign if reading else 0
    kind = {1: "gain", -1: "loss", 0: "moves"}[clear * sign] if clear else "unclear"
    kind = kind if reading or not clear else "clear"
    arrow = f'<span aria-hidden="true">{"▲" if clear > 0 else "▼"}</span> ' if clear and reading else ""
    return f'<td class="{kind}"><span class="mean">{arrow}{mean}</span><small>{low} to {high}</small></td>'
