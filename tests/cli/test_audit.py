"""Does every mechanism move something: the command audit, and what it finds in the scenarios that are shipped."""

import json
import os
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from command_line import BASE, ROOT, Steppe

SHIPPED = [BASE, *sorted((ROOT / "scenarios" / "cookbook").glob("*.toml"))]
FEW = 4
# What few pairs do not show: it acts in rare months.
RARE = {
    "principal.EUU.war_budget_factor",
    "cascade.neighbour_effect",
    *(f"candidate.{state}.novelty" for state in ("UZB", "TJK")),  # once it has joined
}
# The same in one scenario, where the war acts through Russia's purse alone.
RARE_THERE = {
    "uzbekistan-alone": {
        *("war.active_to_settled", "war.armistice_to_active", "war.armistice_to_settled", "war.settled_to_active")
    }
}
INCENTIVES = ("F1", "F2", "F3", "F4", "F5", "G1", "G2", "G3", "G4", "I1", "T1", "S1", "P1", "L1")
ROUTE = "nothing passes through the route"


def stated(value: object, unit: str, more: str = "") -> str:
    word = str(value).lower() if isinstance(value, bool) else value
    return f'{{ value = {word}, unit = "{unit}", tag = "J", source = "test"{more} }}'


def small_scenario(*, share: float, of_onset: str = "", reasons: str = "") -> str:
    """One hedger and two powers; disturbances of the route matter as far as exports of oil pass through it.

    Only what the table of reasons names, and the rate of disturbances where ``share`` is 0, moves nothing.
    """
    off = "\n".join(f"{name} = {stated(value=False, unit='1')}" for name in INCENTIVES)
    return f"""schema = "steppe/1"
title = "a small world"

[run]
start = "2025-11"
months = 24
seed = 3

[calendar]
first_election = "2026-11"
administration_ends = "2029-02"
first_summit = "2025-11"

[actors]
hedgers = ["HOM"]
principals = ["ALP", "BET"]
partners = ["ALP", "BET", "OTH"]
candidates = []
groups = []
channels = ["trade"]

[incentive]
{off}

[game]
announced_deals_stand = {stated(value=False, unit="1", more=', inert = "no deals are announced"')}

[hedger.HOM]
oil_share = {stated(0.5, "1")}
route_share = {stated(1.0, "1")}
transit_share = {stated(share, "1")}
pull_volatility = {stated(0.2, "G/month^0.5")}

[hedger.HOM.alignment]
value = {{ ALP = 0.4, BET = 0.3, OTH = 0.3 }}
unit = "1"
tag = "J"
source = "test"

[principal.ALP]
stake = {stated(1.5, "G", ", range = [0.2, 3.0]")}
budget = {stated(0.6, "G/year")}
threat_capacity = {stated(1.5, "G")}
threat_rate = {stated(0.5, "1/month")}

[principal.BET]
stake = {stated(1.0, "G")}
budget = {stated(0.4, "G/year")}

[transit]
onset = {stated(0.2, "1/month")}
onset_in_war = {stated(0.2, "1/month", ", range = [0.0, 0.6]" + of_onset)}

[inert]
shock.conflict = "the small world has no accord to speak of"
shock.war = "none of its powers is at war"
shock.tension = "no power minds it"
shock.minerals = "no power wants minerals"
shock.volume = "exports of oil stay what they are"
shock.growth = "no economy grows"
shock.trade = "shares of trade do not walk"
{reasons}
"""


def audit_small(
    steppe: Steppe, *words: object, pairs: int = 64, **settings: object
) -> tuple[CompletedProcess[str], dict]:
    (steppe.folder / "small.toml").write_text(small_scenario(**settings), encoding="utf-8")
    done = steppe("audit", "small.toml", "-n", pairs, "-q", "--json", *words)
    assert done.returncode in {0, 5}, done.stderr
    return done, json.loads(done.stdout)


def check_of(found: dict, identifier: str) -> dict:
    return next(check for check in found["checks"] if check["id"] == identifier)


def test_what_moves_nothing_fails_the_audit_until_the_scenario_says_why(steppe: Steppe) -> None:
    done, found = audit_small(steppe, share=0.0)
    assert done.returncode == 5
    assert found["passed"] is False
    check = check_of(found, "transit.onset_in_war")
    assert check["moves"] is False
    assert check["differs"] is False
    assert check["by_design"] is None
    assert check_of(found, "shock.route")["moves"] is False

    why = f', inert = "{ROUTE}"'
    route = f'shock.route = "{ROUTE}"'
    done, found = audit_small(steppe, share=0.0, of_onset=why, reasons=route)
    inert = [check["id"] for check in found["checks"] if not check["moves"] and not check["by_design"]]
    assert inert == []
    assert done.returncode == 0
    assert check_of(found, "transit.onset_in_war")["by_design"] == ROUTE
    assert check_of(found, "shock.route")["by_design"] == ROUTE


def test_what_moves_something_is_shown_with_its_interval_and_a_reason_is_stale(steppe: Steppe) -> None:
    done, found = audit_small(steppe, share=0.5, of_onset=f', inert = "{ROUTE}"')
    assert done.returncode == 0, found
    check = check_of(found, "transit.onset_in_war")
    assert check["kind"] == "parameter"
    assert check["moves"] is True
    assert check["low"] < check["change"] < check["high"]
    assert check["low"] * check["high"] > 0, "the interval of a change that counts excludes 0"
    assert check["errors"] is None or check["errors"] >= check["bound"] >= 3
    assert check["deviations"] >= 0.01
    assert found["stale"] == ["transit.onset_in_war"]
    route = check_of(found, "shock.route")
    assert route["outcome"] == "receipts[HOM]"
    assert route["change"] < 0, "a route that is always disturbed costs receipts"
    means = check_of(found, "principal.ALP.stake")
    assert (means["kind"], means["moves"]) == ("means", True)
    told = steppe("audit", "small.toml", "-n", 64, "-q")
    assert told.returncode == 0
    assert "warning: a reason is stated, and is not true any more: transit.onset_in_war" in told.stdout


def test_the_answer_does_not_depend_on_threads_or_lanes(steppe: Steppe) -> None:
    one, _ = audit_small(steppe, "--threads", 1, share=0.5, pairs=9)
    three, _ = audit_small(steppe, "--threads", 3, share=0.5, pairs=9)
    reference, _ = audit_small(steppe, "--lanes", 1, share=0.5, pairs=9)
    assert one.stdout == three.stdout == reference.stdout


def test_commands_say_that_a_key_is_inert(steppe: Steppe) -> None:
    why = f', inert = "{ROUTE}"'
    (steppe.folder / "small.toml").write_text(small_scenario(share=0.0, of_onset=why), encoding="utf-8")
    changed = ("--set", "transit.onset_in_war=0.3", "--set", "minerals.volatility=0.2", "-n", 2, "--months", 2)
    for command in ("run", "compare"):
        done = steppe(command, "small.toml", *changed)
        assert done.returncode == 0, done.stderr
        said = (
            "note: no outcome depends on transit.onset_in_war in this scenario, in the mean, as it says: nothing passes"
        )
        assert f"{said} through the route" in done.stderr
        assert "note: minerals.volatility is part of shock.minerals, which moves no outcome" in done.stderr
        assert "note:" not in steppe(command, "small.toml", *changed, "-q").stderr
        assert "note:" not in steppe(command, "small.toml", "-n", 2, "--months", 2).stderr
    (steppe.folder / "study.toml").write_text(
        'schema = "steppe-study/1"\nscenario = "small.toml"\ntitle = "t"\n[design]\nkind = "grid"\n'
        '[design.parameters]\n"transit.onset_in_war" = { values = [0.1, 0.2] }\n',
        encoding="utf-8",
    )
    swept = steppe("sweep", "study.toml", "-n", 2, "--months", 2, "-o", "out.h5")
    assert swept.returncode == 0, swept.stderr
    assert "note: no outcome depends on transit.onset_in_war" in swept.stderr


def test_faults_of_reasons_are_told(steppe: Steppe) -> None:
    (steppe.folder / "small.toml").write_text(
        small_scenario(share=0.0, of_onset=', inert = ""', reasons='shock.rout = "misspelt"'), encoding="utf-8"
    )
    done = steppe("check", "small.toml")
    assert done.returncode == 2
    assert "no reason is given why transit.onset_in_war is inert [S123]" in done.stderr
    assert "did you mean 'route'? [S102]" in done.stderr
    assert steppe("audit", BASE, "-n", 1).returncode == 2


def test_check_shows_reasons(steppe: Steppe) -> None:
    (steppe.folder / "small.toml").write_text(
        small_scenario(share=0.0, of_onset=', inert = "nothing passes"'), encoding="utf-8"
    )
    told = steppe("check", "small.toml", "--origins").stdout
    shown = next(line for line in told.splitlines() if line.startswith("transit.onset_in_war = "))
    assert "inert: nothing passes" in shown
    assert "inert.shock.war = 'none of its powers is at war'" in told


def audit_shipped(steppe: Steppe, path: Path, pairs: int) -> dict:
    done = steppe("audit", path, "-n", pairs, "-q", "--json", timeout=7200)
    assert done.returncode in {0, 5}, done.stderr
    found = json.loads(done.stdout)
    assert found["passed"] == (done.returncode == 0)
    assert {check["kind"] for check in found["checks"]} >= {"strategy", "incentive", "means", "shock", "parameter"}
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_mechanism_of_a_shipped_scenario_is_idle_without_a_reason(steppe: Steppe, path: Path) -> None:
    """So few pairs do not tell small changes from none; but no change of any bit in any run is none."""
    found = audit_shipped(steppe, path, FEW)
    idle = {check["id"] for check in found["checks"] if not check["by_design"] and not check.get("differs", True)}
    assert idle <= RARE | RARE_THERE.get(path.stem, set())


@pytest.mark.skipif("STEPPE_AUDIT_PAIRS" not in os.environ, reason="minutes: ./dev test --all asks for it")
def test_nothing_in_the_base_scenario_is_inert_without_a_reason(steppe: Steppe) -> None:
    found = audit_shipped(steppe, BASE, int(os.environ["STEPPE_AUDIT_PAIRS"]))
    inert = {check["id"] for check in found["checks"] if not check["by_design"] and not check["moves"]}
    assert inert == set()
    assert found["stale"] == []
