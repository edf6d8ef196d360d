"""Cells of the heat map are the rows of the table of effects."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from artists import words
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from steppe import figures
from steppe.effects import compare
from steppe.format import estimate
from steppe.plot.cells import FAINTEST, STRONGEST, cell_colour
from steppe.plot.style import PAPER, SERIES


def cells(figure: Figure) -> dict[str, Patch]:
    return {patch.get_label(): patch for ax in figure.axes for patch in ax.patches if patch.get_label()}


def text_in(ax: Axes, patch: Patch) -> str:
    box = patch.get_bbox()
    return " ".join(next(t.get_text() for t in ax.texts if box.contains(*t.get_position())).split())


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_every_outcome_has_a_cell_with_its_numbers_and_colour(results: xr.Dataset, width: float) -> None:
    table = compare.effect_table(results)
    figure = figures.benefit_heatmap(table, width=width)
    drawn = cells(figure)
    rows = table[table["role"] == "outcome"]
    contrast = "with accords minus without accords"
    plain = {label for label in drawn if not label.endswith("|hatch")}
    assert plain == {f"{contrast}|{outcome}" for outcome in rows["outcome"]}
    for row in rows.to_dict("records"):
        label = f"{contrast}|{row['outcome']}"
        colour, opacity = cell_colour(row["standardised"])
        assert to_hex(drawn[label].get_facecolor()).lower() == colour.lower()
        assert drawn[label].get_alpha() == pytest.approx(opacity)
        assert (f"{label}|hatch" in drawn) == (row["low"] <= 0 <= row["high"])
        if row["difference"]:
            mean, low, high = estimate(row["difference"], row["low"], row["high"])
            sign = "+" if row["difference"] > 0 else ""
            assert text_in(drawn[label].axes, drawn[label]) == f"{sign}{mean} ({low} to {high})"


def test_colour_tells_sign_and_size() -> None:
    assert cell_colour(np.nan) == cell_colour(0.0) == (PAPER, 0.0)
    assert cell_colour(np.inf) == (SERIES[0], STRONGEST)
    assert cell_colour(-5.0) == (SERIES[1], STRONGEST)
    assert FAINTEST < cell_colour(0.2)[1] < cell_colour(0.4)[1] < STRONGEST


def test_contrasts_stand_beside_each_other(results: xr.Dataset) -> None:
    table = compare.effect_table(results, names=["influence", "hedging", "members"])
    turned = compare.effect_table(results, "without_accords", "with_accords", names=["influence", "hedging", "members"])
    both = pd.concat([table.assign(contrast="forth"), turned.assign(contrast="back")])
    blocks = figures.heatmap_blocks(both)
    assert [block.title for block in blocks] == ["forth", "back", ""]
    assert blocks[-1].columns == ["forth", "back"]
    assert blocks[0].columns == [str(partner) for partner in results["partner"].values]
    drawn = cells(figures.benefit_heatmap(both))
    assert {label.split("|")[0] for label in drawn} == {"forth", "back"}


def test_measures_over_the_same_powers_share_a_block(results: xr.Dataset) -> None:
    table = compare.effect_table(results).assign(contrast="one")
    blocks = figures.heatmap_blocks(table[table["role"] == "outcome"])
    powers = next(block for block in blocks if str(results["partner"].values[0]) in block.columns)
    named = {str(power) for kind in ("partner", "principal", "market") for power in results[kind].values}
    assert set(powers.columns) == named
    channels = next(block for block in blocks if block is not powers and block is not blocks[-1])
    assert channels.columns == [str(channel) for channel in results["channel"].values]


def test_figure_explains_itself_and_refuses_nothing_to_draw(results: xr.Dataset) -> None:
    table = compare.effect_table(results)
    said = words(figures.benefit_heatmap(table))
    for words_said in ("in the model", "90 % interval", "standard deviations", ", G", "not a forecast"):
        assert words_said in said
    with pytest.raises(ValueError, match="nothing to draw"):
        figures.benefit_heatmap(table, measures=["game_residual"])
