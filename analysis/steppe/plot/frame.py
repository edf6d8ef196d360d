"""Words around a figure: title, how to read it, where it is from; and names of axes."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from steppe.format import NO_BREAK, arm_name, unit_name
from steppe.plot import style
from steppe.text import LONGEST_TITLE, name_of_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

    from steppe.io.declared import Members

POINTS_PER_CHARACTER = 4.6  # of the small type
Words = tuple[str, str, str]
"""Title, how to read a figure, and where it is from."""


def add_frame(figure: Figure, title: str, reading: str, source: str) -> None:
    """Write the title above, and how to read the figure and where it comes from below."""
    width = figure.get_figwidth() * 72
    notes = [
        textwrap.fill(text.replace(" %", f"{NO_BREAK}%"), int(width / POINTS_PER_CHARACTER))
        for text in (reading, source)
    ]
    title = textwrap.fill(title, int(width / 7))
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    figure.supxlabel("\n".join(notes), x=0.01, ha="left", fontsize=7.5, color=style.MUTED, linespacing=1.3)


def source_note(attrs: Mapping[str, object], runs: int | None = None, of: str = "arm") -> str:
    """Say where a figure comes from and what it is not; `of` is what has so many runs."""
    title, commit = name_of_text(str(attrs.get("title", "")), LONGEST_TITLE), str(attrs.get("git_commit", ""))
    parts = [
        f"Source: steppe{f', “{title}”' if title else ''}",
        f"{runs:,} runs {'an' if of[0] in 'aeiou' else 'a'} {of}".replace(",", "\u202f") if runs else "",
        f"commit {commit[:10]}{' with changes' if commit.endswith('-dirty') else ''}" if commit else "",
    ]
    return ", ".join(filter(None, parts)) + ". In the model; a statement about the model, not a forecast."


def against(treated: str, control: str) -> str:
    """Name a contrast in words."""
    return f"{arm_name(treated)} minus {arm_name(control)}"


def contrast_words(contrast: str, declared: Mapping[str, Members]) -> str:
    """Name a contrast by its arms; by its name where it takes more than two; an arm that stands alone by itself."""
    arms = declared.get(contrast)
    return against(*arms.plus, *arms.minus) if arms and arms.is_pair else arm_name(contrast)


def named(names: Mapping[str, str] | None, identity: str) -> str:
    """Name an id: as the scenario does, where it does."""
    return (names or {}).get(identity, identity)


def level_words(level: float) -> str:
    """Write the level of an interval: ``90 %``."""
    return f"{round(100 * level)} %"


def difference_words(unit: str) -> str:
    """Name an axis of differences."""
    return f"Difference, {unit_name(unit) or 'no unit (share, index or count)'}"


def with_unit(words: str, unit: str, none: str = "") -> str:
    """Put a unit after words, or what is said where there is none."""
    return f"{words}{f', {unit}' if unit_name(unit) else none}"
