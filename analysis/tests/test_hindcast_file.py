"""Files of ``steppe hindcast``: what is read of them, and what the page says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample_file import Sample, write_sample
from sample_hazard import write_hazard
from sample_hindcast import HORIZONS, MODES, ORIGINS, SERIES, YEARS, skill, write_hindcast

from steppe import figures
from steppe.hindcast.read import read_hindcast_file
from steppe.hindcast.words import BASELINES, GROUPS
from steppe.io.results import SteppeFileError
from steppe.report.page import build_report

if TYPE_CHECKING:
    from pathlib import Path

    from steppe.hindcast.read import HindcastFile


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hindcast(tmp_path_factory.mktemp("hindcast") / "h.h5")


@pytest.fixture(scope="module")
def held(path: Path) -> HindcastFile:
    return read_hindcast_file(path)


def test_scores_are_those_of_the_file(held: HindcastFile) -> None:
    assert len(held.scores) == len(MODES) * len(HORIZONS) * (len(GROUPS) * len(BASELINES) - 1)
    for row in held.scores.to_dict("records"):
        at = [
            list(names).index(row[key])
            for key, names in (("group", GROUPS), ("horizon", HORIZONS), ("mode", MODES), ("baseline", BASELINES))
        ]
        assert row["skill"] == pytest.approx(skill(*at))
        assert (row["low"], row["high"]) == pytest.approx((row["skill"] - 0.2, row["skill"] + 0.2))
        assert row["few"] == (row["horizon"] == HORIZONS[1])
        assert (row["coverage50"], row["coverage90"], row["origins"]) == pytest.approx((0.5, 0.9, 11))
    assert list(dict.fromkeys(held.scores["mode"])) == list(MODES), "the first mode is the file's first"
    assert list(dict.fromkeys(held.scores["group"])) == list(GROUPS)


def test_forecasts_stand_at_the_year_that_they_are_of(held: HindcastFile) -> None:
    assert (held.forecasts["year"] == held.forecasts["origin"] + held.forecasts["horizon"]).all()
    assert len(held.forecasts) == len(SERIES) * len(ORIGINS) * len(HORIZONS) * len(MODES)
    assert (held.forecasts["q05"] < held.forecasts["median"]).all()
    assert set(held.transforms["group"]) == set(GROUPS)
    assert held.transforms["pit"].between(0, 1).all()
    assert (held.transforms["origin"] + held.transforms["horizon"]).max() == YEARS[-1]
    assert len(held.observed) == len(SERIES) * len(YEARS)
    assert held.placebos.set_index(["driver", "group", "horizon"])["placebo_rank"].to_dict() == {
        ("oil", "trade", 1): 3, ("oil", "trade", 3): 3, ("un", "un_distance", 1): 1, ("un", "un_distance", 3): 1,
    }  # fmt: skip
    assert {"skill", "low", "high", "states"} <= set(held.panel)


def test_every_figure_of_hindcasts_takes_what_is_read(held: HindcastFile) -> None:
    for figure in (
        figures.skill_by_horizon(held.scores),
        figures.coverage_by_horizon(held.scores),
        figures.pit_histograms(held.transforms, "trade"),
        figures.hindcast_fans(held.forecasts[held.forecasts["mode"] == "known"], held.observed),
    ):
        assert figure.axes


def test_other_files_and_those_without_scores_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SteppeFileError, match="is no hindcast"):
        read_hindcast_file(write_hazard(tmp_path / "hazard.h5"))
    with pytest.raises(ValueError, match="no forecast was scored"):
        read_hindcast_file(write_hindcast(tmp_path / "none.h5", scored=False))


def test_the_page_shows_the_skill_with_its_interval(path: Path, tmp_path: Path) -> None:
    compared = write_sample(tmp_path / "two.h5", Sample(replicates=24))
    html = build_report(compared, hindcast=path)
    section = html[html.index('id="record"') :]
    section = section[: section.index("</section>")]
    assert "Skill of hindcasts, drivers known" in section
    assert "+0.50" in section
    assert "+0.30 to +0.70" in section
    assert "3 of 10" in section
    assert section.count("<svg") >= len(MODES) + 3
    assert "steppe hindcast HISTORY.toml" in build_report(compared)
