"""The hazard held against the record: its file, its figure, and its section of the page."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import h5py
import numpy as np
import pytest
from artists import words
from sample_file import Sample, write_sample
from sample_hazard import write_hazard
from sample_record import CONDITIONS, ERROR, FACTORS, MONTHS, STATES, Z90, hazards, write_record
from test_engine_agreement import BASE, ENGINE
from test_report import Page

import steppe
from steppe.hazard.record import PRIORS, VALUES, read_record_file
from steppe.report.command import main
from steppe.report.page import build_report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_record(tmp_path_factory.mktemp("record") / "record.h5")


def test_the_file_is_read_as_it_was_written(path: Path) -> None:
    record = read_record_file(path, "KAZ", 0.90)
    assert record.months["hazard"].to_numpy() == pytest.approx(hazards(drawn=False))
    assert record.months["drawn"].to_numpy() == pytest.approx(hazards(drawn=True))
    assert record.months["high"].iloc[0] == pytest.approx(hazards(drawn=False)[0] + Z90 * ERROR)
    assert record.conditions["condition"].tolist() == ["summit", "leader", "tension"]  # by what they add
    row = record.conditions.set_index("condition").loc["summit"]
    assert [row["share"], row["low"]] == pytest.approx([CONDITIONS["summit"], CONDITIONS["summit"] - Z90 * ERROR])
    assert [row["factor"], row["factor_high"]] == pytest.approx([25.0, 25.0 * np.exp(Z90 * ERROR)])
    assert row["factor_drawn"] == pytest.approx(FACTORS["summit"] ** 0.8)
    silence = np.prod(1 - hazards(drawn=False)[:-1])
    assert record.chances.loc[VALUES, "silence"] == pytest.approx(silence)
    assert record.chances.loc[VALUES, "accession"] == pytest.approx(silence * hazards(drawn=False)[-1])
    assert record.chances.loc[PRIORS, "no_join"] == pytest.approx(0.8)
    assert record.states["state"].tolist() == list(STATES)
    assert record.moved.set_index("parameter").loc["a.rate", "shift"] == pytest.approx(0.5)


def test_the_figure_draws_what_the_file_holds_and_the_caution(path: Path) -> None:
    record = read_record_file(path, "", 0.90)
    figure = steppe.figures.hazard_record(record)
    months, shares, factors = figure.axes
    drawn = {line.get_label(): line.get_ydata() for line in months.get_lines()}
    assert drawn["at_values"] == pytest.approx(100 * hazards(drawn=False))
    assert drawn["over_priors"] == pytest.approx(100 * hazards(drawn=True))
    points = {
        one.get_label(): np.asarray(one.get_offsets())[:, 0] for ax in (shares, factors) for one in ax.collections
    }
    assert points["share"] == pytest.approx(100 * record.conditions["share"].to_numpy())
    assert points["factor"] == pytest.approx(record.conditions["factor"].to_numpy())
    said = words(figure)
    for part in ("2 of 12 months had a summit", "its stage and not its cause", "in the model", "not a forecast"):
        assert part in said


def test_the_page_tells_of_it_and_never_of_factors_without_the_caution(path: Path, tmp_path: Path) -> None:
    compared = write_sample(tmp_path / "two.h5", Sample(replicates=8, months=4))
    html = build_report(compared, hazard_record=path)
    section = html[html.index('id="silence"') : html.index('id="timing"')]
    text = Page(section).text
    assert "Caution: 2 of 12 months had a summit" in text
    assert "3 conditions were tried" in text
    assert section.index("Caution") < section.index('<th scope="col">Bayes factor')
    assert section.count("<tr>") >= 2 + len(CONDITIONS)
    assert "The ranking is not supported" in text
    assert "steppe hazard" in text
    assert "made with other values" not in text
    other = build_report(compared, hazard_record=write_record(tmp_path / "other.h5", shift=0.5))
    assert "the record was made with other values of parameters" in other
    assert "--hazard-record RECORD.h5" in build_report(compared)


def test_a_state_may_be_named_as_markup(path: Path, tmp_path: Path) -> None:
    evil = write_record(tmp_path / "evil.h5")
    with h5py.File(evil, "r+") as file:
        file["condition_long_name"][0] = "<b>$x$</b>\u202e"
    html = build_report(write_sample(tmp_path / "two.h5", Sample(replicates=8, months=4)), hazard_record=evil)
    assert "<b>$x$" not in html
    assert "\u202e" not in html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hazard", 1.5),
        ("hazard", np.nan),
        ("log_likelihood", 0.5),
        ("probability_of_no_join", -0.1),
        ("state_expected", 2.0),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, value: float) -> None:
    path = write_record(tmp_path / "bad.h5")
    with h5py.File(path, "r+") as file:
        file[name][...] = value
    compared = write_sample(tmp_path / "two.h5", Sample(replicates=4, months=3))
    assert main([str(compared), "--hazard-record", str(path), "-o", str(tmp_path / "page.html")]) == 2
    assert f"bad.h5: {name}: expected" in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()


def test_other_files_and_other_states_are_refused(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compared = write_sample(tmp_path / "two.h5", Sample(replicates=4, months=3))
    target = str(tmp_path / "page.html")
    assert main([str(compared), "--hazard-record", str(write_hazard(tmp_path / "h.h5")), "-o", target]) == 2
    assert "h.h5 is no hazard_record" in capsys.readouterr().err
    assert main([str(compared), "--hazard", str(path), "-o", target]) == 2
    assert "record.h5 is no hazard" in capsys.readouterr().err
    other = write_record(tmp_path / "uzb.h5", hedgers=("UZB",))
    assert main([str(compared), "--hazard-record", str(other), "-o", target]) == 2
    assert "no hedger 'KAZ'" in capsys.readouterr().err
    short = write_record(tmp_path / "short.h5")
    with h5py.File(short, "r+") as file:
        del file["log_bayes_factor_standard_error"]
    assert main([str(compared), "--hazard-record", str(short), "-o", target]) == 2
    assert "short.h5 lacks" in capsys.readouterr().err


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
def test_the_record_of_a_scenario_differs_from_it_in_nothing_that_the_page_warns_of(tmp_path: Path) -> None:
    paths = {name: tmp_path / f"{name}.h5" for name in ("compare", "hazard")}
    for name, more in (("compare", ["--months", "3", "--no-headline"]), ("hazard", ["--baseline", "observed"])):
        subprocess.run([ENGINE, name, BASE, "-n", "8", *more, "-q", "-o", paths[name]], capture_output=True, check=True)
    own = steppe.parameters(paths["compare"]).set_index("key")["value"]
    record = read_record_file(paths["hazard"], "KAZ", 0.90)
    assert {key for key, value in record.parameters.items() if own[key] != value} == set()
    assert len(record.parameters) > 0.9 * len(own)


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
def test_a_file_of_the_engine_is_read(tmp_path: Path) -> None:
    path = tmp_path / "record.h5"
    command = [ENGINE, "hazard", BASE, "--baseline", "observed", "-n", "16", "-q", "-o", path]
    subprocess.run(command, capture_output=True, check=True)
    record = read_record_file(path, "KAZ", 0.90)
    assert (record.silent, record.last) == ("February 2021 to October 2025", "November 2025")
    assert len(record.months) == 58 != MONTHS
    assert record.conditions["condition"].iloc[0] == "summit"
    shares = record.conditions["share"].sum()
    chances = record.chances.loc[VALUES]
    assert shares == pytest.approx(chances["last"] - chances["typical"], abs=1e-12)
    assert steppe.open(path).attrs["record"] == "hazard_record"
