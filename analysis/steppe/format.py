"""How numbers, arms, units and dates are put into words for readers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr

DIGITS = 2  # significant digits that a reader is shown
MORE_DECIMALS = 3  # at most so many more where an interval would otherwise lose its ends
MINUS = "−"
NO_BREAK = "\u00a0"

REDUCTIONS = {"final": "last month", "mean": "average", "sum": "total", "maximum": "highest month"}
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
UNITS = {"1": "", "G": "G (1 % of a year's GDP)"}


def number(value: float, decimals: int | None = None, *, signed: bool = False) -> str:
    """Write a number with two significant digits, or with the given decimals.

    Parameters
    ----------
    value
        Any float.
    decimals
        Digits after the point; negative rounds to tens, hundreds, ...
    signed
        Write a plus sign before positive numbers.

    Returns
    -------
    str
        With a real minus sign and thin groups of thousands; ``n/a`` for NaN.
    """
    if math.isnan(value):
        return "n/a"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    places = _decimals(abs(value)) if decimals is None else decimals
    rounded = round(value, places)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + _magnitude(abs(rounded), max(0, places))


def estimate(value: float, low: float, high: float, *, signed: bool = False) -> tuple[str, str, str]:
    """Write a mean and the ends of its interval with common decimals.

    Two significant digits of the largest of the three; up to three decimals more only where rounding would make the
    mean equal to an end, or move an end onto zero.

    Parameters
    ----------
    value, low, high
        Mean and interval.
    signed
        Write plus signs.

    Returns
    -------
    tuple of str
        Mean, low, high.
    """
    if not all(map(math.isfinite, (value, low, high))):
        return number(value, signed=signed), number(low, signed=signed), number(high, signed=signed)
    first = _decimals(max(abs(value), abs(low), abs(high)))
    places = next(
        (d for d in range(first, first + MORE_DECIMALS) if _says_enough(value, low, high, d)),
        first + MORE_DECIMALS,
    )
    mean, bottom, top = (number(x, places, signed=signed) for x in (value, low, high))
    return mean, bottom, top


def bracketed(value: float, low: float, high: float, *, signed: bool = False) -> str:
    """Write a mean with its interval in brackets, as `estimate` writes the three: ``0.26 (0.25 to 0.27)``."""
    mean, bottom, top = estimate(value, low, high, signed=signed)
    return f"{mean} ({bottom} to {top})"


def percent(share: float) -> str:
    """Write a share as whole percent; ``n/a`` for NaN."""
    if math.isnan(share):
        return "n/a"
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return f"under 1{NO_BREAK}%"
    if whole == 100 and share < 1:  # noqa: PLR2004
        return f"over 99{NO_BREAK}%"
    return f"{whole}{NO_BREAK}%"


def power_of_ten(exponent: int) -> str:
    """Write 10 with its exponent raised."""
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


def arm_name(arm: str) -> str:
    """Write an arm as words: ``with_accords`` becomes ``with accords``."""
    return arm.replace("_", " ")


def unit_name(unit: str) -> str:
    """Write a unit for an axis; empty for a number without unit."""
    return UNITS.get(unit, unit)


def outcome_name(row: Mapping[str, str], names: Mapping[str, str] | None = None, *, hedger: bool = False) -> str:
    """Write an outcome as words.

    Parameters
    ----------
    row
        A row of `steppe.compare.effect_table`.
    names
        Names of ids, from `steppe.labels`.
    hedger
        Also name the hedger.

    Returns
    -------
    str
        ``Alignment share: Israel (average)``.
    """
    ids = ([row["hedger"]] if hedger and row["hedger"] else []) + (row["element"].split(", ") if row["element"] else [])
    who = ", ".join((names or {}).get(key, key) for key in ids)
    how = REDUCTIONS.get(row["reduction"], row["reduction"])
    return f"{capital(row['long_name'])}{': ' if who else ''}{who} ({how})"


def capital(text: str) -> str:
    """Raise the first letter only."""
    return text[:1].upper() + text[1:]


def parameter_words(key: str, names: Mapping[str, str]) -> list[str]:
    """Write a parameter's key as words: what it is, and whose where an actor has it.

    Parameters
    ----------
    key
        As scenarios have it.
    names
        Names of ids.

    Returns
    -------
    list of str
        What, and whose.
    """
    family, *ids, name = key.split(".")
    whose = ", ".join(names.get(one, one.replace("_", " ")) for one in ids)
    return [capital(name.replace("_", " ")), *([whose] if whose else [capital(family.replace("_", " "))])]


def listing(items: Sequence[str]) -> str:
    """Join as ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def period(ds: xr.Dataset) -> str:
    """Write the months that a file covers: ``November 2025 to October 2035 (120 months)``."""
    times = pd.DatetimeIndex(ds["time"].values)
    return f"{times[0]:%B %Y} to {times[-1]:%B %Y} ({len(times)} months)"


def _decimals(magnitude: float) -> int:
    return 0 if magnitude == 0 else DIGITS - 1 - math.floor(math.log10(magnitude))


def _says_enough(value: float, low: float, high: float, places: int) -> bool:
    ends_differ = low == high or round(value, places) not in (round(low, places), round(high, places))
    zero_kept = all(end == 0 or round(end, places) != 0 for end in (low, high))
    return ends_differ and zero_kept


def _magnitude(value: float, places: int) -> str:
    if value and (value >= 1e6 or value < 1e-4):  # noqa: PLR2004
        # Decimals that were rounded away must not come back as digits.
        known = min(DIGITS - 1, max(0, places + math.floor(math.log10(value)))) if value < 1 else DIGITS - 1
        digits, exponent = f"{value:.{known}e}".split("e")
        return f"{digits}×{power_of_ten(int(exponent))}"
    return f"{value:,.{places}f}".replace(",", "\u202f")
