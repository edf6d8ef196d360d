"""The first things that the page says: why now, to whose benefit, and how much of that is judgement."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from steppe.compare import CONTROL, TREATED
from steppe.intervals import mean_interval
from steppe.report import whose_benefit as whose
from steppe.report import why_now as why
from steppe.report.actors import gains_of_powers
from steppe.report.contrasts import OWN_CHOICE
from steppe.report.findings import count_evidence
from steppe.report.parts_of import missing
from steppe.report.rivals import agreement
from steppe.report.tables import counted
from steppe.report.timing import AFTER, FEWEST
from steppe.wording import bracketed, estimate, listing, number, percent

if TYPE_CHECKING:
    from steppe.report.attribution import Attribution
    from steppe.report.material import Material
    from steppe.report.timing import Timing

LARGEST = 3  # shares that are told
VALUED = "7"  # section of docs/model.md that gives incentives their size


def why_now(material: Material) -> str:
    """Tell how likely an accession is in the opening month, beside later ones, and what makes it so."""
    timing, opening = material.timing, material.opening
    level = escape(material.findings.level)
    if opening is not None:
        lead, *more = why.sentences(opening)
        parts = [f'<p class="lead">{escape(lead)}</p>', *(f"<p>{escape(text)}</p>" for text in more)]
        later = "" if timing is None or timing.draws is None else "; of later months, over draws of the parameters too"
        small = f"<p><small>In brackets: {level} intervals over runs, with parameters fixed{later}.</small></p>"
        if timing is None:
            return "".join([*parts, small])
        return "".join([*parts, f"<p>{escape(_later_months(timing))}</p>", _joined(timing), small])
    if timing is None:
        return missing(_why_untold(material), f"steppe compare SCENARIO --arms {_arms_with_choice(material)} -o OUT.h5")
    parts = [f'<p class="lead">{escape(_opening_month(timing))}</p>', f"<p>{escape(_later_months(timing))}</p>"]
    parts.append(_joined(timing))
    over = "runs" if timing.draws is None else "runs and draws of the parameters"
    return f"{''.join(parts)}\n{_because(material)}\n<p><small>In brackets: {level} intervals over {over}.</small></p>"


def _joined(timing: Timing) -> str:
    if not timing.joined.size:
        return ""
    ends = [month for month in dict.fromkeys((*AFTER, len(timing.times))) if month <= len(timing.times)]
    joined = [f"{_share(timing.joined_after(month))} by month {month}" for month in ends]
    return f"<p>{escape(f'Share of runs that have acceded, in the model: {listing(joined)}.')}</p>"


def whose_benefit(material: Material) -> str:
    """Tell what the leadership and the powers get."""
    findings = material.findings
    attrs = material.effects.attrs
    total = (attrs["treated"], attrs["control"]) == (TREATED, CONTROL)  # what the file of benefit tells of
    parts = whose.sentences(material.gains, material) if material.gains and total else []
    welfare = findings.table[findings.table["measure"] == "welfare"].head(0 if parts else 1)
    for row in welfare.to_dict("records"):
        told = f"The leadership{_of(material)}: material welfare over {counted(material.months)} months "
        parts.append(("lead", told + findings.sentence(row)))
        details = "1 G is the present value of 1 % of a year's GDP. " if row["unit"] == "G" else ""
        if row["spread_low"] != row["spread_high"] and row["difference"] > 0:
            details += f"In {percent(1 - row['share_positive'])} of pairs, in the model, it is not higher."
        parts.append(("", details))
    parts.append(("lead", gains_of_powers(findings)))
    members = findings.table[findings.table["outcome"] == "members"].to_dict("records")
    parts += [("lead", f"The accord: {findings.name(row).lower()} {findings.sentence(row)}") for row in members]
    told = "".join(f'<p class="{kind}">{escape(text)}</p>' for kind, text in parts if text)
    return told or "<p>The file holds none of the outcomes that tell of benefit.</p>"


def how_much_judgement(material: Material) -> str:
    """Count what rests on judgement, among all parameters and among those that give incentives their size."""
    parameters = material.parameters
    valued = parameters[(parameters["section"] == VALUED) & ~parameters["key"].str.startswith("incentive.")]
    valued = valued[valued["value"] != 0]
    first, *rest = judgement_sentence(material).split(": ", 1)
    lead, told = f"{first}.", [f"T{rest[0][1:]}"]
    if len(valued):
        resting = int(valued["tag"].isin(list("AJD")).sum())
        told.append(
            f"Of the {counted(len(valued))} values other than 0 that give the incentives and the substance of the "
            f"accord their size, {counted(resting)} do. Intervals on this page say how exactly the model's own answer "
            "is known, not how right those values are."
        )
    parts = [f'<p class="lead">{escape(lead)}</p><p>{escape(" ".join(told))}</p>']
    if material.rivals:
        parts.append(f'<p class="lead">{escape(agreement(material.findings, material.rivals))}</p>')
    return "".join(parts)


def judgement_sentence(material: Material) -> str:
    """Count parameters whose value no data and no study gave."""
    evidence = count_evidence(material.parameters)
    total = len(material.parameters)
    resting = sum(count for tag, _, count, _ in evidence if tag in "AJD")
    return (
        f"In the model, {counted(resting)} of {counted(total)} parameters ({percent(resting / max(1, total))}) have "
        "values that no data and no study gave: they rest on judgement, on the article under study, or are disputed. "
        "This counts parameters; it does not weigh how much each matters."
    )


def evidence_table(material: Material) -> str:
    """Write how many parameters rest on what."""
    rows = "".join(
        f'<tr><th scope="row"><abbr title="evidence tag">{escape(tag)}</abbr> {escape(meaning)}</th>'
        f"<td>{counted(count)}</td>"
        f"<td>{percent(share)}</td>"
        f'<td class="bar" aria-hidden="true"><span style="width:{100 * share:.1f}%"></span></td></tr>'
        for tag, meaning, count, share in count_evidence(material.parameters)
    )
    return (
        '<table class="evidence"><caption>Parameters by what their value rests on</caption>'
        '<thead><tr><th scope="col">Value rests on</th><th scope="col">Parameters</th><th scope="col">Share</th>'
        f"<td></td></tr></thead><tbody>{rows}</tbody></table>"
    )


def _because(material: Material) -> str:
    """Tell which incentives make an accession likely in the first month."""
    attribution, outcome = material.attribution, f"accession_probability[{material.hedger}] by month 1"
    place = attribution.place(outcome) if attribution else None
    if attribution is None or place is None or OWN_CHOICE not in attribution.contrasts:
        untold = (
            "Which incentives make it likely now is not told here: that needs an attribution of the arm endogenous."
        )
        return missing(untold, "steppe attribute SCENARIO --contrasts total,endogenous -o ATTRIBUTION.h5")
    shares = attribution.shares(OWN_CHOICE, place)
    clear = [share for share in shares if share["low"] > 0 or share["high"] < 0]
    clear.sort(key=lambda share: -abs(share["mean"]))
    off, on = (_all_or_none(values, attribution, place) for values in (attribution.off, attribution.on))
    told = [
        f"What makes it likely now, in the model: with every incentive off that probability is {off}, with all on {on} "
        f"({counted(attribution.replicates)} runs of the attribution)."
    ]
    if clear:
        named = [f"{share['title']} ({share['id']}) {_points(share)}" for share in clear[:LARGEST]]
        told.append(f"The largest shares of the difference, in percentage points: {listing(named)}.")
    told.append("A share says what a term of the model adds; it is no evidence of what moved anybody.")
    return f"<p>{escape(' '.join(told))}</p>"


def _all_or_none(values: np.ndarray, attribution: Attribution, place: int) -> str:
    one = values[attribution.contrasts.index(OWN_CHOICE), :, place]
    return _share(mean_interval(one, attribution.level).of_probability())


def _opening_month(timing: Timing) -> str:
    """Set the first month beside the eleven that follow."""
    opening, following = timing.opening, timing.following
    told = f"Where the leadership decides for itself, the opening month, {timing.times[0]:%B %Y},"
    if not np.isfinite(following[0]):
        return f"{told} has a probability of accession of {_share(opening)} in the model."
    if opening[1] > following[2]:
        stands = f"is {number(opening[0] / following[0])} times as likely for accession as the months that follow"
    elif opening[2] < following[1]:
        stands = "is less likely for accession than the months that follow"
    else:
        stands = "does not clearly stand out from the months that follow"
    return f"{told} {stands}, in the model: {_share(opening)} against {_share(following)} a month over the next eleven."


def _later_months(timing: Timing) -> str:
    """Say whether later months are as likely: the first may be one of many."""
    mean, left = timing.monthly
    later = np.flatnonzero(left >= FEWEST)[1:]
    if not later.size:
        return "Too few runs are still outside in later months to compare them."
    likely = later[mean[later] >= mean[0]]
    if not likely.size:
        return f"No later month is as likely, among those with at least {FEWEST} runs still outside."
    top = int(likely[np.argmax(mean[likely])])
    return (
        f"It is not the only such month in the model: {counted(likely.size)} of {counted(later.size)} later months are "
        f"at least as likely over the runs still outside, most of all {timing.times[top]:%B %Y} with "
        f"{_share(timing.mean_in(slice(top, top + 1)))}."
    )


def _share(values: tuple[float, float, float]) -> str:
    mean, low, high = estimate(*(100 * value for value in values))
    return f"{mean} % ({low} to {high})"


def _points(share: dict[str, Any]) -> str:
    return bracketed(*(100 * share[key] for key in ("mean", "low", "high")), signed=True)


def _of(material: Material) -> str:
    return f" of {material.names.get(material.hedger, material.hedger)}" if material.hedger else ""


def _why_untold(material: Material) -> str:
    if not material.has_months:
        return f"This {material.record} file keeps no months of single runs, from which the timing is told."
    if OWN_CHOICE not in material.arms:
        return "This file holds no arm in which the leadership decides for itself (endogenous), so it cannot say."
    return "In this file no run is ever outside an accord that is open to it, so it cannot say."


def _arms_with_choice(material: Material) -> str:
    attrs = material.effects.attrs
    return ",".join(dict.fromkeys((attrs["treated"], attrs["control"], OWN_CHOICE)))
