"""The matrix of interactions shows what the file holds, the same on both sides of its diagonal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, permutations
from pathlib import Path

import h5py
import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from artists import words
from attribution_file import OUTCOMES, PLAYERS, write_attribution
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

import steppe
from steppe import attribution, figures
from steppe.plot.style import SERIES

OUTCOME = OUTCOMES[0]
REPLICATES = 20
PAIR = ("incentive", "other_incentive")


def game_of(scale: float = 1.0) -> np.ndarray:
    """First and second player add 0.8 together, second and third take 0.5 away, the fourth adds alone."""
    on = (np.arange(1 << len(PLAYERS))[:, None] >> np.arange(len(PLAYERS))) & 1
    means = on @ [0.3, 0.2, -0.1, 0.4] + 0.8 * on[:, 0] * on[:, 1] - 0.5 * on[:, 1] * on[:, 2]
    noise = np.random.default_rng(5).normal(0, 0.1, (len(on), 1, REPLICATES, 1))
    return scale * (means[:, None, None, None] + noise)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xr.Dataset]:
    path = with_interactions(tmp_path_factory.mktemp("pairs") / "pairs.h5", game_of())
    with steppe.open(path) as ds:
        yield ds.load()


def with_interactions(path: Path, game: np.ndarray) -> Path:
    """Write a game with its interactions by the definition: second differences, averaged over orders of the others."""
    write_attribution(path, game)
    players = len(game).bit_length() - 1
    both = np.zeros((players, players, *game.shape[1:]))
    for one, other in permutations(range(players), 2):
        rest = [player for player in range(players) if player not in (one, other)]
        pair = 1 << one | 1 << other
        # A pair moves as one player: every order of it and the others is as likely.
        orders = list(permutations([*rest, -1]))
        for order in orders:
            before = sum(1 << player for player in order[: order.index(-1)])
            both[one, other] += game[before | pair] - game[before | 1 << one] - game[before | 1 << other] + game[before]
        both[one, other] /= len(orders)
    with h5py.File(path, "a") as file:
        for name, values in {
            "interaction": both.mean(axis=3),
            "interaction_standard_error": both.std(axis=3, ddof=1) / np.sqrt(game.shape[2]),
        }.items():
            dataset = file.create_dataset(name, data=values.transpose(2, 0, 1, 3))
            for axis, dim in enumerate(["contrast", "incentive", "other_incentive", "outcome"]):
                dataset.dims[axis].attach_scale(file[dim])
    return path


def cells(ax: Axes) -> dict[str, Rectangle]:
    return {
        patch.get_label(): patch
        for patch in ax.patches
        if "|" in patch.get_label() and not patch.get_label().endswith("hatch")
    }


def numbers(ax: Axes) -> dict[tuple[float, float], float]:
    return {text.get_position(): float(text.get_text().replace("−", "-")) for text in ax.texts}


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_cells_hold_the_interactions_of_the_file_on_both_sides(shared: xr.Dataset, width: float) -> None:
    ax = figures.incentive_interactions(shared, OUTCOME, width=width).axes[0]
    drawn, told = cells(ax), numbers(ax)
    assert set(drawn) == {f"{one}|{other}" for one, other in permutations(PLAYERS, 2)}
    assert len(told) == len(drawn)
    of_file = shared["interaction"].sel(contrast="total", outcome=OUTCOME)
    for row, one in enumerate(PLAYERS):
        for column, other in enumerate(PLAYERS):
            if one == other:
                continue
            patch, value = drawn[f"{one}|{other}"], float(of_file.sel(incentive=one, other_incentive=other))
            assert patch.get_xy() == (column, row)
            assert told[column + 0.5, row + 0.5] == pytest.approx(value, abs=0.0005)
            sign = SERIES[0] if value > 0 else SERIES[1]
            assert mpl.colors.to_hex(patch.get_facecolor()) == sign.lower()
    assert told[1.5, 0.5] == pytest.approx(0.8, abs=0.1)
    by_size = sorted(drawn, key=lambda key: abs(float(of_file.sel(dict(zip(PAIR, key.split("|"), strict=True))))))
    opacity = [drawn[key].get_alpha() for key in by_size]
    assert all(one <= other + 1e-12 for one, other in pairwise(opacity))
    assert opacity[0] < opacity[-1] / 2


def test_hatching_marks_what_is_not_told_from_nothing(shared: xr.Dataset) -> None:
    ax = figures.incentive_interactions(shared, OUTCOME).axes[0]
    hatched = {patch.get_label().removesuffix("|hatch") for patch in ax.patches if patch.get_label().endswith("hatch")}
    table = attribution.interactions(shared, "total", OUTCOME)
    unclear = table[(table["low"] <= 0) & (table["high"] >= 0)]
    pairs = set(zip(unclear["incentive"], unclear["other_incentive"], strict=True))
    assert hatched == {f"{a}|{b}" for a, b in pairs} | {f"{b}|{a}" for a, b in pairs}
    assert 0 < len(hatched) < len(cells(ax))


def test_small_numbers_are_told_in_a_power_of_ten(tmp_path: Path) -> None:
    with steppe.open(with_interactions(tmp_path / "small.h5", game_of(1e-4))) as ds:
        figure = figures.incentive_interactions(ds, OUTCOME)
        value = float(ds["interaction"].sel(incentive="F1", other_incentive="G1", outcome=OUTCOME).item())
        assert numbers(figure.axes[0])[1.5, 0.5] == pytest.approx(value * 1e5, abs=0.005)
        assert "in 10⁻⁵ G (1 % of a year's GDP)" in words(figure)


def test_incentives_that_do_nothing_with_others_are_named_and_not_drawn(tmp_path: Path) -> None:
    game = game_of()
    apart = game[np.arange(len(game)) & ~8]  # the fourth player does nothing at all
    with steppe.open(with_interactions(tmp_path / "apart.h5", apart)) as ds:
        figure = figures.incentive_interactions(ds, OUTCOME)
        assert {label.split("|")[0] for label in cells(figure.axes[0])} == set(PLAYERS[:3])
        assert f"Under 1 % of the largest with all others: {PLAYERS[3]}." in words(figure)


def test_nothing_to_draw_is_refused(tmp_path: Path) -> None:
    still = with_interactions(tmp_path / "still.h5", np.ones((4, 1, 5, 1)))
    with steppe.open(still) as ds, pytest.raises(ValueError, match="no two incentives interact"):
        figures.incentive_interactions(ds, OUTCOME)
    sampled = write_attribution(tmp_path / "sampled.h5", game_of(), orders=40)
    with steppe.open(sampled) as ds, pytest.raises(ValueError, match="no interactions"):
        figures.incentive_interactions(ds, OUTCOME)


def test_notes_say_what_it_is_and_what_not(shared: xr.Dataset) -> None:
    figure = figures.incentive_interactions(shared, OUTCOME, names={"KAZ": "Kazakhstan"})
    said = words(figure)
    for words_said in (
        "in the model", "not a forecast", "90 % interval", "Kazakhstan", "interaction index",
        "20 runs a coalition", f"Title of {PLAYERS[0]} ({PLAYERS[0]})",
    ):  # fmt: skip
        assert words_said in said
