"""Dark figures show the same, in colours that can be read on dark paper."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from artists import lines_by_label, words
from matplotlib.figure import Figure

from steppe import figures
from steppe.effects import compare
from steppe.plot.style import DARK, INK, MUTED, PAPER, SERIES


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [INK, MUTED, *SERIES])
def test_colours_can_be_read_on_the_dark_paper(colour: str) -> None:
    assert contrast(DARK[colour], DARK[PAPER]) >= 4.5


def drawn(results: xr.Dataset) -> list[Figure]:
    table = compare.effect_table(results)
    return [
        figures.alignment_shares(results), figures.effect_forest(table), figures.benefit_heatmap(table),
        figures.hedging_simplex(results),
        figures.event_timeline(results, 0, measures=["threats", "coercion", "bids"]),
        figures.channel_dependence(results),
    ]  # fmt: skip


def test_nothing_of_the_light_colours_is_left(results: xr.Dataset) -> None:
    for figure in drawn(results):
        dark = figures.dark(figure)
        assert dark is figure
        assert mpl.colors.to_hex(figure.get_facecolor()) == DARK[PAPER]
        dark.draw_without_rendering()
        used = set()
        for artist in dark.findobj():
            for part in ("color", "facecolor", "edgecolor"):
                get = getattr(artist, f"get_{part}", None)
                found = get() if get is not None else None
                if found is not None and not isinstance(found, str):
                    used |= {mpl.colors.to_hex(one) for one in mpl.colors.to_rgba_array(found) if one[3] > 0}
        assert not used & {mpl.colors.to_hex(light) for light in DARK}


def test_data_and_words_stay(results: xr.Dataset) -> None:
    light, dark = figures.alignment_shares(results), figures.dark(figures.alignment_shares(results))
    before, after = lines_by_label(light), lines_by_label(dark)
    assert before.keys() == after.keys()
    for label, line in before.items():
        np.testing.assert_array_equal(after[label], line)
    light.draw_without_rendering()
    assert words(light) == words(dark)


def test_bands_keep_their_opacity(results: xr.Dataset) -> None:
    light, dark = figures.alignment_shares(results), figures.dark(figures.alignment_shares(results))
    for one, other in zip(light.axes[0].collections, dark.axes[0].collections, strict=True):
        np.testing.assert_allclose(one.get_facecolor()[:, 3], other.get_facecolor()[:, 3])
