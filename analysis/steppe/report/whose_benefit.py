"""To whose benefit: gains over chance, over priors and under rival readings, in words, tables and rows of charts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from steppe.benefit import BASE, PRIORS
from steppe.report.gains_tables import counts, gains_table, parts_table, regret_table, signs_table
from steppe.report.parts_of import missing, part
from steppe.report.tables import counted
from steppe.wording import NO_BREAK, bracketed, estimate, listing

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from steppe.report.gains import Gains
    from steppe.report.material import Material

HOW = (
    "steppe benefit SCENARIO --rivals scenarios/rivals -o BENEFIT.h5 && "
    "steppe-report OUT.h5 --benefit BENEFIT.h5 -o REPORT.html"
)
CHARTS = {"gains-value": ("G", 1.0), "gains-weight": ("1", 100.0)}
"""Unit of the gains of each chart, and what they are multiplied by."""


def sentences(gains: Gains, material: Material) -> list[tuple[str, str]]:
    """Answer in words: what the leadership and the powers get.

    Parameters
    ----------
    gains
        Of `steppe.report.gains.read_gains`.
    material
        What the page is made from.

    Returns
    -------
    list of (kind, text)
        ``lead`` for what answers, empty for what says more.
    """
    told: list[tuple[str, str]] = []
    who = f" of {_name(material, material.hedger)}" if material.hedger else ""
    for base, priors in gains.rows("welfare"):
        told.append(
            (
                "lead",
                f"The leadership{who}: material welfare over {counted(gains.months)} months, with parameters fixed, "
                f"{material.findings.sentence(base)} With parameters drawn from their priors: "
                f"{material.findings.sentence(priors)}",
            )
        )
        unit = "1 G is the present value of 1 % of a year's GDP. " if base["unit"] == "G" else ""
        told.append(("", f"{unit}{_regret_sentence(gains)}{_signs_sentence(gains, base['outcome'])}"))
    return told + _powers(gains, material)


def section(material: Material, drawn: str = "") -> str:
    """Write the section: charts for those with scripts, tables for all.

    Parameters
    ----------
    material
        What the page is made from.
    drawn
        Drawing for print.

    Returns
    -------
    str
        HTML; where no file was given, how to make one.
    """
    gains = material.gains
    if gains is None:
        why = "No file of steppe benefit was given with this page, which sets chance, priors and rival readings apart."
        return missing(why, HOW)
    rivals = listing([gains.titles[name] for name in gains.rivals]) if gains.rivals else "none was run"
    about = (
        f"Accords less none, over {counted(gains.months)} months, from {counted(gains.pairs)} pairs of runs of each "
        f"reading. Parameters fixed: the interval is over chance. Drawn from their priors: over chance and priors "
        f"together, as wide as those priors are. Rival readings: {rivals}."
        f"{material.caution('benefit', gains.parameters)}"
    )
    shown = rows(gains, material.names)
    return part(
        "benefit",
        level=material.findings.level,
        about=escape(about),
        charts="".join(_chart(name, material.findings.level) for name in shown if shown[name]),
        drawn=drawn,
        gains=gains_table(gains, material),
        regret=regret_table(gains, material),
        signs=signs_table(gains, material),
        parts=parts_table(gains, material),
    )


def rows(gains: Gains, names: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of the charts, with the words that a pointer shows.

    Parameters
    ----------
    gains
        Of `steppe.report.gains.read_gains`.
    names
        Names of ids.

    Returns
    -------
    dict
        By the name of the chart; gains in G, and weight in percentage points.
    """
    drawn: dict[str, list[dict[str, Any]]] = {}
    for name, (unit, factor) in CHARTS.items():
        shown = gains.base[(gains.base["unit"] == unit) & ((unit == "G") | (gains.base["measure"] == "influence"))]
        drawn[name] = []
        for outcome, row in shown.iterrows():
            ends = {
                key: [factor * table.loc[outcome, column] for column in ("difference", "low", "high")]
                for key, table in ((BASE, gains.base), (PRIORS, gains.priors))
            }
            told = [bracketed(*ends[key], signed=True) for key in (BASE, PRIORS)]
            whose = names.get(row["actor"], row["actor"])
            what = _short(row)
            drawn[name].append(
                {
                    "label": f"{whose}\n{what}" if unit == "G" else whose,
                    **dict(zip(("mean", "low", "high"), ends[BASE], strict=True)),
                    **dict(zip(("drawn", "drawn_low", "drawn_high"), ends[PRIORS], strict=True)),
                    "hint": f"{whose}, {what}\nParameters fixed {told[0]}\nDrawn from priors {told[1]}",
                }
            )
    return drawn


_SHORT = {"principal_gain": "value of the choice", "welfare": "welfare", "coercion": "harm from threats"}


def _short(row: pd.Series) -> str:
    return _SHORT.get(row["measure"], "weight")


def _chart(name: str, level: str) -> str:
    title = "Gains and harm, in G" if name == "gains-value" else "Weight in all links, in percentage points"
    words = part("intervals", level=level)
    return (
        f'<figure class="chart needs-script"><p class="unit">{title}</p><div id="chart-{name}" class="plot" '
        f'data-description="{title}: a row for each actor, its mean with parameters fixed and with parameters drawn, '
        f'each with an interval. The table after the charts holds the numbers."></div>{words}</figure>'
    )


def _regret_sentence(gains: Gains) -> str:
    if gains.regret.empty:
        return ""
    found = gains.regret.set_index("reading")
    told = {}
    for name in (BASE, PRIORS):
        ends = [100 * found.loc[name, key] for key in ("probability", "low", "high")]
        mean, low, high = estimate(*ends)
        told[name] = f"{mean}{NO_BREAK}%" if low == "n/a" else f"{mean}{NO_BREAK}% ({low} to {high})"
    return (
        f"In the model, it has less welfare with the accord (regret) in {told[BASE]} of pairs with parameters fixed, "
        f"and in {told[PRIORS]} with parameters drawn."
    )


def _signs_sentence(gains: Gains, outcome: str) -> str:
    if not gains.rivals:
        return ""
    return f" Its mean under {counted(len(gains.rivals))} rival readings: {counts(gains, outcome)}."


def _powers(gains: Gains, material: Material) -> list[tuple[str, str]]:
    """Tell who gains and who loses by its own reckoning, with parameters fixed and drawn alike."""
    groups: dict[str, list[str]] = {"gain": [], "lose": [], "open": []}
    numbers = []
    pairs = gains.rows("principal_gain")
    for base, priors in sorted(pairs, key=lambda pair: -pair[0]["difference"]):
        signs = {int(row["low"] > 0) - int(row["high"] < 0) for row in (base, priors)}
        side = {1: "gain", -1: "lose"}.get(signs.pop() if len(signs) == 1 else 0, "open")
        who = _name(material, base["actor"])
        groups[side].append(who)
        fixed, drawn = (bracketed(*row[["difference", "low", "high"]], signed=True) for row in (base, priors))
        numbers.append(f"{who} {fixed}, drawn {drawn}")
    if not pairs:
        return []
    words = {"gain": "more for {}", "lose": "less for {}", "open": "for {} no sign that is clear both ways"}
    parts = [words[side].format(listing(named)) for side, named in groups.items() if named]
    return [
        (
            "lead",
            "The powers, by what the leadership's choice is worth to them less what they paid, with parameters fixed "
            f"and drawn alike, in the model: {'; '.join(parts)}.",
        ),
        ("", f"In {pairs[0][0]['unit']}, with parameters fixed, then drawn: {'; '.join(numbers)}."),
    ]


def _name(material: Material, actor: str) -> str:
    return material.names.get(actor, actor)
