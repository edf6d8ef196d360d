"""Texts of figures as TeX takes them, for users who set ``text.usetex``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

_WRITTEN = str.maketrans({
    "\\": r"\textbackslash{}", "%": r"\%", "_": r"\_", "&": r"\&", "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "\u2212": "$-$", "\u2013": "--", "\u2014": "---", "\u201c": "``", "\u201d": "''",
    "\u2018": "`", "\u2019": "'", "\u00a0": "~", "\u202f": r"\,", "\u2009": r"\,", "\u00d7": r"$\times$",
    "\u2192": r"$\rightarrow$", "\u2264": r"$\leq$", "\u2265": r"$\geq$", "\u03b6": r"$\zeta$",
    **{raised: f"$^{{{plain}}}$" for raised, plain in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True)},
})  # fmt: skip


def tex(text: str) -> str:
    r"""Write a text so that TeX shows its characters.

    Parameters
    ----------
    text
        As it is to be read.

    Returns
    -------
    str

    Examples
    --------
    >>> tex("90 % of with_accords")
    '90 \\% of with\\_accords'
    """
    return text.translate(_WRITTEN)


def write_for_tex(figure: Figure) -> None:
    """Rewrite every text of a figure, also those that axes make when they are drawn.

    Parameters
    ----------
    figure
        Drawn without regard to TeX. It is changed.
    """
    ticks = {id(label) for ax in figure.findobj(Axes) for label in _tick_labels(ax)}
    for text in figure.findobj(Text):
        if id(text) not in ticks and text.get_text():
            text.set_text(tex(text.get_text()))
    for ax in figure.findobj(Axes):
        for axis in (ax.xaxis, ax.yaxis):
            formatter = axis.get_major_formatter()
            if isinstance(formatter, FixedFormatter):
                axis.set_major_formatter(FixedFormatter([tex(one) for one in formatter.seq]))
            elif isinstance(formatter, FuncFormatter):
                axis.set_major_formatter(FuncFormatter(_written(formatter.func)))


def _tick_labels(ax: Axes) -> list[Text]:
    return [*ax.get_xticklabels(which="both"), *ax.get_yticklabels(which="both")]


def _written(func: Callable[..., str]) -> Callable[..., str]:
    return lambda value, place: tex(func(value, place))
