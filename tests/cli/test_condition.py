"""What the accord changed given what is known: the command condition."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import steppe as analysis
from command_line import BASE, Steppe

SMALL = ("-n", 400, "--months", 14, "-q")
ALWAYS = ("--given", "not joined before 2025-11")
JOINED = ("--given", "joined[KAZ] @ 2025-11", "--least-effective", 10)


def told(steppe: Steppe, *words: object) -> Any:  # noqa: ANN401
    result = steppe(*words, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_evidence_that_always_holds_gives_what_a_comparison_gives(
    steppe: Steppe,
) -> None:
    given = told(steppe, "condition", BASE, *ALWAYS, *SMALL)
    (pair,) = told(steppe, "compare", BASE, "--arms", "endogenous,without_accords", *SMALL)["contrasts"]
    assert given["matching"] == given["pairs"] == given["effective_size"] == 400
    rows = {row["outcome"]: row for row in pair["outcomes"]}
    assert [row["outcome"] for row in given["outcomes"]] == list(rows)
    for row in given["outcomes"]:
        compared = rows[row["outcome"]]
        for population in ("all", "given"):
            found = row[population]
            assert found["mean"] == compared["difference"], row["outcome"]
            assert found["endogenous_mean"] == compared["treated_mean"]
            assert found["pairs"] == 400
            for key in ("standard_error", "share_positive", "share_negative"):
                assert found[key] == pytest.approx(compared[key], rel=1e-10, abs=1e-15), (row["outcome"], key)
            for key in ("interval_90", "spread_5_95"):
                assert found[key] == pytest.approx(compared[key], rel=1e-9, abs=1e-12), (row["outcome"], key)


@pytest.mark.parametrize("priors", [(), ("--draw-priors", "--per-draw", 4)])
def test_what_matches_is_what_the_months_of_a_comparison_say(
    steppe: Steppe, tmp_path: Path, priors: tuple[object, ...]
) -> None:
    """Evidence, effects, necessity, sufficiency and the later joining, computed again from every month of every run."""
    event = ("--event", "peer_joins @ 14 >= 1", "--event", "welfare @ 14 > 0")
    given = told(steppe, "condition", BASE, *JOINED, *event, *SMALL, *priors, "-o", "c.h5")
    arms = ("--arms", "endogenous,without_accords", "--record", "trajectories")
    assert steppe("compare", BASE, *arms, *SMALL, *priors, "-o", "months.h5").returncode == 0
    with (
        analysis.open(tmp_path / "months.h5") as months,
        analysis.open(tmp_path / "c.h5") as file,
    ):
        both = months.load()
        matches = analysis.condition.matches(file, "welfare[KAZ]")
        table = analysis.condition.effects(file, ["welfare"]).set_index("population")
    run, twin = both.sel(arm="endogenous"), both.sel(arm="without_accords")
    joined = run["has_joined"].sel(hedger="KAZ").transpose("replicate", "time").to_numpy() > 0.5
    first = joined[:, 0]
    assert matches.index.tolist() == np.flatnonzero(first).tolist()
    assert given["matching"] == first.sum() > 20
    gains = (run["welfare"] - twin["welfare"]).sel(hedger="KAZ").astype(float).sum("time").to_numpy()
    assert table.loc["given", "difference"] == pytest.approx(gains[first].mean(), rel=1e-4)
    for answer, name in zip(given["events"], ("peer_joins", "welfare"), strict=True):
        last = both[name].isel(time=-1).squeeze()
        came = last.transpose("arm", "replicate").to_numpy() >= (1 if name == "peer_joins" else np.nextafter(0, 1))
        opened, closed = came[:, first]
        for key, having, among in (
            ("open", opened, np.ones_like(opened)),
            ("necessity", ~closed, opened),
            ("sufficiency", opened, ~closed),
            ("prevented", ~opened & closed, np.ones_like(opened)),
        ):
            expected = (having & among).sum() / among.sum() if among.any() else None
            assert answer["given"][key]["value"] == pytest.approx(expected), (name, key)
    hazard = run["accession_probability"].sel(hedger="KAZ").isel(time=0).to_numpy().astype(float)
    (anyway,) = given["joined_anyway"]
    assert anyway["chance_given"]["value"] == pytest.approx(hazard[first].mean(), rel=1e-6)
    assert anyway["chance_all"]["value"] == pytest.approx(hazard.mean(), rel=1e-6)
    odds = (hazard / (1 - hazard))[~first]
    for row, month in zip(anyway["joined_later"], (12, 13), strict=True):
        assert row["months_after"] == month
        later = joined[~first, month]
        assert row["value"] == pytest.approx((odds * later).sum() / odds.sum(), rel=1e-6)


def test_a_reading_with_an_error_weighs_runs(steppe: Steppe, tmp_path: Path) -> None:
    """Given as a condition and as a row of a file it is the same."""
    (tmp_path / "seen.csv").write_text("month,measure,of,value,error,unit\n2026-04,oil_price,,80,6,USD/bbl\n")
    by_file = told(steppe, "condition", BASE, "--observations", "seen.csv", *SMALL, "-o", "c.h5")
    by_word = told(steppe, "condition", BASE, "--given", "oil_price @ 6 = 80 +- 6", *SMALL)
    assert by_file["outcomes"] == by_word["outcomes"]
    assert steppe("run", BASE, *SMALL, "--record", "trajectories", "-o", "r.h5").returncode == 0
    with (
        analysis.open(tmp_path / "r.h5") as run,
        analysis.open(tmp_path / "c.h5") as file,
    ):
        oil = run["oil_price"].isel(time=5).squeeze().to_numpy().astype(float)
        weights = np.exp(-0.5 * ((oil - 80) / 6) ** 2)
        assert file["weight"].to_numpy() == pytest.approx((weights / weights.max())[weights > 0], rel=1e-9)
    assert by_file["effective_size"] == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert by_file["evidence"] == [{"condition": "oil_price @ 2026-04 = 80 +- 6", "certain": False, "runs": 400}]


def test_the_file_does_not_depend_on_threads_or_lanes(steppe: Steppe, tmp_path: Path) -> None:
    noisy = ("--given", "tension @ 3 = 0.4 +- 0.2", "--event", "peer_joins @ 9 >= 1")
    for name, words in {"a": ("-j", 1), "b": ("-j", 3)}.items():
        result = steppe("condition", BASE, *JOINED, *noisy, *SMALL, *words, "-o", f"{name}.h5")
        assert result.returncode == 0, result.stderr
    assert (tmp_path / "a.h5").read_bytes() == (tmp_path / "b.h5").read_bytes()
    single = told(steppe, "condition", BASE, *JOINED, *noisy, *SMALL, "--lanes", 1)
    assert single == told(steppe, "condition", BASE, *JOINED, *noisy, *SMALL)


def test_a_match_does_not_depend_on_how_many_runs_there_are(steppe: Steppe, tmp_path: Path) -> None:
    for count in (300, 400):
        words = ("-n", count, "--months", 14, "-q", "-o", f"{count}.h5")
        assert steppe("condition", BASE, *JOINED, *words).returncode == 0
    with (
        analysis.open(tmp_path / "300.h5") as few,
        analysis.open(tmp_path / "400.h5") as many,
    ):
        kept = many.isel(match=slice(few.sizes["match"]))
        assert (kept["match"] == few["match"]).all()
        for name in ("weight", "endogenous", "without_accords"):
            assert kept[name].to_numpy().tobytes() == few[name].to_numpy().tobytes()


def test_the_table_is_short_and_says_what_was_asked(steppe: Steppe) -> None:
    result = steppe("condition", BASE, *JOINED, "--event", "peer_joins @ 14 >= 1", *SMALL)
    assert result.returncode == 0, result.stderr
    for words in (
        "joined[KAZ] @ 2025-11",
        "effective sample size",
        "Would KAZ have joined anyway? (2025-11)",
        "by 2026-11 with probability",
        "welfare[KAZ] (G)",
        "Event: peer_joins @ 14 >= 1",
        "necessary",
    ):
        assert words in result.stdout
    lines = result.stdout.splitlines()
    assert len(lines) < 45
    assert max(map(len, lines)) <= 130


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ((), "nothing is known: give --given CONDITION or --observations CSV [C116]"),
        (
            ("--given", "jioned @ 2025-11"),
            "unknown measure 'jioned'; did you mean 'joined'? [E102]",
        ),
        (("--given", "joined[RUS] @ 2025-11"), "'RUS' is no hedger: these are KAZ"),
        (
            ("--given", "joined by 2040-01"),
            "is outside the run, which goes from 2025-11 (1) to 2026-12 (14) [E104]",
        ),
        (("--given", "oil_price @ 2 ~ 3"), "cannot read '~ 3'"),
        (
            (*ALWAYS, "--event", "oil_price @ 2 = 60 +- 3"),
            "an event either comes or does not",
        ),
        (("--observations", "none.csv"), "none.csv"),
        ((*ALWAYS, "--measures", "welfre"), "did you mean 'welfare'? [C104]"),
        (
            ("--given", "oil_price @ 2 > 900"),
            "'oil_price @ 2 > 900': holds in none of 400 runs [E111]",
        ),
        (("--given", "joined @ 1"), "below the 100 asked for (--least-effective); -n"),
    ],
)
def test_what_cannot_be_answered_is_refused_and_leaves_nothing(
    steppe: Steppe, tmp_path: Path, words: tuple[str, ...], what: str
) -> None:
    result = steppe("condition", BASE, *words, *SMALL, "-o", "c.h5")
    assert result.returncode == 2, result.stdout
    assert what in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_fault_is_told_at_once(steppe: Steppe, tmp_path: Path) -> None:
    (tmp_path / "seen.csv").write_text("month,measure,of,value,error,unit\n1999-01,oil_price,,x,6,USD\n")
    words = (
        "--given",
        "joined @ 0",
        "--given",
        "welfre @ 1 > 2",
        "--event",
        "not",
        "--observations",
        "seen.csv",
    )
    result = steppe("condition", BASE, *words, *SMALL)
    assert result.returncode == 2
    assert [line.rsplit("[", 1)[1] for line in result.stderr.splitlines()] == [
        "E101]", "E104]", "E102]", "E104]", "E105]", "E109]"
    ]  # fmt: skip
    assert "seen.csv:2:1: month 1999-01 is outside the run" in result.stderr


def test_the_observations_are_not_replaced(steppe: Steppe, tmp_path: Path) -> None:
    seen = tmp_path / "seen.csv"
    seen.write_text("month,measure,of,value,error,unit\n2,oil_price,,60,6,USD/bbl\n")
    before = seen.read_text()
    result = steppe("condition", BASE, "--observations", seen, *SMALL, "-o", seen, "--force")
    assert result.returncode == 2
    assert "[O204]" in result.stderr
    assert seen.read_text() == before
