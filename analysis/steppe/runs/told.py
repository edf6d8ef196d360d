"""Tables of what the engine told as JSON: its numbers, none of them computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ENDS = 2
FIRST = (
    "contrast",
    "treated",
    "control",
    "reading",
    "hedger",
    "month",
    "outcome",
    "unit",
    "pairs",
    "median",
    "difference",
    "mean",
)


def flat(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Lay a nested row out flat.

    Parameters
    ----------
    row
        As of JSON: values, objects of values, and pairs of numbers, which are the ends of intervals.
    prefix
        Of every name.

    Returns
    -------
    dict
        Names of nested values are joined by ``_``; the ends of an interval end in ``_low`` and ``_high``; other lists
        become text.

    Examples
    --------
    >>> flat({"outcome": "welfare", "share": {"mean": 0.1, "interval_90": [0.0, 0.2]}})
    {'outcome': 'welfare', 'share_mean': 0.1, 'share_interval_90_low': 0.0, 'share_interval_90_high': 0.2}
    """
    found: dict[str, Any] = {}
    for name, value in row.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            found |= flat(value, f"{key}_")
        elif isinstance(value, list) and len(value) == ENDS and all(isinstance(one, int | float) for one in value):
            found |= {f"{key}_low": value[0], f"{key}_high": value[1]}
        elif isinstance(value, list):
            found[key] = ", ".join(map(str, value))
        else:
            found[key] = value
    return found


def table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a table of rows, each laid out by `flat`, with what they are of first."""
    found = pd.DataFrame([flat(row) for row in rows])
    return found[[*(name for name in FIRST if name in found), *(name for name in found if name not in FIRST)]]


def with_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the parts of ``outcome`` as columns: ``alignment[KAZ, RUS] by month 12`` has a measure and what it is of.

    Parameters
    ----------
    rows
        With a column ``outcome``.

    Returns
    -------
    pandas.DataFrame
        With the columns ``measure``, ``of`` and ``horizon`` behind it.

    Examples
    --------
    >>> with_parts(pd.DataFrame({"outcome": ["alignment[KAZ, RUS]", "peer_joins by month 12"]})).to_dict("records")[1]
    {'outcome': 'peer_joins by month 12', 'measure': 'peer_joins', 'of': '', 'horizon': 'by month 12'}
    """
    parts = (
        rows["outcome"].str.extract(r"^(?P<measure>[^\[ ]+)(?:\[(?P<of>[^\]]*)\])?(?: (?P<horizon>.+))?$").fillna("")
    )
    place = rows.columns.get_loc("outcome") + 1
    return pd.concat([rows.iloc[:, :place], parts, rows.iloc[:, place:]], axis="columns")


def tables(told: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Find every list of rows in a document, by its name: for answers whose parts this package does not know."""
    found = {}
    for name, value in told.items():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            found[name] = table(value)
    return found
