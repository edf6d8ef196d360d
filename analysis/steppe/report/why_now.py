"""Why now: what the hazard of the opening month hangs on, in words, tables and rows of charts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from steppe.figures.opening import CONDITIONS, OTHERS, opening_steps
from steppe.report.parts_of import missing, part, table
from steppe.report.tables import counted
from steppe.wording import NO_BREAK, bracketed, capital, estimate, listing, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steppe.figures.waterfall import Row
    from steppe.report.material import Material
    from steppe.report.opening import Opening

HOW = "steppe hazard SCENARIO -o HAZARD.h5 && steppe-report OUT.h5 --hazard HAZARD.h5 -o REPORT.html"
TOLD = 3  # incentives and conditions that the answer names
CHARTS = {"now-conditions": "typical", "now-incentives": "no_incentive"}


def sentences(opening: Opening) -> list[str]:
    """Answer in words: the opening month, a typical one, and without incentives; then what makes the difference.

    Parameters
    ----------
    opening
        Of `steppe.report.opening.read_opening`.

    Returns
    -------
    list of str
        The first is the answer, the others say more.
    """
    month = f"{opening.months.index[0]:%B %Y}"
    levels = {name: _percent(opening.level(name)) for name in ("hazard", "typical", "without_incentives")}
    told = [
        f"Where the leadership decides for itself, the opening month, {month}, has a probability of accession of "
        f"{levels['hazard']} in the model. Under the conditions of a typical month it would be {levels['typical']}; "
        f"with every incentive off in that month, {levels['without_incentives']}."
    ]
    conditions = _named(opening.conditions, CONDITIONS, "condition")
    if conditions:
        told.append(f"What is special about the month, in percentage points: {listing(conditions)}.")
    titles = dict(zip(opening.incentives["incentive"], opening.incentives["title"], strict=True))
    words = {key: f"{title} ({key})" for key, title in titles.items()}
    incentives = _named(opening.incentives, words, "incentive")
    if incentives:
        told.append(
            f"The incentives with the largest shares, in percentage points: {listing(incentives)}. A share says what a "
            "term of the model adds; it is no evidence of what moved anybody."
        )
    return told


def section(material: Material, drawn: str = "", drawn_swings: str = "") -> str:
    """Write the section: charts for those with scripts, tables for all.

    Parameters
    ----------
    material
        What the page is made from.
    drawn, drawn_swings
        Drawings for print: what leads to the month, and what would move it.

    Returns
    -------
    str
        HTML; where no file was given, how to make one.
    """
    opening = material.opening
    if opening is None:
        return missing("No file of steppe hazard was given with this page, which says what a month hangs on.", HOW)
    about = (
        f"{capital(_when(opening))} is asked about by itself: the same runs are weighed again with other incentives or "
        f"other conditions in that month alone. From {counted(opening.replicates)} runs of "
        f"{counted(len(opening.months))} months of their own, parameters fixed; a number may differ a little from that "
        f"of the comparison.{material.caution('hazard', opening.parameters)}"
    )
    swings = "" if opening.swings is None else part("swings", drawn=drawn_swings, **_swing_words(opening, material))
    return part(
        "now",
        level=material.findings.level,
        about=escape(about),
        levels=_levels_table(opening),
        conditions=_shares_table(opening, "condition"),
        incentives=_shares_table(opening, "incentive"),
        world=_world_table(opening),
        drawn=drawn,
        swings=swings,
    )


def rows(opening: Opening, names: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of the charts, with the words that a pointer shows.

    Parameters
    ----------
    opening
        Of `steppe.report.opening.read_opening`.
    names
        Names of ids.

    Returns
    -------
    dict
        By the name of the chart.
    """
    level = opening.months.attrs["level"]
    who = opening.months.attrs["hedger"]
    drawn = {
        name: [_step(step) for step in opening_steps(opening.ds, start, hedger=who, level=level)]
        for name, start in CHARTS.items()
    }
    drawn["now-months"] = [row for name, words in _LINES.items() for row in _line(opening, name, words)]
    if opening.swings is not None:
        drawn["now-swings"] = [_swing(row, names) for row in opening.swings.to_dict("records")]
    return drawn


def _step(step: Row) -> dict[str, Any]:
    """Write a bar of a waterfall; an incentive is known by its id where there is no room for its title."""
    title, _, key = step.words.removesuffix(")").partition(" (")
    others = step.key == OTHERS
    told = bracketed(step.mean, step.low, step.high, signed=not step.whole)
    return {
        "label": title if others or step.key != key else f"{key} {title[:1].lower()}{title[1:]}",
        "from": step.start, "to": step.start + step.mean, "low": step.start + step.low, "high": step.start + step.high,
        "kind": "level" if step.whole else "more" if step.mean >= 0 else "less",
        "text": number(step.mean, 2, signed=not step.whole),
        "hint": f"{step.words}\n{told} % a month" if step.whole else f"{step.words}\n{told} percentage points",
    }  # fmt: skip


_LINES = {"hazard": "as it is", "typical": "typical conditions", "without_incentives": "no incentive"}


def _line(opening: Opening, name: str, words: str) -> list[dict[str, Any]]:
    found = []
    for when, row in opening.months.iterrows():
        mean, low, high = (100 * row[f"{name}{end}"] for end in ("", "_low", "_high"))
        if pd.notna(mean):
            told = bracketed(mean, low, high)
            hint = f"{when:%B %Y}, {words}\n{told} %\n{counted(int(row['at_risk']))} runs still outside"
            date = int(when.timestamp() * 1000)
            found.append({"date": date, "line": words, "mean": mean, "low": low, "high": high, "hint": hint})
    return found


def _swing(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    label = parameter_words(row["parameter"], names)
    ends = {end: [100 * row[f"joined_at_{end}{key}"] for key in ("", "_low", "_high")] for end in ("low", "high")}
    told = [f"at {_value(row, end)}: {bracketed(*ends[end])} %" for end in ("low", "high")]
    swing = bracketed(*(100 * row[key] for key in ("swing", "low", "high")), signed=True)
    return {
        "label": "\n".join(label), "low": ends["low"][0], "high": ends["high"][0], "low_low": ends["low"][1],
        "low_high": ends["low"][2], "high_low": ends["high"][1], "high_high": ends["high"][2],
        "hint": f"{': '.join(label)} ({row['parameter']})\n" + "\n".join([*told, f"difference {swing} points"]),
    }  # fmt: skip


def parameter_words(key: str, names: Mapping[str, str]) -> list[str]:
    """Write a parameter's key as words: what it is, and whose where an actor has it."""
    family, *ids, name = key.split(".")
    whose = ", ".join(names.get(one, one.replace("_", " ")) for one in ids)
    return [capital(name.replace("_", " ")), *([whose] if whose else [capital(family.replace("_", " "))])]


def _swing_words(opening: Opening, material: Material) -> dict[str, str]:
    swings = opening.swings
    body = [
        [
            f"{escape(': '.join(parameter_words(row['parameter'], material.names)))}"
            f"<small>{escape(row['parameter'])}, {escape(row['tag'])}</small>",
            f"{escape(_value(row, 'low'))} to {escape(_value(row, 'high'))}",
            *(_cell(*(100 * row[f"joined_at_{end}{key}"] for key in ("", "_low", "_high"))) for end in ("low", "high")),
            _cell(*(100 * row[key] for key in ("swing", "low", "high")), signed=True),
        ]
        for row in swings.to_dict("records")
    ]
    months = counted(int(swings.attrs["months"]))
    heads = ["Parameter", "From, to", "At the low end, %", "At the high end, %", "Difference, points"]
    caption = f"Probability of an accession within {months} months in the model, one parameter at a time"
    return {"months": months, "level": material.findings.level, "table": table(caption, heads, body)}


def _value(row: Mapping[str, Any], end: str) -> str:
    unit = "" if row["unit"] in ("", "1") else f" {row['unit']}"
    return f"{row[f'range_{end}']:g}{unit}"


def _levels_table(opening: Opening) -> str:
    named = {
        "hazard": "As it is",
        "typical": "Under the conditions of a typical month",
        "without_incentives": "With every incentive off in that month",
    }
    body = [[escape(words), _cell(*(100 * value for value in opening.level(name)))] for name, words in named.items()]
    return table(f"Probability of acceding in {_when(opening)}, in the model", ["The month", "%"], body)


def _shares_table(opening: Opening, over: str) -> str:
    shares = opening.conditions if over == "condition" else opening.incentives
    body = []
    for row in shares.to_dict("records"):
        key = row[over]
        words = capital(CONDITIONS.get(key, key)) if over == "condition" else f"{key} {row['title']}"
        body.append([escape(words), _cell(*(100 * row[name] for name in ("share", "low", "high")), signed=True)])
    start = "a typical month" if over == "condition" else "no incentive"
    caption = f"Added to the probability of {start}, in the model"
    return table(caption, [capital(over), "Percentage points"], body)


def _world_table(opening: Opening) -> str:
    body = [
        [escape(capital(row["title"])), _cell(row["mean"], row["low"], row["high"]), number(row["typical"])]
        for row in opening.world.to_dict("records")
    ]
    caption = f"The world in {_when(opening)} and typically, in the model's own scales"
    return table(caption, ["Reading", "In the month", "Typically"], body)


def _when(opening: Opening) -> str:
    return f"{opening.months.index[0]:%B %Y}"


def _named(shares: pd.DataFrame, words: Mapping[str, str], over: str) -> list[str]:
    clear = shares[(shares["low"] > 0) | (shares["high"] < 0)].head(TOLD)
    return [
        f"{words.get(row[over], row[over])} "
        f"{bracketed(*(100 * row[name] for name in ('share', 'low', 'high')), signed=True)}"
        for row in clear.to_dict("records")
    ]


def _percent(values: tuple[float, float, float]) -> str:
    mean, low, high = estimate(*(100 * value for value in values))
    return f"{mean}{NO_BREAK}% ({low} to {high})"


def _cell(mean: float, low: float, high: float, *, signed: bool = False) -> str:
    if mean == low == high == 0:
        return "0"
    told, bottom, top = estimate(mean, low, high, signed=signed)
    if bottom == top:
        return f'<span class="mean">{told}</span><small>the same in all runs</small>'
    return f'<span class="mean">{told}</span><small>{bottom} to {top}</small>'
