"""What a run keeps, and how it goes on after an interrupt, as a user sees it."""

import json
import re
import signal
import subprocess
import time
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import steppe as analysis
from command_line import BASE, Steppe, wait_until_under_way
from steppe.report.page import build_report

ARMS = ("--arms", "with_accords,without_accords,quiet_deepening,inducement_only")


def compare(steppe: Steppe, *arguments: object, replicates: int = 24) -> subprocess.CompletedProcess[str]:
    return steppe("compare", BASE, "--months", 12, "--replicates", replicates, *arguments)


@pytest.fixture
def recorded(steppe: Steppe, tmp_path: Path) -> dict[str, Path]:
    """The same run with everything, outcomes only and statistics only."""
    files = {}
    for how in ("trajectories", "final", "summary"):
        files[how] = tmp_path / f"{how}.h5"
        result = compare(steppe, "--record", how, "-o", files[how], *ARMS, replicates=150)
        assert result.returncode == 0, result.stderr
    return files


def test_outcomes_are_those_of_the_trajectories(recorded: dict[str, Path]) -> None:
    with analysis.open(recorded["trajectories"]) as whole, analysis.open(recorded["final"]) as final:
        ours = analysis.compare.outcomes(whole)
        theirs = analysis.compare.outcomes(final)
        assert list(ours["outcome"].values) == list(theirs["outcome"].values)
        for name in ("measure", "hedger", "element", "long_name", "unit", "reduction"):
            assert list(ours[name].values) == list(theirs[name].values), name
        np.testing.assert_allclose(
            ours.transpose("arm", "replicate", "outcome"), theirs.transpose("arm", "replicate", "outcome"), rtol=1e-12
        )


@pytest.mark.parametrize(
    ("treated", "control"),
    [("with_accords", "without_accords"), ("with_accords", "quiet_deepening"), ("inducement_only", "without_accords")],
)
def test_effects_are_the_same_whatever_was_recorded(recorded: dict[str, Path], treated: str, control: str) -> None:
    tables = {}
    for how, path in recorded.items():
        with analysis.open(path) as results:
            tables[how] = analysis.compare.effect_table(results, treated, control)
    whole = tables["trajectories"]
    for how in ("final", "summary"):
        assert list(whole.columns) == list(tables[how].columns)
        numbers = whole.select_dtypes("number").columns.drop("variance_reduction")
        np.testing.assert_allclose(whole[numbers], tables[how][numbers], rtol=1e-9, atol=1e-12, err_msg=how)
        pd.testing.assert_frame_equal(
            whole.select_dtypes(exclude="number").astype(str), tables[how].select_dtypes(exclude="number").astype(str)
        )


def test_the_page_says_what_needs_trajectories(recorded: dict[str, Path]) -> None:
    assert "--record trajectories" not in build_report(recorded["trajectories"])
    for how in ("final", "summary"):
        assert "--record trajectories" in build_report(recorded[how])


def test_statistics_of_months_are_those_of_the_replicates(recorded: dict[str, Path]) -> None:
    with analysis.open(recorded["trajectories"]) as whole, analysis.open(recorded["summary"]) as summary:
        values = whole["alignment"].astype("float64")
        kept = summary["alignment"]
        dims = ("arm", "time", "hedger", "partner")
        for name, expected in {
            "mean": values.mean("replicate"),
            "standard_deviation": values.std("replicate", ddof=1),
            "minimum": values.min("replicate"),
            "maximum": values.max("replicate"),
        }.items():
            np.testing.assert_allclose(
                kept.sel(statistic=name).transpose(*dims), expected.transpose(*dims), rtol=1e-9, atol=1e-12
            )
        median = values.quantile(0.5, "replicate", method="lower").transpose(*dims).values
        found = summary["alignment_quantile"].sel(quantile=0.5).transpose(*dims).values
        spread = (values.max("replicate") - values.min("replicate")).transpose(*dims).values
        assert (found <= median + 1e-12).all()
        assert (median - found <= 2 / 511 * spread + 1e-12).all()
        total = whole["alignment"].sel(arm="with_accords").astype("float64") - whole["alignment"].sel(
            arm="without_accords"
        ).astype("float64")
        np.testing.assert_allclose(
            summary["alignment_difference"].sel(contrast="total", statistic="mean").values,
            total.mean("replicate").values,
            rtol=1e-6,
            atol=1e-12,
        )


def test_a_summary_does_not_grow_with_replicates(steppe: Steppe, tmp_path: Path) -> None:
    sizes = []
    for replicates in (128, 1024):
        compare(steppe, "--record", "summary", "-o", tmp_path / "s.h5", "--force", replicates=replicates)
        sizes.append((tmp_path / "s.h5").stat().st_size)
    assert sizes[1] < 1.2 * sizes[0]


def test_a_summary_does_not_depend_on_threads(steppe: Steppe, tmp_path: Path) -> None:
    for threads in (1, 3):
        compare(steppe, "--record", "summary", "--threads", threads, "-o", tmp_path / f"{threads}.h5", replicates=300)
    assert (tmp_path / "1.h5").read_bytes() == (tmp_path / "3.h5").read_bytes()


def test_only_the_named_measures_are_kept_and_printed(steppe: Steppe, tmp_path: Path) -> None:
    result = compare(steppe, "--measures", "welfare,alignment", "--all", "--no-headline", "-o", tmp_path / "m.h5")
    rows = [line.split("[")[0] for line in result.stdout.splitlines() if "[KAZ" in line]
    assert set(rows) == {"welfare", "alignment", "regret: welfare"}
    with analysis.open(tmp_path / "m.h5") as results:
        assert set(analysis.measures(results)) == {"welfare", "alignment"}
    wrong = compare(steppe, "--measures", "wellfare,algnment")
    assert wrong.returncode == 2
    assert "did you mean 'welfare'" in wrong.stderr
    assert "did you mean 'alignment'" in wrong.stderr


@pytest.mark.parametrize("record", ["trajectories", "final", "summary"])
def test_optional_measures_are_kept_where_they_are_named(steppe: Steppe, tmp_path: Path, record: str) -> None:
    usual, more = tmp_path / "usual.h5", tmp_path / "more.h5"
    compare(steppe, "--record", record, "-o", usual)
    result = compare(steppe, "--record", record, "-o", more, "--measures", "default,channel_share", "--all")
    assert "channel_share[KAZ, trade, RUS] (mean, 1)" in result.stdout
    with h5py.File(usual) as one, h5py.File(more) as other:
        added = set(other) - set(one)
        assert added == (
            {"channel_share", *(f"channel_share_{name}" for name in ("quantile", "difference", "difference_quantile"))}
            if record == "summary"
            else {"channel_share"}
            if record == "trajectories"
            else set()
        )
        dimensions = (
            dict(zip(other["outcome"].asstr()[:], other["outcome_dimensions"].asstr()[:], strict=True))
            if ("outcome" in other)
            else {}
        )
        if record == "trajectories":
            assert [scale.keys()[0] for scale in other["channel_share"].dims][-3:] == ["hedger", "channel", "partner"]
            np.testing.assert_allclose(other["channel_share"][:].sum(axis=-1), 1, rtol=1e-6)
            squares = (other["channel_share"][:].astype("f8") ** 2).sum(axis=-1)
            np.testing.assert_allclose(squares, other["channel_dependence"][:], rtol=1e-6)
        else:
            assert dimensions["channel_share[KAZ, trade, RUS]"] == "hedger, channel, partner"
            assert dimensions["candidate_member[UZB]"] == "candidate"
            assert dimensions["members"] == ""


UZBEKISTAN_JOINS = ("--set", "candidate.UZB.base_hazard=0.05", "--set", "candidate.UZB.base_hazard.range=[0.0004,0.1]")


def test_states_that_join_are_named_in_every_record(steppe: Steppe, tmp_path: Path) -> None:
    for record in ("trajectories", "final", "summary"):
        compare(steppe, "--record", record, "-o", tmp_path / f"{record}.h5", *UZBEKISTAN_JOINS)
    with h5py.File(tmp_path / "trajectories.h5") as file:
        names = list(file["candidate"].asstr()[:])
        member = file["candidate_member"][:, 0].astype("f8")  # arm, replicate, month, candidate
        joins = file["peer_joins"][:, 0]
        outside = member[0, 0, 0] == 0
        assert {names[place] for place in np.flatnonzero(outside)} == {"AZE", "UZB", "KGZ", "TJK", "TKM", "SAU"}
        has_joined = np.maximum.accumulate(member[..., outside] == 1, axis=-2)  # whoever froze or left since
        np.testing.assert_array_equal(has_joined.sum(axis=-1), joins)
        assert 0 < member[..., names.index("UZB")].mean() < 1
        assert set(np.unique(member[..., names.index("SDN")])) <= {0.0, 0.5, 1.0}
        assert set(np.unique(member[:, :, 0, names.index("SDN")])) == {0.5}
    with h5py.File(tmp_path / "final.h5") as file:
        column = list(file["outcome"].asstr()[:]).index("candidate_member[UZB]")
        np.testing.assert_array_equal(file["outcomes"][:, 0, :, column], member[..., -1, names.index("UZB")])
    with h5py.File(tmp_path / "summary.h5") as file:
        mean = file["candidate_member"][:, 0, :, :, list(file["statistic"].asstr()[:]).index("mean")]
        np.testing.assert_allclose(mean, member.mean(axis=1), rtol=1e-12)


def test_the_list_of_measures_says_which_must_be_named(steppe: Steppe) -> None:
    rows = {row["name"]: row for row in json.loads(steppe("describe", "measures", "--json").stdout)}
    assert rows["channel_share"]["optional"]
    assert rows["channel_share"]["dimensions"] == "hedger, channel, partner"
    assert not rows["candidate_member"]["optional"]
    lines = {line.split("`")[1]: line for line in steppe("describe", "measures").stdout.splitlines() if "`" in line}
    assert "| if named |" in lines["channel_share"]
    assert "| by default |" in lines["candidate_member"]


def test_rounded_trajectories_are_smaller_and_close(steppe: Steppe, tmp_path: Path) -> None:
    for name, extra in {"whole": (), "rounded": ("--digits", 4)}.items():
        compare(steppe, "-o", tmp_path / f"{name}.h5", *extra, replicates=128)
    with h5py.File(tmp_path / "whole.h5") as whole, h5py.File(tmp_path / "rounded.h5") as rounded:
        np.testing.assert_allclose(rounded["alignment"][:], whole["alignment"][:], rtol=0.5e-3)
        assert rounded["alignment"].attrs["_QuantizeBitRoundNumberOfSignificantBits"] == 10
    assert (tmp_path / "rounded.h5").stat().st_size < 0.9 * (tmp_path / "whole.h5").stat().st_size


def test_without_compression_a_file_is_larger_and_holds_the_same(steppe: Steppe, tmp_path: Path) -> None:
    for name in ("fast", "none"):
        compare(steppe, "-o", tmp_path / f"{name}.h5", "--compression", name, replicates=128)
    with h5py.File(tmp_path / "fast.h5") as fast, h5py.File(tmp_path / "none.h5") as none:
        for name in ("alignment", "status", "welfare"):
            np.testing.assert_array_equal(none[name][:], fast[name][:])
            assert fast[name].id.get_storage_size() < none[name].nbytes <= none[name].id.get_storage_size()
    wrong = compare(steppe, "--compression", "nonee")
    assert wrong.returncode == 2
    assert "did you mean 'none'" in wrong.stderr


def interrupted(steppe: Steppe, folder: Path, how: str, replicates: int) -> None:
    process = subprocess.Popen(
        [
            *(steppe.executable, "compare", BASE, "--replicates", str(replicates), "--record", how, "--no-headline"),
            *("-o", "part.h5", "--progress", "always"),
        ],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until_under_way(process)
    process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    _, messages = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "--resume" in messages
    assert time.monotonic() - sent < 30


@pytest.mark.parametrize("how", ["trajectories", "final", "summary"])
def test_a_resumed_run_has_the_bytes_of_one_that_was_not_interrupted(steppe: Steppe, tmp_path: Path, how: str) -> None:
    interrupted(steppe, tmp_path, how, 4000)
    common = ("compare", BASE, "--replicates", 4000, "--record", how)
    resumed = steppe(*common, "-o", "part.h5", "--resume")
    assert resumed.returncode == 0, resumed.stderr
    whole = steppe(*common, "-o", "whole.h5")
    assert (tmp_path / "part.h5").read_bytes() == (tmp_path / "whole.h5").read_bytes()
    assert resumed.stdout == whole.stdout


def test_replicates_can_be_added(steppe: Steppe, tmp_path: Path) -> None:
    compare(steppe, "-o", tmp_path / "a.h5", replicates=200)
    compare(steppe, "-o", tmp_path / "a.h5", "--resume", replicates=300)
    compare(steppe, "-o", tmp_path / "b.h5", replicates=300)
    assert (tmp_path / "a.h5").read_bytes() == (tmp_path / "b.h5").read_bytes()


def test_another_study_is_not_resumed(steppe: Steppe, tmp_path: Path) -> None:
    compare(steppe, "-o", tmp_path / "a.h5")
    before = (tmp_path / "a.h5").read_bytes()
    for extra, reason in [
        (("--seed", 9), "a setting of the scenario"),
        (("--set", "principal.USA.budget=0.5"), "a parameter of the scenario"),
        (("--arms", "without_accords,with_accords"), "the arms"),
        (("--record", "final"), "what is recorded"),
        (("--draw-priors",), "how parameters are drawn"),
    ]:
        result = compare(steppe, "-o", tmp_path / "a.h5", "--resume", *extra)
        assert result.returncode == 2
        assert reason in result.stderr
        assert "[O205]" in result.stderr
    assert (tmp_path / "a.h5").read_bytes() == before
    assert "[C112]" in compare(steppe, "-o", tmp_path / "a.h5", "--resume", "--digits", 3).stderr


def test_statistics_of_another_study_are_not_resumed(steppe: Steppe, tmp_path: Path) -> None:
    interrupted(steppe, tmp_path, "summary", 100000)
    before = (tmp_path / "part.h5").read_bytes()
    common = ("compare", BASE, "--replicates", 100000, "--record", "summary", "-o", "part.h5", "--resume")
    for extra, reason in [
        (("--seed", 9), "a setting of the scenario"),
        (("--arms", "without_accords,with_accords"), "the arms"),
        (("--measures", "alignment"), "measures or months"),
    ]:
        result = steppe(*common, *extra)
        assert result.returncode == 2
        assert reason in result.stderr
        assert "[O205]" in result.stderr
    fewer = steppe("compare", BASE, "--replicates", 1, "--record", "summary", "-o", "part.h5", "--resume")
    assert "and 1 are asked for [O209]" in fewer.stderr
    assert (tmp_path / "part.h5").read_bytes() == before
    with h5py.File(tmp_path / "part.h5", "r+") as file:
        file["interrupted/state"][0] ^= 1
    damaged = steppe(*common)
    assert damaged.returncode == 3
    assert "is damaged" in damaged.stderr


def test_statistics_of_an_interrupted_run_can_be_read(steppe: Steppe, tmp_path: Path) -> None:
    interrupted(steppe, tmp_path, "summary", 100000)
    with analysis.open(tmp_path / "part.h5") as results, h5py.File(tmp_path / "part.h5") as file:
        done = file["interrupted/replicates"][()]
        assert 0 < done < 100000
        assert (results["completed"] == done).all()
        assert np.isfinite(results["alignment"]).all()


def test_complete_statistics_take_in_no_more(steppe: Steppe, tmp_path: Path) -> None:
    compare(steppe, "--record", "summary", "-o", tmp_path / "s.h5")
    result = compare(steppe, "--record", "summary", "-o", tmp_path / "s.h5", "--resume", replicates=48)
    assert result.returncode == 2
    assert "is complete" in result.stderr
    assert "[O209]" in result.stderr


def test_timings_name_every_phase_and_go_into_the_record(steppe: Steppe, tmp_path: Path) -> None:
    result = compare(steppe, "--timings", "-o", tmp_path / "t.h5")
    for phase in (
        "opening of worlds",
        "months",
        "recording",
        "compression",
        "writing",
    ):
        assert phase in result.stderr
    assert "phase" not in result.stdout
    timings = json.loads((tmp_path / "t.h5.json").read_text())["timings_seconds"]
    assert timings["months"] > 0


def test_progress_tells_rate_and_time_left(steppe: Steppe) -> None:
    result = steppe("compare", BASE, "--replicates", 2000, "--progress", "always", "--threads", 1)
    ends = re.findall(r"(\d+)/(\d+) replicates \((\d+) %\), (\d+) a second, (\d+) s left", result.stderr)
    assert len(ends) > 2
    assert all(int(share) == round(100 * int(done) / int(total)) for done, total, share, _, _ in ends)
    assert ends[-1][0] == ends[-1][1] == "4000"
