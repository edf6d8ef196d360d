"""Figures as part of a page: text stays text, colours follow the page, one drawing for each width."""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING

import matplotlib as mpl

from steppe.figures import style

if TYPE_CHECKING:
    from collections.abc import Callable

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


def inline_figure(name: str, draw: Callable[[float], Figure], alternative: str) -> str:
    """Draw a figure for wide and for narrow screens.

    Parameters
    ----------
    name
        Distinguishes the figure's ids from those of others on the page.
    draw
        Makes the figure for a width in inches.
    alternative
        What the figure says, for readers who cannot see it.

    Returns
    -------
    str
        An HTML ``figure`` element.
    """
    drawings = "\n".join(
        f'<div class="{kind}">{_inline_svg(draw(width), f"{name}-{kind}", alternative)}</div>'
        for kind, width in WIDTHS.items()
    )
    return f'<figure id="{name}">\n{drawings}\n</figure>'


def _inline_svg(figure: Figure, name: str, alternative: str) -> str:
    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name, "path.simplify": True}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, facecolor="none")
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)  # names of groups repeat between drawings and are never referred to
    svg = re.sub(r"<svg [^>]*>", lambda found: _opening(found[0], alternative), svg, count=1)
    svg = _number_ids(svg, name)
    for colour, variable in COLOURS.items():
        svg = svg.replace(colour.lower(), variable)
    return svg


def _number_ids(svg: str, name: str) -> str:
    """Give ids that are unique on the page and the same each time; matplotlib's follow addresses in memory."""
    found = list(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)))
    new = {old: f"{name}-{place}" for place, old in enumerate(found)}
    return re.sub(r'(\bid="|url\(#|href="#)([^")]+)', lambda match: match[1] + new[match[2]], svg)


def _opening(tag: str, alternative: str) -> str:
    box = re.search(r'viewBox="[^"]*"', tag)[0]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {box} role="img" '
        f'aria-label="{escape(alternative)}">'
    )
