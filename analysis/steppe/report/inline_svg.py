"""Figures as part of a page: text stays text, colours follow the page, one drawing for each width."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib as mpl

from steppe.plot import style
from steppe.report.templates import own_markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup
    from matplotlib.figure import Figure

WIDTHS = {"wide": 9.0, "narrow": 4.3}  # inches
COLOURS = {
    style.INK: "var(--ink)",
    style.MUTED: "var(--muted)",
    style.GRID: "var(--grid)",
    style.PAPER: "var(--paper)",
    style.SERIES[0]: "var(--blue)",
    style.SERIES[1]: "var(--vermilion)",
}
TAG = r"<[^>]+>"


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


def inline_figure(name: str, draw: Callable[[float], Figure], words: str) -> InlineFigure:
    """Draw a figure for wide and for narrow screens.

    Parameters
    ----------
    name
        Distinguishes the figure's ids from those of others on the page.
    draw
        Makes the figure for a width in inches.
    words
        What the figure says, for readers who cannot see it.

    Returns
    -------
    InlineFigure
        For the macro ``figure`` of ``macros.html.j2``.
    """
    return InlineFigure(name, words, [drawing(draw, kind, width, name) for kind, width in WIDTHS.items()])


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
    buffer = io.StringIO()
    settings = {
        "svg.fonttype": "none",
        "svg.hashsalt": f"{name}-{kind}",
        "path.simplify": True,
        "text.parse_math": False,  # a name with two dollar signs is a name, no formula
    }
    with mpl.rc_context(settings):
        draw(width).savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, facecolor="none")
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", buffer.getvalue(), flags=re.DOTALL)
    opening = re.search(r"<svg [^>]*>", svg)
    tags = _Tags(svg[opening.end() :], f"{name}-{kind}")
    content = re.sub(TAG, lambda found: tags.rewritten(found[0]), svg[opening.end() :])
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
