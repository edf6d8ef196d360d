"""Numbers and scripts as part of a page that fetches nothing."""

from __future__ import annotations

import base64
import gzip
import json
from functools import cache
from html import escape
from importlib import resources

import vl_convert

SCRIPTS = ("numbers.js", "charts.js", "months.js", "incentives.js", "still.js", "start.js")
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser may do with the page: run what is written in it, and fetch nothing."""


def embedded(name: str, content: object) -> str:
    """Write data for scripts: JSON, compressed, as text.

    Parameters
    ----------
    name
        Id of the element.
    content
        What JSON can hold.

    Returns
    -------
    str
        An element that browsers do not show and scripts read.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packed = base64.b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")
    return f'<script type="text/plain" id="{escape(name)}">{packed}</script>'


def scripts() -> str:
    """Write the charting library and the page's own scripts."""
    folder = resources.files("steppe.report") / "scripts"
    own = "\n".join((folder / name).read_text("utf-8") for name in SCRIPTS)
    return f"<script>{_harmless(_library())}</script>\n<script>\n(() => {{\n{_harmless(own)}}})();\n</script>"


@cache
def _library() -> str:
    """Vega, Vega-Lite and vega-embed in one text; making it takes seconds."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


def _harmless(script: str) -> str:
    """Keep a script from ending its own element."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
