"""Numbers and scripts as part of a page that fetches nothing."""

from __future__ import annotations

import base64
import gzip
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import vl_convert

from steppe.report.templates import own_markup

if TYPE_CHECKING:
    from markupsafe import Markup

SCRIPTS = ("numbers.js", "charts.js", "months.js", "incentives.js", "still.js", "start.js")
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser may do with the page: run what is written in it, and fetch nothing."""


def packed(content: object) -> str:
    """Write data for scripts: JSON, compressed, as text that needs no escaping.

    Parameters
    ----------
    content
        What JSON can hold.

    Returns
    -------
    str
        Base 64.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")


def style() -> Markup:
    """Read the page's style."""
    return own_markup((resources.files("steppe.report") / "page.css").read_text("utf-8"))


def library() -> Markup:
    """Give the charting library, as a script."""
    return own_markup(_harmless(_library()))


def scripts() -> Markup:
    """Read the page's own scripts."""
    folder = resources.files("steppe.report") / "scripts"
    return own_markup(_harmless("\n".join((folder / name).read_text("utf-8") for name in SCRIPTS)))


@cache
def _library() -> str:
    """Vega, Vega-Lite and vega-embed in one text; making it takes seconds."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


def _harmless(script: str) -> str:
    """Keep a script from ending its own element."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
