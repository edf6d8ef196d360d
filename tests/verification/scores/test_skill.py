"""Skill and its intervals, against numbers made by other means and on series whose skill is known: see README.md."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from steppe.stats import scores
from worlds import equal, informed, overconfident

if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
WORLDS = int(os.environ.get("STEPPE_WORLDS", "1500"))  # the standard error of a coverage of .9 is .008


def test_scores_are_those_of_the_shared_vectors() -> None:
    for one in VECTORS["ensembles"]:
        members, observed = np.array(one["members"]), np.array(one["observed"])
        assert scores.energy_score(members, observed, fair=True) == pytest.approx(one["score"], abs=1e-12)
        if observed.size == 1:
            first = members[:, 0]
            assert scores.crps_ensemble(first, observed[0], fair=True) == pytest.approx(one["score"], abs=1e-12)
            assert scores.pit(first, observed[0]) == pytest.approx(one["pit"], abs=1e-15)


@pytest.mark.parametrize("kind", ["skills", "panels"])
def test_skill_is_that_of_the_shared_vectors(kind: str) -> None:
    for one in VECTORS[kind]:
        if kind == "skills":
            of = {"horizon": one["horizon"], "level": one["level"]}
            skill = scores.skill_score(one["score"], one["reference"], **of)
        else:
            skill = scores.panel_skill(one["score"], one["reference"], one["state"], level=one["level"])
        assert skill.method == {"skills": "ewc", "panels": "clustered"}[kind]
        assert skill[:3] == pytest.approx((one["value"], one["low"], one["high"]), rel=1e-12)
        assert (skill.degrees_of_freedom, skill.few) == (one["degrees_of_freedom"], one["few"])


@pytest.mark.parametrize(("origins", "horizon"), [(40, 1), (200, 5)])
@pytest.mark.parametrize("world", [equal, informed, overconfident])
def test_intervals_of_ninety_per_cent_cover_the_skill_that_often(world: Callable, origins: int, horizon: int) -> None:
    made = world(np.random.default_rng(origins), (WORLDS, origins), horizon)
    found = [scores.skill_score(s, r, horizon=horizon) for s, r in zip(made.score, made.reference, strict=True)]
    held = np.mean([one.low <= made.skill <= one.high for one in found])
    assert 0.85 <= held <= 0.95
    assert not any(one.few for one in found)


def test_the_worlds_have_the_skill_that_they_say() -> None:
    for world in (equal, informed, overconfident):
        made = world(np.random.default_rng(1), (100, 20_000), 5)
        found = 1 - made.score.mean() / made.reference.mean()
        each = 1 - made.score.mean(axis=1) / made.reference.mean(axis=1)
        assert found == pytest.approx(made.skill, abs=4 * each.std() / 10)


def test_neighbours_taken_for_independent_would_cover_too_little() -> None:
    """What the estimator is for: with overlapping origins the textbook interval holds the skill two times in three."""
    made = equal(np.random.default_rng(3), (WORLDS, 200), 5)
    difference = made.score - made.reference
    reach = 1.645 * difference.std(axis=1, ddof=1) / np.sqrt(200)
    assert np.mean(np.abs(difference.mean(axis=1)) <= reach) < 0.75


@pytest.mark.parametrize("states", [8, 12])
def test_clustered_intervals_cover_where_a_state_depends_on_itself(states: int) -> None:
    rng = np.random.default_rng(states)
    origins, held = 10, []
    for _ in range(WORLDS):
        made = informed(rng, (states, origins), 5)
        luck = rng.uniform(0.5, 2, (states, 1))  # of a state, in all of its years: units differ
        state = np.repeat(np.arange(states), origins)
        skill = scores.panel_skill((luck * made.score).ravel(), (luck * made.reference).ravel(), state)
        held.append(skill.low <= made.skill <= skill.high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_half_the_score_is_half_the_skill_for_certain() -> None:
    reference = np.random.default_rng(3).exponential(size=60)
    for horizon in (1, 7):
        assert scores.skill_score(reference / 2, reference, horizon=horizon)[:3] == pytest.approx((0.5,) * 3, abs=1e-12)
        assert scores.skill_score(reference, reference, horizon=horizon)[:3] == pytest.approx((0,) * 3, abs=1e-12)
    assert scores.panel_skill(reference / 2, reference, np.arange(60) % 7)[:3] == pytest.approx((0.5,) * 3, abs=1e-12)


def test_few_blocks_are_marked_and_have_few_degrees_of_freedom() -> None:
    score, reference = np.random.default_rng(4).exponential(size=(2, 50))
    assert scores.skill_score(score[:9], reference[:9], horizon=5).few
    assert scores.skill_score(score[:9], reference[:9], horizon=5).degrees_of_freedom == 1
    assert scores.skill_score(score[:49], reference[:49], horizon=5).few
    assert not scores.skill_score(score, reference, horizon=5).few
    assert [scores.cosine_terms(n, h) for n, h in ((3, 1), (40, 1), (125, 1), (200, 5), (200, 50))] == [1, 4, 10, 13, 4]
    assert scores.panel_skill(score, reference, np.arange(50) % 9).few
    assert not scores.panel_skill(score, reference, np.arange(50) % 10).few


def test_placebos_that_do_as_well_come_first() -> None:
    assert scores.placebo_rank(0.5, [0.4, 0.5, 0.6, 0.7]) == (3, 5)
    assert scores.placebo_rank(0.5, []) == (1, 1)


def test_transforms_of_calibrated_ensembles_stay_in_their_band() -> None:
    rng = np.random.default_rng(5)
    held = []
    for _ in range(400):
        draws = rng.normal(size=(60, 20))
        bins = scores.pit_bins(scores.pit(draws[:, 1:], draws[:, 0]), bins=5)
        assert bins.share.sum() == pytest.approx(1)
        held.append((bins.low <= bins.share).all() and (bins.share <= bins.high).all())
    assert np.mean(held) >= 0.9 - 3 * np.sqrt(0.09 / 400)
    narrow = scores.pit(0.3 * rng.normal(size=(60, 19)), rng.normal(size=60))
    assert scores.pit_bins(narrow, bins=5).share.max() > scores.pit_bins(narrow, bins=5).high


def test_fewer_independent_cases_widen_the_band() -> None:
    transforms = np.linspace(0.05, 0.95, 20)
    wide, narrow = scores.pit_bins(transforms, independent=2.9), scores.pit_bins(transforms)
    assert (wide.low, wide.high) == (0, 1)
    assert narrow.high < wide.high


@pytest.mark.parametrize(
    "call",
    [
        lambda: scores.skill_score([1.0, 2.0, 3.0], [1.0, 2.0]),
        lambda: scores.skill_score([1.0, 2.0], [1.0, 2.0]),
        lambda: scores.skill_score([1.0, 2.0, 3.0], [0.0, 0.0, 0.0]),
        lambda: scores.skill_score([1.0, np.nan, 2.0], [1.0, 1.0, 1.0]),
        lambda: scores.skill_score([1.0, 2.0, 3.0], [1.0, 1.0, 1.0], horizon=0),
        lambda: scores.skill_score([1.0, 2.0, 3.0], [1.0, 1.0, 1.0], level=1.0),
        lambda: scores.panel_skill([1.0, 2.0], [1.0, 1.0], ["A", "A"]),
        lambda: scores.panel_skill([1.0, 2.0], [1.0, 1.0], ["A"]),
        lambda: scores.placebo_rank(np.nan, [1.0]),
        lambda: scores.pit([np.nan, 1.0], 0.0),
        lambda: scores.pit_bins([0.5], independent=2),
        lambda: scores.pit_bins([1.5]),
    ],
)
def test_what_has_no_skill_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()
