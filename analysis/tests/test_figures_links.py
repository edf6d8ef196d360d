"""The figure of links shows concentration by channel and shares by partner as the file holds them."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from artists import collection, ends_of_band, lines_by_label, words

from steppe import figures

ARMS = ["with_accords", "without_accords"]


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_lines_are_the_means_of_the_file(results: xr.Dataset, width: float) -> None:
    drawn = lines_by_label(figures.channel_dependence(results, ARMS, width=width))
    for measure, over in (("channel_dependence", "channel"), ("influence", "partner")):
        for arm in ARMS:
            for one in results[over].values:
                values = results[measure].isel(hedger=0).sel({"arm": arm, over: one}).astype("f8")
                np.testing.assert_allclose(drawn.pop(f"{arm}|{one}"), values.mean("replicate"), rtol=1e-12)
    assert not drawn


def test_bands_and_intervals_are_quantiles_of_the_runs(results: xr.Dataset) -> None:
    figure = figures.channel_dependence(results, ARMS)
    values = results["channel_dependence"].isel(hedger=0).sel(arm=ARMS[0]).astype("f8")
    first = str(results["channel"].values[0])
    for low in (0.05, 0.25):
        drawn = ends_of_band(figure.axes[0], f"{ARMS[0]}|{first}|{low}")
        expected = values.sel(channel=first).quantile([low, 1 - low], "replicate")
        np.testing.assert_allclose(drawn, expected.transpose("quantile", "time"))
    levels = collection(figure.axes[-1], f"{ARMS[0]}|runs").get_segments()
    expected = values.isel(time=-1).quantile([0.05, 0.95], "replicate").transpose("channel", "quantile")
    np.testing.assert_allclose([segment[:, 0] for segment in levels], expected)
    points = collection(figure.axes[-1], ARMS[0]).get_offsets()
    np.testing.assert_allclose(points[:, 0], values.isel(time=-1).mean("replicate"))


def test_axes_and_notes_say_what_they_are(results: xr.Dataset) -> None:
    figure = figures.channel_dependence(results, names={str(results["channel"].values[0]): "First channel"})
    said = words(figure)
    for words_said in ("First channel", "HHI of links, no unit", "Share in links", "in the model", "not a forecast"):
        assert words_said in said
    even = 1 / results.sizes["partner"]
    assert any(np.allclose(line.get_xdata(), even) for line in figure.axes[-1].get_lines())
