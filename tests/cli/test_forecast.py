"""Dated questions with the model's probabilities, sealed: the command forecast."""

import ctypes
import json
import math
import tomllib
from ctypes.util import find_library
from pathlib import Path

import pytest
from command_line import BASE, ROOT, Steppe

REGISTERS = sorted(path for path in (ROOT / "forecasts").glob("*.toml") if not path.stem.endswith(".questions"))
QUESTIONS = """schema = "steppe-questions/1"
title = "Small"
as_of = "2025-11-12"
scenario = "mine.toml"
given = ["joined @ 2025-11"]
rivals = ["rival.toml"]
replicates = 400
least_effective = 20

[[question]]
id = "joins"
text = "Another joins, \\"soon\\"."
event = "peer_joins @ 2026-06 >= 1"
resolution = "An announcement."

[[question]]
id = "oil"
text = "Oil is dear."
event = "oil_price @ 6 > 70"
resolution = "The EIA's monthly mean."
"""


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    for name, more in {
        "mine": "",
        "rival": "[hedger.KAZ]\nsummit_agenda = 0.0\nagenda_rate = 0.001\n",
    }.items():
        text = f'schema = "steppe/1"\nextends = "{BASE}"\ntitle = "{name}"\n'
        (tmp_path / f"{name}.toml").write_text(text + more)
    (tmp_path / "q.toml").write_text(QUESTIONS)
    return tmp_path / "q.toml"


def test_a_register_holds_what_condition_says(steppe: Steppe, tmp_path: Path, asked: Path) -> None:
    result = steppe("forecast", "seal", asked, "-o", "r.toml", "--json")
    assert result.returncode == 0, result.stderr
    register = tomllib.loads((tmp_path / "r.toml").read_text())
    assert [one["id"] for one in register["question"]] == ["joins", "oil"]
    assert register["question"][0]["text"] == 'Another joins, "soon".'
    readings = {one["id"]: one for one in register["reading"]}
    assert list(readings) == ["base", "priors", "rival"]
    assert readings["rival"]["probability"] == []  # it hardly ever joins
    assert json.loads(result.stdout)["questions"][0]["readings"]["rival"] is None
    events = [word for one in register["question"] for word in ("--event", one["event"])]
    words = ("--given", "joined @ 2025-11", *events, "-n", 400, "--months", 8, "--least-effective", 20, "--json", "-q")
    for reading, drawn in (("base", ()), ("priors", ("--draw-priors", "--per-draw", 1))):
        said = json.loads(steppe("condition", "mine.toml", *words, *drawn).stdout)
        assert readings[reading]["matching"] == said["matching"]
        expected = [event["given"]["open"] for event in said["events"]]
        assert readings[reading]["probability"] == [one["value"] for one in expected]
        assert readings[reading]["low"] == [one["interval_90"][0] for one in expected]


def test_a_register_is_regenerated_bit_for_bit(steppe: Steppe, tmp_path: Path, asked: Path) -> None:
    (tmp_path / "forecasts").mkdir()
    for threads, name in ((1, "a"), (3, "b")):
        words = ("-j", threads, "-o", f"forecasts/{name}.toml", "-q")
        assert steppe("forecast", "seal", asked.name, *words).returncode == 0
    a, b = (tmp_path / "forecasts" / f"{name}.toml" for name in "ab")
    assert a.read_bytes() == b.read_bytes()
    assert tomllib.loads(a.read_text())["scenario"] == "../mine.toml"
    result = steppe("forecast", "verify", a, b, "-q")
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("the seal holds; every number is regenerated, bit for bit") == 2


def test_an_edited_register_is_refused(steppe: Steppe, tmp_path: Path, asked: Path) -> None:
    assert steppe("forecast", "seal", asked, "-o", "r.toml", "-q").returncode == 0
    text = (tmp_path / "r.toml").read_text()
    (tmp_path / "edited.toml").write_text(text.replace("> 70", "> 71"))
    (tmp_path / "bare.toml").write_text(text[: text.index("[seal]")])
    result = steppe("forecast", "verify", "r.toml", "edited.toml", "bare.toml")
    assert result.returncode == 2
    assert "edited.toml: was changed after it was sealed" in result.stderr
    assert "bare.toml: is not sealed: it does not end in a seal [P103]" in result.stderr
    assert steppe("forecast", "seal", asked, "-o", "r.toml").returncode == 2  # never replaced by the way
    assert (tmp_path / "r.toml").read_text() == text


class Checksum(ctypes.Structure):
    """XXH3 of 128 bits."""

    _fields_ = (("low", ctypes.c_uint64), ("high", ctypes.c_uint64))


def seal_of(text: str) -> str:
    library = ctypes.CDLL(find_library("xxhash"))
    library.XXH3_128bits.restype = Checksum
    raw = text.encode()
    found = library.XXH3_128bits(raw, ctypes.c_size_t(len(raw)))
    return f'[seal]\nchecksum = "{found.high:016x}{found.low:016x}"\n'


def test_numbers_that_the_model_does_not_give_are_found_behind_a_seal(
    steppe: Steppe, tmp_path: Path, asked: Path
) -> None:
    assert steppe("forecast", "seal", asked, "-o", "r.toml", "-q").returncode == 0
    text = (tmp_path / "r.toml").read_text()
    body = text[: text.index("[seal]")]
    assert text == body + seal_of(body)
    matching = tomllib.loads(text)["reading"][0]["matching"]
    forged = body.replace(f"matching = {matching}", f"matching = {matching + 1}", 1)
    (tmp_path / "forged.toml").write_text(forged + seal_of(forged))
    result = steppe("forecast", "verify", "forged.toml", "-q")
    assert result.returncode == 2
    assert "its seal holds, but its model gives other numbers or words than it has [P104]" in result.stderr


def test_another_model_is_told_with_the_commit_that_sealed(steppe: Steppe, tmp_path: Path, asked: Path) -> None:
    assert steppe("forecast", "seal", asked, "-o", "r.toml", "-q").returncode == 0
    commit = tomllib.loads((tmp_path / "r.toml").read_text())["git_commit"]
    with (tmp_path / "mine.toml").open("a") as scenario:
        scenario.write("[hedger.KAZ]\nprecision = 11.0\n")
    result = steppe("forecast", "verify", "r.toml", "--json", "-q")
    assert result.returncode == 0, result.stderr
    (told,) = json.loads(result.stdout)
    assert told["sealed"] is True
    assert told["regenerated"] is False
    assert told["git_commit"] == commit
    (tmp_path / "mine.toml").unlink()
    gone = steppe("forecast", "verify", "r.toml", "-q")
    assert gone.returncode == 0
    assert f"commit {commit}" in gone.stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('schema = "steppe-questions/1"', 'schema = "x"', 'expected schema = "steppe-questions/1" [S113]'),
        ("2025-11-12", "2025-11-31", "as_of = '2025-11-31' is no day, such as 2025-11-12 [P101]"),
        ('id = "oil"', 'id = "joins"', "another question is called 'joins' too [P102]"),
        ('resolution = "An announcement."\n', "", "'resolution' is missing [P101]"),
        ("replicates = 400", "replicate = 400", "did you mean 'replicates'"),
        ("peer_joins @ 2026-06", "peer_join @ 2026-06", "did you mean 'peer_joins'? [E102]"),
        ("> 70", "= 70 +- 3", "an event either comes or does not"),
        ("mine.toml", "none.toml", "none.toml"),
    ],
)
def test_questions_at_fault_are_refused(steppe: Steppe, asked: Path, old: str, new: str, told: str) -> None:
    asked.write_text(QUESTIONS.replace(old, new))
    result = steppe("forecast", "seal", asked, "-o", "r.toml")
    assert result.returncode == 2
    assert told in result.stderr
    assert not (steppe.folder / "r.toml").exists()


def test_what_is_neither_seal_nor_verify_is_refused(steppe: Steppe) -> None:
    result = steppe("forecast", "veryfy", "r.toml")
    assert result.returncode == 2
    assert "expected 'seal', 'verify' or 'score', got 'veryfy'; did you mean 'verify'? [C101]" in result.stderr


@pytest.mark.parametrize("register", REGISTERS, ids=lambda path: path.name)
def test_shipped_registers_keep_their_seals(steppe: Steppe, register: Path) -> None:
    result = steppe("forecast", "verify", "--seal-only", register)
    assert result.returncode == 0, result.stderr
    assert "the seal holds; nothing was regenerated" in result.stdout
    held = tomllib.loads(register.read_text(encoding="utf-8"))
    asked = tomllib.loads(register.with_suffix(".questions.toml").read_text(encoding="utf-8"))
    assert held["question"] == asked["question"]
    assert held["as_of"] == asked["as_of"] == "2025-11-12"


RESOLUTIONS = """register,question,date,outcome,base_rate,persistence,source
r,oil,2026-05-31,1,0.25,0,EIA
r,joins,2026-06-30,0,,0,no announcement
"""


def test_scores_are_those_of_what_was_said(steppe: Steppe, tmp_path: Path, asked: Path) -> None:
    (tmp_path / "registers").mkdir()
    result = steppe("forecast", "seal", asked, "-o", "registers/r.toml")
    assert result.returncode == 0, result.stderr
    (tmp_path / "res.csv").write_text(RESOLUTIONS)
    words = ("forecast", "score", "registers", "--resolutions", "res.csv")
    (score,) = json.loads(steppe(*words, "--json").stdout)
    register = tomllib.loads((tmp_path / "registers" / "r.toml").read_text())
    said = {one["id"]: one for one in register["reading"]}
    readings = {one["reading"]: one for one in score["readings"]}
    assert [one["question"] for one in score["resolved"]] == ["oil", "joins"]
    assert not score["retrospective"]
    joins, oil = said["base"]["probability"]
    assert readings["base"]["brier"] == pytest.approx(((1 - oil) ** 2 + joins**2) / 2)
    assert readings["base"]["against_base_rate"]["skill"] == pytest.approx(1 - (1 - oil) ** 2 / 0.75**2)
    assert readings["base"]["against_persistence"]["skill"] == pytest.approx(1 - ((1 - oil) ** 2 + joins**2) / 1)
    assert readings["base"]["log_bayes_factor"] == [0, 0]
    assert readings["rival"]["scored"] == 0  # it said nothing
    assert readings["rival"]["brier"] is None

    def evidence(reading: str) -> list[float]:
        size = said[reading]["effective_size"]
        held = [(one * size + 0.5) / (size + 1) for one in said[reading]["probability"]]
        return [math.log(held[1]), math.log(held[1]) + math.log(1 - held[0])]

    expected = [a - b for a, b in zip(evidence("priors"), evidence("base"), strict=True)]
    assert readings["priors"]["log_bayes_factor"] == pytest.approx(expected)
    assert "2 of 2 questions resolved" in steppe(*words).stdout


def test_every_fault_of_resolutions_is_told(steppe: Steppe, tmp_path: Path) -> None:
    (tmp_path / "res.csv").write_text(
        RESOLUTIONS.splitlines()[0]
        + "\nkazakhstan-2052,oil-2026,2026-12-01,1,,,EIA\nkazakhstan-2025,oil-2062,2026-12-01,1,,,EIA\n"
        "kazakhstan-2025,oil-2026,2025-11-01,1,,,EIA\n"
    )
    result = steppe("forecast", "score", ROOT / "forecasts", "--resolutions", "res.csv")
    assert result.returncode == 2
    assert "there is no register 'kazakhstan-2052'; did you mean 'kazakhstan-2025'? [P105]" in result.stderr
    assert "'kazakhstan-2025' asks no 'oil-2062'; did you mean 'oil-2026'? [P105]" in result.stderr
    assert "was decided on 2025-11-01, when its register knew all up to 2025-11-12 [P105]" in result.stderr
    (tmp_path / "res.csv").write_text(RESOLUTIONS.replace(",1,0.25,", ",2,1.5,").replace("2026-06-30", "June"))
    result = steppe("forecast", "score", ROOT / "forecasts", "--resolutions", "res.csv")
    assert result.stderr.count("[P105]") == 3


def test_shipped_registers_are_scored_by_their_resolutions(steppe: Steppe) -> None:
    done = steppe("forecast", "score", ROOT / "forecasts", "--resolutions", ROOT / "forecasts/resolutions.csv")
    assert done.returncode == 0, done.stderr
    folder = ROOT / "forecasts/retrospective"
    done = steppe("forecast", "score", folder, "--resolutions", folder / "resolutions.csv")
    assert done.returncode == 0, done.stderr
    assert "oil-2021 (retrospective)" in done.stdout
    assert "10 of 10 questions resolved" in done.stdout
