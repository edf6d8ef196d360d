"""Pieces that sections of the page are put together from."""

from __future__ import annotations

from html import escape
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def part(name: str, **words: str) -> str:
    """Fill the words into a part of the page that has a file of its own."""
    text = (resources.files("steppe.report") / "parts" / f"{name}.html").read_text("utf-8")
    return Template(text).substitute(words)


def missing(why: str, command: str) -> str:
    """Say why something is not there, and how to add it."""
    return f'<p class="missing">{escape(why)} To add it: <code>{escape(command)}</code></p>'


def table(caption: str, heads: Sequence[str], body: Iterable[Sequence[str] | str], kind: str = "") -> str:
    """Write a table that a keyboard can scroll.

    Parameters
    ----------
    caption, heads
        Text.
    body
        Rows of HTML, of which the first cell names the row; or, as a single text, the title of the rows that follow.
    kind
        Class of the table.

    Returns
    -------
    str
        HTML.
    """
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    lines = []
    for row in body:
        if isinstance(row, str):
            title = f'<tr><th scope="rowgroup" colspan="{len(heads)}">{escape(row)}</th></tr>'
            lines.append(f"</tbody><tbody>{title}" if lines else title)
        else:
            lines.append(f'<tr><th scope="row">{row[0]}</th>{"".join(_cell(cell) for cell in row[1:])}</tr>')
    shape = f' class="{kind}"' if kind else ""
    return (
        f'<div class="scroll" role="region" aria-label="{escape(caption)}" tabindex="0"><table{shape}>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cell(content: str) -> str:
    """Write a cell, or leave one as it is that comes with its own element because it has a class."""
    return content if content.startswith("<td") else f"<td>{content}</td>"
