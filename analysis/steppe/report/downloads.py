"""Data to take away from a page that fetches nothing: a link holds all of it."""

from __future__ import annotations

import base64
import csv
import io
from typing import TYPE_CHECKING

from steppe.report.templates import own_markup
from steppe.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula, at the start of a text."""


def csv_link(name: str, rows: Iterable[Sequence[object]]) -> Markup:
    """Write rows as comma-separated values that a link holds.

    Parameters
    ----------
    name
        What the rows are, for faults.
    rows
        The first holds names.

    Returns
    -------
    markupsafe.Markup
        A ``data:`` address, of letters that need no escaping.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        if not row:
            raise ValueError(f"a row of {name} is empty")
        writer.writerow([_harmless(cell) for cell in row])
    return own_markup(
        f"data:text/csv;charset=utf-8;base64,{base64.b64encode(buffer.getvalue().encode()).decode('ascii')}"
    )


def _harmless(cell: object) -> object:
    """Keep a name from a file from being run by a spreadsheet; numbers stay as they are."""
    if not isinstance(cell, str) or _is_number(cell):
        return cell
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(FORMULA) else shown


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
