"""Numbers and scripts as part of a page that fetches nothing."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import vl_convert

from steppe.report.templates import own_markup
from steppe.text import visible

if TYPE_CHECKING:
    from markupsafe import Markup

SCRIPTS = (
    "numbers.js", "charts.js", "annex.js", "state.js", "tools.js", "sources.js", "months.js", "incentives.js",
    "still.js", "live_options.js", "live.js", "start.js",
)  # fmt: skip
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


LIVE = "; worker-src blob:"
COMPILES = "'wasm-unsafe-eval'"


def policy(*, live: bool = False) -> str:
    """Say what a browser may do with the page: run these two scripts, known by their hashes, and fetch nothing.

    Parameters
    ----------
    live
        Whether the engine is in the page: then it may also compile WebAssembly, and start workers that it made itself.

    Returns
    -------
    str
        Content of the page's policy.
    """
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in (library(), scripts()))
    sources = [f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests]
    return POLICY.format(scripts=" ".join([*sources, COMPILES] if live else sources)) + (LIVE if live else "")


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
    text = json.dumps(_shown(content), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")


def style() -> Markup:
    """Read the page's style."""
    return own_markup((resources.files("steppe.report") / "page.css").read_text("utf-8"))


def library() -> Markup:
    """Give the charting library, as a script."""
    return own_markup(_harmless(_library()))


def scripts() -> Markup:
    """Read the page's own scripts, as one that leaves no names behind."""
    folder = resources.files("steppe.report") / "scripts"
    own = "\n".join((folder / name).read_text("utf-8") for name in SCRIPTS)
    return own_markup(_harmless(f"\n(() => {{\n{own}}})();\n"))


@cache
def _library() -> str:
    """Vega, Vega-Lite and vega-embed in one text; making it takes seconds."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


def _harmless(script: str) -> str:
    """Keep a script from ending its own element, and its line ends as a browser hashes them."""
    one_line_end = script.replace("\r\n", "\n").replace("\r", "\n")
    return one_line_end.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _shown(content: object) -> object:
    """Make texts visible that steer the display, wherever in the data."""
    if isinstance(content, str):
        return visible(content)
    if isinstance(content, dict):
        return {_shown(key): _shown(value) for key, value in content.items()}
    return [_shown(one) for one in content] if isinstance(content, list | tuple) else content
