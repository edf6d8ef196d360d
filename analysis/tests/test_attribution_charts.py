"""Waterfalls and tornados show the shares of the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from artists import bars, collection, ends_of_interval, words
from attribution_file import OUTCOMES, PLAYERS, write_attribution

import steppe
from steppe import attribution, figures

Z90 = 1.6448536269514722
OUTCOME = OUTCOMES[0]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xr.Dataset]:
    game = np.random.default_rng(8).normal(0, 1, (1 << len(PLAYERS), 1, 20, len(OUTCOMES)))
    game[..., 0] += 0.7 * (np.arange(len(game)) & 1)[:, None, None] + 1.0
    with steppe.open(write_attribution(tmp_path_factory.mktemp("shares") / "shares.h5", game)) as ds:
        yield ds


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_a_waterfall_leads_from_all_off_to_all_on(shared: xr.Dataset, width: float) -> None:
    ax = figures.incentive_waterfall(shared, OUTCOME, width=width).axes[0]
    drawn = bars(ax)
    table = attribution.shares(shared, outcome=OUTCOME).set_index("incentive")
    whole = attribution.effects(shared, outcome=OUTCOME).iloc[0]
    assert drawn.pop("off") == pytest.approx((0, whole["without_incentives"]))
    assert drawn.pop("on") == pytest.approx((0, whole["with_incentives"]))
    np.testing.assert_allclose(
        ends_of_interval(ax, "on|interval"), whole[["with_incentives_low", "with_incentives_high"]].tolist()
    )
    assert set(drawn) == set(PLAYERS)
    at = whole["without_incentives"]
    for key, (start, length) in drawn.items():
        assert start == pytest.approx(at)
        assert length == pytest.approx(table.loc[key, "share"])
        np.testing.assert_allclose(
            ends_of_interval(ax, f"{key}|interval") - start, table.loc[key, ["low", "high"]].tolist()
        )
        at += length
    assert at == pytest.approx(whole["with_incentives"])
    sizes = [abs(length) for _, length in drawn.values()]
    assert sizes == sorted(sizes, reverse=True)


def test_small_shares_are_drawn_together_with_the_interval_of_their_sum(shared: xr.Dataset) -> None:
    ax = figures.incentive_waterfall(shared, OUTCOME, most=2).axes[0]
    drawn = bars(ax)
    table = attribution.shares(shared, outcome=OUTCOME).set_index("incentive")
    largest = table["share"].abs().idxmax()
    rest = [key for key in PLAYERS if key != largest]
    assert set(drawn) == {"off", largest, "others", "on"}
    assert drawn["others"][1] == pytest.approx(table.loc[rest, "share"].sum())
    total = shared["share_of_replicate"].sel(outcome=OUTCOME, incentive=rest, contrast="total").sum("incentive")
    reach = Z90 * float(total.std(ddof=1)) / np.sqrt(20)
    np.testing.assert_allclose(np.diff(ends_of_interval(ax, "others|interval")), 2 * reach)


def test_sampled_orders_widen_the_interval_of_a_sum(shared: xr.Dataset) -> None:
    wider = shared.assign(orders=40, share_standard_error=shared["share_standard_error"] * 2)
    one, two = (figures.incentive_waterfall(ds, OUTCOME, most=2) for ds in (shared, wider))
    reach = [np.diff(ends_of_interval(figure.axes[0], "others|interval"))[0] for figure in (one, two)]
    assert reach[1] > 1.5 * reach[0]
    assert "40 orders drawn by lot" in words(two)
    assert "all orders" in words(one)


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_a_tornado_shows_shares_and_how_they_hang_on_the_others(shared: xr.Dataset, width: float) -> None:
    ax = figures.incentive_tornado(shared, OUTCOME, width=width).axes[0]
    table = attribution.shares(shared, outcome=OUTCOME).set_index("incentive")
    added = attribution.contributions(shared, "total", OUTCOME)
    drawn = bars(ax)
    order = list(drawn)
    assert order == list(table["share"].abs().sort_values(ascending=False).index)
    for key, (start, length) in drawn.items():
        assert (start, length) == pytest.approx((0, table.loc[key, "share"]))
        np.testing.assert_allclose(ends_of_interval(ax, f"{key}|interval"), table.loc[key, ["low", "high"]].tolist())
        np.testing.assert_allclose(ends_of_interval(ax, f"{key}|range"), added.loc[key, ["least", "greatest"]].tolist())
    for name in ("first", "last"):
        np.testing.assert_allclose(collection(ax, name).get_offsets()[:, 0], added.loc[order, name])


def test_idle_incentives_are_named_and_not_drawn(tmp_path: Path) -> None:
    game = np.random.default_rng(3).normal(1, 0.1, (4, 1, 9, 1))[[0, 1, 0, 1]]  # the second player does nothing
    with steppe.open(write_attribution(tmp_path / "idle.h5", game)) as ds:
        figure = figures.incentive_tornado(ds, OUTCOME)
        assert list(bars(figure.axes[0])) == [PLAYERS[0]]
        assert f"Under 1 % of the largest: {PLAYERS[1]}." in words(figure)


def test_an_outcome_that_nothing_moves_is_refused(tmp_path: Path) -> None:
    with steppe.open(write_attribution(tmp_path / "still.h5", np.ones((4, 1, 5, 1)))) as ds:
        for draw in (figures.incentive_tornado, figures.incentive_waterfall):
            with pytest.raises(ValueError, match="no incentive moves"):
                draw(ds, OUTCOME)


def test_notes_say_what_it_is_and_what_not(shared: xr.Dataset) -> None:
    for figure in (figures.incentive_tornado(shared, OUTCOME), figures.incentive_waterfall(shared, OUTCOME)):
        said = words(figure)
        assert "in the model" in said
        assert "not a forecast" in said
        assert "20 runs a coalition" in said
        assert "90 % interval" in said
        assert figure.axes[0].get_xlabel() == "Effect, G (1 % of a year's GDP)"
