"""Figures show what the file holds: the data of their artists are compared with it."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
import xarray as xr
from artists import collection, ends_of_band, lines_by_label, words
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from sample_file import Sample, write_sample
from summary_sample import summary_of

import steppe
from steppe import figures
from steppe.effects import compare
from steppe.plot.style import spread_apart

ARMS = ["with_accords", "without_accords"]


@pytest.mark.parametrize("by", ["partner", "arm"])
@pytest.mark.parametrize("width", [9.0, 4.3])
def test_alignment_lines_are_the_means_of_the_file(results: xr.Dataset, by: str, width: float) -> None:
    figure = figures.alignment_shares(results, ARMS, by=by, width=width)
    drawn = lines_by_label(figure)
    partners = [str(partner) for partner in results["partner"].values]
    assert len(figure.axes) == len(partners if by == "partner" else ARMS)
    assert set(drawn) == {f"{arm}|{partner}" for arm in ARMS for partner in partners}
    for label, line in drawn.items():
        arm, partner = label.split("|")
        values = results["alignment"].isel(hedger=0).sel(arm=arm, partner=partner).astype("f8")
        np.testing.assert_allclose(line, values.mean("replicate"), rtol=1e-12)


def test_bands_are_the_quantiles_of_the_file(results: xr.Dataset) -> None:
    figure = figures.alignment_shares(results, ARMS)
    ax, partner = figure.axes[0], results["partner"].values[0]
    values = results["alignment"].isel(hedger=0).sel(arm=ARMS[0], partner=partner).astype("f8").dropna("replicate")
    for low in (0.05, 0.25):
        drawn = collection(ax, f"{ARMS[0]}|{partner}|{low}").get_paths()[0].vertices[:, 1]
        assert drawn.min() == pytest.approx(values.quantile(low, "replicate").min().item())
        assert drawn.max() == pytest.approx(values.quantile(1 - low, "replicate").max().item())


@pytest.mark.parametrize("by", ["partner", "arm"])
@pytest.mark.parametrize("width", [9.0, 4.3])
def test_alignment_of_a_summary_is_its_mean_and_its_quantiles(results: xr.Dataset, by: str, width: float) -> None:
    ds = summary_of(results, ["alignment"])
    figure = figures.alignment_shares(ds, ARMS, by=by, width=width)
    drawn = lines_by_label(figure)
    assert set(drawn) == {f"{arm}|{partner}" for arm in ARMS for partner in ds["partner"].values}
    axes = {item.get_label(): ax for ax in figure.axes for item in ax.collections}
    for label, line in drawn.items():
        arm, partner = label.split("|")
        where = {"arm": arm, "partner": partner, "hedger": str(ds["hedger"].values[0])}
        np.testing.assert_array_equal(line, ds["alignment"].sel(statistic="mean", **where))
        for low in (0.05, 0.25):
            bottom, top = ends_of_band(axes[f"{label}|{low}"], f"{label}|{low}")
            np.testing.assert_array_equal(bottom, ds["alignment_quantile"].sel(quantile=low, **where))
            np.testing.assert_array_equal(top, ds["alignment_quantile"].sel(quantile=1 - low, **where))
    said = words(figure)
    assert "quantiles that the summary holds" in said
    assert f"{int(ds['completed'].min()):,} runs an arm".replace(",", "\u202f") in said


def test_months_that_were_not_kept_are_not_drawn(results: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="do not hold the months of alignment"):
        figures.alignment_shares(results.drop_vars("alignment"), ARMS)
    ds = summary_of(results, ["alignment"])
    ds["alignment"][{"arm": 0}] = np.nan
    with pytest.raises(ValueError, match=r"no run of with_accords, .* is complete"):
        figures.alignment_shares(ds, ARMS)


def test_difference_fans_show_paired_differences(results: xr.Dataset) -> None:
    figure = figures.difference_fans(results, ["hedging", "alignment"])
    drawn = lines_by_label(figure)
    assert len(figure.axes) == 1 + results.sizes["partner"]
    for partner in results["partner"].values:
        values = results["alignment"].isel(hedger=0).sel(partner=partner).astype("f8")
        expected = (values.sel(arm=ARMS[0]) - values.sel(arm=ARMS[1])).mean("replicate")
        np.testing.assert_allclose(drawn[f"alignment|{partner}"], expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_forest_marks_are_the_rows_of_the_table(results: xr.Dataset, width: float) -> None:
    table = compare.effect_table(results)
    panels = figures.forest_panels(table[table["role"] == "outcome"])
    figure = figures.effect_forest(table, width=width)
    assert len(figure.axes) == len(panels)
    for ax, (_, rows) in zip(figure.axes, panels, strict=True):
        np.testing.assert_allclose(collection(ax, "difference").get_offsets()[:, 0], rows["difference"])
        for label, low, high in (("interval", "low", "high"), ("spread", "spread_low", "spread_high")):
            ends = np.array([segment[:, 0] for segment in collection(ax, label).get_segments()])
            np.testing.assert_allclose(ends, rows[[low, high]])
        assert any(np.allclose(line.get_xdata(), 0) for line in ax.get_lines())
        left, right = ax.get_xlim()
        assert left < rows[["low", "spread_low"]].min(axis=None)
        assert right > rows[["high", "spread_high"]].max(axis=None)


def test_forest_keeps_unlike_units_and_sizes_apart(results: xr.Dataset) -> None:
    table = compare.effect_table(results)
    panels = figures.forest_panels(table)
    for unit, rows in panels:
        assert set(rows["unit"]) == {unit}
        reach = (
            rows[["low", "high", "spread_low", "spread_high"]].abs().max(axis="columns").groupby(rows["measure"]).max()
        )
        assert reach.max() <= 8 * reach.min()
    shown = [outcome for _, rows in panels for outcome in rows["outcome"]]
    moving = table[(table[["difference", "low", "high", "spread_low", "spread_high"]] != 0).any(axis="columns")]
    assert sorted(shown) == sorted(moving["outcome"])


def test_forest_accepts_results_and_leaves_diagnostics_out(tmp_path: Path) -> None:
    with steppe.open(write_sample(tmp_path / "few.h5", Sample(replicates=8, months=4))) as ds:
        shown = words(figures.effect_forest(ds))
    assert "Hedging" in shown
    assert "residual" not in shown.lower()
    assert "Accord status" not in shown


def test_a_forest_without_difference_is_refused(tmp_path: Path) -> None:
    with (
        steppe.open(write_sample(tmp_path / "same.h5", Sample(identical=True, months=3))) as ds,
        pytest.raises(ValueError, match="no outcome differs"),
    ):
        figures.effect_forest(ds)


def test_figures_say_in_the_model_and_where_they_come_from(results: xr.Dataset) -> None:
    for figure in (
        figures.alignment_shares(results),
        figures.difference_fans(results, ["hedging"]),
        figures.effect_forest(results),
    ):
        said = words(figure)
        assert "in the model" in said
        assert "not a forecast" in said
        assert results.attrs["git_commit"][:10] in said
        assert all(ax.get_xlabel() or ax.get_ylabel() for ax in figure.axes)


def test_a_hedger_can_be_chosen(tmp_path: Path) -> None:
    sets = {**Sample().sets, "hedger": ["KAZ", "UZB"]}
    with steppe.open(write_sample(tmp_path / "two.h5", Sample(sets=sets, months=3, replicates=5))) as ds:
        first, second = (lines_by_label(figures.alignment_shares(ds, hedger=hedger)) for hedger in (None, "UZB"))
        assert any(not np.allclose(first[label], second[label]) for label in first)
        np.testing.assert_allclose(
            second["with_accords|ISR"],
            ds["alignment"].sel(arm="with_accords", hedger="UZB", partner="ISR").astype("f8").mean("replicate"),
        )
        with pytest.raises(ValueError, match="no hedger 'XXX'"):
            figures.effect_forest(ds, hedger="XXX")


def test_drawing_leaves_the_settings_of_matplotlib_alone(results: xr.Dataset) -> None:
    before = dict(mpl.rcParams)
    figures.alignment_shares(results)
    assert dict(mpl.rcParams) == before


def test_failed_runs_do_not_reach_the_figure(damaged_runs: Path) -> None:
    with steppe.open(damaged_runs) as ds:
        line = lines_by_label(figures.alignment_shares(ds))["with_accords|RUS"]
        good = ds["alignment"].isel(hedger=0).sel(arm="with_accords", partner="RUS").drop_sel(replicate=3).astype("f8")
        np.testing.assert_allclose(line, good.mean("replicate"))


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12), st.floats(0.1, 20))
def test_labels_keep_their_order_and_distance(values: list[float], gap: float) -> None:
    placed = spread_apart(np.sort(values), gap)
    assert len(placed) == len(values)
    assert (np.diff(placed) >= gap * (1 - 1e-9) - 1e-9).all()


def test_labels_that_do_not_overlap_stay() -> None:
    np.testing.assert_allclose(spread_apart(np.array([0.0, 5.0, 10.0]), 1.0), [0, 5, 10])


def test_table_without_attributes_still_draws(results: xr.Dataset) -> None:
    table = compare.effect_table(results)
    table.attrs = {}
    assert isinstance(figures.effect_forest(pd.DataFrame(table)), Figure)
