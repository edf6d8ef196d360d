"""Figures of scored hindcasts draw the numbers of their tables, and say how little stands behind them."""

from __future__ import annotations

import numpy as np
import pytest
from artists import collection, ends_of_band, lines_by_label, words
from matplotlib.colors import same_color
from sample_scores import HORIZONS, sample_fans, sample_scores, sample_transforms
from scipy.stats import binom

from steppe import figures
from steppe.hindcast.words import BASELINES
from steppe.plot import style
from steppe.stats import scores


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_skills_and_their_intervals_are_those_of_the_table(width: float) -> None:
    table = sample_scores()
    table.loc[(table["baseline"] == "rw") & (table["horizon"] == 1) & (table["group"] == "arms"), "skill"] = -3.0
    figure = figures.skill_by_horizon(table, width=width)
    known = table[table["mode"] == "known"]
    assert len(figure.axes) == known["group"].nunique()
    for ax, (group, of_group) in zip(figure.axes, known.groupby("group", sort=False), strict=True):
        for baseline, rows in of_group.groupby("baseline"):
            within = rows["skill"] >= -1
            marks = collection(ax, f"{group}|{baseline}")
            np.testing.assert_allclose(marks.get_offsets()[:, 1], rows["skill"][within])
            hollow = [same_color(face, style.PAPER) for face in marks.get_facecolors()]
            assert hollow == rows["few"][within].tolist()
            ends = np.array([one[:, 1] for one in collection(ax, f"{group}|{baseline}|interval").get_segments()])
            np.testing.assert_allclose(ends, rows[["low", "high"]].clip(-1, 1.08))
            below = collection(ax, f"{group}|{baseline}|below").get_offsets()
            assert below[:, 1].tolist() == [-1.0] * int((~within).sum())
    said = words(figure)
    assert "drivers known" in said
    assert "Hollow: fewer than 10 blocks of origins that share no year (here 3 to 9 years)" in said
    named = {text.get_text() for text in figure.subfigs[0].legends[0].get_texts()}
    assert named == set(BASELINES.values())


def test_a_mode_is_chosen_and_one_that_is_not_there_refused() -> None:
    table = sample_scores()
    assert "placebo: drivers permuted" in words(figures.skill_by_horizon(table, "placebo_permute"))
    with pytest.raises(ValueError, match="there are known, placebo_permute"):
        figures.skill_by_horizon(table, "extrapolated")
    with pytest.raises(ValueError, match="lacks skill"):
        figures.skill_by_horizon(table.drop(columns="skill"))
    with pytest.raises(ValueError, match="nothing to draw"):
        figures.coverage_by_horizon(table[:0])


def test_where_no_block_is_few_nothing_is_said_of_them() -> None:
    table = sample_scores()
    assert "Hollow" not in words(figures.skill_by_horizon(table[table["horizon"] == 1]))


def test_histograms_and_bands_are_those_of_the_transforms() -> None:
    table = sample_transforms()
    figure = figures.pit_histograms(table, "trade", bins=5)
    assert len(figure.axes) == len(HORIZONS)
    for ax, horizon in zip(figure.axes, HORIZONS, strict=True):
        rows = table[table["horizon"] == horizon]
        blocks = max(1, rows["origin"].nunique() // horizon)
        expected = scores.pit_bins(rows["pit"], bins=5, independent=blocks)
        np.testing.assert_allclose([bar.get_height() for bar in ax.containers[0]], expected.share)
        band = next(patch for patch in ax.patches if patch.get_label() == f"{horizon}|band")
        low, high = band.get_extents().transformed(ax.transData.inverted()).intervaly
        assert (low, high) == pytest.approx((expected.low, expected.high))
        assert f"{len(rows)} observations, {blocks} block" in ax.get_title(loc="left")
    with pytest.raises(ValueError, match="no transform is of the group arms"):
        figures.pit_histograms(table, "arms")


def test_coverage_and_what_chance_allows_are_drawn_by_horizon() -> None:
    table = sample_scores()
    figure = figures.coverage_by_horizon(table)
    first = table[(table["mode"] == "known") & (table["baseline"] == "rw")]
    for ax, (group, rows) in zip(figure.axes, first.groupby("group", sort=False), strict=True):
        for name, level in (("coverage50", 0.5), ("coverage90", 0.9)):
            np.testing.assert_allclose(collection(ax, f"{group}|{name}").get_offsets()[:, 1], rows[name])
            blocks = np.maximum(1, rows["origins"] // rows["horizon"])
            ends = np.array([one[:, 1] for one in collection(ax, f"{group}|{name}|chance").get_segments()])
            np.testing.assert_allclose(ends[:, 0], binom.ppf(0.05, blocks, level) / blocks)
            np.testing.assert_allclose(ends[:, 1], binom.ppf(0.95, blocks, level) / blocks)


def test_fans_open_at_what_was_known_and_do_not_overlap() -> None:
    forecasts, observed = sample_fans()
    figure = figures.hindcast_fans(forecasts, observed, unit="ideal point units")
    lines = lines_by_label(figure)
    assert set(lines) == {f"{name}|{origin}" for name in observed["series"].unique() for origin in (2000, 2005, 2010)}
    name = "distance to A"
    seen = observed[observed["series"] == name].set_index("year")["value"]
    fan = forecasts[(forecasts["series"] == name) & (forecasts["origin"] == 2005)]
    np.testing.assert_allclose(lines[f"{name}|2005"], [seen[2005], *fan["median"]])
    low, high = ends_of_band(figure.axes[0], f"{name}|2005|q05")
    np.testing.assert_allclose(low, [seen[2005], *fan["q05"]])
    np.testing.assert_allclose(high, [seen[2005], *fan["q95"]])
    assert figure.axes[0].get_ylabel() == "ideal point units"


def test_observations_under_a_fan_are_counted() -> None:
    forecasts, observed = sample_fans()
    observed = observed[observed["series"] == "distance to A"].copy()
    forecasts = forecasts[forecasts["series"] == "distance to A"]
    observed.loc[observed["year"] == 2007, "value"] = 99.0
    figure = figures.hindcast_fans(forecasts, observed, origins=[2005], names={"distance to A": "Distance to A"})
    ax = figure.axes[0]
    assert collection(ax, "distance to A|outside").get_offsets().tolist() == [[2007, 99]]
    others = collection(ax, "distance to A|unforecast").get_offsets()[:, 0]
    assert others.tolist() == [*range(2000, 2006), *range(2011, 2015)]
    assert "Of 5 observations under a fan, 4 (80 %)" in words(figure)
    with pytest.raises(ValueError, match="no forecast is from 1999"):
        figures.hindcast_fans(forecasts, observed, origins=[1999])
    with pytest.raises(ValueError, match="lacks median"):
        figures.hindcast_fans(forecasts.drop(columns="median"), observed)


def test_a_forecast_without_observations_is_drawn_alone() -> None:
    forecasts, observed = sample_fans()
    figure = figures.hindcast_fans(forecasts, observed[:0].astype({"year": int}), origins=[2000])
    assert "Of " not in words(figure)
    for ax, name in zip(figure.axes, forecasts["series"].unique(), strict=True):
        low, _ = ends_of_band(ax, f"{name}|2000|q05")
        fan = forecasts[(forecasts["series"] == name) & (forecasts["origin"] == 2000)]
        np.testing.assert_allclose(low, fan["q05"])
