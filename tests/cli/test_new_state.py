"""A new state begins from a draft that runs, and ``steppe check`` says what it still lacks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import jsonschema
import pytest
from command_line import BASE, ROOT, Steppe

if TYPE_CHECKING:
    from pathlib import Path

WARNINGS = {"W101", "W102", "W103", "W104"}


def checked(steppe: Steppe, *arguments: object) -> dict:
    """What ``steppe check --json`` reports of one file."""
    done = steppe("check", *arguments, "--json")
    assert done.returncode == 0, done.stdout
    [report] = json.loads(done.stdout)
    return report


def warned(report: dict) -> dict[str, list[str]]:
    """Keys that warnings are about, by code."""
    return {one["code"]: one["keys"] for one in report["warnings"]}


def test_a_draft_runs_and_its_placeholders_are_counted(steppe: Steppe) -> None:
    done = steppe("new", "Ruritania")
    assert done.returncode == 0, done.stderr
    path = steppe.folder / "Ruritania.toml"
    text = path.read_text(encoding="utf-8")
    report = checked(steppe, path)
    codes = warned(report)
    assert set(codes) == {"W103", "W104"}  # no empty world, and nobody else's sources
    assert len(codes["W103"]) > 40
    assert set(codes["W103"]).isdisjoint(codes["W104"])
    assert all(key.startswith(("hedger.Ruritania.", "principal.", "partner.")) for key in codes["W103"])
    ran = steppe("compare", path, "--replicates", 16, "--months", 12, "--json", "--no-headline")
    assert ran.returncode == 0, ran.stderr
    effects = {row["outcome"]: row["difference"] for row in json.loads(ran.stdout)["contrasts"][0]["outcomes"]}
    assert effects["bids[Ruritania, SPONSOR]"] != 0  # the accord is worth something to somebody
    for kind in ("bids", "threats"):
        assert any(name.startswith(kind) for name in effects)
    assert tomllib.loads(text)["actors"]["hedgers"] == ["Ruritania"]


def test_a_draft_says_all_that_the_declarations_say(steppe: Steppe) -> None:
    steppe("new", "Ruritania")
    text = (steppe.folder / "Ruritania.toml").read_text(encoding="utf-8")
    declared = json.loads(steppe("describe", "parameters", "--json").stdout)
    stated = warned(checked(steppe, "Ruritania.toml"))["W103"]
    for parameter in declared["parameters"]:
        assert parameter["doc"] in text
        pattern = re.sub(r"<\w+>", "*", parameter["key"])
        is_stated = any(re.fullmatch(re.escape(pattern).replace(r"\*", "[^.]+"), key) for key in stated)
        assert is_stated != (f"\n# {pattern} = " in text), pattern
    schema = json.loads((ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(tomllib.loads(text), schema)


def test_a_draft_replaces_nothing_and_refuses_names_that_are_none(steppe: Steppe) -> None:
    path = steppe.folder / "Ruritania.toml"
    path.write_text("mine", encoding="utf-8")
    refused = steppe("new", "Ruritania")
    assert refused.returncode == 2
    assert "O201" in refused.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    assert steppe("new", "Ruritania", "--force").returncode == 0
    assert path.read_text(encoding="utf-8").startswith("# A draft")
    assert steppe("new", "Ruritania", "-o", "other.toml").returncode == 0
    assert (steppe.folder / "other.toml").exists()
    for names in ([], ["one", "two"], ["two words"], ['quo"te'], ["9lives"], ["SPONSOR"]):
        refused = steppe("new", *names)
        assert refused.returncode == 2, names
        assert "C105" in refused.stderr
    assert sorted(one.name for one in steppe.folder.iterdir()) == ["Ruritania.toml", "other.toml"]


@pytest.mark.parametrize(
    ("families", "words"),
    [
        ("principal.*.stake", "nothing is at stake"),
        ("principal.*.budget", "nothing is offered"),
        ("partner.*.sponsorship", "nobody sponsors"),
    ],
)
def test_an_empty_world_is_warned_of(steppe: Steppe, families: str, words: str) -> None:
    [report] = [checked(steppe, BASE, "--origins")]
    assert "W101" not in warned(report)
    first, last = families.split("*")
    keys = [one["key"] for one in report["resolved"]["parameters"]
            if one["key"].startswith(first) and one["key"].endswith(last)]  # fmt: skip
    assert len(keys) > 3
    sets = [
        word
        for key in keys
        for word in ("--set", f"{key}=0", "--set", f"{key}.range=[0, 0]", "--set", f"{key}.prior=fixed")
    ]
    told = steppe("check", BASE, *sets)
    assert told.returncode == 0, told.stderr
    assert words in told.stdout
    assert "[W101]" in told.stdout


def test_sources_of_another_state_are_warned_of(steppe: Steppe, tmp_path: Path) -> None:
    assert "W102" not in warned(checked(steppe, BASE))
    path = tmp_path / "mine.toml"
    lists = 'hedgers = ["AAA"]\ncandidates = []\n'
    alignment = "value = { RUS = 0.3, CHN = 0.2, USA = 0.1, ISR = 0.1, OTH = 0.3 }"
    links = "{ trade = 0.3, energy = 0.3, defence = 0.3, cyber = 0.3, minerals = 0.3, diplomacy = 0.3 }"
    partners = ", ".join(f"{one} = {links}" for one in ("RUS", "CHN", "USA", "ISR", "OTH"))
    evidence = 'unit = "1"\ntag = "J"\nsource = "judgement"\n'
    path.write_text(
        f'schema = "steppe/1"\nextends = "{BASE}"\n[actors]\n{lists}\n[hedger.AAA.alignment]\n{alignment}\n{evidence}'
        f"[hedger.AAA.link]\nvalue = {{ {partners} }}\n{evidence}",
        encoding="utf-8",
    )
    foreign = warned(checked(steppe, path))["W102"]
    assert "drivers.use.capability_base" in foreign  # a series of the state that was left out
    assert "incentive.G1" in foreign  # a source that speaks of it


def test_the_cookbook_states_what_follows_from_its_figures() -> None:
    script = ROOT / "scenarios" / "cookbook" / "derive_cookbook.py"
    done = subprocess.run([sys.executable, script], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "RUS stake" in done.stdout


def test_another_state_of_the_cookbook_runs_and_owes_nothing_to_placeholders(steppe: Steppe) -> None:
    path = ROOT / "scenarios" / "cookbook" / "uzbekistan-alone.toml"
    assert set(warned(checked(steppe, path))) == {"W104"}
    ran = steppe("compare", path, "--replicates", 16, "--months", 12, "--json", "--no-headline")
    assert ran.returncode == 0, ran.stderr
    assert any(row["outcome"] == "welfare[UZB]" for row in json.loads(ran.stdout)["contrasts"][0]["outcomes"])


def test_origins_are_told_as_json(steppe: Steppe) -> None:
    resolved = checked(steppe, BASE, "--origins", "--set", "principal.RUS.budget=0.5")["resolved"]
    rows = {one["key"]: one for one in resolved["parameters"]}
    budget = rows["principal.RUS.budget"]
    assert (budget["value"], budget["unit"], budget["tag"]) == (0.5, "G/year", "J")
    assert budget["origin"]["file"].startswith("--set")
    assert rows["principal.CHN.budget"]["origin"]["line"] > 0
    assert rows["incentive.G1"]["kind"] == "switch"
    assert resolved["actors"]["hedgers"] == ["KAZ"]
    assert "resolved" not in checked(steppe, BASE)


def test_studies_have_a_schema_that_takes_them_and_refuses_what_the_engine_refuses(steppe: Steppe) -> None:
    schema = json.loads(steppe("describe", "study-schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    studies = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "scenarios/studies").glob("*.toml"))
    ]
    studies = [one for one in studies if one["schema"].startswith("steppe-study/")]
    assert len(studies) >= 4
    for study in studies:
        jsonschema.validate(study, schema)
    good = studies[0]
    design = good["design"]
    for bad in (
        {key: value for key, value in good.items() if key != "scenario"},
        {**good, "replicate": 3},
        {**good, "arms": ["with_accord"]},
        {**good, "design": {**design, "kind": "cube"}},
        {**good, "design": {**design, "parameters": {"principal.USA.budget": {"rnge": [0, 1]}}}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)
