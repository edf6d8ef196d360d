"""Shares are Shapley values: they add up, known games have known answers, and tables are what the file holds."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from attribution_file import OUTCOMES, PLAYERS, brute_force_shares, write_attribution
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import steppe
from steppe import attribution
from steppe.attribution import file as attribution_file
from steppe.report.page import build_report
from steppe.stats.shapley import interaction_indices, shapley_values

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).resolve().parents[2] / "scenarios" / "kazakhstan-2025.toml"
eighths = st.integers(-8_000, 8_000).map(lambda n: n / 8)
games = st.integers(1, 5).flatmap(lambda n: arrays("f8", 1 << n, elements=eighths))
Z90 = 1.6448536269514722


def game_of(replicates: int = 12, contrasts: int = 1, seed: int = 4) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1, (1 << len(PLAYERS), contrasts, replicates, len(OUTCOMES)))


@pytest.fixture(params=["synthetic", *(["engine"] if ENGINE else [])], scope="module")
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[xr.Dataset]:
    """An attribution of two contrasts."""
    path = tmp_path_factory.mktemp("attribution") / "shares.h5"
    if request.param == "engine":
        command = [ENGINE, "attribute", BASE, "--contrasts", "total,endogenous", "--incentives", "F5,G1,G2,S1",
                   "-n", "12", "--months", "12", "-o", path, "-q"]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)
    else:
        write_attribution(path, game_of(contrasts=2), ("total", "endogenous"))
    with steppe.open(path) as ds:
        yield ds


@given(games)
def test_shares_are_the_average_over_all_orders(game: np.ndarray) -> None:
    np.testing.assert_allclose(shapley_values(game), brute_force_shares(game), atol=1e-9)


@given(games)
def test_shares_add_up_to_all_less_none(game: np.ndarray) -> None:
    assert shapley_values(game).sum() == pytest.approx(game[-1] - game[0], abs=1e-9)


@given(st.lists(eighths, min_size=2, max_size=6))
def test_a_sum_is_shared_out_as_it_was_made_and_has_no_interactions(added: list[float]) -> None:
    bits = np.arange(1 << len(added))[:, None] >> np.arange(len(added)) & 1
    game = bits @ np.array(added)
    np.testing.assert_allclose(shapley_values(game), added, atol=1e-9)
    together = interaction_indices(game)
    np.testing.assert_allclose(together[~np.eye(len(added), dtype=bool)], 0, atol=1e-9)


@given(st.integers(2, 6).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), min_size=1))))
def test_a_unanimity_game_is_shared_evenly_by_those_it_needs(case: tuple[int, set[int]]) -> None:
    players, needed = case
    mask = sum(1 << one for one in needed)
    game = ((np.arange(1 << players) & mask) == mask).astype(float)
    expected = [1 / len(needed) if one in needed else 0 for one in range(players)]
    np.testing.assert_allclose(shapley_values(game), expected, atol=1e-12)
    if len(needed) == 2:
        assert interaction_indices(game)[tuple(needed)] == pytest.approx(1)


def test_the_glove_game_has_its_known_shares() -> None:
    left, right = 1, 0b110
    game = [float(bool(s & left) and bool(s & right)) for s in range(8)]
    np.testing.assert_allclose(shapley_values(game), [2 / 3, 1 / 6, 1 / 6])


@given(games.filter(lambda game: len(game) > 2), st.randoms(use_true_random=False))
def test_names_of_players_do_not_matter(game: np.ndarray, random: object) -> None:
    players = len(game).bit_length() - 1
    new = list(range(players))
    random.shuffle(new)
    renamed = np.empty_like(game)
    for coalition in range(len(game)):
        renamed[sum(1 << new[one] for one in range(players) if coalition >> one & 1)] = game[coalition]
    np.testing.assert_allclose(shapley_values(renamed)[new], shapley_values(game), atol=1e-9)
    np.testing.assert_allclose(interaction_indices(renamed)[np.ix_(new, new)], interaction_indices(game), atol=1e-9)


def test_a_game_needs_all_its_coalitions() -> None:
    with pytest.raises(ValueError, match=r"2\*\*n values, not 3"):
        shapley_values([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="n >= 2"):
        interaction_indices([1.0, 2.0])


def test_the_table_holds_the_shares_of_the_file_with_their_intervals(shared: xr.Dataset) -> None:
    table = attribution.shares(shared)
    assert len(table) == shared["share"].size
    assert table.attrs["replicates"] == 12
    for row in table.to_dict("records"):
        where = {"contrast": row["contrast"], "outcome": row["outcome"], "incentive": row["incentive"]}
        of_file, error = float(shared["share"].sel(where)), float(shared["share_standard_error"].sel(where))
        if row["share"] != 0:
            assert row["share"] == of_file
            assert row["high"] - row["share"] == pytest.approx(Z90 * error)
            assert row["share"] - row["low"] == pytest.approx(Z90 * error)
        else:  # rounding of the sums
            assert abs(of_file) < 1e-12 * np.abs(shared["coalition_mean"]).max()
            assert row["low"] == row["high"] == 0


def test_shares_of_the_table_add_up_to_what_is_shared_out(shared: xr.Dataset) -> None:
    sums = attribution.shares(shared).groupby(["contrast", "outcome"])["share"].sum()
    for row in attribution.effects(shared).to_dict("records"):
        shared_out = row["with_incentives"] - row["without_incentives"]
        assert row["shared_out"] == pytest.approx(shared_out, rel=1e-9, abs=1e-12)
        assert sums[row["contrast"], row["outcome"]] == pytest.approx(shared_out, rel=1e-7, abs=1e-10)


def test_additivity_holds_in_every_replicate_also_in_blocks(
    shared: xr.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = attribution.additivity(shared)
    assert whole["holds"].all()
    assert (whole["recomputed_gap"] <= whole["rounding"] + 1e-15).all()
    monkeypatch.setattr(attribution_file, "BLOCK_VALUES", 1)
    pd.testing.assert_frame_equal(attribution.additivity(shared), whole)


def test_additivity_finds_a_share_that_was_changed(tmp_path: Path) -> None:
    path = write_attribution(tmp_path / "changed.h5", game_of())
    with steppe.open(path) as ds:
        changed = ds.copy()
        changed["share_of_replicate"] = ds["share_of_replicate"].load().copy()
        changed["share_of_replicate"][0, 1, 5, 2] += 1e-9
        table = attribution.additivity(changed).set_index("outcome")
    assert table["holds"].to_dict() == {OUTCOMES[0]: True, OUTCOMES[1]: True, OUTCOMES[2]: False}


def test_any_coalition_has_its_value(shared: xr.Dataset) -> None:
    outcome = str(shared["outcome"].values[0])
    players = [str(one) for one in shared["incentive"].values]
    for kept in ([], players[:1], players[1:3], players):
        number = sum(1 << players.index(one) for one in kept)
        expected = float(shared["coalition_mean"].sel(contrast="total", coalition=number, outcome=outcome))
        assert attribution.value(shared, kept, "total", outcome) == expected
    on = attribution.coalitions(shared)
    assert len(on) == 1 << len(players)
    assert on.loc[0b101].to_list() == [True, False, True, False]
    with pytest.raises(ValueError, match="no incentive XX"):
        attribution.value(shared, ["XX"], "total", outcome)


def test_contributions_are_differences_of_coalitions(tmp_path: Path) -> None:
    game = game_of()
    with steppe.open(write_attribution(tmp_path / "shares.h5", game)) as ds:
        table = attribution.contributions(ds, "total", OUTCOMES[0])
    means = game[:, 0, :, 0].mean(axis=1)
    added = [means[s | 1] - means[s] for s in range(0, 16, 2)]
    assert table.loc["F1"].to_list() == pytest.approx([added[0], added[-1], min(added), max(added)])


def test_sampled_orders_leave_coalitions_and_interactions_out(tmp_path: Path) -> None:
    path = write_attribution(tmp_path / "sampled.h5", game_of(), orders=4, keep=[0, 1, 3, 7, 8, 12, 14, 15])
    with steppe.open(path) as ds:
        with pytest.raises(ValueError, match="coalition G1 was not run"):
            attribution.value(ds, ["G1"], "total", OUTCOMES[0])
        with pytest.raises(ValueError, match="no interactions"):
            attribution.interactions(ds)
        table = attribution.contributions(ds, "total", OUTCOMES[0])
        assert np.isfinite(table.loc["F1", "first"])
        assert np.isnan(table.loc["G1", "first"])
        assert attribution.additivity(ds)["recomputed_gap"].isna().all()


def test_other_files_and_names_are_refused(results: xr.Dataset, shared: xr.Dataset) -> None:
    with pytest.raises(ValueError, match="no attribution"):
        attribution.shares(results)
    with pytest.raises(ValueError, match=r"no contrast 'substance'.*total, endogenous"):
        attribution.shares(shared, "substance")
    with pytest.raises(ValueError, match="no outcome 'happiness'"):
        attribution.effects(shared, outcome="happiness")


def test_a_comparison_cannot_be_made_of_an_attribution(tmp_path: Path) -> None:
    path = write_attribution(tmp_path / "shares.h5", game_of())
    with steppe.open(path) as ds, pytest.raises(ValueError, match="compare no arms"):
        steppe.compare.effect_table(ds)
    with pytest.raises(ValueError, match=r"compares no arms \(record: attribution\).*--attribution"):
        build_report(path)


def test_constant_values_have_shares_of_exactly_zero(tmp_path: Path) -> None:
    game = np.full((16, 1, 8, 1), 0.1)
    path = write_attribution(tmp_path / "constant.h5", game)
    with steppe.open(path) as ds:
        changed = ds.assign(share=ds["share"] + 1e-16)  # as an engine's sums leave behind
        table = attribution.shares(changed)
    assert (table[["share", "low", "high"]] == 0).all(axis=None)


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
def test_tables_agree_with_what_the_engine_prints(tmp_path: Path) -> None:
    path = tmp_path / "printed.h5"
    command = [ENGINE, "attribute", BASE, "--incentives", "F5,G1,S1", "-n", "10", "--months", "12", "-o", path]
    command.append("--json")
    printed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    with steppe.open(path) as ds:
        shares = attribution.shares(ds).set_index(["outcome", "incentive"])
        both = attribution.interactions(ds).set_index(["outcome", "incentive", "other_incentive"])
        whole = attribution.effects(ds).set_index("outcome")
    for row in printed["attributions"][0]["outcomes"]:
        name = row["outcome"]
        assert whole.loc[name, "with_incentives"] == pytest.approx(row["all_on"]["mean"], rel=1e-9, abs=1e-15)
        ends = whole.loc[name, ["with_incentives_low", "with_incentives_high"]].to_list()
        assert ends == pytest.approx(row["all_on"]["interval_90"], rel=1e-6, abs=1e-15)
        rounding = 1e-13 * (1 + abs(row["all_on"]["mean"]))
        for incentive, share in row["shares"].items():
            ours = shares.loc[(name, incentive)]
            assert ours["share"] == pytest.approx(share["mean"], abs=rounding)
            assert [ours["low"], ours["high"]] == pytest.approx(share["interval_90"], abs=rounding)
        for pair, found in row["interactions"].items():
            assert both.loc[(name, *pair.split(" ")), "interaction"] == pytest.approx(found["mean"], abs=rounding)
