"""Figures as part of a page: text stays text, colours follow the page, one drawing for each width."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl
import matplotlib.text

from steppe.plot import style
from steppe.report.downloads import csv_link
from steppe.report.templates import own_markup
from steppe.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from markupsafe import Markup
    from matplotlib.figure import Figure

WIDTHS = {"wide": 9.0, "narrow": 4.3}  # inches
BRIEF = {"main": {"wide": 6.5, "narrow": 4.3}, "beside": {"wide": 4.6, "narrow": 4.3}}
"""Widths of the two figures of the brief."""
COLOURS = {
    style.INK: "var(--ink)",
    style.MUTED: "var(--muted)",
    style.GRID: "var(--grid)",
    style.PAPER: "var(--paper)",
    style.SERIES[0]: "var(--blue)",
    style.SERIES[1]: "var(--vermilion)",
}
TAG = r"<[^>]+>"
SHORT_WORD = 12
"""Letters of a word where words leave a figure no room."""


@dataclass(frozen=True)
class Drawing:
    """A figure drawn for one kind of screen: what stands in its ``svg`` element, and the end of that element."""

    kind: str
    view_box: str
    content: Markup


@dataclass(frozen=True)
class InlineFigure:
    """A figure for wide and for narrow screens, and its words for readers who cannot see it."""

    name: str
    words: str
    drawings: Sequence[Drawing]
    data_link: str = ""
    """Holds what is drawn, as comma-separated values."""


def inline_figure(
    name: str,
    draw: Callable[[float], Figure],
    words: str,
    *,
    widths: Mapping[str, float] | None = None,
    data: pd.DataFrame | None = None,
) -> InlineFigure:
    """Draw a figure for wide and for narrow screens.

    Parameters
    ----------
    name
        Distinguishes the figure's ids from those of others on the page.
    draw
        Makes the figure for a width in inches.
    words
        What the figure says, for readers who cannot see it.
    widths
        In inches, by kind of screen; `WIDTHS` when not given.
    data
        What is drawn, for readers to take away.

    Returns
    -------
    InlineFigure
        For the macro ``figure`` of ``macros.html.j2``.
    """
    drawings = [drawing(draw, kind, width, name) for kind, width in (widths or WIDTHS).items()]
    rows = [] if data is None else [list(data.columns), *data.itertuples(index=False, name=None)]
    return InlineFigure(name, words, drawings, csv_link(name, rows) if rows else "")


def _saved(figure: Figure, without_room: Literal["error", "ignore"]) -> str:
    """Write a figure as SVG; where its words leave its axes no room, raise UserWarning or draw them over each other."""
    buffer = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings(without_room, "constrained_layout not applied", UserWarning)
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, facecolor="none")
    return buffer.getvalue()


def _with_short_words(figure: Figure) -> Figure:
    """Cut long words, which only names of somebody's own can be."""
    for text in figure.findobj(mpl.text.Text):
        text.set_text(re.sub(rf"(\S{{{SHORT_WORD - 1}}})\S\S+", r"\1…", text.get_text()))
    return figure


def drawing(draw: Callable[[float], Figure], kind: str, width: float, name: str) -> Drawing:
    """Draw a figure at one width.

    Parameters
    ----------
    draw, name
        As of `inline_figure`.
    kind
        Of screen; a key of `WIDTHS`.
    width
        Inches.

    Returns
    -------
    Drawing
    """
    settings = {
        "svg.fonttype": "none",
        "svg.hashsalt": f"{name}-{kind}",
        "path.simplify": True,
        "text.parse_math": False,  # a name with two dollar signs is a name, no formula
    }
    with mpl.rc_context(settings):
        try:
            saved = _saved(draw(width), "error")
        except UserWarning:  # names leave no room to draw in
            saved = _saved(_with_short_words(draw(width)), "ignore")
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", saved, flags=re.DOTALL)
    opening = re.search(r"<svg [^>]*>", svg)
    tags = _Tags(svg[opening.end() :], f"{name}-{kind}")
    content = re.sub(TAG, lambda found: tags.rewritten(found[0]), visible(svg[opening.end() :]))
    return Drawing(kind, re.search(r'viewBox="([^"]*)"', opening[0])[1], own_markup(content))


class _Tags:
    """Rewrites the tags of a drawing, and leaves the text between them alone.

    Ids become unique on the page and the same each time, where matplotlib's follow addresses in memory; colours become
    the page's.
    """

    def __init__(self, svg: str, name: str) -> None:
        tags = [_without_group_name(tag) for tag in re.findall(TAG, svg)]
        found = dict.fromkeys(old for tag in tags for old in re.findall(r'\bid="([^"]+)"', tag))
        self._ids = {old: f"{name}-{place}" for place, old in enumerate(found)}

    def rewritten(self, tag: str) -> str:
        """Rewrite a tag."""
        tag = _without_group_name(tag)
        tag = re.sub(r'(\bid="|url\(#|href="#)([^")]+)', lambda found: found[1] + self._ids[found[2]], tag)
        for colour, variable in COLOURS.items():
            tag = tag.replace(colour.lower(), variable)
        return tag


def _without_group_name(tag: str) -> str:
    """Leave out the names of groups: they repeat between drawings and are never referred to."""
    return re.sub(r'^<g id="[^"]*"', "<g", tag)
