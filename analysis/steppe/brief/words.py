"""The headline in a sentence: how much, how sure, and how it fares against the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.brief.read import DRAWN
from steppe.format import NO_BREAK, number, percent

if TYPE_CHECKING:
    from steppe.brief.read import Headline
    from steppe.hindcast.read import HindcastFile

MONTHS_OF_YEAR = 12
GROUPS_TOLD = 2
LAST_VALUE = "rw"


def how_long(months: int) -> str:
    """Write the length of runs: ``10 years``, or months where they are no whole years."""
    years, rest = divmod(months, MONTHS_OF_YEAR)
    if rest or not years:
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{years} year{'' if years == 1 else 's'}"


def how_much(headline: Headline, what: str, who: str, months: int) -> str:
    """Tell the median effect on the leadership.

    Parameters
    ----------
    headline
        Of `steppe.brief.read.read_headline`.
    what
        Does it: ``the accord``.
    who
        The state.
    months
        Length of the runs.

    Returns
    -------
    str
        A sentence.
    """
    effect = headline.leadership
    return (
        f"Over {how_long(months)}, {what} changes what leading {who or 'the state'} is worth by "
        f"{_size(headline, effect.median)} in the median."
    )


def how_sure(headline: Headline) -> str:
    """Tell the share of draws with a gain, and how far they scatter."""
    effect = headline.leadership
    (low, high), (least, most) = effect.middle_half, effect.nine_tenths
    of = "draws" if headline.parameters == DRAWN else "pairs of runs, with parameters fixed"
    settled = "" if effect.is_settled else " Even the sign is not settled."
    return (
        f"The leadership gains in {percent(effect.gain)} of {effect.draws:,} {of}; half lie within {_two(low)} to "
        f"{_two(high)}{NO_BREAK}%, nine tenths within {_two(least)} to {_two(most)}{NO_BREAK}%.{settled}"
    ).replace(",", "\u202f", 1 if effect.draws >= 1000 else 0)  # noqa: PLR2004  a group of thousands


def skill_line(hindcast: HindcastFile | None, words: dict[str, dict[str, str]]) -> str:
    """Tell how forecasts from past years fared against the last value, at the longest horizon.

    Parameters
    ----------
    hindcast
        A file of ``steppe hindcast``, where one was given.
    words
        Names of ``groups``.

    Returns
    -------
    str
        Empty where there is none, or none of it was scored against the last value.
    """
    if hindcast is None:
        return ""
    scores = hindcast.scores[hindcast.scores["baseline"] == LAST_VALUE]
    if scores.empty:
        return ""
    mode = "extrapolated" if (scores["mode"] == "extrapolated").any() else str(scores["mode"].iloc[0])
    scores = scores[scores["mode"] == mode]
    longest = int(scores["horizon"].max())
    told = []
    for row in scores[scores["horizon"] == longest].head(GROUPS_TOLD).to_dict("records"):
        ends = f" ({number(row['low'], 2, signed=True)} to {number(row['high'], 2, signed=True)})"
        interval = ends if np.isfinite(row["low"]) else ""
        told.append(
            f"{words['groups'].get(row['group'], row['group'])} {number(row['skill'], 2, signed=True)}{interval}"
        )
    return f"{longest} years ahead, against the last value (1 perfect, 0 no better): {'; '.join(told)}."


def _size(headline: Headline, value: float) -> str:
    unit = headline.leadership.unit
    if unit != "G":
        return f"{number(value, signed=True)} {unit}"
    told = f"{number(value, signed=True)}{NO_BREAK}% of a year's GDP ({number(value, signed=True)}{NO_BREAK}G"
    usd = value * headline.usd_per_g
    return f"{told})" if np.isnan(usd) else f"{told}, {number(usd, signed=True)} billion USD)"


def _two(value: float) -> str:
    """Write with one digit after the point, two where that would be 0."""
    return number(value, 1 if abs(value) >= 0.1 else 2, signed=True)  # noqa: PLR2004
