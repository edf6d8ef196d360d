"""The monthly probability of accession is that of the runs still outside."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from artists import collection, ends_of_band, lines_by_label, words

from steppe import figures
from steppe.accord import hazard_over_time

ARM = "without_accords"


@pytest.fixture
def open_accord(results: xr.Dataset) -> xr.Dataset:
    """Results in which runs of one arm accede one after the other; the first half never does."""
    measure = results["accession_probability"]
    runs, months = results.sizes["replicate"], results.sizes["time"]
    random = np.random.default_rng(1).uniform(0.01, 0.05, (runs, months))
    until = np.where(np.arange(runs) < runs // 2, months, np.arange(runs) % months)
    values = np.zeros(measure.shape, "f4")
    values[list(results["arm"].values).index(ARM), :, :, 0] = np.where(
        np.arange(months) <= until[:, np.newaxis], random, 0
    )
    return results.assign(accession_probability=measure.copy(data=values))


def test_mean_and_bands_are_those_of_the_runs_outside(open_accord: xr.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hazard_over_time, "FEWEST", 1)
    figure = figures.hazard_over_time(open_accord)
    values = open_accord["accession_probability"].sel(arm=ARM).isel(hedger=0).astype("f8")
    outside = values.where(values > 0)
    drawn = lines_by_label(figure)
    np.testing.assert_allclose(drawn[ARM], outside.mean("replicate"))
    np.testing.assert_allclose(drawn["outside"], (values > 0).mean("replicate"))
    for low in (0.05, 0.25):
        expected = outside.quantile([low, 1 - low], "replicate", skipna=True).transpose("quantile", "time")
        np.testing.assert_allclose(ends_of_band(figure.axes[0], f"{ARM}|{low}"), expected)


def test_bands_need_enough_runs(open_accord: xr.Dataset) -> None:
    few = open_accord.isel(replicate=slice(hazard_over_time.FEWEST - 1))
    assert not collection(figures.hazard_over_time(few).axes[0], f"{ARM}|0.05").get_paths()


def test_marks_below_count_the_accessions(open_accord: xr.Dataset) -> None:
    ax = figures.hazard_over_time(open_accord, ARM).axes[0]
    values = open_accord["accession_probability"].sel(arm=ARM).isel(hedger=0).transpose("time", "replicate").to_numpy()
    counts = ((values[:-1] > 0) & (values[1:] == 0)).sum(axis=1)
    marks = collection(ax, "accessions").get_segments()
    lengths = np.array([np.ptp(segment[:, 1]) for segment in marks])
    np.testing.assert_allclose(lengths / lengths.max(), counts[counts > 0] / counts.max())
    assert str(counts.max()) in ax.get_title(loc="left")


def test_drivers_are_the_means_of_the_file(open_accord: xr.Dataset) -> None:
    drivers = ["tension", "momentum", "not_recorded"]
    drawn = lines_by_label(figures.hazard_over_time(open_accord, ARM, drivers=drivers))
    for name in drivers[:2]:
        expected = open_accord[name].sel(arm=ARM).astype("f8").mean("replicate")
        np.testing.assert_allclose(drawn[name], expected)
    assert "not_recorded" not in drawn


def test_axes_say_what_they_measure(open_accord: xr.Dataset) -> None:
    figure = figures.hazard_over_time(open_accord)
    assert figure.axes[0].get_ylabel() == "Probability a month"
    assert all(ax.get_ylabel() for ax in figure.axes)
    assert "in the model" in words(figure)
    assert "not a forecast" in words(figure)


def test_results_without_an_open_accord_are_refused(results: xr.Dataset) -> None:
    closed = results.assign(accession_probability=results["accession_probability"] * 0)
    with pytest.raises(ValueError, match="never open"):
        figures.hazard_over_time(closed)
    with pytest.raises(ValueError, match="nothing to draw"):
        figures.hazard_over_time(closed, ARM)
