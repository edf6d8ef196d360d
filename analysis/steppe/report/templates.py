"""Templates of the page: whatever they are given is text, and stays text."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from steppe.text import visible


def render(template: str, **data: Any) -> str:  # noqa: ANN401  a template takes what it takes
    """Fill a template.

    Parameters
    ----------
    template
        Path below the package ``steppe``.
    **data
        What it shows. Text is escaped; the template fails where it asks for what is not there.

    Returns
    -------
    str
        HTML.
    """
    return _environment().get_template(template).render(**data)


def own_markup(text: str) -> Markup:
    """Let a template write text as it is.

    Only for what this package makes and no file's text can get into as markup: its own style and scripts, the charting
    library, and drawings by matplotlib, whose SVG writer escapes every text that it draws.
    """
    return Markup(text)


def _shown(value: object) -> object:
    """Make text visible that steers the display; what is markup already is ours."""
    return visible(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("steppe", ""),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
