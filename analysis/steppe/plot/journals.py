"""Widths of columns of journals, in inches."""

from __future__ import annotations

from difflib import get_close_matches

MM = 1 / 25.4
JOURNALS = {
    "single": 3.5,
    "double": 7.2,
    "nature": 89 * MM,
    "nature-double": 183 * MM,
    "science": 57 * MM,
    "science-double": 121 * MM,
    "elsevier": 90 * MM,
    "elsevier-double": 190 * MM,
    "plos": 5.2,
    "plos-double": 7.5,
    "pnas": 87 * MM,
    "pnas-double": 178 * MM,
}
"""By name. ``single`` and ``double`` suit most journals; the others are those of their guides for authors."""
USUAL = 9.0


def width_of(width: float | str | None) -> float:
    """Give a width in inches.

    Parameters
    ----------
    width
        In inches; the name of a journal's column (`JOURNALS`); the usual width when not given.

    Returns
    -------
    float

    Examples
    --------
    >>> width_of("nature"), width_of(5), width_of(None)
    (3.5039370078740157, 5.0, 9.0)
    """
    if width is None:
        return USUAL
    if isinstance(width, str):
        if width not in JOURNALS:
            close = get_close_matches(width, JOURNALS, 1)
            meant = f"; did you mean '{close[0]}'?" if close else ""
            raise ValueError(f"no journal '{width}'{meant}; there are {', '.join(JOURNALS)}")
        return JOURNALS[width]
    return float(width)


def width_option(width: float | str | None) -> dict[str, float]:
    """Give the option ``width`` of a figure, or none where it has a usual width of its own."""
    return {} if width is None else {"width": width_of(width)}
