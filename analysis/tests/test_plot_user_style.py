"""What a user has set in matplotlib counts more than the house style, and TeX gets what it can read."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import matplotlib as mpl
import pandas as pd
import pytest
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter

from steppe import figures
from steppe.effects import compare
from steppe.plot.style import STYLE, house_style
from steppe.plot.tex import tex

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL = {"font.family": ["serif"], "font.size": 7.0, "axes.labelsize": 7.0, "lines.linewidth": 0.8}


def test_what_the_user_has_set_counts_more() -> None:
    assert house_style() == STYLE
    with mpl.rc_context(JOURNAL):
        assert not set(JOURNAL) & set(house_style())
        assert set(house_style()) == set(STYLE) - set(JOURNAL)


def test_figures_have_the_fonts_of_the_user(results: xr.Dataset) -> None:
    with mpl.rc_context(JOURNAL):
        figure = figures.alignment_shares(results)
        assert mpl.rcParams["font.size"] == 7.0
    texts = [text for text in figure.findobj(Text) if text.get_text()]
    assert texts
    assert {tuple(text.get_fontfamily()) for text in texts} == {("serif",)}
    assert {ax.yaxis.label.get_fontsize() for ax in figure.findobj(Axes) if ax.get_ylabel()} <= {7.0}
    usual = figures.alignment_shares(results)
    assert {tuple(text.get_fontfamily()) for text in usual.findobj(Text)} == {("sans-serif",)}


def drawn_for_tex(results: xr.Dataset) -> list:
    table = compare.effect_table(results)
    with mpl.rc_context({"text.usetex": True}):
        return [
            figures.effect_forest(table), figures.benefit_heatmap(table), figures.alignment_shares(results),
            figures.difference_fans(results, ["welfare"]),
        ]  # fmt: skip


def is_safe(text: str) -> bool:
    """Whether TeX reads a text as it stands: no special character alone, none that its input encoding lacks."""
    bare = re.sub(r"\\[%_&#$]", "", text)
    return not any(one in bare for one in "%_&#") and all(ord(one) < 0x250 for one in bare)


def test_texts_are_written_for_tex(results: xr.Dataset) -> None:
    for figure in drawn_for_tex(results):
        ticks = {id(label) for ax in figure.findobj(Axes) for label in (*ax.get_xticklabels(), *ax.get_yticklabels())}
        texts = [text.get_text() for text in figure.findobj(Text) if id(text) not in ticks]
        assert any(r"\%" in text for text in texts)
        assert [text for text in texts if not is_safe(text)] == []
        for ax in figure.findobj(Axes):
            for axis in (ax.xaxis, ax.yaxis):
                formatter = axis.get_major_formatter()
                if isinstance(formatter, FixedFormatter | FuncFormatter):  # others are matplotlib's, which knows TeX
                    assert [one for one in formatter.format_ticks([-0.5, 0.5]) if not is_safe(one)] == []


def test_special_characters_are_shown() -> None:
    assert tex("a_b & 5 % #1 $2 {x}") == r"a\_b \& 5 \% \#1 \$2 \{x\}"
    assert tex("\u22120.5\u202f%") == r"$-$0.5\,\%"


@pytest.mark.skipif(shutil.which("latex") is None or shutil.which("dvipng") is None, reason="there is no LaTeX here")
def test_latex_sets_them(tmp_path: Path) -> None:
    # A figure of few texts: each is a run of LaTeX.
    grid = pd.DataFrame({"game.lost_interest": [0.0, 0.0, 1.0, 1.0], "b": [0.0, 1.0, 0.0, 1.0]})
    effect = pd.Series([-1.0, 0.5, 1.5e-5, 0.0], name="welfare[KAZ]")
    with mpl.rc_context({"text.usetex": True, "font.family": ["serif"]}):
        figures.effect_plane(grid["game.lost_interest"], grid["b"], effect).savefig(tmp_path / "plane.pdf")
    assert (tmp_path / "plane.pdf").read_bytes().startswith(b"%PDF")
