"""Digests of all values: what they depend on, and the recorded ones, which say that the engine computes what it did."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest
from command_line import BASE, ROOT, Steppe

STUDY = f"""schema = "steppe-study/1"
title = "a small study"
scenario = "{BASE}"
replicates = 20
months = 6
[design]
kind = "lhs"
points = 12
[design.parameters]
"principal.USA.budget" = {{ range = [0.3, 1.7] }}
"""
RECORDED = [
    line.rsplit(maxsplit=1)
    for line in (ROOT / "tests" / "regression" / "digests.txt").read_text().splitlines()
    if line and not line.startswith("#")
]


def digest_of(result: subprocess.CompletedProcess[str]) -> str:
    """The digest that a command printed."""
    assert result.returncode == 0, result.stderr
    (line,) = (line for line in result.stdout.splitlines() if line.startswith("digest "))
    digest = line.removeprefix("digest ")
    assert len(digest) == 32
    return digest


@pytest.mark.parametrize(("command", "digest"), RECORDED, ids=[command for command, _ in RECORDED])
def test_the_engine_computes_what_it_did(engine: Path, command: str, digest: str) -> None:
    steppe, *arguments = shlex.split(command)
    assert steppe == "steppe"
    assert digest_of(Steppe(engine, ROOT)(*arguments, "--quiet")) == digest


def test_every_arm_and_scenario_of_the_cookbook_is_held(steppe: Steppe) -> None:
    commands = " ".join(command for command, _ in RECORDED)
    for scenario in [BASE, *(ROOT / "scenarios" / "cookbook").glob("*.toml")]:
        assert str(scenario.relative_to(ROOT)) in commands
    arms = [arm["name"] for arm in json.loads(steppe("describe", "arms", "--json").stdout)]
    assert len(arms) > 4
    assert [arm for arm in arms if arm not in commands] == []


def test_what_a_file_keeps_changes_nothing(steppe: Steppe) -> None:
    plain = digest_of(steppe.compare("--digest"))
    for number, options in enumerate(
        (
            ["--record", "final"],
            ["--record", "summary"],
            ["--record", "trajectories", "--digits", "3"],
            ["--threads", "1", "--lanes", "1"],
        )
    ):
        assert digest_of(steppe.compare("--digest", "-o", f"{number}.h5", *options)) == plain
    assert json.loads(steppe.compare("--digest", "--json").stdout)["digest"] == plain
    assert "digest" not in json.loads(steppe.compare("--json").stdout)
    assert digest_of(steppe.compare("--digest", "--seed", 2)) != plain


def test_the_order_of_measures_and_arms_changes_nothing(steppe: Steppe) -> None:
    def digest(measures: str, arms: str) -> str:
        return digest_of(
            steppe("run", BASE, "-n", 10, "--months", 6, "--digest", "--measures", measures, "--arms", arms)
        )

    one = digest("welfare,momentum", "with_accords,endogenous")
    assert digest("momentum,welfare", "endogenous,with_accords") == one
    assert digest("welfare", "with_accords,endogenous") != one


def test_a_resumed_run_has_the_digest_of_the_whole(steppe: Steppe) -> None:
    whole = digest_of(steppe.compare("--digest"))
    assert steppe("compare", BASE, "--replicates", 10, "--months", 12, "-o", "a.h5").returncode == 0
    assert digest_of(steppe.compare("--digest", "-o", "a.h5", "--resume")) == whole
    for record in ("final", "summary"):
        refused = steppe.compare("--digest", "-o", "b.h5", "--resume", "--record", record)
        assert refused.returncode == 2
        assert refused.stderr.startswith("--digest: ")
        assert "[C115]" in refused.stderr


def test_digests_of_parts_add_up(steppe: Steppe, tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY)
    whole = digest_of(steppe("sweep", "study.toml", "-o", "whole.h5", "--digest", "--record", "final"))
    parts = [
        digest_of(steppe("sweep", "study.toml", "-o", "parts.h5", "--digest", "--shard", f"{part}/2"))
        for part in (1, 2)
    ]
    assert whole not in parts
    assert f"{sum(int(part, 16) for part in parts) % 2**128:032x}" == whole
    as_json = steppe("sweep", "study.toml", "-o", "json.h5", "--digest", "--json")
    assert json.loads(as_json.stdout) == {"digest": whole}
    refused = steppe("sweep", "study.toml", "-o", "whole.h5", "--digest", "--resume")
    assert refused.returncode == 2
    assert "[C115]" in refused.stderr
