"""Scenarios in Python: what they say, how faults are told, what changes change, and that changes are paired."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import steppe
from steppe.effects.compare import effect_table
from steppe.engine.locate import find_engine, require_engine
from steppe.session import shocks

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).parents[2] / "scenarios" / "kazakhstan-2025.toml"
pytestmark = pytest.mark.skipif(ENGINE is None, reason="STEPPE_EXECUTABLE names no engine")
SHORT = {"replicates": 24, "months": 12, "progress": False}


@pytest.fixture
def scenario() -> steppe.Scenario:
    """The base scenario, by its name."""
    return steppe.Scenario("kazakhstan-2025", engine=ENGINE)


@pytest.fixture(scope="module")
def comparison() -> steppe.Comparison:
    return steppe.Scenario(BASE, engine=ENGINE).compare(**SHORT)


def test_a_scenario_says_what_its_file_says(scenario: steppe.Scenario) -> None:
    assert scenario["principal.RUS.budget"] == 0.4
    found = scenario.parameter("principal.RUS.budget")
    assert (found.unit, found.tag, found.low, found.high, found.prior) == ("G/year", "J", 0.1, 0.8, "uniform")
    assert found.origin.startswith(f"{BASE}:")
    assert scenario["incentive.G1"] is True
    assert scenario["run.months"] == "120"
    assert set(scenario["hedger.KAZ.alignment"]) == set(scenario.actors["partners"])
    assert scenario.actors["hedgers"] == ["KAZ"]
    assert {"key", "value", "unit", "tag", "source"} <= set(scenario.values)
    assert len(scenario.values) > 900
    assert "principal.RUS.budget" in scenario._ipython_key_completions_()
    assert "KAZ" in scenario._repr_html_()


def test_every_fault_is_told_with_its_place_and_a_suggestion(scenario: steppe.Scenario) -> None:
    with pytest.raises(steppe.ScenarioError) as told:
        scenario["principal.RUS.budgt"] = 1.0
    assert [(fault.code, fault.suggestion) for fault in told.value.faults] == [("S102", "budget")]
    with pytest.raises(steppe.ScenarioError, match=r"did you mean 'principal\.RUS\.budget'"):
        scenario["principal.RUS.budgt"]
    with pytest.raises(steppe.ScenarioError, match="widen the range"):
        scenario["principal.RUS.budget"] = 3.0
    assert scenario.changes == {}  # what is refused changes nothing
    assert scenario["principal.RUS.budget"] == 0.4
    with pytest.raises(steppe.ScenarioError, match="did you mean 'kazakhstan-2025'"):
        steppe.Scenario("kazakstan-2025", engine=ENGINE)


def test_a_file_at_fault_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = f'schema = "steppe/1"\nextends = "{BASE}"\n[principal.RUS]\nbudgt = 1.0\n[oil]\nmean = -5.0\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(steppe.ScenarioError) as told:
        steppe.Scenario(path, engine=ENGINE)
    assert {(fault.file, fault.line, fault.code) for fault in told.value.faults} == {
        (str(path), 4, "S102"),
        (str(path), 6, "S104"),
    }


def test_changes_are_kept_taken_back_and_copied(scenario: steppe.Scenario) -> None:
    scenario["principal.RUS.budget"] *= 2
    scenario["incentive.G1"] = False
    scenario["principal.USA.budget.range"] = (0.1, 3.0)
    scenario["principal.USA.budget"] = 2.5
    assert scenario["principal.RUS.budget"] == 0.8
    assert scenario["incentive.G1"] is False
    other = scenario.copy()
    del other["incentive.G1"]
    assert other["incentive.G1"] is True
    assert scenario["incentive.G1"] is False
    with pytest.raises(steppe.ScenarioError, match="was not changed"):
        del other["incentive.G1"]


def test_a_named_shock_moves_what_the_engine_declares(scenario: steppe.Scenario) -> None:
    cheap = scenario.what_if(oil=-0.4)
    assert scenario.changes == {}
    for key in ("oil.start", "oil.mean"):
        assert cheap[key] == pytest.approx(0.6 * scenario[key])
    hot = scenario.what_if({"incentive.S1": False}, conflict=0.2)
    assert hot["conflict.start"] == pytest.approx(scenario["conflict.start"] + 0.2)
    assert hot["incentive.S1"] is False
    assert set(scenario.shocks()) == set(shocks.shocks(scenario.engine)) >= {"oil", "conflict"}
    with pytest.raises(steppe.ScenarioError, match="did you mean 'oil'"):
        scenario.what_if(oi=1.0)


def test_a_comparison_tells_the_numbers_of_the_engine(comparison: steppe.Comparison) -> None:
    told = {row["outcome"]: row for row in comparison.told["contrasts"][0]["outcomes"]}
    effects = comparison.effects()
    assert list(effects["outcome"]) == list(told)
    row = effects.set_index("outcome").loc["welfare[KAZ]"]
    assert row["difference"] == told["welfare[KAZ]"]["difference"]
    assert [row["interval_90_low"], row["interval_90_high"]] == told["welfare[KAZ]"]["interval_90"]
    assert (row["measure"], row["of"]) == ("welfare", "KAZ")
    assert comparison.headline()["median"].tolist() == [one["median"] for one in comparison.told["headline"]]
    assert set(comparison.effects(measures=["alignment"])["measure"]) == {"alignment"}
    with pytest.raises(steppe.SteppeFileError, match="did you mean 'alignment'"):
        comparison.effects(measures=["alignmnt"])
    with pytest.raises(steppe.SteppeFileError, match="no contrast"):
        comparison.effects("publicity")
    with pytest.raises(steppe.SteppeFileError, match="did you mean 'welfare'"):
        comparison["welfar"]
    assert comparison["alignment"].sizes["replicate"] == 24
    assert "In the model" in comparison._repr_html_()


def test_a_comparison_becomes_frames_and_figures(comparison: steppe.Comparison) -> None:
    frame = comparison.to_frame()
    runs = comparison.data.sizes["replicate"] * 2
    assert len(frame) == runs * frame["outcome"].nunique()
    wide = comparison.to_frame(tidy=False)
    assert len(wide) == runs
    tidy = frame.set_index(["arm", "replicate", "outcome"])["value"]
    assert wide.loc[("with_accords", 3), "welfare[KAZ]"] == tidy["with_accords", 3, "welfare[KAZ]"]
    months = comparison.to_frame("welfare")
    assert len(months) == runs * 12
    for what in ("effects", "heatmap", "shares", "difference"):
        assert comparison.plot(what, width="nature-double").get_figwidth() == pytest.approx(183 / 25.4)
    with pytest.raises(steppe.SteppeFileError, match="did you mean 'effects'"):
        comparison.plot("effect")


def test_a_workbook_holds_the_tables_and_is_never_half_written(comparison: steppe.Comparison, tmp_path: Path) -> None:
    path = comparison.to_excel(tmp_path / "out.xlsx")
    sheets = pd.read_excel(path, sheet_name=None)
    assert list(sheets) == ["headline", "effects total", "parameters", "provenance"]
    assert sheets["effects total"]["difference"].tolist() == pytest.approx(comparison.effects()["difference"].tolist())
    assert len(sheets["parameters"]) == len(comparison.parameters)
    with pytest.raises(FileExistsError, match="force=True"):
        comparison.to_excel(path)
    assert [one.name for one in tmp_path.iterdir()] == ["out.xlsx"]


def test_arviz_gets_groups_over_chain_and_draw(comparison: steppe.Comparison) -> None:
    tree = comparison.to_inference_data()
    values = tree["prior_predictive"]["outcomes"]
    assert values.dims[:2] == ("chain", "draw")
    assert values.sizes["draw"] == 24


def test_a_difference_is_paired_over_the_same_shocks(comparison: steppe.Comparison) -> None:
    scenario = steppe.Scenario(BASE, engine=ENGINE)
    again = scenario.compare(**SHORT)
    nothing = (again - comparison).effects()
    assert (nothing["difference"] == 0).all()  # the same scenario: no difference in any run
    changed = scenario.what_if({"game.withholding": 0.7}).compare(**SHORT)
    effects = (changed - comparison).effects(["welfare"]).set_index("outcome").loc["welfare[KAZ]"]
    separate = [effect_table(one.data, names=["welfare"]).loc[0] for one in (changed, comparison)]
    assert effects["difference"] == pytest.approx(separate[0]["difference"] - separate[1]["difference"])
    assert effects["effect_base"] == pytest.approx(separate[1]["difference"])
    assert effects["low"] < effects["difference"] < effects["high"]
    other = scenario.compare(**SHORT, seed=7)
    with pytest.raises(steppe.SteppeFileError, match="seeds differ"):
        _ = other - comparison
    short = scenario.compare(replicates=24, months=6, progress=False)
    with pytest.raises(steppe.SteppeFileError, match="months differ"):
        _ = short - comparison
    assert (changed - comparison).plot(["welfare", "alignment"]).get_figwidth() > 0


def test_a_kept_file_is_not_replaced(scenario: steppe.Scenario, tmp_path: Path) -> None:
    path = tmp_path / "kept.h5"
    scenario.compare(**SHORT, output=path, headline=False, record="final")
    before = path.read_bytes()
    with pytest.raises(steppe.ScenarioError, match="O201"):
        scenario.compare(**SHORT, output=path)
    assert path.read_bytes() == before
    scenario.compare(**SHORT, output=path, headline=False, record="final", force=True)
    assert path.read_bytes() == before  # the same study, the same bytes


def test_the_other_questions_tell_what_the_engine_tells(scenario: steppe.Scenario) -> None:
    short = {"replicates": 16, "months": 12, "progress": False}
    hazard = scenario.hazard(**short)
    first = hazard.told["hedgers"][0]["months"][0]
    assert hazard.headline()["hazard_mean"].tolist() == [first["hazard"]["mean"]]
    assert len(hazard.effects()) == 12
    assert hazard.swings()["difference_mean"].abs().is_monotonic_decreasing
    shares = scenario.attribute(incentives=["G1", "S1"], **short)
    assert set(shares.effects()["incentive"]) == {"G1", "S1"}
    told = shares.told["attributions"][0]["outcomes"][0]["shares"]["G1"]
    assert shares.effects()["mean"].iloc[0] == told["mean"]
    benefit = scenario.benefit(**short)
    assert set(benefit.headline()["reading"]) == {"base", "priors"}
    for result in (hazard, shares, benefit):
        assert result.plot(width="single").get_figwidth() == pytest.approx(3.5)
        assert len(result.headline())
        assert result._repr_html_()


def test_given_what_is_known(scenario: steppe.Scenario) -> None:
    given = scenario.condition(
        "not joined before 2026-01", 64, 12, events="peer_joins @ 12 >= 1", progress=False, least_effective=5
    )
    assert len(given.effects())
    assert len(given.headline())
    with pytest.raises(steppe.ScenarioError) as told:
        scenario.condition("joind[KAZ] @ 2025-11", 8, 6, progress=False)
    assert told.value.faults[0].code.startswith("E")


def test_levers_are_read_as_the_engine_tells_them(scenario: steppe.Scenario) -> None:
    told = subprocess.run([ENGINE, "--help"], capture_output=True, text=True, check=True).stdout
    if "levers" not in told:
        with pytest.raises(steppe.ScenarioError, match="unknown command 'levers'"):
            scenario.levers("welfare[KAZ]", 16, 12, progress=False)
        pytest.skip("this engine has no command levers yet")
    levers = scenario.levers("welfare[KAZ]", 16, 12, progress=False)
    assert levers.tables()
    assert len(levers.headline())


def test_the_engine_is_found_and_its_version_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "steppe"
    other.write_text("#!/bin/sh\necho 'steppe 9.9.9 (x)'\n", encoding="utf-8")
    other.chmod(0o755)
    monkeypatch.setenv("STEPPE_ENGINE", str(other))
    assert find_engine() == str(other)
    with pytest.raises(steppe.EngineNotFoundError, match=r"version 9\.9\.9"):
        require_engine()
    monkeypatch.setenv("STEPPE_ENGINE", "no-such-engine")
    with pytest.raises(steppe.EngineNotFoundError, match="no-such-engine"):
        steppe.Scenario("kazakhstan-2025")
    assert require_engine(ENGINE) == ENGINE


def test_ctrl_c_ends_the_engine(tmp_path: Path) -> None:
    code = (
        "import signal, steppe\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job ignores it
        f"s = steppe.Scenario({str(BASE)!r}, engine={ENGINE!r})\n"
        "print('ready', flush=True)\n"
        f"output = {str(tmp_path / 'long.h5')!r}\n"
        "s.compare(replicates=4_000_000, months=120, record='summary', output=output, progress=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "ready\n"
        seen = ""
        while "runs" not in seen:  # the bar: the engine is under way
            seen += process.stderr.read(1)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert children
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
    assert "KeyboardInterrupt" in told
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not list(tmp_path.glob("*.tmp-*"))


def test_values_are_written_as_the_engine_takes_them(scenario: steppe.Scenario) -> None:
    scenario["run.months"] = np.int64(60)
    scenario["oil.mean"] = np.float64(70.5)
    scenario["run.start"] = "2026-01"
    assert scenario["run.months"] == "60"
    assert scenario["oil.mean"] == 70.5
    assert scenario["run.start"] == "2026-01"
