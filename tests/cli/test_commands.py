"""The command line as its users and their scripts meet it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import h5py
import numpy as np
import pytest
from command_line import BASE, ROOT, Steppe


def test_the_base_scenario_is_valid_and_leaves_nothing_to_defaults(steppe: Steppe) -> None:
    result = steppe("check", BASE, "--origins")
    assert result.returncode == 0, result.stderr
    defaults = [line for line in result.stdout.splitlines() if line.endswith("] default") and not is_sparse(line)]
    assert defaults == []


def is_sparse(line: str) -> bool:
    """Families of which a scenario names only the members that are not 0."""
    return line.startswith(("relation.", "channel.", "candidate.")) and any(
        word in line.split(" ", maxsplit=1)[0] for word in ("relation.", ".coupling.", ".neighbour.")
    )


def test_every_fault_of_a_file_is_reported_with_its_place(steppe: Steppe, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(
        f'extends = "{BASE}"\n[principal.USA]\nbudgett = 0.4\n[hedger.KAZ]\nprecision = 61\n', encoding="utf-8"
    )
    result = steppe("check", "bad.toml")
    assert result.returncode == 2
    lines = result.stderr.splitlines()
    assert lines[0].startswith("bad.toml:3:1: unknown key 'principal.USA.budgett'; did you mean 'budget'? [S102]")
    assert lines[1].startswith("bad.toml:5:13: hedger.KAZ.precision = 61, must lie in [0, 60]")
    assert "[S104]" in result.stderr


def test_a_fault_leaves_no_file(steppe: Steppe, tmp_path: Path) -> None:
    result = steppe.compare("-o", "out.h5", "--set", "hedger.KAZ.precisionn=3")
    assert result.returncode == 2
    assert "did you mean" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compre", BASE], "did you mean 'compare'?"),
        (["compare", BASE, "--replicate", "5"], "did you mean '--replicates'?"),
        (["compare", BASE, "--arms", "with_acords,endogenous"], "did you mean 'with_accords'?"),
        (["compare", BASE, "--arms", "endogenous"], "two arms or more"),
        (["compare", BASE, "--arms", "endogenous,endogenous"], "named twice"),
        (["compare", BASE, "--arms", ""], "expected arms separated by commas"),
        (["compare", BASE, "--set", "run.seed=1", "--seed", "2"], "'run.seed' is set twice"),
        (["equilibrium", BASE, "--arm", "endogenous,with_accords"], "--arm: expected one arm"),
        (
            ["equilibrium", BASE, "--arm", "with_acords"],
            "--arm: unknown arm 'with_acords'; did you mean 'with_accords'?",
        ),
        (["describe", "incentive"], "did you mean 'incentives'?"),
        (["describe", "arms", BASE], "one word too many"),
        (["landscape", BASE, "--set", "power.RUS.size=-1"], "must lie in [0, 1000]"),
        (["compare", BASE, "--threads", "0"], "must lie in [1, 1024]"),
        (["compare", BASE, "--replicates", "0"], "must lie in [1,"),
        (["compare", BASE, "--months", "twelve"], "whole number"),
        (["compare", BASE, "--set", "nonsense"], "expected KEY=VALUE"),
        (["compare"], "expected one scenario file"),
        (["compare", "no-such.toml"], "no such file"),
        (["compare", "."], "not a regular file"),
        (["equilibrium", BASE, "--hedger", "KAS"], "did you mean 'KAZ'?"),
        (["describe", "measure"], "did you mean 'measures'?"),
        (["describe", "sources"], "expected one scenario file after 'sources'"),
        (["describe", "sources", BASE, BASE], "one word too many"),
        (["describe", "sources", "no-such.toml"], "no such file"),
    ],
)
def test_a_slip_of_the_hand_gets_a_hint_and_exit_2(steppe: Steppe, arguments: list[object], message: str) -> None:
    result = steppe(*arguments)
    assert result.returncode == 2
    assert message in result.stderr


def test_help_and_version_go_to_standard_output(steppe: Steppe) -> None:
    for arguments in (["--help"], ["--version"], ["compare", "--help"]):
        result = steppe(*arguments)
        assert result.returncode == 0
        assert "steppe" in result.stdout
    assert steppe().returncode == 2


def test_an_existing_file_is_kept_unless_forced(steppe: Steppe, tmp_path: Path) -> None:
    out = tmp_path / "out.h5"
    out.write_text("precious", encoding="utf-8")
    refused = steppe.compare("-o", out)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert out.read_text(encoding="utf-8") == "precious"
    assert steppe.compare("-o", out, "--force").returncode == 0
    assert h5py.is_hdf5(out)


def keep_scenarios(folder: Path) -> dict[Path, bytes]:
    """Put a base with what it reads, an overlay and a study with points into folders; give all their bytes."""
    (folder / "data").mkdir()
    (folder / "studies").mkdir()
    (folder / "base.toml").write_bytes(BASE.read_bytes())
    for read in (Path("data") / "drivers.csv", Path("data") / "candidate_draws.csv"):
        (folder / read).write_bytes((BASE.parent / read).read_bytes())
    (folder / "over.toml").write_text('schema = "steppe/1"\nextends = "base.toml"\ntitle = "over"\n', encoding="utf-8")
    (folder / "studies" / "points.csv").write_text("principal.USA.budget\n0.5\n", encoding="utf-8")
    (folder / "studies" / "study.toml").write_text(
        'schema = "steppe-study/1"\ntitle = "t"\nscenario = "../over.toml"\n'
        '[design]\nkind = "list"\nfile = "points.csv"\n',
        encoding="utf-8",
    )
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("command", "target", "reason"),
    [
        (("compare", "over.toml"), "over.toml", "is a scenario that this run reads"),
        (("compare", "over.toml"), "./base.toml", "is a scenario that this run reads"),
        (("compare", "over.toml"), "other_name.toml", "is a scenario that this run reads"),
        (("compare", "over.toml"), "data/drivers.csv", "is a file that this run reads"),
        (("compare", "over.toml"), "data/candidate_draws.csv", "is a file that this run reads"),
        (("sweep", "studies/study.toml"), "data/drivers.csv", "is a file that this run reads"),
        (
            ("sweep", "studies/study.toml", "--set", "drivers.file=data/drivers.csv"),
            "data/drivers.csv",
            "is a file that this run reads",
        ),
        (("sweep", "studies/study.toml"), "studies/points.csv", "is a file that this run reads"),
        (("sweep", "studies/study.toml"), "studies/study.toml", "is a scenario that this run reads"),
        (("benefit", "base.toml", "--rivals", "over.toml"), "over.toml", "is a scenario that this run reads"),
    ],
)
def test_no_output_takes_the_place_of_what_is_read(
    steppe: Steppe, tmp_path: Path, command: tuple[str, ...], target: str, reason: str
) -> None:
    kept = keep_scenarios(tmp_path)
    os.link(tmp_path / "base.toml", tmp_path / "other_name.toml")
    result = steppe(*command, "--replicates", 4, "--months", 2, "-o", target, "--force")
    assert result.returncode == 2, result.stderr
    assert reason in result.stderr
    assert "O204" in result.stderr
    assert {path: path.read_bytes() for path in kept} == kept


def test_the_record_beside_a_result_is_kept_unless_forced(steppe: Steppe, tmp_path: Path) -> None:
    record = tmp_path / "out.h5.json"
    record.write_text("mine", encoding="utf-8")
    assert steppe.compare("-o", "out.h5").returncode == 2
    assert record.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "out.h5").exists()
    assert steppe.compare("-o", "out.h5", "--force").returncode == 0
    assert "command_line" in record.read_text(encoding="utf-8")


def test_a_parameter_without_a_default_must_be_given(steppe: Steppe, tmp_path: Path) -> None:
    partners = '["RUS", "CHN", "USA", "ISR", "OTH", "NEW"]'
    (tmp_path / "over.toml").write_text(
        f'schema = "steppe/1"\nextends = "{BASE}"\n[actors]\npartners = {partners}\n', encoding="utf-8"
    )
    result = steppe("check", "over.toml")
    assert result.returncode == 2
    assert "'hedger.KAZ.alignment.NEW' is missing: Opening alignment shares" in result.stderr


def test_a_folder_that_is_not_there_is_named(steppe: Steppe) -> None:
    result = steppe.compare("-o", "nowhere/out.h5")
    assert result.returncode == 2
    assert "nowhere" in result.stderr


def test_threads_do_not_change_a_byte(steppe: Steppe, tmp_path: Path) -> None:
    for threads in (1, 2, 7):
        assert steppe.compare("-o", f"{threads}.h5", "--threads", threads).returncode == 0
    first = (tmp_path / "1.h5").read_bytes()
    assert (tmp_path / "2.h5").read_bytes() == first
    assert (tmp_path / "7.h5").read_bytes() == first


def test_lanes_do_not_change_a_value(steppe: Steppe, tmp_path: Path) -> None:
    steppe.compare("-o", "native.h5")
    steppe.compare("-o", "one.h5", "--lanes", "1")
    with h5py.File(tmp_path / "native.h5") as native, h5py.File(tmp_path / "one.h5") as one:
        measures = [name for name, item in native.items() if isinstance(item, h5py.Dataset) and item.ndim >= 4]
        assert len(measures) > 20
        for name in measures:
            assert np.array_equal(native[name][()], one[name][()], equal_nan=True), name


def test_ncdump_opens_the_file(steppe: Steppe, tmp_path: Path) -> None:
    steppe.compare("-o", "out.h5")
    dump = subprocess.run(["ncdump", "-h", tmp_path / "out.h5"], capture_output=True, text=True, check=True)
    assert 'alignment:units = "1"' in dump.stdout


def test_an_interrupt_ends_soon_with_a_valid_file(steppe: Steppe, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [steppe.executable, "compare", BASE, "--replicates", "300000", "--no-headline", "-o", "out.h5"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in messages
    with h5py.File(tmp_path / "out.h5") as file:
        states = file["job_state"][:, 0]
        assert (states == 1).any()
        assert (states == 0).any()
        assert not (states == 2).any()


def test_the_reference_pages_are_current(steppe: Steppe) -> None:
    assert steppe("describe", "parameters").stdout == (ROOT / "docs" / "scenario.md").read_text(encoding="utf-8")
    schema = json.loads(steppe("describe", "json-schema").stdout)
    assert schema == json.loads((ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8"))
    of_studies = json.loads(steppe("describe", "study-schema").stdout)
    assert of_studies == json.loads((ROOT / "docs" / "study.schema.json").read_text(encoding="utf-8"))


def incentives_of_the_document() -> list[str]:
    """Ids of the table in docs/model.md 7, in its order."""
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    section = text.split("\n## 7 ", 1)[1].split("\n## 8 ", 1)[0]
    table = section.split("| id | what the article claims", 1)[1].split("\n\n", 1)[0]
    ids = [line.split("|")[1].strip() for line in table.splitlines()[2:]]
    assert len(ids) > 10
    return ids


def test_every_incentive_of_the_article_is_a_switch_of_the_base_scenario(steppe: Steppe) -> None:
    rows = json.loads(steppe("describe", "incentives", "--json").stdout)
    assert [row["id"] for row in rows] == incentives_of_the_document()
    base = BASE.read_text(encoding="utf-8")
    for row in rows:
        assert f"\n{row['id']} = {{ value = true" in base or f"[incentive.{row['id']}]" in base
        off = steppe("check", BASE, "--set", f"incentive.{row['id']}=false")
        assert off.returncode == 0, off.stderr


def test_the_table_of_incentives_is_whole(steppe: Steppe) -> None:
    table = json.loads(steppe("describe", "incentives", BASE, "--json").stdout)
    assert [row["id"] for row in table] == incentives_of_the_document()
    for row in table:
        assert row["on"] is True
        for part in ("statement", "where", "rival", "evidence_for", "evidence_against", "term"):
            assert len(row[part]) > 10, (row["id"], part)
        assert row["parameters"], row["id"]
        assert all(parameter["tag"] in "ELAJD" and parameter["source"] for parameter in row["parameters"])
    text = steppe("describe", "incentives", BASE).stdout
    assert max(map(len, text.splitlines())) <= 135


def test_what_the_article_claims_may_be_nothing(steppe: Steppe) -> None:
    """Effects in G that the article claims may be nothing, by half of their prior; their sizes are disputed."""
    claimed = 0
    for row in json.loads(steppe("describe", "incentives", BASE, "--json").stdout):
        for parameter in row["parameters"]:
            has_range = parameter["range"][0] != parameter["range"][1]
            assert not (parameter["tag"] == "A" and has_range), f"{parameter['key']}: the article gives no sizes"
            if "article" in parameter["source"] and parameter["unit"] == "G" and has_range:
                assert (parameter["tag"], parameter["prior"]) == ("D", "claim"), parameter["key"]
                claimed += 1
    assert claimed > 10


def test_sources_are_all_that_a_scenario_is_read_from(steppe: Steppe, tmp_path: Path) -> None:
    overlay = ROOT / "scenarios" / "rivals" / "R1-own-initiative.toml"
    told = json.loads(steppe("describe", "sources", overlay, "--set", "hedger.KAZ.precision=7.5").stdout)
    assert told["main"] == overlay.name
    assert told["overrides"] == [{"key": "hedger.KAZ.precision", "value": "7.5"}]
    texts = {one["path"]: one["text"] for one in told["files"]}
    assert {overlay.name, "../kazakhstan-2025.toml", "../data/drivers.csv"} <= set(texts)
    for path, text in texts.items():
        assert text.encode() == (overlay.parent / path).read_bytes()
    assert str(ROOT) not in json.dumps(told)
    parameters = {one["key"]: one for one in told["parameters"]}
    assert parameters["hedger.KAZ.precision"]["value"] == 7.5
    assert parameters["incentive.F1"]["kind"] == "switch"
    assert all(one["doc"] and one["unit"] and one["tag"] in "ELAJD" for one in parameters.values())
    for one in told["choices"]:
        assert one["value"] in one["choices"]
    # Read again from these texts alone, the scenario is the same.
    for path, text in texts.items():
        copy = (tmp_path / "a" / path).resolve()
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    again = json.loads(
        steppe("describe", "sources", tmp_path / "a" / overlay.name, "--set", "hedger.KAZ.precision=7.5").stdout
    )
    assert again == told


SCENARIOS = sorted(
    path.relative_to(ROOT / "scenarios")
    for path in (ROOT / "scenarios").rglob("*.toml")
    if path.parent.name != "studies"
)


@pytest.mark.parametrize("name", SCENARIOS, ids=str)
def test_every_scenario_runs_in_every_arm(steppe: Steppe, name: Path) -> None:
    arms = "with_accords,without_accords,endogenous,inducement_only,quiet_deepening"
    result = steppe("compare", ROOT / "scenarios" / name, "--arms", arms, "--replicates", 8, "--months", 14, "--json")
    assert result.returncode == 0, result.stderr
    contrasts = [contrast["contrast"] for contrast in json.loads(result.stdout)["contrasts"]]
    assert contrasts == ["total", "publicity", "substance", "inducement", "interaction"]


def test_rival_readings_have_the_signs_that_they_claim(steppe: Steppe) -> None:
    def effects(name: str) -> dict[str, dict]:
        result = steppe("compare", ROOT / "scenarios" / "rivals" / name, "--replicates", 200, "--months", 60, "--json")
        return {row["outcome"]: row for row in json.loads(result.stdout)["contrasts"][0]["outcomes"]}

    assert effects("R2-inducement-only.toml")["fdi_stock[KAZ]"]["interval_90"][0] > 0
    assert effects("R6-backlash.toml")["coercion[KAZ]"]["interval_90"][0] > 0
    assert effects("R4-balance.toml")["frustration[KAZ]"]["treated_mean"] != 0
    bids = "bids[KAZ, RUS]"
    assert effects("R8-withholding.toml")[bids]["difference"] < effects("R6-backlash.toml")[bids]["difference"]


#: What says who is a member, and nothing else.
MEMBERSHIP = ("status", "has_joined", "has_frozen", "accession_probability", "members")


@pytest.mark.parametrize(
    ("name", "arms"),
    [
        ("R3-no-effect.toml", "with_accords,without_accords"),
        ("R2-inducement-only.toml", "with_accords,inducement_only"),
    ],
)
def test_without_an_effect_of_accession_no_pair_differs(steppe: Steppe, name: str, arms: str) -> None:
    file = ROOT / "scenarios" / "rivals" / name
    result = steppe(
        "compare", file, "--arms", arms, "-n", 64, "--months", 120, "--json"
    )  # none freezes, which cancels deals
    rows = json.loads(result.stdout)["contrasts"][0]["outcomes"]
    assert len(rows) > 90
    moved = {row["outcome"] for row in rows if row["share_positive"] > 0 or row["share_negative"] > 0}
    assert "has_joined[KAZ]" in moved
    assert {outcome.split("[")[0] for outcome in moved} <= set(MEMBERSHIP)


def test_the_landscape_lists_the_blocs_at_rest(steppe: Steppe) -> None:
    minima = json.loads(steppe("landscape", BASE, "--json").stdout)["minima"]
    assert minima[0]["blocs"] == [["RUS", "CHN", "IRN"], ["USA", "ISR"]]
    assert "RUS CHN IRN | USA ISR" in steppe("landscape", BASE).stdout


def test_a_second_run_gives_the_same_answer_whatever_the_folder(steppe: Steppe, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for name in ("a", "b"):
        relative = os.path.relpath(BASE, tmp_path / name)
        result = subprocess.run(
            [steppe.executable, "run", relative, "-n", "8", "--months", "3", "-o", "out.h5"],
            cwd=tmp_path / name,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
    assert (tmp_path / "a" / "out.h5").read_bytes() == (tmp_path / "b" / "out.h5").read_bytes()


def test_the_base_scenario_states_what_the_fit_of_other_states_gives() -> None:
    command = [sys.executable, ROOT / "scenarios" / "data" / "fit_candidates.py", "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
