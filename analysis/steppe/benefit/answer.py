"""To whose benefit, in words: what the leadership, the powers and the accord get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.benefit import BASE, PRIORS
from steppe.benefit.page_tables import counts
from steppe.effects.compare import CONTROL, TREATED
from steppe.format import NO_BREAK, bracketed, estimate, listing, percent
from steppe.report.section import Answer, Paragraph
from steppe.report.tables import counted, side_of_zero

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steppe.benefit.read import BenefitFile
    from steppe.effects.findings import Findings
    from steppe.report.page_inputs import PageInputs


def benefit_answer(inputs: PageInputs) -> Answer:
    """Say what the leadership, the powers and the accord get."""
    findings = inputs.findings
    # A file of benefit is about the whole accord; another difference is answered from its own effects.
    about_total = inputs.contrast == (TREATED, CONTROL)
    parts = _of_benefit(inputs.benefit, inputs) if inputs.benefit and about_total else []
    parts += [] if parts else _welfare(inputs)
    parts.append(Paragraph(_weights(findings), "lead"))
    for row in _of_accord(findings):
        parts.append(Paragraph(f"The accord: {findings.name(row).lower()} {findings.sentence(row)}", "lead"))
    told = [part for part in parts if part.text]
    return Answer(told or [Paragraph("The file holds none of the outcomes that tell of benefit.")])


def _of_benefit(benefit: BenefitFile, inputs: PageInputs) -> list[Paragraph]:
    """Tell what the file of benefit holds: the leadership's gain with its regret, and what the powers get."""
    told = []
    for outcome, base in benefit.welfare.iterrows():
        fixed, drawn = (inputs.findings.sentence(row) for row in (base, benefit.priors.loc[outcome]))
        lead = (
            f"{_leadership(inputs)}: material welfare over {counted(benefit.months)} months, with parameters fixed, "
            f"{fixed} With parameters drawn from their priors: {drawn}"
        )
        unit = "1 G is the present value of 1 % of a year's GDP. " if base["unit"] == "G" else ""
        more = f"{unit}{_regret_sentence(benefit)}{_signs_sentence(benefit, outcome)}"
        told += [Paragraph(lead, "lead"), Paragraph(more)]
    return told + _powers(benefit, inputs)


def _welfare(inputs: PageInputs) -> list[Paragraph]:
    """Tell what the comparison itself says of the leadership's gain."""
    told = []
    table = inputs.findings.table
    for row in table[table["regret"].astype(bool)].head(1).to_dict("records"):
        lead = f"{_leadership(inputs)}: material welfare over {counted(inputs.months)} months "
        details = "1 G is the present value of 1 % of a year's GDP. " if row["unit"] == "G" else ""
        if row["spread_low"] != row["spread_high"] and row["difference"] > 0:
            details += f"In {percent(1 - row['share_positive'])} of pairs it is not higher."
        told += [Paragraph(lead + inputs.findings.sentence(row), "lead"), Paragraph(details)]
    return told


def _of_accord(findings: Findings) -> list[dict[str, Any]]:
    """Rows of the outcomes of the accord that a line of the answer is about."""
    table = findings.table
    return table[table["headline"] & (table["better_for"] == "accord")].to_dict("records")


def _leadership(inputs: PageInputs) -> str:
    return f"The leadership of {inputs.name_of(inputs.hedger)}" if inputs.hedger else "The leadership"


def _weights(findings: Findings) -> str:
    """Tell which powers gain weight and which lose it, with intervals."""
    table = findings.table
    rows = table[(table["better_for"] == "partner") & (table["benefit_order"] > 0)].to_dict("records")
    if not rows:
        return ""
    sides = {side: [row for row in rows if side_of_zero(row["low"], row["high"]) == side] for side in (1, -1, 0)}
    parts = []
    for side, verb in ((1, "more"), (-1, "less")):
        if sides[side]:
            ordered = sorted(sides[side], key=lambda row: -abs(row["difference"]))
            parts.append(f"{listing([_in_points(findings, row) for row in ordered])} {verb}")
    if sides[0]:
        parts.append(f"no clear change for {listing([_power(findings, row) for row in sides[0]])}")
    return (
        f"Weight of the powers, as their share in all links, in percentage points ({findings.level} interval of the "
        f"mean): {'; '.join(parts)}."
    )


def _in_points(findings: Findings, row: Mapping[str, Any]) -> str:
    told = bracketed(*(100 * row[key] for key in ("difference", "low", "high")), signed=True)
    return f"{_power(findings, row)} {told}"


def _power(findings: Findings, row: Mapping[str, Any]) -> str:
    return findings.names.get(row["element"], row["element"])


def _regret_sentence(benefit: BenefitFile) -> str:
    if benefit.regret.empty:
        return ""
    found = benefit.regret.set_index("reading")
    told = {}
    for name in (BASE, PRIORS):
        ends = [100 * found.loc[name, key] for key in ("probability", "low", "high")]
        mean, low, high = estimate(*ends)
        told[name] = f"{mean}{NO_BREAK}%" if low == "n/a" else f"{mean}{NO_BREAK}% ({low} to {high})"
    return (
        f"It has less welfare with the accord (regret) in {told[BASE]} of pairs with parameters fixed, "
        f"and in {told[PRIORS]} with parameters drawn."
    )


def _signs_sentence(benefit: BenefitFile, outcome: str) -> str:
    if not benefit.rivals:
        return ""
    return f" Its mean under {counted(len(benefit.rivals))} rival readings: {counts(benefit, outcome)}."


def _powers(benefit: BenefitFile, inputs: PageInputs) -> list[Paragraph]:
    """Tell who gains and who loses by its own reckoning, with parameters fixed and drawn alike."""
    groups: dict[str, list[str]] = {"gain": [], "lose": [], "open": []}
    numbers = []
    gains = benefit.gains_of_choice
    if gains.empty:
        return []
    for outcome, base in gains.sort_values("difference", ascending=False, kind="stable").iterrows():
        both = base, benefit.priors.loc[outcome]
        signs = {side_of_zero(row["low"], row["high"]) for row in both}
        side = {1: "gain", -1: "lose"}.get(signs.pop() if len(signs) == 1 else 0, "open")
        who = inputs.name_of(base["actor"])
        groups[side].append(who)
        fixed, drawn = (bracketed(*row[["difference", "low", "high"]], signed=True) for row in both)
        numbers.append(f"{who} {fixed}, drawn {drawn}")
    words = {"gain": "more for {}", "lose": "less for {}", "open": "for {} no sign that is clear both ways"}
    parts = [words[side].format(listing(named)) for side, named in groups.items() if named]
    lead = (
        "The powers, by what the leadership's choice is worth to them less what they paid, with parameters fixed and "
        f"drawn alike: {'; '.join(parts)}."
    )
    more = f"In {gains['unit'].iloc[0]}, with parameters fixed, then drawn: {'; '.join(numbers)}."
    return [Paragraph(lead, "lead"), Paragraph(more)]
