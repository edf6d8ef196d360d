"""Text from files that anybody may have written, as text that a reader sees."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 40
"""Characters of a name that are shown: longer ones leave a figure no room to draw in."""
LONGEST_TITLE = 200
"""Characters of a title that are shown."""


def visible(text: str) -> str:
    """Write out characters that steer the display instead of standing for something.

    Marks that turn the direction of writing would let a name rearrange the words around it; others are not seen at all.

    Parameters
    ----------
    text
        Any.

    Returns
    -------
    str
        The text, with ``[U+202E]`` in place of such a character. Letters of any script stay, and so do line ends and
        tabs.
    """
    if text.isascii() and text.isprintable():
        return text
    steering = {ord(one): _visible(one) for one in set(text) if _visible(one) != one}
    return text.translate(steering) if steering else text


def name_of_text(text: str, longest: int = LONGEST_NAME) -> str:
    """Give a name as it is shown: visible, on one line, and not endless.

    Parameters
    ----------
    text
        Any.
    longest
        Characters that are shown.

    Returns
    -------
    str
        At most `longest` characters, the last of them an ellipsis where there were more.
    """
    name = visible(" ".join(text[: 4 * longest].split()))
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _visible(one: str) -> str:
    is_steering = unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp", "Cs") and one not in "\n\t\u00ad\u200c\u200d"
    return f"[U+{ord(one):04X}]" if is_steering else one
