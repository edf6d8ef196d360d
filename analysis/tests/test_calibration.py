"""What is read, drawn and told of a calibration, and bands that mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from sample_calibration import CONTRACTION, CUTOFF, DRAWS, KEYS, WORLDS, write_calibration
from sample_file import Sample, write_sample
from sample_hazard import write_hazard

from steppe import figures
from steppe.calibration.bands import rank_band, share_below
from steppe.calibration.read import read_calibration_file
from steppe.io.results import SteppeFileError
from steppe.report.page import build_report

if TYPE_CHECKING:
    from pathlib import Path

    from steppe.calibration.read import CalibrationFile


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_calibration(tmp_path_factory.mktemp("calibration") / "c.h5")


@pytest.fixture(scope="module")
def held(path: Path) -> CalibrationFile:
    return read_calibration_file(path)


def test_the_file_is_read_as_it_was_written(held: CalibrationFile) -> None:
    assert list(held.parameters["parameter"]) == list(KEYS)
    assert list(held.parameters["contraction"]) == list(CONTRACTION)
    assert held.moved == 1
    assert held.parameters["posterior_median"].iloc[0] == pytest.approx(0.5)
    assert (len(held.draws), held.draws["weight"].sum()) == (DRAWS, pytest.approx(1))
    assert (held.worlds, len(held.ranks)) == (WORLDS, WORLDS - 1)
    assert held.cutoff == CUTOFF


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SteppeFileError, match="is no calibration"):
        read_calibration_file(write_hazard(tmp_path / "hazard.h5"))


def test_the_contraction_is_drawn_as_it_is(held: CalibrationFile) -> None:
    figure = figures.priors_and_posteriors(held)
    drawn = {item.get_label(): item for item in figure.axes[0].collections}
    medians = drawn["posterior"].get_offsets()[:, 0]
    row = held.parameters.iloc[0]
    expected = (row["posterior_median"] - row["prior_q05"]) / (row["prior_q95"] - row["prior_q05"])
    assert medians[0] == pytest.approx(expected)
    ends = drawn["posterior|interval"].get_segments()[0][:, 0]
    assert ends[1] - ends[0] == pytest.approx(0.2, abs=0.02)  # of the prior's
    assert "1 of 2" in figure.get_suptitle()


def test_ranks_are_drawn_with_their_band(held: CalibrationFile) -> None:
    figure = figures.truth_ranks(held.ranks)
    lines = {line.get_label(): line for ax in figure.axes for line in ax.lines}
    places, heights = lines[KEYS[0]].get_data()
    assert np.allclose(heights, share_below(held.ranks[KEYS[0]].to_numpy(), places) - places)
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert titles == [f"{KEYS[0]}: outside", KEYS[1]]


@pytest.mark.parametrize("count", [20, 100])
def test_the_band_holds_even_ranks_as_often_as_it_says(count: int) -> None:
    band = rank_band(count, level=0.9)
    rng = np.random.default_rng(11)
    inside = np.mean([band.holds(rng.random(count)) for _ in range(2000)])
    assert 0.88 <= inside <= 0.95  # counts are whole numbers, so that it may hold a little more
    skewed = np.mean([band.holds(rng.beta(1.8, 1, count)) for _ in range(500)])
    assert skewed < inside - 0.2


def test_a_band_needs_a_rank() -> None:
    with pytest.raises(ValueError, match="no rank"):
        rank_band(0)


def test_the_page_tells_what_the_record_does_not_identify(path: Path, tmp_path: Path) -> None:
    compared = write_sample(tmp_path / "two.h5", Sample(replicates=24))
    html = build_report(compared, calibration=path)
    section = html[html.index('id="calibration"') :]
    section = section[: section.index("</section>")]
    assert "moved 1 of 2 parameters" in section
    assert "the record before the accord does" in section
    assert "outside" in section
    assert section.count("<svg") >= 2
    assert "steppe calibrate HISTORY.toml" in build_report(compared)


def test_few_worlds_make_no_band(tmp_path: Path) -> None:
    compared = write_sample(tmp_path / "two.h5", Sample(replicates=24))
    html = build_report(compared, calibration=write_calibration(tmp_path / "few.h5", worlds=5))
    assert "Truths of synthetic worlds" not in html
