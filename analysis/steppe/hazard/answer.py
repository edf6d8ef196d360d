"""Why now, in words: the opening month, later months, and what makes it as likely as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from steppe.effects.offered import OWN_CHOICE
from steppe.format import NO_BREAK, bracketed, estimate, listing, number
from steppe.hazard.monthly import AFTER, FEWEST
from steppe.report.section import Answer, Missing, Paragraph
from steppe.report.tables import counted
from steppe.stats.intervals import mean_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from steppe.attribution.read import Attribution
    from steppe.hazard.monthly import MonthlyHazard
    from steppe.hazard.read import HazardFile
    from steppe.report.page_inputs import PageInputs

NAMED = 3  # incentives and conditions that the answer names


def hazard_answer(inputs: PageInputs) -> Answer:
    """Say how likely an accession is in the opening month, beside later ones, and what makes it so."""
    monthly, hazard = inputs.monthly_hazard, inputs.hazard
    if hazard is not None:
        lead, *more = _of_opening_month(hazard)
        later = (
            "" if monthly is None or monthly.draws is None else "; of later months, over draws of the parameters too"
        )
        note = f"In brackets: {inputs.level} intervals over runs, with parameters fixed{later}."
        told = [*more, *(_of_later_months(monthly) if monthly else [])]
        return Answer([Paragraph(lead, "lead"), *map(Paragraph, told)], note=note)
    if monthly is None:
        how = f"steppe compare SCENARIO --arms {_arms_with_choice(inputs)} -o OUT.h5"
        return Answer(missing=Missing(_why_unknown(inputs), how))
    incentives, missing = _incentives_of_attribution(inputs)
    told = [*_of_later_months(monthly), *incentives]
    over = "runs" if monthly.draws is None else "runs and draws of the parameters"
    return Answer(
        [Paragraph(_beside_next_months(monthly), "lead"), *map(Paragraph, told)],
        missing,
        f"In brackets: {inputs.level} intervals over {over}.",
    )


def _of_opening_month(hazard: HazardFile) -> list[str]:
    """Set the opening month beside a typical one and one without incentives; then what makes the difference."""
    month = f"{hazard.months.index[0]:%B %Y}"
    levels = {name: _share(hazard.level(name), NO_BREAK) for name in ("hazard", "typical", "without_incentives")}
    told = [
        f"Where the leadership decides for itself, the opening month, {month}, has a probability of accession of "
        f"{levels['hazard']}. Under the conditions of a typical month it would be {levels['typical']}; "
        f"with every incentive off in that month, {levels['without_incentives']}."
    ]
    conditions = _largest(hazard.conditions, hazard.condition_words, "condition")
    if conditions:
        told.append(f"What is special about the month, in percentage points: {listing(conditions)}.")
    titles = dict(zip(hazard.incentives["incentive"], hazard.incentives["title"], strict=True))
    words = {key: f"{title} ({key})" for key, title in titles.items()}
    incentives = _largest(hazard.incentives, words, "incentive")
    if incentives:
        told.append(
            f"The incentives with the largest shares, in percentage points: {listing(incentives)}. A share says what a "
            "term of the model adds; it is no evidence of what moved anybody."
        )
    return told


def _largest(shares: pd.DataFrame, words: Mapping[str, str], over: str) -> list[str]:
    clear = shares[(shares["low"] > 0) | (shares["high"] < 0)].head(NAMED)
    return [
        f"{words.get(row[over], row[over])} "
        f"{bracketed(*(100 * row[name] for name in ('share', 'low', 'high')), signed=True)}"
        for row in clear.to_dict("records")
    ]


def _beside_next_months(monthly: MonthlyHazard) -> str:
    """Set the first month beside the eleven that follow."""
    opening, following = monthly.opening, monthly.following
    told = f"Where the leadership decides for itself, the opening month, {monthly.times[0]:%B %Y},"
    if not np.isfinite(following[0]):
        return f"{told} has a probability of accession of {_share(opening)}."
    if opening[1] > following[2]:
        stands = f"is {number(opening[0] / following[0])} times as likely for accession as the months that follow"
    elif opening[2] < following[1]:
        stands = "is less likely for accession than the months that follow"
    else:
        stands = "does not clearly stand out from the months that follow"
    return f"{told} {stands}: {_share(opening)} against {_share(following)} a month over the next eleven."


def _of_later_months(monthly: MonthlyHazard) -> list[str]:
    """Say whether later months are as likely, as the first may be one of many, and how many runs accede by when."""
    told = [_likely_later_months(monthly)]
    if monthly.joined.size:
        ends = [month for month in dict.fromkeys((*AFTER, len(monthly.times))) if month <= len(monthly.times)]
        joined = [f"{_share(monthly.joined_after(month))} by month {month}" for month in ends]
        told.append(f"Share of runs that have acceded: {listing(joined)}.")
    return told


def _likely_later_months(monthly: MonthlyHazard) -> str:
    mean, left = monthly.monthly
    later = np.flatnonzero(left >= FEWEST)[1:]
    if not later.size:
        return "Too few runs are still outside in later months to compare them."
    likely = later[mean[later] >= mean[0]]
    if not likely.size:
        return f"No later month is as likely, among those with at least {FEWEST} runs still outside."
    top = int(likely[np.argmax(mean[likely])])
    return (
        f"It is not the only such month: {counted(likely.size)} of {counted(later.size)} later months are "
        f"at least as likely over the runs still outside, most of all {monthly.times[top]:%B %Y} with "
        f"{_share(monthly.mean_in(slice(top, top + 1)))}."
    )


def _incentives_of_attribution(inputs: PageInputs) -> tuple[list[str], Missing | None]:
    """Say which incentives make an accession likely in the first month, where an attribution knows."""
    attribution, outcome = inputs.attribution, f"accession_probability[{inputs.hedger}] by month 1"
    place = attribution.place(outcome) if attribution else None
    if attribution is None or place is None or OWN_CHOICE not in attribution.contrasts:
        why = "Which incentives make it likely now is not told here: that needs an attribution of the arm endogenous."
        return [], Missing(why, "steppe attribute SCENARIO --contrasts total,endogenous -o ATTRIBUTION.h5")
    shares = attribution.shares(OWN_CHOICE, place)
    clear = [share for share in shares if share["low"] > 0 or share["high"] < 0]
    clear.sort(key=lambda share: -abs(share["mean"]))
    off, on = (_all_or_none(values, attribution, place) for values in (attribution.off, attribution.on))
    told = [
        f"What makes it likely now: with every incentive off that probability is {off}, with all on {on} "
        f"({counted(attribution.replicates)} runs of the attribution)."
    ]
    if clear:
        named = [f"{share['title']} ({share['id']}) {_points(share)}" for share in clear[:NAMED]]
        told.append(f"The largest shares of the difference, in percentage points: {listing(named)}.")
    told.append("A share says what a term of the model adds; it is no evidence of what moved anybody.")
    return [" ".join(told)], None


def _all_or_none(values: np.ndarray, attribution: Attribution, place: int) -> str:
    one = values[attribution.contrasts.index(OWN_CHOICE), :, place]
    return _share(mean_interval(one, attribution.level).of_probability())


def _share(values: tuple[float, float, float], space: str = " ") -> str:
    mean, low, high = estimate(*(100 * value for value in values))
    return f"{mean}{space}% ({low} to {high})"


def _points(share: dict[str, Any]) -> str:
    return bracketed(*(100 * share[key] for key in ("mean", "low", "high")), signed=True)


def _why_unknown(inputs: PageInputs) -> str:
    if not inputs.has_months:
        return f"This {inputs.record} file keeps no months of single runs, that would show the timing."
    if OWN_CHOICE not in inputs.arms:
        return "This file holds no arm in which the leadership decides for itself (endogenous), so it cannot say."
    return "In this file no run is ever outside an accord that is open to it, so it cannot say."


def _arms_with_choice(inputs: PageInputs) -> str:
    return ",".join(dict.fromkeys((*inputs.contrast, OWN_CHOICE)))
