"""Curves of joining are shares of the runs, with Wilson's interval, of single states where the file names them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from artists import collection, ends_of_band, lines_by_label, words
from declared import attributes_of
from sample_file import Sample, write_sample
from scipy.stats import binomtest
from summary_sample import summary_of
from test_engine_agreement import BASE, ENGINE

import steppe
from steppe import figures
from steppe.accord.joining import joining_of, order_of_run
from steppe.stats.intervals import share_interval, wilson_interval

ARMS = ["with_accords", "without_accords"]
OUTSIDE = ["EARLY", "LATE", "OFTEN", "NEVER"]  # as the file has them
NAMES = {"EARLY": "Early State", "DONE": "Old Member"}


@pytest.fixture
def joining(results: xr.Dataset) -> xr.Dataset:
    """Results in which states join: 0, 1, ... a run, one every few months, more with the accord."""
    if "peer_joins" in results:
        return results
    runs, months = np.arange(results.sizes["replicate"]), np.arange(results.sizes["time"])
    counts = np.minimum.outer(runs % 4, months // 5)
    values = np.stack([counts, counts // 2]).astype("f4")
    attrs = results["members"].attrs | attributes_of("peer_joins")
    return results.assign(peer_joins=(("arm", "replicate", "time"), values, attrs))


@pytest.fixture
def counted(joining: xr.Dataset) -> xr.Dataset:
    """The same as a file has it that does not name who joins."""
    return joining.drop_vars("candidate_member", errors="ignore")


@pytest.fixture
def named(tmp_path: Path) -> xr.Dataset:
    """Two members at the start, one of them unfinished; four others join in known months of known runs."""
    with steppe.open(write_sample(tmp_path / "named.h5", Sample(replicates=10, months=24))) as opened:
        ds = opened.load()
    ids = ["DONE", "NEVER", "LATE", "OFTEN", "EARLY", "HALF"]
    member = np.zeros((2, 10, 24, len(ids)), "f4")  # arm, replicate, time, candidate
    member[..., 0], member[..., 5] = 1.0, 0.5
    member[:, :6, 20:, 2] = 1.0  # 6 of 10 runs, month 20, in both arms
    member[0, :8, 3:, 4] = 1.0  # 8 of 10 runs, month 3, with the accord
    member[1, :2, 3:, 4] = 1.0
    member[:, :4, 0:, 3] = 1.0  # 4 of 10 runs, from the first month on: never half of them
    attrs = {"units": "1", "long_name": "Membership of a candidate", "reduction": "final"}
    attrs |= attributes_of("candidate_member")
    return ds.drop_vars(["candidate_member", "candidate"], errors="ignore").assign(
        candidate_member=(("arm", "replicate", "time", "candidate"), member, attrs), candidate=ids
    )


@pytest.mark.parametrize("width", [9.0, 4.3])
@pytest.mark.parametrize("summary", [False, True])
def test_each_state_has_the_share_of_runs_in_which_it_joined(named: xr.Dataset, width: float, *, summary: bool) -> None:
    figure = figures.cascade_map(
        summary_of(named, ["candidate_member"]) if summary else named, ARMS, width=width, names=NAMES
    )
    drawn = lines_by_label(figure)
    assert set(drawn) == {f"{arm}|{one}" for arm in ARMS for one in OUTSIDE}
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert titles[:4] == ["Early State", "LATE", "OFTEN", "NEVER"]  # by median month, then by probability
    for place, one in enumerate(OUTSIDE):
        for arm in ARMS:
            joined = (named["candidate_member"].sel(arm=arm, candidate=one) == 1).sum("replicate").to_numpy()
            np.testing.assert_allclose(drawn[f"{arm}|{one}"], joined / 10)
            low, high = ends_of_band(figure.axes[place], f"{arm}|{one}|interval")
            for month in (0, 3, 20, -1):
                expected = binomtest(int(joined[month]), 10).proportion_ci(0.9, method="wilson")
                assert (low[month], high[month]) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize("summary", [False, True])
def test_the_order_is_by_median_month_then_by_probability(named: xr.Dataset, *, summary: bool) -> None:
    table = figures.joining_order(summary_of(named, ["candidate_member"]) if summary else named, ARMS)
    assert list(table.index) == OUTSIDE
    months = pd.DatetimeIndex(named["time"].values)
    assert table[ARMS[0]].tolist() == [months[3], months[20], pd.NaT, pd.NaT]
    assert table[ARMS[1]].tolist() == [pd.NaT, months[20], pd.NaT, pd.NaT]
    np.testing.assert_allclose(table[f"{ARMS[0]}|share"], [0.8, 0.6, 0.4, 0])
    np.testing.assert_allclose(table[f"{ARMS[1]}|share"], [0.2, 0.6, 0.4, 0])
    low, high = wilson_interval(np.array([8, 6, 4, 0]), 10, 0.9)
    np.testing.assert_allclose(table[f"{ARMS[0]}|low"], low, atol=1e-15)
    np.testing.assert_allclose(table[f"{ARMS[0]}|high"], high)
    turned = figures.joining_order(named, ARMS[::-1])
    assert list(turned.index) == ["LATE", "OFTEN", "EARLY", "NEVER"]


def test_runs_that_share_a_draw_are_not_taken_for_independent(named: xr.Dataset) -> None:
    shared = named.assign(replicates_per_draw=2)
    table = figures.joining_order(shared, ARMS)
    happened = (named["candidate_member"].sel(arm=ARMS[0], candidate="EARLY") == 1).isel(time=-1).to_numpy()
    expected = share_interval(happened.astype(float), 0.9, np.arange(10) // 2)
    assert table.loc["EARLY", [f"{ARMS[0]}|{end}" for end in ("share", "low", "high")]].tolist() == list(expected)
    apart = figures.joining_order(named, ARMS)
    assert expected.low < apart.loc["EARLY", f"{ARMS[0]}|low"]


def test_intervals_of_a_summary_take_the_runs_of_a_draw_for_alike(named: xr.Dataset) -> None:
    summary = summary_of(named, ["candidate_member"]).assign(replicates_per_draw=5)
    table = figures.joining_order(summary, ARMS)
    for arm in ARMS:
        happened = (named["candidate_member"].sel(arm=arm, candidate=OUTSIDE) == 1).isel(time=-1).sum("replicate")
        low, high = wilson_interval(happened.to_numpy() / 5, 2, 0.9)  # two draws in ten runs
        np.testing.assert_allclose(table[f"{arm}|low"], low, atol=1e-15)
        np.testing.assert_allclose(table[f"{arm}|high"], high)
    wide = ends_of_band(figures.cascade_map(summary, ARMS).axes[0], f"{ARMS[0]}|EARLY|interval")
    assert (wide[0][-1], wide[1][-1]) == pytest.approx(wilson_interval(8 / 5, 2, 0.9), abs=1e-12)


def test_the_figure_says_what_its_intervals_count(named: xr.Dataset) -> None:
    summary = summary_of(named, ["candidate_member"])
    apart, shared = words(figures.cascade_map(summary, ARMS)), summary.assign(replicates_per_draw=5)
    assert "at this number of runs (Wilson)" in apart
    assert "too wide" not in apart
    said = words(figures.cascade_map(shared, ARMS))
    assert "at as many runs as there are draws (Wilson)" in said
    assert "5 runs share each draw of the parameters, and a summary does not keep how alike these are" in said
    runs = named.assign(replicates_per_draw=5)
    joins = (named["candidate_member"].sel(candidate=OUTSIDE) == 1).sum("candidate").astype("f4")
    for figure in (figures.cascade_map(runs, ARMS), figures.cascade_map(runs.assign(peer_joins=joins), by="count")):
        assert "independent runs that would tell as much, as 5 runs share each draw of the parameters" in words(figure)


def test_a_summary_of_the_engine_over_priors_counts_its_draws(tmp_path: Path) -> None:
    if not ENGINE:
        pytest.skip("needs the engine: STEPPE_EXECUTABLE")
    shares = {}
    for how in ("summary", "trajectories"):
        path = tmp_path / f"{how}.h5"
        options = ["--draw-priors", "--per-draw", "8", "--months", "48", "--measures", "candidate_member,peer_joins"]
        command = [ENGINE, "compare", BASE, "-n", "32", *options, "--record", how, "-o", path, "-q"]
        subprocess.run(command, check=True, capture_output=True)
        with steppe.open(path) as ds:
            shares[how] = joining_of(ds, ARMS).shares
    for arm in ARMS:
        of_summary, of_runs = shares["summary"][arm], shares["trajectories"][arm]
        np.testing.assert_allclose(of_summary[..., 0], of_runs[..., 0], atol=1e-12)
        low, high = wilson_interval(of_runs[..., 0] * 4, 4, 0.9)  # 32 runs, 4 draws
        np.testing.assert_allclose(of_summary[..., 1], low, atol=1e-12)
        np.testing.assert_allclose(of_summary[..., 2], high, atol=1e-12)
        moves = (of_runs[..., 0] > 0) & (of_runs[..., 0] < 1)
        assert moves.any()
        widths = [np.mean((ends[..., 2] - ends[..., 1])[moves]) for ends in (of_summary, of_runs)]
        assert widths[0] > widths[1]  # these runs are not all alike within their draws


def test_a_run_that_failed_is_left_out(named: xr.Dataset) -> None:
    member = named["candidate_member"].copy()
    member[0, 9] = np.nan
    table = figures.joining_order(named.assign(candidate_member=member), ARMS)
    assert table.loc["EARLY", f"{ARMS[0]}|share"] == pytest.approx(8 / 9)
    assert table.loc["EARLY", f"{ARMS[1]}|share"] == pytest.approx(0.2)
    member[0] = np.nan
    with pytest.raises(ValueError, match="no run of with_accords is complete"):
        figures.joining_order(named.assign(candidate_member=member), ARMS)


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_the_order_of_one_run_is_marked_month_by_month(named: xr.Dataset, width: float) -> None:
    figure = figures.cascade_map(named, ARMS, replicate=0, names=NAMES, width=width)
    months = pd.DatetimeIndex(named["time"].values)
    expected = {"OFTEN": 0, "EARLY": 3, "LATE": 20}
    for ax, arm in zip(figure.axes[-2:], ARMS, strict=True):
        marks = collection(ax, f"{arm}|order").get_offsets()
        np.testing.assert_allclose(marks[:, 1], [1, 2, 3])
        days = [ax.convert_xunits(months[month]) for month in expected.values()]
        np.testing.assert_allclose(marks[:, 0], days)
        assert [text.get_text() for text in ax.texts] == ["OFTEN", "Early State", "LATE"]
        assert order_of_run(named, arm, 0).to_dict() == {one: months[month] for one, month in expected.items()}
    assert "replicate 0), an example and not a result" in words(figure)
    quiet = figures.cascade_map(named, ARMS, replicate=9)
    assert "nobody joins" in words(quiet)
    for wrong, text in ((named, "no replicate 77"), (summary_of(named, ["candidate_member"]), "single runs")):
        with pytest.raises(ValueError, match=text):
            figures.cascade_map(wrong, ARMS, replicate=77)
    failed = named["candidate_member"].copy()
    failed[0, 4, 12:] = np.nan
    with pytest.raises(ValueError, match="replicate 4 did not finish in with_accords"):
        figures.cascade_map(named.assign(candidate_member=failed), ARMS, replicate=4)


def test_members_from_the_start_are_named_and_not_drawn(named: xr.Dataset) -> None:
    said = words(figures.cascade_map(named, ARMS, names=NAMES))
    assert "In the accord from the start, and not drawn: Old Member and HALF (0.5, unfinished)." in said
    assert "do not name" not in said
    everyone = named.sel(candidate=["DONE", "HALF"])
    with pytest.raises(ValueError, match="every candidate is in the accord"):
        figures.cascade_map(everyone, ARMS)


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_curves_and_intervals_are_those_of_the_counts(counted: xr.Dataset, width: float) -> None:
    figure = figures.cascade_map(counted, ARMS, width=width)
    drawn = lines_by_label(figure)
    assert f"{ARMS[0]}|1" in drawn
    runs = counted.sizes["replicate"]
    for label, line in drawn.items():
        arm, number = label.split("|")
        joined = (counted["peer_joins"].sel(arm=arm) >= int(number)).sum("replicate").to_numpy()
        np.testing.assert_allclose(line, joined / runs)
        low, high = ends_of_band(figure.axes[int(number) - 1], f"{label}|interval")
        for month in (0, len(line) // 2, -1):
            expected = binomtest(int(joined[month]), runs).proportion_ci(0.9, method="wilson")
            assert (low[month], high[month]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_table_tells_the_median_month(joining: xr.Dataset) -> None:
    table = figures.joining_table(joining, ARMS, 3)
    for arm in ARMS:
        counts = joining["peer_joins"].sel(arm=arm).to_pandas()
        for number in table.index:
            share = (counts >= number).mean()
            assert table.loc[number, f"{arm}|share"] == pytest.approx(share.iloc[-1])
            reached = share.index[share >= 0.5]
            assert table.loc[number, arm] == reached[0] if len(reached) else pd.isna(table.loc[number, arm])


def test_figure_says_what_it_counts(counted: xr.Dataset) -> None:
    figure = figures.cascade_map(counted)
    said = words(figure)
    for words_said in ("1 or more", "90 % interval", "Wilson", "does not name them", "in the model", "not a forecast"):
        assert words_said in said
    assert figure.axes[0].get_ylabel() == "Probability by month"


def test_files_that_do_not_name_who_joins_say_so(counted: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="record no membership"):
        figures.cascade_map(counted, by="state")
    with pytest.raises(ValueError, match="needs by = 'state'"):
        figures.cascade_map(counted, replicate=0)
    with pytest.raises(ValueError, match="by = 'name'"):
        figures.cascade_map(counted, by="name")


def test_counts_can_be_drawn_where_names_are_known(named: xr.Dataset) -> None:
    joins = (named["candidate_member"].sel(candidate=OUTSIDE) == 1).sum("candidate").astype("f4")
    figure = figures.cascade_map(named.assign(peer_joins=joins), ARMS, by="count")
    np.testing.assert_allclose(lines_by_label(figure)[f"{ARMS[0]}|2"], (joins.sel(arm=ARMS[0]) >= 2).mean("replicate"))
    assert "does not name them" not in words(figure)


def test_an_interval_needs_a_level_between_0_and_1() -> None:
    with pytest.raises(ValueError, match="level"):
        wilson_interval(np.array([1]), 2, level=1.0)
