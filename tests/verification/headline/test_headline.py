"""Borders and rank correlations are what their definitions say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from headline import EFFECTS, OPENING, border, effects, over_draws, strongest


def test_the_border_is_where_the_effect_is_nothing() -> None:
    grid = pd.DataFrame({0.0: [0.4, 0.2, -0.2], 0.5: [0.1, -0.3, -0.4], 1.0: [-0.1, -0.2, -0.3]}, index=[0.0, 0.2, 0.4])
    found = border(grid)
    assert found[0.0] == pytest.approx(0.3)
    assert found[0.5] == pytest.approx(0.05)
    assert np.isnan(found[1.0])


def test_correlations_are_of_ranks_and_in_order_of_size() -> None:
    effect = pd.Series(np.arange(9.0))
    drawn = pd.DataFrame(
        {
            "cube": effect**3,
            "falling": [8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 1.0, 2.0, 0.0],
            "claim": [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0],
            "held": 1.0,
        }
    )
    table = strongest(drawn, effect)
    assert list(table.index)[:2] == ["cube", "falling"]
    assert "held" not in table.index
    assert table.loc["cube", "correlation"] == pytest.approx(1.0)
    assert table.loc["falling", "correlation"] == pytest.approx(6 * 2 / (9 * 80) - 1)
    assert tuple(table.loc["cube", ["low", "high"]]) == (1.0, 7.0)
    assert table.loc["claim", "low"] == 2.0  # all five draws at the null


def test_draws_are_summed_up() -> None:
    """Means of draws -1, 1, 2, 2 (variance 2) and of replicates 0, 2 (variance 2): error sqrt(2/4 + 2/2)."""
    found = over_draws(np.array([[-2.0, 0.0], [0.0, 2.0], [1.0, 3.0], [1.0, 3.0]]))
    assert found["mean"] == 1.0
    assert found["positive"] == 0.75
    assert found["high"] - found["mean"] == pytest.approx(1.6448536 * np.sqrt(1.5))
    assert found["p95"] == pytest.approx(2.0)


def test_effects_are_differences_of_pairs() -> None:
    labels = [*EFFECTS.values(), OPENING]
    values = np.zeros((3, 2, 2, len(labels)))  # arm, point, replicate, outcome
    values[0, :, :, 0] = [[1.0, 3.0], [5.0, 5.0]]
    values[1, :, :, 0] = [[1.0, 1.0], [2.0, 0.0]]
    values[2, :, :, 3] = [[0.1, 0.3], [0.5, 0.5]]
    ds = xr.Dataset(
        {"outcomes": (("arm", "point", "replicate", "outcome"), values)},
        coords={"arm": ["with_accords", "without_accords", "endogenous"], "outcome": labels},
    )
    found = effects(ds)
    assert found["dW"].tolist() == [[0.0, 2.0], [3.0, 5.0]]
    assert found["p1"].tolist() == [[0.1, 0.3], [0.5, 0.5]]
