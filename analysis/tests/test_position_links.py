"""The figure of links shows concentration by channel and shares by partner as the file holds them."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from artists import collection, ends_of_band, lines_by_label, words
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from summary_sample import summary_of

from steppe import figures

ARMS = ["with_accords", "without_accords"]
MEASURES = ["channel_dependence", "influence", "channel_share"]


@pytest.fixture
def shared(results: xr.Dataset) -> xr.Dataset:
    """Results that hold each partner's share of each channel: made up, where the file was not asked for them."""
    if "channel_share" in results:
        return results
    over = ("arm", "replicate", "time", "hedger", "channel", "partner")
    weight = np.random.default_rng(4).uniform(0.1, 1, [results.sizes[name] for name in over])
    attrs = {"units": "1", "long_name": "Share of a partner in the links of a channel", "reduction": "mean"}
    return results.assign(channel_share=(over, weight / weight.sum(axis=-1, keepdims=True), attrs))


def panel(figure: Figure, title: str, label: str) -> Axes:
    """The axes with this title that says this at one of its axes."""
    said = [ax for ax in figure.axes if ax.get_title(loc="left") == title]
    return next(ax for ax in said if label in (ax.get_ylabel(), ax.get_xlabel()) or not label)


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
    last = panel(figure, "All channels in the last month", "")
    levels = collection(last, f"{ARMS[0]}|runs").get_segments()
    expected = values.isel(time=-1).quantile([0.05, 0.95], "replicate").transpose("channel", "quantile")
    np.testing.assert_allclose([segment[:, 0] for segment in levels], expected)
    points = collection(last, ARMS[0]).get_offsets()
    np.testing.assert_allclose(points[:, 0], values.isel(time=-1).mean("replicate"))


def test_axes_and_notes_say_what_they_are(results: xr.Dataset) -> None:
    figure = figures.channel_dependence(results, names={str(results["channel"].values[0]): "First channel"})
    said = words(figure)
    for words_said in ("First channel", "HHI of links, no unit", "Share in links", "in the model", "not a forecast"):
        assert words_said in said
    even = 1 / results.sizes["partner"]
    last = panel(figure, "All channels in the last month", "")
    assert any(np.allclose(line.get_xdata(), even) for line in last.get_lines())


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_partners_within_a_channel_are_those_of_the_file(shared: xr.Dataset, width: float) -> None:
    figure = figures.channel_dependence(shared, ARMS, width=width)
    within = figure.axes[-shared.sizes["channel"] :]
    assert [ax.get_title(loc="left") for ax in within] == [str(one) for one in shared["channel"].values]
    for ax, channel in zip(within, shared["channel"].values, strict=True):
        for arm in ARMS:
            runs = shared["channel_share"].isel(hedger=0).sel(arm=arm, channel=channel).astype("f8")
            last, first = runs.isel(time=-1), runs.isel(time=0)
            points = collection(ax, f"{arm}|{channel}|share").get_offsets()
            np.testing.assert_allclose(points[:, 0], last.mean("replicate"))
            spans = [segment[:, 0] for segment in collection(ax, f"{arm}|{channel}|runs").get_segments()]
            expected = last.quantile([0.05, 0.95], "replicate").transpose("partner", "quantile")
            np.testing.assert_allclose(spans, expected)
            ticks = [segment[0, 0] for segment in collection(ax, f"{arm}|{channel}|first").get_segments()]
            np.testing.assert_allclose(ticks, first.mean("replicate"))
            left, right = ax.get_xlim()
            assert left == 0
            assert right > float(last.quantile(0.95, "replicate").max())
    assert "upright line: mean of the first month" in words(figure)


def test_files_without_shares_within_channels_say_how_to_have_them(shared: xr.Dataset) -> None:
    figure = figures.channel_dependence(shared.drop_vars("channel_share"), ARMS)
    assert "not in this file: --measures default,channel_share records them" in words(figure)
    assert not any("Share of the channel" in ax.get_xlabel() for ax in figure.axes)
    assert "not in this file" not in words(figures.channel_dependence(shared, ARMS))


def test_a_summary_shows_the_same(shared: xr.Dataset) -> None:
    of_runs, of_summary = (figures.channel_dependence(ds, ARMS) for ds in (shared, summary_of(shared, MEASURES)))
    one, other = lines_by_label(of_runs), lines_by_label(of_summary)
    assert one.keys() == other.keys()
    for label, line in one.items():
        np.testing.assert_allclose(other[label], line, rtol=1e-12)
    for here, there in zip(of_runs.axes, of_summary.axes, strict=True):
        assert [item.get_label() for item in here.collections] == [item.get_label() for item in there.collections]
        for drawn, again in zip(here.collections, there.collections, strict=True):
            for path, same in zip(drawn.get_paths(), again.get_paths(), strict=True):
                np.testing.assert_allclose(same.vertices, path.vertices, rtol=1e-9)
            np.testing.assert_allclose(again.get_offsets(), drawn.get_offsets(), rtol=1e-9)
    assert "quantiles that the summary holds" in words(of_summary)
