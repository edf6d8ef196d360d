"""Tables and the figure of what is known say what the file says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from artists import collection, words
from matplotlib.colors import to_hex
from sample_condition import CONDITIONS, EFFECTIVE, EVENT, MATCHING, OUTCOMES, PAIRS, write_condition

import steppe
from steppe import condition, figures
from steppe.plot.style import PAPER


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[xr.Dataset]:
    with steppe.open(write_condition(tmp_path / "condition.h5")) as ds:
        yield ds


def test_conditions_say_how_often_they_hold(made_up: xr.Dataset) -> None:
    table = condition.conditions(made_up)
    assert list(table.index) == list(CONDITIONS)
    assert table["certain"].tolist() == [True, False]
    assert table["runs"].tolist() == [31, PAIRS]
    assert table.attrs == {"pairs": PAIRS, "matching": MATCHING, "effective": EFFECTIVE}


def test_effects_stand_for_both_populations(made_up: xr.Dataset) -> None:
    table = condition.effects(made_up).set_index(["population", "outcome"])
    assert len(table) == 2 * len(OUTCOMES)
    one = table.loc[("given", "welfare[KAZ]")]
    assert (one["difference"], one["pairs"], one["unit"]) == (0.3, MATCHING, "G")
    assert one["low"] == pytest.approx(0.3 - 1.6448536269514722 * 0.03)
    assert table.loc[("all", "welfare[KAZ]"), "difference"] == pytest.approx(0.09)
    assert set(condition.effects(made_up, ["welfare"])["outcome"]) == {"welfare[KAZ]"}
    with pytest.raises(ValueError, match="hold no welfre"):
        condition.effects(made_up, ["welfre"])


def test_events_and_later_joining_are_labelled(made_up: xr.Dataset) -> None:
    events = condition.events(made_up)
    assert events.loc[(EVENT, "given", "necessity"), "value"] == pytest.approx(0.3)
    assert events.loc[(EVENT, "all", "prevented"), "high"] == pytest.approx(0.63)
    later = condition.joined_anyway(made_up)
    assert later["months_after"].tolist() == [12, 23]
    assert later["hedger"].tolist() == ["KAZ", "KAZ"]
    np.testing.assert_allclose(later["value"], [0.2, 0.4])


def test_what_was_not_asked_is_empty(made_up: xr.Dataset) -> None:
    bare = made_up.drop_vars(["event_probability", "joined_later"])
    assert condition.events(bare).empty
    assert condition.joined_anyway(bare).empty


def test_matches_are_pairs_by_replicate(made_up: xr.Dataset) -> None:
    table = condition.matches(made_up, "welfare[KAZ]")
    assert table.index.tolist() == list(range(0, 3 * MATCHING, 3))
    assert (table["endogenous"] - table["without_accords"]).eq(1).all()
    with pytest.raises(ValueError, match="no outcome 'welfare'"):
        condition.matches(made_up, "welfare")


def test_other_results_are_refused(results: xr.Dataset) -> None:
    for read in (condition.conditions, condition.effects, condition.events, condition.joined_anyway):
        with pytest.raises(steppe.SteppeFileError, match="know of no evidence"):
            read(results)


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_the_figure_draws_both_populations(made_up: xr.Dataset, width: float) -> None:
    figure = figures.effects_given(made_up, width=width)
    table = condition.effects(made_up).set_index(["population", "outcome"])
    shown = 0
    for ax in figure.axes:
        for population in ("all", "given"):
            points = collection(ax, population).get_offsets()[:, 0]
            rows = table.loc[population]
            rows = rows[rows["difference"].round(12).isin(np.round(points, 12))]
            np.testing.assert_allclose(np.sort(points), np.sort(rows["difference"]))
            segments = collection(ax, f"{population}|interval").get_segments()
            ends = np.array([segment[:, 0] for segment in segments])
            np.testing.assert_allclose(np.sort(ends, axis=0), np.sort(rows[["low", "high"]], axis=0))
            shown += len(points)
    assert shown == 2 * 7  # gains over the whole run


def test_a_sign_that_is_open_is_hollow_and_the_words_say_what_is_known(made_up: xr.Dataset) -> None:
    figure = figures.effects_given(made_up, measures=["welfare"])
    ax = figure.axes[0]
    assert to_hex(collection(ax, "all").get_facecolors()[0]) == PAPER
    assert to_hex(collection(ax, "given").get_facecolors()[0]) != PAPER
    told = words(figure)
    for part in (CONDITIONS[0], "in the model", f"{MATCHING} of {PAIRS} pairs match", "+0.30 (+0.25 to +0.35)"):
        assert part in told
