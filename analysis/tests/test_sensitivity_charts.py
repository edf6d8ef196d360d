"""Figures of sensitivity and of boxes show the tables they are given."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from artists import collection, words
from matplotlib.patches import Rectangle

from steppe import discovery, figures
from steppe.stats.intervals import wilson_interval

KEYS = ["hedger.KAZ.precision", "principal.RUS.backlash", "incentive.S1"]


def table_of(method: str) -> pd.DataFrame:
    random = np.random.default_rng(6)
    names = {"sobol": ["ST", "S1"], "morris": ["mu_star", "mu", "sigma"], "delta": ["delta"]}[method]
    rows = [
        {
            "outcome": outcome, "unit": "G", "index": index, "parameter": key, "other_parameter": np.nan,
            "estimate": (estimate := random.uniform(0.05, 0.9)), "low": estimate - 0.05, "high": estimate + 0.1,
            "tag": "J",
        }
        for outcome in ("welfare[KAZ]", "coercion[KAZ]") for index in names for key in KEYS
    ]  # fmt: skip
    rows.append({"outcome": "welfare[KAZ]", "unit": "G", "index": "share_noise", "parameter": np.nan, "estimate": 0.1})
    return pd.DataFrame(rows)


@pytest.mark.parametrize("width", [9.0, 4.3])
@pytest.mark.parametrize(("method", "drawn"), [("sobol", ["ST", "S1"]), ("delta", ["delta"])])
def test_indices_and_intervals_are_those_of_the_table(method: str, drawn: list[str], width: float) -> None:
    table = table_of(method)
    figure = figures.sensitivity_indices(table, width=width)
    assert len(figure.axes) == 2
    for ax, outcome in zip(figure.axes, ("welfare[KAZ]", "coercion[KAZ]"), strict=True):
        rows = table[table["outcome"] == outcome].set_index(["index", "parameter"])
        order = rows.loc[drawn[0]]["estimate"].sort_values(ascending=False).index
        for index in drawn:
            expected = rows.loc[index].loc[order]
            np.testing.assert_allclose(collection(ax, index).get_offsets()[:, 0], expected["estimate"])
            ends = [segment[:, 0] for segment in collection(ax, f"{index}|interval").get_segments()]
            np.testing.assert_allclose(ends, expected[["low", "high"]])
        shown = " ".join(text.get_text() for text in [*ax.get_yticklabels(), *ax.texts])
        assert all(f"{key} (J)" in shown for key in KEYS)


def test_only_the_largest_are_drawn_and_the_rest_is_counted() -> None:
    figure = figures.sensitivity_indices(table_of("sobol"), ["welfare[KAZ]"], most=2)
    assert len(collection(figure.axes[0], "ST").get_offsets()) == 2
    assert "The 2 largest of 3 parameters" in words(figure)


def test_morris_shows_size_and_spread() -> None:
    table = table_of("morris")
    table.loc[(table["parameter"] == KEYS[2]) & (table["outcome"] == "welfare[KAZ]"), "estimate"] = 0.0
    figure = figures.morris_plane(table, "welfare[KAZ]")
    rows = table[table["outcome"] == "welfare[KAZ]"].set_index(["index", "parameter"])
    places = collection(figure.axes[0], "parameters").get_offsets()
    np.testing.assert_allclose(places[:, 0], rows.loc["mu_star"].loc[KEYS[:2], "estimate"])
    np.testing.assert_allclose(places[:, 1], rows.loc["sigma"].loc[KEYS[:2], "estimate"])
    ends = [segment[:, 0] for segment in collection(figure.axes[0], "interval").get_segments()]
    np.testing.assert_allclose(ends, rows.loc["mu_star"].loc[KEYS[:2], ["low", "high"]])
    assert f"Without any effect: {KEYS[2]}." in words(figure)
    assert "G (1 % of a year's GDP)" in figure.axes[0].get_xlabel()


def test_methods_have_their_own_figures() -> None:
    with pytest.raises(ValueError, match="morris_plane"):
        figures.sensitivity_indices(table_of("morris"))
    with pytest.raises(ValueError, match="sensitivity_indices"):
        figures.morris_plane(table_of("sobol"), "welfare[KAZ]")
    with pytest.raises(ValueError, match="no outcome happiness"):
        figures.sensitivity_indices(table_of("sobol"), ["happiness"])


@pytest.fixture(scope="module")
def found() -> tuple[pd.DataFrame, np.ndarray, discovery.Box]:
    random = np.random.default_rng(1)
    points = pd.DataFrame({key: random.uniform(0, 1, 400) for key in KEYS[:2]})
    points[KEYS[2]] = random.integers(0, 2, 400).astype(float)
    points.attrs = {"units": {KEYS[0]: "1/G"}}
    cases = ((points[KEYS[0]] > 0.6) & (points[KEYS[2]] == 1)).to_numpy()
    return points, cases, discovery.boxes(points, cases)[0]


def test_boxes_and_points_are_drawn_where_they_are(found: tuple[pd.DataFrame, np.ndarray, discovery.Box]) -> None:
    points, cases, box = found
    figure = figures.box_pairs(points, cases, box, interest="welfare falls")
    patches = {patch.get_label(): patch for ax in figure.axes for patch in ax.patches if isinstance(patch, Rectangle)}
    label = next(key for key in patches if key.endswith("|box"))
    across, up, _ = label.split("|")
    drawn = patches[label]
    for key, start, length in ((across, drawn.get_x(), drawn.get_width()), (up, drawn.get_y(), drawn.get_height())):
        low, high = box.limits.loc[key, ["low", "high"]]
        slack = 0.5 if key == KEYS[2] else 0.0  # a switch has room around its value
        assert (start, start + length) == pytest.approx((low - slack, high + slack))
    ax = drawn.axes
    of_interest = collection(ax, f"{across}|{up}|of interest").get_offsets()
    assert len(of_interest) == cases.sum()
    assert len(collection(ax, f"{across}|{up}|others").get_offsets()) == (~cases).sum()
    place = [across, up].index(KEYS[0])
    np.testing.assert_allclose(of_interest[:, place], points.loc[cases, KEYS[0]])
    assert collection(figure.axes[1], "chosen").get_offsets()[0].tolist() == pytest.approx([box.coverage, box.density])


def test_shares_of_interest_have_their_intervals(found: tuple[pd.DataFrame, np.ndarray, discovery.Box]) -> None:
    points, cases, box = found
    figure = figures.box_pairs(points, cases, box, interest="welfare falls")
    ax = next(ax for ax in figure.axes if any(item.get_label() == KEYS[2] for item in ax.collections))
    shares = collection(ax, KEYS[2]).get_offsets()[:, 1]
    on = points[KEYS[2]] == 1
    np.testing.assert_allclose(shares, [cases[~on].mean(), cases[on].mean()])
    ends = np.array([segment[:, 1] for segment in collection(ax, f"{KEYS[2]}|interval").get_segments()])
    np.testing.assert_allclose(ends[1], wilson_interval(cases[on].sum(), on.sum(), 0.9))
    said = words(figure)
    assert "too favourable" in said
    assert "in the model" in said


def test_points_and_cases_must_agree(found: tuple[pd.DataFrame, np.ndarray, discovery.Box]) -> None:
    points, cases, box = found
    with pytest.raises(ValueError, match="one truth value for each"):
        figures.box_pairs(points, cases[1:], box, interest="welfare falls")
