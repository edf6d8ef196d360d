"""`steppe levers`: what moves an effect, turns its sign and should be measured first."""

import json

import h5py
import pytest
from command_line import BASE, ROOT, Steppe

SMALL = ("-n", 4, "--months", 6, "--prior-draws", 300)
TWO_HEDGERS = ROOT / "scenarios" / "cookbook" / "two-hedgers.toml"


def told(steppe: Steppe, *arguments: object, scenario: object = BASE) -> dict:
    done = steppe("levers", scenario, *SMALL, "--json", "-q", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_tells_every_lever_the_strongest_first(steppe: Steppe) -> None:
    found = told(steppe)
    assert (found["outcome"], found["unit"], found["better"]) == ("welfare[KAZ]", "G", 1)
    assert (found["pairs"], found["search_pairs"], found["over_priors"]["draws"]) == (4, 16, 300)
    assert len(found["levers"]) > 350
    changes = [
        max(abs(lever[end]["mean"]) if lever[end] else 0.0 for end in ("change_at_low", "change_at_high"))
        for lever in found["levers"]
    ]
    assert changes == sorted(changes, reverse=True)
    inert = [lever for lever in found["levers"] if lever["standing"] == "inert"]
    assert {lever["inert"]["kind"] for lever in inert} <= {"alike", "elsewhere", "switched_off", "masked", "no_path"}
    assert any(lever["inert"]["reason"] for lever in inert)
    assert {belief["kind"] for belief in found["beliefs"]} == {"parameter", "subject", "tag", "everything"}
    assert len(found["break_even"]["effects"]) == 7


def test_the_answer_does_not_depend_on_threads_or_lanes(steppe: Steppe) -> None:
    assert told(steppe, "-j", 1) == told(steppe, "-j", 3, "--lanes", 1)


def test_the_text_fits_a_screen(steppe: Steppe) -> None:
    done = steppe("levers", BASE, *SMALL, "-q")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) <= 46
    assert max(map(len, lines)) <= 100
    assert lines[0].startswith("What moves welfare[KAZ] (G) in the model")


def test_another_outcome_of_another_hedger(steppe: Steppe) -> None:
    found = told(steppe, "--outcome", "coercion[UZB]", scenario=TWO_HEDGERS)
    assert (found["outcome"], found["better"]) == ("coercion[UZB]", -1)


def test_the_file_holds_what_is_told_and_is_not_overwritten(steppe: Steppe) -> None:
    found = told(steppe, "-o", "out.h5")
    with h5py.File(steppe.folder / "out.h5") as file:
        assert file.attrs["record"] == b"levers"
        keys = [key.decode() for key in file["lever"][()]]
        ends = dict(zip(keys, file["effect_at_end"][()], strict=True))
    for lever in found["levers"]:
        if lever["at_low"] and lever["at_high"]:
            assert tuple(ends[lever["parameter"]]) == (lever["at_low"]["mean"], lever["at_high"]["mean"])
    again = steppe("levers", BASE, *SMALL, "-o", "out.h5", "-q")
    assert again.returncode == 2
    assert "O201" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("--outcome", "welfair"), "unknown outcome 'welfair'"),
        (("-n", 1), "levers need two pairs or more"),
        (("--prior-draws", "x"), "--prior-draws"),
        (("--resume",), "needs an output file"),
    ],
)
def test_faults_are_told_before_anything_runs(steppe: Steppe, arguments: tuple[object, ...], fault: str) -> None:
    done = steppe("levers", BASE, *arguments)
    assert done.returncode == 2
    assert fault in done.stderr
    assert done.stdout == ""
