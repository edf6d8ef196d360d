"""Links of the pages: those inside the project lead somewhere, those outside are listed."""

from __future__ import annotations

import re
from pathlib import Path

LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")
OUTSIDE = re.compile(r"https?://[^\s()<>\"'`\]]+(?:\([^\s()]*\)[^\s()<>\"'`\]]*)?")
PROTECTED = re.compile(r"(^```.*?^```$|^~~~.*?^~~~$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def settle(text: str, page: Path, staged: set[Path], root: Path) -> tuple[str, list[str]]:
    """Return the page's text with its links settled, and the links that lead nowhere.

    A link to a page stays. One to a folder leads to the page of that folder, if there is one. One to another file of
    the project becomes its name, since the site does not have it.
    """
    broken: list[str] = []

    def settled(link: re.Match[str]) -> str:
        words, target = link.groups()
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:") or not path:
            return link[0]
        place = Path(root / page).parent.joinpath(path).resolve()
        if not place.is_relative_to(root) or not place.exists():
            if (Path(page).parent / path) in staged:  # generated: no file of the project
                return link[0]
            broken.append(f"{page}: {target}")
            return link[0]
        inside = place.relative_to(root)
        if inside in staged:
            return link[0]
        for index in (inside / "README.md", inside / "index.md"):
            if index in staged:
                return f"[{words}]({path.rstrip('/')}/{index.name}{'#' + anchor if anchor else ''})"
        return words if words.strip("`").rstrip("/") == str(inside) else f"{words} (`{inside}`)"

    parts = PROTECTED.split(text)
    for position in range(0, len(parts), 2):
        parts[position] = LINK.sub(settled, parts[position])
    # A link whose words are code was split; try again on the whole text where it is such a link.
    whole = "".join(parts)
    return re.sub(r"(?<!!)\[(`[^`\n]+`)\]\(([^()\s]+)\)", settled, whole), broken


def outside(text: str) -> set[str]:
    """Addresses outside the project that a page names."""
    return {address.rstrip(".,;:") for address in OUTSIDE.findall(text)}
