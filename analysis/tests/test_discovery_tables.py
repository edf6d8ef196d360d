"""Tables of a sweep against effects that were put into it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sample_sweep import ARMS, sweep

from steppe import discovery


def test_experiments_are_the_parameters_of_each_point() -> None:
    table = discovery.experiments(sweep())
    assert list(table.columns) == ["learning_rate", "hedger.KAZ.open"]
    assert table.index.name == "point"
    assert table["learning_rate"].tolist() == [0.1, 0.2, 0.4]
    assert table.attrs["units"] == {"learning_rate": "1/month", "hedger.KAZ.open": "1"}
    assert table.attrs["long_name"]["learning_rate"] == "Learning"


def test_effects_are_means_of_the_pairs_that_finished() -> None:
    table = discovery.effects(sweep())
    assert list(table.columns) == ["gain", "flow[KAZ]", "flow[UZB]"]
    assert table.index.tolist() == [0, 1, 2]
    # Point 1 lacks a pair with +1, point 2 one with −1: the shock of 100 would show if pairs were not kept together.
    np.testing.assert_allclose(table["gain"], [10, 20 - 1 / 3, 30 + 1 / 3], rtol=1e-6)
    np.testing.assert_allclose(table["flow[UZB]"], 2 * table["flow[KAZ]"], rtol=1e-6)
    assert table.attrs == {"treated": "with_accords", "control": "without_accords"}
    turned = discovery.effects(sweep(), "without_accords", "with_accords", names=["gain"])
    pd.testing.assert_frame_equal(turned, -table[["gain"]])


def test_a_point_without_pairs_is_nan_without_a_warning() -> None:
    ds = sweep()
    ds["gain"][0, 1] = np.nan
    assert discovery.effects(ds, names=["gain"])["gain"].isna().tolist() == [False, True, False]


def test_performance_compares_arms_on_the_same_replicates() -> None:
    table = discovery.performance(sweep(), "flow[KAZ]")
    assert table.columns.tolist() == ARMS
    difference = table["with_accords"] - table["without_accords"]
    pd.testing.assert_series_equal(difference, discovery.effects(sweep())["flow[KAZ]"], check_names=False)
    with pytest.raises(ValueError, match=r"no outcome 'flow\[X\]'.*flow\[KAZ\], flow\[UZB\]"):
        discovery.performance(sweep(), "flow[X]")


def test_what_is_no_sweep_is_refused() -> None:
    single = sweep().isel(point=0)
    for function in (discovery.experiments, discovery.effects, discovery.to_ema, discovery.to_salib):
        with pytest.raises(ValueError, match="these results hold"):
            function(single)
    with pytest.raises(ValueError, match="no arm 'x'"):
        discovery.effects(sweep(), "x")
    with pytest.raises(ValueError, match="no sweep"):
        discovery.experiments(sweep()[["gain"]])
