"""What the names in the scores of a hindcast mean, and how many independent cases stand behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from steppe.plot.frame import Words

GROUPS = {
    "trade": "Trade shares",
    "un_distance": "Distances in UN votes",
    "un_point": "Own point in UN votes",
    "arms": "Arms deliveries",
}
BASELINES = {
    "rw": "random walk",
    "ses": "exponential smoothing",
    "damped": "damped trend",
    "climatology": "climatology",
    "conditional_persistence": "conditional persistence",
}
MODES = {
    "known": "drivers known",
    "extrapolated": "drivers extrapolated",
    "placebo_permute": "placebo: drivers permuted over years",
    "placebo_shift": "placebo: drivers of other years",
}
SOURCE = "Scores of hindcasts. Each forecast knew the record up to its origin."


def of_mode(scores: pd.DataFrame, mode: str | None, columns: Sequence[str]) -> tuple[pd.DataFrame, str]:
    """Rows of one mode of the drivers, the first of the table when not given, and that mode.

    Raises
    ------
    ValueError
        A column is missing, or no row is of that mode.
    """
    absent = [name for name in ("group", "horizon", "mode", *columns) if name not in scores]
    if absent:
        raise ValueError(f"the table of scores lacks {', '.join(absent)}")
    if scores.empty:
        raise ValueError("the table of scores is empty: nothing to draw")
    chosen = str(scores["mode"].iloc[0]) if mode is None else mode
    rows = scores[scores["mode"] == chosen]
    if rows.empty:
        raise ValueError(f"no score is of the mode {chosen}; there are {', '.join(scores['mode'].unique())}")
    return rows, chosen


def blocks(origins: float, horizon: float) -> int:
    """Origins that share no year, at least 1: how many cases are as good as independent."""
    return max(1, int(origins // horizon))


def years(horizon: float) -> str:
    """Write a horizon."""
    return f"{horizon:g} year{'' if horizon == 1 else 's'}"


def framed(title: str, mode: str, reading: str) -> Words:
    """Words around a figure of scores."""
    return (f"{title}: {MODES.get(mode, mode)}", reading, SOURCE)
