"""The plane of two parameters shows every point of a sweep, by its sign and size."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from steppe.figures import JOURNALS, effect_plane, width_of
from steppe.plot import style

RNG = np.random.default_rng(1)


def test_cells_of_a_grid_have_the_sign_of_their_mean_effect() -> None:
    x = pd.Series([0.0, 0.0, 1.0, 1.0, 1.0], name="game.a")
    y = pd.Series([2.0, 3.0, 2.0, 3.0, 3.0], name="game.b")
    effect = pd.Series([1.0, -1.0, 0.5, -0.5, -0.1], name="welfare[AAA]")
    figure = effect_plane(x, y, effect, units=("G", "1", "G"))
    ax = figure.axes[0]
    cells = {patch.get_label(): to_hex(patch.get_facecolor()) for patch in ax.patches if "|" in patch.get_label()}
    blue, vermilion = (style.SERIES[place].lower() for place in (0, 1))
    assert cells == {"0|2": blue, "0|3": vermilion, "1|2": blue, "1|3": vermilion}
    assert {text.get_text() for text in ax.texts} == {"+1", "−1", "+0.5", "−0.3"}
    assert ax.get_xlabel() == "game.a, G"


def test_many_values_are_points() -> None:
    points = pd.DataFrame(RNG.uniform(size=(60, 2)), columns=["a", "b"])
    effect = pd.Series(points["a"] - 0.5, name="welfare[AAA]")
    ax = effect_plane(points["a"], points["b"], effect, width=width_of("nature")).axes[0]
    [scatter] = ax.collections
    assert len(scatter.get_offsets()) == 60
    blue = np.array([to_hex(colour) for colour in scatter.get_facecolors()]) == style.SERIES[0].lower()
    assert (blue == (effect > 0).to_numpy()).all()


def test_widths_are_those_of_journals() -> None:
    assert width_of("nature") == pytest.approx(89 / 25.4)
    assert width_of(5) == 5.0
    assert width_of(None) == 9.0
    assert all(2 < width < 8 for width in JOURNALS.values())
    with pytest.raises(ValueError, match="did you mean 'nature'"):
        width_of("natur")
